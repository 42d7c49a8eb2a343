//! The port through which a diary asks for consent and hears what became of it.
//!
//! **This is a port of ours.** No public document says how a diary asks a child's parents for
//! consent, lists the representatives, or hears that a consent was withdrawn; the instructions
//! only say that requests go out «автоматически». [`ConsentsPlatform`] is our own reading
//! of what such a service must offer. The simulated stand implements it; ESIA does not, and
//! nothing here pretends so. A vendor writes an adapter to whatever its region really has.

mod http;

pub use http::HttpPlatform;

use chrono::{DateTime, FixedOffset};
use esia_core::account::SubjectId;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;

/// An answer that is still under way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, PlatformError>> + Send + 'a>>;

/// Whoever holds the consents: the system of record, which our own machine mirrors.
pub trait ConsentsPlatform: Send + Sync + std::fmt::Debug {
    /// What is known of one pupil: the representatives, and everything that happened.
    fn subject<'a>(&'a self, subject: &'a SubjectId) -> Answer<'a, SubjectNews>;

    /// Asks everybody who may consent for this pupil. The same key again asks nobody twice.
    fn request<'a>(&'a self, subject: &'a SubjectId, idempotency_key: &'a str) -> Answer<'a, ()>;
}

/// What the platform knows of one pupil.
#[derive(Clone, Debug, Deserialize)]
pub struct SubjectNews {
    /// The representatives, by a pseudonymous handle.
    pub representatives: Vec<Representative>,
    /// Everything that happened, oldest first.
    pub news: Vec<News>,
}

/// A legal representative, by the platform's own handle.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Representative {
    /// The handle; it names nobody.
    pub handle: String,
    /// Whether the pupil's account is linked to theirs.
    pub linked: bool,
    /// Whether the registry confirms their authority.
    pub authority: bool,
}

/// One thing that happened at the platform.
#[derive(Clone, Debug, Deserialize)]
pub struct News {
    /// The platform's own number, rising.
    pub sequence: i64,
    /// When it happened there.
    pub occurred_at: DateTime<FixedOffset>,
    /// What happened: a name of state-machines.md 6.1.
    pub kind: String,
    /// Who did it: a handle, `self`, `operator`, `clock` or `esia`.
    pub by: String,
}

/// Why the platform gave no answer. It names no person.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PlatformError {
    /// It could not be reached, or took too long.
    #[error("the consents platform does not answer")]
    Unreachable,
    /// It refused the request.
    #[error("the consents platform refused with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// Its answer cannot be read.
    #[error("the consents platform answered something else")]
    Unreadable,
}
