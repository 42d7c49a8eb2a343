//! One value of the index, as it stands in a row.

use alloc::string::String;
use core::fmt;

use subtle::ConstantTimeEq as _;

use super::KeyVersion;

/// What stands in a row in place of a number: a key version and 32 bytes.
///
/// Comparing takes the same time wherever two values differ. It still stands for one person, so
/// `Debug` does not show it. There is no way from here back to the number.
///
/// # Syntax
///
/// `1:` and 64 hexadecimal digits: the version of the key in decimal, a colon, the bytes in small
/// letters. Nothing else is read.
#[derive(Clone, Copy)]
pub struct BlindValue {
    version: KeyVersion,
    bytes: [u8; 32],
}

impl BlindValue {
    /// Puts a value beside the version of its key.
    pub(super) const fn new(version: KeyVersion, bytes: [u8; 32]) -> Self {
        Self { version, bytes }
    }

    /// Reads a value as it was stored.
    ///
    /// # Errors
    ///
    /// One variant of [`BlindValueError`] for each way of not being a stored value.
    pub fn parse(text: &str) -> Result<Self, BlindValueError> {
        let (version, hex) = text.split_once(':').ok_or(BlindValueError::Version)?;
        let is_canonical = version == "0" || !version.starts_with(['0', '+']);
        let version = version.parse().ok().filter(|_| is_canonical);
        let version = KeyVersion(version.ok_or(BlindValueError::Version)?);
        let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(BlindValueError::Bytes);
        }
        let mut bytes = [0; 32];
        for (place, &[high, low]) in bytes.iter_mut().zip(pairs) {
            let (high, low) = (nibble(high), nibble(low));
            let (high, low) = high.zip(low).ok_or(BlindValueError::Bytes)?;
            *place = (high << 4) | low;
        }
        Ok(Self { version, bytes })
    }

    /// The version of the key that made it.
    #[must_use]
    pub const fn version(&self) -> KeyVersion {
        self.version
    }

    /// The 32 bytes, for a column of bytes; the version goes into a column of its own.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }
}

impl PartialEq for BlindValue {
    fn eq(&self, other: &Self) -> bool {
        let same_version = self.version.0.ct_eq(&other.version.0);
        (same_version & self.bytes.ct_eq(&other.bytes)).into()
    }
}

impl Eq for BlindValue {}

impl fmt::Display for BlindValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nibbles = self.bytes.iter().flat_map(|&byte| [byte >> 4, byte & 0x0F]);
        let hex = nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16));
        write!(f, "{}:{}", self.version, hex.collect::<String>())
    }
}

impl fmt::Debug for BlindValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindValue([personal])")
    }
}

/// Why a text is not a stored value.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BlindValueError {
    /// No version and colon at the beginning: `"9f86d081…"`, `"v1:9f86d081…"`, `"01:9f86d081…"`.
    #[error("a blind value begins with the version of its key and a colon")]
    Version,
    /// Not 64 hexadecimal digits in small letters: `"1:9f86"`, `"1:9F86D081…"`.
    #[error("a blind value has 64 hexadecimal digits")]
    Bytes,
}

/// The value of a hexadecimal digit.
const fn nibble(sign: u8) -> Option<u8> {
    match sign {
        b'0'..=b'9' => Some(sign & 0x0F),
        // INVARIANT: the low half of `a` to `f` is 1 to 6.
        b'a'..=b'f' => (sign & 0x0F).checked_add(9),
        _ => None,
    }
}
