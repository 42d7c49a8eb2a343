//! The one place that reads the clock; everything else is given a moment.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use std::fmt;
use std::sync::Arc;
use std::time::Instant;

/// The school's clock: a moment in the school's own zone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>);

impl Clock {
    /// The clock of this machine, in the zone of the school.
    #[must_use]
    pub fn system(zone: FixedOffset) -> Self {
        #[expect(clippy::disallowed_methods, reason = "this file is the clock")]
        Self(Arc::new(move || Utc::now().with_timezone(&zone)))
    }

    /// A clock that a test sets.
    pub fn from_source(source: impl Fn() -> DateTime<FixedOffset> + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.0)()
    }

    /// This civil day at the school.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}

/// How long something takes, for the metrics; nothing is decided by it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// From now on.
    #[must_use]
    pub fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this file is the clock")]
        Self(Instant::now())
    }

    /// The seconds until now.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
