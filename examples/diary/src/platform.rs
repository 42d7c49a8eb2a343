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
use serde::Deserialize;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// An answer that is still under way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, PlatformError>> + Send + 'a>>;

/// Whoever holds the consents: the system of record, which our own machine mirrors.
pub trait ConsentsPlatform: Send + Sync + fmt::Debug {
    /// What is known of one pupil: the representatives, and everything that happened.
    fn subject<'a>(&'a self, subject: &'a SubjectId) -> Answer<'a, SubjectNews>;

    /// Asks everybody who may consent for this pupil. The same key again asks nobody twice.
    fn request<'a>(&'a self, subject: &'a SubjectId, idempotency_key: &'a str) -> Answer<'a, ()>;
}

/// What the platform knows of one pupil.
///
/// `Debug` shows nothing of it: handles tell families apart.
#[derive(Clone, Deserialize)]
pub struct SubjectNews {
    /// Which register of the platform speaks: numbers of news are its own.
    pub register: String,
    /// The moment that this answer speaks of.
    pub as_of: DateTime<FixedOffset>,
    /// The representatives, by a pseudonymous handle.
    pub representatives: Vec<Representative>,
    /// Everything that happened, oldest first.
    pub news: Vec<News>,
}

/// A legal representative, by the platform's own handle.
#[derive(Clone, Deserialize)]
pub struct Representative {
    /// The handle; it names nobody.
    pub handle: String,
    /// Whether the pupil's account is linked to theirs.
    pub linked: bool,
    /// Whether the registry confirms their authority.
    pub authority: bool,
}

/// One thing that happened at the platform.
#[derive(Clone, Deserialize)]
pub struct News {
    /// The platform's own number, rising.
    pub sequence: i64,
    /// When it happened there.
    pub occurred_at: DateTime<FixedOffset>,
    /// What happened: a name of state-machines.md 6.1.
    pub kind: String,
    /// Who did it: a handle, `self`, `operator`, `clock` or `esia`.
    pub by: String,
    /// When a consent that was given ends by itself, if it names a term.
    #[serde(default)]
    pub expires_at: Option<DateTime<FixedOffset>>,
    /// Whether a fresh sign-in to the person's own account stands behind it (T-13).
    #[serde(default)]
    pub step_up: bool,
}

impl fmt::Debug for SubjectNews {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubjectNews({} items)", self.news.len())
    }
}

impl fmt::Debug for Representative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Representative")
    }
}

impl fmt::Debug for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "News({})", self.sequence)
    }
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
