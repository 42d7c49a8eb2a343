//! What happened to one pupil's consent, in order.
//!
//! A history is the truth and the state its fold: [`History::replay`] uses the same
//! [`step`] as live work, so what was accepted once is accepted again.

use crate::consent::{Event, EventKind, Policy, Rejection, SetUp, State, StateKind, Step, step};
use crate::reason::Reason;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// The events of one pupil, operator and purpose, and the state they lead to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct History {
    set_up: SetUp,
    policy: Policy,
    entries: Vec<Entry>,
    state: State,
    last_at: Option<DateTime<FixedOffset>>,
}

/// An event and its moment.
#[expect(clippy::exhaustive_structs, reason = "when and what; a caller must notice a third")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entry {
    /// When it happened, in the school's zone.
    pub at: DateTime<FixedOffset>,
    /// What happened.
    pub event: Event,
}

impl History {
    /// No event yet.
    #[must_use]
    pub fn new(set_up: SetUp, policy: Policy) -> Self {
        let state = State::new(&set_up);
        Self { set_up, policy, entries: Vec::new(), state, last_at: None }
    }

    /// The history that these events make.
    ///
    /// # Errors
    ///
    /// The first [`Rejection`]: a stored history holds accepted events only.
    pub fn replay(
        set_up: SetUp,
        policy: Policy,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, Rejection> {
        let mut history = Self::new(set_up, policy);
        for Entry { at, event } in entries {
            let _step = history.push(at, event)?;
        }
        Ok(history)
    }

    /// Steps an event whose moment is its own.
    ///
    /// # Errors
    ///
    /// [`Rejection`] where the table refuses it, or, as [`Reason::OutOfOrder`], where it is
    /// earlier than the event before it; equal is in order. A refused event is not kept, yet one
    /// that was in order sets the time below which later ones are out of it.
    pub fn push(&mut self, at: DateTime<FixedOffset>, event: Event) -> Result<Step, Rejection> {
        self.keep_order(at, event.kind())?;
        let step = step(&self.state, &event, at, &self.policy)?;
        self.state = step.state.clone();
        self.entries.push(Entry { at, event });
        Ok(step)
    }

    /// Refuses an event that names, where a representative must stand, somebody who is none.
    ///
    /// No [`Act`](crate::consent::Act) can say such a thing, yet it is a moment of the trace: it
    /// is answered like any other stranger's (settled case 1), and in its order.
    pub fn push_stranger(&mut self, at: DateTime<FixedOffset>, event: EventKind) -> Rejection {
        match self.keep_order(at, event) {
            Ok(()) => Rejection::new(Reason::NotEntitled, self.state.kind(), event, &["case 1"]),
            Err(out_of_order) => out_of_order,
        }
    }

    fn keep_order(&mut self, at: DateTime<FixedOffset>, event: EventKind) -> Result<(), Rejection> {
        if self.last_at.is_some_and(|last| at < last) {
            return Err(out_of_order(self.state.kind(), event));
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
        event: Event,
    ) -> Result<Step, Rejection> {
        let at = self.last_at.map_or(received_at, |last| last.max(received_at));
        self.push(at, event)
    }

    /// The state after the last event.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The accepted events, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was known before the first event.
    #[must_use]
    pub const fn set_up(&self) -> &SetUp {
        &self.set_up
    }

    /// The settings under which the events were judged.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }
}

const fn out_of_order(state: StateKind, event: EventKind) -> Rejection {
    Rejection::new(Reason::OutOfOrder, state, event, &["T-20"])
}
