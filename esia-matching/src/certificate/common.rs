//! Certificates as most are written, read in one pass and without an allocation.
//!
//! A numeral, one dash, two letters, and digits behind a gap: each sign as the full path reads it.
//! Whatever else a text holds, this path gives it up, and
//! [`BirthCertificate`](super::BirthCertificate) takes the full path; where it does not, both come
//! to the same (a law in `laws`).

use super::BirthCertificate;
use super::layout::NUMBER_SIGNS;
use super::letters::Letters;
use super::number::Number;
use super::numeral::{Digits, Numeral};
use crate::sheet::SheetCell;
use crate::signs::{from_full_width, is_dash};
use crate::steps::{Step, Trace};

/// Reads `III-МЮ 123456`.
pub(super) fn read(text: &str, trace: &mut Trace) -> Option<BirthCertificate> {
    let inner = text.trim_matches(' ');
    let (numeral, letters, rest) = series(inner, trace)?;
    let (gap, number) = gap(rest);
    let has_sign = matches!(gap, Gap::NumberSign);
    let is_one_space = matches!(gap, Gap::OneSpace);
    trace.take_if(has_sign, Step::NumberSign);
    trace.take_if(inner != text || !(has_sign || is_one_space), Step::Separators);
    let number = Number::read(number, SheetCell::Text, trace)?;
    Some(BirthCertificate { numeral, letters, number })
}

/// Reads `III-МЮ` and `123456`.
pub(super) fn read_parts(
    series_text: &str,
    number_text: &str,
    number_cell: SheetCell,
    trace: &mut Trace,
) -> Option<BirthCertificate> {
    let (inner, digits) = (series_text.trim_matches(' '), number_text.trim_matches(' '));
    let (numeral, letters, rest) = series(inner, trace)?;
    if !rest.is_empty() || digits.is_empty() {
        return None;
    }
    trace.take_if(inner != series_text || digits != number_text, Step::Separators);
    let number = Number::read(digits, number_cell, trace)?;
    Some(BirthCertificate { numeral, letters, number })
}

/// The numeral and the pair at the beginning of a text without blanks round it, and the rest.
fn series<'a>(text: &'a str, trace: &mut Trace) -> Option<(Numeral, Letters, &'a str)> {
    let (numeral, right) = match capitals(text) {
        Some(found) => found,
        None => numeral(text, trace)?,
    };
    let pair = right.trim_start_matches(' ');
    trace.take_if(right.len() != pair.len(), Step::Separators);
    let mut signs = pair.chars();
    let letters = Letters::of_signs([signs.next()?, signs.next()?], trace)?;
    Some((numeral, letters, signs.as_str()))
}

/// A canonical numeral and what follows its hyphen: the steps are none.
fn capitals(text: &str) -> Option<(Numeral, &str)> {
    let hyphen = text.bytes().position(|byte| byte == b'-')?;
    let (numeral, right) = text.split_at_checked(hyphen)?;
    Some((Numeral::of_capitals(numeral.as_bytes())?, right.strip_prefix('-')?))
}

/// A numeral in any letters and what follows its dash.
fn numeral<'a>(text: &'a str, trace: &mut Trace) -> Option<(Numeral, &'a str)> {
    let mut digits = Digits::default();
    let mut signs = text.chars();
    loop {
        match signs.next()? {
            ' ' => trace.take(Step::Separators),
            // A full-width one takes another step.
            sign if is_dash(sign) && from_full_width(sign).is_none() => {
                trace.take_if(sign != '-', Step::Separators);
                return Some((digits.numeral()?, signs.as_str()));
            }
            sign => digits.push_sign(sign, trace)?,
        }
    }
}

/// What stands between pair and number.
enum Gap {
    OneSpace,
    NumberSign,
    Other,
}

/// The gap at the beginning of a text and what follows it.
fn gap(text: &str) -> (Gap, &str) {
    let rest = text.trim_start_matches(' ');
    if let Some(rest) = NUMBER_SIGNS.iter().find_map(|sign| rest.strip_prefix(sign)) {
        return (Gap::NumberSign, rest.trim_start_matches(' '));
    }
    (if text.strip_prefix(' ') == Some(rest) { Gap::OneSpace } else { Gap::Other }, rest)
}
