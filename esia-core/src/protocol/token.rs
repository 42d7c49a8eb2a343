//! The third step: the code is exchanged for tokens.

use crate::protocol::callback::CodeGrant;
use crate::protocol::client::Client;
use crate::protocol::error_code::Advice;
use crate::protocol::generation::Generation;
use crate::protocol::http::{Reply, Request};
use crate::protocol::json::{self, JsonError};
use crate::protocol::nonce::Nonce;
use crate::protocol::provider_error::ProviderError;
use crate::protocol::signer::{RequestSigner, SignError, client_secret};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::secrets::Secret;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

/// The request for tokens, and what its answer is read against.
#[derive(Debug)]
pub struct TokenExchange {
    /// The request to send, once.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingTokens,
}

impl TokenExchange {
    /// Signs the exchange of a code; the state is a fresh one, not that of the callback.
    ///
    /// The grant is spent whatever happens to the request: after a failure the person signs in
    /// anew.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        client: &Client,
        signer: &S,
        grant: CodeGrant,
        state: CsrfState,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, SignError<S::Error>> {
        let CodeGrant { code, verifier, nonce, scope, scope_org, redirect_uri } = grant;
        let timestamp = Timestamp::of(at);
        let fields = SignedFields {
            client_id: client.client_id(),
            scope: &scope,
            scope_org: scope_org.as_ref(),
            timestamp: &timestamp,
            state: &state,
            redirect_uri: &redirect_uri,
        };
        let generation = client.endpoints().generation();
        let input = SigningInput::code_exchange(generation, &fields, &code);
        let secret = client_secret(signer, generation, &input)?;
        let fingerprint = signer.certificate_hash().to_string();
        let mut form = BTreeMap::from([
            ("client_id", client.client_id().as_str()),
            ("client_secret", &secret),
            ("code", code.expose()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", redirect_uri.as_str()),
            ("scope", scope.as_str()),
            ("state", state.expose()),
            ("timestamp", timestamp.as_str()),
            ("token_type", "Bearer"),
        ]);
        if generation == Generation::Current {
            form.insert("client_certificate_hash", &fingerprint);
            form.extend(scope_org.as_ref().map(|scope| ("scope_org", scope.as_str())));
            form.extend(verifier.as_ref().map(|text| ("code_verifier", text.expose())));
        }
        let form = Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post_form(client.endpoints().token().clone(), form);
        Ok(Self { request, pending: PendingTokens { state, nonce } })
    }
}

/// An exchange that waits for its answer; it serves once.
#[derive(Debug)]
pub struct PendingTokens {
    state: CsrfState,
    nonce: Option<Nonce>,
}

impl PendingTokens {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// One variant of [`TokenError`] for each way of not being tokens for this exchange.
    pub fn read(self, reply: &Reply) -> Result<Tokens, TokenError> {
        let answer = json::read::<Answer>(reply.body(), MAX_ANSWER)
            .map_err(|error| TokenError::Json { status: reply.status(), error })?;
        if let Some(error) = answer.error {
            let description = answer.error_description.as_deref();
            return Err(TokenError::Provider(ProviderError::new(&error, description)));
        }
        if !reply.is_success() {
            return Err(TokenError::Status { status: reply.status() });
        }
        let state = answer.state.ok_or(TokenError::NoState)?;
        if !self.state.matches(&state) {
            return Err(TokenError::WrongState);
        }
        if !answer.token_type.is_some_and(|kind| kind.eq_ignore_ascii_case("Bearer")) {
            return Err(TokenError::TokenType);
        }
        Ok(Tokens {
            access_token: answer
                .access_token
                .map(AccessToken::new)
                .ok_or(TokenError::NoAccessToken)?,
            id_token: answer.id_token.map(IdToken::new).ok_or(TokenError::NoIdToken)?,
            refresh_token: answer.refresh_token.map(RefreshToken::new),
            expires_in_seconds: answer.expires_in,
            nonce: self.nonce,
        })
    }
}

/// Tokens as received: not one of them is verified yet.
///
/// [`Verifier::verify`](crate::protocol::verify::Verifier::verify) makes of them what the next
/// steps take.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For requests of person data.
    pub access_token: AccessToken,
    /// Who signed in.
    pub id_token: IdToken,
    /// For later exchanges; only with [`AccessType::Offline`](crate::protocol::client::AccessType).
    pub refresh_token: Option<RefreshToken>,
    /// How long the access token lives, as the answer says; the token itself decides.
    pub expires_in_seconds: Option<u64>,
    /// The nonce that this sign-in was begun with.
    pub nonce: Option<Nonce>,
}

macro_rules! token {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Secret);

        impl $name {
            /// A token as received.
            #[must_use]
            pub const fn new(text: String) -> Self {
                Self(Secret::new(text))
            }

            /// The token itself; only for the request that carries it.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }
    };
}

token! {
    /// An access token (маркер доступа), not verified.
    AccessToken
}
token! {
    /// An ID token (маркер идентификации), not verified.
    IdToken
}
token! {
    /// A refresh token (маркер обновления): opaque, spent by its first use.
    RefreshToken
}

/// Why an answer gives no tokens.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Not a JSON object: the page `<html>` of a proxy.
    #[error("status {status}: the answer is no JSON object ({error})")]
    Json {
        /// The status of the reply.
        status: u16,
        /// What is wrong with the body.
        error: JsonError,
    },
    /// An error of ESIA: `{"error":"invalid_grant","error_description":"ESIA-007011: …"}`.
    #[error(transparent)]
    Provider(ProviderError),
    /// A failure without an `error`: status 500 and `{}`.
    #[error("status {status} without an error")]
    Status {
        /// The status of the reply.
        status: u16,
    },
    /// No `state` in the answer.
    #[error("no state")]
    NoState,
    /// A `state` other than the one just sent.
    #[error("the state is not the one just sent")]
    WrongState,
    /// No `token_type`, or another one: `"token_type":"MAC"`.
    #[error("the token type is not Bearer")]
    TokenType,
    /// No `access_token` in the answer.
    #[error("no access token")]
    NoAccessToken,
    /// No `id_token` in the answer.
    #[error("no ID token")]
    NoIdToken,
}

impl TokenError {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::Provider(error) => error.advice(),
            Self::Json { status: 500.., .. } | Self::Status { status: 500.. } => Advice::Retry,
            Self::WrongState => Advice::Stop,
            Self::Json { .. }
            | Self::Status { .. }
            | Self::NoState
            | Self::TokenType
            | Self::NoAccessToken
            | Self::NoIdToken => Advice::Unknown,
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    access_token: Option<String>,
    id_token: Option<String>,
    refresh_token: Option<String>,
    state: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    error: Option<String>,
    error_description: Option<String>,
}

const MAX_ANSWER: usize = 256 * 1024;
