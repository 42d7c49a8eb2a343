//! The fourth step: what a token says is believed only after every check.

use crate::account::{Account, Contour, Subject, SubjectId};
use crate::protocol::claims::{self, Claims};
use crate::protocol::client::ClientId;
use crate::protocol::contour::{ContourError, Material};
use crate::protocol::endpoints::Issuers;
use crate::protocol::json::JsonError;
use crate::protocol::jws::{self, JwsError, SignedToken, TokenKind};
use crate::protocol::key_set::{KeyReport, KeySet};
use crate::protocol::nonce::Nonce;
use crate::protocol::refresh::RefreshedTokens;
use crate::protocol::token::{AccessToken, IdToken, RefreshToken, Tokens};
use crate::secrets::Personal;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset, TimeDelta};

/// Checks tokens of one contour's ESIA for one system.
///
/// The checks are those of esia-protocol.md 1.8, in its order: signature, issuer, audience, time,
/// subject, kind of subject, nonce. Freshness does not come from the token, which may be replayed
/// while it lives, but from the code and the state that it was exchanged for: verify only what
/// [`PendingTokens::read`](crate::protocol::token::PendingTokens::read) gave for this sign-in.
#[derive(Clone, Debug)]
pub struct Verifier {
    contour: Contour,
    issuers: Issuers,
    client_id: ClientId,
    keys: KeySet,
    leeway: TimeDelta,
}

impl Verifier {
    /// A verifier that forgives clocks [`LEEWAY_SECONDS`].
    #[must_use]
    pub fn new(contour: Contour, issuers: Issuers, client_id: ClientId, keys: KeySet) -> Self {
        let leeway = TimeDelta::seconds(i64::from(LEEWAY_SECONDS));
        Self { contour, issuers, client_id, keys, leeway }
    }

    /// Forgives clocks that differ by this much instead.
    #[must_use]
    pub fn with_leeway_seconds(self, seconds: u16) -> Self {
        Self { leeway: TimeDelta::seconds(i64::from(seconds)), ..self }
    }

    /// Whether keys and issuers are of the verifier's own contour (T-10): to be asked at start.
    ///
    /// Every check of a token asks it too, so that a mix-up believes nothing.
    ///
    /// # Errors
    ///
    /// [`ContourError`]: test keys, or the issuers of a test stand, in production.
    pub fn check_contours(&self) -> Result<(), ContourError> {
        ContourError::check(Material::Keys, self.keys.contour(), self.contour)?;
        ContourError::check(Material::Issuers, self.issuers.contour(), self.contour)
    }

    /// The keys, for their report.
    #[must_use]
    pub const fn keys(&self) -> &KeySet {
        &self.keys
    }

    /// Checks both tokens of an answer, and that they are about one account.
    ///
    /// # Errors
    ///
    /// One variant of [`VerifyError`] for each failed check.
    pub fn verify(
        &self,
        tokens: Tokens,
        at: DateTime<FixedOffset>,
    ) -> Result<VerifiedTokens, VerifyError> {
        ContourError::check(Material::Tokens, tokens.contour, self.contour)?;
        let id = self.verify_id_token(&tokens.id_token, tokens.nonce.as_ref(), at)?;
        let access =
            self.verify_access_token(tokens.access_token, id.account.subject().id(), at)?;
        Ok(VerifiedTokens { id, access, refresh_token: tokens.refresh_token })
    }

    /// Checks the tokens of a refresh, and that they are about the account that had signed in.
    ///
    /// # Errors
    ///
    /// One variant of [`VerifyError`] for each failed check; [`VerifyError::Subject`] for another
    /// account.
    pub fn verify_refreshed(
        &self,
        tokens: RefreshedTokens,
        account: &Subject,
        at: DateTime<FixedOffset>,
    ) -> Result<VerifiedRefresh, VerifyError> {
        ContourError::check(Material::Tokens, tokens.contour, self.contour)?;
        ContourError::check(Material::Account, account.contour(), self.contour)?;
        let check = |token: &IdToken| self.verify_id_token(token, None, at);
        let id = tokens.id_token.as_ref().map(check).transpose()?;
        if id.as_ref().is_some_and(|id| id.account.subject() != account) {
            return Err(VerifyError::Subject);
        }
        let access = self.verify_access_token(tokens.access_token, account.id(), at)?;
        Ok(VerifiedRefresh { id, access, refresh_token: tokens.refresh_token })
    }

    /// Checks an ID token.
    ///
    /// # Errors
    ///
    /// One variant of [`VerifyError`] for each failed check.
    pub fn verify_id_token(
        &self,
        token: &IdToken,
        nonce: Option<&Nonce>,
        at: DateTime<FixedOffset>,
    ) -> Result<VerifiedIdToken, VerifyError> {
        self.check_contours()?;
        let signed = jws::verify_signature(token.expose(), &self.keys)?;
        if signed.kind() != TokenKind::Other {
            return Err(VerifyError::Kind);
        }
        let (claims, life) = self.read(&signed, at, |claims| claims.texts("aud"))?;
        let subject = claims.subject("sub")?;
        let person = claims.object(SUBJECT_OBJECT)?;
        if person.subject(SUBJECT_OID)? != subject {
            return Err(VerifyError::Subject);
        }
        if person.text(SUBJECT_TYPE)?.ok_or(VerifyError::Missing { claim: SUBJECT_TYPE })? != "P" {
            return Err(VerifyError::SubjectType);
        }
        if let (Some(sent), Some(received)) = (nonce, claims.text("nonce")?)
            && sent.expose() != received
        {
            return Err(VerifyError::Nonce);
        }
        let level = person.text(SUBJECT_LEVEL)?;
        let (kind, level) = claims::account(level, person.is_true(SUBJECT_TRUSTED));
        Ok(VerifiedIdToken {
            account: Account::from_verified(
                Subject::new(self.contour, life.issuer, subject),
                kind,
                level,
            ),
            session: claims.personal(SESSION)?,
            methods: claims.texts("amr")?.into_iter().map(String::from).collect(),
            authenticated_at: claims.moment("auth_time")?,
            issued_at: life.issued_at,
            expires_at: life.expires_at,
            key: signed.key_report(at),
        })
    }

    /// Checks an access token, and that it is about this account.
    ///
    /// `subject` comes from the verified ID token of the same answer.
    ///
    /// # Errors
    ///
    /// One variant of [`VerifyError`] for each failed check.
    pub fn verify_access_token(
        &self,
        token: AccessToken,
        subject: &SubjectId,
        at: DateTime<FixedOffset>,
    ) -> Result<VerifiedAccessToken, VerifyError> {
        self.check_contours()?;
        let signed = jws::verify_signature(token.expose(), &self.keys)?;
        if signed.kind() != TokenKind::Access {
            return Err(VerifyError::Kind);
        }
        let (claims, life) =
            self.read(&signed, at, |claims| Ok(claims.text("client_id")?.into_iter().collect()))?;
        if claims.subject(SUBJECT_ID)? != *subject {
            return Err(VerifyError::Subject);
        }
        Ok(VerifiedAccessToken {
            scope: claims.text("scope")?.unwrap_or_default().split(' ').map(granted_name).collect(),
            session: claims.personal(SESSION)?,
            subject: subject.clone(),
            issued_at: life.issued_at,
            expires_at: life.expires_at,
            key: signed.key_report(at),
            token,
        })
    }

    /// The checks that both tokens share.
    fn read(
        &self,
        signed: &SignedToken<'_>,
        at: DateTime<FixedOffset>,
        audience: impl FnOnce(&Claims) -> Result<Vec<&str>, VerifyError>,
    ) -> Result<(Claims, Life), VerifyError> {
        let claims = Claims::read(signed.payload())?;
        let issuer = claims.text("iss")?.ok_or(VerifyError::Missing { claim: "iss" })?;
        if !self.issuers.contains(issuer) {
            return Err(VerifyError::Issuer);
        }
        let audience = audience(&claims)?;
        // A token that is also for somebody else is not for us.
        let is_ours = |name: &&str| *name == self.client_id.as_str();
        if audience.is_empty() || !audience.iter().all(is_ours) {
            return Err(VerifyError::Audience);
        }
        let issued_at = claims.moment("iat")?.ok_or(VerifyError::Missing { claim: "iat" })?;
        let expires_at = claims.moment("exp")?.ok_or(VerifyError::Missing { claim: "exp" })?;
        let not_before = claims.moment("nbf")?.unwrap_or(issued_at);
        let latest = at.checked_add_signed(self.leeway).unwrap_or(at);
        let earliest = at.checked_sub_signed(self.leeway).unwrap_or(at);
        if expires_at <= earliest {
            return Err(VerifyError::Expired);
        }
        if not_before > latest {
            return Err(VerifyError::NotYetValid);
        }
        if issued_at > latest {
            return Err(VerifyError::IssuedInFuture);
        }
        let issuer = String::from(issuer);
        Ok((claims, Life { issuer, issued_at, expires_at }))
    }
}

/// What every check of one sign-in has left.
#[derive(Clone, Debug)]
pub struct VerifiedTokens {
    /// Who signed in.
    pub id: VerifiedIdToken,
    /// What person data are asked with.
    pub access: VerifiedAccessToken,
    /// The refresh token, if one came; opaque, so there is nothing in it to check.
    pub refresh_token: Option<RefreshToken>,
}

/// What every check of a refresh has left.
#[derive(Clone, Debug)]
pub struct VerifiedRefresh {
    /// Who had signed in, where the answer said it again.
    pub id: Option<VerifiedIdToken>,
    /// What person data are asked with.
    pub access: VerifiedAccessToken,
    /// The successor of the spent refresh token, if one came.
    pub refresh_token: Option<RefreshToken>,
}

/// An ID token that passed every check; only a [`Verifier`] makes one.
#[derive(Clone, Debug)]
pub struct VerifiedIdToken {
    account: Account,
    session: Option<Personal>,
    methods: Vec<String>,
    authenticated_at: Option<DateTime<FixedOffset>>,
    issued_at: DateTime<FixedOffset>,
    expires_at: DateTime<FixedOffset>,
    key: KeyReport,
}

impl VerifiedIdToken {
    /// The account, as signed: whose, opened by whom, how far trusted. It is what the login
    /// decision takes.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// ESIA's own identifier of the sign-in (`urn:esia:sid`).
    #[must_use]
    pub const fn session(&self) -> Option<&Personal> {
        self.session.as_ref()
    }

    /// How the person proved who it is (`amr`): `PWD`, `DS`.
    #[must_use]
    pub fn methods(&self) -> &[String] {
        &self.methods
    }

    /// When the person proved it (`auth_time`).
    #[must_use]
    pub const fn authenticated_at(&self) -> Option<DateTime<FixedOffset>> {
        self.authenticated_at
    }

    /// When the token was made (`iat`).
    #[must_use]
    pub const fn issued_at(&self) -> DateTime<FixedOffset> {
        self.issued_at
    }

    /// When the token ends (`exp`).
    #[must_use]
    pub const fn expires_at(&self) -> DateTime<FixedOffset> {
        self.expires_at
    }

    /// The key that signed it, as it stood at the check: a report, not a gate.
    #[must_use]
    pub const fn key(&self) -> &KeyReport {
        &self.key
    }
}

/// An access token that passed every check; only a [`Verifier`] makes one.
#[derive(Clone, Debug)]
pub struct VerifiedAccessToken {
    token: AccessToken,
    subject: SubjectId,
    scope: Vec<String>,
    session: Option<Personal>,
    issued_at: DateTime<FixedOffset>,
    expires_at: DateTime<FixedOffset>,
    key: KeyReport,
}

impl VerifiedAccessToken {
    /// The token itself; only for the request that carries it.
    #[must_use]
    pub const fn token(&self) -> &AccessToken {
        &self.token
    }

    /// Whose account.
    #[must_use]
    pub const fn subject(&self) -> &SubjectId {
        &self.subject
    }

    /// Whether a scope was granted: `"snils"`.
    #[must_use]
    pub fn grants(&self, name: &str) -> bool {
        self.scope.iter().any(|own| own == name)
    }

    /// ESIA's own identifier of the sign-in (`urn:esia:sid`).
    #[must_use]
    pub const fn session(&self) -> Option<&Personal> {
        self.session.as_ref()
    }

    /// When the token was made (`iat`).
    #[must_use]
    pub const fn issued_at(&self) -> DateTime<FixedOffset> {
        self.issued_at
    }

    /// When the token ends (`exp`).
    #[must_use]
    pub const fn expires_at(&self) -> DateTime<FixedOffset> {
        self.expires_at
    }

    /// The key that signed it, as it stood at the check: a report, not a gate.
    #[must_use]
    pub const fn key(&self) -> &KeyReport {
        &self.key
    }
}

/// Which check a token failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The form or the signature: a flipped bit.
    #[error(transparent)]
    Jws(#[from] JwsError),
    /// Material of another contour: test keys in production (T-10).
    #[error(transparent)]
    Contour(#[from] ContourError),
    /// Another kind of token: an authorization code where an access token belongs.
    #[error("another kind of token")]
    Kind,
    /// A payload that is no JSON object: `hello`.
    #[error("the payload is no JSON object ({0})")]
    Payload(JsonError),
    /// A claim that must be there is not: no `exp`.
    #[error("no claim {claim}")]
    Missing {
        /// Which.
        claim: &'static str,
    },
    /// A claim of an impossible type or value: `"exp":"soon"`.
    #[error("the claim {claim} cannot be read")]
    Malformed {
        /// Which.
        claim: &'static str,
    },
    /// An issuer outside the set: `"iss":"https://esia.gosuslugi.ru/"` (T-10).
    #[error("another issuer")]
    Issuer,
    /// A token for another system, or for us and another: `"aud":["WE","THEY"]`.
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
    /// Two places name different accounts: `sub` 17, `urn:esia:sbj:oid` 18.
    #[error("the account numbers differ")]
    Subject,
    /// Not a person: `"urn:esia:sbj:typ":"O"`.
    #[error("not a person")]
    SubjectType,
    /// A nonce of another sign-in.
    #[error("another nonce")]
    Nonce,
}

/// How far clocks may differ, unless told otherwise.
pub const LEEWAY_SECONDS: u16 = 60;

struct Life {
    issuer: String,
    issued_at: DateTime<FixedOffset>,
    expires_at: DateTime<FixedOffset>,
}

/// The name in `fullname?oid=1000`.
fn granted_name(entry: &str) -> String {
    String::from(entry.split_once('?').map_or(entry, |(name, _)| name))
}

const SUBJECT_OBJECT: &str = "urn:esia:sbj";
const SUBJECT_OID: &str = "urn:esia:sbj:oid";
const SUBJECT_TYPE: &str = "urn:esia:sbj:typ";
const SUBJECT_LEVEL: &str = "urn:esia:sbj:lvl";
const SUBJECT_TRUSTED: &str = "urn:esia:sbj:is_tru";
const SUBJECT_ID: &str = "urn:esia:sbj_id";
const SESSION: &str = "urn:esia:sid";
