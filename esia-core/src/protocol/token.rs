//! The third step: the code is exchanged for tokens.

use crate::account::Contour;
use crate::protocol::callback::CodeGrant;
use crate::protocol::client::Client;
use crate::protocol::error_code::Advice;
use crate::protocol::http::{Reply, Request};
use crate::protocol::json::JsonError;
use crate::protocol::nonce::Nonce;
use crate::protocol::provider_error::ProviderError;
use crate::protocol::retry::Failure;
use crate::protocol::signer::{RequestSigner, SignError};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::secrets::Secret;
use alloc::string::String;
use chrono::{DateTime, FixedOffset};

mod answer;
pub(crate) mod form;

pub(crate) use answer::Answer;

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
    /// anew, but for a wrong clock ([`PendingTokens::read_or_retry`]).
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
        let request = code_request(client, signer, &grant, &state, at)?;
        let contour = client.endpoints().contour();
        Ok(Self { request, pending: PendingTokens { state, grant, contour } })
    }
}

/// The request for tokens with the code of a grant.
pub(crate) fn code_request<S: RequestSigner>(
    client: &Client,
    signer: &S,
    grant: &CodeGrant,
    state: &CsrfState,
    at: DateTime<FixedOffset>,
) -> Result<Request, SignError<S::Error>> {
    let fields = SignedFields {
        client_id: client.client_id(),
        scope: &grant.scope,
        scope_org: grant.scope_org.as_ref(),
        timestamp: &Timestamp::of(at),
        state,
        redirect_uri: &grant.redirect_uri,
    };
    let generation = client.endpoints().generation();
    let input = SigningInput::code_exchange(generation, &fields, &grant.code);
    let verifier = grant.verifier.as_ref().map(|text| ("code_verifier", text.expose()));
    let own = [("grant_type", "authorization_code"), ("code", grant.code.expose())];
    form::request(client, signer, &fields, &input, own.into_iter().chain(verifier))
}

/// An exchange that waits for its answer; it serves once.
#[derive(Debug)]
pub struct PendingTokens {
    pub(crate) state: CsrfState,
    pub(crate) grant: CodeGrant,
    pub(crate) contour: Contour,
}

impl PendingTokens {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// One variant of [`TokenError`] for each way of not being tokens for this exchange.
    pub fn read(self, reply: &Reply) -> Result<Tokens, TokenError> {
        self.tokens(reply)
    }

    /// Reads the answer, and after `ESIA-007015` gives the exchange back for one more try.
    ///
    /// # Errors
    ///
    /// [`Failure::Clock`] for the wrong time alone, else [`Failure::Final`].
    pub fn read_or_retry(self, reply: &Reply) -> Result<Tokens, Failure<CodeGrant>> {
        self.tokens(reply).map_err(|error| Failure::new(error, self.grant))
    }

    fn tokens(&self, reply: &Reply) -> Result<Tokens, TokenError> {
        let answer = Answer::read(reply, &self.state)?;
        Ok(Tokens {
            access_token: answer.access_token,
            id_token: answer.id_token.ok_or(TokenError::NoIdToken)?,
            refresh_token: answer.refresh_token,
            expires_in_seconds: answer.expires_in_seconds,
            nonce: self.grant.nonce.clone(),
            contour: self.contour,
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
    /// The contour that they were asked for at (T-10).
    pub contour: Contour,
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
