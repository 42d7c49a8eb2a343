//! What asking ESIA has shown of the consents, as a plain value.

use crate::consent::State;
use alloc::collections::BTreeSet;
use alloc::string::String;
use chrono::{DateTime, FixedOffset};
use esia_core::access::{ConsentFact, ConsentState};

/// What asking has shown (что видно при опросе).
///
/// Whoever keeps the last list may use it within the staleness bound (T-21) in place of
/// [`Sighting::Unknown`]; after it, unknown is what is known.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Sighting {
    /// The scopes that the person's permissions cover, all of them, for whatever system.
    Listed(BTreeSet<String>),
    /// Nothing: a refusal, a failure, an answer that cannot be read.
    Unknown,
}

impl Sighting {
    /// A list, or nothing.
    #[must_use]
    pub fn of(listed: Option<&BTreeSet<String>>) -> Self {
        listed.map_or(Self::Unknown, |scopes| Self::Listed(scopes.clone()))
    }
}

/// The consent as the login decision sees it, after asking.
///
/// While nothing was shown it is unknown, whatever was known before, and unknown opens nothing
/// (D-10); it is not withdrawn, so the epoch stays.
#[must_use]
pub fn fact(state: &State, sighting: &Sighting, at: DateTime<FixedOffset>) -> ConsentFact {
    let known = crate::fact::consent_fact(state, at);
    match sighting {
        Sighting::Listed(_) => known,
        Sighting::Unknown => ConsentFact { state: ConsentState::Unknown, ..known },
    }
}
