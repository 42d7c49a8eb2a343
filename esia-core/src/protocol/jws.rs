//! Compact JWS: a text of three parts, and who signed it.

use crate::protocol::fingerprint::CertificateFingerprint;
use crate::protocol::json;
use crate::protocol::key_set::{KeyReport, KeySet, TokenAlgorithm, TokenKey};
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset};
use core::fmt;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What ESIA says that a token is, in the header `sbt`.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TokenKind {
    /// `access`.
    Access,
    /// `authorization_code`: a code, never a token.
    AuthorizationCode,
    /// Another word, or none.
    Other,
}

/// A text whose signature by a key of the set was checked; nothing else about it was.
///
/// Only [`verify_signature`] makes one. The payload is closed: claims are read by a
/// [`Verifier`](crate::protocol::verify::Verifier) alone, together with all their checks.
pub struct SignedToken<'k> {
    kind: TokenKind,
    key: &'k TokenKey,
    payload: Vec<u8>,
}

impl SignedToken<'_> {
    /// What the header says that it is.
    #[must_use]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The fingerprint of the certificate that signed it, if the key came in one.
    #[must_use]
    pub fn fingerprint(&self) -> Option<CertificateFingerprint> {
        self.key.fingerprint()
    }

    /// How the key that signed it stands at a moment: a report, not a gate.
    #[must_use]
    pub fn key_report(&self, at: DateTime<FixedOffset>) -> KeyReport {
        self.key.report(at)
    }

    pub(crate) fn payload(&self) -> &[u8] {
        &self.payload
    }
}

impl fmt::Debug for SignedToken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedToken({:?}, {:?})", self.kind, self.key.algorithm())
    }
}

/// Checks the form of a token and its signature by a key of the set.
///
/// The key is chosen by `x5t#St256` where the header has it, else every key of the family is
/// tried. The payload is not looked at before the signature has been checked. Headers that point
/// to keys elsewhere are ignored.
///
/// # Errors
///
/// One variant of [`JwsError`] for each way of not being signed by a key of the set.
pub fn verify_signature<'k>(token: &str, keys: &'k KeySet) -> Result<SignedToken<'k>, JwsError> {
    if token.len() > MAX_TOKEN {
        return Err(JwsError::TooLarge);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(JwsError::Segments)?;
    let (header, payload) = message.split_once('.').ok_or(JwsError::Segments)?;
    if [header, payload, signature].iter().any(|part| part.is_empty() || part.contains('.')) {
        return Err(JwsError::Segments);
    }
    let header = json::read::<Header>(&decode(header)?, MAX_TOKEN).map_err(|_| JwsError::Header)?;
    let algorithm = algorithm(header.alg.as_deref().ok_or(JwsError::Header)?)?;
    if header.crit.is_some() {
        return Err(JwsError::Critical);
    }
    let signature = decode(signature)?;
    let has_signed = |key: &&TokenKey| key.has_signed(message.as_bytes(), &signature);
    let key = if let Some(text) = &header.certificate {
        let fingerprint =
            CertificateFingerprint::parse(text).map_err(|_| JwsError::UnknownCertificate)?;
        let key = keys.with_fingerprint(&fingerprint).ok_or(JwsError::UnknownCertificate)?;
        if key.algorithm() != algorithm {
            return Err(JwsError::NoKey);
        }
        Some(key).filter(has_signed)
    } else {
        let mut family = keys.of_algorithm(algorithm).peekable();
        if family.peek().is_none() {
            return Err(JwsError::NoKey);
        }
        family.find(has_signed)
    };
    let key = key.ok_or(JwsError::Signature)?;
    let kind = match header.sbt.as_deref() {
        Some("access") => TokenKind::Access,
        Some("authorization_code") => TokenKind::AuthorizationCode,
        Some(_) | None => TokenKind::Other,
    };
    Ok(SignedToken { kind, key, payload: decode(payload)? })
}

/// Why a text is not signed by a key of the set.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum JwsError {
    /// More than 64 KiB.
    #[error("longer than any token")]
    TooLarge,
    /// Not three parts with something in each: `"a.b"`, `"a..c"`.
    #[error("not three parts")]
    Segments,
    /// A part that is not base64url without padding: `"a=.b.c"`.
    #[error("a part is not base64url")]
    Base64,
    /// A header that is no JSON object with `alg`: the base64url of `[]`.
    #[error("the header cannot be read")]
    Header,
    /// `alg` is `none`.
    #[error("the token is not signed")]
    AlgorithmNone,
    /// `alg` is `HS256` or another keyed hash: our keys are public.
    #[error("a keyed hash is no signature")]
    AlgorithmHmac,
    /// Any other `alg` that is not ours: `"ES256"`, `"RS512"`.
    #[error("an unsupported algorithm")]
    AlgorithmUnknown,
    /// A header `crit`: something that we would have to understand, and do not.
    #[error("an unsupported critical header")]
    Critical,
    /// `x5t#St256` names no certificate of the set: ESIA may have changed its certificate.
    #[error("signed with a certificate that is not configured")]
    UnknownCertificate,
    /// No key of this algorithm, or the named certificate is of the other.
    #[error("no key of this algorithm")]
    NoKey,
    /// No key of the set has made this signature over this text.
    #[error("the signature is not that of a configured key")]
    Signature,
}

#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    sbt: Option<String>,
    #[serde(rename = "x5t#St256")]
    certificate: Option<String>,
    crit: Option<IgnoredAny>,
}

fn algorithm(name: &str) -> Result<TokenAlgorithm, JwsError> {
    match name {
        "RS256" => Ok(TokenAlgorithm::Rs256),
        "GOST3410_2012_256" => Ok(TokenAlgorithm::Gost256),
        name if name.eq_ignore_ascii_case("none") => Err(JwsError::AlgorithmNone),
        "HS256" | "HS384" | "HS512" => Err(JwsError::AlgorithmHmac),
        _ => Err(JwsError::AlgorithmUnknown),
    }
}

fn decode(part: &str) -> Result<Vec<u8>, JwsError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsError::Base64)
}

const MAX_TOKEN: usize = 64 * 1024;
