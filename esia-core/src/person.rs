//! A person as the identity provider describes one: received, not yet compared with anybody.

use crate::secrets::Personal;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::NaiveDate;
use core::fmt;

/// A person (физическое лицо) as received; every part may be missing.
///
/// The texts are kept letter by letter: reading them is the business of whoever compares people.
/// Kind and level of the account are **not** here; they come from signed claims alone.
///
/// # Examples
///
/// ```
/// use esia_core::person::Person;
/// use esia_core::secrets::Personal;
///
/// let mut person = Person::default();
/// person.last_name = Some(Personal::new("Тестова".into()));
/// assert!(!format!("{person:?}").contains("Тестова"));
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// Last name (фамилия).
    pub last_name: Option<Personal>,
    /// First name (имя).
    pub first_name: Option<Personal>,
    /// Middle name (отчество).
    pub middle_name: Option<Personal>,
    /// Birth date.
    pub birth_date: Option<ReceivedDate>,
    /// SNILS (СНИЛС), in any of its spellings.
    pub snils: Option<Personal>,
    /// Sex, as the provider has it.
    pub gender: Option<Gender>,
    /// Whether the provider calls the account confirmed; a hint that decides nothing.
    pub trusted: Option<bool>,
    /// Whether the provider is checking the data right now.
    pub verifying: Option<bool>,
    /// Papers.
    pub documents: Vec<Document>,
}

/// A paper (документ) as received.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Series (серия).
    pub series: Option<Personal>,
    /// Number (номер).
    pub number: Option<Personal>,
    /// When it was issued.
    pub issue_date: Option<ReceivedDate>,
    /// By whom it was issued.
    pub issued_by: Option<Personal>,
    /// Number of the act record (номер актовой записи) behind a certificate.
    pub act_no: Option<Personal>,
    /// Date of the act record.
    pub act_date: Option<ReceivedDate>,
    /// Whether the provider has checked it.
    pub verification: Verification,
}

impl Document {
    /// A paper of which only kind and verification are known yet.
    #[must_use]
    pub const fn new(kind: DocumentKind, verification: Verification) -> Self {
        Self {
            kind,
            series: None,
            number: None,
            issue_date: None,
            issued_by: None,
            act_no: None,
            act_date: None,
            verification,
        }
    }
}

/// What a paper is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum DocumentKind {
    /// Birth certificate of Russia: `RF_BRTH_CERT`.
    RussianBirthCertificate,
    /// Birth certificate of another state: `FID_BRTH_CERT`.
    ForeignBirthCertificate,
    /// Birth certificate of the USSR: `OLD_BRTH_CERT`.
    SovietBirthCertificate,
    /// Birth certificate under the older, general name: `BRTH_CERT`.
    BirthCertificate,
    /// Passport of Russia: `RF_PASSPORT`.
    RussianPassport,
    /// Anything else.
    Other,
}

impl DocumentKind {
    /// Reads ESIA's word; every text is some kind.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text {
            "RF_BRTH_CERT" => Self::RussianBirthCertificate,
            "FID_BRTH_CERT" => Self::ForeignBirthCertificate,
            "OLD_BRTH_CERT" => Self::SovietBirthCertificate,
            "BRTH_CERT" => Self::BirthCertificate,
            "RF_PASSPORT" => Self::RussianPassport,
            _ => Self::Other,
        }
    }

    /// Whether it is a birth certificate (свидетельство о рождении) of any state.
    #[must_use]
    pub const fn is_birth_certificate(self) -> bool {
        match self {
            Self::RussianBirthCertificate
            | Self::ForeignBirthCertificate
            | Self::SovietBirthCertificate
            | Self::BirthCertificate => true,
            Self::RussianPassport | Self::Other => false,
        }
    }
}

/// Whether the provider has checked a paper.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Verification {
    /// Checked: `VERIFIED`, and nothing else.
    Verified,
    /// Being checked.
    Verifying,
    /// Checked, and the check failed.
    Failed,
    /// Not checked, or nothing is said.
    #[default]
    NotVerified,
}

/// Sex (пол) as the provider has it; personal, so `Debug` does not show it.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub enum Gender {
    /// `F`.
    Female,
    /// `M`.
    Male,
}

impl fmt::Debug for Gender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// A date as received: its text, and the day if the text is one; `Debug` shows neither.
///
/// **Syntax**: `dd.MM.yyyy`, of a day that exists. Any other text is kept and has no day.
///
/// # Examples
///
/// ```
/// use esia_core::person::ReceivedDate;
///
/// assert!(ReceivedDate::from_text("29.02.2012").day().is_some());
/// assert!(ReceivedDate::from_text("29.02.2011").day().is_none());
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct ReceivedDate {
    text: Personal,
    day: Option<NaiveDate>,
}

impl ReceivedDate {
    /// A date from any text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self { day: read_day(text), text: Personal::new(String::from(text)) }
    }

    /// The text as received.
    #[must_use]
    pub const fn text(&self) -> &Personal {
        &self.text
    }

    /// The day, if the text is one; never for a log.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        self.day
    }
}

impl fmt::Debug for ReceivedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

fn read_day(text: &str) -> Option<NaiveDate> {
    let &[d1, d2, b'.', m1, m2, b'.', y1, y2, y3, y4] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit & 0xf))?;
            Some(number.saturating_mul(10).saturating_add(digit))
        })
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_one_way_only() {
        let day = |text: &str| ReceivedDate::from_text(text).day();
        assert_eq!(day("01.09.2012"), NaiveDate::from_ymd_opt(2012, 9, 1));
        for text in [
            "",
            "1.9.2012",
            "2012-09-01",
            "01.13.2012",
            "00.01.2012",
            "01.09.12",
            "０1.09.2012",
            "+1.09.2012",
        ] {
            assert_eq!(day(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_four_birth_certificates_are_known() {
        for text in ["RF_BRTH_CERT", "FID_BRTH_CERT", "OLD_BRTH_CERT", "BRTH_CERT"] {
            assert!(DocumentKind::from_text(text).is_birth_certificate(), "{text}");
        }
        for text in ["RF_PASSPORT", "MDCL_BRTH_CERT", "rf_brth_cert", ""] {
            assert!(!DocumentKind::from_text(text).is_birth_certificate(), "{text}");
        }
    }
}
