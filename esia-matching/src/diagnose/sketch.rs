//! One side's knowledge as a few numbers, from which the keys of like records are made.

mod plain;

use super::names::Parts;
use super::{certificate, snils};
use crate::birth_date::BirthDate;
use crate::certificate::BirthCertificate;
use crate::evidence::{Evidence, Known};
use crate::name::FullName;
use crate::snils::Snils;
use chrono::Datelike as _;
use core::fmt;
use plain::Plain;

/// What is known of a person, as far as like records are looked for (набросок): 48 bytes.
///
/// It tells a [`Sieve`](super::Sieve) whether a record is worth a comparison, and nothing more:
/// two people may have one sketch. It is made of hashes without a key, so it stays in memory, and
/// `Debug` shows none of it.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub struct Sketch {
    // INVARIANT: what is not known is nought, and nothing that is known is.
    pub(super) snils: u32,
    pub(super) snils_head: u32,
    pub(super) snils_tail: u32,
    pub(super) certificate: u32,
    pub(super) number: u32,
    /// Day, month and year as one number.
    pub(super) date: u32,
    pub(super) last: u32,
    pub(super) first: u32,
    pub(super) middle: u32,
    /// The words of the whole name, whatever their order, if there are two.
    pub(super) words: u32,
    /// The first letters of the last name, and the initial.
    pub(super) beginning: u32,
    /// The last letters of the last name.
    pub(super) ending: u32,
}

impl Sketch {
    /// The sketch of one side's knowledge.
    #[must_use]
    pub fn of(evidence: &Evidence) -> Self {
        let mut sketch = Self::default();
        let typed_snils = || {
            let digits = snils::digits_of(evidence.unread_snils()?)?;
            (9..=13).contains(&digits.len()).then_some(digits)
        };
        match evidence.snils().value().map(Snils::digits) {
            Some(digits) => sketch.take_snils(&digits),
            None => typed_snils().into_iter().for_each(|digits| sketch.take_snils(&digits)),
        }
        let typed_number = || {
            let [series, number] = evidence.unread_certificate()?;
            let (number, _) = certificate::last_number(&[series, " ", number].concat())?;
            matches!(number.len(), 6 | 7).then_some(number)
        };
        if let Some(value) = evidence.certificate().value() {
            sketch.take_certificate(value);
        } else if let Some(number) = typed_number() {
            sketch.number = of_text(&number);
        }
        if let Some(date) = evidence.birth_date().value() {
            sketch.take_date(*date);
        }
        let key = evidence.names().value().map(FullName::exact_key);
        let plain = key.and_then(|key| sketch.take_plain_names(key.as_str().as_bytes()));
        if let (None, Some(parts)) = (plain, Parts::of(evidence)) {
            sketch.take_names(&parts.bare());
        }
        sketch
    }

    /// The sketch of values that were read at once: that of the evidence which the same texts
    /// make. None where only the evidence shows it: a text cannot be read, or a name is rare.
    #[must_use]
    pub fn of_known(known: &Known<'_>) -> Option<Self> {
        if !known.is_readable() {
            return None;
        }
        let mut sketch = Self::default();
        if let Some(value) = known.snils() {
            sketch.take_snils(&value.digits());
        }
        if let Some(value) = known.certificate() {
            sketch.take_certificate(value);
        }
        if let Some(date) = known.birth_date() {
            sketch.take_date(date);
        }
        if let Some(key) = known.name_key() {
            sketch.take_plain_names(key)?;
        }
        Some(sketch)
    }

    fn take_certificate(&mut self, value: &BirthCertificate) {
        self.certificate = of_certificate(value);
        self.number = of_text(value.number());
    }

    fn take_date(&mut self, date: BirthDate) {
        let date = date.date();
        self.date = (date.year_ce().1 << 9) | (date.month() << 5) | date.day();
    }

    fn take_snils(&mut self, digits: &[u8]) {
        self.snils = of_bytes(digits);
        self.snils_head = digits.first_chunk::<5>().map_or(0, |end| of_bytes(end));
        self.snils_tail = digits.last_chunk::<5>().map_or(0, |end| of_bytes(end));
    }

    /// Takes the key of a name whose parts are each one plain word; none if they are not.
    fn take_plain_names(&mut self, key: &[u8]) -> Option<()> {
        let mut parts = key.split(|byte| *byte == b'|');
        let mut part = || Plain::of(parts.next().unwrap_or_default());
        let (last, first, middle) = (part()?, part()?, part()?);
        [self.last, self.first, self.middle] = [last, first, middle].map(|part| part.hash);
        let hashes = [last.hash, first.hash, middle.hash].into_iter();
        if hashes.clone().filter(|hash| *hash != 0).nth(1).is_some() {
            self.words = hashes.fold(0, u32::wrapping_add).max(1);
        }
        self.ending = last.ending;
        if last.hash != 0 && first.hash != 0 {
            self.beginning = beginning_with(last.beginning, first.initial);
        }
        Some(())
    }

    fn take_names(&mut self, names: &Parts) {
        let [last, first, middle] = [names.last(), names.first(), names.middle()];
        [self.last, self.first, self.middle] = [last, first, middle].map(of_text);
        let words = || [last, first, middle].into_iter().flat_map(|part| part.split([' ', '-']));
        let words = || words().filter(|word| !word.is_empty());
        if words().nth(1).is_some() {
            let sum = words().fold(0, |sum: u32, word| sum.wrapping_add(of_text(word)));
            self.words = sum.max(1);
        }
        if let (Some(initial), false) = (first.chars().next(), last.is_empty()) {
            self.beginning = beginning_with(of_text(beginning(last)), initial);
        }
        self.ending = of_text(ending(last));
    }

    /// Year, month and day.
    pub(super) const fn day(&self) -> [u32; 3] {
        [self.date >> 9, (self.date >> 5) & 0xF, self.date & 0x1F]
    }
}

impl fmt::Debug for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sketch([personal])")
    }
}

/// The number of a SNILS that is there.
pub(super) fn of_snils(value: &Snils) -> u32 {
    of_bytes(&value.digits())
}

/// The number of a certificate that is there.
pub(super) fn of_certificate(value: &BirthCertificate) -> u32 {
    let [first, second] = value.letters().map(u32::from);
    let series = mixed(value.numeral().into(), (u64::from(first) << 32) | u64::from(second));
    mixed(series.into(), of_text(value.number()).into()).max(1)
}

/// The first letters of a last name: where it is one of two, of that one.
fn beginning(last: &str) -> &str {
    let end = last.char_indices().nth(ENDS).map_or(last.len(), |(at, _)| at);
    last.get(..end).unwrap_or_default()
}

fn ending(last: &str) -> &str {
    let start = last.char_indices().rev().nth(ENDS.saturating_sub(1)).map_or(0, |(at, _)| at);
    last.get(start..).unwrap_or_default()
}

/// The number of the beginning of a last name and an initial.
fn beginning_with(beginning: u32, initial: char) -> u32 {
    mixed(beginning.into(), initial.into()).max(1)
}

/// A hash of a text; nought of an empty one alone.
fn of_text(text: &str) -> u32 {
    of_bytes(text.as_bytes())
}

const fn of_bytes(mut bytes: &[u8]) -> u32 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hash = SEED;
    while let Some((word, rest)) = bytes.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*word));
        bytes = rest;
    }
    // The bytes that are left, behind a one that tells how many they are.
    let mut last = 1;
    while let Some((byte, rest)) = bytes.split_first() {
        last = (last << 8) | u64::from_le_bytes([*byte, 0, 0, 0, 0, 0, 0, 0]);
        bytes = rest;
    }
    let hash = half(step(hash, last));
    if hash == 0 { 1 } else { hash }
}

/// Two numbers as one whose every bit depends on all of theirs.
pub(super) const fn mixed(one: u64, other: u64) -> u32 {
    half(step(step(SEED, one), other))
}

/// Adds a number to a hash (a multiplication by an odd number close to the golden ratio).
const fn step(hash: u64, number: u64) -> u64 {
    let spread = (hash ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    spread ^ (spread >> 32)
}

/// Half of the bits of a hash.
const fn half(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// Where a hash begins.
const SEED: u64 = 0xCBF2_9CE4_8422_2325;

/// The letters at either end of a last name.
const ENDS: usize = 3;
