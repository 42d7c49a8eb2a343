//! What is put into a compact index: one record, in the caller's numbering.

use crate::digest::{Code, Digest, Face};
use crate::policy::MiddleNamePolicy;

/// A record of the register in short: one enrolment in force (строка указателя).
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new fact")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Row {
    /// The caller's own number of the record: its line, its place in a list.
    ///
    /// Of a pupil's records that agree equally well the one with the least number is found.
    pub place: u32,
    /// The caller's own number of the pupil, where the register joins several enrolments.
    ///
    /// `None` costs nothing: give a number only to those who have several.
    pub pupil: Option<u32>,
    /// What the record says.
    pub digest: Digest,
}

impl Row {
    /// The only enrolment of a pupil.
    #[must_use]
    pub const fn new(place: u32, digest: Digest) -> Self {
        Self { place, pupil: None, digest }
    }
}

/// What an index keeps of a row, under its policy of middle names.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub(super) place: u32,
    pub(super) pupil: Option<u32>,
    pub(super) face: Face,
    pub(super) snils: Code,
    pub(super) certificate: Code,
    pub(super) is_vouched: bool,
    /// Whether other rows give the same record other contents.
    pub(super) is_repeated: bool,
}

impl Kept {
    /// A row that nobody is met by.
    pub(super) const fn nothing() -> Self {
        let face = Face { fingerprint: 0, middle: 0, yo: 0, outer_yo: 0 };
        let (snils, certificate) = (Code::NOTHING, Code::NOTHING);
        let (is_vouched, is_repeated) = (false, false);
        Self { place: 0, pupil: None, face, snils, certificate, is_vouched, is_repeated }
    }

    pub(super) const fn of(row: &Row, policy: MiddleNamePolicy) -> Self {
        Self {
            place: row.place,
            pupil: row.pupil,
            face: row.digest.face(policy),
            snils: row.digest.snils(),
            certificate: row.digest.certificate(),
            is_vouched: row.digest.is_person_verified(),
            is_repeated: false,
        }
    }

    /// Whose record it is.
    pub(super) const fn whose(&self) -> Whose {
        Whose::new(self.place, self.pupil)
    }
}

/// A pupil among the rows.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Whose {
    /// Known by the register's own number.
    Pupil(u32),
    /// Known by the one record.
    OnlyRecord(u32),
}

impl Whose {
    pub(super) const fn new(place: u32, pupil: Option<u32>) -> Self {
        match pupil {
            Some(pupil) => Self::Pupil(pupil),
            None => Self::OnlyRecord(place),
        }
    }
}
