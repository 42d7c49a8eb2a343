//! Random histories of one consent, over every policy and pupils of every age.

use crate::lines::{event, moment, set_up};
use chrono::{DateTime, FixedOffset};
use consent_model::consent::{Disagreement, Event, Policy, State, Step, step};
use esia_core::access::Policy as AccessPolicy;
use proptest::prelude::*;

/// A child, one who turns 14, a teen, one who turns 18, an adult.
const BIRTHS: [&str; 5] = ["2016-05-05", "2012-09-02", "2010-05-05", "2008-09-02", "2000-05-05"];

#[rustfmt::skip]
pub(crate) const LINES: [&str; 56] = [
    "self sign_in_attempted", "self sign_in_attempted", "self sign_in_attempted",
    "self sign_in_attempted", "self sign_in_attempted unmatched", "self sign_in_attempted inactive",
    "p approved_in_advance", "q approved_in_advance", "p approved", "q approved", "p approved",
    "q approved", "r approved", "school approved", "school approved_in_advance",
    "self self_approved", "self self_approved step_up", "self self_approved step_up",
    "p declined", "q declined", "p declined", "q declined", "self self_declined step_up",
    "p withdrawn", "q withdrawn", "self self_withdrawn", "self self_withdrawn step_up",
    "p objected", "q objected", "r objected", "p objection_lifted", "q objection_lifted",
    "esia authority_ruling allow", "esia authority_ruling deny", "school authority_ruling allow",
    "clock request_lapsed", "clock term_expired", "school scope_changed",
    "esia authority_lost p", "esia authority_lost q", "p unlinked p", "esia unlinked q",
    "p linked p", "q linked q", "r linked r", "clock turned_fourteen", "clock turned_eighteen",
    "school emancipated", "esia birth_date_corrected 2014-01-01",
    "school birth_date_corrected 2010-01-01", "esia birth_date_corrected 2001-01-01",
    "esia account_deleted", "esia evidence_annulled", "esia notice_failed p",
    "clock retention_elapsed", "clock retention_elapsed 1",
];

/// A pupil, the settings, and events with the hours between them.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) birth: &'static str,
    pub(crate) policy: Policy,
    pub(crate) lines: Vec<(i64, &'static str)>,
}

fn policies() -> impl Strategy<Value = Policy> {
    let access = prop::sample::select(AccessPolicy::all().collect::<Vec<_>>());
    let disagreement = prop::sample::select(Disagreement::ALL.to_vec());
    let cool_down = prop::sample::select(vec![0, 24]);
    (access, disagreement, cool_down).prop_map(|(access, disagreement, cool_down_hours)| Policy {
        access,
        disagreement,
        cool_down_hours,
        ..Policy::default()
    })
}

pub(crate) fn traces() -> impl Strategy<Value = Trace> {
    let line = (0_i64..9, prop::sample::select(LINES.to_vec()));
    let lines = prop::collection::vec(line, 1..40);
    (prop::sample::select(BIRTHS.to_vec()), policies(), lines)
        .prop_map(|(birth, policy, lines)| Trace { birth, policy, lines })
}

/// One event of a trace: before, what came, after; a refused event leaves the state.
pub(crate) struct Seen<'a> {
    pub(crate) before: &'a State,
    pub(crate) event: &'a Event,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) policy: &'a Policy,
    pub(crate) step: Option<&'a Step>,
    pub(crate) after: &'a State,
}

/// Plays a trace and shows each event to `law`.
pub(crate) fn play(trace: &Trace, mut law: impl FnMut(&Seen<'_>)) {
    let mut before = State::new(&set_up(trace.birth));
    let mut hour = 0;
    for (pause, line) in &trace.lines {
        hour = pause.saturating_add(hour);
        let (at, event) = (moment(hour), event(line));
        let outcome = step(&before, &event, at, &trace.policy);
        let after = outcome.as_ref().map_or_else(|_| before.clone(), |step| step.state.clone());
        law(&Seen {
            before: &before,
            event: &event,
            at,
            policy: &trace.policy,
            step: outcome.as_ref().ok(),
            after: &after,
        });
        before = after;
    }
}
