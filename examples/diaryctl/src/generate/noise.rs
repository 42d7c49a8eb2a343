//! Another way to write the same value: format noise, which loses nothing (identity.md 7, F).
//!
//! Each function writes the value that it is given, never another one. What counts as the same is
//! told here anew, in tables of its own: nothing is taken from the code that reads it back.

use super::dice::Dice;
use super::person::{Certificate, Person, digits_text, roman};
use super::row::{Row, day_text};

/// Rewrites about three in ten of the values of a row, save the one that holds a mistake.
pub(super) fn spoil(dice: &mut Dice, person: &Person, row: &mut Row, clean: &Row) {
    let is_faulty = |typed: &str, meant: &str| typed != meant || typed.is_empty();
    if !is_faulty(&row.snils, &clean.snils) && dice.chance(SPOILT) {
        row.snils = snils(dice, &person.snils, &clean.snils);
    }
    for (typed, meant) in [
        (&mut row.last, &clean.last),
        (&mut row.first, &clean.first),
        (&mut row.middle, &clean.middle),
    ] {
        if !is_faulty(typed, meant) && dice.chance(SPOILT) {
            *typed = name(dice, meant);
        }
    }
    if clean.middle.is_empty() && row.middle.is_empty() && dice.chance(SPOILT) {
        dice.pick(NO_PATRONYMIC).clone_into(&mut row.middle);
    }
    if !is_faulty(&row.birth, &clean.birth) && dice.chance(SPOILT) {
        row.birth = date(dice, person, &clean.birth);
    }
    let is_certificate_faulty =
        is_faulty(&row.series, &clean.series) || is_faulty(&row.number, &clean.number);
    if !is_certificate_faulty && dice.chance(SPOILT) {
        (row.series, row.number) = certificate(dice, &person.certificate);
    }
}

/// The share of values that are written otherwise, in ten thousand.
const SPOILT: u64 = 3_000;

fn snils(dice: &mut Dice, digits: &[u8; 11], canonical: &str) -> String {
    let bare = digits_text(digits);
    let with_dashes = |dash: &str| canonical.replace('-', dash);
    match dice.below(14) {
        0 => bare,
        1 => with_dashes(" "),
        2 => canonical.replace(' ', "-"),
        3 => canonical.replace(' ', dice.pick(BLANKS)),
        4 => with_dashes(dice.pick(DASHES)),
        5 => canonical.replace([' ', '-'], "."),
        6 => format!("СНИЛС: {canonical}"),
        7 => format!("снилс {bare}"),
        8 => format!("№ {canonical}"),
        9 => format!("{canonical}\u{200B}"),
        10 => format!("\u{FEFF}{bare}"),
        11 => full_width(&bare),
        12 => format!("\u{200E}{canonical}\u{200E}"),
        _ => format!("{}{canonical}{}", dice.pick(BLANKS), dice.pick(BLANKS)),
    }
}

fn full_width(digits: &str) -> String {
    digits
        .chars()
        .map(|digit| WIDE_DIGITS.chars().zip('0'..='9').find(|pair| pair.1 == digit))
        .filter_map(|pair| pair.map(|(wide, _)| wide))
        .collect()
}

fn date(dice: &mut Dice, person: &Person, canonical: &str) -> String {
    let day = person.birth;
    match dice.below(6) {
        0..=2 => day_text(day, "%d.%m.%Y"),
        // The same as above where neither day nor month is below ten.
        3 => day_text(day, "%-d.%-m.%Y"),
        4 => format!("{}{canonical}", dice.pick(BLANKS)),
        _ => format!("{canonical}\u{200B}"),
    }
}

fn certificate(dice: &mut Dice, paper: &Certificate) -> (String, String) {
    let (numeral, number) = (roman(paper.numeral), paper.digits());
    let pair: String = paper.letters.iter().collect();
    let other_numeral = |from: &[char], to: &str| numeral.replace(from, to);
    let series = |numeral: &str, pair: &str| format!("{numeral}-{pair}");
    let canonical = series(&numeral, &pair);
    match dice.below(16) {
        0 => (series(&other_numeral(&['I'], "І"), &pair), number),
        1 => (series(&other_numeral(&['I'], "1"), &pair), number),
        2 if numeral.chars().all(|sign| sign == 'I') => {
            (series(&other_numeral(&['I'], "l"), &pair), number)
        }
        3 => (series(&other_numeral(&['V'], "У"), &pair), number),
        4 => (series(&other_numeral(&['X'], "Х"), &pair), number),
        5 => (series(&one_sign(paper.numeral, &numeral), &pair), number),
        6 => (series(&numeral, &latin(&pair)), number),
        7 => (canonical.to_lowercase(), number),
        8 => ([numeral, pair].concat(), number),
        9 => (format!("{numeral} {pair}"), number),
        10 => (format!("{numeral}{}{pair}", dice.pick(WIDE_DASHES)), number),
        11 => (canonical, [dice.pick(NUMBER_SIGNS), &number].concat()),
        12 => ([numeral, pair, number].concat(), String::new()),
        13 => (format!("{canonical} № {number}"), String::new()),
        14 => (format!("{canonical}\u{A0}"), format!(" {number}")),
        _ => (series(&numeral, &pair).to_lowercase(), format!("№{number}")),
    }
}

/// A numeral in one sign of its own, up to twelve.
fn one_sign(value: u64, numeral: &str) -> String {
    let mut signs = 'Ⅰ'..='Ⅻ';
    let sign = value.checked_sub(1).and_then(|before| usize::try_from(before).ok());
    sign.and_then(|before| signs.nth(before)).map_or_else(|| numeral.to_owned(), String::from)
}

/// The letters with their Latin doubles, where they have one.
fn latin(word: &str) -> String {
    word.chars().map(|letter| double_of(letter).unwrap_or(letter)).collect()
}

/// The Latin letter that looks the same as written.
pub(super) fn double_of(letter: char) -> Option<char> {
    CYRILLIC_DOUBLES.chars().zip(LATIN_DOUBLES.chars()).find(|pair| pair.0 == letter).map(|p| p.1)
}

fn name(dice: &mut Dice, canonical: &str) -> String {
    let otherwise = match dice.below(14) {
        0 | 1 => canonical.to_lowercase(),
        2 | 3 => canonical.to_uppercase(),
        4 => canonical.chars().map(other_case).collect(),
        5 => format!("{canonical}{}", dice.pick(BLANKS)),
        6 => format!("  {canonical}"),
        7 => format!("{canonical}\u{200B}"),
        8 => after_second(canonical, '\u{AD}'),
        9 | 10 => one_double(dice, canonical),
        11 => canonical.replace('й', "и\u{306}").replace('ё', "е\u{308}"),
        12 => canonical.replace('ё', "е"),
        _ => canonical.replace('-', dice.pick(WIDE_DASHES)),
    };
    // What there is nothing of to rewrite (no ё, no hyphen) gets another letter case.
    if otherwise == canonical { canonical.to_uppercase() } else { otherwise }
}

/// Capitals for small letters and small letters for capitals.
fn other_case(letter: char) -> char {
    let mut other: Box<dyn Iterator<Item = char>> = if letter.is_uppercase() {
        Box::new(letter.to_lowercase())
    } else {
        Box::new(letter.to_uppercase())
    };
    other.next().unwrap_or(letter)
}

/// The word with a sign after its second letter.
fn after_second(word: &str, sign: char) -> String {
    let (head, tail): (String, String) =
        (word.chars().take(2).collect(), word.chars().skip(2).collect());
    format!("{head}{sign}{tail}")
}

/// The word with one letter in the other alphabet; some letter of its part stays Cyrillic.
fn one_double(dice: &mut Dice, word: &str) -> String {
    let places: Vec<usize> =
        word.chars().enumerate().filter_map(|(at, letter)| double_of(letter).map(|_| at)).collect();
    if word.chars().count() < 3 || places.is_empty() {
        return word.to_owned();
    }
    let place = dice.pick(&places);
    let double =
        |(at, letter)| if at == place { double_of(letter).unwrap_or(letter) } else { letter };
    word.chars().enumerate().map(double).collect()
}

const BLANKS: &[&str] = &[" ", "  ", "\u{A0}", "\u{202F}", "\t"];
const DASHES: &[&str] = &["‑", "–", "—", "−"];
const WIDE_DASHES: &[&str] = &[" - ", "— ", " — ", "–", "‑"];
const NUMBER_SIGNS: &[&str] = &["№", "№ ", "N ", "No"];
const NO_PATRONYMIC: &[&str] = &["-", "нет", "отсутствует", "б/о"];
const WIDE_DIGITS: &str = "０１２３４５６７８９";
const CYRILLIC_DOUBLES: &str = "АВСЕНКМОРТХУасеорху";
const LATIN_DOUBLES: &str = "ABCEHKMOPTXYaceopxy";
