//! The keys that sign the tokens, each with its certificate: several at once, one after another.

use crate::error::{Code, Refusal};
use crate::random::hex;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use esia_core::protocol::gost::{self, SigningKey, VerifyingKey};
use esia_core::protocol::key_set::{KeySet, TokenAlgorithm};
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::Arc;
use streebog::Streebog256;

/// A certificate of ESIA with its key, and the moment from which it signs.
///
/// **Guarantees**: for GOST, the key is the certificate's own.
#[derive(Clone)]
pub struct TokenCertificate {
    material: Material,
    der: Vec<u8>,
    from: Option<DateTime<Utc>>,
}

#[derive(Clone)]
enum Material {
    Rsa(Arc<RsaPrivateKey>),
    Gost(Arc<SigningKey>),
}

impl TokenCertificate {
    /// Reads an unencrypted PKCS#8 key and its certificate, both in PEM; the key says which
    /// algorithm it is.
    ///
    /// # Errors
    ///
    /// [`TokenCertificateError`].
    pub fn from_pem(key: &str, certificate: &str) -> Result<Self, TokenCertificateError> {
        let der = der_of(certificate).ok_or(TokenCertificateError::Certificate)?;
        KeySet::new().add_certificate_der(&der).map_err(|_| TokenCertificateError::Certificate)?;
        let material = if let Ok(key) = SigningKey::from_pkcs8_pem(key) {
            if VerifyingKey::from_certificate_der(&der) != Ok(key.verifying_key()) {
                return Err(TokenCertificateError::Pair);
            }
            Material::Gost(Arc::new(key))
        } else {
            let key = RsaPrivateKey::from_pkcs8_pem(key).map_err(|_| TokenCertificateError::Key)?;
            Material::Rsa(Arc::new(key))
        };
        let read = Self { material, der, from: None };
        // A signature of the one that the other does not verify shows a pair that is none.
        if read.fits() { Ok(read) } else { Err(TokenCertificateError::Pair) }
    }

    /// Signs only from this moment on; until then it is published and waits.
    #[must_use]
    pub const fn signing_from(mut self, moment: DateTime<Utc>) -> Self {
        self.from = Some(moment);
        self
    }

    /// The certificate in DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The algorithm of the tokens that it signs.
    #[must_use]
    pub const fn algorithm(&self) -> TokenAlgorithm {
        match self.material {
            Material::Rsa(_) => TokenAlgorithm::Rs256,
            Material::Gost(_) => TokenAlgorithm::Gost256,
        }
    }

    /// `x5t#St256`.
    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(&self.der)
    }

    /// The key as one of a key set (RFC 7517), if such sets have keys of its kind.
    fn jwk(&self) -> Option<Value> {
        let number = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        match &self.material {
            Material::Gost(_) => None,
            Material::Rsa(key) => Some(json!({
                "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.fingerprint(),
                "n": number(key.n()), "e": number(key.e()),
            })),
        }
    }

    /// The signature of a text.
    pub(crate) fn sign(&self, text: &str, entropy: [u8; 32]) -> Result<Vec<u8>, Refusal> {
        match &self.material {
            Material::Gost(key) => Ok(key.sign(text.as_bytes(), entropy).to_vec()),
            Material::Rsa(key) => {
                // PKCS #1 v1.5 over SHA-256.
                let padding = Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256_INFO.into() };
                key.sign(padding, &Sha256::digest(text))
                    .map_err(|_| Refusal::new(Code::ServerError))
            }
        }
    }

    fn fits(&self) -> bool {
        match &self.material {
            Material::Gost(_) => true,
            // The modulus stands in the certificate as it is in the key.
            Material::Rsa(key) => {
                let modulus = key.n().to_bytes_be();
                self.der.windows(modulus.len()).any(|window| window == modulus)
            }
        }
    }
}

impl fmt::Debug for TokenCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCertificate")
            .field("algorithm", &self.algorithm())
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Why a key and a certificate cannot sign tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenCertificateError {
    /// Not an unencrypted PKCS#8 of an RSA or GOST R 34.10-2012 key in PEM: a certificate.
    #[error("the key is not an unencrypted PKCS#8 of RSA or GOST R 34.10-2012 (256 bits) in PEM")]
    Key,
    /// Not a certificate in PEM with such a key: a private key.
    #[error("the certificate is not one of RSA or GOST R 34.10-2012 (256 bits) in PEM")]
    Certificate,
    /// The certificate of another key.
    #[error("the certificate is not of this key")]
    Pair,
}

/// All keys of one stand.
pub(crate) struct TokenKeys {
    keys: Vec<TokenCertificate>,
    expired: TokenCertificate,
}

impl TokenKeys {
    /// The committed pairs; they are no secret and good for nothing else.
    ///
    /// With `rotation`, the next pair of each algorithm signs from that moment on.
    pub(crate) fn test_only(rotation: Option<DateTime<Utc>>) -> Option<Self> {
        let mut keys = vec![
            TokenCertificate::from_pem(KEY_PEM, CERTIFICATE_PEM).ok()?,
            gost_pair(1, "Имитация ЕСИА")?,
        ];
        if let Some(moment) = rotation {
            let next = TokenCertificate::from_pem(NEXT_KEY_PEM, NEXT_CERTIFICATE_PEM).ok()?;
            keys.push(next.signing_from(moment));
            keys.push(gost_pair(2, "Имитация ЕСИА, следующий")?.signing_from(moment));
        }
        Self::of(keys)
    }

    /// These keys.
    pub(crate) fn of(keys: Vec<TokenCertificate>) -> Option<Self> {
        let expired = TokenCertificate::from_pem(KEY_PEM, EXPIRED_CERTIFICATE_PEM).ok()?;
        Some(Self { keys, expired })
    }

    /// Which one signs for an algorithm at a moment: the one that began last.
    pub(crate) fn signing(
        &self,
        algorithm: TokenAlgorithm,
        now: DateTime<Utc>,
    ) -> Option<&TokenCertificate> {
        let of_algorithm = self.keys.iter().filter(|key| key.algorithm() == algorithm);
        of_algorithm
            .filter(|key| key.from.is_none_or(|from| from <= now))
            .max_by_key(|key| key.from)
    }

    /// The one that ended in 2024, of the same key as the first.
    pub(crate) const fn expired(&self) -> &TokenCertificate {
        &self.expired
    }

    /// All that are published: former, present and next.
    pub(crate) fn published(&self) -> impl Iterator<Item = &TokenCertificate> {
        self.keys.iter().chain([&self.expired])
    }

    /// The RSA keys, present and next, as a key set.
    pub(crate) fn jwks(&self) -> Value {
        json!({ "keys": self.keys.iter().filter_map(TokenCertificate::jwk).collect::<Vec<_>>() })
    }

    /// All that are published, in PEM one after another.
    pub(crate) fn published_pem(&self) -> String {
        self.published().map(|key| pem_of(&key.der)).collect()
    }
}

/// Upper-case hexadecimal Streebog-256 of a certificate in DER.
pub(crate) fn fingerprint(der: &[u8]) -> String {
    hex(&Streebog256::digest(der)).to_ascii_uppercase()
}

/// A GOST pair that is the same in each run.
fn gost_pair(number: u8, name: &str) -> Option<TokenCertificate> {
    let key = SigningKey::from_bytes([number; 32]).ok()?;
    let from = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").ok()?;
    let until = DateTime::parse_from_rfc3339("2046-01-01T00:00:00Z").ok()?;
    let der = gost::certificate::self_signed(&key, name, from, until, [number; 32]).ok()?;
    Some(TokenCertificate { material: Material::Gost(Arc::new(key)), der, from: None })
}

/// The DER of a certificate in PEM.
pub(crate) fn der_of(pem: &str) -> Option<Vec<u8>> {
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    STANDARD.decode(body.split_whitespace().collect::<String>()).ok()
}

fn pem_of(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<_> = text.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

pub(crate) const CERTIFICATE_PEM: &str = include_str!("../keys/test-only-token-certificate.pem");
const KEY_PEM: &str = include_str!("../keys/test-only-token-key.pem");
const NEXT_CERTIFICATE_PEM: &str = include_str!("../keys/test-only-next-token-certificate.pem");
const NEXT_KEY_PEM: &str = include_str!("../keys/test-only-next-token-key.pem");
const EXPIRED_CERTIFICATE_PEM: &str = include_str!("../keys/test-only-expired-certificate.pem");
/// `DigestInfo` of SHA-256 (RFC 8017, 9.2).
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];
