//! From a table to an answer: the one interpreter of all three machines.

use super::{Machine, Rejection, Step, Verdict};
use crate::reason::Reason;
use crate::table::{Goal, Row, Target};
use alloc::boxed::Box;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The meaning of a machine's words, which no caller needs.
pub(crate) trait Engine: Machine {
    /// Whether `guard` holds.
    fn holds(guard: Self::Guard, case: &Case<'_, Self>) -> bool;

    /// Makes `change` in `next`, the copy of the state of `case`.
    fn change(change: Self::Change, next: &mut Self::State, case: &Case<'_, Self>);

    /// Goes to `goal`; what belongs to every such move happens here.
    fn enter(next: &mut Self::State, goal: Goal<Self>, case: &Case<'_, Self>);

    /// The effects of `emit`, with their addressees as they are after the changes.
    fn emit(emit: Self::Emit, next: &Self::State, case: &Case<'_, Self>) -> Vec<Self::Effect>;

    /// Counts an event that has changed something.
    fn count(next: &mut Self::State);
}

/// One question to a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a, M: Machine> {
    pub(crate) state: &'a M::State,
    pub(crate) event: &'a M::Event,
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) policy: &'a M::Policy,
}

/// The answer of `rows`, a table or its part from the first row for this pair on.
pub(crate) fn step<M: Engine>(
    rows: &[Row<M>],
    state: &M::State,
    event: &M::Event,
    at: DateTime<FixedOffset>,
    policy: &M::Policy,
) -> Result<Step<M>, Rejection<M>> {
    let case = Case { state, event, at, policy };
    // INVARIANT: the last row of every (state, event) pair has no guard, so one always fits; the
    // answer for "none fits" lets nobody in.
    let Some(row) = rows.iter().find(|row| case.fits(row)) else {
        return Err(case.refuse(Reason::Unavailable, &[]));
    };
    match row.target {
        Target::Reject(reason) => Err(case.reject(row, reason, None)),
        Target::RejectAndMove(reason, goal) => Err(case.reject(row, reason, Some(goal))),
        Target::Ignored | Target::Stay => Ok(case.take(row, None)),
        Target::Move(goal) => Ok(case.take(row, Some(goal))),
    }
}

impl<M: Engine> Case<'_, M> {
    /// The civil date of the event, in the zone that `at` carries.
    pub(crate) fn today(&self) -> NaiveDate {
        self.at.date_naive()
    }

    fn fits(&self, row: &Row<M>) -> bool {
        row.event == M::event_kind(self.event)
            && row.from.contains(&M::state_kind(self.state))
            && row.guards.iter().all(|guard| M::holds(*guard, self))
    }

    fn refuse(&self, reason: Reason, rules: &'static [&'static str]) -> Rejection<M> {
        Rejection::new(reason, M::state_kind(self.state), M::event_kind(self.event), rules)
    }

    /// Carries out a refusing row, which may change data all the same.
    fn reject(&self, row: &Row<M>, reason: Reason, goal: Option<Goal<M>>) -> Rejection<M> {
        let next = self.changed(row, goal);
        let changed = (next != *self.state).then(|| {
            let mut next = Box::new(next);
            M::count(&mut next);
            next
        });
        Rejection { message: row.message, changed, ..self.refuse(reason, row.rules) }
    }

    /// Carries out an accepting row.
    fn take(&self, row: &Row<M>, goal: Option<Goal<M>>) -> Step<M> {
        let mut next = self.changed(row, goal);
        let of_move = M::emitted_by_move(M::state_kind(self.state), M::state_kind(&next));
        let of_row = row.emits.iter().flat_map(|emit| M::emit(*emit, &next, self));
        let effects: Vec<_> = of_move.into_iter().chain(of_row).collect();
        let verdict = if next == *self.state && effects.is_empty() {
            Verdict::Ignored
        } else {
            M::count(&mut next);
            Verdict::Accepted
        };
        Step { state: next, effects, verdict, rules: row.rules, message: row.message }
    }

    fn changed(&self, row: &Row<M>, goal: Option<Goal<M>>) -> M::State {
        let mut next = self.state.clone();
        for change in row.changes {
            M::change(*change, &mut next, self);
        }
        if let Some(goal) = goal {
            M::enter(&mut next, goal, self);
        }
        next
    }
}
