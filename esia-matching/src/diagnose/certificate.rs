//! Two birth certificates that differ, and texts that are none.

use super::class::Class;
use super::edit::Edit;
use super::snils::look_alike;
use crate::certificate::{BirthCertificate, CertificateError};
use crate::finding::{Document, FindingKind};
use crate::snils::{Check, Snils};
use alloc::string::String;
use alloc::vec::Vec;

/// What differs between two different certificates.
pub(crate) fn class(one: &BirthCertificate, other: &BirthCertificate) -> Class {
    let same = (
        one.numeral() == other.numeral(),
        one.letters() == other.letters(),
        one.number() == other.number(),
    );
    match same {
        (false, true, true) => Class::near(FindingKind::Numeral),
        (true, false, true) => Class::near(FindingKind::Letters),
        (true, true, false) => numbers(one.number(), other.number()),
        _ => Class::far(FindingKind::Different),
    }
}

/// What differs between the numbers of one series.
fn numbers(one: &str, other: &str) -> Class {
    match Edit::between(one.as_bytes(), other.as_bytes()) {
        Some(Edit::Swapped(at)) => {
            Class::near(FindingKind::Transposition).at_two(at, at.saturating_add(1))
        }
        Some(Edit::Substituted(at)) => Class::near(FindingKind::OneDigit).at(at),
        Some(Edit::OnlyInFirst(at) | Edit::OnlyInSecond(at)) => {
            // Six digits and seven are both legal, so that neither side is blamed.
            Class::near(FindingKind::DigitLost).at(at)
        }
        None => Class::far(FindingKind::Different),
    }
}

/// What series and number are that make no certificate, beside the one they should be.
pub(crate) fn unreadable(
    series: &str,
    number: &str,
    certificate: Option<&BirthCertificate>,
) -> Class {
    let different = Class::unknown(FindingKind::Different);
    let typed = [series, " ", number].concat();
    let is_number_kept = certificate.is_none_or(|value| {
        let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).collect();
        let kept: Vec<char> = value.number().chars().collect();
        digits.ends_with(&kept)
    });
    let explained = |kind| match (certificate.is_some(), is_number_kept) {
        (true, true) => Class::near(kind),
        (false, _) => Class::unknown(kind),
        (true, false) => different,
    };
    if let (Err(CertificateError::Shape), Some(document)) =
        (BirthCertificate::parse_parts(series, number), other_document(&typed))
    {
        // The act record is the paper's own, so that it is no other document (row 44).
        let kind = match document {
            Document::ActRecord => FindingKind::Different,
            Document::Passport
            | Document::TravelPassport
            | Document::Telephone
            | Document::Snils
            | Document::Taxpayer
            | Document::InsurancePolicy => FindingKind::WrongDocument,
        };
        return Class::unknown(kind).naming(document);
    }
    match BirthCertificate::parse_parts(series, number) {
        Err(CertificateError::Numeral) => explained(FindingKind::Numeral),
        Err(CertificateError::Letters) => explained(FindingKind::Letters),
        Err(CertificateError::Number) => unreadable_number(&typed, certificate),
        Err(CertificateError::Shape) => {
            let class = unreadable_number(&typed, certificate);
            // `AZ 123` is a paper of another kind and lacks no digit (row 42).
            let is_guess = certificate.is_none() && class.kind != FindingKind::LookAlike;
            if is_guess { different } else { class }
        }
        Ok(_) | Err(_) => different,
    }
}

/// The document whose number it is, by how many digits it has and no letter.
fn other_document(typed: &str) -> Option<Document> {
    if typed.chars().any(char::is_alphabetic) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let is_telephone = digits.starts_with(['7', '8'])
        && Snils::parse(&digits).is_ok_and(|number| number.check() == Check::Fails);
    if is_telephone { Some(Document::Telephone) } else { Document::of_digits(digits.len()) }
}

fn unreadable_number(typed: &str, certificate: Option<&BirthCertificate>) -> Class {
    let different = Class::unknown(FindingKind::Different);
    let Some((number, look_alike)) = last_number(typed) else { return different };
    // A text without a series is no certificate whose number is wrong.
    let has_series = typed.chars().any(|sign| sign.is_alphabetic() && !sign.is_ascii_lowercase());
    let Some(certificate) = certificate else {
        return match number.len() {
            6 | 7 if look_alike.is_some() => Class::unknown(FindingKind::LookAlike),
            1..=5 if has_series => Class::unknown(FindingKind::DigitLost),
            8 if has_series => Class::unknown(FindingKind::DigitExtra),
            _ => different,
        };
    };
    let known = certificate.number();
    if let Some(at) = look_alike {
        let is_it = number == known;
        return if is_it { Class::near(FindingKind::LookAlike).at(at) } else { different };
    }
    match Edit::between(number.as_bytes(), known.as_bytes()) {
        Some(Edit::OnlyInSecond(at)) => Class::near(FindingKind::DigitLost).at(at),
        Some(Edit::OnlyInFirst(at)) => Class::near(FindingKind::DigitExtra).at(at),
        _ if !number.is_empty() && known.trim_start_matches('0') == number => {
            Class::near(FindingKind::DigitLost)
        }
        _ => different,
    }
}

/// The digits of the last word of a text that holds a digit, and where one only looks like it.
pub(super) fn last_number(typed: &str) -> Option<(String, Option<usize>)> {
    let word = typed
        .split([' ', '№', '-'])
        .rfind(|word| word.chars().any(|sign| sign.is_ascii_digit()))?;
    // `IIIМЮ12345`: the series stands before the first digit.
    let word = word.trim_start_matches(|sign: char| !sign.is_ascii_digit() && sign != 'О');
    let mut number = String::new();
    let mut at = None;
    for sign in word.chars() {
        if sign.is_ascii_digit() {
            number.push(sign);
        } else {
            let small = sign.to_lowercase().next()?;
            number.push(char::from(b'0' | look_alike(small)?));
            at = at.or(Some(number.len()));
        }
    }
    Some((number, at))
}
