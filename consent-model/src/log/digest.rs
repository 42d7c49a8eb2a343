//! Thirty-two bytes that stand for a text, and the function that makes them.

use alloc::string::String;
use core::fmt;

/// The value of a hash function (хеш).
///
/// `Display` writes it in lower-case hexadecimal, and [`Digest::parse`] reads nothing else, so
/// that one value has one spelling.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Digest([u8; Self::LENGTH]);

impl Digest {
    /// How many bytes it has.
    pub const LENGTH: usize = 32;

    /// These bytes.
    #[must_use]
    pub const fn new(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    ///
    /// [`DigestError::Shape`] for anything else.
    pub fn parse(text: &str) -> Result<Self, DigestError> {
        let bytes = from_hex(text).ok_or(DigestError::Shape)?;
        bytes.try_into().map(Self).map_err(|_| DigestError::Shape)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not a digest.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DigestError {
    /// Not 64 lower-case hexadecimal digits: `"E3B0"`.
    #[error("a digest is 64 lower-case hexadecimal digits")]
    Shape,
}

/// The hash function of a log (LG-6): the format must outlive it.
///
/// GOST R 34.11-2012 with 256 bits fits as well as SHA-256 does.
pub trait HashFunction {
    /// Its name, as heads and files carry it.
    const NAME: &'static str;

    /// The hash of the parts, one after the other.
    fn hash(parts: &[&[u8]]) -> Digest;

    /// The hash of a leaf of the tree (RFC 6962, 2.1).
    #[must_use]
    fn leaf(data: &[&[u8]]) -> Digest {
        let mut parts = alloc::vec![LEAF];
        parts.extend_from_slice(data);
        Self::hash(&parts)
    }

    /// The hash of an inner node of the tree (RFC 6962, 2.1).
    #[must_use]
    fn node(left: &Digest, right: &Digest) -> Digest {
        Self::hash(&[NODE, left.as_bytes(), right.as_bytes()])
    }
}

/// SHA-256 (FIPS 180-4), as in RFC 6962.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "it holds nothing and never will")]
pub struct Sha256;

impl HashFunction for Sha256 {
    const NAME: &'static str = "sha-256";

    fn hash(parts: &[&[u8]]) -> Digest {
        use sha2::Digest as _;
        let mut hasher = sha2::Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Digest(hasher.finalize().into())
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]).collect()
}

/// The bytes of a text in lower-case hexadecimal; `None` for any other text.
#[must_use]
pub fn from_hex(text: &str) -> Option<alloc::vec::Vec<u8>> {
    let digit = |sign: u8| match sign {
        b'0'..=b'9' | b'a'..=b'f' => char::from(sign).to_digit(16),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let byte = |[high, low]: &[u8; 2]| {
        let value = digit(*high)?.checked_mul(16)?.checked_add(digit(*low)?)?;
        u8::try_from(value).ok()
    };
    pairs.iter().map(byte).collect()
}

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];
