//! The dates of HTTP (RFC 9110, 5.6.7), in all three forms.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveTime, Weekday};

/// A date of HTTP: the moment at which an answer was made, in whole seconds.
///
/// **Syntax**
///
/// | form | example |
/// |---|---|
/// | IMF-fixdate, the one that is sent today | `Sun, 06 Nov 1994 08:49:37 GMT` |
/// | RFC 850, obsolete | `Sunday, 06-Nov-94 08:49:37 GMT` |
/// | `asctime` of C, obsolete | `Sun Nov  6 08:49:37 1994` |
///
/// Names and `GMT` are written in exactly this case, and the day of the week must be that of the
/// date. A second 60 (a leap second) counts as 59.
///
/// # Examples
///
/// ```
/// use chrono::DateTime;
/// use esia_core::protocol::clock::{HttpDate, HttpDateError};
///
/// let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
/// let date = HttpDate::parse("Sun, 06 Nov 1994 08:49:37 GMT", at)?;
/// assert_eq!(date.moment().to_rfc3339(), "1994-11-06T08:49:37+00:00");
/// assert_eq!(HttpDate::parse("Mon, 06 Nov 1994 08:49:37 GMT", at), Err(HttpDateError::Weekday));
/// # Ok::<(), HttpDateError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct HttpDate(DateTime<FixedOffset>);

impl HttpDate {
    /// Reads a date; `at` settles the century of RFC 850's two digits, and nothing else.
    ///
    /// # Errors
    ///
    /// One variant of [`HttpDateError`] for each way of not being a date.
    pub fn parse(text: &str, at: DateTime<FixedOffset>) -> Result<Self, HttpDateError> {
        if text.len() > MAX_LENGTH {
            return Err(HttpDateError::Form);
        }
        let parts = match text.split_once(", ") {
            Some((weekday, rest)) if weekday.len() == 3 => imf_fixdate(weekday, rest),
            Some((weekday, rest)) => rfc_850(weekday, rest, at.year()),
            None => asctime(text),
        };
        parts.ok_or(HttpDateError::Form)?.into_date()
    }

    /// The moment, in UTC.
    #[must_use]
    pub const fn moment(self) -> DateTime<FixedOffset> {
        self.0
    }
}

/// Why a text is no date of HTTP.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum HttpDateError {
    /// None of the three forms: `"2026-09-01T05:00:00Z"`, `"Tue, 1 Sep 2026 05:00:00 GMT"`.
    #[error("not a date as HTTP writes it")]
    Form,
    /// A day or a time that does not exist: `"Tue, 31 Feb 2026 25:00:00 GMT"`.
    #[error("a day or a time that does not exist")]
    Range,
    /// The day of the week of another date: `"Mon, 06 Nov 1994 08:49:37 GMT"`.
    #[error("the day of the week is that of another date")]
    Weekday,
}

struct Parts {
    weekday: Weekday,
    year: i32,
    month: u32,
    day: u32,
    time: [u32; 3],
}

impl Parts {
    fn into_date(self) -> Result<HttpDate, HttpDateError> {
        let [hour, minute, second] = self.time;
        // RFC 9110 has a second 60; chrono has none of its own.
        let second = if second == 60 { 59 } else { second };
        let day = NaiveDate::from_ymd_opt(self.year, self.month, self.day);
        let time = NaiveTime::from_hms_opt(hour, minute, second);
        let (Some(day), Some(time)) = (day, time) else { return Err(HttpDateError::Range) };
        if day.weekday() != self.weekday {
            return Err(HttpDateError::Weekday);
        }
        Ok(HttpDate(day.and_time(time).and_utc().fixed_offset()))
    }
}

/// `06 Nov 1994 08:49:37 GMT`.
fn imf_fixdate(weekday: &str, rest: &str) -> Option<Parts> {
    let mut words = rest.strip_suffix(" GMT")?.split(' ');
    let [day, month, year, time] = [words.next()?, words.next()?, words.next()?, words.next()?];
    if words.next().is_some() {
        return None;
    }
    Some(Parts {
        weekday: short_weekday(weekday)?,
        day: number(day, 2)?,
        month: self::month(month)?,
        year: i32::try_from(number(year, 4)?).ok()?,
        time: self::time(time)?,
    })
}

/// `06-Nov-94 08:49:37 GMT`: more than 50 years ahead is the past century (RFC 9110).
fn rfc_850(weekday: &str, rest: &str, this_year: i32) -> Option<Parts> {
    let (date, time) = rest.strip_suffix(" GMT")?.split_once(' ')?;
    let mut words = date.split('-');
    let [day, month, year] = [words.next()?, words.next()?, words.next()?];
    if words.next().is_some() {
        return None;
    }
    let position = LONG_WEEKDAYS.iter().position(|name| *name == weekday)?;
    let century = this_year.checked_sub(this_year.rem_euclid(100))?;
    let year = century.checked_add(i32::try_from(number(year, 2)?).ok()?)?;
    let is_far = year.checked_sub(this_year)? > 50;
    Some(Parts {
        weekday: short_weekday(SHORT_WEEKDAYS.get(position)?)?,
        day: number(day, 2)?,
        month: self::month(month)?,
        year: if is_far { year.checked_sub(100)? } else { year },
        time: self::time(time)?,
    })
}

/// `Sun Nov  6 08:49:37 1994`: the day has two places, the first of which may be blank.
fn asctime(text: &str) -> Option<Parts> {
    let (weekday, rest) = text.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let (time, year) = rest.strip_prefix(' ')?.split_once(' ')?;
    let day = match day.strip_prefix(' ') {
        Some(digit) => number(digit, 1)?,
        None => number(day, 2)?,
    };
    Some(Parts {
        weekday: short_weekday(weekday)?,
        day,
        month: self::month(month)?,
        year: i32::try_from(number(year, 4)?).ok()?,
        time: self::time(time)?,
    })
}

/// `08:49:37`.
fn time(text: &str) -> Option<[u32; 3]> {
    let mut words = text.split(':');
    let [hour, minute, second] = [words.next()?, words.next()?, words.next()?];
    if words.next().is_some() {
        return None;
    }
    Some([number(hour, 2)?, number(minute, 2)?, number(second, 2)?])
}

/// Exactly so many decimal digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

fn month(name: &str) -> Option<u32> {
    let position = MONTHS.iter().position(|own| *own == name)?;
    u32::try_from(position).ok()?.checked_add(1)
}

fn short_weekday(name: &str) -> Option<Weekday> {
    let position = SHORT_WEEKDAYS.iter().position(|own| *own == name)?;
    Weekday::try_from(u8::try_from(position).ok()?).ok()
}

/// From Monday on, as chrono counts.
const SHORT_WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const LONG_WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The longest is RFC 850's with `Wednesday`.
const MAX_LENGTH: usize = 33;
