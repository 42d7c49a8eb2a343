//! Every code on demand, the clock that is wrong, and fields as they may come.

use crate::diary::{Diary, Fields, minutes_ago, parameter};
use esia_core::protocol::error_code::EsiaCode;
use gosuslugi_stand::{Fault, Place};
use serde_json::Value;

/// The codes of esia-protocol.md 3.2, typed from there.
const CODES: [&str; 38] = [
    "007002", "007003", "007004", "007005", "007006", "007007", "007008", "007009", "007011",
    "007012", "007013", "007014", "007015", "007019", "007023", "007038", "007039", "007040",
    "007046", "007053", "007055", "007060", "007061", "007062", "007194", "008010", "005011",
    "036700", "036701", "036702", "036703", "036704", "036705", "036706", "036707", "036716",
    "036726", "036727",
];

#[tokio::test]
async fn every_code_of_the_paper_comes_on_demand_at_every_place() {
    let diary = Diary::start().await;
    let token = diary.tokens_for("granted-pupil").await["access_token"].clone();
    let token = token.as_str().unwrap();
    for digits in CODES.into_iter().chain(["999999"]) {
        let name = format!("ESIA-{digits}");
        let code = EsiaCode::leading(&name).unwrap();
        let set = |at| {
            diary.stand.faults().clear();
            diary.stand.faults().set(Fault::Refuse { at, code });
        };
        set(Place::CodeRequest);
        let fields = diary.fields();
        let answer = diary.http.get(diary.code_request(&fields)).send().await.unwrap();
        let back = answer.headers()["location"].to_str().unwrap();
        let text = parameter(back, "error_description").unwrap();
        assert!(text.starts_with(&format!("{name}: ")), "{text}");
        assert!(parameter(back, "error").is_some());
        assert_eq!(parameter(back, "state").unwrap(), fields.state);

        set(Place::Token);
        let fields = Fields { code: "any".into(), ..diary.fields() };
        let (status, answer) = diary.post(&diary.form(&fields)).await;
        assert!((400..=503).contains(&status), "{name}");
        assert!(answer["error_description"].as_str().unwrap().starts_with(&name));
        assert_eq!(answer["state"], fields.state.as_str());

        set(Place::PersonData);
        let (status, answer) = diary.get("/rs/prns/1000900001", token).await;
        assert!((401..=503).contains(&status), "{name}");
        assert_eq!(answer["code"], name.as_str());
        assert!(answer["message"].is_string());
    }
}

#[tokio::test]
async fn the_status_and_the_word_of_a_demanded_code_are_the_ones_that_were_seen() {
    let diary = Diary::start().await;
    let with = async |digits: &str| {
        let code = EsiaCode::leading(&format!("ESIA-{digits}")).unwrap();
        diary.stand.faults().clear();
        diary.stand.faults().set(Fault::Refuse { at: Place::Token, code });
        let (status, answer) = diary.post(&diary.form(&diary.fields())).await;
        (status, answer["error"].as_str().unwrap().to_owned())
    };
    assert_eq!(with("007005").await, (400, "unauthorized_client".into()));
    assert_eq!(with("007053").await, (400, "access_denied".into()));
    assert_eq!(with("007014").await, (400, "invalid_request".into()));
    assert_eq!(with("007011").await, (400, "invalid_grant".into()));
    assert_eq!(with("007007").await, (500, "server_error".into()));
    assert_eq!(with("007008").await, (503, "temporarily_unavailable".into()));
}

#[tokio::test]
async fn a_clock_that_is_wrong_refuses_by_the_time_and_says_what_time_it_has() {
    let diary = Diary::start().await;
    diary.stand.faults().set(Fault::SkewedClock { seconds: 3600 });
    let answer = diary.http.get(diary.code_request(&diary.fields())).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap();
    assert!(parameter(back, "error_description").unwrap().starts_with("ESIA-007015"));
    let date = answer.headers()["date"].to_str().unwrap();
    let date = chrono::DateTime::parse_from_rfc2822(date).unwrap();
    let ahead = date.signed_duration_since(crate::diary::now()).num_minutes();
    assert!((58..=61).contains(&ahead), "{ahead}");
    // Who corrects the own clock by it gets through.
    let corrected = Fields { timestamp: minutes_ago(-60), ..diary.fields() };
    assert!(diary.stand.callback_for(&diary.code_request(&corrected), "adult-pupil").is_ok());
}

#[tokio::test]
async fn fields_are_absent_null_or_of_the_future_as_the_switches_say() {
    let diary = Diary::start().await;
    let token = diary.tokens_for("granted-pupil").await["access_token"].clone();
    let with = async |fault| {
        diary.stand.faults().clear();
        diary.stand.faults().set(fault);
        let path = "/rs/prns/1000900001?embed=(documents.elements)";
        let (status, answer) = diary.get(path, token.as_str().unwrap()).await;
        assert_eq!(status, 200);
        answer
    };
    let answer = with(Fault::AbsentFields).await;
    assert!(answer.get("lastName").is_none() && answer.get("trusted").is_none());
    assert_eq!(answer["documents"]["elements"][0]["type"], "RF_BRTH_CERT");
    assert!(answer["documents"]["elements"][0].get("series").is_none());
    let answer = with(Fault::NullFields).await;
    assert_eq!(answer["lastName"], Value::Null);
    assert!(answer.as_object().unwrap().contains_key("lastName"));
    assert_eq!(answer["documents"]["elements"][0]["vrfStu"], Value::Null);
    let answer = with(Fault::UnknownFields).await;
    assert!(answer["fieldOfTheFuture"].is_object());
    assert_eq!(answer["documents"]["elements"][0]["vrfValStu"], "WORD_OF_THE_FUTURE");
    assert_eq!(answer["lastName"], "Примеров");
}
