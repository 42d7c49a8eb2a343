//! Detached CMS signatures (RFC 5652): the `client_secret` of the first generation.
//!
//! **Making** one takes a bare signature and the certificate of its key ([`detached`],
//! [`CmsSigner`]); it is what `openssl cms -sign -noattr` makes, byte for byte but for the
//! signature. **Checking** one is for the far side, a simulated stand: [`DetachedSignature`] reads
//! what clients send, with signed attributes or without, with a certificate inside or without.
//!
//! | | GOST R 34.10-2012, 256 bits | RSA |
//! |---|---|---|
//! | hash | Streebog-256 | SHA-256 |
//! | for | ESIA | clients of other makers, tests without an engine |
//! | needs the feature | `gost` | none |
//!
//! The structures come from the crates `cms`, `x509-cert` and `der`: what is not DER is refused.
//!
//! # Examples
//!
//! ```
//! # #[cfg(feature = "gost")] {
//! use chrono::DateTime;
//! use esia_core::protocol::cms::{self, CmsError, DetachedSignature, SigningCertificate};
//! use esia_core::protocol::gost::{SigningKey, certificate};
//!
//! let key = SigningKey::from_bytes([7; 32])?;
//! let from = DateTime::parse_from_rfc3339("2026-09-01T00:00:00Z").unwrap();
//! let until = DateTime::parse_from_rfc3339("2027-09-01T00:00:00Z").unwrap();
//! let der = certificate::self_signed(&key, "School", from, until, [1; 32])?;
//! let certificate = SigningCertificate::from_der(&der)?;
//!
//! let signature = key.sign(b"openid2026.09.01 08:00:00 +0300ELSH01", [2; 32]);
//! let sent = cms::detached(&certificate, &signature)?;
//!
//! let received = DetachedSignature::parse(&sent)?;
//! received.verify(b"openid2026.09.01 08:00:00 +0300ELSH01", &certificate)?;
//! let other = received.verify(b"openid2026.09.01 08:00:00 +0300ELSH02", &certificate);
//! assert_eq!(other, Err(CmsError::Signature));
//! # }
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

mod certificate;
mod detached;
mod encode;
mod signer;

pub use certificate::SigningCertificate;
pub use detached::DetachedSignature;
pub use encode::detached;
pub use signer::{CmsSignError, CmsSigner};

use crate::protocol::key_set::TokenAlgorithm;
use der::oid::ObjectIdentifier;

/// Why bytes are no detached CMS signature of this message and certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CmsError {
    /// More than 64 KiB.
    #[error("longer than any signature")]
    TooLarge,
    /// Headers of S/MIME: `MIME-Version: 1.0`, where `-outform DER` was left out.
    #[error("S/MIME headers, where bare DER belongs")]
    Smime,
    /// Armour of PEM: `-----BEGIN CMS-----`.
    #[error("PEM, where bare DER belongs")]
    Pem,
    /// DER that ends too early: a file cut in half.
    #[error("cut short")]
    Truncated,
    /// An indefinite length, as `openssl cms -stream` writes: BER, and not DER.
    #[error("an indefinite length: BER, where DER belongs")]
    Indefinite,
    /// Not DER of this structure: a certificate, or a bare signature of 64 bytes.
    #[error("not a CMS structure in DER")]
    Der,
    /// CMS of another kind: enveloped data, or signed data that is not plain data.
    #[error("CMS, but not of signed plain data")]
    NotSigned,
    /// The signed text inside, where it must stay outside (`-nodetach`).
    #[error("the content is inside: not a detached signature")]
    Attached,
    /// No signer, or two.
    #[error("not exactly one signer")]
    Signers,
    /// A hash of SHA-1.
    #[error("SHA-1 is no longer accepted")]
    Sha1,
    /// Another hash than the one of the signature's family: MD5, SHA-512, GOST R 34.11-94.
    #[error("an unsupported hash")]
    Digest,
    /// A signature with a key of GOST R 34.10-2001.
    #[error("a signature of the withdrawn GOST R 34.10-2001")]
    Gost2001,
    /// A signature with a key of GOST R 34.10-2012 with 512 bits.
    #[error("a GOST signature of 512 bits, where one of 256 is asked for")]
    Gost512,
    /// A signature of any other kind: ECDSA, RSA-PSS; without the feature `gost`, a GOST one.
    #[error("an unsupported kind of signature")]
    Algorithm,
    /// A signature of one family, and a certificate of the other: RSA for GOST.
    #[error("the certificate is of another family than the signature")]
    Family,
    /// It names another certificate as that of its key.
    #[error("signed with another certificate")]
    OtherCertificate,
    /// Signed attributes without a hash of the content, with two, or of another content type.
    #[error("the signed attributes cannot be read")]
    Attributes,
    /// Signed attributes with the hash of another text.
    #[error("the signed attributes are about another text")]
    MessageDigest,
    /// A signature of another text, or by another key; to [`detached`], one of a wrong length.
    #[error("the signature does not belong to this text and certificate")]
    Signature,
}

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");

/// The identifiers of one family: the hash, and the names of the signature.
struct Family {
    digest: ObjectIdentifier,
    /// The first is the one that we write, as OpenSSL does: the name of the key.
    signatures: [ObjectIdentifier; 2],
}

const fn family(algorithm: TokenAlgorithm) -> Family {
    match algorithm {
        TokenAlgorithm::Gost256 => Family {
            digest: ObjectIdentifier::new_unwrap("1.2.643.7.1.1.2.2"),
            signatures: [
                ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.1"),
                ObjectIdentifier::new_unwrap("1.2.643.7.1.1.3.2"),
            ],
        },
        TokenAlgorithm::Rs256 => Family {
            digest: ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
            signatures: [
                ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1"),
                ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
            ],
        },
    }
}
