//! The fourth step: what an ID token says is believed only after every check.

use crate::account::{Account, Subject, SubjectId};
use crate::gateway::claims::Claims;
use crate::gateway::client::Client;
use crate::gateway::keys::{Algorithm, Keys};
use crate::gateway::provider::Provider;
use crate::gateway::token::Tokens;
use crate::person::Person;
use crate::protocol::http::{MAX_BODY, Reply, Request};
use crate::protocol::json::{self, JsonError};
use crate::protocol::token::AccessToken;
use alloc::string::{String, ToString as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use core::fmt;
use core::str::FromStr as _;
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, IssuerUrl, SignatureVerificationError,
};
use serde_json::Value;
use url::Url;

/// Checks the ID tokens of one gateway for one system.
///
/// Signature, issuer, audience, end of life and nonce are checked by the crate [`openidconnect`];
/// beside it stand the checks that it leaves out: `nbf`, `iat` in the future, `azp`, and the hash
/// of the access token (`at_hash`) where there is one.
#[derive(Clone, Debug)]
pub struct Verifier<'s> {
    client: &'s Client,
    provider: &'s Provider,
    keys: &'s Keys,
    leeway: TimeDelta,
}

impl<'s> Verifier<'s> {
    /// A verifier that forgives clocks
    /// [`LEEWAY_SECONDS`](crate::protocol::verify::LEEWAY_SECONDS).
    #[must_use]
    pub fn new(client: &'s Client, provider: &'s Provider, keys: &'s Keys) -> Self {
        let leeway = TimeDelta::seconds(i64::from(crate::protocol::verify::LEEWAY_SECONDS));
        Self { client, provider, keys, leeway }
    }

    /// Checks the tokens of one sign-in.
    ///
    /// # Errors
    ///
    /// One variant of [`VerifyError`] for each failed check.
    pub fn verify(
        &self,
        tokens: Tokens,
        at: DateTime<FixedOffset>,
    ) -> Result<VerifiedSignIn, VerifyError> {
        let text = tokens.id_token.expose();
        let payload = payload(text)?;
        let token = CoreIdToken::from_str(text).map_err(|_| VerifyError::Form)?;
        let now = at.with_timezone(&Utc);
        let earliest = now.checked_sub_signed(self.leeway).unwrap_or(now);
        let latest = now.checked_add_signed(self.leeway).unwrap_or(now);
        let verifier = self.verifier()?.set_time_fn(move || earliest);
        let nonce = openidconnect::Nonce::new(String::from(tokens.nonce.expose()));
        let checked = token.claims(&verifier, &nonce).map_err(|error| told_apart(&error))?;

        let claims = Claims::read(&payload).map_err(|_| VerifyError::Form)?;
        if checked.issue_time() > latest {
            return Err(VerifyError::IssuedInFuture);
        }
        match claims.get("nbf").map(Value::as_i64) {
            None => {}
            Some(Some(from)) if from <= latest.timestamp() => {}
            Some(Some(_)) => return Err(VerifyError::NotYetValid),
            Some(None) => return Err(VerifyError::Form),
        }
        let is_other =
            |party: &openidconnect::ClientId| party.as_str() != self.client.client_id().as_str();
        if checked.authorized_party().is_some_and(is_other) {
            return Err(VerifyError::Audience);
        }
        if let Some(expected) = checked.access_token_hash() {
            let access =
                openidconnect::AccessToken::new(String::from(tokens.access_token.expose()));
            let algorithm = token.signing_alg().map_err(|_| VerifyError::Algorithm)?;
            let key = token.signing_key(&verifier).map_err(|_| VerifyError::UnknownKey)?;
            let found = AccessTokenHash::from_token(&access, algorithm, key)
                .map_err(|_| VerifyError::Algorithm)?;
            if found != *expected {
                return Err(VerifyError::AccessToken);
            }
        }
        let id = checked.subject().as_str();
        if id.is_empty() || id.len() > MAX_SUBJECT || !id.is_ascii() {
            return Err(VerifyError::Subject);
        }
        let issuer = String::from(self.provider.issuer().as_str());
        let subject = Subject::new(self.client.contour(), issuer, SubjectId::new(String::from(id)));
        let (kind, level) = self.client.account_claims().account(&claims);
        Ok(VerifiedSignIn {
            account: Account::from_verified(subject, kind, level),
            expires_at: checked.expiration().fixed_offset(),
            claims,
            snils_claim: self.client.snils_claim().map(String::from),
            userinfo: self.provider.userinfo().cloned(),
            access_token: tokens.access_token,
        })
    }

    fn verifier(&self) -> Result<CoreIdTokenVerifier<'static>, VerifyError> {
        let id = openidconnect::ClientId::new(self.client.client_id().to_string());
        let issuer = IssuerUrl::new(String::from(self.provider.issuer().as_str()));
        let issuer = issuer.map_err(|_| VerifyError::Issuer)?;
        // Without the secret of the client, no keyed hash can ever be accepted.
        let verifier = CoreIdTokenVerifier::new_public_client(id, issuer, self.keys.set().clone());
        let algorithms = self.client.algorithms().iter().copied().map(Algorithm::known);
        Ok(verifier.set_allowed_algs(algorithms))
    }
}

/// A sign-in whose ID token passed every check; only a [`Verifier`] makes one.
#[derive(Clone)]
pub struct VerifiedSignIn {
    account: Account,
    expires_at: DateTime<FixedOffset>,
    claims: Claims,
    snils_claim: Option<String>,
    userinfo: Option<Url>,
    access_token: AccessToken,
}

impl VerifiedSignIn {
    /// The account, as signed: whose, opened by whom, how far trusted. It is what the login
    /// decision takes.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// When the ID token ends (`exp`).
    #[must_use]
    pub const fn expires_at(&self) -> DateTime<FixedOffset> {
        self.expires_at
    }

    /// The person, as far as the ID token itself describes one.
    #[must_use]
    pub fn person(&self) -> Person {
        self.claims.person(self.snils_claim.as_deref())
    }

    /// The request for the rest of the person, where the gateway has an endpoint for it.
    #[must_use]
    pub fn userinfo_request(&self) -> Option<Request> {
        let url = self.userinfo.clone()?;
        Some(Request::get_with_bearer(url, self.access_token.expose()))
    }

    /// Reads the rest of the person. What the ID token says goes before what this answer says, and
    /// kind and level of the account never come from it.
    ///
    /// # Errors
    ///
    /// One variant of [`UserinfoError`] for each way of not being about this person.
    pub fn read_userinfo(&self, reply: &Reply) -> Result<Person, UserinfoError> {
        if !reply.is_success() {
            return Err(UserinfoError::Status { status: reply.status() });
        }
        if reply.body().len() > MAX_BODY {
            return Err(UserinfoError::Json(JsonError::TooLarge));
        }
        let answer = Claims::read(reply.body()).map_err(UserinfoError::Json)?;
        if answer.text("sub") != Some(self.account.subject().id().expose()) {
            return Err(UserinfoError::Subject);
        }
        Ok(self.claims.clone().or(answer).person(self.snils_claim.as_deref()))
    }
}

impl fmt::Debug for VerifiedSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedSignIn").field("account", &self.account).finish_non_exhaustive()
    }
}

/// Which check an ID token failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// Not a signed JSON object with the claims of an ID token: `"a.b"`, a numeric `sub`, or an
    /// `alg` that nobody knows.
    #[error("not an ID token")]
    Form,
    /// `alg` is `none`.
    #[error("the ID token is not signed")]
    NotSigned,
    /// Another `alg` than the allowed ones: `"HS256"`.
    #[error("the ID token is signed in a way that is not allowed")]
    Algorithm,
    /// No key, or more than one, fits: the gateway may have changed its keys.
    #[error("signed with a key that is not in the set")]
    UnknownKey,
    /// The signature is not that of the key: a flipped bit.
    #[error("the signature is not that of the key")]
    Signature,
    /// Another issuer than the pinned one (T-10).
    #[error("another issuer")]
    Issuer,
    /// For another system, or for us and another: `"aud":["WE","THEY"]`, `"azp":"THEY"`.
    #[error("for another system")]
    Audience,
    /// `exp` has passed.
    #[error("expired")]
    Expired,
    /// `nbf` lies ahead.
    #[error("not valid yet")]
    NotYetValid,
    /// `iat` lies ahead.
    #[error("issued in the future")]
    IssuedInFuture,
    /// No nonce, or that of another sign-in (T-09).
    #[error("no nonce, or another one")]
    Nonce,
    /// `at_hash` is the hash of another access token.
    #[error("the access token of another answer")]
    AccessToken,
    /// Not an identifier: an empty `sub`, or one of a thousand signs.
    #[error("the subject is no identifier")]
    Subject,
    /// A header or a form that is not supported: encrypted, `crit`.
    #[error("an unsupported form of token")]
    Unsupported,
}

/// Why a userinfo answer says nothing of this person.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UserinfoError {
    /// A status that is no success: 401.
    #[error("status {status}")]
    Status {
        /// The status of the reply.
        status: u16,
    },
    /// Not a JSON object: a JWT, `<html>`.
    #[error("the answer cannot be read ({0})")]
    Json(JsonError),
    /// About somebody else, or nobody: another `sub` than in the ID token.
    #[error("the answer is about another account")]
    Subject,
}

/// The texts of the other crate quote claims, so that none of them is passed on.
fn told_apart(error: &ClaimsVerificationError) -> VerifyError {
    use ClaimsVerificationError as Error;
    match error {
        Error::Expired(_) => VerifyError::Expired,
        Error::InvalidAudience(_) => VerifyError::Audience,
        Error::InvalidIssuer(_) => VerifyError::Issuer,
        Error::InvalidNonce(_) => VerifyError::Nonce,
        Error::InvalidSubject(_) => VerifyError::Subject,
        Error::SignatureVerification(error) => match error {
            SignatureVerificationError::NoSignature => VerifyError::NotSigned,
            SignatureVerificationError::AmbiguousKeyId(_)
            | SignatureVerificationError::InvalidKey(_)
            | SignatureVerificationError::NoMatchingKey => VerifyError::UnknownKey,
            SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::UnsupportedAlg(_) => VerifyError::Algorithm,
            SignatureVerificationError::CryptoError(_)
            | SignatureVerificationError::Other(_)
            | _ => VerifyError::Signature,
        },
        Error::InvalidAuthContext(_)
        | Error::InvalidAuthTime(_)
        | Error::Other(_)
        | Error::Unsupported(_)
        | _ => VerifyError::Unsupported,
    }
}

/// The bytes of the payload, of which the signature is checked over the same text.
fn payload(token: &str) -> Result<alloc::vec::Vec<u8>, VerifyError> {
    if token.len() > MAX_TOKEN {
        return Err(VerifyError::Form);
    }
    let mut parts = token.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(payload), Some(_), None) => {
            let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| VerifyError::Form)?;
            // Bounded in depth before another reader sees it.
            json::read::<Value>(&payload, MAX_TOKEN).map_err(|_| VerifyError::Form)?;
            Ok(payload)
        }
        (_, _, _, _) => Err(VerifyError::Form),
    }
}

const MAX_TOKEN: usize = 64 * 1024;
/// OpenID Connect Core, 2: at most 255 ASCII signs.
const MAX_SUBJECT: usize = 255;
