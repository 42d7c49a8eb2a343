//! The rules as data: what the instructions say, and how we read them where they are silent.
//!
//! Code cites a rule by its id (`R-10`); what the id stands for is here, once, in the two languages
//! of the pages under `docs/`. Nothing here decides anything: [`decide`](crate::access::decide)
//! and the machines of `consent-model` read their own tables, whose rows cite these ids. Constants
//! alone, so that a program that asks for no rule carries none.
//!
//! | ids | what they are | where |
//! |---|---|---|
//! | `R-01` to `R-82` | the instructions' rules, in their order | [`rules`] |
//! | `Q-01` to `Q-27` | what they leave open, and our reading | [`rules`] |
//! | `T-01` to `T-26` | threats, and what stands against each | [`THREATS`] |
//! | `I-01` to `I-48` | what always holds | [`INVARIANTS`] |
//! | `AC-`, `case`, `TM-`, `O-`, `LG-`, law | whatever else a row cites | [`NOTES`] |
//!
//! ```
//! use esia_core::rules::{Standing, find, rules};
//!
//! let asked = rules().find(|rule| rule.id == "R-10").unwrap();
//! assert_eq!(asked.seed, ["Для входа в дневник нужно согласие одного из родителей"]);
//! assert_eq!(asked.standing, Standing::Row);
//! assert!(find("I-17").unwrap().english.starts_with("A code is never accepted"));
//! ```

mod card;
mod child_account;
mod guide;
mod invariants;
mod notes;
mod own_account;
mod questions;
mod sign_in;
mod threats;

/// The threats, in the order of their numbers.
pub const THREATS: &[Threat] = threats::THREATS;
/// The invariants, in the order of their numbers.
pub const INVARIANTS: &[Invariant] = invariants::INVARIANTS;
/// Actors, settled cases, timers, open points and clauses of law.
pub const NOTES: &[Note] = notes::NOTES;

/// Every rule, `R-01` to `R-82`, then every reading, `Q-01` to `Q-27`.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        sign_in::SIGN_IN,
        own_account::OWN_ACCOUNT,
        card::CARD,
        child_account::CHILD_ACCOUNT,
        guide::GUIDE,
        questions::QUESTIONS,
    ]
    .into_iter()
    .flatten()
}

/// What an id stands for; `None` where nobody has that id.
#[must_use]
pub fn find(id: &str) -> Option<Words> {
    let of_rules = rules().map(|rule| (rule.id, rule.words));
    let of_threats = THREATS.iter().map(|threat| (threat.id, threat.words));
    let of_invariants = INVARIANTS.iter().map(|invariant| (invariant.id, invariant.words));
    let of_notes = NOTES.iter().map(|note| (note.id, note.words));
    let mut all = of_rules.chain(of_threats).chain(of_invariants).chain(of_notes);
    all.find(|(known, _)| *known == id).map(|(_, words)| words)
}

/// One sentence, in the two languages of the pages.
#[expect(clippy::exhaustive_structs, reason = "two languages; a caller must notice a third")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Words {
    /// In English.
    pub english: &'static str,
    /// In Russian.
    pub russian: &'static str,
}

/// A rule of the instructions, or our reading where they leave one open (правило).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Rule {
    /// `R-nn` or `Q-nn`.
    pub id: &'static str,
    /// Where it stands: instruction and line (`000:15`), or the rules it is derived from.
    pub clause: &'static str,
    /// What it says.
    pub words: Words,
    /// The instruction's own words, where they matter; runs of white space count as one.
    pub seed: &'static [&'static str],
    /// What carries it.
    pub standing: Standing,
}

/// What carries a rule.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Standing {
    /// At least one row of a table cites it.
    Row,
    /// No row: this code keeps it.
    Kept {
        /// The file, from the root of the repository.
        by: &'static str,
        /// How.
        why: Words,
    },
    /// No row and no code: somebody else keeps it, or nothing follows from it.
    Outside {
        /// Who, or why nothing follows.
        why: Words,
    },
}

/// A threat, and what stands against it (угроза).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Threat {
    /// `T-nn`.
    pub id: &'static str,
    /// What could happen.
    pub words: Words,
    /// What stands against it.
    pub defence: Words,
}

/// What always holds (инвариант).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Invariant {
    /// `I-nn`.
    pub id: &'static str,
    /// What kind of statement it is.
    pub kind: InvariantKind,
    /// What holds.
    pub words: Words,
    /// What it is checked with.
    pub tools: &'static [Tool],
}

/// What kind of statement an invariant is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum InvariantKind {
    /// Something bad never happens.
    Safety,
    /// Something good happens in the end.
    Liveness,
    /// A function is total, or keeps a law.
    Law,
}

/// What an invariant is checked with.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Tool {
    /// The model checker, on the machines' own `step`.
    ModelChecker,
    /// Invented histories and inputs (proptest).
    PropertyTest,
    /// The liveness checker, on a twin generated from the tables.
    Spin,
    /// Every case there is.
    UnitTest,
    /// A search backwards on the explored graph.
    BackwardSearch,
}

/// Anything else that a row may cite.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// As rows cite it: `case 13`, `TM-3`, `AC-13`, `own`.
    pub id: &'static str,
    /// What it says.
    pub words: Words,
}
