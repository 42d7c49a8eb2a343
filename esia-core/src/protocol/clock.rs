//! How far ESIA's clock is from ours, seen from the header `Date` of its answers.

mod http_date;

pub use http_date::{HttpDate, HttpDateError};

use chrono::{DateTime, FixedOffset, TimeDelta};

/// What is added to our clock to have ESIA's (поправка часов): the remedy for `ESIA-007015`.
///
/// Whoever sees an answer of ESIA observes it; the corrected moment is then the `at` of requests
/// and of the [`Verifier`](crate::protocol::verify::Verifier) alike, since ESIA's clock stamps the
/// tokens too. A host whose clock is kept right never needs it.
///
/// # Examples
///
/// ```
/// use chrono::DateTime;
/// use esia_core::protocol::clock::ClockOffset;
///
/// let sent_at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
/// let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:01+03:00").unwrap();
/// let offset = ClockOffset::observed("Tue, 01 Sep 2026 05:10:00 GMT", sent_at, at)?;
/// assert_eq!(offset.apply(at).to_rfc3339(), "2026-09-01T08:10:01+03:00");
/// # Ok::<(), esia_core::protocol::clock::ClockError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct ClockOffset(TimeDelta);

impl ClockOffset {
    /// Reads the offset from the header `Date` of an answer to a request that was sent at
    /// `sent_at`, and came at `at`, both by our own clock.
    ///
    /// The header has whole seconds and was written at some moment in between, so the offset is
    /// known to within the time that the answer took: it is the middle of what it may be, and
    /// zero where the clocks may agree.
    ///
    /// # Errors
    ///
    /// [`ClockError`]: a header that is no date, an answer before its request, an offset of more
    /// than a day.
    pub fn observed(
        date: &str,
        sent_at: DateTime<FixedOffset>,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, ClockError> {
        let date = HttpDate::parse(date, at)?.moment();
        if at < sent_at {
            return Err(ClockError::Order);
        }
        let least = date.signed_duration_since(at).num_milliseconds();
        let second_later = date.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(date);
        let most = second_later.signed_duration_since(sent_at).num_milliseconds();
        if least.checked_abs().is_none_or(|least| least > MAX_MILLISECONDS) {
            return Err(ClockError::TooFar);
        }
        if least <= 0 && most >= 0 {
            return Ok(Self::default());
        }
        Ok(Self(TimeDelta::seconds(least.midpoint(most) / 1000)))
    }

    /// ESIA's moment for a moment of ours, in the same offset from UTC.
    #[must_use]
    pub fn apply(self, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        at.checked_add_signed(self.0).unwrap_or(at)
    }

    /// The offset in whole seconds: positive where ESIA's clock is ahead of ours.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.num_seconds()
    }

    /// Whether the clocks agree as far as can be seen.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

/// Why an answer tells nothing about the clocks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ClockError {
    /// Not a date of HTTP: `"yesterday"`.
    #[error(transparent)]
    Date(#[from] HttpDateError),
    /// An answer that came before its request: our clock was set back in between.
    #[error("the answer came before its request")]
    Order,
    /// More than a day off: a broken clock is to be set right, not worked around.
    #[error("the clocks are more than a day apart")]
    TooFar,
}

const MAX_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;
