//! The second step: the browser comes back with a code or an error.

use crate::gateway::pending::PendingSignIn;
use crate::gateway::provider::Provider;
use crate::protocol::callback::{self as shared, AuthorizationCode, Parameters};
use crate::protocol::client::RedirectUri;
use crate::protocol::nonce::Nonce;
use crate::protocol::provider_error::ErrorWord;
use crate::secrets::Secret;
use url::Url;

/// What came back with the state of this browser.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug)]
pub enum Callback {
    /// A code to exchange.
    Code(CodeGrant),
    /// The gateway, or the person, refused.
    Refused(ErrorWord),
}

/// A code together with what its exchange must repeat; good for one exchange.
///
/// Only [`read`] makes one. It carries the token endpoint of its own gateway, so that a code never
/// goes to another (T-10).
#[derive(Debug)]
pub struct CodeGrant {
    pub(crate) code: AuthorizationCode,
    pub(crate) nonce: Nonce,
    pub(crate) verifier: Secret,
    pub(crate) redirect_uri: RedirectUri,
    pub(crate) token: Url,
    pub(crate) takes_basic: bool,
}

/// Reads the query of a callback against the sign-in that this browser began at this gateway.
///
/// `query` is what follows the question mark, as received. The pending sign-in is spent whatever
/// the result (T-09).
///
/// # Errors
///
/// One variant of [`CallbackError`] for each way of not being an answer to this sign-in.
pub fn read(
    provider: &Provider,
    pending: PendingSignIn,
    query: &str,
) -> Result<Callback, CallbackError> {
    if pending.issuer != *provider.issuer() {
        return Err(CallbackError::OtherProvider);
    }
    let answer = Parameters::read(query)?;
    answer.check_state(&pending.state)?;
    match answer.issuer.as_deref() {
        Some(issuer) if issuer == provider.issuer().as_str() => {}
        Some(_) => return Err(CallbackError::WrongIssuer),
        None if provider.sends_issuer() => return Err(CallbackError::NoIssuer),
        None => {}
    }
    match (answer.code, answer.error) {
        (Some(_), Some(_)) => Err(shared::CallbackError::CodeAndError.into()),
        (None, None) => Err(shared::CallbackError::Neither.into()),
        (None, Some(error)) => Ok(Callback::Refused(ErrorWord::from_text(&error))),
        (Some(code), None) => Ok(Callback::Code(CodeGrant {
            code: AuthorizationCode::parse(&code)?,
            nonce: pending.nonce,
            verifier: pending.verifier,
            redirect_uri: pending.redirect_uri,
            token: provider.token().clone(),
            takes_basic: provider.takes_basic(),
        })),
    }
}

/// Why a callback is no answer to the pending sign-in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CallbackError {
    /// The form or the state, as at ESIA: `"code=a"` without a state.
    #[error(transparent)]
    Form(#[from] shared::CallbackError),
    /// The sign-in was begun at another gateway than this one.
    #[error("the sign-in was begun at another gateway")]
    OtherProvider,
    /// Another `iss`: `"code=a&state=…&iss=https%3A%2F%2Fother.example"` (RFC 9207).
    #[error("the answer is that of another issuer")]
    WrongIssuer,
    /// No `iss` from a gateway that promised one.
    #[error("the answer does not name its issuer")]
    NoIssuer,
}
