//! The form of an event, the same for all machines.

use crate::actor::{Actor, ActorKind};

/// One thing that happened: who did what. When it happened is an argument of
/// [`Machine::step`](crate::machine::Machine::step).
#[expect(clippy::exhaustive_structs, reason = "who and what; a caller must notice a third")]
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Event<A> {
    /// Who did it.
    pub by: Actor,
    /// What was done.
    pub act: A,
}

impl<A> Event<A> {
    /// `act`, done by `by`.
    #[must_use]
    pub const fn new(by: Actor, act: A) -> Self {
        Self { by, act }
    }

    /// Whether the event comes from none of these.
    pub(crate) fn is_foreign(&self, actors: &[ActorKind]) -> bool {
        !actors.contains(&self.by.kind())
    }
}
