//! The stand's clock: the only file that asks the machine for the time.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering};

/// What time it is when a stand starts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ClockStart {
    /// The machine's time.
    #[default]
    Machine,
    /// This moment, and time goes on from there.
    At(DateTime<Utc>),
    /// This moment, and time stands still but for [`Stand::advance`](crate::Stand::advance).
    Frozen(DateTime<Utc>),
}

/// The chosen time plus what tests have let pass.
#[derive(Debug)]
pub(crate) struct Clock {
    frozen: Option<DateTime<Utc>>,
    ahead_seconds: AtomicI64,
    /// How far the portal's own clock runs before that: requests and tokens of systems, which
    /// have clocks of their own, are not touched by it.
    portal_ahead_seconds: AtomicI64,
}

impl Clock {
    pub(crate) fn new(start: ClockStart) -> Self {
        let (frozen, ahead) = match start {
            ClockStart::Machine => (None, 0),
            ClockStart::At(at) => (None, at.signed_duration_since(machine()).num_seconds()),
            ClockStart::Frozen(at) => (Some(at), 0),
        };
        Self {
            frozen,
            ahead_seconds: AtomicI64::new(ahead),
            portal_ahead_seconds: AtomicI64::new(0),
        }
    }

    /// The present moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::try_seconds(self.ahead_seconds.load(Ordering::Relaxed));
        let now = self.frozen.unwrap_or_else(machine);
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

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn machine() -> DateTime<Utc> {
    Utc::now()
}

/// UTC+3.
const MOSCOW_SECONDS: i32 = 3 * 3600;
