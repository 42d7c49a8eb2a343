//! Goal: the invariants of `state-machines.md` §6.5 that 6.1 can break, each by its id.
//! Method: random histories of every event by every actor, over every policy and pupils of every
//! age, two of whom cross a boundary on the way; each law is looked at after each event. Age is
//! taken from `esia_core`, never from the machine. A last test shows that the histories reach
//! every state and every end, so that no law holds for want of cases.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/histories.rs"]
mod histories;
#[path = "support/lines.rs"]
mod lines;

use consent_model::actor::{Actor, Party};
use consent_model::consent::{Effect, EndReason, Event, EventKind, StateKind, step};
use consent_model::reason::Reason;
use esia_core::access::TeenConsent;
use esia_core::age::{ADULT_YEARS, TEEN_YEARS, is_reached};
use histories::{LINES, Seen, play, traces};
use lines::event;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

impl Seen<'_> {
    fn is_adult(&self) -> bool {
        let facts = self.after.facts();
        let (birth, rule) = (facts.birth_date().expose(), self.policy.access.age_rule);
        let today = self.at.date_naive();
        is_reached(birth, ADULT_YEARS, rule, today)
            || (facts.is_emancipated() && is_reached(birth, TEEN_YEARS, rule, today))
    }

    fn is_in_force(&self) -> bool {
        self.after.kind() == StateKind::Granted
    }

    fn grants_of_representatives(
        &self,
    ) -> impl Iterator<Item = &consent_model::actor::RepresentativeId> {
        self.after.episode().grants().keys().filter_map(|party| match party {
            Party::Representative(id) => Some(id),
            Party::Pupil => None,
        })
    }

    fn has_own_grant(&self) -> bool {
        self.after.episode().grants().contains_key(&Party::Pupil)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn i_03_a_minors_consent_rests_on_a_grantor_with_authority(trace in traces()) {
        play(&trace, |seen| {
            if seen.is_in_force() && !seen.is_adult() {
                let entitled = seen.after.facts().entitled();
                let held = seen.grants_of_representatives().any(|id| entitled.contains(id));
                let teen = seen.policy.access.teen_consent == TeenConsent::ParentOrTeen;
                assert!(held || (teen && seen.has_own_grant()));
            }
        });
    }

    #[test]
    fn i_04_no_consent_in_force_against_a_standing_objection(trace in traces()) {
        play(&trace, |seen| {
            assert!(!seen.is_in_force() || seen.after.facts().objections().is_empty());
        });
    }

    #[test]
    fn i_05_an_episode_that_is_over_never_changes(trace in traces()) {
        play(&trace, |seen| {
            let (old, new) = (seen.before.episode(), seen.after.episode());
            if !seen.before.kind().is_open() && old.number() == new.number() {
                assert_eq!(old, new);
            }
        });
    }

    /// T-22.
    #[test]
    fn i_06_an_event_twice_is_an_event_once(trace in traces()) {
        play(&trace, |seen| {
            let twice = step(seen.after, seen.event, seen.at, seen.policy);
            let twice = twice.map_or_else(|_| seen.after.clone(), |step| step.state);
            let (once, again) = (seen.after.episode(), twice.episode());
            assert_eq!(seen.after.facts(), twice.facts());
            assert_eq!(seen.after.epoch(), twice.epoch());
            assert_eq!((seen.after.kind(), once.end()), (twice.kind(), again.end()));
            assert_eq!((once.number(), once.grants()), (again.number(), again.grants()));
            assert_eq!(once.declines(), again.declines());
            // How often a notice failed is a count; a doubled report is dropped by its key (T-22).
            assert!(once.recipients().keys().eq(again.recipients().keys()));
        });
    }

    #[test]
    fn i_07_a_contest_has_two_sides(trace in traces()) {
        play(&trace, |seen| {
            if seen.after.kind() == StateKind::Contested {
                assert!(!seen.after.episode().grants().is_empty());
                assert!(!seen.after.facts().objections().is_empty());
            }
        });
    }

    #[test]
    fn i_08_nobody_grants_and_objects(trace in traces()) {
        play(&trace, |seen| {
            let objections = seen.after.facts().objections();
            assert!(!seen.grants_of_representatives().any(|id| objections.contains(id)));
        });
    }

    #[test]
    fn i_10_a_minor_has_no_self_grant_under_parent_only(trace in traces()) {
        play(&trace, |seen| {
            let strict = seen.policy.access.teen_consent == TeenConsent::ParentOnly;
            if strict && seen.after.kind().is_open() && !seen.is_adult() {
                assert!(!seen.has_own_grant());
            }
        });
    }

    #[test]
    fn i_13_leaving_granted_ends_every_login(trace in traces()) {
        let mut logins = BTreeSet::new();
        play(&trace, |seen| {
            if seen.step.is_some_and(|step| step.effects.first() == Some(&Effect::CloseAccess)) {
                logins.clear();
            }
            assert!(seen.is_in_force() || logins.is_empty());
            assert!(logins.iter().all(|epoch| *epoch == seen.after.epoch()));
            if seen.is_in_force() {
                logins.insert(seen.after.epoch());
            }
        });
    }

    #[test]
    fn i_14_a_deleted_account_has_no_open_episode(trace in traces()) {
        play(&trace, |seen| {
            assert!(!seen.after.facts().is_account_deleted() || !seen.after.kind().is_open());
        });
    }

    #[test]
    fn i_21_an_episode_is_opened_only_after_the_one_before(trace in traces()) {
        play(&trace, |seen| {
            let (old, new) = (seen.before.episode().number(), seen.after.episode().number());
            assert!(new == old || (Some(new) == old.checked_add(1) && !seen.before.kind().is_open()));
        });
    }

    #[test]
    fn i_24_no_event_of_staff_yields_a_consent(trace in traces()) {
        play(&trace, |seen| {
            if seen.event.by == Actor::School && seen.is_in_force() {
                assert_eq!(seen.before.kind(), StateKind::Granted);
                assert_eq!(seen.before.episode().grants(), seen.after.episode().grants());
            }
        });
    }

    #[test]
    fn i_27_leaving_granted_raises_the_epoch_by_one_and_nothing_else_does(trace in traces()) {
        play(&trace, |seen| {
            let left = seen.before.kind() == StateKind::Granted && !seen.is_in_force();
            let rise = seen.after.epoch().0.checked_sub(seen.before.epoch().0);
            assert_eq!(rise, Some(u64::from(left)));
            let closed = seen.step.is_some_and(|step| step.effects.contains(&Effect::CloseAccess));
            assert_eq!(closed, left);
        });
    }

    #[test]
    fn i_35_every_event_of_every_actor_is_answered_in_every_state(trace in traces()) {
        let actors = ["p", "r", "self", "school", "clock", "esia"].map(Actor::parse);
        let mut reached = Vec::new();
        play(&trace, |seen| reached.push((seen.at, seen.after.clone())));
        let (at, state) = reached.pop().unwrap();
        for by in actors.map(Result::unwrap) {
            for line in LINES {
                let event = Event { by: by.clone(), ..event(line) };
                if let Err(refused) = step(&state, &event, at, &trace.policy) {
                    assert_ne!(refused.reason, Reason::Unavailable, "{line}");
                    assert_eq!((refused.state, refused.event), (state.kind(), event.kind()));
                }
            }
        }
    }
}

#[test]
fn the_histories_reach_every_state_and_every_end() {
    let mut runner = TestRunner::deterministic();
    let (mut states, mut ends, mut events) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
    for _ in 0..3000 {
        let trace = traces().new_tree(&mut runner).unwrap().current();
        play(&trace, |seen| {
            states.insert(seen.after.kind());
            ends.extend(seen.after.episode().end());
            if seen.step.is_some_and(|step| !step.effects.is_empty()) {
                events.insert(seen.event.kind());
            }
        });
    }
    assert!(states.iter().eq(&StateKind::ALL));
    assert!(EndReason::ALL.iter().all(|end| ends.contains(end)));
    assert!(events.contains(&EventKind::AuthorityRuling));
}
