//! The register in short: millions of records in some 24 bytes each, asked by digests.
//!
//! ```
//! use esia_matching::compact::{Answer, CompactIndex, Row};
//! use esia_matching::digest::{Digest, DigestKey};
//! use esia_matching::evidence::{Evidence, Texts, Vouched};
//! use esia_matching::policy::MatchPolicy;
//!
//! let texts = Texts::default()
//!     .names("Тестова", "Анна", "Ивановна")
//!     .birth_date("05.03.2014")
//!     .snils("112-233-445 95");
//! let journal = [Evidence::from_journal(&texts)];
//!
//! let key = DigestKey::new(&[0x5A; 16]); // in earnest: from a generator
//! let rows = (0..).zip(&journal).map(|(line, record)| Row::new(line, Digest::of(record, &key)));
//! let index = CompactIndex::new(MatchPolicy::default(), rows);
//!
//! // A list: the answer of the digests is enough.
//! let person = Evidence::from_provider(&texts, Vouched::EVERYTHING);
//! assert_eq!(index.find(&Digest::of(&person, &key)).as_str(), "found");
//!
//! // A door: the full values of the one candidate are compared once more.
//! let answer = index.confirm(&person, &key, |place| journal.get(usize::try_from(place).ok()?).cloned());
//! assert!(matches!(answer, Answer::Found { place: 0, .. }));
//! ```

mod answer;
#[cfg(feature = "blind")]
mod bytes;
mod core;
mod directory;
mod overlay;
mod row;
mod search;

pub use answer::{Answer, Notes};
#[cfg(feature = "blind")]
pub use bytes::BytesError;
pub use row::Row;

use self::core::Core;
use crate::compare::Agreement;
use crate::digest::{Code, Digest, DigestKey};
use crate::evidence::Evidence;
use crate::finding::Field;
use crate::policy::{MatchPolicy, MiddleNamePolicy};
use ::core::fmt;
use alloc::vec::Vec;
use overlay::Overlay;
use row::Kept;
use search::Search;

/// The register's active enrolments as digests (сжатый указатель).
///
/// **Guarantees**: under its policy it answers as [`Index`](crate::index::Index) does, but for the
/// chance that two fingerprints of different names are equal (2⁻⁶⁴, see [`Digest`]); so
/// [`find`](Self::find) is for lists, and a door is opened by [`confirm`](Self::confirm) alone.
/// The order of the rows does not matter. A record whose rows say different things is never found.
/// `Debug` shows numbers of rows alone.
///
/// The tables are built once; a [`put`](Self::put) or [`remove`](Self::remove) is kept beside them
/// until [`compacted`](Self::compacted) folds it in.
#[derive(Clone, Default)]
pub struct CompactIndex {
    policy: MatchPolicy,
    core: Core,
    overlay: Overlay,
}

impl CompactIndex {
    /// An index of rows, all of them of enrolments in force, under one policy.
    ///
    /// Rows whose places ascend are taken as they come; others are sorted first.
    #[must_use]
    pub fn new(policy: MatchPolicy, rows: impl IntoIterator<Item = Row>) -> Self {
        Self::from_rows(policy, rows.into_iter().collect())
    }

    /// As [`new`](Self::new), from rows in a list.
    #[must_use]
    pub fn from_rows(policy: MatchPolicy, mut rows: Vec<Row>) -> Self {
        let middle_name = policy.middle_name;
        let ascends = rows.is_sorted_by(|one, next| one.place < next.place);
        if !ascends {
            rows.sort_by_key(|row| row.place);
            // A row given twice is one row; of rows that differ all stay, and none is found.
            rows.dedup();
        }
        let place = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.place);
        let kept = |at: usize| {
            let row = rows.get(at).map_or_else(Kept::nothing, |row| Kept::of(row, middle_name));
            let neighbours = [at.checked_sub(1), at.checked_add(1)].map(place);
            let is_repeated = !ascends && neighbours.contains(&Some(row.place));
            Kept { is_repeated, ..row }
        };
        let core = Core::build(rows.len(), has_middles(policy), kept);
        Self { policy, core, overlay: Overlay::default() }
    }

    /// The policy of its comparisons.
    #[must_use]
    pub const fn policy(&self) -> MatchPolicy {
        self.policy
    }

    /// Whose record it is, as far as digests can tell: for lists, never for a door.
    ///
    /// The table is that of [`Index::find`](crate::index::Index::find).
    #[must_use]
    pub fn find(&self, person: &Digest) -> Answer {
        Search::new(&self.core, &self.overlay, self.policy, person).answer()
    }

    /// The answers for many people, in order: faster than one by one.
    ///
    /// The tables are read for a few people at once, so that one wait for memory serves them all.
    pub fn find_batch(&self, people: &[Digest], mut answered: impl FnMut(Answer)) {
        for group in people.chunks(Core::GROUP) {
            self.core.touch(group);
            for person in group {
                answered(self.find(person));
            }
        }
    }

    /// Whose record it is, with the full values of the one candidate compared once more.
    ///
    /// `record` gives what the record at a place says today, read anew. Where it says nothing, or
    /// what it says does not agree by the same ground, the answer is a conflict.
    #[must_use]
    pub fn confirm(
        &self,
        person: &Evidence,
        key: &DigestKey,
        record: impl FnOnce(u32) -> Option<Evidence>,
    ) -> Answer {
        let answer = self.find(&Digest::of(person, key));
        match answer {
            Answer::Found { place, ground, .. } => {
                let agrees = record(place).is_some_and(|record| {
                    Agreement::between(person, &record, self.policy).ground == Some(ground)
                });
                if agrees { answer } else { Answer::Conflict }
            }
            Answer::NotFound | Answer::Ambiguous | Answer::Conflict => answer,
        }
    }

    /// Puts a row in the place of all that was known of its record.
    pub fn put(&mut self, row: Row) {
        self.overlay.put(Kept::of(&row, self.policy.middle_name));
    }

    /// Forgets the record at a place.
    pub fn remove(&mut self, place: u32) {
        self.overlay.remove(place);
    }

    /// The same index with all changes folded into its tables.
    #[must_use]
    pub fn compacted(&self) -> Self {
        if self.overlay.is_empty() {
            return self.clone();
        }
        let rows = self.rows();
        let kept = |at: usize| rows.get(at).copied().unwrap_or_else(Kept::nothing);
        let core = Core::build(rows.len(), has_middles(self.policy), kept);
        Self { policy: self.policy, core, overlay: Overlay::default() }
    }

    /// All rows, in the order of their places.
    fn rows(&self) -> Vec<Kept> {
        let mut rows = self.core.rows();
        rows.retain(|row| !self.overlay.hides(row.place));
        rows.extend(self.overlay.rows());
        rows.sort_by_key(|row| row.place);
        rows
    }

    /// How many rows can be found; they are counted if something changed.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.overlay.is_empty() {
            return self.core.entries.len();
        }
        let seen = self.core.entries.iter().filter(|entry| !self.overlay.hides(entry.place));
        seen.count().saturating_add(self.overlay.rows().len())
    }

    /// Whether nothing can be found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of its tables, changes aside.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.core.bytes()
    }

    /// Identifiers that several pupils carry, each with the places of its records in order.
    ///
    /// One of them at least is a mistake. The order of the answers is that of the key.
    pub fn duplicates(&self, mut told: impl FnMut(Field, &[u32])) {
        let mut rows = self.rows();
        let snils: fn(&Kept) -> Code = |row| row.snils;
        let certificate: fn(&Kept) -> Code = |row| row.certificate;
        for (field, code) in [(Field::Snils, snils), (Field::Certificate, certificate)] {
            let number = |row: &Kept| code(row).verified();
            rows.sort_by_key(|row| (number(row), row.place));
            for same in rows.chunk_by(|one, next| number(one) == number(next)) {
                let mut whose = same.iter().map(Kept::whose);
                let first = whose.next();
                if same.first().and_then(number).is_some()
                    && whose.any(|whose| Some(whose) != first)
                {
                    told(field, &same.iter().map(|row| row.place).collect::<Vec<_>>());
                }
            }
        }
    }
}

impl fmt::Debug for CompactIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompactIndex")
            .field("policy", &self.policy)
            .field("entries", &self.core.entries.len())
            .field("changed", &self.overlay.rows().len())
            .finish_non_exhaustive()
    }
}

/// Whether a comparison takes the middle name apart from the others.
const fn has_middles(policy: MatchPolicy) -> bool {
    match policy.middle_name {
        MiddleNamePolicy::Strict => false,
        MiddleNamePolicy::MissingAgrees => true,
    }
}
