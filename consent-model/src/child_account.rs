//! The child-account machine (6.3): the card, the registry's check, and the account made from it.
//!
//! | state | meaning |
//! |---|---|
//! | `no_card`, `draft`, `manual` | the card of the child: none, being entered, typed in and saved |
//! | `zags_pending`, `mismatch`, `verified` | the registry checks, denies, confirms |
//! | `form_address` … `form_password` | the six steps of the form |
//! | `active`, `deleted` | the account is there, or gone |
//! | `refused` | no account can be made: a foreign certificate, another citizenship, an adult |
//!
//! ```text
//! no_card ──► draft ──► manual ──► zags_pending ──► verified ──► form_address ──► form_phone ─┐
//!               ▲          ▲            │              │  ▲                        │  ▲       ▼
//!               └──────────┴── mismatch ◄              │  │ back, abandoned        │  form_phone_code
//!               ▲          card_edited: verification lost │                        ▼       │
//!               └──────────────────────────────────────┘  │                   form_email ◄──┘
//!                                                         │                        ▼
//!            active ◄── form_password ◄────────────────── any form ◄──────── form_email_wait
//! ```
//!
//! The form is begun with a verified card alone, and a change of the card loses the verification
//! (R-77, I-28). What was typed stays with the portal: the machine is told how it was judged.
//! [`phone`] and [`password`] help whoever judges.
//!
//! ```
//! use consent_model::actor::{Actor, RepresentativeId};
//! use consent_model::child_account::{Act, ChildAccount, Event, Policy, SetUp, StateKind};
//! use consent_model::history::History;
//! use consent_model::personal::BirthDate;
//! use consent_model::reason::Reason;
//!
//! let mother = RepresentativeId::parse("p")?;
//! let set_up = SetUp {
//!     birth_date: BirthDate::new("2016-05-05".parse().unwrap()),
//!     representatives: [mother.clone()].into(),
//! };
//! let mut history = History::<ChildAccount>::new(set_up, Policy::default());
//! let at = chrono::DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
//!
//! // «Создать» before the registry has confirmed the card (R-45).
//! let opened = Act::AccountFormOpened { other_account: false };
//! let opened = Event::new(Actor::Representative(mother), opened);
//! let refused = history.push(at, opened.clone()).unwrap_err();
//! assert_eq!(refused.reason, Reason::NotVerified);
//!
//! let _step = history.push(at, Event::new(Actor::Esia, Act::CardFromRegistry))?;
//! let step = history.push(at, opened)?;
//! assert_eq!(step.state.kind(), StateKind::FormAddress);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;
mod event;
mod guard;
pub mod password;
pub mod phone;
mod policy;
mod state;
mod table;

pub use change::{Change, Effect};
pub use event::{Act, CertificateIssuer, Citizenship, Event, EventKind};
pub use guard::Guard;
pub use policy::{Policy, SetUp};
pub use state::{Detail, Phone, RegistryCheck, State, StateKind};
pub use table::TABLE;

use crate::actor::ActorKind;
use crate::machine::{Case, Engine, Machine};
use crate::table::Goal;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// The child-account machine (детская учётная запись), as the machinery of all machines knows it.
#[expect(clippy::exhaustive_enums, reason = "no value of it is ever made")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChildAccount {}

/// An accepted event of 6.3.
pub type Step = crate::machine::Step<ChildAccount>;
/// A refused event of 6.3; it may have changed the state all the same.
pub type Rejection = crate::machine::Rejection<ChildAccount>;
/// A row of [`TABLE`].
pub type Row = crate::table::Row<ChildAccount>;

/// What happens to `state` when `event` comes at the moment `at`; [`Machine::step`] of 6.3.
///
/// # Errors
///
/// [`Rejection`] where the table refuses the event.
pub fn step(
    state: &State,
    event: &Event,
    at: DateTime<FixedOffset>,
    policy: &Policy,
) -> Result<Step, Rejection> {
    ChildAccount::step(state, event, at, policy)
}

impl Machine for ChildAccount {
    const NAME: &'static str = "child-account";
    const TABLE: &'static [Row] = TABLE;

    type SetUp = SetUp;
    type Policy = Policy;
    type State = State;
    type Event = Event;
    type Effect = Effect;
    type StateKind = StateKind;
    type EventKind = EventKind;
    type Detail = Detail;
    type Guard = Guard;
    type Change = Change;
    type Emit = Effect;

    fn start(set_up: &SetUp) -> State {
        State::new(set_up)
    }

    fn state_kind(state: &State) -> StateKind {
        state.kind()
    }

    fn state_detail(state: &State) -> Option<Detail> {
        state.detail()
    }

    fn event_kind(event: &Event) -> EventKind {
        event.kind()
    }

    fn actors(event: EventKind) -> &'static [ActorKind] {
        event.actors()
    }

    fn rows(state: StateKind, event: EventKind) -> &'static [Row] {
        table::rows(state, event)
    }

    fn emitted_by_move(_from: StateKind, _to: StateKind) -> Option<Effect> {
        None
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

impl Engine for ChildAccount {
    fn holds(guard: Guard, case: &Case<'_, Self>) -> bool {
        case.holds(guard)
    }

    fn change(change: Change, next: &mut State, case: &Case<'_, Self>) {
        change.make(next, case);
    }

    fn enter(next: &mut State, goal: Goal<Self>, _case: &Case<'_, Self>) {
        next.kind = goal.state;
        next.detail = goal.detail;
        if goal.state != StateKind::ZagsPending {
            next.check = None;
        }
        match goal.state {
            // A phone that was given lives as long as the form goes on from there.
            StateKind::FormPhoneCode
            | StateKind::FormEmail
            | StateKind::FormEmailWait
            | StateKind::FormPassword
            | StateKind::Active => {}
            StateKind::NoCard
            | StateKind::Draft
            | StateKind::Manual
            | StateKind::ZagsPending
            | StateKind::Mismatch
            | StateKind::Verified
            | StateKind::FormAddress
            | StateKind::FormPhone
            | StateKind::Deleted
            | StateKind::Refused => next.phone = Phone::None,
        }
    }

    fn emit(emit: Effect, _next: &State, _case: &Case<'_, Self>) -> Vec<Effect> {
        Vec::from([emit])
    }

    fn count(next: &mut State) {
        next.sequence = next.sequence.saturating_add(1);
    }
}
