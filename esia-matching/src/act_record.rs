//! The entry of a birth in the civil registry, known by its number.
//!
//! ```
//! use esia_matching::act_record::{ActRecord, ActType};
//! use esia_matching::snils::Check;
//!
//! let act = ActRecord::parse("110189770000100042007")?;
//! assert_eq!(act.check(), Check::Ok);
//! assert_eq!(act.act_type(), Some(ActType::Birth));
//! assert_eq!(act.year(), Some(2018));
//! assert_eq!(ActRecord::parse("№ 432")?.serial(), Some(432)); // before October 2018
//! # Ok::<(), esia_matching::act_record::ActRecordError>(())
//! ```

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use crate::signs::{cyrillic_look_alike, from_full_width, is_dash, is_invisible};
use crate::snils::Check;
use crate::steps::{Read, Step, Trace};

mod short;

use short::Short;

/// The number of a registry entry (номер актовой записи): 21 digits, or a short one.
///
/// It belongs to the birth, not to the blank: a certificate issued anew has another series and
/// number and the same act record (identity.md 2.1). The meaning of the 21 digits is known from one
/// public source (identity.md 2.5), so that it explains and never decides: a number that fails its
/// check is still an act record, and [`ActRecord::check`] is a question.
///
/// # Guarantees
///
/// Either 21 digits, or one to six signs as the registries wrote them before October 2018: digits,
/// of which the last may be a letter. Zeros on the left are kept. `Debug` shows none of them.
///
/// # Syntax
///
/// | text | read as |
/// |---|---|
/// | `110189770000100042007` | as it is |
/// | `1 1 018 97700001 00042 00 7`, with dashes too | separators are dropped from 21 digits |
/// | `432`, `№ 432`, `00432`, `432а` | a short number; no separators within |
/// | `1,10189770000100E+20` | refused: a spreadsheet has lost the digits |
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ActRecord(Form);

#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum Form {
    Short(Short),
    Full([u8; 21]),
}

impl ActRecord {
    /// Reads 21 digits or a short number.
    ///
    /// # Errors
    ///
    /// One variant of [`ActRecordError`] for each way of not being the number of an act record.
    pub fn parse(text: &str) -> Result<Self, ActRecordError> {
        Self::read(text).map(|read| read.value)
    }

    /// Reads 21 digits or a short number and says which steps that took.
    ///
    /// # Errors
    ///
    /// As [`ActRecord::parse`].
    pub fn read(text: &str) -> Result<Read<Self>, ActRecordError> {
        let mut trace = Trace::default();
        let plain = plain(text, &mut trace);
        let trimmed = plain.trim();
        trace.take_if(trimmed.len() != plain.len(), Step::Spaces);
        let number = trimmed.strip_prefix('№').map_or(trimmed, str::trim_start);
        trace.take_if(number.len() != trimmed.len(), Step::NumberSign);
        if number.chars().all(is_separator) {
            return Err(ActRecordError::Empty);
        }
        let form = match Short::read(number) {
            Some(short) => Form::Short(short),
            None => Form::Full(full(number, &mut trace)?),
        };
        Ok(trace.with(Self(form)))
    }

    /// Whether the last of 21 digits agrees with the others (Luhn).
    ///
    /// A short number has no check digit: [`Check::NotApplicable`].
    #[must_use]
    pub fn check(&self) -> Check {
        match self.0 {
            Form::Short(_) => Check::NotApplicable,
            Form::Full([body @ .., last]) => {
                if control_digit(body) == last {
                    Check::Ok
                } else {
                    Check::Fails
                }
            }
        }
    }

    /// Whether this is the short form of the years before October 2018.
    #[must_use]
    pub const fn is_short(&self) -> bool {
        match self.0 {
            Form::Short(_) => true,
            Form::Full(_) => false,
        }
    }

    /// What kind of act the number says it is; none for a short number or an unknown digit.
    #[must_use]
    pub const fn act_type(&self) -> Option<ActType> {
        match self.0 {
            Form::Short(_) => None,
            Form::Full([_, digit, ..]) => ActType::of_digit(digit),
        }
    }

    /// The year of the act, from its last three digits.
    ///
    /// Only from 1900 to 2100, as birth dates are; none for a short number.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        let Form::Full([_, _, year @ .., _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _]) = self.0
        else {
            return None;
        };
        let [hundreds, tens, units] = year.map(i32::from);
        match decimal([hundreds, tens, units])? {
            year @ 900..=999 => year.checked_add(1000),
            year @ 0..=100 => year.checked_add(2000),
            _ => None,
        }
    }

    /// The registry office that made the entry; none for a short number.
    #[must_use]
    pub const fn office(&self) -> Option<RegistryOffice> {
        match self.0 {
            Form::Short(_) => None,
            Form::Full([_, _, _, _, _, office @ .., _, _, _, _, _, _, _, _]) => {
                Some(RegistryOffice(office))
            }
        }
    }

    /// The number of the act within its year and office.
    ///
    /// Of a short number this is all there is; with a letter at its end it has no such number.
    #[must_use]
    pub fn serial(&self) -> Option<i32> {
        match &self.0 {
            Form::Short(short) => short.serial(),
            Form::Full([_, _, _, _, _, _, _, _, _, _, _, _, _, serial @ .., _, _, _]) => {
                let serial: &[u8; 5] = serial;
                decimal(serial.map(i32::from))
            }
        }
    }
}

impl fmt::Display for ActRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Short(short) => fmt::Display::fmt(short, f),
            Form::Full(digits) => f.pad(&text_of(digits)),
        }
    }
}

impl fmt::Debug for ActRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActRecord([personal])")
    }
}

/// A civil registry office (орган ЗАГС), by its code of eight digits.
///
/// With the year and the serial it names a person, so `Debug` does not show it.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RegistryOffice([u8; 8]);

impl fmt::Display for RegistryOffice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&text_of(&self.0))
    }
}

impl fmt::Debug for RegistryOffice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegistryOffice([personal])")
    }
}

/// What an act record is about (вид актовой записи).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ActType {
    /// A birth (рождение), 1: the only one that belongs beside a birth certificate.
    Birth,
    /// A marriage (заключение брака), 2.
    Marriage,
    /// A divorce (расторжение брака), 3.
    Divorce,
    /// Paternity (установление отцовства), 4; the order of 4 and 5 is not confirmed.
    Paternity,
    /// An adoption (усыновление), 5; the order of 4 and 5 is not confirmed.
    Adoption,
    /// A change of name (перемена имени), 6.
    NameChange,
    /// A death (смерть), 7.
    Death,
}

impl ActType {
    /// The type that the second of 21 digits says.
    const fn of_digit(digit: u8) -> Option<Self> {
        Some(match digit {
            1 => Self::Birth,
            2 => Self::Marriage,
            3 => Self::Divorce,
            4 => Self::Paternity,
            5 => Self::Adoption,
            6 => Self::NameChange,
            7 => Self::Death,
            _ => return None,
        })
    }
}

/// Why a text is not the number of an act record, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ActRecordError {
    /// Blanks, separators or a number sign and nothing else: `"  "`, `"-"`, `"№"`.
    #[error("there is no number")]
    Empty,
    /// A sign that is neither a digit nor a separator: `"1,10189770000100E+20"`, `"43А2"`.
    #[error("a sign that is neither a digit nor a separator")]
    Character,
    /// Neither 21 digits nor a short number: `"1101897700001"`, `"12-34"`.
    #[error("an act record has 21 digits or at most six signs without separators")]
    Length,
}

impl ActRecordError {
    /// The code of the refusal: `empty`, `character`, `length`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Character => "character",
            Self::Length => "length",
        }
    }
}

/// The text without invisible signs, with plain digits and Cyrillic capitals.
fn plain<'a>(text: &'a str, trace: &mut Trace) -> Cow<'a, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_invisible(sign) {
            trace.take(Step::Invisible);
            continue;
        }
        let narrow = from_full_width(sign).unwrap_or(sign);
        trace.take_if(narrow != sign, Step::Width);
        let cyrillic = cyrillic_look_alike(narrow).unwrap_or(narrow);
        trace.take_if(cyrillic != narrow, Step::LookAlike);
        let capital = capital(cyrillic);
        trace.take_if(capital != cyrillic, Step::Case);
        plain.push(capital);
    }
    Cow::Owned(plain)
}

/// The capital of a letter that has one capital; other signs as they are.
fn capital(sign: char) -> char {
    let mut capitals = sign.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        (_, _) => sign,
    }
}

/// Whether a sign may stand between groups of digits.
fn is_separator(sign: char) -> bool {
    is_dash(sign) || sign.is_whitespace()
}

/// The 21 digits, whatever separates them.
fn full(number: &str, trace: &mut Trace) -> Result<[u8; 21], ActRecordError> {
    let mut digits = [0; 21];
    let mut free = digits.iter_mut();
    let mut is_too_long = false;
    for sign in number.chars() {
        if is_separator(sign) {
            trace.take(Step::Separators);
            continue;
        }
        let digit = digit(sign).ok_or(ActRecordError::Character)?;
        match free.next() {
            Some(place) => *place = digit,
            None => is_too_long = true,
        }
    }
    if is_too_long || free.len() > 0 { Err(ActRecordError::Length) } else { Ok(digits) }
}

/// The value of an ASCII digit.
fn digit(sign: char) -> Option<u8> {
    u8::try_from(sign).ok().filter(u8::is_ascii_digit).map(|byte| byte & 0x0F)
}

/// The number that digits write, if it is small enough.
fn decimal<const N: usize>(digits: [i32; N]) -> Option<i32> {
    digits.iter().try_fold(0_i32, |number, &digit| number.checked_mul(10)?.checked_add(digit))
}

/// Digits as a text.
fn text_of(digits: &[u8]) -> String {
    digits.iter().map(|&digit| char::from(b'0' | digit)).collect()
}

/// The digit that belongs to the twenty: weights 1, 2, 1, 2…, products above nine less nine.
fn control_digit(body: [u8; 20]) -> u8 {
    // INVARIANT: twenty numbers of at most nine, so that the sum is at most 180.
    let weighted = body.into_iter().zip([1_u8, 2].into_iter().cycle()).map(|(digit, weight)| {
        let product = digit.saturating_mul(weight);
        product.checked_sub(9).filter(|&rest| rest > 0).unwrap_or(product)
    });
    let sum = weighted.fold(0_u8, u8::saturating_add);
    10_u8.saturating_sub(sum % 10) % 10
}
