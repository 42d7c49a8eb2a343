//! The linking machine (6.2): one parent, one child account.
//!
//! | state | meaning |
//! |---|---|
//! | `unlinked` | no link |
//! | `target_given` | the parent typed the e-mail of the child's account |
//! | `code_issued` | a binding code (код привязки) is out |
//! | `linked` | linked: by the account's creation, by the code, or by a verified card |
//! | `expired`, `voided` | the code is dead; back to step 1 |
//! | `closed` | the child is an adult, the account is gone, or authority is lost |
//!
//! ```text
//!           link_started              ownership_confirmed               code_entered
//! unlinked ─────────────► target_given ──────────────────► code_issued ─────────────► linked
//!    ▲  ▲                                                   │       │                  │
//!    │  └──────────────── expired, voided ◄─────────────────┘       │     authority_lost, 18,
//!    │    link_started         time, tries, another e-mail          ▼     account_deleted
//!    └───────────────────── authority_restored ──────────────── closed ◄───────────────┘
//! ```
//!
//! A child under 14 has no code: the link comes from creating the account, or from the parent's
//! own verified card (Q-23). Each parent has a machine of their own; that another one linked is
//! told by `linked_notice` and changes nothing else.
//!
//! A refused event may change data here: a wrong code costs a try, and a code that came too late
//! is dead from then on. [`Rejection::changed`](crate::machine::Rejection::changed) is then the
//! state to keep.
//!
//! ```
//! use consent_model::actor::{Actor, RepresentativeId};
//! use consent_model::code::BindingCode;
//! use consent_model::history::History;
//! use consent_model::linking::{Act, Event, Issue, Linking, Policy, SetUp, StateKind};
//! use consent_model::personal::{AccountId, BirthDate, Email};
//! use consent_model::reason::Reason;
//!
//! let mother = RepresentativeId::parse("p")?;
//! let set_up = SetUp {
//!     birth_date: BirthDate::new("2011-05-05".parse().unwrap()),
//!     parent: mother.clone(),
//!     others: [RepresentativeId::parse("q")?].into(),
//! };
//! let mut history = History::<Linking>::new(set_up, Policy::default());
//! let at = |text| chrono::DateTime::parse_from_rfc3339(text).unwrap();
//! let by_mother = |act| Event::new(Actor::Representative(mother.clone()), act);
//!
//! let email = Email::parse("child@example.org")?;
//! let started = by_mother(Act::LinkStarted { email, card: true });
//! let _step = history.push(at("2026-09-01T08:00:00+03:00"), started)?;
//! let issue = Issue {
//!     code: BindingCode::parse("48151623")?,
//!     expires_at: at("2026-09-01T08:10:00+03:00"),
//!     account: Some(AccountId::parse("child-account")?),
//! };
//! let confirmed = by_mother(Act::OwnershipConfirmed(issue));
//! let _step = history.push(at("2026-09-01T08:00:10+03:00"), confirmed)?;
//!
//! let typed = |text| Act::CodeEntered {
//!     code: BindingCode::entered(text),
//!     account: AccountId::parse("child-account").unwrap(),
//!     same_child: true,
//! };
//! let wrong = Event::new(Actor::Pupil, typed("48151624"));
//! let refused = history.push(at("2026-09-01T08:01:00+03:00"), wrong).unwrap_err();
//! assert_eq!(refused.reason, Reason::CodeWrong);
//! assert_eq!(history.state().code().map(|live| live.tries_left()), Some(4));
//!
//! let right = Event::new(Actor::Pupil, typed("48151623"));
//! let step = history.push(at("2026-09-01T08:02:00+03:00"), right)?;
//! assert_eq!(step.state.kind(), StateKind::Linked);
//! let effects: Vec<String> = step.effects.iter().map(ToString::to_string).collect();
//! assert_eq!(effects, ["code_consumed", "linked_notice:q", "linked_notice:self"]);
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
pub use event::{Act, Event, EventKind, Issue};
pub use guard::Guard;
pub use policy::{Policy, SetUp};
pub use state::{Detail, Facts, LiveCode, State, StateKind};
pub use table::TABLE;

use crate::actor::ActorKind;
use crate::machine::{Case, Engine, Machine};
use crate::table::Goal;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// The linking machine (привязка), as the machinery of all machines knows it.
#[expect(clippy::exhaustive_enums, reason = "no value of it is ever made")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Linking {}

/// An accepted event of 6.2.
pub type Step = crate::machine::Step<Linking>;
/// A refused event of 6.2; it may have changed the state all the same.
pub type Rejection = crate::machine::Rejection<Linking>;
/// A row of [`TABLE`].
pub type Row = crate::table::Row<Linking>;

/// What happens to `state` when `event` comes at the moment `at`; [`Machine::step`] of 6.2.
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
    Linking::step(state, event, at, policy)
}

impl Machine for Linking {
    const NAME: &'static str = "linking";
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
    type Emit = Emit;

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

impl Engine for Linking {
    fn holds(guard: Guard, case: &Case<'_, Self>) -> bool {
        case.holds(guard)
    }

    fn change(change: Change, next: &mut State, case: &Case<'_, Self>) {
        change.make(next, case);
    }

    fn enter(next: &mut State, goal: Goal<Self>, _case: &Case<'_, Self>) {
        next.kind = goal.state;
        next.detail = goal.detail;
        // A code is out in CI alone, so that none outlives it (I-16, I-19).
        if goal.state != StateKind::CodeIssued {
            next.code = None;
        }
        match goal.state {
            StateKind::TargetGiven | StateKind::CodeIssued => {}
            StateKind::Unlinked
            | StateKind::Linked
            | StateKind::Expired
            | StateKind::Voided
            | StateKind::Closed => next.email = None,
        }
    }

    fn emit(emit: Emit, next: &State, _case: &Case<'_, Self>) -> Vec<Effect> {
        emit.effects(next)
    }

    fn count(next: &mut State) {
        next.sequence = next.sequence.saturating_add(1);
    }
}
