//! A commitment to an event (обязательство): binding for ever, silent without its salt.

use super::digest::{Digest, HashFunction};
use alloc::vec::Vec;
use core::fmt;
use zeroize::Zeroizing;

/// Thirty-two random bytes for one entry; wiped from memory when dropped.
///
/// Randomness is an argument: 32 bytes from the system's generator, new for each entry. Whoever
/// knows the salt can try events; whoever does not learns nothing from the commitment.
#[derive(Clone, Eq, PartialEq)]
pub struct Salt(Zeroizing<[u8; Self::LENGTH]>);

impl Salt {
    /// How many bytes it has.
    pub const LENGTH: usize = 32;

    /// These random bytes.
    #[must_use]
    pub fn new(bytes: [u8; Self::LENGTH]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the store in which salts live and die; never for a log.
    #[must_use]
    pub fn expose(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// What must be kept to show what an entry says: the salt, and the canonical bytes of the record.
///
/// Destroying it is the erasure of LG-9. Both are wiped from memory when dropped; `Debug` shows
/// neither.
#[derive(Clone, Eq, PartialEq)]
pub struct Opening {
    salt: Salt,
    record: Zeroizing<Vec<u8>>,
}

impl Opening {
    /// A salt and the bytes that it hides.
    #[must_use]
    pub fn new(salt: Salt, record: Vec<u8>) -> Self {
        Self { salt, record: Zeroizing::new(record) }
    }

    /// The salt.
    #[must_use]
    pub const fn salt(&self) -> &Salt {
        &self.salt
    }

    /// The canonical bytes of the record; never for a log.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.record
    }

    /// The commitment, version 1: hash(label ‖ salt ‖ record).
    ///
    /// Label and salt have fixed lengths, so nothing can move from one part into another.
    #[must_use]
    pub fn commitment<H: HashFunction>(&self) -> Digest {
        H::hash(&[b"consent-model/commitment/v1\0", self.salt.expose(), &self.record])
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}
