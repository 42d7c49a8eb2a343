//! What a blind value may be made of: identifiers, and nothing that people share.

use alloc::string::{String, ToString as _};
use zeroize::Zeroizing;

use crate::certificate::BirthCertificate;
use crate::snils::Snils;

/// A value that may be looked up (поле слепого индекса), borrowed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum BlindField<'a> {
    /// A SNILS.
    Snils(&'a Snils),
    /// A birth certificate.
    Certificate(&'a BirthCertificate),
}

impl BlindField<'_> {
    /// What sets the values of this field apart from those of the others.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Snils(_) => "snils",
            Self::Certificate(_) => "certificate",
        }
    }

    /// The text that equal values share; erased after use.
    pub(super) fn canonical(self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Snils(snils) => snils.to_string(),
            Self::Certificate(certificate) => certificate.to_string(),
        })
    }
}

impl<'a> From<&'a Snils> for BlindField<'a> {
    fn from(snils: &'a Snils) -> Self {
        Self::Snils(snils)
    }
}

impl<'a> From<&'a BirthCertificate> for BlindField<'a> {
    fn from(certificate: &'a BirthCertificate) -> Self {
        Self::Certificate(certificate)
    }
}
