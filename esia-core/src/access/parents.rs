//! The parent's side of the login decision: rows P-01 to P-07 of rules.md §4 (R-69, R-71).
//!
//! A parent (родитель, опекун) signs in with the own account, and each child that the provider
//! names is answered by itself: one child's record tells nothing about another's (T-24). Children
//! can be asked about only through a [`Parent`], which [`decide_parent`] alone makes.
//!
//! ```
//! use chrono::NaiveDate;
//! use esia_core::access::{Authority, Children, ChildDecision, ChildFacts, Lookup, ParentDecision,
//!     Policy, decide_parent};
//! use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
//! use esia_core::record::RecordId;
//!
//! let subject = Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("8".into()));
//! let account = Account::from_verified(subject, AccountKind::SelfMade, AccountLevel::Confirmed);
//! let ParentDecision::Admit(parent) = decide_parent(Some(&account), Children::Read) else {
//!     panic!("a confirmed account whose children could be read")
//! };
//!
//! let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
//! let mut child = ChildFacts {
//!     is_verified: true,
//!     authority: Authority::Current,
//!     birth_date: NaiveDate::from_ymd_opt(2014, 3, 5),
//!     emancipated: false,
//!     lookup: Lookup::Found(RecordId::new("J5".into())),
//! };
//! assert!(matches!(parent.child(&child, &Policy::default(), today), ChildDecision::Shown(_)));
//!
//! child.lookup = Lookup::NotFound;
//! let answer = parent.child(&child, &Policy::default(), today);
//! assert_eq!(answer.row().id.as_str(), "P-06");
//! ```

mod table;

pub use table::{ChildVerdict, PARENT_TABLE, ParentCondition, ParentRow, ParentRowId, ParentShown};

use super::facts::Lookup;
use super::policy::Policy;
use crate::account::{Account, AccountKind, AccountLevel, Subject};
use crate::age::{ADULT_YEARS, IMPLAUSIBLE_YEARS, is_reached};
use crate::message::Message;
use crate::record::RecordId;
use chrono::NaiveDate;

/// Whether the provider told whose children the person has.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Children {
    /// It did; there may be none.
    Read,
    /// It did not, or its answer cannot be read.
    Unreadable,
}

/// Whether the parent's authority over a child is in force (полномочия представителя).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Authority {
    /// The provider or the school's papers say so.
    Current,
    /// It is not, or nobody said so.
    NotCurrent,
}

/// Everything that one child's answer depends on.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChildFacts {
    /// Whether the registry has verified the child's card: its birth certificate is `VERIFIED`.
    pub is_verified: bool,
    /// Whether the parent may act for the child.
    pub authority: Authority,
    /// The birth date on the card; a card without one counts as not verified.
    pub birth_date: Option<NaiveDate>,
    /// Full legal capacity before 18, by the school's record with its act and two persons (O-7).
    pub emancipated: bool,
    /// What the register answered about the verified identifiers of the card.
    pub lookup: Lookup,
}

/// Whether a person may look for children here.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug, Eq, PartialEq)]
pub enum ParentDecision<'f> {
    /// Each child may be asked about.
    Admit(Parent<'f>),
    /// P-01, P-02 or P-03.
    Refuse(ParentRefusal),
}

/// No entry for this person as a parent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParentRefusal {
    row: &'static ParentRow,
    message: Message,
}

impl ParentRefusal {
    /// The row that refused.
    #[must_use]
    pub const fn row(&self) -> &'static ParentRow {
        self.row
    }

    /// What the person is told.
    #[must_use]
    pub const fn message(&self) -> Message {
        self.message
    }
}

/// A person with a confirmed account whose children the provider named.
///
/// **Guarantees**: only [`decide_parent`] makes one.
#[derive(Debug, Eq, PartialEq)]
pub struct Parent<'f> {
    subject: &'f Subject,
}

/// What becomes of one child on the parent's page.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug, Eq, PartialEq)]
pub enum ChildDecision<'f> {
    /// P-07: the parent may read this child's diary today.
    Shown(ChildEntry<'f>),
    /// P-06: the child's name with «не найден» and the appeal.
    NotFound(&'static ParentRow),
    /// P-04: not shown, «ещё проверяется».
    BeingChecked(&'static ParentRow),
    /// P-05: an adult; the parent has no part any more.
    NotShown(&'static ParentRow),
    /// P-03: the register could not be asked.
    Unavailable(&'static ParentRow),
}

impl ChildDecision<'_> {
    /// The row that answered.
    #[must_use]
    pub const fn row(&self) -> &'static ParentRow {
        match self {
            Self::Shown(entry) => entry.row,
            Self::NotFound(row)
            | Self::BeingChecked(row)
            | Self::NotShown(row)
            | Self::Unavailable(row) => row,
        }
    }
}

/// The right of one parent to read one child's record on one day.
///
/// **Guarantees**: only [`Parent::child`] makes one, by row P-07; it can be neither copied nor
/// built:
///
/// ```compile_fail
/// fn twice(entry: esia_core::access::ChildEntry<'_>) {
///     drop(entry);
///     drop(entry); // moved
/// }
/// ```
#[derive(Debug, Eq, PartialEq)]
#[must_use = "an entry that is not used shows nobody anything"]
pub struct ChildEntry<'f> {
    subject: &'f Subject,
    record: &'f RecordId,
    day: NaiveDate,
    row: &'static ParentRow,
}

/// One parent's visit to one child's record on one day (просмотр дневника ребёнка).
///
/// **Guarantees**: it is opened from a [`ChildEntry`] alone, and each request needs one of its
/// own: a birthday, a lost authority or a corrected register ends it at the next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChildVisit {
    subject: Subject,
    record: RecordId,
    day: NaiveDate,
}

impl ChildVisit {
    /// Opens a visit.
    #[expect(clippy::needless_pass_by_value, reason = "an entry is used up by one visit")]
    #[must_use]
    pub fn open(entry: ChildEntry<'_>) -> Self {
        let ChildEntry { subject, record, day, row: _ } = entry;
        Self { subject: subject.clone(), record: record.clone(), day }
    }

    /// The parent.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The child's record.
    #[must_use]
    pub const fn record(&self) -> &RecordId {
        &self.record
    }

    /// The day for which the entry was given.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }
}

/// May this person look for children here?
///
/// `account` is the one behind the verified token; `None` where the protocol failed.
#[must_use]
pub fn decide_parent(account: Option<&Account>, children: Children) -> ParentDecision<'_> {
    let holds = |condition| match condition {
        ParentCondition::ProtocolFailed => account.is_none(),
        ParentCondition::NotConfirmed => account.is_some_and(|account| !is_confirmed(account)),
        ParentCondition::ChildrenUnavailable => children == Children::Unreadable,
        ParentCondition::NotVerified
        | ParentCondition::Adult
        | ParentCondition::NoMatch
        | ParentCondition::Match => false,
    };
    let row = PARENT_TABLE.iter().find(|row| holds(row.when));
    match (row, account) {
        (None, Some(account)) => ParentDecision::Admit(Parent { subject: account.subject() }),
        (Some(row), _) => {
            // INVARIANT: P-01 to P-03 have messages; the first one's stands in for any other.
            let message = match row.shown {
                ParentShown::Message(message) => message,
                ParentShown::Child(_) => Message::SignInFailed,
            };
            ParentDecision::Refuse(ParentRefusal { row, message })
        }
        (None, None) => ParentDecision::Refuse(ParentRefusal {
            row: table::REFUSED,
            message: Message::SignInFailed,
        }),
    }
}

impl<'f> Parent<'f> {
    /// What becomes of one child on the day `today`.
    #[must_use]
    pub fn child(
        &self,
        facts: &'f ChildFacts,
        policy: &Policy,
        today: NaiveDate,
    ) -> ChildDecision<'f> {
        let row = PARENT_TABLE.iter().find(|row| facts.holds(row.when, *policy, today));
        // INVARIANT: the last two rows are opposites, so that one of the rows holds.
        let row = row.unwrap_or(table::REFUSED);
        match (row.shown, &facts.lookup) {
            (ParentShown::Child(ChildVerdict::Shown), Lookup::Found(record)) => {
                ChildDecision::Shown(ChildEntry { subject: self.subject, record, day: today, row })
            }
            // INVARIANT: P-07 asks for a match; without one it shows nothing.
            (ParentShown::Child(ChildVerdict::Shown | ChildVerdict::NotFound), _) => {
                ChildDecision::NotFound(row)
            }
            (ParentShown::Child(ChildVerdict::BeingChecked), _) => ChildDecision::BeingChecked(row),
            (ParentShown::Child(ChildVerdict::NotShown), _) => ChildDecision::NotShown(row),
            (ParentShown::Message(_), _) => ChildDecision::Unavailable(row),
        }
    }
}

impl ChildFacts {
    fn holds(&self, condition: ParentCondition, policy: Policy, today: NaiveDate) -> bool {
        match condition {
            ParentCondition::ProtocolFailed | ParentCondition::NotConfirmed => false,
            ParentCondition::ChildrenUnavailable => self.lookup == Lookup::Unavailable,
            ParentCondition::NotVerified => {
                let is_dated = self.birth_date.is_some_and(|birth| {
                    birth <= today && !is_reached(birth, IMPLAUSIBLE_YEARS, policy.age_rule, today)
                });
                !self.is_verified || self.authority == Authority::NotCurrent || !is_dated
            }
            ParentCondition::Adult => {
                self.emancipated
                    || self
                        .birth_date
                        .is_some_and(|birth| is_reached(birth, ADULT_YEARS, policy.age_rule, today))
            }
            ParentCondition::NoMatch => !matches!(self.lookup, Lookup::Found(_)),
            ParentCondition::Match => matches!(self.lookup, Lookup::Found(_)),
        }
    }
}

/// R-66: a child account is nobody's parent.
const fn is_confirmed(account: &Account) -> bool {
    let is_own = match account.kind() {
        AccountKind::SelfMade => true,
        AccountKind::Child => false,
    };
    let is_confirmed = match account.level() {
        AccountLevel::Confirmed => true,
        AccountLevel::Simplified | AccountLevel::Standard | AccountLevel::Child => false,
    };
    is_own && is_confirmed
}
