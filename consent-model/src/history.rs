//! What happened to one pupil, in order, as one machine sees it.
//!
//! A history is the truth and the state its fold: [`History::replay`] uses the same
//! [`Machine::step`] as live work, so what was answered once is answered so again.

use crate::machine::{Machine, Rejection, Step};
use crate::reason::Reason;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// The events of one run of a machine, and the state they lead to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct History<M: Machine> {
    set_up: M::SetUp,
    policy: M::Policy,
    entries: Vec<Entry<M>>,
    state: M::State,
    last_at: Option<DateTime<FixedOffset>>,
}

/// An event and its moment.
#[expect(clippy::exhaustive_structs, reason = "when and what; a caller must notice a third")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry<M: Machine> {
    /// When it happened, in the school's zone.
    pub at: DateTime<FixedOffset>,
    /// What happened.
    pub event: M::Event,
}

impl<M: Machine> History<M> {
    /// No event yet.
    #[must_use]
    pub fn new(set_up: M::SetUp, policy: M::Policy) -> Self {
        let state = M::start(&set_up);
        Self { set_up, policy, entries: Vec::new(), state, last_at: None }
    }

    /// The history that these events make.
    ///
    /// # Errors
    ///
    /// The first [`Rejection`] that changes nothing: a stored history holds no such event.
    pub fn replay(
        set_up: M::SetUp,
        policy: M::Policy,
        entries: impl IntoIterator<Item = Entry<M>>,
    ) -> Result<Self, Rejection<M>> {
        let mut history = Self::new(set_up, policy);
        for Entry { at, event } in entries {
            match history.push(at, event) {
                Err(refused) if refused.changed.is_none() => return Err(refused),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(history)
    }

    /// Steps an event whose moment is its own.
    ///
    /// # Errors
    ///
    /// [`Rejection`] where the table refuses it, or, as [`Reason::OutOfOrder`], where it is
    /// earlier than the event before it; equal is in order. A refused event is kept only where
    /// the refusal has changed the state, yet one that was in order sets the time below which
    /// later ones are out of it.
    pub fn push(
        &mut self,
        at: DateTime<FixedOffset>,
        event: M::Event,
    ) -> Result<Step<M>, Rejection<M>> {
        self.keep_order(at, M::event_kind(&event))?;
        let answer = M::step(&self.state, &event, at, &self.policy);
        let next = match &answer {
            Ok(step) => Some(&step.state),
            Err(refused) => refused.changed.as_deref(),
        };
        if let Some(next) = next {
            self.state.clone_from(next);
            self.entries.push(Entry { at, event });
        }
        answer
    }

    /// Refuses an event that names, where a representative must stand, somebody who is none.
    ///
    /// No event can say such a thing, yet it is a moment of the trace: it is answered like any
    /// other stranger's (settled case 1), and in its order.
    pub fn push_stranger(
        &mut self,
        at: DateTime<FixedOffset>,
        event: M::EventKind,
    ) -> Rejection<M> {
        match self.keep_order(at, event) {
            Ok(()) => Rejection::new(Reason::NotEntitled, self.kind(), event, &["case 1"]),
            Err(out_of_order) => out_of_order,
        }
    }

    fn keep_order(
        &mut self,
        at: DateTime<FixedOffset>,
        event: M::EventKind,
    ) -> Result<(), Rejection<M>> {
        if self.last_at.is_some_and(|last| at < last) {
            return Err(Rejection::new(Reason::OutOfOrder, self.kind(), event, &["T-20"]));
        }
        self.last_at = Some(at);
        Ok(())
    }

    /// Steps news from outside, which may come late (settled case 16).
    ///
    /// The moment is the later of `received_at` and the last event, so that news that closes
    /// access is never dropped for its order. The caller keeps the sender's own time beside it.
    ///
    /// # Errors
    ///
    /// [`Rejection`] where the table refuses it; never [`Reason::OutOfOrder`].
    pub fn receive(
        &mut self,
        received_at: DateTime<FixedOffset>,
        event: M::Event,
    ) -> Result<Step<M>, Rejection<M>> {
        let at = self.last_at.map_or(received_at, |last| last.max(received_at));
        self.push(at, event)
    }

    fn kind(&self) -> M::StateKind {
        M::state_kind(&self.state)
    }

    /// The state after the last event.
    #[must_use]
    pub const fn state(&self) -> &M::State {
        &self.state
    }

    /// The accepted events, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry<M>] {
        &self.entries
    }

    /// What was known before the first event.
    #[must_use]
    pub const fn set_up(&self) -> &M::SetUp {
        &self.set_up
    }

    /// The settings under which the events were judged.
    #[must_use]
    pub const fn policy(&self) -> &M::Policy {
        &self.policy
    }
}
