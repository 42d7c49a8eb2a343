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
