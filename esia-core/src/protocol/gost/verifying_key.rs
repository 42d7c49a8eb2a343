//! Public keys: reading them, and checking signatures.

use super::curve::{self, AffinePoint, FIELD_LENGTH, ProjectivePoint};
use super::{GostError, SIGNATURE_LENGTH, format, message_number};
use alloc::vec::Vec;
use core::fmt;
use der::Decode as _;
use der::referenced::OwnedToRef as _;
use elliptic_curve::ops::MulByGeneratorVartime as _;
use x509_cert::Certificate;

/// A public key (ключ проверки подписи) on CryptoPro-A.
///
/// **Guarantees**: a point of the curve, and not its zero.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct VerifyingKey(AffinePoint);

impl VerifyingKey {
    /// Reads a `SubjectPublicKeyInfo`, the form of OpenSSL's public keys.
    ///
    /// # Errors
    ///
    /// - [`GostError::Der`]: not this structure.
    /// - [`GostError::Algorithm`], [`GostError::Key2001`], [`GostError::Key512`],
    ///   [`GostError::Curve`], [`GostError::Hash`]: a key of another kind.
    /// - [`GostError::Point`]: not a point of the curve.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, GostError> {
        format::read_spki(der).and_then(Self::from_coordinates)
    }

    /// Reads the key of a certificate; nothing else of the certificate is checked.
    ///
    /// # Errors
    ///
    /// As [`VerifyingKey::from_spki_der`].
    pub fn from_certificate_der(der: &[u8]) -> Result<Self, GostError> {
        let certificate = Certificate::from_der(der).map_err(|_| GostError::Der)?;
        let spki = certificate.tbs_certificate().subject_public_key_info().owned_to_ref();
        format::read_public_key(&spki.algorithm, &spki.subject_public_key)
            .and_then(Self::from_coordinates)
    }

    /// The key as a `SubjectPublicKeyInfo`, with CryptoPro-XchA as the name of the curve.
    #[must_use]
    pub fn to_spki_der(&self) -> Vec<u8> {
        let (mut x, mut y) = curve::coordinates(&self.0);
        x.reverse();
        y.reverse();
        format::write_spki(x, y)
    }

    /// Whether a signature is of this message and by this key.
    ///
    /// Nothing here is secret, and the time it takes depends on its input.
    ///
    /// # Errors
    ///
    /// - [`GostError::SignatureLength`]: not 64 bytes.
    /// - [`GostError::SignatureRange`]: a part is zero, or q or more.
    /// - [`GostError::Mismatch`]: another message or another key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), GostError> {
        let signature: &[u8; SIGNATURE_LENGTH] =
            signature.try_into().map_err(|_| GostError::SignatureLength)?;
        let (s, r) = match signature.as_chunks::<FIELD_LENGTH>() {
            ([s, r], []) => (*s, *r),
            _ => return Err(GostError::SignatureLength),
        };
        let s = curve::scalar(s).ok_or(GostError::SignatureRange)?;
        let r = curve::scalar(r).ok_or(GostError::SignatureRange)?;
        let inverse: curve::Scalar =
            message_number(message).invert().into_option().ok_or(GostError::Mismatch)?;
        let point = ProjectivePoint::mul_by_generator_and_mul_add_vartime(
            &s.multiply(&inverse),
            &r.multiply(&inverse).neg(),
            &ProjectivePoint::from(self.0),
        )
        .to_affine();
        // The zero point has no coordinates; `coordinates` of it are 0, which r never is.
        let (x, _) = curve::coordinates(&point);
        if curve::reduced(x) == r { Ok(()) } else { Err(GostError::Mismatch) }
    }

    /// The key of a point that is known to be on the curve and not zero.
    pub(super) const fn from_point(point: AffinePoint) -> Self {
        Self(point)
    }

    /// The key of two little-endian coordinates.
    fn from_coordinates(
        (mut x, mut y): ([u8; FIELD_LENGTH], [u8; FIELD_LENGTH]),
    ) -> Result<Self, GostError> {
        x.reverse();
        y.reverse();
        curve::point(x, y).map(Self).ok_or(GostError::Point)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerifyingKey(CryptoPro-A)")
    }
}
