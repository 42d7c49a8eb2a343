//! Fingerprints of signing certificates: what ESIA calls the certificate's hash.

use alloc::vec::Vec;
use core::fmt;
use streebog::{Digest as _, Streebog256};

/// Length of Streebog-256 in bytes.
const LENGTH: usize = 32;

/// The label of a certificate in PEM.
const PEM_LABEL: &str = "CERTIFICATE";

/// A certificate's fingerprint (хеш сертификата): Streebog-256 of its DER.
///
/// It is the request parameter `client_certificate_hash` and the token header `x5t#St256`
/// (esia-protocol.md 4.3). A fingerprint is public, so `Debug` shows it.
///
/// # Guarantees
///
/// Equality is that of the 32 bytes, whatever the case of the text they were read from. The text
/// printed is the one ESIA prints: 64 hexadecimal digits, upper-case.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::fingerprint::CertificateFingerprint;
///
/// let of_nothing = CertificateFingerprint::of_der(b"");
/// let text = "3F539A213E97C802CC229D474C6AA32A825A360B2A933A949FD925208D9CE1BB";
/// assert_eq!(of_nothing.to_string(), text);
/// assert_eq!(CertificateFingerprint::parse(&text.to_lowercase()), Ok(of_nothing));
/// ```
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CertificateFingerprint([u8; LENGTH]);

impl CertificateFingerprint {
    /// The fingerprint of a certificate in DER; the bytes are hashed as they are.
    #[must_use]
    pub fn of_der(der: &[u8]) -> Self {
        Self(Streebog256::digest(der).into())
    }

    /// The fingerprint of a certificate in PEM: of the DER inside, not of the text.
    ///
    /// # Errors
    ///
    /// - [`FingerprintError::Pem`]: the text is not PEM.
    /// - [`FingerprintError::Label`]: it is PEM of something else.
    pub fn of_pem(pem: &str) -> Result<Self, FingerprintError> {
        let (label, der): (&str, Vec<u8>) =
            pem_rfc7468::decode_vec(pem.as_bytes()).map_err(|_| FingerprintError::Pem)?;
        if label == PEM_LABEL { Ok(Self::of_der(&der)) } else { Err(FingerprintError::Label) }
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// # Errors
    ///
    /// - [`FingerprintError::Length`]: not 64 bytes of text.
    /// - [`FingerprintError::Character`]: 64, and some of them are not hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, FingerprintError> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let pairs: &[[u8; 2]; LENGTH] = pairs.try_into().map_err(|_| FingerprintError::Length)?;
        if !rest.is_empty() {
            return Err(FingerprintError::Length);
        }
        let mut bytes = [0; LENGTH];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = nibble(*high)? << 4 | nibble(*low)?;
        }
        Ok(Self(bytes))
    }

    /// The 32 bytes themselves.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }
}

impl fmt::Display for CertificateFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for CertificateFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CertificateFingerprint({self})")
    }
}

/// Why a text gives no fingerprint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FingerprintError {
    /// Not 64 bytes long: `"2D617FE6"`.
    #[error("a fingerprint has 64 hexadecimal digits")]
    Length,
    /// A sign that is no hexadecimal digit: 64 times `"G"`.
    #[error("a sign that is not a hexadecimal digit")]
    Character,
    /// Not PEM: `"-----BEGIN CERTIFICATE-----"` and nothing more.
    #[error("not a text in PEM")]
    Pem,
    /// PEM of another thing: `"-----BEGIN PUBLIC KEY-----"` and so on.
    #[error("PEM, but not of a certificate")]
    Label,
}

/// The value of one hexadecimal digit.
const fn nibble(digit: u8) -> Result<u8, FingerprintError> {
    match digit {
        b'0'..=b'9' => Ok(digit.wrapping_sub(b'0')),
        b'a'..=b'f' => Ok(digit.wrapping_sub(b'a').wrapping_add(10)),
        b'A'..=b'F' => Ok(digit.wrapping_sub(b'A').wrapping_add(10)),
        _ => Err(FingerprintError::Character),
    }
}

#[cfg(test)]
mod tests {
    use super::{CertificateFingerprint, FingerprintError};
    use alloc::string::ToString as _;
    use std::format;

    // The 63-byte example of GOST R 34.11-2012 (esia-protocol.md 4.4).
    const MESSAGE: &[u8] = b"012345678901234567890123456789012345678901234567890123456789012";
    const HASH: &str = "9D151EEFD8590B89DAA6BA6CB74AF9275DD051026BB149A452FD84E5E57B5500";

    #[test]
    fn the_hash_is_that_of_the_standard() {
        assert_eq!(CertificateFingerprint::of_der(MESSAGE).to_string(), HASH);
    }

    #[test]
    fn either_case_reads_as_the_same_fingerprint_and_prints_upper() {
        let lower = CertificateFingerprint::parse(&HASH.to_ascii_lowercase()).unwrap();
        assert_eq!(CertificateFingerprint::parse(HASH), Ok(lower));
        assert_eq!(lower.to_string(), HASH);
        assert_eq!(lower.as_bytes()[..2], [0x9d, 0x15]);
    }

    #[test]
    fn what_is_not_64_hexadecimal_digits_is_refused() {
        let shorter = HASH.strip_prefix('9').unwrap();
        for text in ["", "2D617FE6", shorter, &format!("{HASH}0"), &format!("{HASH}00")] {
            assert_eq!(CertificateFingerprint::parse(text), Err(FingerprintError::Length));
        }
        for bad in ["G", "@", "`", "/", ":", "g", "+", " "] {
            let text = format!("{bad}{shorter}");
            assert_eq!(CertificateFingerprint::parse(&text), Err(FingerprintError::Character));
        }
    }

    #[test]
    fn pem_is_hashed_as_the_der_inside() {
        let pem = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        let expected = CertificateFingerprint::of_der(&[0x30, 0x00]);
        assert_eq!(CertificateFingerprint::of_pem(pem), Ok(expected));
        let windows = pem.replace('\n', "\r\n");
        assert_eq!(CertificateFingerprint::of_pem(&windows), Ok(expected));
        let key = pem.replace("CERTIFICATE", "PUBLIC KEY");
        assert_eq!(CertificateFingerprint::of_pem(&key), Err(FingerprintError::Label));
        assert_eq!(CertificateFingerprint::of_pem("MAA="), Err(FingerprintError::Pem));
    }
}
