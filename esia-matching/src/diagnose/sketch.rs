//! One side's knowledge as a few numbers, by which like records are found and weighed.

mod numbers;
mod word;

use super::names::Parts;
use super::{certificate, snils};
use crate::birth_date::BirthDate;
use crate::evidence::{Evidence, Identifier, Known};
use crate::name::FullName;
use chrono::Datelike as _;
use core::fmt;
pub(super) use numbers::{Digits, Paper};
pub(super) use word::Word;

/// What is known of a person, as far as like records are looked for (набросок): 48 bytes.
///
/// It tells a [`Sieve`](super::Sieve) whether a record is worth a comparison, and nothing more:
/// two people may have one sketch. It is made of the values themselves, packed, so it stays in
/// memory, and `Debug` shows none of it.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub struct Sketch {
    // INVARIANT: what is not known is nought, and nothing that is known is.
    pub(super) snils: Digits,
    pub(super) certificate: Paper,
    /// Last, first and middle name.
    pub(super) names: [Word; 3],
    /// Day, month and year as one number.
    pub(super) date: u32,
    /// Whether something stands there that could not be read.
    pub(super) rough: Rough,
}

/// What of a side cannot be told from the numbers of its sketch alone.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(super) struct Rough {
    pub(super) snils: bool,
    pub(super) certificate: bool,
    /// A name that is more than one plain word in each part.
    pub(super) names: bool,
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
        if let Some(value) = evidence.snils().value() {
            sketch.snils = Digits::of(&value.digits());
        } else if let Some(digits) = typed_snils() {
            sketch.snils = Digits::of(&digits);
        }
        let typed_number = || {
            let [series, number] = evidence.unread_certificate()?;
            let (number, _) = certificate::last_number(&[series, " ", number].concat())?;
            matches!(number.len(), 6 | 7).then_some(number)
        };
        if let Some(value) = evidence.certificate().value() {
            sketch.certificate = Paper::of(value);
        } else if let Some(number) = typed_number() {
            sketch.certificate = Paper::of_number(&number);
        }
        if let Some(date) = evidence.birth_date().value() {
            sketch.take_date(*date);
        }
        let key = evidence.names().value().map(FullName::exact_key);
        let plain = key.and_then(|key| sketch.take_plain_names(key.as_str().as_bytes()));
        if let (None, Some(parts)) = (plain, Parts::of(evidence)) {
            let bare = parts.bare();
            sketch.names = [bare.last(), bare.first(), bare.middle()].map(Word::of);
            sketch.rough.names = true;
        }
        sketch.rough.snils = matches!(evidence.snils(), Identifier::Unreadable);
        sketch.rough.certificate = matches!(evidence.certificate(), Identifier::Unreadable);
        sketch
    }

    /// The sketch of values that were read at once: that of the evidence which the same texts
    /// make. None where only the evidence shows it: a text cannot be read, or a name is rare.
    #[must_use]
    pub fn of_known(known: &Known<'_>) -> Option<Self> {
        if !known.is_readable() {
            return None;
        }
        let mut sketch = Self {
            snils: known.snils().map(|value| Digits::of(&value.digits())).unwrap_or_default(),
            certificate: known.certificate().map(Paper::of).unwrap_or_default(),
            ..Self::default()
        };
        if let Some(date) = known.birth_date() {
            sketch.take_date(date);
        }
        if let Some(key) = known.name_key() {
            sketch.take_plain_names(key)?;
        }
        Some(sketch)
    }

    fn take_date(&mut self, date: BirthDate) {
        let date = date.date();
        self.date = (date.year_ce().1 << 9) | (date.month() << 5) | date.day();
    }

    /// Takes the key of a name whose parts are each one plain word; none if they are not.
    fn take_plain_names(&mut self, key: &[u8]) -> Option<()> {
        let mut parts = key.split(|byte| *byte == b'|');
        let mut part = || Word::plain(parts.next().unwrap_or_default());
        self.names = [part()?, part()?, part()?];
        Some(())
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
