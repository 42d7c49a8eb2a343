//! The second step: the browser comes back with a code or an error.

use crate::protocol::client::{RedirectUri, Scope};
use crate::protocol::error_code::Advice;
use crate::protocol::nonce::Nonce;
use crate::protocol::pending::PendingSignIn;
use crate::protocol::provider_error::ProviderError;
use crate::protocol::retry::SignInRetry;
use crate::protocol::state::CsrfState;
use crate::secrets::Secret;
use alloc::borrow::Cow;
use alloc::string::String;

/// An authorization code (авторизационный код): opaque, for one exchange, for some minutes.
///
/// It happens to be a JWT; nothing in it is read.
#[derive(Clone, Debug)]
pub struct AuthorizationCode(Secret);

impl AuthorizationCode {
    /// Takes a code as received: printable ASCII without spaces, at most 8 KiB.
    ///
    /// # Errors
    ///
    /// [`CallbackError::Code`].
    pub fn parse(text: &str) -> Result<Self, CallbackError> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        if (1..=MAX_CODE).contains(&text.len()) && is_plain {
            Ok(Self(Secret::new(String::from(text))))
        } else {
            Err(CallbackError::Code)
        }
    }

    /// The code, for the request that carries it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// What came back with the state of this browser.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug)]
pub enum Callback {
    /// A code to exchange.
    Code(CodeGrant),
    /// ESIA, or the person, refused.
    Refused(ProviderError),
}

/// A code together with what its exchange must repeat; good for one exchange.
///
/// Only [`read`] makes one, so a code whose state was not checked cannot be exchanged.
#[derive(Debug)]
pub struct CodeGrant {
    pub(crate) code: AuthorizationCode,
    pub(crate) verifier: Option<Secret>,
    pub(crate) nonce: Option<Nonce>,
    pub(crate) scope: Scope,
    pub(crate) scope_org: Option<Scope>,
    pub(crate) redirect_uri: RedirectUri,
}

/// Reads the query of a callback against the sign-in that this browser began.
///
/// `query` is what follows the question mark, as received. Parameters that ESIA may add are
/// ignored. The pending sign-in is spent whatever the result (T-09).
///
/// # Errors
///
/// One variant of [`CallbackError`] for each way of not being an answer to this sign-in.
pub fn read(pending: PendingSignIn, query: &str) -> Result<Callback, CallbackError> {
    let answer = Parameters::read(query)?;
    answer.check_state(&pending.state)?;
    let Parameters { code, error, description, .. } = answer;
    match (code, error) {
        (Some(_), Some(_)) => Err(CallbackError::CodeAndError),
        (None, None) => Err(CallbackError::Neither),
        (None, Some(error)) => {
            Ok(Callback::Refused(ProviderError::new(&error, description.as_deref())))
        }
        (Some(code), None) => Ok(Callback::Code(CodeGrant {
            code: AuthorizationCode::parse(&code)?,
            verifier: pending.verifier,
            nonce: pending.nonce,
            scope: pending.scope,
            scope_org: pending.scope_org,
            redirect_uri: pending.redirect_uri,
        })),
    }
}

/// Reads the query of a callback, and after `ESIA-007015` gives the right to one more try.
///
/// # Errors
///
/// As [`read`].
pub fn read_or_retry(pending: PendingSignIn, query: &str) -> Result<Returned, CallbackError> {
    let is_second = pending.is_second;
    Ok(match read(pending, query)? {
        Callback::Code(grant) => Returned::Code(grant),
        Callback::Refused(error) if !is_second && error.advice() == Advice::RetryOnce => {
            Returned::Clock(SignInRetry::new())
        }
        Callback::Refused(error) => Returned::Refused(error),
    })
}

/// What came back with the state of this browser, where a wrong clock is told apart.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug)]
pub enum Returned {
    /// A code to exchange.
    Code(CodeGrant),
    /// ESIA, or the person, refused.
    Refused(ProviderError),
    /// ESIA calls the time of the request wrong (`ESIA-007015`), for the first time.
    Clock(SignInRetry),
}

/// Why a callback is no answer to the pending sign-in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CallbackError {
    /// A query of more than 16 KiB.
    #[error("the query is longer than any answer")]
    TooLarge,
    /// A parameter that stands twice: `"code=a&code=b&state=…"`.
    #[error("a parameter stands twice")]
    Doubled,
    /// No state: `"code=a"`.
    #[error("no state")]
    NoState,
    /// The state of another browser, or of an earlier sign-in.
    #[error("the state is not that of this sign-in")]
    WrongState,
    /// Both at once: `"code=a&error=server_error&state=…"`.
    #[error("a code and an error at once")]
    CodeAndError,
    /// Neither: `"state=…"`.
    #[error("neither a code nor an error")]
    Neither,
    /// Not a code: `"code=&state=…"`, or `"code=a b&state=…"`.
    #[error("not a code")]
    Code,
}

/// What may stand in the query of a callback, each once.
#[derive(Default)]
pub(crate) struct Parameters<'a> {
    pub(crate) code: Option<Cow<'a, str>>,
    state: Option<Cow<'a, str>>,
    pub(crate) error: Option<Cow<'a, str>>,
    description: Option<Cow<'a, str>>,
    /// The issuer (RFC 9207), which gateways send and ESIA does not.
    pub(crate) issuer: Option<Cow<'a, str>>,
}

impl<'a> Parameters<'a> {
    pub(crate) fn read(query: &'a str) -> Result<Self, CallbackError> {
        if query.len() > MAX_QUERY {
            return Err(CallbackError::TooLarge);
        }
        let mut found = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "code" => &mut found.code,
                "state" => &mut found.state,
                "error" => &mut found.error,
                "error_description" => &mut found.description,
                "iss" => &mut found.issuer,
                _ => continue,
            };
            if place.replace(value).is_some() {
                return Err(CallbackError::Doubled);
            }
        }
        Ok(found)
    }

    pub(crate) fn check_state(&self, expected: &CsrfState) -> Result<(), CallbackError> {
        let state = self.state.as_deref().ok_or(CallbackError::NoState)?;
        if expected.matches(state) { Ok(()) } else { Err(CallbackError::WrongState) }
    }
}

const MAX_QUERY: usize = 16 * 1024;
const MAX_CODE: usize = 8 * 1024;
