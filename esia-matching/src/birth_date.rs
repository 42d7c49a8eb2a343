//! The day of birth, as registers write it.
//!
//! ```
//! use esia_matching::birth_date::{BirthDate, BirthDateError, DateOrder};
//!
//! assert_eq!(BirthDate::parse("1.2.2015")?.to_string(), "2015-02-01");
//! assert_eq!(BirthDate::parse("01/02/2015"), Err(BirthDateError::Shape));
//! let declared = BirthDate::parse_with("01/02/2015", DateOrder::DayMonthYear)?;
//! assert_eq!(declared.to_string(), "2015-02-01");
//! # Ok::<(), BirthDateError>(())
//! ```

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use chrono::{Datelike as _, NaiveDate};

use crate::signs::{is_dash, is_invisible};
use crate::steps::{Read, Step, Trace};

mod plain;

/// A birth date (дата рождения): a day of the years 1900 to 2100.
///
/// # Syntax
///
/// | text | read as |
/// |---|---|
/// | `2015-02-01` | year, month, day, always |
/// | `01.02.2015`, `1.2.2015` | day, month, year, always |
/// | `01/02/2015`, `1-2-2015`, `1 2 2015` | day, month, year, only where declared ([`DateOrder`]) |
///
/// Blanks round the date and invisible signs are dropped. `Debug` never shows the day.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// Takes a day that arrived as one: a typed cell, an answer already read.
    ///
    /// # Errors
    ///
    /// [`BirthDateError::Range`] before 1900 or after 2100.
    pub fn new(date: NaiveDate) -> Result<Self, BirthDateError> {
        if YEARS.contains(&date.year()) { Ok(Self(date)) } else { Err(BirthDateError::Range) }
    }

    /// Reads a day whose text leaves no doubt about the order.
    ///
    /// # Errors
    ///
    /// One variant of [`BirthDateError`] for each way of not being a birth date.
    pub fn parse(text: &str) -> Result<Self, BirthDateError> {
        Self::parse_with(text, DateOrder::Undeclared)
    }

    /// Reads a day; `order` is what the source declares of its dates.
    ///
    /// # Errors
    ///
    /// As [`BirthDate::parse`].
    pub fn parse_with(text: &str, order: DateOrder) -> Result<Self, BirthDateError> {
        match plain::written(text.as_bytes()) {
            Some((written, _)) => Self::from_written(&written),
            None => Self::read_in_full(text, order).map(|read| read.value),
        }
    }

    /// Reads a day and says which steps that took.
    ///
    /// # Errors
    ///
    /// As [`BirthDate::parse`].
    pub fn read(text: &str, order: DateOrder) -> Result<Read<Self>, BirthDateError> {
        let Some((written, is_canonical)) = plain::written(text.as_bytes()) else {
            return Self::read_in_full(text, order);
        };
        let mut trace = Trace::default();
        trace.take_if(!is_canonical, Step::Separators);
        Self::from_written(&written).map(|value| trace.with(value))
    }

    /// Reads any date; what is plain is read sooner, and to the same, by [`plain::written`].
    fn read_in_full(text: &str, order: DateOrder) -> Result<Read<Self>, BirthDateError> {
        let mut trace = Trace::default();
        let visible = without_invisible(text, &mut trace);
        let day = visible.trim();
        trace.take_if(day.len() != visible.len(), Step::Spaces);
        if day.is_empty() {
            return Err(BirthDateError::Empty);
        }
        let date = if let Some(date) = year_first(day) {
            date
        } else {
            trace.take(Step::Separators);
            day_first(day, order).ok_or(BirthDateError::Shape)?
        };
        Self::from_written(&date).map(|value| trace.with(value))
    }

    fn from_written(date: &Written) -> Result<Self, BirthDateError> {
        date.on_calendar().ok_or(BirthDateError::Impossible).and_then(Self::new)
    }

    /// The day.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate([personal])")
    }
}

/// What a source declares of the order in its dates (порядок числа, месяца и года).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum DateOrder {
    /// Nothing: `01/02/2015` may be January or February, so it is refused.
    #[default]
    Undeclared,
    /// Day, month, year, whatever stands between them.
    DayMonthYear,
}

/// Why a text is not a birth date, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BirthDateError {
    /// White space only: `"  "`.
    #[error("there is no date")]
    Empty,
    /// Written otherwise, or in doubt: `"42036"`, `"01.02.15"`, `"01/02/2015"`.
    #[error("neither year-month-day nor day.month.year")]
    Shape,
    /// No day of the calendar: `"31.06.2015"`.
    #[error("the calendar has no such day")]
    Impossible,
    /// Before 1900 or after 2100: `"1899-12-31"`.
    #[error("a birth date lies between 1900 and 2100")]
    Range,
}

impl BirthDateError {
    /// The code of the contract: `empty`, `shape`, `impossible`, `range`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Shape => "shape",
            Self::Impossible => "impossible",
            Self::Range => "range",
        }
    }
}

/// The text without invisible signs; borrowed where there are none.
fn without_invisible<'a>(text: &'a str, trace: &mut Trace) -> Cow<'a, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    trace.take(Step::Invisible);
    Cow::Owned(text.chars().filter(|&sign| !is_invisible(sign)).collect::<String>())
}

/// Three numbers that may be a day.
struct Written {
    year: u16,
    month: u16,
    day: u16,
}

impl Written {
    fn on_calendar(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), self.day.into())
    }
}

/// `YYYY-MM-DD`, with all its zeros.
fn year_first(text: &str) -> Option<Written> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Some(Written {
        year: number(year, 4, 4)?,
        month: number(month, 2, 2)?,
        day: number(day, 2, 2)?,
    })
}

/// `D.M.YYYY`, zeros or not; another sign in the place of both dots only where `order` is declared.
fn day_first(text: &str, order: DateOrder) -> Option<Written> {
    let separator = text.chars().find(|sign| !sign.is_ascii_digit())?;
    let is_known = match order {
        DateOrder::Undeclared => separator == '.',
        DateOrder::DayMonthYear => {
            matches!(separator, '.' | '/') || is_dash(separator) || separator.is_whitespace()
        }
    };
    let (day, rest) = text.split_once(separator).filter(|_| is_known)?;
    let (month, year) = rest.split_once(separator)?;
    Some(Written {
        year: number(year, 4, 4)?,
        month: number(month, 1, 2)?,
        day: number(day, 1, 2)?,
    })
}

/// A number of ASCII digits, as many of them as stated.
fn number(text: &str, least: usize, most: usize) -> Option<u16> {
    let fits = (least..=most).contains(&text.len());
    let is_number = fits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// The years in which somebody in a school register may have been born.
const YEARS: core::ops::RangeInclusive<i32> = 1900..=2100;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
