//! Keyed look-up values, so that a register can be searched without holding the numbers.
//!
//! Whoever gets a column of plain hashes tries every number there is: all SNILS in a minute, all
//! certificates in half an hour (identity.md 0.6). Here the value is HMAC-SHA-256 under a key that
//! is not kept beside the column.
//!
//! ```
//! use esia_matching::blind::{BlindIndexer, BlindKey, BlindValue, KeyVersion};
//! use esia_matching::snils::Snils;
//!
//! # let drawn: [u8; 32] = core::array::from_fn(|at| at as u8);
//! // 32 bytes from a generator of keys, kept apart from the data base.
//! let key = BlindKey::new(KeyVersion(1), &drawn)?;
//! let indexer = BlindIndexer::new("school 7, pupils", key);
//!
//! let snils = Snils::parse("112-233-445 95")?;
//! let column: String = indexer.snils(&snils).to_string(); // goes into the row
//! assert_eq!(column.len(), "1:".len() + 64);
//!
//! // At sign-in: the rows whose column is one of these; their full values are compared after.
//! assert!(indexer.candidates(&snils).contains(&BlindValue::parse(&column)?));
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! Equal numbers have equal values: who sees the column sees which rows agree, and how many have
//! none. There is no value of a surname or of another name: there are few, so that their
//! frequencies would tell them. A value found is a row to look at; what opens the door is the
//! comparison of the full values that follows (`compare`).

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use hmac::digest::KeyInit as _;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::certificate::BirthCertificate;
use crate::snils::Snils;

mod field;
mod value;

pub use field::BlindField;
pub use value::{BlindValue, BlindValueError};

/// Which of the keys that were ever used (версия ключа).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "a number with a name, and it stays one")]
pub struct KeyVersion(pub u32);

impl fmt::Display for KeyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A key of the index (ключ слепого индекса) with its version.
///
/// # Guarantees
///
/// It is erased when dropped, is never copied, and `Debug` shows its version alone.
pub struct BlindKey {
    version: KeyVersion,
    // INVARIANT: HMAC pads a short key with zeros to the block, so the padded key is the same key.
    block: Box<Zeroizing<[u8; 64]>>,
}

impl BlindKey {
    /// Takes 32 bytes that a generator of keys has drawn; the caller erases its own copy.
    ///
    /// # Errors
    ///
    /// One variant of [`BlindKeyError`] for each way of not being such a key.
    pub fn new(version: KeyVersion, drawn: &[u8]) -> Result<Self, BlindKeyError> {
        if drawn.len() != 32 {
            return Err(BlindKeyError::Length);
        }
        if drawn.iter().all(|byte| drawn.first() == Some(byte)) {
            return Err(BlindKeyError::Constant);
        }
        let mut block = Box::new(Zeroizing::new([0; 64]));
        block.iter_mut().zip(drawn).for_each(|(place, &byte)| *place = byte);
        Ok(Self { version, block })
    }

    /// The version of this key.
    #[must_use]
    pub const fn version(&self) -> KeyVersion {
        self.version
    }

    /// The beginning of every message of a scheme under this key.
    pub(crate) fn mac(&self, scheme: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new((&**self.block).into());
        add(&mut mac, scheme);
        mac
    }

    /// The value of a canonical text in a field.
    fn blind(&self, context: &str, field: BlindField<'_>) -> BlindValue {
        let mut mac = self.mac(SCHEME);
        let version = self.version.0.to_be_bytes();
        let (label, canonical) = (field.label().as_bytes(), field.canonical());
        for part in [context.as_bytes(), label, &version, canonical.as_bytes()] {
            add(&mut mac, part);
        }
        BlindValue::new(self.version, mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for BlindKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlindKey({}, [secret])", self.version)
    }
}

/// Why bytes are no key, or a key cannot stand beside others.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BlindKeyError {
    /// Not 32 bytes: a pass phrase, `b"secret"`.
    #[error("a key has 32 bytes")]
    Length,
    /// One byte 32 times: `[0; 32]`, memory that was never filled.
    #[error("a key is drawn by a generator")]
    Constant,
    /// Another key of the indexer has the version: 1 beside 1.
    #[error("each key has a version of its own")]
    VersionTwice,
}

/// Makes the look-up values of one register (слепой индекс).
///
/// The context names the register and whose it is, so that one key serves several and the values
/// of one say nothing about another's.
#[derive(Debug)]
pub struct BlindIndexer {
    context: String,
    current: BlindKey,
    older: Vec<BlindKey>,
}

impl BlindIndexer {
    /// An indexer with one key.
    #[must_use]
    pub fn new(context: &str, current: BlindKey) -> Self {
        Self { context: context.into(), current, older: Vec::new() }
    }

    /// With a key that is being replaced: its values are still looked up, and no longer made.
    ///
    /// # Errors
    ///
    /// [`BlindKeyError::VersionTwice`] if a key with its version is there.
    pub fn with_older(mut self, key: BlindKey) -> Result<Self, BlindKeyError> {
        if self.keys().any(|other| other.version == key.version) {
            return Err(BlindKeyError::VersionTwice);
        }
        self.older.push(key);
        Ok(self)
    }

    /// The value of a SNILS under the current key, for storing.
    #[must_use]
    pub fn snils(&self, snils: &Snils) -> BlindValue {
        self.current.blind(&self.context, snils.into())
    }

    /// The value of a birth certificate under the current key, for storing.
    #[must_use]
    pub fn certificate(&self, certificate: &BirthCertificate) -> BlindValue {
        self.current.blind(&self.context, certificate.into())
    }

    /// One value for each live key, the current one first, for looking up.
    #[must_use]
    pub fn candidates<'a>(&self, value: impl Into<BlindField<'a>>) -> Vec<BlindValue> {
        let field = value.into();
        self.keys().map(|key| key.blind(&self.context, field)).collect()
    }

    /// Whether a stored value was made with the current key; if not, the row is made anew.
    #[must_use]
    pub fn is_current(&self, stored: &BlindValue) -> bool {
        stored.version() == self.current.version
    }

    /// The current key and then the older ones, as they were added.
    fn keys(&self) -> impl Iterator<Item = &BlindKey> {
        core::iter::once(&self.current).chain(&self.older)
    }
}

/// Adds a part of a message, preceded by its length, so that no two messages are one text.
fn add(mac: &mut Hmac<Sha256>, part: &[u8]) {
    mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
    mac.update(part);
}

/// Sets these messages apart from all others under the same key.
const SCHEME: &[u8] = b"esia-matching blind index 1";
