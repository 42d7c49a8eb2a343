//! The answer to "whose diary is it?".

use core::fmt;

use alloc::vec::Vec;
use esia_core::access::Lookup;
use esia_core::record::RecordId;

/// What a search among the register's records came to (исход).
///
/// To the person signing in, everything but `Found` looks the same (T-16).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Outcome {
    /// Exactly one person agrees by a ground (найден).
    Found {
        /// The record; of a pupil's several enrolments the one with the stronger ground.
        record: RecordId,
        /// By what it agrees.
        ground: Ground,
        /// What staff should know of, in the order of [`Note`].
        notes: Vec<Note>,
    },
    /// Nobody agrees, and nobody has an equal identifier (не найден).
    NotFound,
    /// Several people agree (неоднозначно).
    Ambiguous,
    /// Identifiers point to different people, or to a person who differs (противоречие).
    Conflict,
}

impl Outcome {
    /// The identifier of the contract (design.md 3.2).
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Found { .. } => "found",
            Self::NotFound => "not_found",
            Self::Ambiguous => "ambiguous",
            Self::Conflict => "conflict",
        }
    }
}

impl From<Outcome> for Lookup {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Found { record, .. } => Self::Found(record),
            Outcome::NotFound => Self::NotFound,
            Outcome::Ambiguous => Self::Ambiguous,
            Outcome::Conflict => Self::Conflict,
        }
    }
}

/// By what two sides are the same person (основание); the stronger one first.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Ground {
    /// Equal SNILS numbers, names and birth dates.
    Snils,
    /// Equal certificates, names and birth dates, and no contradiction between SNILS numbers.
    Certificate,
}

impl Ground {
    /// The identifier of the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Snils => "snils",
            Self::Certificate => "certificate",
        }
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What staff should know of although a record was found (пометка).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Note {
    /// The names agree only if ё and е are the same letter.
    YoFolded,
    /// Found by SNILS, and the two certificates differ.
    CertificateDiffers,
    /// Another pupil's record carries the person's certificate, and the found one does not.
    CertificateInAnotherRecord,
    /// Another pupil's record carries the person's SNILS, or the certificate that the found one
    /// carries too.
    DuplicateIdentifier,
}

impl Note {
    /// The identifier of the contract.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::YoFolded => "yo_folded",
            Self::CertificateDiffers => "certificate_differs",
            Self::CertificateInAnotherRecord => "certificate_in_another_record",
            Self::DuplicateIdentifier => "duplicate_identifier",
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
