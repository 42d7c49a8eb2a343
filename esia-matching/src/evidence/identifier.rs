//! What a side knows of one field, and how far it vouches for it.

use crate::finding::FindingKind;
use crate::snils::Snils;
use core::fmt;

/// How far a side vouches for a value.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Assurance {
    /// Checked by the side that holds it: it may count as a ground.
    Verified,
    /// Somebody's word: for the explanation alone, it opens nothing (T-12).
    #[default]
    Stated,
}

/// An identifier (идентификатор) of a person on one side; `Debug` never shows the value.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub enum Identifier<T> {
    /// A canonical value.
    Present(T, Assurance),
    /// A text that is no such value; counts as missing.
    Unreadable,
    /// A value that stands for none: `111-111-111 11`; counts as missing.
    Placeholder,
    /// Nothing.
    #[default]
    Missing,
}

impl<T> Identifier<T> {
    /// The canonical value, whoever vouches for it.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Present(value, _) => Some(value),
            Self::Unreadable | Self::Placeholder | Self::Missing => None,
        }
    }

    /// The canonical value, if the side vouches for it: what may count as a ground.
    #[must_use]
    pub const fn verified(&self) -> Option<&T> {
        match self {
            Self::Present(value, Assurance::Verified) => Some(value),
            Self::Present(_, Assurance::Stated)
            | Self::Unreadable
            | Self::Placeholder
            | Self::Missing => None,
        }
    }

    /// What is wrong with the field on this side alone.
    pub(crate) const fn flaw(&self) -> Option<FindingKind> {
        match self {
            Self::Present(..) => None,
            Self::Unreadable => Some(FindingKind::Different),
            Self::Placeholder => Some(FindingKind::Placeholder),
            Self::Missing => Some(FindingKind::Missing),
        }
    }
}

impl Identifier<Snils> {
    /// A number that stands for none is no number.
    pub(crate) fn without_placeholder(self) -> Self {
        match self {
            Self::Present(number, _) if number.is_placeholder() => Self::Placeholder,
            Self::Present(..) | Self::Unreadable | Self::Placeholder | Self::Missing => self,
        }
    }
}

impl<T> fmt::Debug for Identifier<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present(_, assurance) => write!(f, "Present([personal], {assurance:?})"),
            Self::Unreadable => f.write_str("Unreadable"),
            Self::Placeholder => f.write_str("Placeholder"),
            Self::Missing => f.write_str("Missing"),
        }
    }
}

/// Names or a birth date on one side: without them nobody matches; `Debug` never shows the value.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub enum Detail<T> {
    /// A canonical value.
    Present(T, Assurance),
    /// A text that is no such value.
    Unreadable,
    /// Nothing.
    #[default]
    Missing,
}

impl<T> Detail<T> {
    /// The same of what is made from the value.
    pub(crate) fn map<'a, U>(&'a self, make: impl FnOnce(&'a T) -> U) -> Detail<U> {
        match self {
            Self::Present(value, assurance) => Detail::Present(make(value), *assurance),
            Self::Unreadable => Detail::Unreadable,
            Self::Missing => Detail::Missing,
        }
    }

    /// The canonical value, whoever vouches for it.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Present(value, _) => Some(value),
            Self::Unreadable | Self::Missing => None,
        }
    }

    /// Whether there is a value that the side vouches for.
    #[must_use]
    pub const fn is_verified(&self) -> bool {
        match self {
            Self::Present(_, Assurance::Verified) => true,
            Self::Present(_, Assurance::Stated) | Self::Unreadable | Self::Missing => false,
        }
    }

    /// What is wrong with the field on this side alone; the kind of an unreadable text is given.
    pub(crate) const fn flaw(&self, unreadable: FindingKind) -> Option<FindingKind> {
        match self {
            Self::Present(..) => None,
            Self::Unreadable => Some(unreadable),
            Self::Missing => Some(FindingKind::Missing),
        }
    }
}

impl<T> fmt::Debug for Detail<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Present(_, assurance) => write!(f, "Present([personal], {assurance:?})"),
            Self::Unreadable => f.write_str("Unreadable"),
            Self::Missing => f.write_str("Missing"),
        }
    }
}
