//! What waits on the server while the person is at the gateway.

use crate::gateway::issuer::Issuer;
use crate::protocol::client::RedirectUri;
use crate::protocol::json;
use crate::protocol::nonce::Nonce;
use crate::protocol::state::CsrfState;
use crate::secrets::Secret;
use alloc::string::String;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A sign-in that waits for its callback; kept on the server, bound to one browser (T-09).
///
/// [`callback::read`](crate::gateway::callback::read) takes it by value, so that it serves once.
/// Whoever stores it deletes it in the same transaction that reads it. It knows at which gateway
/// it was begun (T-10).
#[derive(Clone, Debug)]
pub struct PendingSignIn {
    pub(crate) issuer: Issuer,
    pub(crate) state: CsrfState,
    pub(crate) nonce: Nonce,
    pub(crate) verifier: Secret,
    pub(crate) redirect_uri: RedirectUri,
    pub(crate) issued_at: DateTime<FixedOffset>,
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
            issuer: String::from(self.issuer.as_str()),
            state: String::from(self.state.expose()),
            nonce: String::from(self.nonce.expose()),
            verifier: String::from(self.verifier.expose()),
            redirect_uri: String::from(self.redirect_uri.as_str()),
            issued_at: self.issued_at.to_rfc3339(),
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
        Ok(Self {
            issuer: Issuer::parse(&stored.issuer).map_err(|_| PendingError)?,
            state: CsrfState::parse(&stored.state).map_err(|_| PendingError)?,
            nonce: Nonce::from_text(stored.nonce),
            verifier: Secret::new(stored.verifier),
            redirect_uri: RedirectUri::parse(&stored.redirect_uri).map_err(|_| PendingError)?,
            issued_at: DateTime::parse_from_rfc3339(&stored.issued_at).map_err(|_| PendingError)?,
        })
    }
}

/// A stored text that is no pending sign-in: `""`, `"{}"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a stored sign-in at a gateway")]
pub struct PendingError;

#[derive(Deserialize, Serialize)]
struct Stored {
    issuer: String,
    state: String,
    nonce: String,
    verifier: String,
    redirect_uri: String,
    issued_at: String,
}

const MAX_STORED: usize = 64 * 1024;
