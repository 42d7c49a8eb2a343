//! Goal: what the diary keeps is kept once, whole, and whoever asks at the same moment.
//! Method: a real database (SQLite, or PostgreSQL where the tests were given a server), many tasks
//! that do the same at once, and what is found afterwards.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "support/place.rs"]
mod place;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use diary::store::{DutyKind, Entrance, Outcome, Store, StoredEvent, StoredSignIn};
use esia_core::access::{
    ConsentFact, ConsentState, Decision, Epoch, Facts, LinkedParents, Login, Lookup, Policy, decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use esia_core::secrets::{Personal, Secret};

fn subject(id: &str) -> Subject {
    Subject::new(Contour::Simulated, "http://issuer/".to_owned(), SubjectId::new(id.to_owned()))
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn now() -> DateTime<FixedOffset> {
    moment("2026-11-22T12:00:00+03:00")
}

fn event(news_id: Option<&str>) -> StoredEvent {
    StoredEvent {
        at: now(),
        event: Personal::new("{}".to_owned()),
        news_id: news_id.map(str::to_owned),
    }
}

fn asks() -> Outcome {
    Outcome { duties: vec![DutyKind::Request], episode: 1, ..Outcome::default() }
}

/// Keeps an adult's login, decided as for any other.
async fn open_login(store: &Store, cookie: &str, subject: &Subject) {
    let facts = Facts {
        account: Some(Account::from_verified(
            subject.clone(),
            AccountKind::SelfMade,
            AccountLevel::Confirmed,
        )),
        birth_date: NaiveDate::from_ymd_opt(2000, 1, 1),
        emancipated: false,
        lookup: Lookup::Found(RecordId::new("J1".to_owned())),
        linked_parents: LinkedParents::Unknown,
        consent: ConsentFact { state: ConsentState::GrantedBySelf, epoch: Epoch(0) },
    };
    let Decision::Allow(entry) = decide(&facts, &Policy::default(), now().date_naive()) else {
        panic!("this adult may enter")
    };
    let person = Personal::new("{}".to_owned());
    store.open_login(cookie, &Login::open(entry), &person, now()).await.unwrap();
}

/// Does one thing eight times at once.
async fn at_once<T, F>(mut begin: impl FnMut(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..8).map(|task| tokio::spawn(begin(task))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_instances_one_appends_at_a_position() {
    let place = place::fresh("store-append").await;
    let store = Store::at(&place).await.unwrap();
    let answers = at_once(|_| {
        let store = store.clone();
        async move { store.append_consent_event(&subject("1"), 0, &event(None), &asks()).await }
    })
    .await;
    let first = answers.into_iter().filter(|answer| *answer.as_ref().unwrap()).count();
    assert_eq!(first, 1, "one is first, the others are told to read again");
    assert_eq!(store.open_duties(DutyKind::Request).await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_of_the_platform_is_taken_in_once_at_whatever_position() {
    let place = place::fresh("store-news").await;
    let store = Store::at(&place).await.unwrap();
    let child = subject("1");
    let said = event(Some("register:7"));
    assert!(store.append_consent_event(&child, 0, &said, &Outcome::default()).await.unwrap());
    assert!(!store.append_consent_event(&child, 1, &said, &asks()).await.unwrap());
    assert_eq!(store.open_duties(DutyKind::Request).await.unwrap(), 0, "nothing of it is kept");
    assert!(store.append_consent_event(&subject("2"), 0, &said, &asks()).await.unwrap());
}

/// I-13: the logins are over in the same transaction as the event that ends them.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_closes_access_ends_the_logins_of_this_pupil_alone() {
    let place = place::fresh("store-close").await;
    let store = Store::at(&place).await.unwrap();
    for (cookie, id) in [("mine", "1"), ("mine too", "1"), ("another's", "2")] {
        open_login(&store, cookie, &subject(id)).await;
    }
    let closing = Outcome { closes_access: true, ..Outcome::default() };
    store.append_consent_event(&subject("1"), 0, &event(None), &closing).await.unwrap();
    for (cookie, is_open) in [("mine", false), ("mine too", false), ("another's", true)] {
        let login = store.login(cookie, Contour::Simulated, now()).await.unwrap();
        assert_eq!(login.is_some(), is_open, "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_taken_by_one_instance_and_again_if_that_one_is_gone() {
    let place = place::fresh("store-duties").await;
    let store = Store::at(&place).await.unwrap();
    store.append_consent_event(&subject("1"), 0, &event(None), &asks()).await.unwrap();
    let put_off = TimeDelta::seconds(30);
    let take = |store: Store, at| async move {
        store.take_duties(Contour::Simulated, DutyKind::Request, at, put_off).await.unwrap()
    };
    let taken: usize = at_once(|_| take(store.clone(), now())).await.iter().map(Vec::len).sum();
    assert_eq!(taken, 1, "one instance has it");
    let again = take(store.clone(), now() + put_off).await;
    assert_eq!(again.first().expect("nobody said that it is done").tries, 2);
    store.duty_is_done(again.first().unwrap(), now()).await.unwrap();
    assert!(take(store.clone(), now() + put_off * 3).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_that_nobody_can_meet_becomes_a_task_for_staff() {
    let place = place::fresh("store-staff").await;
    let store = Store::at(&place).await.unwrap();
    store.append_consent_event(&subject("1"), 0, &event(None), &asks()).await.unwrap();
    let due = store
        .take_duties(Contour::Simulated, DutyKind::Request, now(), TimeDelta::seconds(30))
        .await
        .unwrap();
    store.give_to_staff(due.first().unwrap(), now()).await.unwrap();
    assert_eq!(store.open_duties(DutyKind::Request).await.unwrap(), 0);
    assert_eq!(store.open_duties(DutyKind::StaffTask).await.unwrap(), 1);
}

/// T-09: a `state` is used once, by the browser that began.
#[tokio::test(flavor = "multi_thread")]
async fn a_begun_sign_in_is_taken_once_by_its_own_browser_in_time() {
    let place = place::fresh("store-sign-in").await;
    let store = Store::at(&place).await.unwrap();
    let begun = StoredSignIn {
        browser_hash: diary::random::hash("browser"),
        pending: Secret::new("{}".to_owned()),
        entrance: Entrance::Parent,
    };
    let expires_at = now() + TimeDelta::minutes(10);
    for state in ["one", "two"] {
        store.begin_sign_in(state, &begun, expires_at).await.unwrap();
    }
    assert!(store.take_sign_in("one", "another browser", now()).await.unwrap().is_none());
    assert!(store.take_sign_in("two", "browser", expires_at).await.unwrap().is_none(), "too late");
    let answers = at_once(|_| {
        let store = store.clone();
        async move { store.take_sign_in("one", "browser", now()).await.unwrap().is_some() }
    })
    .await;
    assert_eq!(answers.into_iter().filter(|taken| *taken).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_has_one_subject_whoever_comes_at_the_same_moment() {
    let place = place::fresh("store-bind").await;
    let store = Store::at(&place).await.unwrap();
    let record = RecordId::new("J1".to_owned());
    at_once(|task| {
        let (store, record) = (store.clone(), record.clone());
        async move { store.bind(&subject(&task.to_string()), &record, now()).await.is_ok() }
    })
    .await;
    let mut bound = 0;
    for task in 0..8 {
        bound += usize::from(store.binding(&subject(&task.to_string())).await.unwrap().is_some());
    }
    assert_eq!(bound, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_that_start_together_find_the_tables_made() {
    let place = place::fresh("store-start").await;
    let answers = at_once(|_| {
        let place = place.clone();
        async move { Store::at(&place).await.is_ok() }
    })
    .await;
    assert_eq!(answers, [true; 8]);
}
