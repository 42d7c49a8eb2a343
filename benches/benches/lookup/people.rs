//! Invented people by number: the same number is the same person in every table.

use esia_matching::birth_date::BirthDate;
use esia_matching::digest::{Digest, DigestKey, Scratch};
use esia_matching::evidence::{Texts, Vouched};
use esia_matching::finding::Side;
use std::fmt::Write as _;

const LAST: [&str; 8] =
    ["СЕМЁНОВ", "ТЕСТОВ", "ПРОБНЫЙ", "ОБРАЗЦОВ", "ВЫДУМКИН", "ПРИМЕРОВ", "ЛОЖКИН", "ВИЛКИН"];
const FIRST: [&str; 8] = ["АРТЁМ", "ИВАН", "ПЁТР", "ФЁДОР", "ОЛЕГ", "МАКСИМ", "ТИМУР", "ЛЕВ"];
const MIDDLE: [&str; 4] = ["ИВАНОВИЧ", "ПЕТРОВИЧ", "", "АЛЕКСЕЕВИЧ"];

const NUMERALS: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/// Texts of one person, in buffers that are used again.
#[derive(Default)]
pub(crate) struct Person {
    pub(crate) number: u64,
    pub(crate) last: String,
    pub(crate) date: String,
    pub(crate) snils: String,
    certificate: String,
}

/// A number spread over 64 bits.
pub(crate) fn spread(number: u64) -> u64 {
    let mixed = (number ^ (number >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ (mixed >> 32)
}

impl Person {
    /// The person of a number: 6 % have no SNILS, 25 % no certificate.
    pub(crate) fn become_number(&mut self, number: u64) {
        let drawn = spread(number);
        self.number = number;
        self.last.clear();
        self.last.push_str(LAST[(drawn & 7) as usize]);
        // Surnames of their own, in letters.
        let mut rest = drawn >> 8 & 0xFFFF;
        while rest > 0 {
            self.last.push(['А', 'О', 'И', 'У', 'Н', 'Р', 'К', 'Л'][(rest & 7) as usize]);
            rest >>= 3;
        }
        self.date.clear();
        let (month, day) = (drawn >> 24 & 0xFF, drawn >> 32 & 0xFF);
        let _ =
            write!(self.date, "{}-{:02}-{:02}", 2008 + drawn % 10, month % 12 + 1, day % 28 + 1);
        self.snils.clear();
        if self.has_snils() {
            let _ = write!(self.snils, "{:011}", self.snils_number());
        }
        self.certificate.clear();
        if drawn >> 48 & 3 != 0 {
            let letters =
                ['А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'И', 'К', 'Л', 'М', 'Н', 'О', 'П', 'Р', 'С'];
            let [one, two] = [drawn >> 50 & 15, drawn >> 54 & 15].map(|at| letters[at as usize]);
            let _ = write!(
                self.certificate,
                "{}-{one}{two} {:06}",
                NUMERALS[(number / 1_000_000 % 9) as usize],
                number % 1_000_000
            );
        }
    }

    pub(crate) fn has_snils(&self) -> bool {
        spread(self.number ^ 0xA5) % 100 >= 6
    }

    /// Eleven digits; no two numbers below 10^9 share them.
    pub(crate) fn snils_number(&self) -> u64 {
        (self.number.wrapping_mul(700_000_001) + 1) % 1_000_000_000 * 100 + self.number % 97
    }

    pub(crate) fn first(&self) -> &'static str {
        FIRST[(spread(self.number) >> 3 & 7) as usize]
    }

    pub(crate) fn middle(&self) -> &'static str {
        MIDDLE[(spread(self.number) >> 6 & 3) as usize]
    }

    fn texts(&self, has_certificate: bool) -> Texts<'_> {
        Texts::default()
            .names(&self.last, self.first(), self.middle())
            .birth_date(&self.date)
            .snils(&self.snils)
            .certificate(if has_certificate { &self.certificate } else { "" })
    }

    pub(crate) fn record(&self, key: &DigestKey, scratch: &mut Scratch) -> Digest {
        Digest::of_texts(Side::Journal, &self.texts(true), Vouched::EVERYTHING, key, scratch)
    }

    pub(crate) fn asking(
        &self,
        certificate: bool,
        key: &DigestKey,
        scratch: &mut Scratch,
    ) -> Digest {
        let texts = self.texts(certificate);
        Digest::of_texts(Side::Provider, &texts, Vouched::EVERYTHING, key, scratch)
    }

    /// What the hand table holds of names and date.
    pub(crate) fn fingerprint(&self) -> u64 {
        assert!(BirthDate::parse(&self.date).is_ok(), "a date of the calendar");
        [&self.last, self.first(), self.middle(), &self.date]
            .iter()
            .flat_map(|part| part.bytes())
            .fold(7, |all, byte| spread(all ^ u64::from(byte)))
    }
}
