//! Where in a text the numeral, the letter pair and the number stand.

use alloc::borrow::Cow;
use alloc::string::String;

use unicode_normalization::UnicodeNormalization as _;

use super::CertificateError;
use crate::sheet::{SheetCell, without_empty_fraction};
use crate::signs::{composed, from_full_width, is_dash, is_invisible};
use crate::steps::{Step, Trace};

/// The three places of a certificate, as typed but without blanks.
pub(super) struct Layout {
    pub(super) numeral: String,
    pub(super) letters: String,
    pub(super) number: String,
    /// How the number arrived.
    pub(super) number_cell: SheetCell,
    /// Whether separators stand as in `III-МЮ 123456`.
    pub(super) is_canonical: bool,
}

impl Layout {
    /// Finds the places in one text that [`plain`] made.
    pub(super) fn of_text(text: &str, trace: &mut Trace) -> Result<Self, CertificateError> {
        let inner = text.trim_matches(' ');
        if inner.is_empty() {
            return Err(CertificateError::Empty);
        }
        let inner = inner.trim_start_matches([' ', '-']);
        let head = inner.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let digits = inner.strip_prefix(head).unwrap_or_default();
        if digits.is_empty() {
            return Err(CertificateError::Shape);
        }
        let (series, has_sign) = without_number_sign(head);
        let Series { numeral, letters, rest } = Series::split(series)?;
        let (letters, number, has_sign) = match first_group(&rest) {
            // The number is in groups, and the head holds all of them but the last.
            Some(first) => {
                let number = [&first.digits, digits].concat();
                (letters, in_groups(number), has_sign || first.has_sign)
            }
            // Apart from the pair stands a number that is none: `III-МЮ 12O456`.
            None if is_spoilt_number(&rest) => (letters, String::new(), has_sign),
            // Whatever else follows the pair makes it more than a pair.
            None => ([&*letters, &*rest].concat(), digits.into(), has_sign),
        };
        trace.take_if(has_sign, Step::NumberSign);
        let series_stands = series == [&*numeral, "-", &*letters].concat();
        let gap = head.strip_prefix(series).unwrap_or_default();
        let gap_stands = if has_sign { !gap.contains('-') } else { gap == " " };
        let is_canonical = inner == text && rest.is_empty() && series_stands && gap_stands;
        Ok(Self { numeral, letters, number, number_cell: SheetCell::Text, is_canonical })
    }

    /// Finds the places in two texts that [`plain`] made; in one of them if the other is blank.
    pub(super) fn of_parts(
        series: &str,
        number: &str,
        number_cell: SheetCell,
        trace: &mut Trace,
    ) -> Result<Self, CertificateError> {
        if number.trim_matches(' ').is_empty() {
            return Self::of_text(series, trace);
        }
        if series.trim_matches(' ').is_empty() {
            return Self::of_text(number, trace);
        }
        let whole = match number_cell {
            SheetCell::Text => None,
            SheetCell::Numeric => without_empty_fraction(number),
        };
        let number = whole.unwrap_or(number);
        if !number.trim_end_matches(' ').ends_with(|sign: char| sign.is_ascii_digit()) {
            return Err(CertificateError::Shape);
        }
        let (bare, series_has_sign) = without_number_sign(series.trim_start_matches([' ', '-']));
        let Series { numeral, letters, rest } = Series::split(bare)?;
        let letters = [letters, rest].concat();
        let group = group(number);
        let number_has_sign = group.as_ref().is_some_and(|group| group.has_sign);
        trace.take_if(series_has_sign || number_has_sign, Step::NumberSign);
        let digits = match group {
            Some(group) if group.is_whole => group.digits,
            Some(group) => in_groups(group.digits),
            None => String::new(),
        };
        let is_canonical = (series_has_sign || series == bare)
            && bare == [&*numeral, "-", &*letters].concat()
            && (number_has_sign || number == digits);
        trace.take_if(whole.is_some(), Step::Separators);
        Ok(Self { numeral, letters, number: digits, number_cell, is_canonical })
    }
}

/// The text with one kind of blank and of hyphen and with signs that stand for others written out.
pub(super) fn plain(text: &str, trace: &mut Trace) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_invisible(sign) {
            trace.take(Step::Invisible);
        } else if let Some(narrow) = from_full_width(sign) {
            trace.take(Step::Compatibility);
            plain.push(narrow);
        } else if ('\u{2160}'..='\u{217F}').contains(&sign) {
            // A Roman numeral in one sign; here a small fifty is no look-alike of I.
            trace.take(Step::Compatibility);
            plain.extend(core::iter::once(sign).nfkc().map(|letter| letter.to_ascii_uppercase()));
        } else if sign.is_whitespace() {
            trace.take_if(sign != ' ', Step::Separators);
            plain.push(' ');
        } else if is_dash(sign) {
            trace.take_if(sign != '-', Step::Separators);
            plain.push('-');
        } else {
            plain.push(sign);
        }
    }
    match composed(&plain) {
        Cow::Borrowed(_) => plain,
        Cow::Owned(composed) => {
            trace.take(Step::Compatibility);
            composed
        }
    }
}

/// A series in its two places, without blanks, and what follows the pair.
struct Series {
    numeral: String,
    letters: String,
    rest: String,
}

impl Series {
    /// Splits a series at its hyphen; without one, before the last two letters.
    fn split(series: &str) -> Result<Self, CertificateError> {
        if !series.contains(char::is_alphabetic) {
            return Err(CertificateError::Shape);
        }
        if let Some((numeral, right)) = series.split_once('-') {
            let mut right = right.trim_start_matches([' ', '-']).chars();
            let letters = right.by_ref().filter(|&sign| sign != ' ').take(2).collect();
            let rest = right.as_str().into();
            return Ok(Self { numeral: without_blanks(numeral), letters, rest });
        }
        // A single letter behind a blank is half of a pair, as behind a hyphen.
        let half = series.rsplit_once(' ').filter(|(_, last)| last.chars().nth(1).is_none());
        if let Some((numeral, letter)) = half {
            return Ok(Self {
                numeral: without_blanks(numeral),
                letters: letter.into(),
                rest: String::new(),
            });
        }
        let signs = without_blanks(series);
        let pair = signs.char_indices().nth_back(1).map(|(at, _)| at);
        match pair.and_then(|at| signs.split_at_checked(at)) {
            Some((numeral, letters)) if !numeral.is_empty() => {
                Ok(Self { numeral: numeral.into(), letters: letters.into(), rest: String::new() })
            }
            Some(_) | None => Err(CertificateError::Shape),
        }
    }
}

/// The digits of a number.
struct Group {
    digits: String,
    /// Whether no blank stood between them.
    is_whole: bool,
    /// Whether a number sign stood before them.
    has_sign: bool,
}

/// The digits that follow a pair after a separator or a number sign, if nothing else does.
fn first_group(rest: &str) -> Option<Group> {
    (!rest.starts_with(|sign: char| sign.is_ascii_digit())).then(|| group(rest)).flatten()
}

/// Whether what follows a pair stands apart from it and has a digit in it.
fn is_spoilt_number(rest: &str) -> bool {
    let is_apart = rest.starts_with(|sign: char| !sign.is_alphanumeric());
    is_apart && rest.contains(|sign: char| sign.is_ascii_digit())
}

/// The digits of a text that holds nothing else but blanks and, before them, a number sign.
fn group(text: &str) -> Option<Group> {
    let number = text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let (before, has_sign) = without_number_sign(text.strip_suffix(number)?);
    let is_group = before.is_empty()
        && !number.is_empty()
        && number.chars().all(|sign| sign == ' ' || sign.is_ascii_digit());
    is_group.then(|| Group {
        digits: without_blanks(number),
        is_whole: !number.trim_end_matches(' ').contains(' '),
        has_sign,
    })
}

/// A number whose digits stood in groups: six of them, since a seventh may belong to something
/// else; otherwise none.
fn in_groups(digits: String) -> String {
    if digits.len() == 6 { digits } else { String::new() }
}

/// The text without the number sign at its end and the separators round that, and whether it had
/// one.
fn without_number_sign(text: &str) -> (&str, bool) {
    let mut rest = text.trim_end_matches([' ', '-']);
    let mut has_sign = false;
    loop {
        let bare = rest.strip_suffix('.').unwrap_or(rest);
        match NUMBER_SIGNS.iter().find_map(|sign| bare.strip_suffix(sign)) {
            Some(before) => rest = before.trim_end_matches([' ', '-']),
            None => return (rest, has_sign),
        }
        has_sign = true;
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|&sign| sign != ' ').collect()
}

/// The signs that say "number", the longer before the shorter; the `о` may be Cyrillic.
pub(super) const NUMBER_SIGNS: [&str; 16] =
    ["№", "#", "No", "NO", "no", "nO", "Nо", "NО", "nо", "nО", "Nº", "nº", "N°", "n°", "N", "n"];
