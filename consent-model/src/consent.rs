//! The consent machine (6.1): one pupil, one operator, one purpose, one text version.
//!
//! | state | meaning |
//! |---|---|
//! | `none` | no episode was ever opened |
//! | `requested` | asked for, not answered |
//! | `granted` | in force |
//! | `contested` | granted by one, objected to by another |
//! | `declined`, `withdrawn`, `lapsed`, `ended` | over; a later start opens a new episode |
//!
//! ```text
//!          sign_in_attempted           approved            objected, withdrawn by one of two
//!   none ───────────────────► requested ──────► granted ◄─────────────────────► contested
//!    │                         │     │             │      objection_lifted, ruling     │
//!    │   approved_in_advance   │     │             └── withdrawn, term_expired, … ─────┤
//!    └────────────► granted    ▼     ▼                                                 ▼
//!                       declined   lapsed                              withdrawn or ended
//! ```
//!
//! [`step`] reads the constant [`TABLE`] and nothing else: the first row for this state and event
//! whose guards hold says what happens. It does no IO and reads no clock; effects are a list for
//! the caller. Who may do a thing is part of the table, so an event may be handed over as it
//! comes.
//!
//! ```
//! use consent_model::actor::Actor;
//! use consent_model::consent::{Act, Event, Policy, SetUp, State, StateKind, step};
//! use consent_model::personal::BirthDate;
//! use consent_model::reason::Reason;
//!
//! let set_up = SetUp {
//!     birth_date: BirthDate::new("2014-05-05".parse().unwrap()),
//!     representatives: [consent_model::actor::RepresentativeId::parse("p")?].into(),
//! };
//! let policy = Policy::default();
//! let at = chrono::DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
//!
//! let attempt = Act::SignInAttempted { matched: true, account_active: true };
//! let asked = step(&State::new(&set_up), &Event::new(Actor::Pupil, attempt), at, &policy)?;
//! assert_eq!(asked.state.kind(), StateKind::Requested);
//! assert_eq!(asked.effects.first().map(ToString::to_string).as_deref(), Some("notice:p"));
//!
//! let by_staff = Event::new(Actor::School, Act::Approved { expires_at: None });
//! let refused = step(&asked.state, &by_staff, at, &policy).unwrap_err();
//! assert_eq!(refused.reason, Reason::NotEntitled);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;
mod effect;
mod event;
mod guard;
mod policy;
mod state;
mod table;

pub use change::{Change, Emit};
pub use effect::Effect;
pub use event::{Act, CapacityGround, Event, EventKind, TextVersion};
pub use guard::Guard;
pub use policy::{Disagreement, Policy, SetUp};
pub use state::{Delivery, EndReason, Episode, Facts, Grant, Ruling, State, StateKind};
pub use table::{Row, TABLE, Target};

use crate::reason::Reason;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use esia_core::access::Epoch;
use guard::Case;

/// What happens to `state` when `event` comes at the moment `at`.
///
/// `at` carries the offset of the school's zone: its civil date decides the age (Q-07).
///
/// # Errors
///
/// [`Rejection`] where the table refuses the event; the state stays what it was.
pub fn step(
    state: &State,
    event: &Event,
    at: DateTime<FixedOffset>,
    policy: &Policy,
) -> Result<Step, Rejection> {
    let case = Case { state, event, at, policy };
    let rejected = |reason, rules| Rejection::new(reason, state.kind(), event.kind(), rules);
    // INVARIANT: the last row of every (state, event) pair has no guard, so one always fits; the
    // answer for "none fits" lets nobody in.
    let Some(row) = TABLE.iter().find(|row| row.fits(&case)) else {
        return Err(rejected(Reason::Unavailable, &[]));
    };
    match row.target {
        Target::Reject(reason) => Err(rejected(reason, row.rules)),
        Target::Ignored | Target::Stay => Ok(case.take(row, None)),
        Target::To(kind) => Ok(case.take(row, Some((kind, None)))),
        Target::End(reason) => Ok(case.take(row, Some((StateKind::Ended, Some(reason))))),
    }
}

/// An accepted event: the state after it, and what the caller must do.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a step that is not kept has not happened"]
#[non_exhaustive]
pub struct Step {
    /// The state after the event.
    pub state: State,
    /// What the caller must do, in this order.
    pub effects: Vec<Effect>,
    /// Whether anything came of it.
    pub verdict: Verdict,
    /// The rules of the row that answered.
    pub rules: &'static [&'static str],
}

/// Whether anything came of an accepted event.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Verdict {
    /// A fact, a datum, the state, or an effect.
    Accepted,
    /// Nothing; logged as idempotent.
    Ignored,
}

/// A refused event; the state stays what it was.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{event} in state {state} is refused: {reason}")]
#[non_exhaustive]
pub struct Rejection {
    /// Why: for the log, not for the person.
    pub reason: Reason,
    /// The state in which the event came.
    pub state: StateKind,
    /// What was refused.
    pub event: EventKind,
    /// The rules of the row that answered.
    pub rules: &'static [&'static str],
}

impl Rejection {
    pub(crate) const fn new(
        reason: Reason,
        state: StateKind,
        event: EventKind,
        rules: &'static [&'static str],
    ) -> Self {
        Self { reason, state, event, rules }
    }
}

impl Case<'_> {
    /// Carries out an accepting row.
    fn take(&self, row: &Row, goal: Option<(StateKind, Option<EndReason>)>) -> Step {
        let mut next = self.state.clone();
        for change in row.changes {
            change.make(&mut next, self);
        }
        if let Some((kind, end)) = goal {
            next.episode.kind = kind;
            next.episode.end = end;
            next.episode.over_at = (!kind.is_open()).then_some(self.at);
        }
        let mut effects = Vec::new();
        // Every move out of GR, whatever the row, raises the epoch and closes access (I-13, I-27).
        if self.state.kind() == StateKind::Granted && next.kind() != StateKind::Granted {
            next.epoch = Epoch(next.epoch.0.saturating_add(1));
            effects.push(Effect::CloseAccess);
        }
        effects.extend(row.emits.iter().flat_map(|emit| emit.effects(&next, self)));
        let verdict = if next == *self.state && effects.is_empty() {
            Verdict::Ignored
        } else {
            next.sequence = next.sequence.saturating_add(1);
            Verdict::Accepted
        };
        Step { state: next, effects, verdict, rules: row.rules }
    }
}
