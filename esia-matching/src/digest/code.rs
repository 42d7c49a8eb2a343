//! An identifier as one number: its place in a keyed order, and how far it is known.

use crate::certificate::BirthCertificate;
use crate::evidence::{Assurance, Identifier};
use crate::snils::Snils;

use super::key::DigestKey;

/// A packed identifier; equal codes are equal identifiers, known equally well.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Code(u64);

impl Code {
    /// No identifier.
    pub(crate) const NOTHING: Self = Self(0);

    /// The code of a SNILS.
    pub(super) fn of_snils(snils: &Identifier<Snils>, key: &DigestKey) -> Self {
        Self::new(snils, |snils| key.of_snils().place(packed_snils(snils)))
    }

    /// The code of a birth certificate.
    pub(super) fn of_certificate(
        certificate: &Identifier<BirthCertificate>,
        key: &DigestKey,
    ) -> Self {
        Self::new(certificate, |value| key.of_certificates().place(packed_certificate(value)))
    }

    fn new<T>(identifier: &Identifier<T>, place: impl Fn(&T) -> u64) -> Self {
        let state = match identifier {
            Identifier::Missing => 0,
            Identifier::Unreadable => 1,
            Identifier::Placeholder => 2,
            Identifier::Present(_, Assurance::Stated) => STATED,
            Identifier::Present(_, Assurance::Verified) => VERIFIED,
        };
        Self((state << STATE_AT) | identifier.value().map_or(0, place))
    }

    /// A code as an index kept it.
    pub(crate) fn kept(value: Option<u64>, is_verified: bool) -> Self {
        let state = if is_verified { VERIFIED } else { STATED };
        value.map_or(Self::NOTHING, |value| Self((state << STATE_AT) | (value & VALUE)))
    }

    /// The place of the identifier in the order of the key, whoever vouches for it.
    pub(crate) const fn value(self) -> Option<u64> {
        if self.0 >> STATE_AT >= STATED { Some(self.0 & VALUE) } else { None }
    }

    /// The place, if the side vouches for the identifier: what may count as a ground.
    pub(crate) const fn verified(self) -> Option<u64> {
        if self.is_verified() { Some(self.0 & VALUE) } else { None }
    }

    /// Whether the side vouches for the identifier.
    pub(crate) const fn is_verified(self) -> bool {
        self.0 >> STATE_AT == VERIFIED
    }
}

/// A number below 10^11.
fn packed_snils(snils: &Snils) -> u64 {
    // INVARIANT: eleven digits, so that nothing saturates.
    let add = |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit));
    snils.digits().into_iter().fold(0, add)
}

/// Nine bits of the numeral, eleven of the two letters, 24 of the number.
fn packed_certificate(certificate: &BirthCertificate) -> u64 {
    // INVARIANT: a letter is one of 33: А to Я, or Ё, which stands before them in Unicode.
    let letter = |letter| u64::from(u32::from(letter).wrapping_sub(u32::from('А')).min(32));
    let [first, second] = certificate.letters().map(letter);
    let number = certificate.number();
    let digits = number.bytes().fold(0_u64, |number, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit & 0x0F))
    });
    // Seven digits stand behind all of six.
    let number = digits.saturating_add(if number.len() == 6 { 0 } else { 1_000_000 });
    let letters = first.saturating_mul(33).saturating_add(second);
    (u64::from(certificate.numeral()) << 35) | (letters << 24) | number
}

/// Where the state stands, above any value.
const STATE_AT: u32 = 60;

/// The bits of a value.
const VALUE: u64 = (1 << STATE_AT) - 1;

/// There is a value, by somebody's word.
const STATED: u64 = 3;

/// There is a value, and the side vouches for it.
const VERIFIED: u64 = 4;

#[cfg(test)]
mod tests {
    use super::{packed_certificate, packed_snils};
    use crate::certificate::BirthCertificate;
    use crate::snils::Snils;

    #[test]
    fn the_extreme_identifiers_fit_and_differ() {
        let snils = |text| packed_snils(&Snils::parse(text).unwrap());
        assert_eq!(snils("000-000-000 00"), 0);
        assert_eq!(snils("999-999-999 99"), 99_999_999_999);
        assert!(snils("999-999-999 99") < 1 << 37);

        let packed = |text| packed_certificate(&BirthCertificate::parse(text).unwrap());
        assert!(packed("CCCXCIX-ЁЁ 9999999") < 1 << 44);
        assert_ne!(packed("I-АА 000000"), packed("I-АА 0000000"));
        assert_ne!(packed("I-АА 000000"), packed("I-АА 1000000"));
        assert_ne!(packed("I-АА 999999"), packed("I-АА 0000000"));
        assert_ne!(packed("I-АЁ 000000"), packed("I-БА 000000"));
        assert_ne!(packed("I-ЯЯ 000000"), packed("II-АА 000000"));
    }
}
