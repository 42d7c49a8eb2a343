//! The exact pass: who is found beyond doubt, by numbers and fingerprints alone.
//!
//! It answers the plain case, which is nearly every one: one record and no other carries the
//! person's identifiers, and names and birth date are equal. Whatever else there is (nobody,
//! several, a contradiction, a key given twice) it leaves to the index of the matching crate,
//! which alone knows the table of outcomes.

use super::directory::{Directory, hash, of_hash};
use super::fact::Fact;
use super::register::Register;
use esia_matching::outcome::{Ground, Note};
use esia_matching::policy::{MatchPolicy, YoPolicy};
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

/// The journal's rows by their identifiers.
pub(super) struct Exact<'a> {
    register: &'a Register,
    by_snils: Directory,
    by_certificate: Directory,
    /// The rows of each key that stands in the journal more than once.
    repeated: BTreeMap<&'a str, Vec<u32>>,
    /// A bit for each row that shares its key, its SNILS or its certificate with another.
    shared: Vec<u64>,
    yo: YoPolicy,
}

/// A record that is found beyond doubt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The row of the journal.
    pub(super) row: u32,
    pub(super) ground: Ground,
    is_yo_folded: bool,
    is_other_certificate: bool,
}

impl Found {
    /// What staff should know, in the order of the contract.
    pub(super) fn notes(self) -> impl Iterator<Item = Note> {
        let notes = [
            (self.is_yo_folded, Note::YoFolded),
            (self.is_other_certificate, Note::CertificateDiffers),
        ];
        notes.into_iter().filter_map(|(holds, note)| holds.then_some(note))
    }
}

/// Who carries an identifier; now and then a stranger with an equal hash.
#[derive(Clone, Copy)]
enum Holder {
    Nobody,
    One(u32),
    Several,
}

impl<'a> Exact<'a> {
    pub(super) fn new(register: &'a Register, policy: MatchPolicy) -> Self {
        let rows = || (0_u32..).zip(&register.facts);
        let by = |number: fn(&Fact) -> u64| {
            let hashes = rows().map(move |(row, fact)| (number(fact), row));
            Directory::new(
                hashes.filter(|pair| pair.0 != 0).map(|(number, row)| (hash(number), row)),
            )
        };
        let ((by_snils, by_certificate), repeated) = rayon::join(
            || rayon::join(|| by(|fact| fact.snils), || by(|fact| fact.certificate)),
            || repeated(register),
        );
        let mut shared = vec![0; (register.len() / 64).saturating_add(1)];
        let mut share = |row: u32| {
            if let Some(word) = shared.get_mut(word(row)) {
                *word |= bit(row);
            }
        };
        for directory in [&by_snils, &by_certificate] {
            directory.shared(&mut share);
        }
        repeated.values().flatten().for_each(|row| share(*row));
        Self { register, by_snils, by_certificate, repeated, shared, yo: policy.yo }
    }

    /// Who of many people is found beyond doubt, in their order.
    ///
    /// Step by step for a few people at a time: so the reads of memory of one do not wait for
    /// those of another.
    pub(super) fn find(&self, people: &[Fact], mut answer: impl FnMut(Option<Found>)) {
        for people in people.chunks(TOGETHER) {
            let mut slots: [&[u64]; TOGETHER] = [&[]; TOGETHER];
            for (slots, person) in slots.iter_mut().zip(people) {
                *slots = self.by_snils.slots(hash(person.snils));
            }
            let mut holders = [Holder::Nobody; TOGETHER];
            for ((holder, slots), person) in holders.iter_mut().zip(slots).zip(people) {
                *holder = Holder::of(slots, person.snils);
                if matches!(holder, Holder::Nobody) {
                    let slots = self.by_certificate.slots(hash(person.certificate));
                    *holder = Holder::of(slots, person.certificate);
                }
            }
            let mut records = [None; TOGETHER];
            for (record, holder) in records.iter_mut().zip(holders) {
                *record = match holder {
                    Holder::One(row) => self.fact(row).map(|fact| (row, fact)),
                    Holder::Nobody | Holder::Several => None,
                };
            }
            for (person, record) in people.iter().zip(records) {
                answer(record.and_then(|(row, record)| self.agree(person, row, record)));
            }
        }
    }

    /// Whether a person is the one of a row that carries an identifier of the person, if the row
    /// is no stranger.
    fn agree(&self, person: &Fact, row: u32, record: Fact) -> Option<Found> {
        let same = |one: u64, other: u64| one != 0 && one == other;
        let differ = |one: u64, other: u64| one != 0 && other != 0 && one != other;
        let ground = if same(person.snils, record.snils) {
            Ground::Snils
        } else if same(person.certificate, record.certificate) {
            Ground::Certificate
        } else {
            return None;
        };
        let is_yo_folded = person.exact != record.exact;
        let is_same_person = same(person.person, record.person)
            && match self.yo {
                YoPolicy::Folded => true,
                YoPolicy::Exact => !is_yo_folded,
            };
        let is_other_certificate = differ(person.certificate, record.certificate);
        let is_elsewhere = || {
            // Where the row carries it too, nobody else does, for the row shares nothing.
            let slots = self.by_certificate.slots(hash(person.certificate));
            person.certificate != record.certificate
                && !matches!(Holder::of(slots, person.certificate), Holder::Nobody)
        };
        let is_shared = || self.shared.get(word(row)).is_none_or(|word| word & bit(row) != 0);
        let is_plain = is_same_person
            && !differ(person.snils, record.snils)
            && !is_shared()
            && !is_elsewhere();
        is_plain.then_some(Found { row, ground, is_yo_folded, is_other_certificate })
    }

    fn fact(&self, row: u32) -> Option<Fact> {
        self.register.facts.get(usize::try_from(row).ok()?).copied()
    }

    /// Some rows with those that carry an identifier of theirs or of some people, and those that
    /// share a key with one of all these; in ascending order, each once.
    pub(super) fn closed<'f>(
        &self,
        mut rows: Vec<u32>,
        people: impl Iterator<Item = &'f Fact>,
    ) -> Vec<u32> {
        let (mut snils, mut certificates) = (Vec::new(), Vec::new());
        let mut add = |fact: &Fact| {
            snils.push(fact.snils);
            certificates.push(fact.certificate);
        };
        people.for_each(&mut add);
        rows.extend(self.carriers(&mut snils, &mut certificates));
        sort(&mut rows);
        // A candidate's finding asks who else carries the candidate's identifiers.
        let (mut snils, mut certificates) = (Vec::new(), Vec::new());
        for fact in rows.iter().filter_map(|row| self.fact(*row)) {
            snils.push(fact.snils);
            certificates.push(fact.certificate);
        }
        rows.extend(self.carriers(&mut snils, &mut certificates));
        sort(&mut rows);
        if !self.repeated.is_empty() {
            let key = |row: &u32| usize::try_from(*row).map(|row| self.register.ids.get(row));
            let twins = rows.iter().filter_map(|row| self.repeated.get(key(row).ok()?));
            let twins: Vec<u32> = twins.flatten().copied().collect();
            rows.extend(twins);
            sort(&mut rows);
        }
        rows
    }

    /// The rows that carry some identifiers, of which each is looked up once.
    fn carriers(&self, snils: &mut Vec<u64>, certificates: &mut Vec<u64>) -> Vec<u32> {
        let mut rows = Vec::new();
        for (directory, numbers) in [(&self.by_snils, snils), (&self.by_certificate, certificates)]
        {
            sort(numbers);
            for number in numbers.iter().filter(|number| **number != 0) {
                rows.extend(directory.rows(hash(*number)));
            }
        }
        rows
    }
}

/// Ascending, each once.
fn sort<T: Ord>(values: &mut Vec<T>) {
    values.sort_unstable();
    values.dedup();
}

impl Holder {
    /// Who carries a number, by the slots of its hash.
    fn of(slots: &[u64], number: u64) -> Self {
        let mut rows = of_hash(slots, hash(number));
        match (number, rows.next(), rows.next()) {
            (0, ..) | (_, None, _) => Self::Nobody,
            (_, Some(row), None) => Self::One(row),
            (_, Some(_), Some(_)) => Self::Several,
        }
    }
}

/// The word of a row's bit.
fn word(row: u32) -> usize {
    usize::try_from(row >> 6).unwrap_or(usize::MAX)
}

fn bit(row: u32) -> u64 {
    1_u64.checked_shl(row & 63).unwrap_or_default()
}

/// The rows of each key that stands more than once.
fn repeated(register: &Register) -> BTreeMap<&str, Vec<u32>> {
    let key = |row: u32| register.ids.get(usize::try_from(row).unwrap_or(usize::MAX));
    let state = RandomState::new();
    let count = u32::try_from(register.len()).unwrap_or(u32::MAX);
    let hashes: Vec<u64> = (0..count).map(|row| state.hash_one(key(row))).collect();
    let directory = Directory::new(hashes.iter().copied().zip(0_u32..));
    let mut repeated: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    directory.shared(&mut |row| {
        if repeated.contains_key(key(row)) {
            return;
        }
        let rows = directory.rows(state.hash_one(key(row)));
        let same: Vec<u32> = rows.filter(|other| key(*other) == key(row)).collect();
        if same.len() > 1 {
            repeated.insert(key(row), same);
        }
    });
    repeated
}

/// How many people are looked for at once.
const TOGETHER: usize = 32;
