//! The keys that ESIA's tokens are checked with: several at once, because they change.

use crate::account::Contour;
use crate::protocol::fingerprint::CertificateFingerprint;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset, TimeDelta};
use core::fmt;
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _};
use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey as _;
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::spki::SubjectPublicKeyInfoOwned;

/// The algorithm that a token is signed with; the key decides it, never the token.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum TokenAlgorithm {
    /// `RS256`: RSA with SHA-256.
    Rs256,
    /// `GOST3410_2012_256` (ГОСТ Р 34.10-2012, 256 бит).
    Gost256,
}

#[cfg(feature = "cms")]
impl TokenAlgorithm {
    /// The families whose keys can be read in this build.
    pub(crate) const SUPPORTED: &[Self] = &[
        Self::Rs256,
        #[cfg(feature = "gost")]
        Self::Gost256,
    ];
}

/// The certificates and bare keys of one contour's ESIA (сертификаты ЕСИА).
///
/// ESIA publishes them as files and changes them about once a year, so old and new stand side by
/// side. **The dates of a certificate do not gate a token**: whoever configured the certificate
/// trusts its key, and [`KeySet::report`] says which one is about to end.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::key_set::{KeyError, KeySet};
///
/// let mut keys = KeySet::new();
/// assert_eq!(keys.add_pem("not a PEM text"), Err(KeyError::Pem));
/// assert!(keys.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct KeySet {
    contour: Contour,
    keys: Vec<TokenKey>,
}

impl KeySet {
    /// No key, for a stand of one's own: nothing is accepted.
    #[must_use]
    pub const fn new() -> Self {
        Self::in_contour(Contour::Simulated)
    }

    /// No key, for this contour: a [`Verifier`](crate::protocol::verify::Verifier) of another one
    /// refuses whatever they have signed (T-10).
    #[must_use]
    pub const fn in_contour(contour: Contour) -> Self {
        Self { contour, keys: Vec::new() }
    }

    /// The contour that they belong to.
    #[must_use]
    pub const fn contour(&self) -> Contour {
        self.contour
    }

    /// Adds a certificate or a bare key in PEM.
    ///
    /// **Syntax**: one block `CERTIFICATE`, `PUBLIC KEY` or `RSA PUBLIC KEY`.
    ///
    /// # Errors
    ///
    /// [`KeyError`].
    pub fn add_pem(&mut self, text: &str) -> Result<(), KeyError> {
        let (label, der) = pem_rfc7468::decode_vec(text.trim().as_bytes())?;
        let key = match label {
            "CERTIFICATE" => TokenKey::from_certificate(&der)?,
            "PUBLIC KEY" => {
                let spki = SubjectPublicKeyInfoOwned::from_der(&der).map_err(|_| KeyError::Der)?;
                TokenKey { material: Material::from_spki(&spki, &der)?, certificate: None }
            }
            "RSA PUBLIC KEY" => TokenKey { material: rsa_of_pkcs1(&der)?, certificate: None },
            _ => return Err(KeyError::Label),
        };
        self.push(key)
    }

    /// Adds a certificate in DER.
    ///
    /// # Errors
    ///
    /// [`KeyError`].
    pub fn add_certificate_der(&mut self, der: &[u8]) -> Result<(), KeyError> {
        self.push(TokenKey::from_certificate(der)?)
    }

    fn push(&mut self, key: TokenKey) -> Result<(), KeyError> {
        let is_of_test = |own: CertificateFingerprint| {
            OF_TEST_STANDS.iter().any(|known| CertificateFingerprint::parse(known) == Ok(own))
        };
        if self.contour == Contour::Production && key.fingerprint().is_some_and(is_of_test) {
            return Err(KeyError::OfTestStand);
        }
        self.keys.push(key);
        Ok(())
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// How each key stands at a moment, for a warning before a certificate ends.
    pub fn report(&self, at: DateTime<FixedOffset>) -> impl Iterator<Item = KeyReport> {
        self.keys.iter().map(move |key| key.report(at))
    }

    /// What somebody has to look after, within so many days: certificates that have ended or are
    /// about to, and those that are not valid yet.
    pub fn warnings(
        &self,
        horizon_days: u16,
        at: DateTime<FixedOffset>,
    ) -> impl Iterator<Item = (KeyReport, KeyWarning)> {
        self.report(at).filter_map(move |report| Some((report, report.warning(horizon_days, at)?)))
    }

    pub(crate) fn with_fingerprint(
        &self,
        fingerprint: &CertificateFingerprint,
    ) -> Option<&TokenKey> {
        let is_it = |key: &&TokenKey| {
            key.certificate.as_ref().is_some_and(|own| own.fingerprint == *fingerprint)
        };
        self.keys.iter().find(is_it)
    }

    pub(crate) fn of_algorithm(
        &self,
        algorithm: TokenAlgorithm,
    ) -> impl Iterator<Item = &TokenKey> {
        self.keys.iter().filter(move |key| key.algorithm() == algorithm)
    }
}

impl Default for KeySet {
    fn default() -> Self {
        Self::new()
    }
}

/// One key, and the certificate that it came in; CMS signatures are checked with such a key too.
#[derive(Clone)]
pub(crate) struct TokenKey {
    material: Material,
    certificate: Option<CertificateFacts>,
}

impl TokenKey {
    pub(crate) fn from_certificate(der: &[u8]) -> Result<Self, KeyError> {
        let certificate = Certificate::from_der(der).map_err(|_| KeyError::Der)?;
        let tbs = certificate.tbs_certificate();
        let validity = tbs.validity();
        let facts = CertificateFacts {
            fingerprint: CertificateFingerprint::of_der(der),
            not_before: moment(validity.not_before)?,
            not_after: moment(validity.not_after)?,
        };
        let spki = tbs.subject_public_key_info();
        let der = spki.to_der().map_err(|_| KeyError::Der)?;
        Ok(Self { material: Material::from_spki(spki, &der)?, certificate: Some(facts) })
    }

    pub(crate) const fn algorithm(&self) -> TokenAlgorithm {
        match self.material {
            Material::Rsa(_) => TokenAlgorithm::Rs256,
            #[cfg(feature = "gost")]
            Material::Gost(_) => TokenAlgorithm::Gost256,
        }
    }

    pub(crate) fn fingerprint(&self) -> Option<CertificateFingerprint> {
        self.certificate.as_ref().map(|facts| facts.fingerprint)
    }

    /// Whether this key made the signature over these very bytes.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Rsa(key) => {
                let scheme = rsa::Pkcs1v15Sign { hash_len: Some(32), prefix: SHA256_PREFIX.into() };
                key.verify(scheme, &Sha256::digest(message), signature).is_ok()
            }
            #[cfg(feature = "gost")]
            Material::Gost(key) => key.verify(message, signature).is_ok(),
        }
    }

    /// The hash of a text, by the algorithm that signatures of this key go over.
    #[cfg(feature = "cms")]
    pub(crate) fn digest(&self, text: &[u8]) -> [u8; 32] {
        match &self.material {
            Material::Rsa(_) => Sha256::digest(text).into(),
            #[cfg(feature = "gost")]
            Material::Gost(_) => {
                use streebog::Digest as _;
                streebog::Streebog256::digest(text).into()
            }
        }
    }

    /// How long a bare signature of this key is.
    #[cfg(feature = "cms")]
    pub(crate) fn signature_length(&self) -> usize {
        match &self.material {
            Material::Rsa(key) => key.size(),
            #[cfg(feature = "gost")]
            Material::Gost(_) => crate::protocol::gost::SIGNATURE_LENGTH,
        }
    }

    pub(crate) fn report(&self, at: DateTime<FixedOffset>) -> KeyReport {
        let dates = match &self.certificate {
            None => CertificateDates::BareKey,
            Some(facts) if at < facts.not_before => CertificateDates::NotYet(facts.not_before),
            Some(facts) if at > facts.not_after => CertificateDates::Ended(facts.not_after),
            Some(facts) => CertificateDates::Until(facts.not_after),
        };
        KeyReport { algorithm: self.algorithm(), fingerprint: self.fingerprint(), dates }
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenKey")
            .field("algorithm", &self.algorithm())
            .field("certificate", &self.certificate)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug)]
struct CertificateFacts {
    fingerprint: CertificateFingerprint,
    not_before: DateTime<FixedOffset>,
    not_after: DateTime<FixedOffset>,
}

#[derive(Clone)]
enum Material {
    Rsa(RsaPublicKey),
    #[cfg(feature = "gost")]
    Gost(crate::protocol::gost::VerifyingKey),
}

impl Material {
    /// A key from its description, and from the same description in DER.
    #[cfg_attr(
        not(feature = "gost"),
        expect(unused_variables, reason = "the DER is read for GOST keys only")
    )]
    fn from_spki(spki: &SubjectPublicKeyInfoOwned, der: &[u8]) -> Result<Self, KeyError> {
        match spki.algorithm.oid {
            RSA_ENCRYPTION => {
                rsa_of_pkcs1(spki.subject_public_key.as_bytes().ok_or(KeyError::Der)?)
            }
            #[cfg(feature = "gost")]
            GOST_256_KEY => crate::protocol::gost::VerifyingKey::from_spki_der(der)
                .map(Self::Gost)
                .map_err(|_| KeyError::Gost),
            GOST_512_KEY => Err(KeyError::Gost512),
            GOST_2001_KEY => Err(KeyError::Gost2001),
            _ => Err(KeyError::Algorithm),
        }
    }
}

/// How one key of a set stands at a moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KeyReport {
    /// The algorithm of the key.
    pub algorithm: TokenAlgorithm,
    /// The fingerprint of its certificate, if it came in one.
    pub fingerprint: Option<CertificateFingerprint>,
    /// The dates of its certificate.
    pub dates: CertificateDates,
}

impl KeyReport {
    /// What is to be looked after within so many days, if anything is.
    #[must_use]
    pub fn warning(&self, horizon_days: u16, at: DateTime<FixedOffset>) -> Option<KeyWarning> {
        let horizon = TimeDelta::days(i64::from(horizon_days));
        match self.dates {
            CertificateDates::NotYet(from) => Some(KeyWarning::NotYet(from)),
            CertificateDates::Ended(end) => Some(KeyWarning::Ended(end)),
            CertificateDates::Until(end) if end.signed_duration_since(at) <= horizon => {
                Some(KeyWarning::EndsSoon(end))
            }
            CertificateDates::Until(_) | CertificateDates::BareKey => None,
        }
    }
}

/// What is to be looked after about a certificate; none of it gates a token.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyWarning {
    /// It ends within the horizon: its successor is to be fetched.
    EndsSoon(DateTime<FixedOffset>),
    /// It has ended: it may go, once its successor is here.
    Ended(DateTime<FixedOffset>),
    /// It is not valid yet: the successor, or a wrong clock.
    NotYet(DateTime<FixedOffset>),
}

/// The dates of a certificate, seen from a moment.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CertificateDates {
    /// A bare key: no dates.
    BareKey,
    /// Valid only from this moment on.
    NotYet(DateTime<FixedOffset>),
    /// Valid, until this moment.
    Until(DateTime<FixedOffset>),
    /// No longer valid since this moment.
    Ended(DateTime<FixedOffset>),
}

/// Why a text or bytes cannot be a key for tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not PEM: `"MIID…"` without its frame.
    #[error("not PEM")]
    Pem,
    /// A PEM block of another kind: `-----BEGIN PRIVATE KEY-----`.
    #[error("not a certificate or a public key")]
    Label,
    /// Not an X.509 certificate or a public key: a truncated file.
    #[error("not DER of a certificate or a public key")]
    Der,
    /// A key of another kind: an Ed25519 certificate; without the feature `gost`, a GOST one.
    #[error("a key of an unsupported kind")]
    Algorithm,
    /// An RSA key that cannot be used: above 4096 bits, or an even exponent.
    #[error("not a usable RSA key")]
    Rsa,
    /// An RSA key below 2048 bits.
    #[error("an RSA key below 2048 bits")]
    WeakRsa,
    /// A GOST key that cannot be used: a point off the curve.
    #[error("not a usable GOST key")]
    Gost,
    /// A key of GOST R 34.10-2012 with 512 bits: OID 1.2.643.7.1.1.1.2.
    #[error("a GOST key of 512 bits, where one of 256 is asked for")]
    Gost512,
    /// A key of GOST R 34.10-2001: OID 1.2.643.2.2.19.
    #[error("a key of the withdrawn GOST R 34.10-2001")]
    Gost2001,
    /// A certificate of ESIA's test stand, for production (T-10).
    #[error("a certificate of a test stand, where one of production belongs")]
    OfTestStand,
}

impl From<pem_rfc7468::Error> for KeyError {
    fn from(_: pem_rfc7468::Error) -> Self {
        Self::Pem
    }
}

fn rsa_of_pkcs1(der: &[u8]) -> Result<Material, KeyError> {
    let key = RsaPublicKey::from_pkcs1_der(der).map_err(|_| KeyError::Rsa)?;
    if key.n().bits() < MIN_RSA_BITS {
        return Err(KeyError::WeakRsa);
    }
    let is_odd = key.e().to_bytes_le().first().is_some_and(|byte| byte & 1 == 1);
    if is_odd { Ok(Material::Rsa(key)) } else { Err(KeyError::Rsa) }
}

fn moment(time: x509_cert::time::Time) -> Result<DateTime<FixedOffset>, KeyError> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| KeyError::Der)?;
    let moment = DateTime::from_timestamp(seconds, 0).ok_or(KeyError::Der)?;
    Ok(moment.fixed_offset())
}

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
#[cfg(feature = "gost")]
const GOST_256_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.1");
const GOST_512_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.2");
const GOST_2001_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.19");
const MIN_RSA_BITS: usize = 2048;

/// The public certificates of ESIA's test stand, by fingerprint: RSA and GOST.
const OF_TEST_STANDS: [&str; 2] = [
    "2D617FE69248B6C9405C23B15AA4FC3D2D87D1C1EE9E843C7E9B51E16912277A",
    "AE4EA8653D632C112824B51D2221CA6858526DD40A892BA23A59AB5BEC106BCF",
];

/// What stands before a SHA-256 hash in a PKCS #1 signature (RFC 8017, 9.2, note 1).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];
