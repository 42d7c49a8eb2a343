//! What an entry commits to: one event of one pupil's consent, and how it was answered.

use crate::consent::{Event, Policy, Rejection, SetUp, Step, Verdict};
use crate::reason::Reason;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use esia_core::secrets::Personal;

/// Whose events follow each other: the integrator's key of one pupil, operator and purpose.
///
/// It should be pseudonymous; `Debug` does not show it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct StreamId(Personal);

impl StreamId {
    /// Takes a key in.
    ///
    /// # Errors
    ///
    /// [`StreamIdError::Empty`] for a blank text.
    pub fn parse(text: &str) -> Result<Self, StreamIdError> {
        if text.trim().is_empty() {
            return Err(StreamIdError::Empty);
        }
        Ok(Self(Personal::new(String::from(text))))
    }

    /// The key itself, for storage; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// Why a text is not the key of a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StreamIdError {
    /// White space only: `"  "`.
    #[error("the key of a stream is not blank")]
    Empty,
}

/// One event with everything by which it was judged (LG-8).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "what the canonical form holds, version 1")]
pub struct Record {
    /// Whose event.
    pub stream: StreamId,
    /// Which event of the stream, from 0.
    pub sequence: u64,
    /// When; the offset is the zone in which `today` was taken.
    pub at: DateTime<FixedOffset>,
    /// The settings in force.
    pub policy: Policy,
    /// What happened.
    pub body: Body,
}

/// What happened.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Body {
    /// The stream begins; what is known before its first event.
    Opened(SetUp),
    /// An event came.
    Stepped {
        /// What, and by whom.
        event: Event,
        /// How it was answered.
        outcome: Outcome,
        /// The number of the newest episode after it.
        episode: u32,
        /// The rules of the row that answered.
        rules: Vec<String>,
    },
}

/// How an event was answered.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Outcome {
    /// Something came of it.
    Accepted,
    /// Nothing came of it.
    Ignored,
    /// The table refused it.
    Rejected(Reason),
}

impl Outcome {
    /// Every outcome, the reasons in their order.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Accepted, Self::Ignored].into_iter().chain(Reason::ALL.map(Self::Rejected))
    }

    /// The identifier: `accepted`, `ignored`, or that of the reason.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Ignored => "ignored",
            Self::Rejected(reason) => reason.as_str(),
        }
    }
}

impl From<&Result<Step, Rejection>> for Outcome {
    fn from(answer: &Result<Step, Rejection>) -> Self {
        match answer {
            Ok(step) => match step.verdict {
                Verdict::Accepted => Self::Accepted,
                Verdict::Ignored => Self::Ignored,
            },
            Err(refused) => Self::Rejected(refused.reason),
        }
    }
}
