//! Later: a refresh token is exchanged for new tokens.

use crate::account::Contour;
use crate::protocol::client::Client;
use crate::protocol::http::{Reply, Request};
use crate::protocol::retry::Failure;
use crate::protocol::signer::{RequestSigner, SignError};
use crate::protocol::signing_input::{SignedFields, SigningInput};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::protocol::token::{AccessToken, Answer, IdToken, RefreshToken, TokenError, form};
use chrono::{DateTime, FixedOffset};

/// The request for new tokens, and what its answer is read against.
///
/// A refresh token is **spent by its first use**: it is taken by value, the answer brings its
/// successor, and whoever stores tokens replaces the old one in the same transaction. The text
/// that is signed is disputed, and a setting of the client
/// ([`RefreshOrder`](crate::protocol::signing_input::RefreshOrder)); the certificate's hash and
/// the return address are sent in either reading.
///
/// # Examples
///
/// ```
/// use chrono::DateTime;
/// use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
/// use esia_core::protocol::endpoints::Endpoints;
/// use esia_core::protocol::http::Reply;
/// use esia_core::protocol::refresh::TokenRefresh;
/// use esia_core::protocol::state::CsrfState;
/// use esia_core::protocol::token::RefreshToken;
/// # use esia_core::protocol::{fingerprint::CertificateFingerprint, signer::RequestSigner, signing_input::SigningInput};
/// # struct Device(CertificateFingerprint);
/// # impl RequestSigner for Device {
/// #     type Error = core::convert::Infallible;
/// #     fn sign(&self, _: &SigningInput) -> Result<Vec<u8>, Self::Error> { Ok(vec![0; 64]) }
/// #     fn certificate_hash(&self) -> &CertificateFingerprint { &self.0 }
/// # }
/// # let client = Client::new(
/// #     ClientId::parse("ELSH01721")?,
/// #     RedirectUri::parse("https://diary.example/esia/back")?,
/// #     Scope::parse("openid fullname")?,
/// #     Endpoints::at("https://esia.example")?,
/// # )?;
/// # let signer = Device(CertificateFingerprint::of_der(b"DER"));
/// # let at = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
/// let stored = RefreshToken::new("6b9f3a4e-0000-4000-8000-00000000abcd".into());
/// let state = CsrfState::from_random([2; 16]); // in earnest from the operating system
/// let TokenRefresh { request, pending } =
///     TokenRefresh::begin(&client, &signer, stored, state, at)?;
/// assert!(request.body().unwrap().contains("grant_type=refresh_token"));
///
/// let answer = br#"{"access_token":"eyJ.new","refresh_token":"1c0d5f2e-0000-4000-8000-00000000beef",
///     "state":"02020202-0202-4202-8202-020202020202","token_type":"Bearer"}"#;
/// let tokens = pending.read(&Reply::new(200, answer.to_vec()))?;
/// assert!(tokens.refresh_token.is_some()); // to be stored in place of the old one
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TokenRefresh {
    /// The request to send, once.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingRefresh,
}

impl TokenRefresh {
    /// Signs the exchange of a refresh token, with a fresh state.
    ///
    /// # Errors
    ///
    /// [`SignError`]: the signer failed, or yields what this generation does not take.
    pub fn begin<S: RequestSigner>(
        client: &Client,
        signer: &S,
        token: RefreshToken,
        state: CsrfState,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, SignError<S::Error>> {
        let request = request(client, signer, &token, &state, at)?;
        let contour = client.endpoints().contour();
        Ok(Self { request, pending: PendingRefresh { state, token, contour } })
    }
}

/// The request for new tokens with a refresh token.
pub(crate) fn request<S: RequestSigner>(
    client: &Client,
    signer: &S,
    token: &RefreshToken,
    state: &CsrfState,
    at: DateTime<FixedOffset>,
) -> Result<Request, SignError<S::Error>> {
    let fields = SignedFields {
        client_id: client.client_id(),
        scope: client.scope(),
        scope_org: client.scope_org(),
        timestamp: &Timestamp::of(at),
        state,
        redirect_uri: client.redirect_uri(),
    };
    let generation = client.endpoints().generation();
    let input = SigningInput::refresh(generation, client.refresh_order(), &fields, token);
    let own = [("grant_type", "refresh_token"), ("refresh_token", token.expose())];
    form::request(client, signer, &fields, &input, own)
}

/// A refresh that waits for its answer; it serves once.
#[derive(Debug)]
pub struct PendingRefresh {
    pub(crate) state: CsrfState,
    pub(crate) token: RefreshToken,
    pub(crate) contour: Contour,
}

impl PendingRefresh {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// [`TokenError`], but for [`TokenError::NoIdToken`]: a refresh need not bring one.
    pub fn read(self, reply: &Reply) -> Result<RefreshedTokens, TokenError> {
        self.tokens(reply)
    }

    /// Reads the answer, and after `ESIA-007015` gives the token back for one more try.
    ///
    /// # Errors
    ///
    /// [`Failure::Clock`] for the wrong time alone, else [`Failure::Final`].
    pub fn read_or_retry(self, reply: &Reply) -> Result<RefreshedTokens, Failure<RefreshToken>> {
        self.tokens(reply).map_err(|error| Failure::new(error, self.token))
    }

    fn tokens(&self, reply: &Reply) -> Result<RefreshedTokens, TokenError> {
        let answer = Answer::read(reply, &self.state)?;
        let is_new = |token: &RefreshToken| token.expose() != self.token.expose();
        Ok(RefreshedTokens {
            access_token: answer.access_token,
            id_token: answer.id_token,
            refresh_token: answer.refresh_token.filter(is_new),
            expires_in_seconds: answer.expires_in_seconds,
            contour: self.contour,
        })
    }
}

/// New tokens as received: not one of them is verified yet.
///
/// [`Verifier::verify_refreshed`](crate::protocol::verify::Verifier::verify_refreshed) checks that
/// they are about the account that had signed in.
#[derive(Clone, Debug)]
pub struct RefreshedTokens {
    /// For requests of person data.
    pub access_token: AccessToken,
    /// Who had signed in, where the answer says it again.
    pub id_token: Option<IdToken>,
    /// The successor of the spent token. The spent one itself is not counted as one: without a
    /// successor the person signs in anew when the access token ends.
    pub refresh_token: Option<RefreshToken>,
    /// How long the access token lives, as the answer says; the token itself decides.
    pub expires_in_seconds: Option<u64>,
    /// The contour that they were asked for at (T-10).
    pub contour: Contour,
}
