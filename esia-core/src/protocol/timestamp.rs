//! The moment of a request as ESIA wants it written.

use alloc::string::{String, ToString as _};
use chrono::{DateTime, FixedOffset};

/// The moment of a request: `yyyy.MM.dd HH:mm:ss Z`, the offset without a colon.
///
/// It is both signed and sent, so it is made once and then only copied. A clock that is wrong
/// gives `ESIA-007015`.
///
/// # Examples
///
/// ```
/// use chrono::DateTime;
/// use esia_core::protocol::timestamp::Timestamp;
///
/// let at = DateTime::parse_from_rfc3339("2015-11-02T12:37:16+03:00")?;
/// assert_eq!(Timestamp::of(at).as_str(), "2015.11.02 12:37:16 +0300");
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Timestamp(String);

impl Timestamp {
    /// Writes a moment, in its own offset, without fractions of a second.
    #[must_use]
    pub fn of(at: DateTime<FixedOffset>) -> Self {
        Self(at.format("%Y.%m.%d %H:%M:%S %z").to_string())
    }

    /// The text, before any encoding for a URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn the_published_examples_are_written_to_the_letter() {
        let utc = FixedOffset::east_opt(0).unwrap();
        let at = utc.with_ymd_and_hms(2015, 11, 2, 9, 37, 16).unwrap();
        assert_eq!(Timestamp::of(at).as_str(), "2015.11.02 09:37:16 +0000");
        let at = utc.with_ymd_and_hms(2015, 11, 2, 9, 52, 36).unwrap();
        assert_eq!(Timestamp::of(at).as_str(), "2015.11.02 09:52:36 +0000");
    }

    #[test]
    fn an_offset_has_four_digits_and_a_sign() {
        let west = FixedOffset::west_opt(9 * 3600 + 30 * 60).unwrap();
        let at = west.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap();
        assert_eq!(Timestamp::of(at).as_str(), "2026.01.02 03:04:05 -0930");
    }
}
