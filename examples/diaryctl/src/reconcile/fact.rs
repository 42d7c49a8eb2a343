//! What decides of one row: its identifiers as numbers, names and birth date as fingerprints.

use chrono::Datelike as _;
use esia_matching::certificate::BirthCertificate;
use esia_matching::evidence::Known;
use esia_matching::snils::Snils;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// The facts of a row that the exact pass compares; what is not known is nought.
///
/// `Debug` is not derived: the values are personal.
#[derive(Clone, Copy, Default)]
pub(super) struct Fact {
    /// INVARIANT: different numbers are different SNILS.
    pub(super) snils: u64,
    /// INVARIANT: different numbers are different certificates.
    pub(super) certificate: u64,
    /// A fingerprint of names and birth date, with ё taken for е; nought unless both are known.
    pub(super) person: u64,
    /// The same letter by letter.
    pub(super) exact: u64,
}

/// Makes facts under a key that is drawn for the run.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts(RandomState);

impl Facts {
    pub(super) fn of(&self, known: &Known<'_>, folded: &mut Vec<u8>) -> Fact {
        let (person, exact) = self.fingerprints(known, folded).unwrap_or_default();
        Fact {
            snils: known.snils().map_or(0, of_snils),
            certificate: known.certificate().map_or(0, of_certificate),
            person,
            exact,
        }
    }

    fn fingerprints(&self, known: &Known<'_>, folded: &mut Vec<u8>) -> Option<(u64, u64)> {
        let (key, date) = (known.name_key()?, known.birth_date()?.date());
        let fingerprint = |key: &[u8]| {
            let mut hasher = self.0.build_hasher();
            hasher.write(key);
            // No key holds this byte, so that the date cannot run into the name.
            hasher.write_u64(
                0xFF00_0000_0000_0000 | u64::from(date.num_days_from_ce().unsigned_abs()),
            );
            hasher.finish().max(1)
        };
        let exact = fingerprint(key);
        let is_folded = fold(key, folded);
        Some((if is_folded { fingerprint(folded) } else { exact }, exact))
    }
}

/// Writes the key with Е for Ё, if it holds Ё; whether it does.
fn fold(key: &[u8], folded: &mut Vec<u8>) -> bool {
    if memchr::memchr(YO_SECOND, key).is_none() {
        return false;
    }
    folded.clear();
    let mut before = 0;
    folded.extend(key.iter().map(|byte| {
        // INVARIANT: 0xD0 begins a letter of two bytes and stands nowhere else.
        let is_yo = before == YO_FIRST && *byte == YO_SECOND;
        before = *byte;
        if is_yo { YE_SECOND } else { *byte }
    }));
    true
}

/// A number for each SNILS.
fn of_snils(snils: &Snils) -> u64 {
    // INVARIANT: eleven digits behind a one.
    snils
        .digits()
        .iter()
        .fold(1, |number: u64, digit| number.wrapping_mul(10).wrapping_add(u64::from(*digit)))
}

/// A number for each certificate: the numeral, two letters of sixteen bits, six digits or seven
/// behind a one.
fn of_certificate(certificate: &BirthCertificate) -> u64 {
    let number = certificate
        .number()
        .bytes()
        .fold(1, |number: u64, digit| number.wrapping_mul(10).wrapping_add(u64::from(digit & 0xF)));
    // INVARIANT: a letter of a certificate is Cyrillic, so that it fits 11 bits.
    let [first, second] = certificate.letters().map(|letter| u64::from(u32::from(letter)));
    (u64::from(certificate.numeral()) << 47) | (first << 36) | (second << 25) | number
}

/// Ё, and the second byte of Е, in UTF-8.
const YO_FIRST: u8 = 0xD0;
const YO_SECOND: u8 = 0x81;
const YE_SECOND: u8 = 0x95;
