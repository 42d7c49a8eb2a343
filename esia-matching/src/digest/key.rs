//! The key under which digests are made.

use alloc::boxed::Box;
use core::fmt;
use siphasher::sip::SipHasher13;
use zeroize::Zeroizing;

use super::permutation::Permutation;

/// The key of a register's digests (ключ отпечатков).
///
/// Digests made under two keys never compare. Draw one for each start of a program, or keep it
/// beside an index that is kept.
///
/// # Guarantees
///
/// It is erased when dropped, is never copied, and `Debug` shows none of it.
pub struct DigestKey {
    secret: Box<Zeroizing<Secret>>,
}

/// What is derived from the bytes once: two hash keys and the rounds of two permutations.
type Secret = [u64; 11];

impl DigestKey {
    /// Takes 16 bytes that a generator of keys has drawn; the caller erases its own copy.
    ///
    /// # Examples
    ///
    /// ```
    /// use esia_matching::digest::DigestKey;
    ///
    /// let drawn = [0x5A; 16]; // in earnest: from a generator
    /// assert_eq!(format!("{:?}", DigestKey::new(&drawn)), "DigestKey([secret])");
    /// ```
    #[must_use]
    pub fn new(drawn: &[u8; 16]) -> Self {
        let root = SipHasher13::new_with_key(drawn);
        let mut secret = Box::new(Zeroizing::new(Secret::default()));
        for (place, label) in secret.iter_mut().zip(0_u8..) {
            *place = root.hash(&[label]);
        }
        Self { secret }
    }

    /// The keyed hash of a message.
    pub(super) fn hash(&self, message: &[u8]) -> u64 {
        let [first, second, ..] = **self.secret;
        SipHasher13::new_with_keys(first, second).hash(message)
    }

    /// The order of SNILS numbers that this key gives.
    pub(super) fn of_snils(&self) -> Permutation {
        let [_, _, a, b, c, d, ..] = **self.secret;
        Permutation::new([a, b, c, d], SNILS_BITS)
    }

    /// The order of certificates that this key gives.
    pub(super) fn of_certificates(&self) -> Permutation {
        let [.., a, b, c, d, _] = **self.secret;
        Permutation::new([a, b, c, d], CERTIFICATE_BITS)
    }

    /// What tells this key from others and tells nothing of it.
    #[cfg(feature = "blind")]
    pub(crate) fn mark(&self) -> u64 {
        let [.., mark] = **self.secret;
        mark
    }
}

impl fmt::Debug for DigestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestKey([secret])")
    }
}

/// The bits of a SNILS: 10^11 is below 2^37, and the halves of a permutation are equal.
pub(crate) const SNILS_BITS: u32 = 38;

/// The bits of a certificate: nine of the numeral, eleven of the letters, 24 of the number.
pub(crate) const CERTIFICATE_BITS: u32 = 44;
