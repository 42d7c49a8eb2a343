//! Why was nobody found: the nearest records and what differs in each, for staff alone.
//!
//! A diagnosis explains an answer and never is one: [`Index::find`] does not ask it. What it says
//! holds no value of anybody, and its candidates come only from the records that the asker may
//! see, so that a hint never shows a stranger's child.
//!
//! A record is a candidate if something selective is common to both sides (an identifier; an
//! identifier with a slip beside the names or the birth date; names and birth date with a slip)
//! and little contradicts. A name alone is never enough, nor are the last name and the birth date
//! of a twin. The keys by which candidates are looked for are shared by a few records each, so
//! that the work for all people grows with their number and not with its square.

pub(crate) mod certificate;
mod class;
pub(crate) mod dates;
mod edit;
mod hash;
mod keys;
mod likeness;
pub(crate) mod names;
mod sieve;
mod sketch;
pub(crate) mod snils;
mod table;
mod weights;

pub(crate) use class::{Blame, Class, Nearness};
pub(crate) use names::Parts;
pub use sieve::Sieve;
pub use sketch::Sketch;

use crate::compare::difference::{FieldCompared, fields};
use crate::evidence::Evidence;
use crate::finding::{Field, Finding, FindingKind};
use crate::index::{Entry, Index};
use crate::policy::MatchPolicy;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Reverse;
use core::fmt;
use esia_core::record::RecordId;
use likeness::may_be_one;
use table::Table;

/// The records among which the nearest are looked for (указатель похожих записей).
///
/// **Guarantees**: built once, asked by any number of threads; the same records give the same
/// diagnosis in whatever order they came; for one person no more than a fixed number of records
/// is compared. `Debug` shows numbers of entries alone.
///
/// # Examples
///
/// ```
/// use esia_core::record::RecordId;
/// use esia_matching::diagnose::Diagnoser;
/// use esia_matching::evidence::{Evidence, Texts, Vouched};
/// use esia_matching::index::{Entry, Index};
/// use esia_matching::policy::MatchPolicy;
///
/// let texts = Texts::default()
///     .names("Тестова", "Анна", "Ивановна")
///     .birth_date("05.03.2014")
///     .snils("112-323-445 95");
/// let record = RecordId::new("J5".into());
/// let index = Index::new([Entry::active(record, Evidence::from_journal(&texts))]);
/// let diagnoser = Diagnoser::of(&index);
///
/// let sent = texts.snils("112-233-445 95");
/// let person = Evidence::from_provider(&sent, Vouched::EVERYTHING);
/// let diagnosis = diagnoser.diagnose(&person, &MatchPolicy::default());
/// let candidate = diagnosis.candidates().first().unwrap();
/// assert_eq!(candidate.record().as_str(), "J5");
/// let finding = candidate.findings().first().unwrap();
/// assert_eq!(finding.hint(), "в номере СНИЛС переставлены 4-я и 5-я цифры");
/// assert_eq!(finding.hint_en(), "SNILS: digits 4 and 5 are swapped");
/// ```
#[derive(Clone)]
pub struct Diagnoser<'a> {
    entries: Vec<&'a Entry>,
    /// Those of the entries, in their order.
    sketches: Vec<Sketch>,
    table: Table,
}

impl<'a> Diagnoser<'a> {
    /// Over all records that an index can find.
    #[must_use]
    pub fn of(index: &'a Index) -> Self {
        Self::new(index.entries())
    }

    /// Over the active ones among the entries: give those that the asker may see.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut entries: Vec<_> = entries.into_iter().filter(|entry| entry.active).collect();
        entries.sort_by(|one, other| one.record.cmp(&other.record));
        let sketches: Vec<_> = entries.iter().map(|entry| Sketch::of(&entry.evidence)).collect();
        let mut pairs = Vec::new();
        for (place, sketch) in (0_u32..).zip(&sketches) {
            keys::of(sketch, |key| pairs.push((key, place)));
        }
        Self { entries, sketches, table: Table::new(pairs) }
    }

    /// The nearest records, and what differs in each.
    #[must_use]
    pub fn diagnose(&self, person: &Evidence, policy: &MatchPolicy) -> Diagnosis<'a> {
        self.diagnose_within(person, policy, |_| true)
    }

    /// The nearest of the records that the asker may see; of the others nothing is told.
    #[must_use]
    pub fn diagnose_within(
        &self,
        person: &Evidence,
        policy: &MatchPolicy,
        is_visible: impl Fn(&Entry) -> bool,
    ) -> Diagnosis<'a> {
        let mut places = BTreeSet::new();
        let own = Sketch::of(person);
        keys::of(&own, |key| {
            let entries = self.places_of(key).filter(|(_, entry)| is_visible(entry));
            let places_of_key = entries.map(|(place, _)| place);
            let like = places_of_key.filter(|place| self.may_be_at(*place, &own));
            places.extend(like.take(MOST_OF_A_KEY));
        });
        let compared = places.len();
        let mut near: Vec<Near<'a>> =
            places.into_iter().filter_map(|place| self.near(place, person, *policy)).collect();
        near.sort_by_key(|near| (Reverse(near.score), near.place));

        let mut candidates: Vec<Candidate<'a>> = Vec::new();
        for near in near {
            let record = &near.entry.record;
            let is_repeated = candidates.iter_mut().find(|known| known.record == record);
            if let Some(known) = is_repeated {
                // The register gave the record twice, with different contents.
                let repeated = Finding::new(Field::Record, FindingKind::Duplicate);
                if !known.findings.contains(&repeated) {
                    known.findings.push(repeated);
                }
            } else if candidates.len() < MOST_CANDIDATES {
                let findings = self.findings(&near, person, &is_visible);
                candidates.push(Candidate { record, findings });
            }
        }
        Diagnosis { candidates, own: person.findings(), compared }
    }

    /// The entry at a place beside a person, if it is near enough to be shown.
    fn near(&self, place: u32, person: &Evidence, policy: MatchPolicy) -> Option<Near<'a>> {
        let entry = self.entry(place)?;
        let fields = fields(person, &entry.evidence, policy);
        let score = weights::weigh(&fields)?;
        Some(Near { score, place, entry, fields })
    }

    /// The findings of a candidate, with what only the other records can tell.
    fn findings(
        &self,
        near: &Near<'a>,
        person: &Evidence,
        is_visible: &impl Fn(&Entry) -> bool,
    ) -> Vec<Finding> {
        let of_another = |key: u32, has: &dyn Fn(&Evidence) -> bool| {
            self.places_of(key).any(|(_, entry)| {
                entry.key() != near.entry.key() && is_visible(entry) && has(&entry.evidence)
            })
        };
        let of_others = |field: Field, known: &Evidence| match field {
            Field::Snils => known.snils().value().is_some_and(|value| {
                let has = |other: &Evidence| other.snils().value() == Some(value);
                of_another(keys::of_snils(value), &has)
            }),
            Field::Certificate => known.certificate().value().is_some_and(|value| {
                let has = |other: &Evidence| other.certificate().value() == Some(value);
                of_another(keys::of_certificate(value), &has)
            }),
            Field::LastName
            | Field::FirstName
            | Field::MiddleName
            | Field::BirthDate
            | Field::Record => false,
        };
        near.fields
            .iter()
            .filter_map(|compared| {
                let field = compared.field;
                let is_different = |finding: &Finding| finding.kind() == FindingKind::Different;
                match (compared.finding, compared.nearness) {
                    (Some(finding), Nearness::Far)
                        if is_different(&finding) && of_others(field, &near.entry.evidence) =>
                    {
                        Some(Finding::new(field, FindingKind::OtherPerson))
                    }
                    (Some(finding), _) => Some(finding),
                    (None, Nearness::Same) if of_others(field, person) => {
                        Some(Finding::new(field, FindingKind::Duplicate))
                    }
                    (None, _) => None,
                }
            })
            .collect()
    }

    /// The places of a key with their entries, of the first so many.
    fn places_of(&self, key: u32) -> impl Iterator<Item = (u32, &'a Entry)> {
        let places = self.table.places(key).take(MOST_SEEN);
        places.filter_map(|place| Some((place, self.entry(place)?)))
    }

    /// Whether a comparison with the entry at a place is worth its while.
    fn may_be_at(&self, place: u32, own: &Sketch) -> bool {
        let sketch = usize::try_from(place).ok().and_then(|place| self.sketches.get(place));
        sketch.is_some_and(|sketch| may_be_one(sketch, own))
    }

    fn entry(&self, place: u32) -> Option<&'a Entry> {
        self.entries.get(usize::try_from(place).ok()?).copied()
    }
}

impl fmt::Debug for Diagnoser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Diagnoser").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

/// Why a person was not found (разбор); it holds no value of anybody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnosis<'a> {
    candidates: Vec<Candidate<'a>>,
    own: Vec<Finding>,
    compared: usize,
}

impl<'a> Diagnosis<'a> {
    /// The nearest records, three at most, the best first.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate<'a>] {
        &self.candidates
    }

    /// What is wrong with the person's own side, whatever the records say.
    #[must_use]
    pub fn own(&self) -> &[Finding] {
        &self.own
    }

    /// How many records were compared with the person.
    #[must_use]
    pub const fn compared(&self) -> usize {
        self.compared
    }
}

/// A record that may be the person's (вероятная запись).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Candidate<'a> {
    record: &'a RecordId,
    findings: Vec<Finding>,
}

impl<'a> Candidate<'a> {
    /// The record.
    #[must_use]
    pub const fn record(&self) -> &'a RecordId {
        self.record
    }

    /// One finding for each field that differs, in the order of the fields; `duplicate` where an
    /// equal identifier stands in the record of another pupil too.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// A record beside a person.
struct Near<'a> {
    score: i16,
    place: u32,
    entry: &'a Entry,
    fields: Vec<FieldCompared>,
}

/// The candidates that are named (design.md 3.2).
const MOST_CANDIDATES: usize = 3;

/// The records of one key that are compared with a person.
const MOST_OF_A_KEY: usize = 64;

/// The records of one key that are looked at: a key of a whole country tells nothing.
const MOST_SEEN: usize = 1024;
