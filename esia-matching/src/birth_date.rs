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
        Self::read(text, order).map(|read| read.value)
    }

    /// Reads a day and says which steps that took.
    ///
    /// # Errors
    ///
    /// As [`BirthDate::parse`].
    pub fn read(text: &str, order: DateOrder) -> Result<Read<Self>, BirthDateError> {
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
        let date = date.on_calendar().ok_or(BirthDateError::Impossible)?;
        Self::new(date).map(|value| trace.with(value))
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
mod tests {
    use alloc::string::ToString as _;

    use super::{BirthDate, BirthDateError, DateOrder};
    use crate::steps::Step;

    #[test]
    fn a_canonical_text_takes_no_step_and_every_other_text_takes_one() {
        let steps = |text| BirthDate::read(text, DateOrder::DayMonthYear).unwrap().steps;
        assert_eq!(steps("2015-02-01"), []);
        assert_eq!(steps("1.2.2015"), [Step::Separators]);
        assert_eq!(steps("\u{200E} 2015-02-01"), [Step::Invisible, Step::Spaces]);
        assert_eq!(steps("01/02/2015"), [Step::Separators]);
    }

    #[test]
    fn a_declared_order_covers_every_separator_but_not_two_different_ones() {
        let read = |text| {
            BirthDate::parse_with(text, DateOrder::DayMonthYear).map(|date| date.to_string())
        };
        for text in ["1/2/2015", "01-02-2015", "01 02 2015", "1–2–2015", "01.02.2015"] {
            assert_eq!(read(text).as_deref(), Ok("2015-02-01"), "{text}");
            assert_eq!(read("2015-02-01").as_deref(), Ok("2015-02-01"));
        }
        for text in ["01/02.2015", "01/02/15", "2015/02/01", "1//2/2015", "01022015"] {
            assert_eq!(read(text), Err(BirthDateError::Shape), "{text}");
        }
    }

    #[test]
    fn the_calendar_is_asked_before_the_range() {
        assert_eq!(BirthDate::parse("31.06.1850"), Err(BirthDateError::Impossible));
        assert_eq!(BirthDate::parse("0000-01-01"), Err(BirthDateError::Range));
        assert_eq!(BirthDate::parse("1900-01-01").unwrap().to_string(), "1900-01-01");
        assert_eq!(BirthDate::parse("31.12.2100").unwrap().to_string(), "2100-12-31");
    }
}
