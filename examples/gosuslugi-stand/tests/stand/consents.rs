//! The consents platform, as a diary uses it.

use crate::diary::{CLIENT, Diary, SECRET};
use chrono::TimeDelta;
use families::people::{Consent, Person, person};
use gosuslugi_stand::{Act, Config, Fault, RobotError};
use serde_json::{Value, json};

fn oid(key: &str) -> u64 {
    person(key, crate::diary::now().date_naive()).unwrap().oid
}

async fn subject(diary: &Diary, key: &str) -> Value {
    let (status, answer) =
        diary.get(&format!("/consents-platform/v1/subjects/{}", oid(key)), SECRET).await;
    assert_eq!(status, 200);
    answer
}

fn kinds(answer: &Value) -> Vec<&str> {
    answer["news"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap()).collect()
}

async fn ask(diary: &Diary, subject: u64, key: &str) -> (u16, Value) {
    let address = format!("{}/consents-platform/v1/requests", diary.stand.base_url());
    let body = json!({
        "subject": subject, "purpose": "electronic-school-sign-in", "idempotency_key": key,
    });
    let answer = diary.http.post(address).bearer_auth(SECRET).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn act(diary: &Diary, actor: &str, pupil: &str, act: Act) -> Result<(), RobotError> {
    diary.stand.act(actor, pupil, CLIENT, act)
}

#[tokio::test]
async fn the_families_begin_as_their_cases_say() {
    let diary = Diary::start().await;
    let granted = subject(&diary, "granted-pupil").await;
    assert_eq!(kinds(&granted), ["approved_in_advance"]);
    let event = &granted["news"][0];
    assert_eq!(event["by"], granted["representatives"][0]["handle"]);
    assert!(event["by"].as_str().unwrap().starts_with("r-"));
    assert_eq!(event["subject"], oid("granted-pupil"));
    assert_eq!((event["request"].clone(), event["recipients"].clone()), (Value::Null, json!([])));

    assert_eq!(kinds(&subject(&diary, "asked-pupil").await), Vec::<&str>::new());
    let adult = subject(&diary, "adult-granted-pupil").await;
    assert_eq!(kinds(&adult), ["requested", "self_approved"]);
    assert_eq!(
        (adult["representatives"].clone(), adult["news"][1]["by"].clone()),
        (json!([]), json!("self"))
    );
    let contested = subject(&diary, "contested-pupil").await;
    assert_eq!(kinds(&contested), ["approved_in_advance", "objected"]);
    let teen = subject(&diary, "teen-linked").await;
    assert_eq!(teen["representatives"][0]["linked"], true);
    assert_eq!(teen["representatives"][1]["linked"], false);
}

#[tokio::test]
async fn handles_tell_nothing_of_the_parent() {
    let diary = Diary::start().await;
    let answer = subject(&diary, "asked-pupil").await.to_string();
    for parent in ["asked-mother", "asked-father"] {
        assert!(!answer.contains(&oid(parent).to_string()) && !answer.contains(parent));
    }
    assert!(!answer.contains("Образцов"));
}

#[tokio::test]
async fn a_request_goes_to_both_parents_once_and_one_consent_is_enough() {
    let diary = Diary::start().await;
    let pupil = oid("asked-pupil");
    let (status, first) = ask(&diary, pupil, "k1").await;
    assert_eq!((status, first["created"].as_bool()), (201, Some(true)));
    assert_eq!(first["recipients"].as_array().unwrap().len(), 2);
    for key in ["k1", "k2", "k2"] {
        let (status, again) = ask(&diary, pupil, key).await;
        assert_eq!((status, again["created"].as_bool()), (200, Some(false)), "{key}");
        assert_eq!(again["request"], first["request"]);
    }
    assert_eq!(act(&diary, "asked-mother", "asked-pupil", Act::Decline), Ok(()));
    assert_eq!(act(&diary, "asked-father", "asked-pupil", Act::Approve), Ok(()));
    let answer = subject(&diary, "asked-pupil").await;
    assert_eq!(kinds(&answer), ["requested", "declined", "approved"]);
    assert_eq!(answer["news"][2]["request"], first["request"]);
    assert_eq!(ask(&diary, pupil, "k3").await, (409, json!({ "error": "in_force" })));
}

#[tokio::test]
async fn two_refusals_close_a_request_and_another_may_follow() {
    let diary = Diary::start().await;
    let pupil = oid("asked-pupil");
    ask(&diary, pupil, "k1").await;
    act(&diary, "asked-mother", "asked-pupil", Act::Decline).unwrap();
    assert_eq!(act(&diary, "asked-mother", "asked-pupil", Act::Decline), Err(RobotError::Act));
    act(&diary, "asked-father", "asked-pupil", Act::Decline).unwrap();
    assert_eq!(ask(&diary, pupil, "k2").await.0, 201);
}

#[tokio::test]
async fn the_giver_withdraws_and_the_other_objects() {
    let diary = Diary::start().await;
    let pupil = "withdrawal-pupil";
    act(&diary, "withdrawal-father", pupil, Act::Object).unwrap();
    act(&diary, "withdrawal-father", pupil, Act::LiftObjection).unwrap();
    act(&diary, "withdrawal-mother", pupil, Act::Withdraw).unwrap();
    assert_eq!(act(&diary, "withdrawal-mother", pupil, Act::Withdraw), Err(RobotError::Act));
    let expected = ["approved_in_advance", "objected", "objection_lifted", "withdrawn"];
    assert_eq!(kinds(&subject(&diary, pupil).await), expected);
}

/// R-80, T-24.
#[tokio::test]
async fn nobody_acts_for_another_s_child() {
    let diary = Diary::start().await;
    ask(&diary, oid("asked-pupil"), "k").await;
    ask(&diary, oid("teen-linked"), "k").await;
    for (stranger, pupil) in [
        ("granted-mother", "asked-pupil"),
        ("asked-pupil", "asked-pupil"),
        ("teen-linked", "teen-linked"),
        ("teen-linked-mother", "teen-linked"),
        ("secretary", "asked-pupil"),
    ] {
        for one in [Act::Approve, Act::Decline, Act::Withdraw, Act::Object, Act::LiftObjection] {
            assert_eq!(act(&diary, stranger, pupil, one), Err(RobotError::Act), "{stranger}");
        }
    }
    assert_eq!(act(&diary, "twins-mother", "twin-second", Act::Approve), Ok(()));
    assert_eq!(kinds(&subject(&diary, "twin-first").await).len(), 1);
}

#[tokio::test]
async fn an_adult_is_asked_and_answers_alone() {
    let diary = Diary::start().await;
    assert_eq!(act(&diary, "adult-pupil", "adult-pupil", Act::Approve), Err(RobotError::Act));
    let (_, answer) = ask(&diary, oid("adult-pupil"), "k").await;
    assert_eq!(answer["recipients"], json!(["self"]));
    for one in [Act::Approve, Act::Withdraw] {
        act(&diary, "adult-pupil", "adult-pupil", one).unwrap();
    }
    let expected = ["requested", "self_approved", "self_withdrawn"];
    assert_eq!(kinds(&subject(&diary, "adult-pupil").await), expected);
}

#[tokio::test]
async fn who_has_no_linked_parent_cannot_be_asked_for() {
    let diary = Diary::start().await;
    let answer = ask(&diary, oid("teen-unlinked"), "k").await;
    assert_eq!(answer, (422, json!({ "error": "no_recipients" })));
    assert_eq!(ask(&diary, 5, "k").await, (404, json!({ "error": "unknown_subject" })));
    assert_eq!(ask(&diary, oid("asked-pupil"), "").await.0, 400);
    ask(&diary, oid("asked-pupil"), "same").await;
    let answer = ask(&diary, oid("twin-second"), "same").await;
    assert_eq!(answer, (409, json!({ "error": "key_reused" })));
}

#[tokio::test]
async fn a_request_lapses_after_thirty_days() {
    let diary = Diary::start().await;
    let pupil = oid("asked-pupil");
    ask(&diary, pupil, "k1").await;
    diary.stand.advance(TimeDelta::days(30));
    assert_eq!(ask(&diary, pupil, "k2").await.0, 201);
    let answer = subject(&diary, "asked-pupil").await;
    assert_eq!(kinds(&answer), ["requested", "request_lapsed", "requested"]);
    assert_eq!(answer["news"][1]["by"], "clock");
}

#[tokio::test]
async fn news_come_once_each_and_in_order() {
    let diary = Diary::start().await;
    let (_, all) = diary.get("/consents-platform/v1/news?after=0", SECRET).await;
    let last = all["last_sequence"].as_u64().unwrap();
    let sequences: Vec<u64> =
        all["news"].as_array().unwrap().iter().map(|it| it["sequence"].as_u64().unwrap()).collect();
    assert!(sequences.is_sorted_by(|a, b| a < b));
    assert_eq!(sequences.last(), Some(&last));
    ask(&diary, oid("asked-pupil"), "k").await;
    let path = format!("/consents-platform/v1/news?after={last}");
    let (_, new) = diary.get(&path, SECRET).await;
    assert_eq!(kinds(&new), ["requested"]);
    assert_eq!(new["news"][0]["by"], "operator");
    assert_eq!(new["register"], all["register"]);
}

#[tokio::test]
async fn the_port_wants_its_secret_and_can_be_away() {
    let diary = Diary::start().await;
    let path = format!("/consents-platform/v1/subjects/{}", oid("asked-pupil"));
    let unauthorized = (401, json!({ "error": "unauthorized" }));
    assert_eq!(diary.get(&path, "wrong").await, unauthorized);
    assert_eq!(diary.get("/consents-platform/v1/news", "").await, unauthorized);
    diary.stand.faults().set(Fault::ConsentsUnavailable);
    assert_eq!(diary.get(&path, SECRET).await, (503, json!({ "error": "unavailable" })));
}

/// Somebody of the families under another key and number.
fn other(like: &str, key: &'static str, oid: u64) -> Person {
    Person { key, oid, ..person(like, crate::diary::now().date_naive()).unwrap() }
}

#[tokio::test]
async fn more_people_than_the_families_begin_with_what_their_own_parents_said() {
    let consents = |by| Consent::GrantedByParent { by };
    let parents: &[&str] = &["more-mother"];
    let of_parents = |pupil, consent| Person { parents, linked: parents, consent, ..pupil };
    let config = Config::default().with_people([
        of_parents(other("granted-pupil", "more-granted", 7_001), consents("more-mother")),
        of_parents(other("granted-pupil", "more-asked", 7_002), Consent::None),
        other("granted-mother", "more-mother", 7_003),
    ]);
    let diary = Diary::start_as(config, |client| client).await;
    let news = async |oid: u64| {
        let path = format!("/consents-platform/v1/subjects/{oid}");
        let (status, answer) = diary.get(&path, SECRET).await;
        assert_eq!(status, 200, "{oid}");
        answer
    };
    let granted = news(7_001).await;
    assert_eq!(kinds(&granted), ["approved_in_advance"]);
    assert_eq!(granted["news"][0]["by"], granted["representatives"][0]["handle"]);
    assert_eq!(kinds(&news(7_002).await), Vec::<&str>::new());
    act(&diary, "more-mother", "more-asked", Act::Approve).unwrap();
    assert_eq!(kinds(&news(7_002).await), ["approved_in_advance"]);
    assert_eq!(kinds(&news(7_001).await), ["approved_in_advance"], "news are each one's own");
    // Nobody's word counts for the child of others.
    assert_eq!(act(&diary, "granted-mother", "more-granted", Act::Withdraw), Err(RobotError::Act));
}
