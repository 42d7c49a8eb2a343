//! What the three machines share: the form of a step, and the way from a table to an answer.
//!
//! A machine is a constant table and the meaning of its words. [`Machine::step`] reads the table
//! and nothing else: the first row for this state and event whose guards all hold says what
//! happens. It does no IO and reads no clock; effects are a list for the caller.

mod engine;

pub(crate) use engine::{Case, Engine, step};

use crate::actor::ActorKind;
use crate::message::Message;
use crate::names::Named;
use crate::reason::Reason;
use crate::table::Row;
use alloc::boxed::Box;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use core::fmt;

/// One of the machines: its types, and its table.
pub trait Machine: Copy + fmt::Debug + Eq + 'static {
    /// The name, as `diaryctl replay` knows it: `"child-account"`.
    const NAME: &'static str;
    /// Every state with every event; the first row that fits answers.
    const TABLE: &'static [Row<Self>];

    /// What is known before the first event.
    type SetUp: Clone + fmt::Debug + Eq;
    /// How open questions of the rules are read.
    type Policy: Copy + fmt::Debug + Eq;
    /// What the machine remembers.
    type State: Clone + fmt::Debug + Eq;
    /// What happened, and who did it.
    type Event: Clone + fmt::Debug + Eq;
    /// What the caller must do; its `Display` is the identifier.
    type Effect: Clone + fmt::Debug + fmt::Display + Eq;

    /// A state without its data.
    type StateKind: Named;
    /// An event without its fields.
    type EventKind: Named;
    /// What stands in brackets behind a state: why it was entered, or from where.
    type Detail: Named;
    /// A condition of a row.
    type Guard: Named;
    /// What a row does to the data.
    type Change: Named;
    /// What a row emits, before it is known whom it concerns.
    type Emit: Named;

    /// The state before the first event.
    #[must_use]
    fn start(set_up: &Self::SetUp) -> Self::State;

    /// Which state this is.
    #[must_use]
    fn state_kind(state: &Self::State) -> Self::StateKind;

    /// What stands in brackets behind it.
    #[must_use]
    fn state_detail(state: &Self::State) -> Option<Self::Detail>;

    /// Which event this is.
    #[must_use]
    fn event_kind(event: &Self::Event) -> Self::EventKind;

    /// Who may cause the event; anybody else is not entitled.
    #[must_use]
    fn actors(event: Self::EventKind) -> &'static [ActorKind];

    /// The table from the first row for this state and event on; every other row for them comes
    /// after it.
    #[must_use]
    fn rows(state: Self::StateKind, event: Self::EventKind) -> &'static [Row<Self>];

    /// What every move between these two states emits, whatever the row.
    #[must_use]
    fn emitted_by_move(from: Self::StateKind, to: Self::StateKind) -> Option<Self::Effect>;

    /// What happens to `state` when `event` comes at the moment `at`.
    ///
    /// `at` carries the offset of the school's zone: its civil date decides the age.
    ///
    /// # Errors
    ///
    /// [`Rejection`] where the table refuses the event.
    fn step(
        state: &Self::State,
        event: &Self::Event,
        at: DateTime<FixedOffset>,
        policy: &Self::Policy,
    ) -> Result<Step<Self>, Rejection<Self>> {
        let rows = Self::rows(Self::state_kind(state), Self::event_kind(event));
        Self::step_by(rows, state, event, at, policy)
    }

    /// The same by other rows, tried in their order: how the model checker is shown a table with a
    /// fault in it. Where no row fits, the answer is [`Reason::Unavailable`].
    ///
    /// # Errors
    ///
    /// [`Rejection`] where the rows refuse the event.
    fn step_by(
        rows: &[Row<Self>],
        state: &Self::State,
        event: &Self::Event,
        at: DateTime<FixedOffset>,
        policy: &Self::Policy,
    ) -> Result<Step<Self>, Rejection<Self>>;
}

/// An accepted event: the state after it, and what the caller must do.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a step that is not kept has not happened"]
#[non_exhaustive]
pub struct Step<M: Machine> {
    /// The state after the event.
    pub state: M::State,
    /// What the caller must do, in this order.
    pub effects: Vec<M::Effect>,
    /// Whether anything came of it.
    pub verdict: Verdict,
    /// The rules of the row that answered.
    pub rules: &'static [&'static str],
    /// What the instructions show the person here.
    pub message: Option<Message>,
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

/// A refused event.
///
/// The state stays what it was, except where the refusal itself counts: a wrong code costs a
/// try, a code that came too late is dead. Then [`Rejection::changed`] is the new state.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{event} in state {state} is refused: {reason}")]
#[non_exhaustive]
pub struct Rejection<M: Machine> {
    /// Why: for the log, not for the person.
    pub reason: Reason,
    /// The state in which the event came.
    pub state: M::StateKind,
    /// What was refused.
    pub event: M::EventKind,
    /// The rules of the row that answered.
    pub rules: &'static [&'static str],
    /// What the instructions show the person here.
    pub message: Option<Message>,
    /// The state after the refusal, where it is another one; it must be kept.
    pub changed: Option<Box<M::State>>,
}

impl<M: Machine> Rejection<M> {
    pub(crate) const fn new(
        reason: Reason,
        state: M::StateKind,
        event: M::EventKind,
        rules: &'static [&'static str],
    ) -> Self {
        Self { reason, state, event, rules, message: None, changed: None }
    }
}
