//! What waits on the server while the person is at ESIA.

use crate::protocol::client::{RedirectUri, Scope};
use crate::protocol::json;
use crate::protocol::nonce::Nonce;
use crate::protocol::state::CsrfState;
use crate::secrets::Secret;
use alloc::string::String;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A sign-in that waits for its callback; kept on the server, bound to one browser (T-09).
///
/// [`callback::read`](crate::protocol::callback::read) takes it by value, so that it serves once.
/// Whoever stores it deletes it in the same transaction that reads it.
///
/// # Examples
///
/// ```no_run
/// # use esia_core::protocol::pending::{PendingSignIn, PendingError};
/// # fn example(pending: PendingSignIn) -> Result<(), PendingError> {
/// let row = pending.to_stored();
/// let again = PendingSignIn::from_stored(row.expose())?;
/// assert_eq!(again.issued_at(), pending.issued_at());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PendingSignIn {
    pub(crate) state: CsrfState,
    pub(crate) verifier: Option<Secret>,
    pub(crate) nonce: Option<Nonce>,
    pub(crate) scope: Scope,
    pub(crate) scope_org: Option<Scope>,
    pub(crate) redirect_uri: RedirectUri,
    pub(crate) issued_at: DateTime<FixedOffset>,
    /// Whether it is the one more try after a wrong clock.
    pub(crate) is_second: bool,
}

impl PendingSignIn {
    /// The state, by which a store may find the sign-in.
    #[must_use]
    pub const fn state(&self) -> &CsrfState {
        &self.state
    }

    /// When it began: the caller drops what has waited too long.
    #[must_use]
    pub const fn issued_at(&self) -> DateTime<FixedOffset> {
        self.issued_at
    }

    /// The sign-in as one line of text for a store; a secret of this server.
    #[must_use]
    pub fn to_stored(&self) -> Secret {
        let stored = Stored {
            state: String::from(self.state.expose()),
            verifier: self.verifier.as_ref().map(|text| String::from(text.expose())),
            nonce: self.nonce.as_ref().map(|text| String::from(text.expose())),
            scope: String::from(self.scope.as_str()),
            scope_org: self.scope_org.as_ref().map(|scope| String::from(scope.as_str())),
            redirect_uri: String::from(self.redirect_uri.as_str()),
            issued_at: self.issued_at.to_rfc3339(),
            is_second: self.is_second,
        };
        // A flat structure of texts cannot fail to be written; the empty text is no sign-in.
        Secret::new(serde_json::to_string(&stored).unwrap_or_default())
    }

    /// Reads back what [`PendingSignIn::to_stored`] wrote.
    ///
    /// # Errors
    ///
    /// [`PendingError`].
    pub fn from_stored(text: &str) -> Result<Self, PendingError> {
        let stored: Stored = json::read(text.as_bytes(), MAX_STORED).map_err(|_| PendingError)?;
        let scope = |text: &str| Scope::parse(text).map_err(|_| PendingError);
        Ok(Self {
            state: CsrfState::parse(&stored.state).map_err(|_| PendingError)?,
            verifier: stored.verifier.map(Secret::new),
            nonce: stored.nonce.map(Nonce::from_text),
            scope: scope(&stored.scope)?,
            scope_org: stored.scope_org.as_deref().map(scope).transpose()?,
            redirect_uri: RedirectUri::parse(&stored.redirect_uri).map_err(|_| PendingError)?,
            issued_at: DateTime::parse_from_rfc3339(&stored.issued_at).map_err(|_| PendingError)?,
            is_second: stored.is_second,
        })
    }
}

/// A stored text that is no pending sign-in: `""`, `"{}"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a stored sign-in")]
pub struct PendingError;

#[derive(Deserialize, Serialize)]
struct Stored {
    state: String,
    verifier: Option<String>,
    nonce: Option<String>,
    scope: String,
    scope_org: Option<String>,
    redirect_uri: String,
    issued_at: String,
    /// Not in what earlier editions stored.
    #[serde(default)]
    is_second: bool,
}

const MAX_STORED: usize = 64 * 1024;
