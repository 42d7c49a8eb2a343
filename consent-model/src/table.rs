//! The form of a transition table, the same for all machines, and its rows as data.
//!
//! A machine is a constant slice of [`Row`]s. [`lines()`] gives any of them as plain names, one
//! [`Line`] for each state that a row is for, so that documents, diagrams, the model checker and
//! tests read the three tables alike.
//!
//! ```
//! use consent_model::consent::Consent;
//! use consent_model::table::{Outcome, lines};
//!
//! let withdrawal = lines::<Consent>()
//!     .find(|line| line.from == "granted" && line.event == "withdrawn" && line.to == Some("withdrawn"))
//!     .unwrap();
//! assert_eq!(withdrawal.outcome, Outcome::Moves);
//! assert_eq!(withdrawal.guards, ["grantor", "last_grant"]);
//! assert_eq!(withdrawal.effects, ["close_access", "inform:others"]);
//! assert_eq!(withdrawal.rules, ["R-33", "Q-11"]);
//! ```

use crate::machine::Machine;
use crate::message::Message;
use crate::names::Named as _;
use crate::reason::Reason;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

/// One row of a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Row<M: Machine> {
    /// The states it is for.
    pub from: &'static [M::StateKind],
    /// The event it is for.
    pub event: M::EventKind,
    /// The conditions, all of which must hold.
    pub guards: &'static [M::Guard],
    /// Where it leads.
    pub target: Target<M>,
    /// What it does to the data, in this order.
    pub changes: &'static [M::Change],
    /// What it tells the caller to do, in this order; [`Machine::emitted_by_move`] comes before.
    pub emits: &'static [M::Emit],
    /// The rules behind it; `own` where no source has one, `case n` is a settled case.
    pub rules: &'static [&'static str],
    /// What the instructions show the person here.
    pub message: Option<Message>,
}

pub(crate) const fn row<M: Machine>(
    from: &'static [M::StateKind],
    event: M::EventKind,
    guards: &'static [M::Guard],
    target: Target<M>,
    changes: &'static [M::Change],
    emits: &'static [M::Emit],
    rules: &'static [&'static str],
) -> Row<M> {
    Row { from, event, guards, target, changes, emits, rules, message: None }
}

impl<M: Machine> Row<M> {
    pub(crate) const fn saying(self, message: Message) -> Self {
        Self { message: Some(message), ..self }
    }
}

/// Declares `rows`, which leads from a state and an event to the first of their rows in `TABLE`.
///
/// Where that is, the compiler works out: looking it up costs two reads, whatever the table's size.
macro_rules! index {
    ($machine:ty) => {
        /// The table from the first row for this state and event on.
        pub(super) fn rows(state: StateKind, event: EventKind) -> &'static [Row<$machine>] {
            let first = FIRST.get(state.index()).and_then(|events| events.get(event.index()));
            first.and_then(|first| TABLE.get(*first..)).unwrap_or(TABLE)
        }

        #[expect(
            clippy::indexing_slicing,
            reason = "a constant: what leaves its bounds does not compile"
        )]
        const FIRST: [[usize; EventKind::ALL.len()]; StateKind::ALL.len()] = {
            let mut first = [[0; EventKind::ALL.len()]; StateKind::ALL.len()];
            // Backwards, so that the first row of a pair is what stays.
            let mut place = TABLE.len();
            while place > 0 {
                place -= 1;
                let row = &TABLE[place];
                let mut state = 0;
                while state < row.from.len() {
                    first[row.from[state].index()][row.event.index()] = place;
                    state += 1;
                }
            }
            first
        };
    };
}

pub(crate) use index;

/// Where a row leads.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target<M: Machine> {
    /// To another state.
    Move(Goal<M>),
    /// The state stays; data may change. Where nothing changes, the answer is `ignored`.
    Stay,
    /// Nothing changes.
    Ignored,
    /// Refused; nothing changes but what the row says.
    Reject(Reason),
    /// Refused, and the state is another one all the same.
    RejectAndMove(Reason, Goal<M>),
}

impl<M: Machine> Target<M> {
    const fn goal(&self) -> Option<Goal<M>> {
        match self {
            Self::Move(goal) | Self::RejectAndMove(_, goal) => Some(*goal),
            Self::Stay | Self::Ignored | Self::Reject(_) => None,
        }
    }
}

/// To a state that has no detail.
pub(crate) const fn to<M: Machine>(state: M::StateKind) -> Target<M> {
    Target::Move(Goal { state, detail: None })
}

/// To a state, for a reason that it keeps.
pub(crate) const fn to_with<M: Machine>(state: M::StateKind, detail: M::Detail) -> Target<M> {
    Target::Move(Goal { state, detail: Some(detail) })
}

/// The state that a row leads to.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a third part")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Goal<M: Machine> {
    /// Which state.
    pub state: M::StateKind,
    /// What stands in brackets behind it.
    pub detail: Option<M::Detail>,
}

/// A row as plain names, for one of its states.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// The machine, as `diaryctl replay` knows it.
    pub machine: &'static str,
    /// The state in which the event comes.
    pub from: &'static str,
    /// The event.
    pub event: &'static str,
    /// The conditions, all of which hold.
    pub guards: Vec<&'static str>,
    /// What the answer is.
    pub outcome: Outcome,
    /// The state after it, where it is another one, or the same entered anew.
    pub to: Option<&'static str>,
    /// What stands in brackets behind that state.
    pub detail: Option<&'static str>,
    /// What happens to the data, in this order.
    pub changes: Vec<&'static str>,
    /// What the caller must do, in this order; the part after a colon says who is meant.
    pub effects: Vec<String>,
    /// The rules behind it.
    pub rules: &'static [&'static str],
    /// What the instructions show the person here.
    pub message: Option<&'static str>,
}

/// What the answer of a row is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Outcome {
    /// Accepted; the state is another one.
    Moves,
    /// Accepted; data may change.
    Stays,
    /// Accepted; nothing changes.
    Ignored,
    /// Refused, for this reason; [`Line::to`] and [`Line::changes`] may say more.
    Rejected(Reason),
}

/// The table of a machine as plain names, in its own order.
///
/// The lines of one (state, event) pair are tried in the order in which they come; the last of
/// them has no guards.
pub fn lines<M: Machine>() -> impl Iterator<Item = Line> {
    lines_of(M::TABLE)
}

/// The same of other rows: of a table with a fault in it, for the model checker.
pub fn lines_of<M: Machine>(rows: &[Row<M>]) -> impl Iterator<Item = Line> {
    rows.iter().flat_map(|row| row.from.iter().map(|from| line(row, *from)))
}

fn line<M: Machine>(row: &Row<M>, from: M::StateKind) -> Line {
    let (outcome, goal) = match row.target {
        Target::Move(_) => (Outcome::Moves, row.target.goal()),
        Target::Stay => (Outcome::Stays, None),
        Target::Ignored => (Outcome::Ignored, None),
        Target::Reject(reason) | Target::RejectAndMove(reason, _) => {
            (Outcome::Rejected(reason), row.target.goal())
        }
    };
    let of_move = match outcome {
        Outcome::Moves => goal.and_then(|goal| M::emitted_by_move(from, goal.state)),
        Outcome::Stays | Outcome::Ignored | Outcome::Rejected(_) => None,
    };
    let of_row = row.emits.iter().map(|emit| emit.name().to_string());
    Line {
        machine: M::NAME,
        from: from.name(),
        event: row.event.name(),
        guards: row.guards.iter().map(|guard| guard.name()).collect(),
        outcome,
        to: goal.map(|goal| goal.state.name()),
        detail: goal.and_then(|goal| goal.detail).map(crate::names::Named::name),
        changes: row.changes.iter().map(|change| change.name()).collect(),
        effects: of_move.map(|effect| effect.to_string()).into_iter().chain(of_row).collect(),
        rules: row.rules,
        message: row.message.map(Message::text),
    }
}
