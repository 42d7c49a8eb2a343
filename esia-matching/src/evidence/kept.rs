//! What a side wrote beside its values: texts that could not be read, and the act record.

use super::Paper;
use crate::act_record::ActRecord;
use crate::birth_date::BirthDate;
use alloc::boxed::Box;
use alloc::string::String;
use chrono::Datelike as _;
use core::fmt;

/// Kept for the explanation alone; nothing of it has a part in a comparison's answer.
#[derive(Clone, Default)]
pub(super) struct Kept {
    /// Last, first and middle name, if they are no name together.
    pub(super) names: Option<[Box<str>; 3]>,
    /// A text that is no SNILS.
    pub(super) snils: Option<Box<str>>,
    /// Series and number that are no certificate.
    pub(super) certificate: Option<[Box<str>; 2]>,
    /// The act record behind the certificate.
    pub(super) act: Option<Act>,
    /// The papers that were named, with the verification of each.
    pub(super) papers: Box<[Paper]>,
}

impl Kept {
    /// Nothing to keep takes no room.
    pub(super) fn boxed(self) -> Option<Box<Self>> {
        let is_empty = self.names.is_none()
            && self.snils.is_none()
            && self.certificate.is_none()
            && self.act.is_none()
            && self.papers.is_empty();
        (!is_empty).then(|| Box::new(self))
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// Number and date of an act record.
#[derive(Clone)]
pub(super) struct Act {
    number: Number,
    date: BirthDate,
}

/// The number of an act record, or the letters and digits of a text that is none.
#[derive(Clone, Eq, PartialEq)]
enum Number {
    Read(ActRecord),
    Other(String),
}

/// Whether the papers of two sides stand for one act record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SameAct {
    /// Date and number are equal.
    Yes,
    /// The dates are equal; of the numbers one is short, and agrees with the other in the serial
    /// and the year, which is all that it has (identity.md 7, row 45).
    Perhaps,
    /// Not as far as is known.
    No,
}

impl Act {
    /// An act record of which number and date are known.
    pub(super) fn read(number: &str, date: Option<BirthDate>) -> Option<Self> {
        let date = date?;
        if let Ok(act) = ActRecord::parse(number) {
            return Some(Self { number: Number::Read(act), date });
        }
        let signs = number.chars().take(MOST).filter(|sign| sign.is_alphanumeric());
        let number: String = signs.flat_map(char::to_uppercase).collect();
        let has_digit = number.contains(|sign: char| sign.is_ascii_digit());
        has_digit.then_some(Self { number: Number::Other(number), date })
    }

    pub(super) fn beside(&self, other: &Self) -> SameAct {
        if self.date != other.date {
            return SameAct::No;
        }
        let (Number::Read(one), Number::Read(another)) = (&self.number, &other.number) else {
            return if self.number == other.number { SameAct::Yes } else { SameAct::No };
        };
        let has_serial = one.serial().is_some() && one.serial() == another.serial();
        let is_of_the_year = |act: &ActRecord| act.year() == Some(self.date.date().year());
        match (one.is_short(), another.is_short()) {
            (_, _) if one == another => SameAct::Yes,
            // `00432` is 432.
            (true, true) if has_serial => SameAct::Yes,
            (true, false) if has_serial && is_of_the_year(another) => SameAct::Perhaps,
            (false, true) if has_serial && is_of_the_year(one) => SameAct::Perhaps,
            (_, _) => SameAct::No,
        }
    }
}

/// A text as it arrived, or its beginning: a cell may hold a book.
pub(super) fn beginning(text: &str) -> Box<str> {
    text.chars().take(MOST).collect::<String>().into_boxed_str()
}

/// The signs that are kept of a text.
const MOST: usize = 200;
