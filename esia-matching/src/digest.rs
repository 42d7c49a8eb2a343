//! What one side knows of a person in forty bytes: enough to find a record, and not to show one.
//!
//! ```
//! use esia_matching::digest::{Digest, DigestKey};
//! use esia_matching::evidence::{Evidence, Texts, Vouched};
//!
//! let key = DigestKey::new(&[0x5A; 16]); // in earnest: from a generator
//! let typed = Texts::default().names("тестова", "Анна", "").snils("11223344595");
//! let canonical = Texts::default().names("ТЕСТОВА", "АННА", "").snils("112-233-445 95");
//! let [typed, canonical] = [typed, canonical].map(|texts| Evidence::from_journal(&texts));
//! assert!(Digest::of(&typed, &key) == Digest::of(&canonical, &key));
//! ```

mod code;
mod key;
mod permutation;
mod person;

pub use key::DigestKey;

pub(crate) use code::Code;
pub(crate) use key::{CERTIFICATE_BITS, SNILS_BITS};
pub(crate) use person::{Face, YoFolded};

use alloc::vec::Vec;
use core::fmt;

use crate::evidence::{Evidence, Texts, Vouched};
use crate::finding::Side;
use crate::name::{FullName, KeyBuffer};
use crate::policy::MiddleNamePolicy;
use person::Fingerprints;

/// One side's knowledge of a person, in short (сжатые сведения о человеке).
///
/// Identifiers are kept whole, in a keyed order; names and birth date as keyed fingerprints of 64
/// bits, in which ё is е, beside marks of which Е are Ё.
///
/// **Guarantees**: digests under one key compare as the evidence does that they are made of:
/// identifiers without exception, names and birth date but for a chance of 2⁻⁶⁴ that different
/// ones are taken for equal, and never the other way round. In a name with more than 48 letters Е
/// and Ё the marks from the 48th on are one. What is missing, unreadable or a placeholder is
/// nothing, and what nobody vouches for opens nothing, as in [`Evidence`]. `Debug` shows none of
/// it; who holds digests and their key can try out numbers, so that digests are kept as the
/// register is.
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Digest {
    snils: Code,
    certificate: Code,
    person: Fingerprints,
}

impl Digest {
    /// The digest of what a side knows.
    #[must_use]
    pub fn of(evidence: &Evidence, key: &DigestKey) -> Self {
        let exact = evidence.names().map(FullName::exact_key);
        Self {
            snils: Code::of_snils(evidence.snils(), key),
            certificate: Code::of_certificate(evidence.certificate(), key),
            person: Fingerprints::new(
                evidence.side(),
                &exact.map(|exact| exact.as_str().as_bytes()),
                *evidence.birth_date(),
                key,
                &mut Vec::new(),
            ),
        }
    }

    /// The digest of texts: that of the evidence which they make, in a buffer that is used again.
    #[must_use]
    pub fn of_texts(
        side: Side,
        texts: &Texts<'_>,
        vouched: Vouched,
        key: &DigestKey,
        scratch: &mut Scratch,
    ) -> Self {
        let vouched = match side {
            Side::Journal => Vouched::EVERYTHING,
            Side::Provider => vouched,
        };
        Self {
            snils: Code::of_snils(&texts.read_snils(vouched.snils).without_placeholder(), key),
            certificate: Code::of_certificate(&texts.read_certificate(vouched.certificate), key),
            person: Fingerprints::new(
                side,
                &texts.read_name_key(vouched.names, &mut scratch.names),
                texts.read_birth_date(vouched.birth_date),
                key,
                &mut scratch.message,
            ),
        }
    }

    /// The SNILS.
    pub(crate) const fn snils(&self) -> Code {
        self.snils
    }

    /// The birth certificate.
    pub(crate) const fn certificate(&self) -> Code {
        self.certificate
    }

    /// Names and birth date.
    pub(crate) const fn face(&self, policy: MiddleNamePolicy) -> Face {
        self.person.face(policy)
    }

    /// Whether the side vouches for names and birth date.
    pub(crate) const fn is_person_verified(&self) -> bool {
        self.person.is_verified()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest([personal])")
    }
}

/// A buffer for making many digests (рабочий буфер).
#[derive(Clone, Default)]
pub struct Scratch {
    names: KeyBuffer,
    message: Vec<u8>,
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scratch([personal])")
    }
}
