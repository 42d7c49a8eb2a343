//! Goal: a stored history is as good as the live one.
//! Method: random traces of every event; what was accepted is replayed whole and cut off anywhere.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/world.rs"]
mod world;

use consent_model::consent::{Consent, EventKind, Policy};
use consent_model::history::History;
use consent_model::reason::Reason;
use lines::{event, moment};
use proptest::prelude::*;
use world::World;

const LINES: [&str; 14] = [
    "self sign_in_attempted",
    "p approved",
    "q approved_in_advance",
    "p declined",
    "q declined",
    "p withdrawn",
    "q objected",
    "q objection_lifted",
    "esia authority_lost p",
    "p linked p",
    "esia authority_ruling allow",
    "clock request_lapsed",
    "clock term_expired",
    "school approved",
];

fn traces() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(LINES.to_vec()), 0..40)
}

fn live(trace: &[&str]) -> History<Consent> {
    let mut world = World::new("2014-05-05", Policy::default());
    for (hour, line) in (0_i64..).zip(trace) {
        world.say(hour, line);
    }
    world.history
}

proptest! {
    #[test]
    fn replay_equals_live(trace in traces()) {
        let live = live(&trace);
        let entries = live.entries().iter().cloned();
        let again = History::<Consent>::replay(live.set_up().clone(), *live.policy(), entries).unwrap();
        prop_assert_eq!(again.state(), live.state());
        prop_assert_eq!(again.entries(), live.entries());
    }

    #[test]
    fn a_prefix_of_a_legal_history_is_legal(trace in traces(), cut in 0_usize..40) {
        let whole = live(&trace);
        let entries = whole.entries().iter().take(cut).cloned();
        let prefix = History::<Consent>::replay(whole.set_up().clone(), *whole.policy(), entries);
        prop_assert!(prefix.is_ok());
    }
}

#[test]
fn an_event_earlier_than_the_last_is_out_of_order_and_an_equal_one_is_not() {
    let mut history = World::new("2014-05-05", Policy::default()).history;
    let _step = history.push(moment(2), event("p approved_in_advance")).unwrap();
    let refused = history.push(moment(1), event("p withdrawn")).unwrap_err();
    assert_eq!(refused.reason, Reason::OutOfOrder);
    assert!(history.push(moment(2), event("p withdrawn")).is_ok());
}

#[test]
fn a_refused_event_that_was_in_order_sets_the_time_and_is_not_kept() {
    let mut history = World::new("2014-05-05", Policy::default()).history;
    assert!(history.push(moment(5), event("p declined")).is_err());
    let refused = history.push(moment(4), event("p approved_in_advance")).unwrap_err();
    assert_eq!(refused.reason, Reason::OutOfOrder);
    assert_eq!(history.entries(), []);
}

#[test]
fn late_news_that_closes_access_is_not_dropped() {
    let mut history = World::new("2014-05-05", Policy::default()).history;
    let _step = history.push(moment(5), event("p approved_in_advance")).unwrap();
    let step = history.receive(moment(4), event("p withdrawn")).unwrap();
    assert_eq!(step.effects.first().map(ToString::to_string).as_deref(), Some("close_access"));
    assert_eq!(history.entries().last().map(|entry| entry.at), Some(moment(5)));
}

#[test]
fn a_history_that_holds_a_refused_event_is_not_replayed() {
    let history = live(&["self sign_in_attempted"]);
    let mut entries = history.entries().to_vec();
    let mut refused = entries[0].clone();
    refused.event = event("school approved");
    entries.push(refused);
    let answer = History::<Consent>::replay(history.set_up().clone(), *history.policy(), entries);
    assert_eq!(answer.unwrap_err().reason, Reason::NotEntitled);
}

#[test]
fn a_stranger_is_refused_in_the_order_of_the_trace() {
    let mut history = live(&["self sign_in_attempted", "p approved"]);
    let before = history.clone();
    // Hour 0 is earlier than the approval, hour 2 is later.
    let early = history.push_stranger(moment(0), EventKind::AuthorityLost);
    assert_eq!(early.reason, Reason::OutOfOrder);
    assert_eq!(history, before);
    let refused = history.push_stranger(moment(2), EventKind::AuthorityLost);
    assert_eq!(refused.reason, Reason::NotEntitled);
    assert_eq!((history.state(), history.entries()), (before.state(), before.entries()));
    let late = history.push(moment(1), event("p withdrawn")).unwrap_err();
    assert_eq!(late.reason, Reason::OutOfOrder);
}
