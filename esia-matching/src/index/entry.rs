//! One enrolment, as the register gives it.

use crate::evidence::Evidence;
use alloc::string::String;
use core::fmt;
use esia_core::record::RecordId;

/// The register's own key of a pupil (обучающийся), which joins enrolments in several schools.
///
/// It says nothing about the person, so it may stand in a log.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PupilId(String);

impl PupilId {
    /// The register's own key.
    #[must_use]
    pub const fn new(id: String) -> Self {
        Self(id)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PupilId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A record of the register (запись): one enrolment of one pupil.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record; its key is given once.
    pub record: RecordId,
    /// The pupil, if the register joins enrolments.
    pub pupil: Option<PupilId>,
    /// Whether the enrolment is in force, in a school that this diary serves.
    pub active: bool,
    /// What the record says.
    pub evidence: Evidence,
}

impl Entry {
    /// An enrolment in force, of a pupil with no other.
    #[must_use]
    pub const fn active(record: RecordId, evidence: Evidence) -> Self {
        Self { record, pupil: None, active: true, evidence }
    }

    /// Whose record it is.
    pub(crate) const fn key(&self) -> PupilKey<'_> {
        match &self.pupil {
            Some(pupil) => PupilKey::Pupil(pupil),
            None => PupilKey::OnlyRecord(&self.record),
        }
    }

    /// Whether the register gave the same entry twice.
    pub(super) fn is_repeated_by(&self, other: &Self) -> bool {
        self.record == other.record
            && self.pupil == other.pupil
            && self.active == other.active
            && self.evidence.has_the_values_of(&other.evidence)
    }
}

/// A pupil among the entries.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum PupilKey<'a> {
    /// Known by the register's own id.
    Pupil(&'a PupilId),
    /// Known by the one record.
    OnlyRecord(&'a RecordId),
}
