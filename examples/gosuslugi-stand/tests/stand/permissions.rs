//! Consents by the parameter `permissions`: what is refused, what stands, and how long.

use crate::diary::{ADDRESS, CLIENT, Diary, Fields, parameter};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use gosuslugi_stand::RobotError;
use serde_json::{Value, json};

const ISSUED: &str = "/esia-rs/api/public/v1/prns/1000900008/issued/permissions/digital/scopes";

/// A consent that is asked for as it should be.
fn right() -> Value {
    json!({
        "responsibleObject": "Школа № 1",
        "sysname": "DIARY_CONSENT",
        "expire": 60,
        "actions": [{ "sysname": "ALL_ACTIONS_TO_DATA" }],
        "purposes": [{ "sysname": "EDU_DIARY" }],
        "scopes": [{ "sysname": "fullname" }, { "sysname": "birthdate" }],
    })
}

fn asking(diary: &Diary, permissions: &Value) -> Fields {
    let text = URL_SAFE_NO_PAD.encode(permissions.to_string());
    let more = vec![("permissions", text)];
    Fields { scope: "openid".into(), more, ..diary.fields() }
}

async fn refusal(diary: &Diary, fields: &Fields) -> String {
    let answer = diary.http.get(diary.code_request(fields)).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    if back.starts_with("/login/") {
        return back;
    }
    parameter(&back, "error_description").unwrap()[..11].to_owned()
}

#[tokio::test]
async fn every_wrong_consent_has_its_code() {
    let diary = Diary::start().await;
    let bend = |key: &str, value: Value| {
        let mut bent = right();
        bent[key] = value;
        bent
    };
    let named = |names: &[&str]| names.iter().map(|it| json!({ "sysname": it })).collect();
    let cases = [
        ("ESIA-036700", bend("sysname", json!(""))),
        ("ESIA-036701", bend("sysname", json!("SOMETHING"))),
        ("ESIA-036702", bend("scopes", named(&["birthdate"]))),
        ("ESIA-036703", bend("scopes", named(&["fullname", "inn"]))),
        ("ESIA-036704", bend("scopes", named(&["fullname", "kid_fullname"]))),
        ("ESIA-036705", bend("actions", json!([]))),
        ("ESIA-036706", bend("actions", named(&["EVERYTHING"]))),
        ("ESIA-036707", bend("purposes", json!([]))),
        ("ESIA-036716", bend("expire", json!(0))),
        ("ESIA-036716", bend("expire", json!(525_601))),
        ("ESIA-036716", bend("expire", json!("60"))),
        ("ESIA-036726", bend("purposes", named(&["FUN"]))),
        ("ESIA-036727", bend("purposes", named(&["EDU_DIARY", "EDU_DIARY"]))),
        ("ESIA-007038", bend("scopes", json!("fullname"))),
    ];
    for (code, permission) in cases {
        let fields = asking(&diary, &json!([permission]));
        assert_eq!(refusal(&diary, &fields).await, code, "{permission}");
    }
    assert_eq!(refusal(&diary, &asking(&diary, &json!([]))).await, "ESIA-036700");
    assert_eq!(refusal(&diary, &asking(&diary, &json!({}))).await, "ESIA-007038");
    let mut garbage = asking(&diary, &json!([right()]));
    garbage.more = vec![("permissions", "***".into())];
    assert_eq!(refusal(&diary, &garbage).await, "ESIA-007038");
    // With consents, the scope is `openid` alone.
    let mut wide = asking(&diary, &json!([right()]));
    wide.scope = "openid fullname".into();
    assert_eq!(refusal(&diary, &wide).await, "ESIA-007006");
    assert!(refusal(&diary, &asking(&diary, &json!([right()]))).await.starts_with("/login/"));
}

/// A person gives the consent; the token of that sign-in.
async fn given(diary: &Diary) -> String {
    let fields = asking(diary, &json!([right()]));
    let back = diary.stand.callback_for(&diary.code_request(&fields), "adult-pupil").unwrap();
    let code = parameter(&back, "code").unwrap();
    let exchange = Fields { scope: "openid".into(), code, ..diary.fields() };
    let (status, answer) = diary.post(&diary.form(&exchange)).await;
    assert_eq!(status, 200, "{answer}");
    answer["access_token"].as_str().unwrap().to_owned()
}

/// A token without the person: client, scope, time, state, return address are signed.
async fn renewed(diary: &Diary, oid: u64, scope: &str) -> (u16, Value) {
    let fields = Fields { scope: format!("{scope}{oid}"), ..diary.fields() };
    let Fields { client_id, scope, timestamp, state, .. } = &fields;
    let text = Some(format!("{client_id}{scope}{timestamp}{state}{ADDRESS}"));
    let more = vec![("grant_type", "client_credentials".to_owned())];
    diary.post(&diary.form(&Fields { text, more, without: "code", ..fields })).await
}

#[tokio::test]
async fn a_consent_opens_its_scopes_until_it_ends_and_renews_a_token() {
    let diary = Diary::start().await;
    let token = given(&diary).await;
    let (status, person) = diary.get("/rs/prns/1000900008", &token).await;
    assert_eq!((status, person["lastName"].as_str()), (200, Some("Взрослов")));
    assert!(person.get("snils").is_none(), "it was not in the consent");

    let (status, answer) = renewed(&diary, 1_000_900_008, "prm_chg?oid=").await;
    assert_eq!(status, 200, "{answer}");
    assert!(answer.get("id_token").is_none() && answer.get("refresh_token").is_none());
    let token = answer["access_token"].as_str().unwrap().to_owned();
    assert_eq!(diary.get("/rs/prns/1000900008", &token).await.1["firstName"], "Глеб");
    let (_, issued) = diary.get(ISSUED, &token).await;
    assert_eq!(issued["elements"], json!([{ "sysname": "birthdate" }, { "sysname": "fullname" }]));

    for (oid, scope) in [(1_000_900_001, "prm_chg?oid="), (0, "prm_chg?oid=")] {
        let (status, answer) = renewed(&diary, oid, scope).await;
        assert_eq!(status, 400);
        assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007019"));
    }
    let (_, answer) = renewed(&diary, 1, "everything?oid=").await;
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007006"));

    diary.stand.advance(TimeDelta::minutes(60));
    let fields = diary.fields();
    assert_eq!(fields.client_id, CLIENT);
    let (_, person) = diary.get("/rs/prns/1000900008", &token).await;
    assert!(person.get("lastName").is_none(), "equal is dead: {person}");
}

#[tokio::test]
async fn a_withdrawal_is_noticed_by_asking() {
    let diary = Diary::start().await;
    let token = given(&diary).await;
    assert_eq!(diary.get(ISSUED, &token).await.1["size"], 2);
    let withdraw = || diary.stand.withdraw_permissions(CLIENT, "adult-pupil");
    assert_eq!(withdraw(), Ok(()));
    assert_eq!(withdraw(), Err(RobotError::Act), "nothing stands any more");
    assert_eq!(diary.get(ISSUED, &token).await.1["size"], 0);
    assert_eq!(diary.get("/rs/prns/1000900008/docs", &token).await.0, 403);
    let (_, answer) = renewed(&diary, 1_000_900_008, "prm_chg?oid=").await;
    assert!(answer["error_description"].as_str().unwrap().starts_with("ESIA-007019"));
    assert_eq!(diary.get(ISSUED, "invented").await.0, 401);
}
