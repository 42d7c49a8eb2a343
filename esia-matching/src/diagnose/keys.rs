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

use super::hash::mixed;
use super::sketch::{Digits, Paper, Sketch, Word};
use crate::certificate::BirthCertificate;
use crate::snils::Snils;

/// Calls `each` with every key of one side's knowledge.
pub(super) fn of(sketch: &Sketch, mut each: impl FnMut(u32)) {
    of_identifiers(sketch, &mut each);
    let [last, first, middle] = sketch.names.map(Word::whole);
    let date = sketch.date;
    let is_named = last != 0 && first != 0;
    for (part, with_date, with_names) in [
        (sketch.snils.head(), Tag::SnilsHeadDate, Tag::SnilsHeadNames),
        (sketch.snils.tail(), Tag::SnilsTailDate, Tag::SnilsTailNames),
        (sketch.certificate.number(), Tag::NumberDate, Tag::NumberNames),
    ] {
        if part != 0 && date != 0 {
            each(key(with_date, [part, date, 0]));
        }
        if part != 0 && is_named {
            each(key(with_names, [part, last, first]));
        }
    }
    if date == 0 {
        return;
    }
    for (tag, one, other) in [
        (Tag::LastFirst, last, first),
        (Tag::LastMiddle, last, middle),
        (Tag::FirstMiddle, first, middle),
    ] {
        if one != 0 && other != 0 {
            each(key(tag, [one, other, date]));
        }
    }
    if is_named {
        let [whole, initial, ..] = sketch.names;
        each(key(Tag::Ending, [whole.ending(), first, date]));
        each(key(Tag::Beginning, [whole.beginning(), initial.initial(), date]));
    }
    let words = sketch.names.map(Word::words);
    if words.iter().fold(0_u32, |count, (_, own)| count.saturating_add(*own)) > 1 {
        let sum = words.iter().fold(0_u32, |sum, (hash, _)| sum.wrapping_add(*hash));
        each(key(Tag::Words, [sum & Word::SUM, date, 0]));
    }
    if is_named && middle != 0 {
        let whole = key(Tag::Whole, [last, first, middle]);
        let [year, month, day] = sketch.day();
        for (tag, year, one, other) in [
            (Tag::Swapped, year, month.min(day), month.max(day)),
            (Tag::MonthDay, 0, month, day),
            (Tag::YearDay, year, 0, day),
            (Tag::YearMonth, year, month, 0),
        ] {
            let numbers = (year << 9) | (one << 5) | other;
            each(key(tag, [whole, numbers, 0]));
        }
    }
}

/// The key of a SNILS that is there.
pub(super) fn of_snils(value: &Snils) -> u32 {
    whole(Tag::Snils, Digits::of(&value.digits()).number())
}

/// The key of a certificate that is there.
pub(super) fn of_certificate(value: &BirthCertificate) -> u32 {
    whole(Tag::Certificate, Paper::of(value).whole())
}

/// Calls `each` with the keys of the whole identifiers alone.
fn of_identifiers(sketch: &Sketch, mut each: impl FnMut(u32)) {
    let numbers =
        [(Tag::Snils, sketch.snils.number()), (Tag::Certificate, sketch.certificate.whole())];
    for (tag, number) in numbers {
        if number != 0 {
            each(whole(tag, number));
        }
    }
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
    Whole,
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
            Self::Whole => 15,
            Self::Swapped => 16,
            Self::MonthDay => 17,
            Self::YearDay => 18,
            Self::YearMonth => 19,
        }
    }
}

/// The key of a whole number.
fn whole(tag: Tag, number: u64) -> u32 {
    mixed(number, u64::from(tag.seed()) << 32).max(1)
}

/// A hash of the fields, the same in every run.
///
/// Keys only gather records to compare, so that a collision costs a comparison and no more.
/// No key is nought.
fn key(tag: Tag, [one, two, three]: [u32; 3]) -> u32 {
    let seeded = (u64::from(tag.seed()) << 32) | u64::from(three);
    mixed((u64::from(one) << 32) | u64::from(two), seeded).max(1)
}
