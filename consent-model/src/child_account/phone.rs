//! Phone numbers, so far as to tell whether two of them are one.

use alloc::string::String;
use core::fmt;
use esia_core::secrets::Personal;

/// A phone number (номер телефона) in the form of E.164: a plus sign, then digits.
///
/// **Syntax.** White space, hyphens, dots and brackets between the digits do not count.
///
/// | given | read as |
/// |---|---|
/// | `+7 (999) 999-99-99` | as it stands (R-53) |
/// | `8 999 999-99-99`, `7…` | eleven digits: Russian, `8` is the prefix of long-distance calls |
/// | `999 999-99-99` | ten digits: Russian without a prefix |
/// | `+375 …` | another country, eight to fifteen digits |
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PhoneNumber(Personal);

impl PhoneNumber {
    /// Reads a number.
    ///
    /// # Errors
    ///
    /// One variant of [`PhoneNumberError`] for each way of not being one.
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PhoneNumberError::Empty);
        }
        let (international, rest) = match text.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let is_mark =
            |sign: char| sign.is_whitespace() || "()-.\u{2010}\u{2011}\u{2013}".contains(sign);
        let digits: String = rest.chars().filter(|sign| !is_mark(*sign)).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneNumberError::Character);
        }
        let canonical = match (international, digits.len(), digits.as_bytes().first()) {
            (true, 8..=15, Some(b'1'..=b'9')) => alloc::format!("+{digits}"),
            (false, 11, Some(b'7' | b'8')) => alloc::format!("+7{}", digits.get(1..).unwrap_or("")),
            (false, 10, Some(b'1'..=b'9')) => alloc::format!("+7{digits}"),
            _ => return Err(PhoneNumberError::Length),
        };
        Ok(Self(Personal::new(canonical)))
    }

    /// The number in the form of E.164; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PhoneNumberError {
    /// White space only: `"  "`.
    #[error("nothing but white space")]
    Empty,
    /// A letter or another sign: `"+7 999 999-99-9X"`.
    #[error("a sign that is neither a digit nor a separator")]
    Character,
    /// Too few or too many digits for any reading: `"999-99-99"`.
    #[error("not the number of digits that a phone number has")]
    Length,
}

#[cfg(test)]
mod tests {
    //! Goal: the spellings of one number are one number, and nothing else is.
    //! Method: spellings by hand, each error by its example.

    use super::{PhoneNumber, PhoneNumberError};
    use alloc::format;

    #[test]
    fn spellings_of_one_number_are_one_number() {
        for text in [
            "+7 (999) 999-99-99",
            "+79999999999",
            "8 (999) 999 99 99",
            "7 999 999-99-99",
            "999.999.99.99",
            "\u{a0}8\u{2011}999\u{2011}999\u{2011}99\u{2011}99 ",
        ] {
            assert_eq!(PhoneNumber::parse(text).unwrap().expose(), "+79999999999", "{text}");
        }
        assert_eq!(PhoneNumber::parse("+375 29 000-00-01").unwrap().expose(), "+375290000001");
    }

    #[test]
    fn each_way_of_not_being_a_number_has_its_error() {
        let error = |text| PhoneNumber::parse(text).unwrap_err();
        assert_eq!(error("  "), PhoneNumberError::Empty);
        assert_eq!(error("+7 999 999-99-9X"), PhoneNumberError::Character);
        assert_eq!(error("8+999 999-99-99"), PhoneNumberError::Character);
        for text in ["999-99-99", "+0 999 999-99-99", "9 999 999-99-99", "()", "+1234567890123456"]
        {
            assert_eq!(error(text), PhoneNumberError::Length, "{text}");
        }
    }

    #[test]
    fn a_number_shows_nothing() {
        assert_eq!(format!("{:?}", PhoneNumber::parse("+79999999999").unwrap()), "[personal]");
    }
}
