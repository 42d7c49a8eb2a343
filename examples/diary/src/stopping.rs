//! Whether an instance is leaving, so that whoever sends it requests sends them elsewhere.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this instance was told to stop.
#[derive(Debug, Default)]
pub struct Stopping(AtomicBool);

impl Stopping {
    /// From now on it is.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether it is.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
