//! Without a person at hand: a token on the client's own word, for a standing consent.

use crate::protocol::client::{Client, Scope};
use crate::protocol::http::{Reply, Request};
use crate::protocol::signer::{RequestSigner, SignError};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::protocol::token::{AccessToken, Answer, TokenError, form};
use chrono::{DateTime, FixedOffset};

/// The request for a token with `grant_type=client_credentials`.
///
/// The scope is not the client's: `prm_chg?oid=1000000017` asks for a token on the consent that
/// this account has given. One source describes it (esia-protocol.md 1.4).
#[derive(Debug)]
pub struct ClientCredentials {
    /// The request to send, once.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingCredentials,
}

impl ClientCredentials {
    /// Signs the request, with a fresh state.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        client: &Client,
        signer: &S,
        scope: &Scope,
        state: CsrfState,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, SignError<S::Error>> {
        let fields = SignedFields {
            client_id: client.client_id(),
            scope,
            scope_org: None,
            timestamp: &Timestamp::of(at),
            state: &state,
            redirect_uri: client.redirect_uri(),
        };
        let generation = client.endpoints().generation();
        let input = SigningInput::client_credentials(generation, &fields);
        let own = [("grant_type", "client_credentials")];
        let request = form::request(client, signer, &fields, &input, own)?;
        Ok(Self { request, pending: PendingCredentials { state } })
    }
}

/// A request that waits for its answer; it serves once.
#[derive(Debug)]
pub struct PendingCredentials {
    state: CsrfState,
}

impl PendingCredentials {
    /// Reads the answer: an access token, not verified yet.
    ///
    /// It is checked by
    /// [`Verifier::verify_access_token`](crate::protocol::verify::Verifier::verify_access_token)
    /// against the account that the scope named. Other tokens in the answer are not looked at.
    ///
    /// # Errors
    ///
    /// [`TokenError`], but for [`TokenError::NoIdToken`].
    pub fn read(self, reply: &Reply) -> Result<AccessToken, TokenError> {
        Answer::read(reply, &self.state).map(|answer| answer.access_token)
    }
}
