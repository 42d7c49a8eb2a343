//! Goal: whatever is wrong with an answer, nobody is let in, the page is neutral, nothing
//! personal is logged.
//! Method: an HTTP client walks the sign-in with the stand's robot in place of the person; the
//! stand answers wrongly on demand, or the test tampers with what the browser would send.

use crate::log;
use crate::school::School;
use crate::visitor::{Visitor, location};
use gosuslugi_stand::{Fault, Place};
use reqwest::{Response, StatusCode};

const SIGN_IN_FAILED: &str = "Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз.";
const UNAVAILABLE: &str = "Сервис временно недоступен. Попробуйте войти позже.";

async fn is_refused(visitor: &Visitor, response: Response, message: &str) {
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let page = response.text().await.unwrap();
    assert!(page.contains(message), "the page shows the right message");
    assert!(!visitor.is_signed_in(), "nobody is let in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_robot_itself_can_sign_in() {
    let school = School::open("robot").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    let response = visitor.get(&back).await;
    assert_eq!(location(&response), "/diary");
    assert!(visitor.is_signed_in());
    let page = visitor.get(&school.url("/diary")).await.text().await.unwrap();
    assert!(page.contains("Дневник: "));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_answer_of_esia_is_refused() {
    let faults = [
        Fault::Garbage { at: Place::Token },
        Fault::Down { at: Place::Token },
        Fault::WrongState,
        Fault::WrongCallbackState,
        Fault::AlgorithmNone,
        Fault::AlgorithmHmac,
        Fault::ForgedTokens,
        Fault::ExpiredTokens,
        Fault::WrongIssuer,
        Fault::WrongAudience,
        Fault::OtherSubject,
        Fault::UnknownCertificate,
        Fault::Down { at: Place::PersonData },
    ];
    let school = School::open("faults").await;
    for fault in faults {
        school.demo.stand.faults().set(fault);
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, "granted-pupil").await;
        let response = visitor.get(&back).await;
        is_refused(&visitor, response, SIGN_IN_FAILED).await;
        school.demo.stand.faults().clear();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_person_cannot_be_verified() {
    let school = School::open("empty").await;
    school.demo.stand.faults().set(Fault::PersonEmpty);
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    let response = visitor.get(&back).await;
    is_refused(&visitor, response, "не удалось проверить данные учётной записи").await;
}

/// T-21.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consents_platform_that_is_away_lets_nobody_in() {
    let school = School::open("away").await;
    school.demo.stand.faults().set(Fault::ConsentsUnavailable);
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    let response = visitor.get(&back).await;
    is_refused(&visitor, response, UNAVAILABLE).await;
}

/// T-09.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_is_used_once() {
    let school = School::open("reused").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    visitor.get(&back).await;
    visitor.cookies.retain(|cookie| cookie.starts_with("diary_browser="));
    let response = visitor.get(&back).await;
    is_refused(&visitor, response, SIGN_IN_FAILED).await;
}

/// T-09.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_of_another_browser_is_refused() {
    let school = School::open("other-browser").await;
    let mut attacker = Visitor::new();
    let back = attacker.grant(&school, "granted-pupil").await;

    let mut victim = Visitor::new();
    let response = victim.get(&back).await;
    is_refused(&victim, response, SIGN_IN_FAILED).await;

    victim.begin(&school).await;
    let response = victim.get(&back).await;
    is_refused(&victim, response, SIGN_IN_FAILED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callback_that_is_none_is_refused() {
    let school = School::open("callback").await;
    for query in ["", "?code=abc", "?state=abc", "?code=a&state=b", "?state=%00&error=%FF&code="] {
        let mut visitor = Visitor::new();
        visitor.begin(&school).await;
        let response = visitor.get(&school.url(&format!("/login/callback{query}"))).await;
        is_refused(&visitor, response, SIGN_IN_FAILED).await;
    }
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    let response = visitor.get(&format!("{back}&code=another")).await;
    is_refused(&visitor, response, SIGN_IN_FAILED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_refuses_at_esia_is_told_to_try_again() {
    let school = School::open("refused").await;
    let mut visitor = Visitor::new();
    let address = visitor.begin(&school).await;
    let back = school.demo.stand.refusal_for(&address).unwrap();
    let response = visitor.get(&back).await;
    is_refused(&visitor, response, SIGN_IN_FAILED).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_family_gets_the_one_right_answer() {
    let school = School::open("families").await;
    let expected = [
        ("granted-pupil", None),
        ("asked-pupil", Some("M-9")),
        ("misprint-pupil", Some("M-6")),
        ("adult-pupil", Some("M-10")),
        ("adult-granted-pupil", None),
        ("withdrawal-pupil", None),
        ("teen-child-account", None),
        ("teen-unlinked", Some("M-8")),
        ("teen-linked", Some("M-9")),
        ("early-self-made", Some("M-2")),
        ("simplified-teen", Some("M-3")),
        ("adult-child-account", Some("M-4")),
        ("twin-first", None),
        ("twin-second", Some("M-9")),
        ("noisy-pupil", None),
        ("absent-pupil", Some("M-6")),
        ("contested-pupil", Some("M-9")),
        ("certificate-pupil", None),
        ("plain-pupil", None),
        ("present-sibling", None),
        ("ward-pupil", None),
    ];
    for (person, message) in expected {
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, person).await;
        let response = visitor.get(&back).await;
        match message {
            None => assert_eq!(location(&response), "/diary", "{person}"),
            Some(id) => {
                assert_eq!(response.status(), StatusCode::FORBIDDEN, "{person}");
                let page = response.text().await.unwrap();
                assert!(page.contains(&format!("data-message=\"{id}\"")), "{person} sees {id}");
            }
        }
    }
    let today = school.demo.app.clock.today();
    log::holds_nothing_of(&families::people::people(today));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_that_the_platform_cannot_tell_of_closes_the_diary_in_bounded_time() {
    let school = School::open("stale").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "withdrawal-pupil").await;
    visitor.get(&back).await;
    assert!(visitor.is_signed_in());
    school.demo.stand.faults().set(Fault::ConsentsUnavailable);
    // Within the staleness bound the last word of the platform still counts (T-21).
    let page = visitor.get(&school.url("/diary")).await.text().await.unwrap();
    assert!(page.contains("Дневник: "));
    school.demo.stand.faults().clear();
    school
        .demo
        .stand
        .act("withdrawal-mother", "withdrawal-pupil", "ELSH01721", gosuslugi_stand::Act::Withdraw)
        .unwrap();
    let response = visitor.get(&school.url("/diary")).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_diary_without_a_login_shows_nothing() {
    let school = School::open("nobody").await;
    let mut visitor = Visitor::new();
    visitor.cookies.push(String::from("diary_login=made-up-by-somebody-who-guesses"));
    let response = visitor.get(&school.url("/diary")).await;
    assert_eq!(location(&response), "/");
    let metrics = visitor.get(&school.url("/metrics")).await.text().await.unwrap();
    assert!(metrics.contains("diary_decisions_total{decision=\"allow\",message=\"none\"} 0"));
    for path in ["/healthz", "/readyz", "/", "/appeal", "/style.css"] {
        assert_eq!(visitor.get(&school.url(path)).await.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contradicted_binding_does_not_open_at_the_second_try() {
    let school = School::open("contradicted").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary");

    // The register now says that another record is this pupil's.
    let store = &school.demo.app.store;
    let subject = esia_core::account::Subject::new(
        esia_core::account::Contour::Simulated,
        school.demo.stand.issuer().to_owned(),
        esia_core::account::SubjectId::new(String::from("1000900001")),
    );
    let bound = store.binding(&subject).await.unwrap().expect("the first match binds");
    let row = store.record(&bound.record).await.unwrap().unwrap();
    let nothing = || esia_core::secrets::Personal::new(String::new());
    let mut emptied = row.clone();
    (emptied.snils, emptied.cert_series, emptied.cert_number) = (nothing(), nothing(), nothing());
    let mut moved = row.clone();
    moved.id = esia_core::record::RecordId::new(String::from("J99"));
    store.put_record(&emptied).await.unwrap();
    store.put_record(&moved).await.unwrap();

    let response = visitor.get(&school.url("/diary")).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "the open login ends");
    for attempt in ["second", "third"] {
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, "granted-pupil").await;
        let response = visitor.get(&back).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{attempt} try");
        assert!(response.text().await.unwrap().contains("data-message=\"M-6\""));
    }

    // The school undoes its mistake: agreement with the bound record confirms it again.
    moved.snils = nothing();
    (moved.cert_series, moved.cert_number) = (nothing(), nothing());
    store.put_record(&moved).await.unwrap();
    store.put_record(&row).await.unwrap();
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_of_the_register_is_seen_at_the_next_sign_in() {
    let school = School::open("corrected").await;
    let store = &school.demo.app.store;
    let today = school.demo.app.clock.today();
    let pupil = families::people::person("misprint-pupil", today).unwrap();
    let rows = families::journal::journal(today);
    let row = rows.iter().find(|row| row.person == "misprint-pupil").unwrap();
    let id = esia_core::record::RecordId::new(row.id.to_string());
    let mut record = store.record(&id).await.unwrap().unwrap();
    record.snils = esia_core::secrets::Personal::new(pupil.snils.to_owned());
    store.put_record(&record).await.unwrap();
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "misprint-pupil").await;
    let page = visitor.get(&back).await.text().await.unwrap();
    assert!(page.contains("data-message=\"M-9\""), "found, and now consent is asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_person_at_a_shared_computer_does_not_find_the_diary_of_the_one_before() {
    let school = School::open("shared").await;
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    visitor.get(&back).await;
    let first = visitor.cookies.clone();
    let back = visitor.grant(&school, "asked-pupil").await;
    let response = visitor.get(&back).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_eq!(location(&visitor.get(&school.url("/diary")).await), "/");
    visitor.cookies = first;
    let response = visitor.get(&school.url("/diary")).await;
    assert_eq!(location(&response), "/", "the login itself is over, not only its cookie");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_planted_browser_cookie_is_not_taken_for_ours() {
    let school = School::open("planted").await;
    let mut visitor = Visitor::new();
    visitor.cookies.push(String::from("diary_browser=planted"));
    visitor.begin(&school).await;
    assert!(!visitor.cookies.iter().any(|cookie| cookie.contains("planted")));
    let begun = visitor.cookies.clone();
    let back = visitor.grant(&school, "granted-pupil").await;
    visitor.get(&back).await;
    assert!(begun.iter().all(|cookie| !visitor.cookies.contains(cookie)), "it serves one sign-in");
}
