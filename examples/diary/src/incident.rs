//! A failure as the log has it: a kind, a cause without values, and a code that a person can
//! read out to the school.

use crate::random;
use std::error::Error;

/// A code of eight letters and digits that ties a page to a line of the log.
#[derive(Clone, Debug)]
pub struct Incident {
    code: String,
}

impl Incident {
    /// Logs a failure. Our errors hold no value of a person, so their text may be logged (T-15).
    pub fn report(kind: &'static str, error: &dyn Error) -> Self {
        let incident = Self::new();
        let cause = error.source().map(ToString::to_string);
        tracing::warn!(support_code = incident.code, kind, %error, cause);
        incident
    }

    /// Logs a refusal by a row of the decision table.
    pub fn refusal(row: &'static str, reason: &str) -> Self {
        let incident = Self::new();
        tracing::info!(support_code = incident.code, kind = "refused", row, reason);
        incident
    }

    /// The code, for the page.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    fn new() -> Self {
        // Without randomness the page still has a code, only not one of its own.
        let number = random::bytes::<4>().map_or(0, u32::from_be_bytes);
        Self { code: format!("{number:08X}") }
    }
}
