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

use super::sketch::{self, Sketch, mixed};
use crate::certificate::BirthCertificate;
use crate::snils::Snils;

/// Calls `each` with every key of one side's knowledge.
pub(super) fn of(sketch: &Sketch, mut each: impl FnMut(u32)) {
    of_identifiers(sketch, &mut each);
    let Sketch { date, last, first, middle, .. } = *sketch;
    let is_named = last != 0 && first != 0;
    for (part, with_date, with_names) in [
        (sketch.snils_head, Tag::SnilsHeadDate, Tag::SnilsHeadNames),
        (sketch.snils_tail, Tag::SnilsTailDate, Tag::SnilsTailNames),
        (sketch.number, Tag::NumberDate, Tag::NumberNames),
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
        (Tag::Ending, sketch.ending, first),
    ] {
        if one != 0 && other != 0 {
            each(key(tag, [one, other, date]));
        }
    }
    for (tag, whole) in [(Tag::Words, sketch.words), (Tag::Beginning, sketch.beginning)] {
        if whole != 0 {
            each(key(tag, [whole, date, 0]));
        }
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
    key(Tag::Snils, [sketch::of_snils(value), 0, 0])
}

/// The key of a certificate that is there.
pub(super) fn of_certificate(value: &BirthCertificate) -> u32 {
    key(Tag::Certificate, [sketch::of_certificate(value), 0, 0])
}

/// Calls `each` with the keys of the whole identifiers alone.
pub(super) fn of_identifiers(sketch: &Sketch, mut each: impl FnMut(u32)) {
    for (tag, whole) in [(Tag::Snils, sketch.snils), (Tag::Certificate, sketch.certificate)] {
        if whole != 0 {
            each(key(tag, [whole, 0, 0]));
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

/// A hash of the fields, the same in every run.
///
/// Keys only gather records to compare, so that a collision costs a comparison and no more.
/// No key is nought.
fn key(tag: Tag, [one, two, three]: [u32; 3]) -> u32 {
    let seeded = (u64::from(tag.seed()) << 32) | u64::from(three);
    mixed((u64::from(one) << 32) | u64::from(two), seeded).max(1)
}
