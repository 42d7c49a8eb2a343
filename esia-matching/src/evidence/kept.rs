//! What a side wrote beside its values: texts that could not be read, and the act record.

use super::Paper;
use crate::birth_date::BirthDate;
use alloc::boxed::Box;
use alloc::string::String;
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

/// Number and date of an act record, as far as two of them need to be equal.
#[derive(Clone, Eq, PartialEq)]
pub(super) struct Act {
    number: String,
    date: BirthDate,
}

impl Act {
    /// An act record of which number and date are known.
    pub(super) fn read(number: &str, date: Option<BirthDate>) -> Option<Self> {
        let signs = number.chars().take(MOST).filter(|sign| sign.is_alphanumeric());
        let number: String = signs.flat_map(char::to_uppercase).collect();
        let has_digit = number.contains(|sign: char| sign.is_ascii_digit());
        date.filter(|_| has_digit).map(|date| Self { number, date })
    }
}

/// A text as it arrived, or its beginning: a cell may hold a book.
pub(super) fn beginning(text: &str) -> Box<str> {
    text.chars().take(MOST).collect::<String>().into_boxed_str()
}

/// The signs that are kept of a text.
const MOST: usize = 200;
