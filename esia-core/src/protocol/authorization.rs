//! The first step: sending the browser to ESIA.

use crate::protocol::client::{Client, Scope};
use crate::protocol::generation::Generation;
use crate::protocol::nonce::Nonce;
use crate::protocol::pending::PendingSignIn;
use crate::protocol::permissions::Permissions;
use crate::protocol::pkce::Pkce;
use crate::protocol::signer::{RequestSigner, SignError, client_secret};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use alloc::collections::BTreeMap;
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
    permissions: Option<Permissions>,
}

impl Opening {
    /// The least: a state.
    #[must_use]
    pub const fn new(state: CsrfState) -> Self {
        Self { state, pkce: None, nonce: None, permissions: None }
    }

    /// Also PKCE (T-09). The first [`Generation`] does not know it, and it is left out there.
    #[must_use]
    pub fn with_pkce(self, pkce: Pkce) -> Self {
        Self { pkce: Some(pkce), ..self }
    }

    /// Also a nonce; ESIA need not give it back.
    #[must_use]
    pub fn with_nonce(self, nonce: Nonce) -> Self {
        Self { nonce: Some(nonce), ..self }
    }

    /// Also asks for consents; the request then has the scope `openid` alone, whatever the client's
    /// is, and so has the exchange of its code. The first generation knows no consents: none are
    /// asked for there.
    #[must_use]
    pub fn with_permissions(self, permissions: Permissions) -> Self {
        Self { permissions: Some(permissions), ..self }
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
    /// Signs a request for a code; its parameters stand in alphabetical order.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        client: &Client,
        signer: &S,
        opening: Opening,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, SignError<S::Error>> {
        Self::stamped(client, signer, opening, &Timestamp::of(at), at)
    }

    /// Signs a request with a moment of its own: that of ESIA's clock.
    pub(crate) fn stamped<S: RequestSigner>(
        client: &Client,
        signer: &S,
        opening: Opening,
        timestamp: &Timestamp,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, SignError<S::Error>> {
        let Opening { state, pkce, nonce, permissions } = opening;
        let generation = client.endpoints().generation();
        let (pkce, nonce, permissions) = match generation {
            Generation::V1 => (None, None, None),
            Generation::Current => (pkce, nonce, permissions),
        };
        let (scope, scope_org) = match &permissions {
            Some(_) => (Scope::openid(), None),
            None => (client.scope().clone(), client.scope_org().cloned()),
        };
        let fields = SignedFields {
            client_id: client.client_id(),
            scope: &scope,
            scope_org: scope_org.as_ref(),
            timestamp,
            state: &state,
            redirect_uri: client.redirect_uri(),
        };
        let input = SigningInput::authorization(generation, &fields);
        let secret = client_secret(signer, generation, &input)?;
        let fingerprint = signer.certificate_hash().to_string();
        let challenge = pkce.as_ref().map(Pkce::challenge);
        let consents = permissions.as_ref().map(Permissions::encode);
        let mut parameters = BTreeMap::from([
            ("access_type", client.access_type().as_str()),
            ("client_id", client.client_id().as_str()),
            ("client_secret", &secret),
            ("redirect_uri", client.redirect_uri().as_str()),
            ("response_type", "code"),
            ("scope", scope.as_str()),
            ("state", state.expose()),
            ("timestamp", timestamp.as_str()),
        ]);
        if generation == Generation::Current {
            parameters.insert("client_certificate_hash", &fingerprint);
            parameters.extend(scope_org.as_ref().map(|scope| ("scope_org", scope.as_str())));
            parameters.extend(client.person_filter().map(|filter| ("person_filter", filter)));
            parameters.extend(challenge.as_deref().map(|text| ("code_challenge", text)));
            parameters
                .extend(pkce.as_ref().map(|pkce| ("code_challenge_method", pkce.method().name())));
            parameters.extend(nonce.as_ref().map(|nonce| ("nonce", nonce.expose())));
            parameters.extend(consents.as_deref().map(|text| ("permissions", text)));
        }
        let mut url = client.endpoints().authorize().clone();
        url.query_pairs_mut().extend_pairs(parameters);
        let pending = PendingSignIn {
            state,
            verifier: pkce.map(|pkce| pkce.verifier().clone()),
            nonce,
            scope,
            scope_org,
            redirect_uri: client.redirect_uri().clone(),
            issued_at: at,
            is_second: false,
        };
        Ok(Self { url, pending })
    }
}
