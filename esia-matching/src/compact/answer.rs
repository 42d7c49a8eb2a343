//! The answer of a compact index: an outcome that names a place.

use crate::compare::Agreement;
use crate::outcome::{Ground, Note, Outcome};
use alloc::vec::Vec;
use core::fmt;
use esia_core::record::RecordId;

/// What a search among digests came to (исход поиска).
///
/// It is for lists: it opens no door by itself (see
/// [`CompactIndex::confirm`](super::CompactIndex::confirm)).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Answer {
    /// Exactly one person agrees by a ground (найден).
    Found {
        /// The caller's own number of the record.
        place: u32,
        /// By what it agrees.
        ground: Ground,
        /// What staff should know of.
        notes: Notes,
    },
    /// Nobody agrees, and nobody has an equal identifier (не найден).
    NotFound,
    /// Several people agree (неоднозначно).
    Ambiguous,
    /// Identifiers point to different people, or to a person who differs (противоречие).
    Conflict,
}

impl Answer {
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

    /// The outcome, with the record that stands at the place.
    #[must_use]
    pub fn outcome(self, record: impl FnOnce(u32) -> RecordId) -> Outcome {
        match self {
            Self::Found { place, ground, notes } => {
                Outcome::Found { record: record(place), ground, notes: notes.iter().collect() }
            }
            Self::NotFound => Outcome::NotFound,
            Self::Ambiguous => Outcome::Ambiguous,
            Self::Conflict => Outcome::Conflict,
        }
    }
}

/// A set of notes (пометки).
#[derive(Clone, Copy, Default, Eq, Hash, PartialEq)]
pub struct Notes(u8);

impl Notes {
    /// The notes that hold, in the order of [`Note`].
    pub fn iter(self) -> impl Iterator<Item = Note> {
        NOTES.into_iter().filter(move |note| self.0 & bit(*note) != 0)
    }

    /// Whether none holds.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// With a note, if it holds.
    pub(super) const fn with(self, note: Note, holds: bool) -> Self {
        if holds { Self(self.0 | bit(note)) } else { self }
    }
}

impl From<Agreement> for Notes {
    fn from(agreement: Agreement) -> Self {
        let notes = agreement.notes_if().into_iter();
        notes.fold(Self::default(), |notes, (holds, note)| notes.with(note, holds))
    }
}

impl fmt::Debug for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().collect::<Vec<_>>()).finish()
    }
}

/// The bit of a note.
const fn bit(note: Note) -> u8 {
    match note {
        Note::YoFolded => 1,
        Note::CertificateDiffers => 2,
        Note::CertificateInAnotherRecord => 4,
        Note::DuplicateIdentifier => 8,
    }
}

/// Every note, in order.
const NOTES: [Note; 4] = [
    Note::YoFolded,
    Note::CertificateDiffers,
    Note::CertificateInAnotherRecord,
    Note::DuplicateIdentifier,
];
