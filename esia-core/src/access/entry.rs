//! The proof that somebody may enter, and the login that is opened with it.

use super::facts::Epoch;
use super::table::Row;
use crate::account::Subject;
use crate::record::RecordId;
use chrono::NaiveDate;

/// The right of one subject to open one record on one day, under one epoch of consent.
///
/// **Guarantees**: only [`decide`](super::decide) makes one, by row D-14. It can be neither
/// copied nor built:
///
/// ```compile_fail
/// use esia_core::access::Entry;
/// fn forge<'f>(subject: &'f esia_core::account::Subject, record: &'f esia_core::record::RecordId,
///     epoch: esia_core::access::Epoch, day: chrono::NaiveDate,
///     row: &'static esia_core::access::Row) -> Entry<'f> {
///     Entry { subject, record, epoch, day, row } // the fields are private
/// }
/// ```
///
/// ```compile_fail
/// fn twice(entry: esia_core::access::Entry<'_>) {
///     let _first = esia_core::access::Login::open(entry);
///     let _second = esia_core::access::Login::open(entry); // moved
/// }
/// ```
#[derive(Debug, Eq, PartialEq)]
#[must_use = "an entry that is not used lets nobody in"]
pub struct Entry<'f> {
    subject: &'f Subject,
    record: &'f RecordId,
    epoch: Epoch,
    day: NaiveDate,
    row: &'static Row,
}

impl<'f> Entry<'f> {
    pub(super) const fn new(
        subject: &'f Subject,
        record: &'f RecordId,
        epoch: Epoch,
        day: NaiveDate,
        row: &'static Row,
    ) -> Self {
        Self { subject, record, epoch, day, row }
    }

    pub(super) const fn row(&self) -> &'static Row {
        self.row
    }
}

/// One person's authenticated visit to one record.
///
/// A login is opened from an [`Entry`] and, at every further request, held against a fresh one:
/// another subject, record or epoch ends it (T-08, I-13). The day is that of the newest entry, so
/// that a birthday is noticed at the first request of its day (I-15).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Login {
    subject: Subject,
    record: RecordId,
    epoch: Epoch,
    day: NaiveDate,
}

/// What ended a login.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Changed {
    /// The entry is of another subject: somebody else signed in since.
    #[error("the entry is of another subject")]
    Subject,
    /// The entry is to another record: the journal was corrected since.
    #[error("the entry is to another record")]
    Record,
    /// The consent that the login was opened under has ended since, even if a new one is in force.
    #[error("the consent of this login has ended")]
    Epoch,
}

impl Login {
    /// Opens a login.
    #[expect(clippy::needless_pass_by_value, reason = "an entry is used up by one login")]
    #[must_use]
    pub fn open(entry: Entry<'_>) -> Self {
        let Entry { subject, record, epoch, day, row: _ } = entry;
        Self { subject: subject.clone(), record: record.clone(), epoch, day }
    }

    /// Reads a stored login back: `subject`, `record` and `epoch` as they were stored, against the
    /// decision that was made anew for this request.
    ///
    /// # Errors
    ///
    /// [`Changed`] where the stored login and the fresh entry differ: the login is over.
    pub fn resume(
        entry: Entry<'_>,
        subject: &Subject,
        record: &RecordId,
        epoch: Epoch,
    ) -> Result<Self, Changed> {
        if entry.subject != subject {
            return Err(Changed::Subject);
        }
        if entry.record != record {
            return Err(Changed::Record);
        }
        if entry.epoch != epoch {
            return Err(Changed::Epoch);
        }
        Ok(Self::open(entry))
    }

    /// Whose login it is.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The record that it opens.
    #[must_use]
    pub const fn record(&self) -> &RecordId {
        &self.record
    }

    /// The epoch of consent that it was opened under.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The day for which the entry was given.
    #[must_use]
    pub const fn day(&self) -> NaiveDate {
        self.day
    }
}
