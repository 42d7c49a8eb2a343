//! What differs between two sides, field by field: for the staff of the school, never for a log
//! of values.

mod document;
mod hint;
mod hint_en;
mod kind;

pub use document::Document;
pub use kind::FindingKind;

use alloc::string::String;
use core::fmt;

/// One difference (замечание): which field, of what kind, at which places.
///
/// **Guarantees**: a finding holds no value of either side, and neither does its hint; it explains
/// an answer and never changes one.
///
/// # Examples
///
/// ```
/// use esia_matching::finding::{Field, Finding, FindingKind};
///
/// let finding = Finding::at_two(Field::Snils, FindingKind::Transposition, 5, 6);
/// assert_eq!(finding.at(), [5, 6]);
/// assert_eq!(finding.hint(), "в номере СНИЛС переставлены 5-я и 6-я цифры");
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Finding {
    field: Field,
    kind: FindingKind,
    at: At,
    sides: Sides,
    document: Option<Document>,
    is_one_act_perhaps: bool,
}

impl Finding {
    /// A difference between the two sides, in the field as a whole.
    #[must_use]
    pub const fn new(field: Field, kind: FindingKind) -> Self {
        Self::of_sides(field, kind, Sides::NEITHER)
    }

    /// A difference at one place, counted from 1.
    #[must_use]
    pub const fn at_one(field: Field, kind: FindingKind, place: u8) -> Self {
        Self::new(field, kind).placed(At::One([place]))
    }

    /// A difference at two places, counted from 1.
    #[must_use]
    pub const fn at_two(field: Field, kind: FindingKind, first: u8, second: u8) -> Self {
        Self::new(field, kind).placed(At::Two([first, second]))
    }

    /// A flaw of one side alone: a value that is missing, a placeholder or unreadable there.
    #[must_use]
    pub const fn of_side(field: Field, kind: FindingKind, side: Side) -> Self {
        Self::of_sides(field, kind, Sides::of(side))
    }

    pub(crate) const fn of_sides(field: Field, kind: FindingKind, sides: Sides) -> Self {
        let at = At::Nowhere;
        Self { field, kind, at, sides, document: None, is_one_act_perhaps: false }
    }

    const fn placed(mut self, at: At) -> Self {
        self.at = at;
        self
    }

    /// The same finding, with the sides on which the flaw lies.
    pub(crate) const fn lying_with(mut self, sides: Sides) -> Self {
        self.sides = sides;
        self
    }

    /// The same finding, with the document that stands in the field instead.
    pub(crate) const fn naming(mut self, document: Option<Document>) -> Self {
        self.document = document;
        self
    }

    /// The same finding, of two papers that may stand for one act record.
    pub(crate) const fn of_one_act_perhaps(mut self) -> Self {
        self.is_one_act_perhaps = true;
        self
    }

    /// The field that differs.
    #[must_use]
    pub const fn field(&self) -> Field {
        self.field
    }

    /// The kind of the difference.
    #[must_use]
    pub const fn kind(&self) -> FindingKind {
        self.kind
    }

    /// Where in the field, counted from 1; empty where no place can be named.
    #[must_use]
    pub const fn at(&self) -> &[u8] {
        match &self.at {
            At::Nowhere => &[],
            At::One(places) => places,
            At::Two(places) => places,
        }
    }

    /// The other document whose number stands in the field, where its digits tell.
    #[must_use]
    pub const fn document(&self) -> Option<Document> {
        self.document
    }

    /// Whether two papers that differ may stand for one act record: the short number of the one
    /// agrees with the serial and the year of the other's.
    #[must_use]
    pub const fn is_one_act_perhaps(&self) -> bool {
        self.is_one_act_perhaps
    }

    /// Whether the flaw lies on that side; false on both where the sides merely differ.
    #[must_use]
    pub const fn lies_with(&self, side: Side) -> bool {
        self.sides.has(side)
    }

    /// The finding in Russian, for a page that staff read; it holds no value.
    #[must_use]
    pub fn hint(&self) -> String {
        hint::write(*self)
    }

    /// The finding in English; it holds no value.
    #[must_use]
    pub fn hint_en(&self) -> String {
        hint_en::write(*self)
    }
}

/// A field of a person, as the contract names it (design.md 3.2).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Field {
    /// SNILS (СНИЛС).
    Snils,
    /// Birth certificate (свидетельство о рождении).
    Certificate,
    /// Last name (фамилия).
    LastName,
    /// First name (имя).
    FirstName,
    /// Middle name (отчество).
    MiddleName,
    /// Birth date (дата рождения).
    BirthDate,
    /// The record as a whole (запись).
    Record,
}

impl Field {
    /// Every field, in the order in which findings are listed.
    pub const ALL: [Self; 7] = [
        Self::Snils,
        Self::Certificate,
        Self::LastName,
        Self::FirstName,
        Self::MiddleName,
        Self::BirthDate,
        Self::Record,
    ];

    /// The identifier of the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Snils => "snils",
            Self::Certificate => "certificate",
            Self::LastName => "last_name",
            Self::FirstName => "first_name",
            Self::MiddleName => "middle_name",
            Self::BirthDate => "birth_date",
            Self::Record => "record",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whose knowledge it is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Side {
    /// The diary's register (журнал).
    Journal,
    /// The identity provider (Госуслуги).
    Provider,
}

/// A set of sides.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Sides {
    journal: bool,
    provider: bool,
}

impl Sides {
    const NEITHER: Self = Self { journal: false, provider: false };

    pub(crate) const fn of(side: Side) -> Self {
        match side {
            Side::Journal => Self { journal: true, provider: false },
            Side::Provider => Self { journal: false, provider: true },
        }
    }

    pub(crate) const fn and(self, other: Self) -> Self {
        Self { journal: self.journal || other.journal, provider: self.provider || other.provider }
    }

    const fn has(self, side: Side) -> bool {
        match side {
            Side::Journal => self.journal,
            Side::Provider => self.provider,
        }
    }
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum At {
    Nowhere,
    One([u8; 1]),
    Two([u8; 2]),
}

#[cfg(test)]
mod tests;
