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

pub use crate::machine::Verdict;
pub use change::{Change, Emit};
pub use effect::Effect;
pub use event::{Act, CapacityGround, Event, EventKind, TextVersion};
pub use guard::Guard;
pub use policy::{Disagreement, Policy, SetUp};
pub use state::{Delivery, EndReason, Episode, Facts, Grant, Ruling, State, StateKind};
pub use table::TABLE;

use crate::actor::ActorKind;
use crate::machine::{Case, Engine, Machine};
use crate::table::Goal;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use esia_core::access::Epoch;

/// The consent machine (согласие), as the machinery of all machines knows it.
#[expect(clippy::exhaustive_enums, reason = "no value of it is ever made")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Consent {}

/// An accepted event of 6.1.
pub type Step = crate::machine::Step<Consent>;
/// A refused event of 6.1; the state stays what it was.
pub type Rejection = crate::machine::Rejection<Consent>;
/// A row of [`TABLE`].
pub type Row = crate::table::Row<Consent>;

/// What happens to `state` when `event` comes at the moment `at`; [`Machine::step`] of 6.1.
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
    Consent::step(state, event, at, policy)
}

impl Machine for Consent {
    const NAME: &'static str = "consent";
    const TABLE: &'static [Row] = TABLE;

    type SetUp = SetUp;
    type Policy = Policy;
    type State = State;
    type Event = Event;
    type Effect = Effect;
    type StateKind = StateKind;
    type EventKind = EventKind;
    type Detail = EndReason;
    type Guard = Guard;
    type Change = Change;
    type Emit = Emit;

    fn start(set_up: &SetUp) -> State {
        State::new(set_up)
    }

    fn state_kind(state: &State) -> StateKind {
        state.kind()
    }

    fn state_detail(state: &State) -> Option<EndReason> {
        state.episode().end()
    }

    fn event_kind(event: &Event) -> EventKind {
        event.kind()
    }

    fn rows(state: StateKind, event: EventKind) -> &'static [Row] {
        table::rows(state, event)
    }

    fn actors(event: EventKind) -> &'static [ActorKind] {
        event.actors()
    }

    /// Every move out of GR closes access before anything else is handled (I-13).
    fn emitted_by_move(from: StateKind, to: StateKind) -> Option<Effect> {
        (from == StateKind::Granted && to != StateKind::Granted).then_some(Effect::CloseAccess)
    }

    fn step_by(
        rows: &[Row],
        state: &State,
        event: &Event,
        at: DateTime<FixedOffset>,
        policy: &Policy,
    ) -> Result<Step, Rejection> {
        crate::machine::step(rows, state, event, at, policy)
    }
}

impl Engine for Consent {
    fn holds(guard: Guard, case: &Case<'_, Self>) -> bool {
        case.holds(guard)
    }

    fn change(change: Change, next: &mut State, case: &Case<'_, Self>) {
        change.make(next, case);
    }

    fn enter(next: &mut State, goal: Goal<Self>, case: &Case<'_, Self>) {
        // Every move out of GR raises the epoch (I-27).
        if next.kind() == StateKind::Granted && goal.state != StateKind::Granted {
            next.epoch = Epoch(next.epoch.0.saturating_add(1));
        }
        next.episode.kind = goal.state;
        next.episode.end = goal.detail;
        next.episode.over_at = (!goal.state.is_open()).then_some(case.at);
    }

    fn emit(emit: Emit, next: &State, case: &Case<'_, Self>) -> Vec<Effect> {
        emit.effects(next, case)
    }

    fn count(next: &mut State) {
        next.sequence = next.sequence.saturating_add(1);
    }
}
