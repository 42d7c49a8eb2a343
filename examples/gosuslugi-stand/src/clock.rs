//! The stand's clock: the only file that asks the machine for the time.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering};

/// Real time plus what tests have let pass.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead_seconds: AtomicI64,
    /// How far the portal's own clock runs before that: requests and tokens of systems, which
    /// have clocks of their own, are not touched by it.
    portal_ahead_seconds: AtomicI64,
}

impl Clock {
    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::try_seconds(self.ahead_seconds.load(Ordering::Relaxed));
        let now = Utc::now();
        now.checked_add_signed(ahead.unwrap_or_default()).unwrap_or(now)
    }

    /// The present day by Moscow.
    pub(crate) fn today(&self) -> NaiveDate {
        let now = self.now();
        FixedOffset::east_opt(MOSCOW_SECONDS)
            .map_or_else(|| now.date_naive(), |zone| now.with_timezone(&zone).date_naive())
    }

    /// The present moment at the portal, by Moscow.
    pub(crate) fn portal_now(&self) -> DateTime<FixedOffset> {
        let ahead = TimeDelta::try_seconds(self.portal_ahead_seconds.load(Ordering::Relaxed));
        let now = self.now();
        let now = now.checked_add_signed(ahead.unwrap_or_default()).unwrap_or(now);
        FixedOffset::east_opt(MOSCOW_SECONDS)
            .map_or_else(|| now.fixed_offset(), |zone| now.with_timezone(&zone))
    }

    /// Lets time pass at the portal alone.
    pub(crate) fn advance_portal(&self, by: TimeDelta) {
        self.portal_ahead_seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.ahead_seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

/// UTC+3.
const MOSCOW_SECONDS: i32 = 3 * 3600;
