//! The first step: the browser is sent to the gateway.

use crate::gateway::client::Client;
use crate::gateway::pending::PendingSignIn;
use crate::gateway::provider::Provider;
use crate::protocol::nonce::Nonce;
use crate::protocol::pkce::{Pkce, PkceMethod};
use crate::protocol::state::CsrfState;
use alloc::string::String;
use chrono::{DateTime, FixedOffset};
use core::fmt;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreJsonWebKeySet};
use openidconnect::{
    AuthUrl, CsrfToken, IssuerUrl, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
};
use url::Url;

/// What one sign-in is begun with: random bytes of the caller, for each sign-in anew.
///
/// There is no sign-in without PKCE S256 and nonce, so there is nothing to choose here.
#[derive(Clone, Debug)]
pub struct Opening {
    pub(crate) state: CsrfState,
    pub(crate) nonce: Nonce,
    pub(crate) pkce: Pkce,
}

impl Opening {
    /// Takes the bytes for the state, the nonce and the PKCE verifier.
    #[must_use]
    pub fn from_random(state: [u8; 16], nonce: [u8; 16], verifier: [u8; 32]) -> Self {
        Self {
            state: CsrfState::from_random(state),
            nonce: Nonce::from_random(nonce),
            pkce: Pkce::from_random(verifier, PkceMethod::s256()),
        }
    }
}

/// A begun sign-in: where the browser goes, and what waits for it here.
///
/// The address carries the state and the nonce: `Debug` shows its host.
pub struct SignIn {
    /// The address at the gateway.
    pub url: Url,
    /// What the callback is read against; bound to this browser.
    pub pending: PendingSignIn,
}

impl SignIn {
    /// Makes the address of one sign-in.
    ///
    /// # Errors
    ///
    /// [`BeginError`].
    pub fn begin(
        client: &Client,
        provider: &Provider,
        opening: Opening,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, BeginError> {
        let Opening { state, nonce, pkce } = opening;
        let text = |text: &str| String::from(text);
        let issuer = IssuerUrl::new(text(provider.issuer().as_str())).map_err(|_| BeginError)?;
        let redirect = RedirectUrl::new(text(client.redirect_uri().as_str()));
        let known = CoreClient::new(
            openidconnect::ClientId::new(text(client.client_id().as_str())),
            issuer,
            CoreJsonWebKeySet::default(),
        )
        .set_auth_uri(AuthUrl::from_url(provider.authorization().clone()))
        .set_redirect_uri(redirect.map_err(|_| BeginError)?);
        // The verifier has 43 signs, as `Pkce` makes it.
        let verifier = PkceCodeVerifier::new(text(pkce.verifier().expose()));
        let (state_text, nonce_text) = (text(state.expose()), text(nonce.expose()));
        let names = client.scope().as_str().split(' ').filter(|name| *name != "openid");
        let (url, _, _) = known
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state_text),
                || openidconnect::Nonce::new(nonce_text),
            )
            .add_scopes(names.map(|name| openidconnect::Scope::new(text(name))))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        let pending = PendingSignIn {
            issuer: provider.issuer().clone(),
            state,
            nonce,
            verifier: pkce.verifier().clone(),
            redirect_uri: client.redirect_uri().clone(),
            issued_at: at,
        };
        Ok(Self { url, pending })
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignIn({})", self.url.host_str().unwrap_or_default())
    }
}

/// An address that one crate reads and another does not; none is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the issuer or the return address is no address for openidconnect")]
pub struct BeginError;
