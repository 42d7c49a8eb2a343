//! The diary's side of ESIA: the protocol's values, sent over HTTP.

mod http;
mod kids;
mod signer;
mod verified;

pub use kids::{Card, Kids, KidsError};
pub use signer::{KeyInMemory, Means, Program, Signer, SignerError};
pub use verified::{StoredPersonError, Verified};

use crate::clock::Stopwatch;
use crate::metrics::{Calls, Ending, Peer};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::account::Contour;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::CodeGrant;
use esia_core::protocol::client::Client;
use esia_core::protocol::error_code::EsiaCode;
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::rest::{self, AnswerShape, RestError};
use esia_core::protocol::signer::SignError;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{TokenError, TokenExchange};
use esia_core::protocol::verify::{VerifiedTokens, Verifier, VerifyError};
use esia_core::secrets::Personal;
use std::sync::Arc;
use std::time::Duration;

/// An ESIA that the diary signs people in through.
#[derive(Debug)]
pub struct Esia {
    /// Which contour it is: bindings and logins are kept per contour.
    pub contour: Contour,
    /// Who we are to it, and where it is.
    pub client: Arc<Client>,
    /// Who signs our requests.
    pub signer: Arc<Signer>,
    /// What its tokens are checked against.
    pub verifier: Verifier,
    /// Whether sign-ins carry PKCE.
    pub uses_pkce: bool,
    /// What carries our requests.
    pub http: reqwest::Client,
    /// How long one request may take.
    pub patience: Duration,
    /// What counts how it went.
    pub calls: Calls,
}

/// 32 bytes that make two signatures of one text differ.
///
/// The signature's nonce is derived from the key and the text as well, so that it stays a secret
/// even if the system had no randomness to give.
#[must_use]
pub fn signing_entropy() -> [u8; 32] {
    random::bytes().unwrap_or_default()
}

impl Esia {
    /// Begins a sign-in.
    ///
    /// # Errors
    ///
    /// The system has no random bytes to give, or the signer is not one for this ESIA.
    pub async fn begin(&self, now: DateTime<FixedOffset>) -> Result<Authorization, EsiaError> {
        let state = random::bytes().map_err(EsiaError::Random)?;
        let mut opening = Opening::new(CsrfState::from_random(state));
        if self.uses_pkce {
            let verifier = random::bytes().map_err(EsiaError::Random)?;
            opening = opening.with_pkce(Pkce::from_random(verifier, PkceMethod::s256()));
        }
        let begin =
            move |client: &_, signer: &_| Authorization::begin(client, signer, opening, now);
        self.signed(begin).await
    }

    /// Makes what must be signed, on a thread that may wait where the signer makes it wait.
    async fn signed<T: Send + 'static>(
        &self,
        step: impl FnOnce(&Client, &Signer) -> Result<T, SignError<SignerError>> + Send + 'static,
    ) -> Result<T, EsiaError> {
        let watch = Stopwatch::start();
        let made = if self.signer.waits() {
            let (client, signer) = (self.client.clone(), self.signer.clone());
            let made = tokio::task::spawn_blocking(move || step(&client, &signer)).await;
            made.map_err(|_| EsiaError::Signer(SignerError::Refused))?
        } else {
            step(&self.client, &self.signer)
        };
        let ending = if made.is_ok() { Ending::Ok } else { Ending::Refused };
        self.calls.note(Peer::Signer, "sign", ending, &watch);
        made.map_err(|error| {
            if let SignError::Signer(error) = error {
                return EsiaError::Signer(error);
            }
            EsiaError::Sign(error)
        })
    }

    /// Exchanges a code, checks the tokens, and asks who the person is.
    ///
    /// # Errors
    ///
    /// One variant of [`EsiaError`] for each step.
    pub async fn finish(
        &self,
        grant: CodeGrant,
        now: DateTime<FixedOffset>,
    ) -> Result<Verified, EsiaError> {
        let tokens = self.tokens(grant, now).await?;
        self.person(&tokens).await
    }

    /// The same of a parent, who is also asked about the children.
    ///
    /// # Errors
    ///
    /// One variant of [`EsiaError`] for each step; the children have a result of their own, since
    /// a person without them is still a person.
    pub async fn finish_parent(
        &self,
        grant: CodeGrant,
        now: DateTime<FixedOffset>,
    ) -> Result<(Verified, Result<Kids, EsiaError>), EsiaError> {
        let tokens = self.tokens(grant, now).await?;
        let person = self.person(&tokens).await?;
        Ok((person, self.kids(&tokens).await))
    }

    async fn tokens(
        &self,
        grant: CodeGrant,
        now: DateTime<FixedOffset>,
    ) -> Result<VerifiedTokens, EsiaError> {
        let state = CsrfState::from_random(random::bytes().map_err(EsiaError::Random)?);
        let exchange = self
            .signed(move |client, signer| TokenExchange::begin(client, signer, grant, state, now))
            .await?;
        let reply = self.send("token", &exchange.request).await?;
        Ok(self.verifier.verify(exchange.pending.read(&reply)?, now)?)
    }

    async fn send(&self, call: &'static str, request: &Request) -> Result<Reply, EsiaError> {
        let watch = Stopwatch::start();
        let sent = http::send(&self.http, request, self.patience).await;
        let ending = match &sent {
            Ok(reply) if (200..300).contains(&reply.status()) => Ending::Ok,
            Ok(_) => Ending::Refused,
            Err(_) => Ending::Unreachable,
        };
        self.calls.note(Peer::Esia, call, ending, &watch);
        sent
    }

    async fn person(&self, tokens: &VerifiedTokens) -> Result<Verified, EsiaError> {
        let account = tokens.id.account().clone();
        let request = rest::person_with_documents_request(self.client.endpoints(), &tokens.access);
        let reply = self.send("person", &request).await?;
        Ok(Verified::read(account, &reply)?)
    }

    async fn kids(&self, tokens: &VerifiedTokens) -> Result<Kids, EsiaError> {
        let endpoints = self.client.endpoints();
        let asked = rest::kids(endpoints, &tokens.access, AnswerShape::OBJECTS);
        let reply = self.send("kids", &asked.request).await?;
        asked.pending.read(&reply)?;
        let answer = Personal::new(String::from_utf8_lossy(reply.body()).into_owned());
        Ok(Kids::read(&answer)?)
    }
}

/// Why ESIA gave us no verified person. No variant holds a value of the person.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EsiaError {
    /// The system has no random bytes to give.
    #[error("no random bytes: {0}")]
    Random(getrandom::Error),
    /// A request could not be signed.
    #[error("the request was not signed: {0}")]
    Sign(SignError<SignerError>),
    /// The means of signing failed.
    #[error("the request was not signed: {0}")]
    Signer(SignerError),
    /// ESIA, or the person there, refused.
    #[error("refused at ESIA{}", code.map(|code| format!(", {code}")).unwrap_or_default())]
    Refused {
        /// ESIA's own code, if it gave one.
        code: Option<EsiaCode>,
    },
    /// It cannot be reached.
    #[error("ESIA does not answer")]
    Unreachable,
    /// The exchange of the code failed.
    #[error("the code was not exchanged: {0}")]
    Token(#[from] TokenError),
    /// A token failed a check.
    #[error("a token was refused: {0}")]
    Verify(#[from] VerifyError),
    /// The person's data did not come.
    #[error("no person data: {0}")]
    Person(#[from] RestError),
    /// The children's data did not come.
    #[error("no data of the children: {0}")]
    Kids(#[from] KidsError),
}
