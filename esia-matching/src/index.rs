//! The register of pupils, ready to be asked: one person among many records.

mod entry;
mod kin;

pub use entry::{Entry, PupilId};
pub use kin::Kin;

use crate::certificate::BirthCertificate;
use crate::compare::{Agreement, Comparison, compare};
use crate::evidence::Evidence;
use crate::finding::Field;
use crate::outcome::{Ground, Note, Outcome};
use crate::policy::MatchPolicy;
use crate::snils::Snils;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;
use esia_core::record::RecordId;

/// The register's active enrolments by their identifiers (указатель).
///
/// **Guarantees**: a record is found only by comparing its full canonical values; the order of
/// the entries does not matter, except that a record given twice with different contents is never
/// found, since its key names nobody. Records that are not active are left out: they neither match
/// nor contradict. `Debug` shows numbers of entries alone.
///
/// # Examples
///
/// ```
/// use esia_core::record::RecordId;
/// use esia_matching::evidence::{Evidence, Texts, Vouched};
/// use esia_matching::index::{Entry, Index};
/// use esia_matching::policy::MatchPolicy;
///
/// let texts = Texts::default()
///     .names("Тестова", "Анна", "Ивановна")
///     .birth_date("05.03.2014")
///     .snils("112-233-445 95");
/// let record = RecordId::new("J5".into());
/// let index = Index::new([Entry::active(record, Evidence::from_journal(&texts))]);
///
/// let person = Evidence::from_provider(&texts, Vouched::EVERYTHING);
/// assert_eq!(index.find(&person, &MatchPolicy::default()).as_str(), "found");
/// ```
#[derive(Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    by_snils: BTreeMap<Snils, Vec<usize>>,
    by_certificate: BTreeMap<BirthCertificate, Vec<usize>>,
    /// INVARIANT: records that stand in `entries` more than once.
    repeated: BTreeSet<RecordId>,
}

impl Index {
    /// An index of the active ones among the entries.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut entries: Vec<Entry> = entries.into_iter().filter(|entry| entry.active).collect();
        entries.sort_by(|one, other| one.record.cmp(&other.record));
        entries.dedup_by(|one, other| one.is_repeated_by(other));
        let mut index = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(snils) = entry.evidence.snils().verified() {
                index.by_snils.entry(*snils).or_default().push(at);
            }
            if let Some(certificate) = entry.evidence.certificate().verified() {
                index.by_certificate.entry(*certificate).or_default().push(at);
            }
        }
        let pairs = entries.iter().zip(entries.iter().skip(1));
        index.repeated = pairs
            .filter(|(one, next)| one.record == next.record)
            .map(|(one, _)| one.record.clone())
            .collect();
        index.entries = entries;
        index
    }

    /// How many entries can be found.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries that can be found, in the order of their records.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether nothing can be found.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whose record it is, by the table of design.md 2.
    ///
    /// | candidates | outcome |
    /// |---|---|
    /// | exactly one | found |
    /// | several, one by SNILS and another by certificate alone | conflict |
    /// | several otherwise | ambiguous |
    /// | none, but a record with an equal identifier contradicts | conflict |
    /// | none | not found |
    ///
    /// Candidates are people: records of one pupil in two schools, joined by the register's own
    /// pupil id, are one.
    #[must_use]
    pub fn find(&self, person: &Evidence, policy: &MatchPolicy) -> Outcome {
        let (mut candidates, mut contradiction) = (BTreeMap::new(), false);
        let (snils, certificate) = (person.snils().verified(), person.certificate().verified());
        for entry in self.sharing(snils, certificate) {
            let agreement = Agreement::between(person, &entry.evidence, *policy);
            contradiction |= agreement.contradiction;
            let Some(ground) = agreement.ground else { continue };
            let candidate = Candidate { ground, record: &entry.record, entry, agreement };
            let best = candidates.entry(entry.key()).or_insert(candidate);
            if candidate.rank() < best.rank() {
                *best = candidate;
            }
        }
        let mut candidates = candidates.into_values();
        match (candidates.next(), candidates.next()) {
            (None, _) if contradiction => Outcome::Conflict,
            (None, _) => Outcome::NotFound,
            // A key that several contents claim names nobody.
            (Some(only), None) if self.repeated.contains(only.record) => Outcome::Ambiguous,
            (Some(only), None) => Outcome::Found {
                record: only.record.clone(),
                ground: only.ground,
                notes: self.notes(person, &only),
            },
            (Some(first), Some(second)) => {
                let mut others = [second].into_iter().chain(candidates);
                if others.any(|other| other.ground != first.ground) {
                    Outcome::Conflict
                } else {
                    Outcome::Ambiguous
                }
            }
        }
    }

    /// The records that carry an identifier of the person, stated ones included, each compared
    /// with the person: those that agree first, then those with fewer findings.
    ///
    /// For the explanation to staff; [`find`](Self::find) does not ask it.
    #[must_use]
    pub fn related(&self, person: &Evidence, policy: &MatchPolicy) -> Vec<Related<'_>> {
        let mut related: Vec<_> = self
            .sharing(person.snils().value(), person.certificate().value())
            .map(|entry| Related { entry, comparison: compare(person, &entry.evidence, policy) })
            .collect();
        related.sort_by_key(|related| {
            let comparison = &related.comparison;
            (comparison.ground().is_none(), comparison.ground(), comparison.findings().len())
        });
        related
    }

    /// Identifiers that several pupils carry: one of them at least is a mistake.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let of = |field, places: &Vec<usize>| {
            let entries = || places.iter().filter_map(|at| self.entries.get(*at));
            let pupils: BTreeSet<_> = entries().map(Entry::key).collect();
            let records = || entries().map(|entry| entry.record.clone()).collect();
            (pupils.len() > 1).then(|| Duplicate { field, records: records() })
        };
        let snils = self.by_snils.values().filter_map(|places| of(Field::Snils, places));
        let certificates =
            self.by_certificate.values().filter_map(|places| of(Field::Certificate, places));
        snils.chain(certificates).collect()
    }

    /// The entries that carry one of two identifiers, each once, in the order of their records.
    fn sharing(
        &self,
        snils: Option<&Snils>,
        certificate: Option<&BirthCertificate>,
    ) -> impl Iterator<Item = &Entry> {
        let by_snils = snils.and_then(|snils| self.by_snils.get(snils));
        let by_certificate = certificate.and_then(|value| self.by_certificate.get(value));
        let places: BTreeSet<usize> =
            by_snils.into_iter().chain(by_certificate).flatten().copied().collect();
        places.into_iter().filter_map(|at| self.entries.get(at))
    }

    fn notes(&self, person: &Evidence, found: &Candidate<'_>) -> Vec<Note> {
        let snils = person.snils().verified();
        let certificate = person.certificate().verified();
        let of_others = |snils, certificate| {
            self.sharing(snils, certificate).any(|entry| entry.key() != found.entry.key())
        };
        let carries_certificate = found.entry.evidence.certificate().verified() == certificate;
        let certificate_of_others = of_others(None, certificate);
        let duplicate = of_others(snils, None) || (certificate_of_others && carries_certificate);

        let mut notes = found.agreement.notes();
        if certificate_of_others && !carries_certificate {
            notes.push(Note::CertificateInAnotherRecord);
        }
        if duplicate {
            notes.push(Note::DuplicateIdentifier);
        }
        notes
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

/// A record that shares an identifier with a person.
#[derive(Clone, Debug)]
pub struct Related<'a> {
    entry: &'a Entry,
    comparison: Comparison,
}

impl Related<'_> {
    /// The record.
    #[must_use]
    pub const fn record(&self) -> &RecordId {
        &self.entry.record
    }

    /// How it compares with the person.
    #[must_use]
    pub const fn comparison(&self) -> &Comparison {
        &self.comparison
    }
}

/// An identifier that several pupils carry (повтор); the value itself is not told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Duplicate {
    field: Field,
    records: Vec<RecordId>,
}

impl Duplicate {
    /// Which identifier: SNILS or certificate.
    #[must_use]
    pub const fn field(&self) -> Field {
        self.field
    }

    /// The records that carry it, in order.
    #[must_use]
    pub fn records(&self) -> &[RecordId] {
        &self.records
    }
}

/// The best record of one pupil that agrees by a ground.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    ground: Ground,
    record: &'a RecordId,
    entry: &'a Entry,
    agreement: Agreement,
}

impl<'a> Candidate<'a> {
    const fn rank(&self) -> (Ground, &'a RecordId) {
        (self.ground, self.record)
    }
}
