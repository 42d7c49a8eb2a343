//! SNILS, the number of a person's insurance account.
//!
//! ```
//! use esia_matching::snils::{Check, Snils};
//!
//! let typed = Snils::parse("СНИЛС: 112 233 445 95")?;
//! assert_eq!(typed.to_string(), "112-233-445 95");
//! assert_eq!(typed.check(), Check::Ok);
//! # Ok::<(), esia_matching::snils::SnilsError>(())
//! ```

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::sheet::{SheetCell, without_empty_fraction};
use crate::signs::{cyrillic_look_alike, from_full_width, is_dash, is_invisible};
use crate::steps::{Read, Step, Trace};

mod plain;

/// A SNILS (СНИЛС): eleven digits, the last two of which check the first nine.
///
/// A number that fails its check is still a SNILS: what ESIA sends is taken as it is, and
/// [`Snils::check`] is a question (identity.md 0.1). `Debug` never shows the digits.
///
/// # Syntax
///
/// | text | read as |
/// |---|---|
/// | `112-233-445 95`, `112.233.445-95`, `11223344595` | separators wherever they stand |
/// | `СНИЛС: 112-233-445 95`, `№ 112…` | the label is dropped, in any letter case |
/// | `１１２２３３４４５９５` | full-width digits; no others |
/// | `1.1223344595E10`, `8765430300` | only from a numeric cell, see [`Snils::read`] |
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Snils([u8; 11]);

impl Snils {
    /// Reads eleven digits, bare or with the separators of identity.md 1.6.
    ///
    /// # Errors
    ///
    /// One variant of [`SnilsError`] for each way of not being eleven digits.
    #[inline]
    pub fn parse(text: &str) -> Result<Self, SnilsError> {
        match plain::groups(text.as_bytes()) {
            Some(digits) => Ok(Self(digits)),
            None => Self::parse_ungrouped(text),
        }
    }

    /// Reads any SNILS, best one that is not in groups with a separator between.
    fn parse_ungrouped(text: &str) -> Result<Self, SnilsError> {
        match plain::digits(text.as_bytes()) {
            Some(digits) => digits.map(Self),
            None => Self::read_in_full(text, SheetCell::Text).map(|read| read.value),
        }
    }

    /// Reads a SNILS and says which steps that took; `cell` says how the value arrived.
    ///
    /// In a numeric cell a number in scientific notation is written out if all its digits are
    /// there, and lost zeros are restored if the number then passes its check.
    ///
    /// # Errors
    ///
    /// As [`Snils::parse`]. A number that lost digits in scientific notation has the wrong length.
    pub fn read(text: &str, cell: SheetCell) -> Result<Read<Self>, SnilsError> {
        let digits = match cell {
            SheetCell::Text => plain::digits(text.as_bytes()),
            SheetCell::Numeric => None,
        };
        let Some(digits) = digits else { return Self::read_in_full(text, cell) };
        let mut trace = Trace::default();
        trace.take_if(!plain::is_canonical(text.as_bytes()), Step::Separators);
        Ok(trace.with(Self(digits?)))
    }

    /// Reads any SNILS; what is plain is read sooner, and to the same, by [`plain::digits`].
    fn read_in_full(text: &str, cell: SheetCell) -> Result<Read<Self>, SnilsError> {
        let mut trace = Trace::default();
        let narrow = narrow(text, &mut trace);
        let number = without_labels(&narrow, &mut trace);
        if number.chars().all(is_separator) {
            return Err(SnilsError::Empty);
        }
        let written_out = match cell {
            SheetCell::Text => None,
            SheetCell::Numeric => written_out(number)?,
        };
        trace.take_if(written_out.is_some(), Step::Scientific);

        let (digits, missing) = digits(written_out.as_deref().unwrap_or(number))?;
        let value = match (missing, cell) {
            (0, SheetCell::Text | SheetCell::Numeric) => Self(digits),
            (_, SheetCell::Text) => return Err(SnilsError::Length),
            (_, SheetCell::Numeric) => {
                let padded = with_lost_zeros(digits, missing).ok_or(SnilsError::Length)?;
                trace.take(Step::LostZero);
                padded
            }
        };
        let as_typed = missing == 0 && written_out.is_none();
        trace.take_if(as_typed && number.as_bytes() != value.layout(), Step::Separators);
        Ok(trace.with(value))
    }

    /// The eleven digits, each from 0 to 9.
    #[must_use]
    pub const fn digits(&self) -> [u8; 11] {
        self.0
    }

    /// Whether the last two digits agree with the first nine.
    #[must_use]
    #[inline]
    pub fn check(&self) -> Check {
        let [head @ .., ninth, tens, units] = self.0;
        // INVARIANT: digits are below ten, so that two of them make less than a hundred.
        if (u64::from_be_bytes(head), ninth) <= LAST_UNCHECKED {
            Check::NotApplicable
        } else if control_number(head, ninth)
            == u64::from(tens.wrapping_mul(10).wrapping_add(units))
        {
            Check::Ok
        } else {
            Check::Fails
        }
    }

    /// Whether all nine digits of the body are equal: typed to fill a field, never a ground.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        let [first, rest @ .., _, _] = self.0;
        rest.iter().all(|&digit| digit == first)
    }

    /// `XXX-XXX-XXX YY`.
    fn layout(&self) -> [u8; 14] {
        let mut layout = *b"000-000-000 00";
        let places = layout.iter_mut().filter(|byte| byte.is_ascii_digit());
        places.zip(self.0).for_each(|(place, digit)| *place |= digit);
        layout
    }
}

impl fmt::Display for Snils {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // INVARIANT: the layout is ASCII, so that the empty text never stands in for it.
        f.pad(core::str::from_utf8(&self.layout()).unwrap_or_default())
    }
}

impl fmt::Debug for Snils {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snils([personal])")
    }
}

/// What the check digits of a number say (контрольное число).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Check {
    /// They agree with the number.
    Ok,
    /// They do not.
    Fails,
    /// It was issued without check digits: a SNILS not above 001-001-998, a short act record.
    NotApplicable,
}

impl Check {
    /// The word of the contract: `ok`, `fails`, `not_applicable`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Fails => "fails",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Why a text is not a SNILS, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SnilsError {
    /// Blanks, separators or a label and nothing else: `"  "`, `"СНИЛС:"`.
    #[error("there is no number")]
    Empty,
    /// A sign that no format step removes: `"112-233-445 9A"`.
    #[error("a sign that is neither a digit nor a separator")]
    Character,
    /// Not eleven digits: `"112-233-445"`, `"112-233-445-95-000"`.
    #[error("a SNILS has eleven digits")]
    Length,
}

impl SnilsError {
    /// The code of the contract: `empty`, `character`, `length`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Character => "character",
            Self::Length => "length",
        }
    }
}

/// The text without invisible signs and with plain digits; borrowed where nothing changes.
fn narrow<'a>(text: &'a str, trace: &mut Trace) -> Cow<'a, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_invisible(sign) {
            trace.take(Step::Invisible);
        } else if let Some(narrow) = from_full_width(sign) {
            trace.take(Step::Width);
            plain.push(narrow);
        } else {
            plain.push(sign);
        }
    }
    Cow::Owned(plain)
}

/// The text without the name of the field round it.
fn without_labels<'a>(text: &'a str, trace: &mut Trace) -> &'a str {
    let mut rest = text.trim();
    let mut number = text;
    while let Some(inner) = LABELS.iter().find_map(|label| without_label(rest, label)) {
        trace.take(Step::Label);
        rest = inner;
        number = inner;
    }
    number
}

/// The text, which has no blanks round it, without one label at its beginning or at its end.
fn without_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut after = text.chars();
    if label.chars().all(|letter| after.next().is_some_and(|sign| is_letter(sign, letter))) {
        return Some(after.as_str().trim_start().trim_start_matches(':').trim_start());
    }
    let mut before = text.chars();
    let mut letters = label.chars().rev();
    letters
        .all(|letter| before.next_back().is_some_and(|sign| is_letter(sign, letter)))
        .then(|| before.as_str().trim_end())
}

/// Whether a sign is the capital `letter`, in any letter case or typed with its Latin double.
fn is_letter(sign: char, letter: char) -> bool {
    let capital = |sign: char| sign.to_uppercase().eq(core::iter::once(letter));
    sign == letter || capital(sign) || cyrillic_look_alike(sign).is_some_and(capital)
}

/// Whether a sign stands between the groups of digits.
fn is_separator(sign: char) -> bool {
    matches!(sign, '.' | ',') || is_dash(sign) || sign.is_whitespace()
}

/// The eleven digits, filled from the left, and how many are missing on the right.
fn digits(number: &str) -> Result<([u8; 11], usize), SnilsError> {
    let mut digits = [0; 11];
    let mut free = digits.iter_mut();
    let mut is_too_long = false;
    for sign in number.chars().filter(|&sign| !is_separator(sign)) {
        let digit = digit(sign).ok_or(SnilsError::Character)?;
        match free.next() {
            Some(place) => *place = digit,
            None => is_too_long = true,
        }
    }
    let missing = free.len();
    if is_too_long { Err(SnilsError::Length) } else { Ok((digits, missing)) }
}

/// The value of an ASCII digit.
fn digit(sign: char) -> Option<u8> {
    u8::try_from(sign).ok().filter(u8::is_ascii_digit).map(|byte| byte & 0x0F)
}

/// The number with its lost zeros, if it then passes its check.
fn with_lost_zeros(mut digits: [u8; 11], missing: usize) -> Option<Snils> {
    // INVARIANT: `missing` counts places of these eleven, which are zero.
    digits.rotate_right(missing.min(11));
    Some(Snils(digits)).filter(|padded| padded.check() == Check::Ok)
}

/// The digits of a number that a spreadsheet printed as `1.1223344595E10` or `11223344595.0`.
///
/// `None` if it is printed otherwise; an error if digits were lost in print.
fn written_out(number: &str) -> Result<Option<String>, SnilsError> {
    let number = number.trim();
    if let Some(whole) = without_empty_fraction(number) {
        return Ok(Some(whole.into()));
    }
    let Some((mantissa, exponent)) = number.split_once(['E', 'e']) else { return Ok(None) };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || exponent.is_empty()
        || ![whole, fraction, exponent].map(is_number).iter().all(|&yes| yes)
    {
        return Ok(None);
    }
    let shift: usize = exponent.parse().map_err(|_| SnilsError::Length)?;
    match fraction.split_at_checked(shift) {
        Some((digits, rest)) if rest.bytes().all(|byte| byte == b'0') => {
            Ok(Some([whole, digits].concat()))
        }
        // Fewer digits than the exponent asks for, or a number that is not whole.
        Some(_) | None => Err(SnilsError::Length),
    }
}

/// The number that belongs to nine digits: weights 9 to 1, modulo 101, remainder 100 as 00.
#[inline]
fn control_number(head: [u8; 8], ninth: u8) -> u64 {
    // Every second digit has a lane of sixteen bits; multiplying adds up the lanes, each times
    // its weight, in the highest one.
    // INVARIANT: eight digits weigh at most 9 * 44 = 396, so that no lane runs into another.
    let digits = u64::from_le_bytes(head);
    let odd = (digits & LANES).wrapping_mul(0x0009_0007_0005_0003) >> 48;
    let even = ((digits >> 8) & LANES).wrapping_mul(0x0008_0006_0004_0002) >> 48;
    let sum = odd.wrapping_add(even).wrapping_add(u64::from(ninth));
    sum % 101 % 100
}

/// The names of the field, in capitals.
const LABELS: [&str; 3] = ["СНИЛС", "SNILS", "№"];

/// The last number that was issued without check digits: 001-001-998.
const LAST_UNCHECKED: (u64, u8) = (u64::from_be_bytes([0, 0, 1, 0, 0, 1, 9, 9]), 8);

/// The lower byte of each of four lanes.
const LANES: u64 = 0x00FF_00FF_00FF_00FF;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
