//! By what like records are found: keys of which a few records at most share one.
//!
//! | key | finds a record in spite of |
//! |---|---|
//! | SNILS; certificate | anything else |
//! | five digits at either end of the SNILS, with the birth date or the names | a slip in the SNILS, and more |
//! | number of the certificate, with the birth date or the names | a slip in the series, and more |
//! | two of last, first and middle name, with the birth date | anything in the third |
//! | all words of the name in any order, with the birth date | swapped fields |
//! | beginning of the last name and an initial, with the birth date | initials, short forms |
//! | end of the last name and the first name, with the birth date | the beginning of the last name |
//! | the whole name with two of day, month and year | a slip in the date |
//!
//! No key is a name alone or a date alone, so that their number of records stays small and the
//! whole search linear.

use super::names::Parts;
use super::{certificate, snils};
use crate::birth_date::BirthDate;
use crate::evidence::Evidence;
use crate::finding::Field;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use chrono::{Datelike as _, NaiveDate};

/// Calls `each` with every key of one side's knowledge.
pub(super) fn of(evidence: &Evidence, mut each: impl FnMut(u32)) {
    let known = Known::of(evidence);
    if let Some(digits) = &known.snils {
        each(key(Tag::Snils, &[digits]));
        let ends = [digits.first_chunk::<5>(), digits.last_chunk::<5>()];
        for (end, tags) in ends.into_iter().zip([
            [Tag::SnilsHeadDate, Tag::SnilsHeadNames],
            [Tag::SnilsTailDate, Tag::SnilsTailNames],
        ]) {
            let Some(end) = end else { continue };
            let [with_date, with_names] = tags;
            known.with_date(with_date, &[end], &mut each);
            known.with_names(with_names, &[end], &mut each);
        }
    }
    if let Some(value) = evidence.certificate().value() {
        each(key(Tag::Certificate, &[value.to_string().as_bytes()]));
    }
    if let Some(number) = &known.certificate_number {
        known.with_date(Tag::NumberDate, &[number.as_bytes()], &mut each);
        known.with_names(Tag::NumberNames, &[number.as_bytes()], &mut each);
    }
    known.by_names(&mut each);
}

/// The key of a SNILS that is there.
pub(super) fn of_snils(digits: [u8; 11]) -> u32 {
    key(Tag::Snils, &[&digits])
}

/// The key of a certificate as it is printed.
pub(super) fn of_certificate(printed: &str) -> u32 {
    key(Tag::Certificate, &[printed.as_bytes()])
}

/// What is known, as far as keys are made of it.
struct Known {
    snils: Option<Vec<u8>>,
    certificate_number: Option<String>,
    names: Option<Parts>,
    date: Option<NaiveDate>,
}

impl Known {
    fn of(evidence: &Evidence) -> Self {
        let typed_snils = || {
            let digits = snils::digits_of(evidence.unread_snils()?)?;
            (9..=13).contains(&digits.len()).then_some(digits)
        };
        let typed_number = || {
            let [series, number] = evidence.unread_certificate()?;
            let (number, _) = certificate::last_number(&[series, " ", number].concat())?;
            matches!(number.len(), 6 | 7).then_some(number)
        };
        let number = evidence.certificate().value().map(|value| value.number().into());
        Self {
            snils: evidence.snils().value().map(|snils| snils.digits().into()).or_else(typed_snils),
            certificate_number: number.or_else(typed_number),
            names: Parts::of(evidence).map(|parts| parts.bare()),
            date: evidence.birth_date().value().map(BirthDate::date),
        }
    }

    fn with_date(&self, tag: Tag, what: &[&[u8]], each: &mut impl FnMut(u32)) {
        if let Some(date) = self.date {
            let mut fields = Vec::from(what);
            let days = date.num_days_from_ce().to_le_bytes();
            fields.push(&days);
            each(key(tag, &fields));
        }
    }

    fn with_names(&self, tag: Tag, what: &[&[u8]], each: &mut impl FnMut(u32)) {
        if let Some([last, first, _]) = self.parts()
            && !last.is_empty()
            && !first.is_empty()
        {
            let mut fields = Vec::from(what);
            fields.extend([last.as_bytes(), first.as_bytes()]);
            each(key(tag, &fields));
        }
    }

    fn parts(&self) -> Option<[&str; 3]> {
        let part = |field| self.names.as_ref().map(|names| names.part(field));
        let (last, first) = part(Field::LastName).zip(part(Field::FirstName))?;
        Some([last, first, part(Field::MiddleName)?])
    }

    fn by_names(&self, each: &mut impl FnMut(u32)) {
        let (Some([last, first, middle]), Some(date)) = (self.parts(), self.date) else { return };
        for (tag, one, other) in [
            (Tag::LastFirst, last, first),
            (Tag::LastMiddle, last, middle),
            (Tag::FirstMiddle, first, middle),
        ] {
            if !one.is_empty() && !other.is_empty() {
                self.with_date(tag, &[one.as_bytes(), other.as_bytes()], each);
            }
        }
        let words = self.names.as_ref().map(Parts::tokens).unwrap_or_default();
        if words.len() > 1 {
            self.with_date(Tag::Words, &[words.join(" ").as_bytes()], each);
        }
        let beginning = beginning(last);
        if let (Some(initial), false) = (first.chars().next(), beginning.is_empty()) {
            let mut sign = [0; 4];
            let initial = initial.encode_utf8(&mut sign).as_bytes();
            self.with_date(Tag::Beginning, &[beginning.as_bytes(), initial], each);
        }
        let ending = ending(last);
        if !ending.is_empty() && !first.is_empty() {
            self.with_date(Tag::Ending, &[ending.as_bytes(), first.as_bytes()], each);
        }
        if !last.is_empty() && !first.is_empty() && !middle.is_empty() {
            let (year, month, day) = (date.year(), date.month(), date.day());
            let whole = [last.as_bytes(), first.as_bytes(), middle.as_bytes()];
            for (tag, year, one, other) in [
                (Tag::Swapped, year, month.min(day), month.max(day)),
                (Tag::MonthDay, 0, month, day),
                (Tag::YearDay, year, 0, day),
                (Tag::YearMonth, year, month, 0),
            ] {
                let numbers = [year.to_le_bytes(), one.to_le_bytes(), other.to_le_bytes()];
                let [last, first, middle] = whole;
                each(key(tag, &[last, first, middle, &numbers.concat()]));
            }
        }
    }
}

/// The first letters of a last name: where it is one of two, of that one.
fn beginning(last: &str) -> String {
    last.chars().take(ENDS).collect()
}

fn ending(last: &str) -> String {
    let letters: Vec<char> = last.chars().rev().take(ENDS).collect();
    letters.into_iter().rev().collect()
}

/// The kind of a key: keys of different kinds are different.
#[derive(Clone, Copy)]
enum Tag {
    Snils,
    SnilsHeadDate,
    SnilsHeadNames,
    SnilsTailDate,
    SnilsTailNames,
    Certificate,
    NumberDate,
    NumberNames,
    LastFirst,
    LastMiddle,
    FirstMiddle,
    Words,
    Beginning,
    Ending,
    Swapped,
    MonthDay,
    YearDay,
    YearMonth,
}

impl Tag {
    const fn seed(self) -> u8 {
        match self {
            Self::Snils => 1,
            Self::SnilsHeadDate => 2,
            Self::SnilsHeadNames => 3,
            Self::SnilsTailDate => 4,
            Self::SnilsTailNames => 5,
            Self::Certificate => 6,
            Self::NumberDate => 7,
            Self::NumberNames => 8,
            Self::LastFirst => 9,
            Self::LastMiddle => 10,
            Self::FirstMiddle => 11,
            Self::Words => 12,
            Self::Beginning => 13,
            Self::Ending => 14,
            Self::Swapped => 15,
            Self::MonthDay => 16,
            Self::YearDay => 17,
            Self::YearMonth => 18,
        }
    }
}

/// A hash of the fields (FNV-1a with a finish), the same in every run.
///
/// Keys only gather records to compare, so that a collision costs a comparison and no more.
fn key(tag: Tag, fields: &[&[u8]]) -> u32 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64 ^ u64::from(tag.seed());
    let mut mix = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    for field in fields {
        field.iter().copied().for_each(&mut mix);
        mix(0xFF);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^= hash >> 33;
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// The letters at either end of a last name.
const ENDS: usize = 3;
