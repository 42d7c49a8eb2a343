//! Goal: whatever the consents platform says, late, doubled or in part, the diary's mirror is never
//! more open than the platform.
//! Method: a platform whose answers the test writes, a real store, and the standing that the login
//! decision would be given.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

#[path = "support/place.rs"]
mod place;
#[path = "support/told.rs"]
mod told;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use diary::consent::Consents;
use diary::store::Store;
use esia_core::access::{ConsentState, LinkedParents, Policy};
use esia_core::account::{Contour, Subject, SubjectId};
use serde_json::Value;
use std::time::Duration;
use told::Told;

/// A mirror over a fresh store.
struct Mirror {
    platform: Told,
    consents: Consents,
    store: Store,
    subject: Subject,
    birth_date: NaiveDate,
}

impl Mirror {
    async fn of(name: &str) -> Self {
        let place = place::fresh(&format!("mirror-{name}")).await;
        let platform = Told::default();
        Self {
            consents: Consents::new(platform.clone(), Policy::default(), Duration::from_mins(1)),
            store: Store::at(&place).await.unwrap(),
            subject: Subject::new(
                Contour::Simulated,
                "http://stand/".into(),
                SubjectId::new("1000900001".into()),
            ),
            birth_date: NaiveDate::from_ymd_opt(2016, 3, 5).unwrap(),
            platform,
        }
    }

    async fn state_at(&self, now: DateTime<FixedOffset>) -> ConsentState {
        let standing =
            self.consents.standing(&self.store, &self.subject, self.birth_date, now).await.unwrap();
        standing.consent.state
    }

    async fn state(&self) -> ConsentState {
        self.state_at(noon()).await
    }
}

fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T15:00:00+03:00").unwrap()
}

#[tokio::test]
async fn what_the_platform_says_is_mirrored_once() {
    let mirror = Mirror::of("once").await;
    mirror.platform.says(&[("p", true), ("q", true)], &[("approved_in_advance", "p")]);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    let history = mirror.store.consent_history(&mirror.subject).await.unwrap().unwrap();
    assert_eq!(history.events.len(), 1, "the same word twice is one event");
    let news = [("approved_in_advance", "p"), ("withdrawn", "p")];
    mirror.platform.says(&[("p", true), ("q", true)], &news);
    assert_eq!(mirror.state().await, ConsentState::Withdrawn);
}

#[tokio::test]
async fn an_objection_of_a_parent_who_was_unlinked_since_still_counts() {
    let mirror = Mirror::of("objection").await;
    mirror.platform.says(&[("p", true), ("q", true)], &[("approved_in_advance", "p")]);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    let news = [("approved_in_advance", "p"), ("objected", "q")];
    mirror.platform.says(&[("p", true), ("q", false)], &news);
    assert_eq!(mirror.state().await, ConsentState::Contested);
}

#[tokio::test]
async fn an_objection_from_before_the_first_contact_counts() {
    let mirror = Mirror::of("first").await;
    let news = [("approved_in_advance", "p"), ("objected", "q")];
    mirror.platform.says(&[("p", true), ("q", false)], &news);
    assert_eq!(mirror.state().await, ConsentState::Contested);
}

#[tokio::test]
async fn a_closing_word_of_somebody_unknown_lets_nobody_in() {
    let mirror = Mirror::of("unknown-person").await;
    let news = [("approved_in_advance", "p"), ("objected", "nobody-listed")];
    mirror.platform.says(&[("p", true)], &news);
    assert_eq!(mirror.state().await, ConsentState::Unknown);
}

#[tokio::test]
async fn a_word_that_we_do_not_know_lets_nobody_in() {
    let mirror = Mirror::of("unknown-word").await;
    let news = [("approved_in_advance", "p"), ("frozen_by_decree", "esia")];
    mirror.platform.says(&[("p", true)], &news);
    assert_eq!(mirror.state().await, ConsentState::Unknown);
    *mirror.platform.0.lock().unwrap() = None;
    assert_eq!(mirror.state().await, ConsentState::Unknown);
}

/// Has a platform that said the first words alone, or all but some, or all twice and backwards, say
/// in the end what it should have said; the standing then.
async fn heard(name: &str, missing: &[usize], is_backwards: bool) -> ConsentState {
    let mirror = Mirror::of(name).await;
    let words = [("approved_in_advance", "p"), ("withdrawn", "p"), ("objected", "q")];
    mirror.platform.says(&[("p", true), ("q", true)], &words);
    let whole = mirror.platform.0.lock().unwrap().clone();
    if let Some(news) = mirror.platform.0.lock().unwrap().as_mut().and_then(news_of) {
        let mut place = 0..;
        news.retain(|_| !missing.contains(&place.next().unwrap()));
        if is_backwards {
            news.extend(news.clone());
            news.reverse();
        }
    }
    mirror.state().await;
    *mirror.platform.0.lock().unwrap() = whole;
    let state = mirror.state().await;
    assert_eq!(mirror.state().await, state);
    let history = mirror.store.consent_history(&mirror.subject).await.unwrap().unwrap();
    let words: Vec<_> = history.events.iter().filter_map(|it| it.news_id.as_ref()).collect();
    assert_eq!(words.len(), 3, "{missing:?}: each word once");
    state
}

fn news_of(told: &mut Value) -> Option<&mut Vec<Value>> {
    told.get_mut("news")?.as_array_mut()
}

/// T-22: what the platform says late, doubled or out of order opens nothing that its own order closes.
#[tokio::test]
async fn words_that_come_late_or_twice_or_out_of_order_let_nobody_in_who_was_shut_out() {
    let shut_out = heard("in-order", &[], false).await;
    assert_ne!(shut_out, ConsentState::GrantedByParent);
    assert_eq!(heard("backwards", &[], true).await, shut_out);
    for (name, missing) in
        [("no-first", [0].as_slice()), ("no-second", &[1]), ("last-alone", &[0, 1])]
    {
        for is_backwards in [false, true] {
            let state = heard(&format!("{name}-{is_backwards}"), missing, is_backwards).await;
            assert_eq!(state, shut_out, "{name}, backwards: {is_backwards}");
        }
    }
}

/// T-21.
#[tokio::test]
async fn a_platform_that_is_away_counts_for_a_bounded_time() {
    let mirror = Mirror::of("away").await;
    *mirror.platform.0.lock().unwrap() = None;
    assert_eq!(mirror.state().await, ConsentState::Unknown, "never heard");
    mirror.platform.says(&[("p", true)], &[("approved_in_advance", "p")]);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    *mirror.platform.0.lock().unwrap() = None;
    let later = |seconds| noon() + TimeDelta::seconds(seconds);
    assert_eq!(mirror.state_at(later(60)).await, ConsentState::GrantedByParent);
    assert_eq!(mirror.state_at(later(61)).await, ConsentState::Unknown);
}

/// T-06.
#[tokio::test]
async fn lost_authority_ends_the_consent_and_an_older_answer_does_not_bring_it_back() {
    let mirror = Mirror::of("authority").await;
    let news = [("approved_in_advance", "p")];
    mirror.platform.says_as_of("2026-11-22T12:00:00Z", &[("p", true)], &news);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    mirror.platform.says_as_of("2026-11-22T12:00:05Z", &[], &news);
    assert_eq!(mirror.state().await, ConsentState::Ended);
    mirror.platform.says_as_of("2026-11-22T12:00:01Z", &[("p", true)], &news);
    assert_eq!(mirror.state().await, ConsentState::Ended);
    let standing = mirror
        .consents
        .standing(&mirror.store, &mirror.subject, mirror.birth_date, noon())
        .await
        .unwrap();
    assert_eq!(standing.linked_parents, LinkedParents::Known(0));
}

/// T-26, I-15.
#[tokio::test]
async fn a_parents_consent_ends_with_the_eighteenth_birthday_though_nobody_says_so() {
    let mirror = Mirror::of("eighteen").await;
    let mirror = Mirror { birth_date: NaiveDate::from_ymd_opt(2008, 11, 22).unwrap(), ..mirror };
    mirror.platform.says(&[("p", true)], &[("approved_in_advance", "p")]);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent, "on the birthday itself");
    assert_eq!(mirror.state_at(noon() + TimeDelta::days(1)).await, ConsentState::Ended);
}

#[tokio::test]
async fn another_register_of_the_platform_is_heard_from_its_beginning() {
    let mirror = Mirror::of("register").await;
    mirror.platform.says(&[("p", true)], &[("approved_in_advance", "p")]);
    assert_eq!(mirror.state().await, ConsentState::GrantedByParent);
    mirror.platform.says(&[("p", true)], &[("withdrawn", "p")]);
    if let Some(told) = mirror.platform.0.lock().unwrap().as_mut().and_then(Value::as_object_mut) {
        told.insert("register".into(), "b2".into());
    }
    assert_eq!(mirror.state().await, ConsentState::Withdrawn);
}
