//! What a refusal tells beside its words: nothing by its form, its time or its number.

use crate::school::School;
use crate::visitor::{Visitor, field, location, support_code};
use diary::store::Record;
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use families::{journal, people};
use reqwest::StatusCode;
use std::time::Duration;

/// The refusal page of a person, and its code.
async fn refusal(school: &School, person: &str) -> (StatusCode, String) {
    let mut visitor = Visitor::new();
    let back = visitor.grant(school, person).await;
    let response = visitor.get(&back).await;
    let status = response.status();
    let page = response.text().await.unwrap();
    let code = support_code(&page);
    (status, page.replace(&code, ""))
}

async fn record_of(school: &School, person: &str) -> Record {
    let rows = journal::journal(school.demo.app.clock.today());
    let row = rows.iter().find(|row| row.person == person).unwrap();
    let id = RecordId::new(row.id.to_string());
    school.demo.app.store.record(&id).await.unwrap().unwrap()
}

/// T-16: not there, there twice, and there with another's data are one page to the byte.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_is_missing_doubled_or_contradicted_is_one_answer() {
    let school = School::open("sec-one-answer").await;
    let store = &school.demo.app.store;
    let mut twin = record_of(&school, "granted-pupil").await;
    twin.id = RecordId::new(String::from("TWIN"));
    store.put_record(&twin).await.unwrap();
    let mut contradicted = record_of(&school, "present-sibling").await;
    contradicted.birth_date = Personal::new(String::from("01.01.2001"));
    contradicted.last_name = Personal::new(String::from("Другов"));
    store.put_record(&contradicted).await.unwrap();
    let missing = refusal(&school, "absent-pupil").await;
    assert_eq!(missing.0, StatusCode::FORBIDDEN);
    for person in ["misprint-pupil", "granted-pupil", "present-sibling"] {
        assert_eq!(refusal(&school, person).await, missing, "{person}");
    }
}

/// T-19: age comes from ESIA alone; a date that somebody typed into the journal makes nobody an adult
/// who needs no parent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_birth_date_in_the_journal_makes_nobody_an_adult() {
    let school = School::open("sec-age").await;
    let mut record = record_of(&school, "asked-pupil").await;
    record.birth_date = Personal::new(String::from("01.01.2000"));
    school.demo.app.store.put_record(&record).await.unwrap();
    let (status, page) = refusal(&school, "asked-pupil").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(page.contains("data-message=\"M-6\""), "a contradiction, told as «не найден»");
}

/// T-16, T-17: no refusal leaves before the floor has passed, whatever was looked up, and whoever is
/// let in waits for nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_waits_for_the_floor() {
    let school = School::open_with("sec-floor", |settings| {
        settings.limits.refusal_floor = Duration::from_hours(1);
        settings.limits.refusals_of_account = 1;
    })
    .await;
    let mut waiting = Vec::new();
    for person in ["absent-pupil", "asked-pupil", "teen-unlinked", "early-self-made"] {
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, person).await;
        waiting.push((person, tokio::spawn(async move { visitor.get(&back).await.status() })));
    }
    let bad = school.url("/login/callback?code=a&state=b");
    waiting
        .push(("protocol", tokio::spawn(async move { Visitor::new().get(&bad).await.status() })));
    let mut guesser = Visitor::new();
    let csrf = field(&guesser.page(&school.url("/desk/sign-in")).await, "csrf");
    let desk = school.url("/desk/sign-in");
    let password = async move {
        let fields = [("csrf", csrf.as_str()), ("login", "head"), ("password", "wrong")];
        guesser.post(&desk, &fields).await.status()
    };
    waiting.push(("password", tokio::spawn(password)));
    // Each has been decided once its case, or its line of the history, is kept.
    let decided = "diary_decisions_total{decision=";
    let mut visitor = Visitor::new();
    loop {
        let metrics = visitor.page(&school.url("/metrics")).await;
        let lines = metrics.lines().filter(|line| line.starts_with(decided));
        let count: u32 =
            lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap()).sum();
        let events = school.demo.app.store.desk_events(None, 9).await.unwrap();
        if count >= 5 && !events.is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let back = visitor.grant(&school, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary");
    assert_eq!(visitor.get(&school.url("/diary")).await.status(), StatusCode::OK);
    for (what, answer) in waiting {
        assert!(!answer.is_finished(), "{what} was answered at once");
        answer.abort();
    }
}

/// T-16: nobody asks again and again what the register says of an account, and the answer then is
/// the same whatever it would say.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_is_refused_too_often_waits_and_learns_nothing() {
    let school = School::open_with("sec-refusals", |settings| {
        settings.limits.refusals_of_account = 2;
    })
    .await;
    let today = school.demo.app.clock.today();
    let mut pages = Vec::new();
    for person in ["misprint-pupil", "asked-pupil"] {
        for _ in 0..2 {
            assert_eq!(refusal(&school, person).await.0, StatusCode::FORBIDDEN, "{person}");
        }
        if person == "misprint-pupil" {
            // By now the record is right; the account has to wait all the same.
            let mut record = record_of(&school, person).await;
            let snils = people::person(person, today).unwrap().snils.to_owned();
            record.snils = Personal::new(snils);
            school.demo.app.store.put_record(&record).await.unwrap();
        }
        let mut visitor = Visitor::new();
        let back = visitor.grant(&school, person).await;
        let response = visitor.get(&back).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS, "{person}");
        pages.push(response.text().await.unwrap());
        assert!(!visitor.is_signed_in());
    }
    assert_eq!(pages.first(), pages.last());
    let mut visitor = Visitor::new();
    let back = visitor.grant(&school, "granted-pupil").await;
    assert_eq!(location(&visitor.get(&back).await), "/diary", "others are not touched");
}

/// T-18, I-21: however often a child tries, the parents are asked once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_sign_ins_make_one_request_for_consent() {
    let school = School::open_with("sec-flood", |settings| {
        settings.limits.refusals_of_account = 1000;
    })
    .await;
    let mut mother = Visitor::new();
    let page = mother.page(&school.stand("/lk")).await;
    let csrf = field(&page, "csrf");
    let fields = [("csrf", csrf.as_str()), ("person", "asked-mother"), ("next", "/lk")];
    mother.post(&school.stand("/lk/sign-in"), &fields).await;
    let notices = school.stand("/lk/notices");
    let of = |page: &str| page.matches("<li").count();
    let before = of(&mother.page(&notices).await);
    let mut answers = Vec::new();
    for _ in 0..100 {
        assert_eq!(refusal(&school, "asked-pupil").await.0, StatusCode::FORBIDDEN);
        answers.push(of(&mother.page(&notices).await) - before);
    }
    assert_eq!(answers, [1; 100]);
}
