//! A signer of the first generation, made of one that signs barely.

use super::{CmsError, SigningCertificate, detached};
use crate::protocol::fingerprint::CertificateFingerprint;
use crate::protocol::signer::{RequestSigner, SignatureForm};
use crate::protocol::signing_input::SigningInput;
use alloc::vec::Vec;

/// Wraps what another signer yields into a detached CMS container (подпись первого поколения).
///
/// So one means of signing serves both generations: by itself the current one, in this wrapper
/// the first.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "gost")] {
/// use chrono::DateTime;
/// use esia_core::protocol::cms::{CmsSigner, SigningCertificate};
/// use esia_core::protocol::gost::{SigningKey, certificate};
/// use esia_core::protocol::signer::{RequestSigner as _, SignatureForm, TestSigner};
///
/// let key = SigningKey::from_bytes([7; 32])?;
/// let from = DateTime::parse_from_rfc3339("2026-09-01T00:00:00Z").unwrap();
/// let until = DateTime::parse_from_rfc3339("2027-09-01T00:00:00Z").unwrap();
/// let der = certificate::self_signed(&key, "School", from, until, [1; 32])?;
/// let certificate = SigningCertificate::from_der(&der)?;
///
/// let bare = TestSigner::new(key, *certificate.fingerprint(), || [2; 32]);
/// assert_eq!(bare.form(), SignatureForm::Raw);
/// assert_eq!(CmsSigner::new(bare, certificate).form(), SignatureForm::Cms);
/// # }
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CmsSigner<S> {
    inner: S,
    certificate: SigningCertificate,
}

impl<S: RequestSigner> CmsSigner<S> {
    /// A signer from one that signs barely, and the certificate of its key.
    pub const fn new(inner: S, certificate: SigningCertificate) -> Self {
        Self { inner, certificate }
    }
}

impl<S: RequestSigner> RequestSigner for CmsSigner<S> {
    type Error = CmsSignError<S::Error>;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        match self.inner.form() {
            SignatureForm::Raw => {}
            SignatureForm::Cms => return Err(CmsSignError::Twice),
        }
        let signature = self.inner.sign(input).map_err(CmsSignError::Signer)?;
        detached(&self.certificate, &signature).map_err(CmsSignError::Cms)
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        self.certificate.fingerprint()
    }

    fn form(&self) -> SignatureForm {
        SignatureForm::Cms
    }
}

/// Why no container was made.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CmsSignError<E> {
    /// The means of signing failed: no device.
    #[error("the signer failed")]
    Signer(E),
    /// The signer inside yields CMS already.
    #[error("the signer inside yields CMS already")]
    Twice,
    /// What it signed is no signature of the certificate's key: 63 bytes.
    #[error("no container can be made: {0}")]
    Cms(CmsError),
}
