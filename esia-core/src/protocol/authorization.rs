//! The first step: sending the browser to ESIA.

use crate::protocol::client::Client;
use crate::protocol::nonce::Nonce;
use crate::protocol::pending::PendingSignIn;
use crate::protocol::pkce::Pkce;
use crate::protocol::signer::{RequestSigner, client_secret};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use alloc::string::ToString as _;
use chrono::{DateTime, FixedOffset};
use core::fmt;
use url::Url;

/// The fresh values that one sign-in begins with; all from the caller's randomness.
#[derive(Clone, Debug)]
pub struct Opening {
    state: CsrfState,
    pkce: Option<Pkce>,
    nonce: Option<Nonce>,
}

impl Opening {
    /// The least: a state.
    #[must_use]
    pub const fn new(state: CsrfState) -> Self {
        Self { state, pkce: None, nonce: None }
    }

    /// Also PKCE (T-09).
    #[must_use]
    pub fn with_pkce(self, pkce: Pkce) -> Self {
        Self { pkce: Some(pkce), ..self }
    }

    /// Also a nonce; ESIA need not give it back.
    #[must_use]
    pub fn with_nonce(self, nonce: Nonce) -> Self {
        Self { nonce: Some(nonce), ..self }
    }
}

/// The address to send the browser to, and what to keep until it comes back.
///
/// `Debug` shows neither: the address carries a state and a signature.
#[derive(Clone)]
pub struct Authorization {
    /// The address, for one redirect of one browser.
    pub url: Url,
    /// What must be kept, bound to that browser.
    pub pending: PendingSignIn,
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorization({})", self.url.host_str().unwrap_or_default())
    }
}

impl Authorization {
    /// Signs a request for a code.
    ///
    /// # Errors
    ///
    /// Whatever the signer fails with.
    pub fn begin<S: RequestSigner>(
        client: &Client,
        signer: &S,
        opening: Opening,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, S::Error> {
        let Opening { state, pkce, nonce } = opening;
        let timestamp = Timestamp::of(at);
        let input = SigningInput::authorization(&SignedFields {
            client_id: client.client_id(),
            scope: client.scope(),
            scope_org: client.scope_org(),
            timestamp: &timestamp,
            state: &state,
            redirect_uri: client.redirect_uri(),
        });
        let secret = client_secret(signer, &input)?;
        let mut url = client.endpoints().authorize().clone();
        let mut query = url.query_pairs_mut();
        query
            .append_pair("client_id", client.client_id().as_str())
            .append_pair("client_secret", &secret)
            .append_pair("client_certificate_hash", &signer.certificate_hash().to_string())
            .append_pair("redirect_uri", client.redirect_uri().as_str())
            .append_pair("scope", client.scope().as_str())
            .append_pair("response_type", "code")
            .append_pair("state", state.expose())
            .append_pair("timestamp", timestamp.as_str())
            .append_pair("access_type", client.access_type().as_str());
        if let Some(scope_org) = client.scope_org() {
            query.append_pair("scope_org", scope_org.as_str());
        }
        if let Some(person_filter) = client.person_filter() {
            query.append_pair("person_filter", person_filter);
        }
        if let Some(pkce) = &pkce {
            query
                .append_pair("code_challenge", &pkce.challenge())
                .append_pair("code_challenge_method", pkce.method().name());
        }
        if let Some(nonce) = &nonce {
            query.append_pair("nonce", nonce.expose());
        }
        drop(query);
        let pending = PendingSignIn {
            state,
            verifier: pkce.map(|pkce| pkce.verifier().clone()),
            nonce,
            scope: client.scope().clone(),
            scope_org: client.scope_org().cloned(),
            redirect_uri: client.redirect_uri().clone(),
            issued_at: at,
        };
        Ok(Self { url, pending })
    }
}
