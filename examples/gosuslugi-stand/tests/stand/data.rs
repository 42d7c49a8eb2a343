//! Person, documents and children.

use crate::diary::{Diary, Fields, parameter};
use chrono::TimeDelta;
use families::people::person;
use serde_json::{Value, json};

async fn token(diary: &Diary, person: &str) -> String {
    diary.tokens_for(person).await["access_token"].as_str().unwrap().to_owned()
}

async fn narrow_token(diary: &Diary, scope: &str, person: &str) -> String {
    let request = Fields { scope: scope.into(), ..diary.fields() };
    let back = diary.stand.callback_for(&diary.code_request(&request), person).unwrap();
    let code = parameter(&back, "code").unwrap();
    let exchange = Fields { scope: scope.into(), code, ..diary.fields() };
    let (_, answer) = diary.post(&diary.form(&exchange)).await;
    answer["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_shown_in_esia_s_words() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    let (status, answer) = diary.get("/rs/prns/1000900001", &token).await;
    assert_eq!(status, 200);
    let born = person("granted-pupil", crate::diary::now().date_naive()).unwrap().birth_date;
    assert_eq!(answer["lastName"], "Примеров");
    assert_eq!(answer["firstName"], "Пётр");
    assert_eq!(answer["middleName"], "Ильич");
    assert_eq!(answer["birthDate"], born.format("%d.%m.%Y").to_string());
    assert_eq!(answer["snils"], "100-001-107 23");
    assert_eq!(answer["gender"], "M");
    assert_eq!(answer["trusted"], false);
    assert_eq!(answer["kidAccCreatedByParent"], true);
    assert_eq!(answer["status"], "REGISTERED");
    assert!(answer.get("documents").is_none());
}

#[tokio::test]
async fn a_missing_patronymic_is_absent() {
    let diary = Diary::start().await;
    let token = token(&diary, "plain-pupil").await;
    let oid = person("plain-pupil", crate::diary::now().date_naive()).unwrap().oid;
    let (_, answer) = diary.get(&format!("/rs/prns/{oid}"), &token).await;
    assert_eq!(answer["firstName"], "Ника");
    assert!(answer.get("middleName").is_none());
}

#[tokio::test]
async fn the_fields_follow_the_scopes() {
    let diary = Diary::start().await;
    let token = narrow_token(&diary, "openid birthdate", "granted-pupil").await;
    let (_, answer) = diary.get("/rs/prns/1000900001", &token).await;
    assert!(answer.get("birthDate").is_some());
    for hidden in ["lastName", "firstName", "middleName", "snils", "gender"] {
        assert!(answer.get(hidden).is_none(), "{hidden}");
    }
    for path in ["docs", "kids"] {
        let (status, _) = diary.get(&format!("/rs/prns/1000900001/{path}"), &token).await;
        assert_eq!(status, 403, "{path}");
    }
}

#[tokio::test]
async fn a_token_opens_its_own_person_alone_and_not_for_ever() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    assert_eq!(diary.get("/rs/prns/1000900002", &token).await.0, 403);
    assert_eq!(diary.get("/rs/prns/01000900001", &token).await.0, 403);
    let (status, answer) = diary.get("/rs/prns/1000900001", "invented").await;
    assert_eq!(status, 401);
    assert_eq!(
        answer,
        json!({ "code": "ESIA-005011", "message": "SecurityErrorEnum.invalidToken" })
    );
    diary.stand.advance(TimeDelta::seconds(3601));
    assert_eq!(diary.get("/rs/prns/1000900001", &token).await.0, 401);
}

#[tokio::test]
async fn documents_are_addresses_or_objects() {
    let diary = Diary::start().await;
    let token = token(&diary, "granted-pupil").await;
    let (_, links) = diary.get("/rs/prns/1000900001/docs", &token).await;
    assert_eq!(
        (links["size"].as_u64(), links["stateFacts"][0].as_str()),
        (Some(1), Some("hasSize"))
    );
    let link = links["elements"][0].as_str().unwrap();
    let path = link.strip_prefix(diary.stand.base_url()).unwrap();
    let (_, single) = diary.get(path, &token).await;
    let (_, objects) = diary.get("/rs/prns/1000900001/docs?embed=(elements)", &token).await;
    assert_eq!(objects["elements"], json!([single]));
    assert_eq!(single["type"], "RF_BRTH_CERT");
    assert_eq!(single["vrfStu"], "VERIFIED");
    assert_eq!(
        (single["series"].as_str(), single["number"].as_str()),
        (Some("II-ТС"), Some("100101"))
    );
    assert_eq!(single["actNo"], "1001");
    let whole = "/rs/prns/1000900001?embed=(documents.elements-1,kids.elements)";
    let (_, whole) = diary.get(whole, &token).await;
    assert_eq!(whole["documents"]["elements"], objects["elements"]);
    assert_eq!(whole["kids"]["size"], 0);
}

#[tokio::test]
async fn a_simplified_account_has_nothing_verified() {
    let diary = Diary::start().await;
    let oid = person("simplified-teen", crate::diary::now().date_naive()).unwrap().oid;
    let token = token(&diary, "simplified-teen").await;
    let (_, answer) = diary.get(&format!("/rs/prns/{oid}/docs?embed=(elements)"), &token).await;
    assert_eq!(answer["elements"][0]["vrfStu"], "NOT_VERIFIED");
}

#[tokio::test]
async fn a_parent_sees_the_children_under_numbers_of_their_own() {
    let diary = Diary::start().await;
    let mother = person("twins-mother", crate::diary::now().date_naive()).unwrap().oid;
    let token = token(&diary, "twins-mother").await;
    let (_, answer) = diary.get(&format!("/rs/prns/{mother}/kids?embed=(elements)"), &token).await;
    let names: Vec<&Value> =
        answer["elements"].as_array().unwrap().iter().map(|kid| &kid["firstName"]).collect();
    assert_eq!(names, ["Мария", "Марина"]);
    let kid = &answer["elements"][0];
    assert_eq!(kid["documents"]["elements"][0]["type"], "RF_BRTH_CERT");
    let account = person("twin-first", crate::diary::now().date_naive()).unwrap().oid;
    let id = kid["id"].as_u64().unwrap();
    assert_ne!(id, account);
    let (_, documents) = diary.get(&format!("/rs/prns/{mother}/kids/{id}/docs"), &token).await;
    assert_eq!(documents["elements"], kid["documents"]["elements"]);
    let (_, links) = diary.get(&format!("/rs/prns/{mother}/kids"), &token).await;
    let link = links["elements"][1].as_str().unwrap();
    let (_, second) = diary.get(link.strip_prefix(diary.stand.base_url()).unwrap(), &token).await;
    assert_eq!(second["firstName"], "Марина");
    // Gender was not asked for.
    assert!(kid.get("gender").is_none());
    assert_eq!(diary.get(&format!("/rs/prns/{mother}/kids/1/docs"), &token).await.0, 404);
}
