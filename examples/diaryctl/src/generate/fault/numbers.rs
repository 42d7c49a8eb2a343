//! Mistakes in SNILS and birth certificates: rows 10 to 23 and 36 to 43.

use super::{Case, Fault, put, with_double, with_sign, with_swapped, without_sign};
use crate::generate::dice::Dice;
use crate::generate::person::{Certificate, LETTERS, digits_text, roman, snils_of};
use crate::generate::row::snils_text;

const fn snils(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "snils", make }
}

/// Of a SNILS; each leaves a line without one alone.
pub(super) const SNILS: &[Fault] = &[
    snils("one_digit", |case| {
        has_snils(case) && put_digits(case, |dice, digits| Some(one_digit(dice, digits)))
    }),
    snils("transposition", |case| {
        has_snils(case) && put_digits(case, |dice, digits| with_swapped(digits, dice.place(10)))
    }),
    snils("digit_lost", |case| {
        has_snils(case)
            && put_digits(case, |dice, digits| Some(without_sign(digits, dice.place(11))))
    }),
    snils("digit_extra", |case| {
        has_snils(case)
            && put_digits(case, |dice, digits| Some(with_double(digits, dice.place(11))))
    }),
    snils("checksum", |case| {
        // Two zeros in place of one other digit would be one wrong digit.
        let [.., tens, units] = case.person.snils;
        has_snils(case)
            && tens != 0
            && units != 0
            && put_digits(case, |_, digits| digits.get(..9).map(|body| [body, "00"].concat()))
    }),
    snils("look_alike", |case| {
        let letters = case.row.snils.char_indices().filter_map(|(at, digit)| {
            LIKE_DIGITS.iter().find(|pair| pair.0 == digit).map(|pair| (at, pair.1))
        });
        let letters: Vec<(usize, char)> = letters.collect();
        let (place, letter) = case.dice.pick(&letters);
        !letters.is_empty() && {
            case.row.snils = with_sign(&case.row.snils, place, letter);
            true
        }
    }),
    snils("placeholder", |case| {
        has_snils(case) && {
            case.dice.pick(PLACEHOLDERS).clone_into(&mut case.row.snils);
            true
        }
    }),
    snils("other_person", |case| {
        has_snils(case) && put(&mut case.row.snils, case.somebody.map(|digits| snils_text(&digits)))
    }),
    snils("wrong_document", |case| {
        has_snils(case) && {
            case.row.snils = other_document(case.dice);
            true
        }
    }),
    snils("different", |case| {
        let arabic = case.row.snils.chars().map(|sign| {
            "٠١٢٣٤٥٦٧٨٩"
                .chars()
                .zip('0'..='9')
                .find(|pair| pair.1 == sign)
                .map_or(sign, |pair| pair.0)
        });
        case.row.snils = arabic.collect();
        true
    }),
];

const fn certificate(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "certificate", make }
}

/// Of a birth certificate; each leaves a line without one alone.
pub(super) const CERTIFICATE: &[Fault] = &[
    certificate("numeral", |case| {
        let paper = case.person.certificate;
        let up = paper.numeral == 1 || (paper.numeral < 37 && case.dice.chance(5_000));
        let numeral =
            if up { paper.numeral.saturating_add(1) } else { paper.numeral.saturating_sub(1) };
        put_paper(case, &Certificate { numeral, ..paper })
    }),
    certificate("numeral", |case| {
        // One `I` too many: `IIII`.
        let paper = case.person.certificate;
        let numeral = roman(paper.numeral);
        numeral.ends_with("III") && has_certificate(case) && {
            let series = case.row.series.replacen(&numeral, &[numeral.as_str(), "I"].concat(), 1);
            case.row.series = series;
            true
        }
    }),
    certificate("letters", |case| {
        let mut paper = case.person.certificate;
        let place = case.dice.place(2);
        let letter = case.dice.pick(&LETTERS);
        if let Some(old) = paper.letters.get_mut(place) {
            *old = letter;
        }
        put_paper(case, &paper)
    }),
    certificate("letters", |case| {
        // A digit that looks like the letter.
        has_certificate(case) && {
            case.row.series = case.row.series.replace('О', "0").replace('З', "3");
            true
        }
    }),
    certificate("one_digit", |case| {
        has_certificate(case) && {
            case.row.number = one_digit(case.dice, &case.row.number);
            true
        }
    }),
    certificate("transposition", |case| {
        let place = case.dice.place(5);
        let swapped = with_swapped(&case.row.number, place);
        put(&mut case.row.number, swapped)
    }),
    certificate("digit_lost", |case| {
        has_certificate(case) && {
            let place = case.dice.place(6);
            case.row.number = without_sign(&case.row.number, place);
            true
        }
    }),
    certificate("wrong_document", |case| {
        // A passport: 45 12 345678.
        has_certificate(case) && {
            case.row.series =
                format!("{:02} {:02}", range(case.dice, 1, 99), range(case.dice, 8, 26));
            case.row.number = format!("{:06}", range(case.dice, 100_001, 999_999));
            true
        }
    }),
    certificate("reissued", |case| {
        let paper = Certificate::reissued(case.dice);
        put_paper(case, &paper)
    }),
    certificate("different", |case| {
        // A paper of another country.
        has_certificate(case) && {
            case.dice.pick(&["AZ", "KZ", "TJ"]).clone_into(&mut case.row.series);
            case.row.number = format!("{:07}", range(case.dice, 1_000_000, 9_999_999));
            true
        }
    }),
];

fn has_snils(case: &Case<'_>) -> bool {
    !case.row.snils.is_empty()
}

fn has_certificate(case: &Case<'_>) -> bool {
    !case.row.series.is_empty()
}

/// Puts another certificate in place of the one that is there.
fn put_paper(case: &mut Case<'_>, paper: &Certificate) -> bool {
    has_certificate(case) && {
        case.row.series = paper.series();
        case.row.number = paper.digits();
        true
    }
}

/// Puts other digits in place of those of the person, laid out as numbers are.
fn put_digits(case: &mut Case<'_>, change: impl FnOnce(&mut Dice, &str) -> Option<String>) -> bool {
    let changed = change(case.dice, &digits_text(&case.person.snils));
    put(&mut case.row.snils, changed.map(|digits| laid_out(&digits)))
}

/// `XXX-XXX-XXX` and the rest, however long.
fn laid_out(digits: &str) -> String {
    let separator = |at| match at {
        3 | 6 => "-",
        9 => " ",
        _ => "",
    };
    let mut text = String::with_capacity(16);
    for (at, digit) in digits.chars().enumerate() {
        text.push_str(separator(at));
        text.push(digit);
    }
    text
}

/// The digits with one of them changed.
fn one_digit(dice: &mut Dice, digits: &str) -> String {
    let place = dice.place(digits.len());
    let old = digits.chars().nth(place);
    let mut other = old;
    while other == old {
        other = char::from_digit(dice.digit().into(), 10);
    }
    with_sign(digits, place, other.unwrap_or('0'))
}

/// A number of another document or a telephone.
fn other_document(dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => taxpayer_number(dice),
        1 => format!("{:016}", range(dice, 1_000_000_000_000_000, 9_999_999_999_999_999)),
        _ => loop {
            // A telephone that is no SNILS of anybody either.
            let number = range(dice, 89_000_000_000, 89_999_999_999);
            let text = number.to_string();
            if digits_text(&snils_of(number / 100)) != text {
                break text;
            }
        },
    }
}

/// Twelve digits, of which the last two check the others (ИНН).
fn taxpayer_number(dice: &mut Dice) -> String {
    let mut digits: Vec<u32> = (0..10).map(|_| u32::from(dice.digit())).collect();
    for weights in [&[7_u32, 2, 4, 10, 3, 5, 9, 4, 6, 8][..], &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]] {
        let sum = digits
            .iter()
            .zip(weights)
            .fold(0_u32, |sum, (digit, weight)| sum.saturating_add(digit.saturating_mul(*weight)));
        digits.push(sum % 11 % 10);
    }
    digits.into_iter().filter_map(|digit| char::from_digit(digit, 10)).collect()
}

/// A number from `first` to `last`.
fn range(dice: &mut Dice, first: u64, last: u64) -> u64 {
    dice.below(last.saturating_sub(first).saturating_add(1)).saturating_add(first)
}

const LIKE_DIGITS: &[(char, char)] = &[('0', 'О'), ('3', 'З'), ('6', 'Б'), ('1', 'I'), ('8', 'В')];
const PLACEHOLDERS: &[&str] = &["000-000-000 00", "111-111-111 11", "111-111-111 45"];
