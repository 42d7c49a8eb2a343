//! Dates as received.

use crate::secrets::Personal;
use alloc::string::String;
use chrono::NaiveDate;
use core::fmt;

/// A date as received: its text, and the day if the text is one; `Debug` shows neither.
///
/// **Syntax**: `dd.MM.yyyy`, of a day that exists. Any other text is kept and has no day.
///
/// # Examples
///
/// ```
/// use esia_core::person::ReceivedDate;
///
/// assert!(ReceivedDate::from_text("29.02.2012").day().is_some());
/// assert!(ReceivedDate::from_text("29.02.2011").day().is_none());
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct ReceivedDate {
    text: Personal,
    day: Option<NaiveDate>,
}

impl ReceivedDate {
    /// A date from any text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self { day: read_day(text), text: Personal::new(String::from(text)) }
    }

    /// The text as received.
    #[must_use]
    pub const fn text(&self) -> &Personal {
        &self.text
    }

    /// The day, if the text is one; never for a log.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        self.day
    }
}

impl fmt::Debug for ReceivedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

fn read_day(text: &str) -> Option<NaiveDate> {
    let &[d1, d2, b'.', m1, m2, b'.', y1, y2, y3, y4] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit & 0xf))?;
            Some(number.saturating_mul(10).saturating_add(digit))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_one_way_only() {
        let day = |text: &str| ReceivedDate::from_text(text).day();
        assert_eq!(day("01.09.2012"), NaiveDate::from_ymd_opt(2012, 9, 1));
        for text in [
            "",
            "1.9.2012",
            "2012-09-01",
            "01.13.2012",
            "00.01.2012",
            "01.09.12",
            "０1.09.2012",
            "+1.09.2012",
        ] {
            assert_eq!(day(text), None, "{text:?}");
        }
    }
}
