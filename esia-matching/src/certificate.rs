//! The birth certificate, known by the series and the number of its blank.
//!
//! ```
//! use esia_matching::certificate::BirthCertificate;
//!
//! let typed = BirthCertificate::parse("111-МЮ №123456")?; // ones for the Roman three
//! assert_eq!(typed.to_string(), "III-МЮ 123456");
//! assert_eq!(typed, BirthCertificate::parse_parts("Ⅲ — мю", "123456")?);
//! # Ok::<(), esia_matching::certificate::CertificateError>(())
//! ```

use alloc::string::{String, ToString as _};
use core::fmt;

use crate::sheet::SheetCell;
use crate::steps::{Read, Step, Trace};

mod common;
mod layout;
mod letters;
mod number;
mod numeral;

use layout::Layout;
use letters::Letters;
use number::Number;
use numeral::Numeral;

/// A birth certificate (свидетельство о рождении): Roman numeral, two letters, number.
///
/// The place of a sign decides its alphabet: left of the letter pair stands a Roman numeral, the
/// pair is Cyrillic, digits follow. So folding look-alikes loses nothing (identity.md 0.2), and a
/// numeral is never "fixed": its neighbours are certificates of other children.
///
/// # Guarantees
///
/// The numeral is well-formed and below 400, the pair are capitals of the Russian alphabet, the
/// number has six digits or seven. `Debug` shows none of them.
///
/// # Syntax
///
/// | text | read as |
/// |---|---|
/// | `III-МЮ 123456`, `IIIМЮ123456`, `III — МЮ № 123456` | any hyphen, spaces or none; a number sign |
/// | `ІІІ-МЮ`, `111-МЮ`, `Ⅲ-МЮ`, `lll-мю`, `УI-АТ` | what looks like a Roman digit is one |
/// | `I-AK` in Latin letters | what looks like a Cyrillic letter is one |
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BirthCertificate {
    numeral: Numeral,
    letters: Letters,
    number: Number,
}

impl BirthCertificate {
    /// Reads series and number from one text.
    ///
    /// # Errors
    ///
    /// One variant of [`CertificateError`] for each way of not being a certificate.
    pub fn parse(text: &str) -> Result<Self, CertificateError> {
        match common::read(text, &mut Trace::default()) {
            Some(value) => Ok(value),
            None => Self::read_in_full(text).map(|read| read.value),
        }
    }

    /// Reads series and number from two texts; if one is blank, both from the other.
    ///
    /// # Errors
    ///
    /// As [`BirthCertificate::parse`].
    pub fn parse_parts(series: &str, number: &str) -> Result<Self, CertificateError> {
        let cell = SheetCell::Text;
        match common::read_parts(series, number, cell, &mut Trace::default()) {
            Some(value) => Ok(value),
            None => Self::read_parts_in_full(series, number, cell).map(|read| read.value),
        }
    }

    /// Reads series and number from one text and says which steps that took.
    ///
    /// # Errors
    ///
    /// As [`BirthCertificate::parse`].
    pub fn read(text: &str) -> Result<Read<Self>, CertificateError> {
        let mut trace = Trace::default();
        match common::read(text, &mut trace) {
            Some(value) => Ok(trace.with(value)),
            None => Self::read_in_full(text),
        }
    }

    /// Reads any certificate; what is common is read sooner, and to the same, by [`common`].
    fn read_in_full(text: &str) -> Result<Read<Self>, CertificateError> {
        let mut trace = Trace::default();
        let text = layout::plain(text, &mut trace);
        let layout = Layout::of_text(&text, &mut trace)?;
        Self::assemble(&layout, trace)
    }

    /// Reads series and number from two texts and says which steps that took.
    ///
    /// `number_cell` says how the number arrived: in a numeric cell lost zeros are restored.
    ///
    /// # Errors
    ///
    /// As [`BirthCertificate::parse`].
    pub fn read_parts(
        series: &str,
        number: &str,
        number_cell: SheetCell,
    ) -> Result<Read<Self>, CertificateError> {
        let mut trace = Trace::default();
        match common::read_parts(series, number, number_cell, &mut trace) {
            Some(value) => Ok(trace.with(value)),
            None => Self::read_parts_in_full(series, number, number_cell),
        }
    }

    /// As [`BirthCertificate::read_in_full`], from two texts.
    fn read_parts_in_full(
        series: &str,
        number: &str,
        number_cell: SheetCell,
    ) -> Result<Read<Self>, CertificateError> {
        let mut trace = Trace::default();
        let series = layout::plain(series, &mut trace);
        let number = layout::plain(number, &mut trace);
        let layout = Layout::of_parts(&series, &number, number_cell, &mut trace)?;
        Self::assemble(&layout, trace)
    }

    /// The value of the Roman numeral, from 1 to 399.
    #[must_use]
    pub const fn numeral(&self) -> u16 {
        self.numeral.value()
    }

    /// The letter pair, two Cyrillic capitals.
    #[must_use]
    pub const fn letters(&self) -> [char; 2] {
        self.letters.both()
    }

    /// The series (серия) as it is printed: `III-МЮ`.
    #[must_use]
    pub fn series(&self) -> String {
        let [first, second] = self.letters();
        let mut series = self.numeral.to_string();
        series.extend(['-', first, second]);
        series
    }

    /// The digits of the number (номер), six or seven of them.
    #[must_use]
    pub fn number(&self) -> &str {
        self.number.as_str()
    }

    /// Reads the three places, in the order of the refusals.
    fn assemble(layout: &Layout, mut trace: Trace) -> Result<Read<Self>, CertificateError> {
        let numeral = Numeral::read(&layout.numeral, &mut trace);
        let letters = Letters::read(&layout.letters, &mut trace);
        let numeral = numeral.ok_or(CertificateError::Numeral)?;
        let letters = letters.ok_or(CertificateError::Letters)?;
        let number = Number::read(&layout.number, layout.number_cell, &mut trace);
        let number = number.ok_or(CertificateError::Number)?;
        trace.take_if(!layout.is_canonical, Step::Separators);
        Ok(trace.with(Self { numeral, letters, number }))
    }
}

impl fmt::Display for BirthCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.series(), self.number())
    }
}

impl fmt::Debug for BirthCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthCertificate([personal])")
    }
}

/// Why a text is not a birth certificate, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// White space only: `"  "`.
    #[error("there is no certificate")]
    Empty,
    /// No digits at the end, or nothing left of a letter pair: `"45 12 345678"`, `"III-МЮ"`.
    #[error("not a numeral, two letters and a number")]
    Shape,
    /// No well-formed Roman numeral of I V X L C, or one that may be two: `"IIII-МЮ 123456"`.
    #[error("the series does not begin with a Roman numeral")]
    Numeral,
    /// Not two Cyrillic letters: `"III-М0 123456"`.
    #[error("the series does not end in two Cyrillic letters")]
    Letters,
    /// Neither six digits nor seven: `"III-МЮ 12345"`.
    #[error("the number has neither six digits nor seven")]
    Number,
}

impl CertificateError {
    /// The code of the contract: `empty`, `shape`, `numeral`, `letters`, `number`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Shape => "shape",
            Self::Numeral => "numeral",
            Self::Letters => "letters",
            Self::Number => "number",
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
