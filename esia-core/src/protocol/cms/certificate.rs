//! The certificate that a CMS signature is made or checked with.

use crate::protocol::fingerprint::CertificateFingerprint;
use crate::protocol::key_set::{KeyError, KeyReport, TokenAlgorithm, TokenKey};
use chrono::{DateTime, FixedOffset};
use core::fmt;
use der::Decode as _;
use x509_cert::Certificate;

/// The certificate of an information system (сертификат информационной системы).
///
/// Its dates gate nothing by themselves: [`SigningCertificate::report`] says how they stand, and
/// whoever checks signatures decides.
#[derive(Clone)]
pub struct SigningCertificate {
    pub(super) certificate: Certificate,
    pub(super) key: TokenKey,
    fingerprint: CertificateFingerprint,
}

impl SigningCertificate {
    /// Reads a certificate in DER.
    ///
    /// # Errors
    ///
    /// [`KeyError`]: not a certificate, or a key of another kind than this module knows.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let certificate = Certificate::from_der(der).map_err(|_| KeyError::Der)?;
        let key = TokenKey::from_certificate(der)?;
        Ok(Self { certificate, key, fingerprint: CertificateFingerprint::of_der(der) })
    }

    /// Reads a certificate in PEM.
    ///
    /// # Errors
    ///
    /// As [`SigningCertificate::from_der`], and [`KeyError::Pem`], [`KeyError::Label`].
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let (label, der) = pem_rfc7468::decode_vec(text.trim().as_bytes())?;
        if label == "CERTIFICATE" { Self::from_der(&der) } else { Err(KeyError::Label) }
    }

    /// The fingerprint: `client_certificate_hash` of the current generation.
    #[must_use]
    pub const fn fingerprint(&self) -> &CertificateFingerprint {
        &self.fingerprint
    }

    /// The family of its key.
    #[must_use]
    pub const fn algorithm(&self) -> TokenAlgorithm {
        self.key.algorithm()
    }

    /// How its dates stand at a moment.
    #[must_use]
    pub fn report(&self, at: DateTime<FixedOffset>) -> KeyReport {
        self.key.report(at)
    }
}

impl fmt::Debug for SigningCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningCertificate({})", self.fingerprint)
    }
}
