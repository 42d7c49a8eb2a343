//! The numbers of a side: SNILS and certificate, each as one number that says how far two differ.

use crate::certificate::BirthCertificate;
use crate::diagnose::hash::half;
use crate::snils::{Check, Snils};

/// The digits of a SNILS, or those that were typed in its place: four bits each, behind a one.
///
/// INVARIANT: nought where there are none; at most thirteen digits.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(in crate::diagnose) struct Digits(u64);

/// The digits of either end.
const END: u32 = 5;

impl Digits {
    pub(in crate::diagnose) fn of(digits: &[u8]) -> Self {
        Self(digits.iter().fold(1, |number, digit| (number << 4) | u64::from(digit & 0xF)))
    }

    pub(in crate::diagnose) const fn is_known(self) -> bool {
        self.0 != 0
    }

    pub(in crate::diagnose) const fn number(self) -> u64 {
        self.0
    }

    const fn count(self) -> u32 {
        // The one stands in the lowest bit of its four.
        63_u32.saturating_sub(self.0.leading_zeros()) / 4
    }

    /// The first five digits behind a one; nought if there are fewer.
    pub(in crate::diagnose) fn head(self) -> u32 {
        let rest = self.count().checked_sub(END).and_then(|rest| rest.checked_mul(4));
        rest.and_then(|rest| self.0.checked_shr(rest)).map_or(0, half)
    }

    /// The last five digits behind a one; nought if there are fewer.
    pub(in crate::diagnose) fn tail(self) -> u32 {
        if self.count() < END { 0 } else { half(self.0 & 0xF_FFFF) | 0x10_0000 }
    }

    /// How many digits differ of two numbers of one length.
    pub(in crate::diagnose) const fn differing(self, other: Self) -> u32 {
        let bits = self.0 ^ other.0;
        ((bits | (bits >> 1) | (bits >> 2) | (bits >> 3)) & 0x1111_1111_1111_1111).count_ones()
    }

    /// Whether a SNILS of these digits may be a telephone number in its place.
    pub(in crate::diagnose) fn is_telephone(self) -> bool {
        let digit = |shift: u32| u8::try_from((self.0 >> shift) & 0xF).unwrap_or_default();
        let text = || [40, 36, 32, 28, 24, 20, 16, 12, 8, 4, 0].map(|shift| b'0' | digit(shift));
        let fails = |text: &str| Snils::parse(text).is_ok_and(|own| own.check() == Check::Fails);
        matches!(digit(40), 7 | 8) && str::from_utf8(&text()).is_ok_and(fails)
    }
}

/// A birth certificate, or the digits of one whose series cannot be read.
///
/// INVARIANT: nought where there is none; the number behind a one in the lowest 25 bits, the two
/// letters above it, the numeral on top.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(in crate::diagnose) struct Paper(u64);

const NUMBER: u64 = (1 << 25) - 1;
const LETTERS: u64 = ((1 << 47) - 1) ^ NUMBER;

impl Paper {
    pub(in crate::diagnose) fn of(certificate: &BirthCertificate) -> Self {
        // INVARIANT: a letter of a certificate is Cyrillic, so that it fits 11 bits.
        let [first, second] = certificate.letters().map(|letter| u64::from(u32::from(letter)));
        let series = (u64::from(certificate.numeral()) << 47) | (first << 36) | (second << 25);
        Self(series | Self::of_number(certificate.number()).0)
    }

    /// The digits alone: six or seven of them.
    pub(in crate::diagnose) fn of_number(digits: &str) -> Self {
        let number = digits
            .bytes()
            .fold(1, |all: u64, digit| all.wrapping_mul(10).wrapping_add((digit & 0xF).into()));
        Self(number & NUMBER)
    }

    /// The whole certificate; nought if the series is not known.
    pub(in crate::diagnose) const fn whole(self) -> u64 {
        if self.0 > NUMBER { self.0 } else { 0 }
    }

    /// The number behind a one; nought if there is none.
    pub(in crate::diagnose) fn number(self) -> u32 {
        half(self.0 & NUMBER)
    }

    /// Whether two certificates are alike in all but one of numeral, letters and number.
    pub(in crate::diagnose) fn is_near(self, other: Self) -> bool {
        let differs = self.0 ^ other.0;
        let places = [differs & NUMBER, differs & LETTERS, differs & !(NUMBER | LETTERS)];
        places.into_iter().filter(|place| *place != 0).count() == 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Digits, Paper};
    use crate::certificate::BirthCertificate;

    fn digits(text: &str) -> Digits {
        Digits::of(&text.bytes().map(|byte| byte & 0xF).collect::<alloc::vec::Vec<u8>>())
    }

    #[test]
    fn the_ends_of_a_number_are_its_digits() {
        let number = digits("08765430300");
        assert_eq!((number.head(), number.tail()), (0x10_8765, 0x13_0300));
        let typed = digits("8765430300123");
        assert_eq!((typed.head(), typed.tail()), (0x18_7654, 0x10_0123));
        assert_eq!((digits("8765").head(), digits("8765").tail()), (0, 0));
        assert_eq!((digits("87654").head(), digits("87654").tail()), (0x18_7654, 0x18_7654));
        assert!(!Digits::default().is_known() && digits("0").is_known());
    }

    #[test]
    fn differing_digits_are_counted() {
        assert_eq!(digits("11223344595").differing(digits("11223344595")), 0);
        assert_eq!(digits("11223344595").differing(digits("11233244595")), 2);
        assert_eq!(digits("00000000000").differing(digits("99999999999")), 11);
    }

    #[test]
    fn a_telephone_is_a_number_from_7_or_8_that_fails_its_check() {
        assert!(digits("79161234567").is_telephone());
        assert!(!digits("74256198014").is_telephone());
        assert!(!digits("11223344596").is_telephone());
    }

    #[test]
    fn papers_are_near_that_differ_in_one_place() {
        let paper = |text| Paper::of(&BirthCertificate::parse(text).unwrap());
        let own = paper("III-МЮ 123456");
        for near in ["II-МЮ 123456", "III-МЯ 123456", "III-МЮ 123457", "III-МЮ 1234567"] {
            assert!(own.is_near(paper(near)), "{near}");
        }
        for far in ["II-МЯ 123456", "II-МЮ 123457", "III-МЯ 123457", "III-МЮ 123456"] {
            assert!(!own.is_near(paper(far)), "{far}");
        }
        assert_eq!(own.number(), Paper::of_number("123456").number());
        assert_eq!(Paper::of_number("123456").whole(), 0);
        assert!(own.whole() != 0);
    }
}
