//! Goal: the invariants of `state-machines.md` §6.5 that join a consent to the login decision, or
//! several histories to each other, each by its id.
//! Method: random histories as in `laws.rs`; after each event a diary with an open login asks the
//! real `decide`, with what time alone has made due stepped before. Two histories in turns are
//! compared with each alone, and events that commute are played in both orders.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[expect(dead_code, reason = "a law here looks at the state after an event alone")]
#[path = "support/histories.rs"]
mod histories;
#[path = "support/lines.rs"]
mod lines;

use chrono::{DateTime, FixedOffset};
use consent_model::consent::{Policy, State, StateKind, step};
use consent_model::fact::{consent_fact, overdue};
use esia_core::access::{Decision, Facts, LinkedParents, Login, Lookup, decide};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::{ADULT_YEARS, AgeBand, is_reached};
use esia_core::record::RecordId;
use histories::{Trace, play, traces};
use lines::{event, moment, set_up};
use proptest::prelude::*;

/// The state once everything that time alone has made due has come.
fn settled(state: &State, at: DateTime<FixedOffset>, policy: &Policy) -> State {
    let mut state = state.clone();
    while let Some(event) = overdue(&state, at, policy) {
        state = step(&state, &event, at, policy).unwrap().state;
    }
    state
}

/// What a diary knows of a pupil whose record it has found, and whose account fits the age.
fn facts(state: &State, at: DateTime<FixedOffset>, policy: &Policy) -> Facts {
    let birth = state.facts().birth_date();
    let (kind, level) = match birth.band_on(at.date_naive(), policy.access.age_rule) {
        AgeBand::Under14 => (AccountKind::Child, AccountLevel::Child),
        AgeBand::From14To17 | AgeBand::Adult => (AccountKind::SelfMade, AccountLevel::Confirmed),
    };
    let subject =
        Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()));
    Facts {
        account: Some(Account::from_verified(subject, kind, level)),
        birth_date: Some(birth.expose()),
        emancipated: state.facts().is_emancipated(),
        lookup: Lookup::Found(RecordId::new("J1".into())),
        linked_parents: LinkedParents::Known(1),
        consent: consent_fact(state, at),
    }
}

/// Lets a diary keep a login through a history; `law` sees each moment at which a request would
/// be served, by the login that was opened before it or by one opened now.
fn serve(trace: &Trace, mut law: impl FnMut(&State, DateTime<FixedOffset>)) -> u32 {
    let mut open: Option<Login> = None;
    let mut served = 0_u32;
    play(trace, |seen| {
        let state = settled(seen.after, seen.at, seen.policy);
        let facts = facts(&state, seen.at, seen.policy);
        let today = seen.at.date_naive();
        open = match (decide(&facts, &seen.policy.access, today), open.take()) {
            (Decision::Allow(entry), None) => Some(Login::open(entry)),
            (Decision::Allow(entry), Some(old)) => {
                Login::resume(entry, old.subject(), old.record(), old.epoch()).ok()
            }
            (
                Decision::NotFound(_)
                | Decision::NeedLink(_)
                | Decision::NeedConsent(_)
                | Decision::Refuse(_),
                _,
            ) => None,
        };
        if let Some(login) = &open {
            served = served.saturating_add(1);
            assert_eq!(login.epoch(), state.epoch(), "a login of an epoch that is over");
            law(&state, seen.at);
        }
    });
    served
}

/// Everything of a state but the count of events.
fn essence(state: &State) -> impl PartialEq + core::fmt::Debug + use<> {
    let (facts, episode) = (state.facts().clone(), state.episode().clone());
    (facts, episode, state.epoch())
}

/// Pairs of events whose order is nobody's business, as long as no objection stands.
const COMMUTING: [[&str; 2]; 5] = [
    ["p approved", "q approved"],
    ["p declined", "q declined"],
    ["esia notice_failed p", "esia notice_failed q"],
    ["p linked p", "q linked q"],
    ["clock turned_fourteen", "p approved"],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn i_01_a_live_login_rests_on_a_consent_in_force(trace in traces()) {
        serve(&trace, |state, at| {
            assert_eq!(state.kind(), StateKind::Granted);
            assert!(!state.episode().is_expired(at));
        });
    }

    #[test]
    fn i_15_from_18_on_only_an_own_grant_lets_in_whether_a_timer_fires_or_not(trace in traces()) {
        let lines = trace.lines.iter().filter(|(_, line)| !line.starts_with("clock turned"));
        let without_timers = Trace { lines: lines.copied().collect(), ..trace.clone() };
        serve(&without_timers, |state, at| {
            let (birth, rule) = (state.facts().birth_date(), trace.policy.access.age_rule);
            let adult = is_reached(birth.expose(), ADULT_YEARS, rule, at.date_naive());
            assert!(!adult || state.episode().is_own());
        });
    }

    #[test]
    fn i_22_events_on_one_child_change_nothing_of_another(one in traces(), other in traces()) {
        let alone = |trace: &Trace| {
            let mut last = State::new(&set_up(trace.birth));
            play(trace, |seen| last = seen.after.clone());
            last
        };
        let mut states = [&one, &other].map(|trace| State::new(&set_up(trace.birth)));
        let mut hours = [0_i64; 2];
        for turn in 0..one.lines.len().max(other.lines.len()) {
            for ((trace, state), hour) in [&one, &other].iter().zip(&mut states).zip(&mut hours) {
                if let Some((pause, line)) = trace.lines.get(turn) {
                    *hour = pause.saturating_add(*hour);
                    if let Ok(step) = step(state, &event(line), moment(*hour), &trace.policy) {
                        *state = step.state;
                    }
                }
            }
        }
        prop_assert_eq!(states, [alone(&one), alone(&other)]);
    }

    #[test]
    fn i_41_the_order_of_commuting_events_does_not_matter(trace in traces()) {
        play(&trace, |seen| {
            if !seen.after.facts().objections().is_empty() {
                return;
            }
            let after = |lines: [&str; 2]| {
                let mut state = seen.after.clone();
                for line in lines {
                    if let Ok(step) = step(&state, &event(line), seen.at, seen.policy) {
                        state = step.state;
                    }
                }
                essence(&state)
            };
            for [first, second] in COMMUTING {
                assert!(after([first, second]) == after([second, first]), "{first}, {second}");
            }
        });
    }
}

#[test]
fn the_histories_serve_adults_and_minors() {
    // One history of each kind is served, so that no law above holds for want of logins.
    let history = |birth, lines: &[&'static str]| {
        let lines = lines.iter().map(|line| (1, *line)).collect();
        Trace { birth, policy: Policy::default(), lines }
    };
    let minor = history("2016-05-05", &["p approved_in_advance", "q approved"]);
    assert_eq!(serve(&minor, |_, _| {}), 2);
    let adult = history("2000-05-05", &["self sign_in_attempted", "self self_approved"]);
    assert_eq!(serve(&adult, |_, _| {}), 1);
}
