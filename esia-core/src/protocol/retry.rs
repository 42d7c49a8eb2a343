//! One more try after a wrong clock: `ESIA-007015`, once, and never twice.

use crate::protocol::authorization::{Authorization, Opening};
use crate::protocol::callback::CodeGrant;
use crate::protocol::client::Client;
use crate::protocol::clock::ClockOffset;
use crate::protocol::error_code::Advice;
use crate::protocol::http::{Reply, Request};
use crate::protocol::refresh::{self, PendingRefresh, RefreshedTokens};
use crate::protocol::signer::{RequestSigner, SignError};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::protocol::token::{self, PendingTokens, RefreshToken, TokenError, Tokens};
use alloc::boxed::Box;
use chrono::{DateTime, FixedOffset};

/// Why a request for tokens brought none.
///
/// `G` is what it was made with: a code or a refresh token.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Debug, thiserror::Error)]
pub enum Failure<G> {
    /// ESIA calls the time of the request wrong: `ESIA-007015`. The grant is not spent.
    #[error("ESIA calls the time of the request wrong")]
    Clock(Retry<G>),
    /// Anything else: there is no way on with this grant.
    #[error(transparent)]
    Final(#[from] TokenError),
}

impl<G> Failure<G> {
    pub(crate) fn new(error: TokenError, grant: G) -> Self {
        if error.advice() == Advice::RetryOnce {
            Self::Clock(Retry { grant: Box::new(grant) })
        } else {
            Self::Final(error)
        }
    }
}

/// The right to try once more, with a corrected clock.
///
/// Only an answer `ESIA-007015` to a first request makes one, and what it begins is read by a
/// [`Last`], which gives none: a third try cannot be written.
///
/// ```
/// # use chrono::{DateTime, FixedOffset};
/// # use esia_core::protocol::callback::CodeGrant;
/// # use esia_core::protocol::client::Client;
/// # use esia_core::protocol::clock::ClockOffset;
/// # use esia_core::protocol::http::{Reply, Request};
/// # use esia_core::protocol::retry::Failure;
/// # use esia_core::protocol::signer::RequestSigner;
/// # use esia_core::protocol::state::CsrfState;
/// # use esia_core::protocol::token::{PendingTokens, Tokens};
/// fn finish<S: RequestSigner<Error = &'static str>>(
///     client: &Client,
///     signer: &S,
///     pending: PendingTokens,
///     reply: &Reply,
///     date: &str, // the header `Date` of that reply
///     state: CsrfState,
///     send: impl Fn(&Request) -> Reply,
///     at: DateTime<FixedOffset>,
/// ) -> Result<Tokens, &'static str> {
///     match pending.read_or_retry(reply) {
///         Ok(tokens) => Ok(tokens),
///         Err(Failure::Final(_)) => Err("the person signs in anew"),
///         Err(Failure::Clock(retry)) => {
///             let offset = ClockOffset::observed(date, at, at).map_err(|_| "no usable date")?;
///             let again = retry.begin(client, signer, state, offset, at).map_err(|_| "unsigned")?;
///             again.pending.read(&send(&again.request)).map_err(|_| "the person signs in anew")
///         }
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Retry<G> {
    grant: Box<G>,
}

/// The right to send a browser to ESIA once more, with a corrected clock.
///
/// Only [`callback::read_or_retry`](crate::protocol::callback::read_or_retry) makes one, and not
/// for a sign-in that is a second try already: that is stored with the pending sign-in.
#[expect(missing_copy_implementations, reason = "a right that is used once is not copied")]
#[derive(Debug)]
pub struct SignInRetry(());

impl SignInRetry {
    pub(crate) const fn new() -> Self {
        Self(())
    }

    /// Signs a request for a code at the corrected moment, with fresh values.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        self,
        client: &Client,
        signer: &S,
        opening: Opening,
        offset: ClockOffset,
        at: DateTime<FixedOffset>,
    ) -> Result<Authorization, SignError<S::Error>> {
        let Self(()) = self;
        let timestamp = Timestamp::of(offset.apply(at));
        let mut begun = Authorization::stamped(client, signer, opening, &timestamp, at)?;
        begun.pending.is_second = true;
        Ok(begun)
    }
}

/// The second request, and what its answer is read against.
#[derive(Debug)]
pub struct SecondRequest<P> {
    /// The request to send, once.
    pub request: Request,
    /// What reads the answer.
    pub pending: Last<P>,
}

/// A second request that waits for its answer; after it there is no other.
#[derive(Debug)]
pub struct Last<P>(P);

impl Retry<CodeGrant> {
    /// Signs the exchange of the same code at the corrected moment, with another fresh state.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        self,
        client: &Client,
        signer: &S,
        state: CsrfState,
        offset: ClockOffset,
        at: DateTime<FixedOffset>,
    ) -> Result<SecondRequest<PendingTokens>, SignError<S::Error>> {
        let grant = *self.grant;
        let request = token::code_request(client, signer, &grant, &state, offset.apply(at))?;
        let contour = client.endpoints().contour();
        Ok(SecondRequest { request, pending: Last(PendingTokens { state, grant, contour }) })
    }
}

impl Retry<RefreshToken> {
    /// Signs the exchange of the same token at the corrected moment, with another fresh state.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        self,
        client: &Client,
        signer: &S,
        state: CsrfState,
        offset: ClockOffset,
        at: DateTime<FixedOffset>,
    ) -> Result<SecondRequest<PendingRefresh>, SignError<S::Error>> {
        let token = *self.grant;
        let request = refresh::request(client, signer, &token, &state, offset.apply(at))?;
        let contour = client.endpoints().contour();
        Ok(SecondRequest { request, pending: Last(PendingRefresh { state, token, contour }) })
    }
}

impl Last<PendingTokens> {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// As [`PendingTokens::read`].
    pub fn read(self, reply: &Reply) -> Result<Tokens, TokenError> {
        self.0.read(reply)
    }
}

impl Last<PendingRefresh> {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// As [`PendingRefresh::read`].
    pub fn read(self, reply: &Reply) -> Result<RefreshedTokens, TokenError> {
        self.0.read(reply)
    }
}
