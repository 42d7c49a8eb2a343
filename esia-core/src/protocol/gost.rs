//! Signatures of GOST R 34.10-2012 (ГОСТ Р 34.10-2012) with keys of 256 bits.
//!
//! **Verification** checks what ESIA signs and handles nothing secret. **Signing** is for tests
//! and for the simulated stand only: in production the law asks for certified means, and the
//! signer stands outside this crate behind a trait (esia-protocol.md 0, point 5).
//!
//! The curve is CryptoPro-A, the one curve of ESIA's certificates. Field and point arithmetic come
//! from `primefield` and `primeorder`, the hash from `streebog`; the formulas of the standard and
//! the formats are here.
//!
//! # Byte orders (esia-protocol.md 4.1)
//!
//! | what | order |
//! |---|---|
//! | Streebog-256 hash as a number | little-endian |
//! | signature | `s ‖ r`, each 32 bytes, big-endian |
//! | public key in a certificate | BIT STRING, OCTET STRING (`04 40`), `X ‖ Y`, each little-endian |
//! | private key in PKCS#8 | OCTET STRING of 32 bytes, little-endian |
//! | private key in PKCS#8, old form | INTEGER, big-endian as DER has it |
//!
//! What CryptoPro's `csptest` writes is the whole signature byte-reversed; turn it before use.
//!
//! # Identifiers
//!
//! | OID | what | here |
//! |---|---|---|
//! | 1.2.643.7.1.1.1.1 | key of GOST R 34.10-2012, 256 bits | the only key accepted |
//! | 1.2.643.7.1.1.1.2 | the same, 512 bits | [`GostError::Key512`] |
//! | 1.2.643.2.2.19 | key of GOST R 34.10-2001 | [`GostError::Key2001`] |
//! | 1.2.643.2.2.36.0 | CryptoPro-XchA, the same numbers as CryptoPro-A | accepted, and written |
//! | 1.2.643.2.2.35.1 | CryptoPro-A | accepted |
//! | 1.2.643.7.1.2.1.1.2 | TC26 256-bit set B, the newer name of CryptoPro-A (RFC 9215) | accepted |
//! | 1.2.643.7.1.2.1.1.1 | TC26 256-bit set A: another curve | [`GostError::Curve`] |
//! | 1.2.643.7.1.1.2.2 | hash, Streebog-256 | the only hash accepted |
//! | 1.2.643.7.1.1.3.2 | signature of the two together | written into certificates |
//!
//! # Examples
//!
//! ```
//! use esia_core::protocol::gost::{GostError, SigningKey};
//!
//! let key = SigningKey::from_bytes([7; 32])?;
//! let signature = key.sign(b"ELSH01openid", [1; 32]);
//! assert_eq!(key.verifying_key().verify(b"ELSH01openid", &signature), Ok(()));
//! assert_eq!(
//!     key.verifying_key().verify(b"ELSH02openid", &signature),
//!     Err(GostError::Mismatch),
//! );
//! # Ok::<(), GostError>(())
//! ```

pub mod certificate;
mod curve;
mod format;
mod signing_key;
mod verifying_key;

#[cfg(test)]
mod tests;

pub use signing_key::SigningKey;
pub use verifying_key::VerifyingKey;

use curve::{FIELD_LENGTH, Scalar};
use streebog::{Digest as _, Streebog256};

/// Length of a signature: `s ‖ r`.
pub const SIGNATURE_LENGTH: usize = 64;

/// Why a key, a signature or a certificate was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum GostError {
    /// Not PEM of the thing asked for: a text without `-----BEGIN`, an encrypted private key.
    #[error("not PEM of the thing asked for")]
    Pem,
    /// Not the DER structure asked for: no bytes at all.
    #[error("not the DER structure asked for")]
    Der,
    /// A key of another family: RSA.
    #[error("not a GOST R 34.10 key")]
    Algorithm,
    /// A key of GOST R 34.10-2001: OID 1.2.643.2.2.19.
    #[error("a key of the withdrawn GOST R 34.10-2001")]
    Key2001,
    /// A key of GOST R 34.10-2012 with 512 bits: OID 1.2.643.7.1.1.1.2.
    #[error("a GOST R 34.10-2012 key of 512 bits, where one of 256 is asked for")]
    Key512,
    /// Another curve: TC26 256-bit set A, or CryptoPro-B.
    #[error("the curve is not CryptoPro-A")]
    Curve,
    /// The key is bound to another hash: OID 1.2.643.2.2.30.1, GOST R 34.11-94.
    #[error("the hash is not Streebog-256")]
    Hash,
    /// The public key is no point of the curve: 64 zero bytes.
    #[error("the public key is not a point of the curve")]
    Point,
    /// The private key is zero, too large or of another length: 32 bytes of `FF`.
    #[error("the private key is not a number from 1 to q − 1")]
    PrivateKey,
    /// A signature that is not 64 bytes long: 63 bytes.
    #[error("a signature has 64 bytes")]
    SignatureLength,
    /// A signature with a part that is zero or too large: 64 bytes of `00` or `FF`.
    #[error("a part of the signature is not a number from 1 to q − 1")]
    SignatureRange,
    /// A well-formed signature of another message, or by another key.
    #[error("the signature does not belong to this message and key")]
    Mismatch,
    /// A common name that is empty, longer than 64 characters, or has a control character: `""`.
    #[error("a common name has 1 to 64 characters, none of them a control character")]
    CommonName,
    /// A validity that ends before it begins, or lies outside the years 1970 to 9999.
    #[error("the validity ends before it begins, or cannot be written")]
    Validity,
}

/// The hash of a message as the number `e` of the standard.
fn message_number(message: &[u8]) -> Scalar {
    hash_number(Streebog256::digest(message).into())
}

/// A hash as the number `e` of the standard: little-endian, modulo q.
fn hash_number(mut hash: [u8; FIELD_LENGTH]) -> Scalar {
    hash.reverse();
    let number = curve::reduced(hash);
    // The standard: a number that is zero is taken to be one.
    if number == Scalar::ZERO { Scalar::ONE } else { number }
}
