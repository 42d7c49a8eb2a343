//! The rows of the parent's side, each with its rules and what is shown.

use crate::message::Message;
use core::fmt;

/// The rows, in the order in which they are tried: the first whose condition holds answers.
///
/// P-01 to P-03 are asked of the person, P-03 to P-07 of each child: a register that cannot be
/// asked is no «не найден».
#[rustfmt::skip]
pub const PARENT_TABLE: &[ParentRow] = &[
    ParentRow { id: ParentRowId::P01, when: ParentCondition::ProtocolFailed,      shown: ParentShown::Message(Message::SignInFailed),           rules: &["own"] },
    ParentRow { id: ParentRowId::P02, when: ParentCondition::NotConfirmed,        shown: ParentShown::Message(Message::ConfirmedAccountNeeded), rules: &["R-66", "R-69"] },
    ParentRow { id: ParentRowId::P03, when: ParentCondition::ChildrenUnavailable, shown: ParentShown::Message(Message::Unavailable),            rules: &["T-21"] },
    ParentRow { id: ParentRowId::P04, when: ParentCondition::NotVerified,         shown: ParentShown::Child(ChildVerdict::BeingChecked),        rules: &["R-03", "R-77", "T-05", "T-12"] },
    ParentRow { id: ParentRowId::P05, when: ParentCondition::Adult,               shown: ParentShown::Child(ChildVerdict::NotShown),            rules: &["Q-04", "T-26"] },
    ParentRow { id: ParentRowId::P06, when: ParentCondition::NoMatch,             shown: ParentShown::Child(ChildVerdict::NotFound),            rules: &["R-07", "R-08", "R-75", "Q-13"] },
    ParentRow { id: ParentRowId::P07, when: ParentCondition::Match,               shown: ParentShown::Child(ChildVerdict::Shown),               rules: &["R-69", "R-71"] },
];

/// The row that answers where no other does: nobody is let in.
pub(super) const REFUSED: &ParentRow = &ParentRow {
    id: ParentRowId::P01,
    when: ParentCondition::ProtocolFailed,
    shown: ParentShown::Message(Message::SignInFailed),
    rules: &["own"],
};

/// One row of the parent's side.
#[derive(Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParentRow {
    /// The row's name.
    pub id: ParentRowId,
    /// The condition.
    pub when: ParentCondition,
    /// What follows from it.
    pub shown: ParentShown,
    /// The rules behind the row; `own` where no source has one.
    pub rules: &'static [&'static str],
}

/// The condition of a row.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ParentCondition {
    /// No verified account: an error of the provider, or a failed check.
    ProtocolFailed,
    /// The account is not a confirmed one of the person's own.
    NotConfirmed,
    /// The provider did not name the children, or the register could not be asked.
    ChildrenUnavailable,
    /// The registry has not verified the child's card, the card tells no age, or the authority is
    /// not current.
    NotVerified,
    /// The child is 18 or older, or emancipated.
    Adult,
    /// The register has no exact unique match by verified identifiers.
    NoMatch,
    /// The register has an exact unique match by verified identifiers.
    Match,
}

impl ParentCondition {
    /// The condition in words, for the generated pages.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ProtocolFailed => "the provider failed, or a check of its answer did",
            Self::NotConfirmed => "account not confirmed, or a child account",
            Self::ChildrenUnavailable => "children or register not available",
            Self::NotVerified => {
                "the child's card not verified or without an age, or authority not current"
            }
            Self::Adult => "the child is 18 or older, or emancipated",
            Self::NoMatch => "no exact unique match by verified identifiers",
            Self::Match => "an exact unique match by verified identifiers",
        }
    }
}

/// What a row shows.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ParentShown {
    /// A message in place of the whole page.
    Message(Message),
    /// This, of the one child.
    Child(ChildVerdict),
}

/// What is shown of one child.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ChildVerdict {
    /// «ещё проверяется».
    BeingChecked,
    /// Nothing.
    NotShown,
    /// The name with «не найден» and the appeal.
    NotFound,
    /// The diary.
    Shown,
}

/// The name of a row.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[expect(
    missing_docs,
    reason = "the names are those of rules.md §4; PARENT_TABLE says what each is"
)]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ParentRowId {
    P01,
    P02,
    P03,
    P04,
    P05,
    P06,
    P07,
}

impl ParentRowId {
    /// The name as rules.md writes it: `P-01`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P01 => "P-01",
            Self::P02 => "P-02",
            Self::P03 => "P-03",
            Self::P04 => "P-04",
            Self::P05 => "P-05",
            Self::P06 => "P-06",
            Self::P07 => "P-07",
        }
    }
}

impl fmt::Display for ParentRowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
