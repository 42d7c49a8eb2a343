//! People of nobody, with their papers; every number of a person has no second owner.

use super::dice::{Dice, Shuffle};
use super::names::Name;
use chrono::{Datelike as _, Days, NaiveDate};

/// A person, as the registers of the state know them.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: Name,
    pub(crate) birth: NaiveDate,
    pub(crate) snils: [u8; 11],
    pub(crate) certificate: Certificate,
    pub(crate) act_number: String,
    pub(crate) act_date: NaiveDate,
}

/// A birth certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Certificate {
    /// From 1 to 37.
    pub(super) numeral: u64,
    pub(super) letters: [char; 2],
    pub(super) number: u64,
}

/// Who has which numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    snils: Shuffle,
    certificates: Shuffle,
}

impl Numbers {
    pub(super) fn new(dice: &mut Dice) -> Self {
        Self {
            snils: Shuffle::new(dice, SNILS_IN_USE),
            certificates: Shuffle::new(dice, CERTIFICATES),
        }
    }

    /// The SNILS of the person in a row.
    pub(super) fn snils(&self, row: u64) -> [u8; 11] {
        let number = self.snils.at(row).saturating_add(FIRST_SNILS);
        // Nine equal digits are nobody's: eight numbers, which get eight below the first.
        let equal = number.is_multiple_of(111_111_111);
        snils_of(if equal { FIRST_SNILS.saturating_sub(number / 111_111_111) } else { number })
    }

    /// The certificate of the person in a row; its number is even.
    fn certificate(&self, row: u64) -> Certificate {
        certificate_of(self.certificates.at(row))
    }
}

impl Person {
    /// The person in a row.
    pub(super) fn new(dice: &mut Dice, numbers: &Numbers, row: u64) -> Self {
        let birth = later(FIRST_BIRTH, dice.below(4_000));
        let act_date = later(birth, dice.below(20).saturating_add(1));
        Self {
            name: Name::new(dice),
            birth,
            snils: numbers.snils(row),
            certificate: numbers.certificate(row),
            act_number: act_number(dice, act_date.year()),
            act_date,
        }
    }

    /// The twin of this person, in the next row: the next certificate and the next act.
    pub(super) fn twin(&self, dice: &mut Dice, numbers: &Numbers, row: u64) -> Self {
        let number = self.certificate.number.saturating_add(1);
        Self {
            name: self.name.sibling(dice),
            snils: numbers.snils(row),
            certificate: Certificate { number, ..self.certificate },
            act_number: act_number(dice, self.act_date.year()),
            ..self.clone()
        }
    }
}

impl Certificate {
    /// `III-МЮ`.
    pub(crate) fn series(&self) -> String {
        let mut series = roman(self.numeral);
        series.push('-');
        series.extend(self.letters);
        series
    }

    /// `123456`.
    pub(crate) fn digits(&self) -> String {
        format!("{:06}", self.number)
    }

    /// A certificate that was issued anew: another blank, of odd number.
    pub(super) fn reissued(dice: &mut Dice) -> Self {
        let drawn = certificate_of(dice.below(CERTIFICATES));
        Self { number: drawn.number.saturating_add(1), ..drawn }
    }
}

/// A Roman numeral below 40.
pub(super) fn roman(number: u64) -> String {
    let (tens, units) = (number / 10, usize::try_from(number % 10).unwrap_or_default());
    let tens = "X".repeat(usize::try_from(tens).unwrap_or_default());
    [tens.as_str(), UNITS.get(units).copied().unwrap_or_default()].concat()
}

/// The nine digits of a number and the two that belong to them.
pub(super) fn snils_of(number: u64) -> [u8; 11] {
    let mut body = [0; 9];
    let mut weighted = 0_u64;
    let mut rest = number;
    // From the right, where the weight is one.
    for (place, weight) in body.iter_mut().rev().zip(1_u64..) {
        *place = u8::try_from(rest % 10).unwrap_or_default();
        weighted = weighted.saturating_add(weight.saturating_mul(rest % 10));
        rest /= 10;
    }
    let control = u8::try_from(weighted % 101 % 100).unwrap_or_default();
    let mut digits = [0; 11];
    let all = body.into_iter().chain([control / 10, control % 10]);
    digits.iter_mut().zip(all).for_each(|(place, digit)| *place = digit);
    digits
}

/// Digits as a text.
pub(super) fn digits_text(digits: &[u8]) -> String {
    digits.iter().map(|&digit| char::from(b'0' | digit)).collect()
}

fn certificate_of(code: u64) -> Certificate {
    let (series, number) = (code / HALF_NUMBERS, code % HALF_NUMBERS);
    let (pair, numeral) = (series / 37, series % 37);
    let letter = |at: u64| {
        let at = usize::try_from(at).unwrap_or_default();
        LETTERS.get(at).copied().unwrap_or('А')
    };
    Certificate {
        numeral: numeral.saturating_add(1),
        letters: [letter(pair / 28), letter(pair % 28)],
        number: number.saturating_mul(2).saturating_add(2),
    }
}

/// 21 digits: section, birth, year, office, serial, flag and what checks them.
fn act_number(dice: &mut Dice, year: i32) -> String {
    let office = dice.pick(OFFICES);
    let serial = dice.below(99_999).saturating_add(1);
    let mut text = format!("11{:03}{office}{serial:05}00", year.rem_euclid(1_000));
    let sum =
        text.bytes().zip([1_u32, 2].into_iter().cycle()).fold(0_u32, |sum, (byte, weight)| {
            let product = u32::from(byte & 0x0F).saturating_mul(weight);
            sum.saturating_add(product / 10).saturating_add(product % 10)
        });
    text.push(char::from_digit(10_u32.saturating_sub(sum % 10) % 10, 10).unwrap_or('0'));
    text
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// 1 September 2008, so that all are of school age in 2026.
const FIRST_BIRTH: NaiveDate = match NaiveDate::from_ymd_opt(2008, 9, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// 002-000-000: no number of ours is so low that it has no check digits.
const FIRST_SNILS: u64 = 2_000_000;

/// Up to 998-999-999.
const SNILS_IN_USE: u64 = 997_000_000;

/// Even numbers from 2 to 999 998.
const HALF_NUMBERS: u64 = 499_999;

/// 37 numerals, 28 letters twice, and half of the numbers; the other half is for twins.
const CERTIFICATES: u64 = 37 * 28 * 28 * HALF_NUMBERS;

const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

/// The letters that series are made of: none of Ё Й Ъ Ы Ь.
pub(super) const LETTERS: [char; 28] = [
    'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'К', 'Л', 'М', 'Н', 'О', 'П', 'Р', 'С', 'Т', 'У',
    'Ф', 'Х', 'Ц', 'Ч', 'Ш', 'Щ', 'Э', 'Ю', 'Я',
];

/// Registry offices that do not exist.
const OFFICES: &[&str] = &["97700001", "97700015", "96200026", "95000010", "90200012"];
