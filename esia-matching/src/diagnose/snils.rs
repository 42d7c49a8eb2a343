//! Two SNILS numbers that differ, and texts that are no SNILS.

use super::class::{Blame, Class};
use super::edit::Edit;
use crate::finding::{Document, FindingKind};
use crate::signs::{from_full_width, is_invisible};
use crate::snils::{Check, Snils};
use alloc::string::String;
use alloc::vec::Vec;

/// What differs between two different numbers.
pub(crate) fn class(one: &Snils, other: &Snils) -> Class {
    let (left, right) = (one.digits(), other.digits());
    let fails = |number: &Snils| number.check() == Check::Fails;
    let failing = Blame::of(fails(one), fails(other));
    let ([left_body @ .., _, _], [right_body @ .., _, _]) = (left, right);
    let is_same_body = left_body == right_body;
    // Zeros for check digits are a habit and no slip, even where one of them is right (row 20).
    let is_zeroed = |number: &Snils| fails(number) && number.digits().ends_with(&[0, 0]);
    if is_same_body && (is_zeroed(one) || is_zeroed(other)) {
        return Class::near(FindingKind::Checksum).blaming(failing);
    }
    match Edit::between(&left, &right) {
        Some(Edit::Swapped(at)) => {
            return Class::near(FindingKind::Transposition).at_two(at, at.saturating_add(1));
        }
        Some(Edit::Substituted(at)) => return Class::near(FindingKind::OneDigit).at(at),
        Some(Edit::OnlyInFirst(_) | Edit::OnlyInSecond(_)) | None => {}
    }
    let is_phone = |number: &Snils| is_phone(&number.digits()) && fails(number);
    let phone = Blame::of(is_phone(one), is_phone(other));
    let is_any_failing = fails(one) || fails(other);
    if is_any_failing && is_same_body {
        return Class::near(FindingKind::Checksum).blaming(failing);
    }
    if phone != Blame::Neither {
        return other_document(Document::Telephone).blaming(phone);
    }
    if !is_any_failing {
        return Class::far(FindingKind::Different);
    }
    let differing = left.iter().zip(&right).filter(|(one, other)| one != other).count();
    let class = if differing == 2 { Class::near } else { Class::far };
    class(FindingKind::Checksum).blaming(failing)
}

/// What a number that fails its check is by itself.
///
/// Only the digits of a mobile telephone tell: a fifth of all numbers begin with 7 or 8, so that any
/// other of these is likelier a SNILS with a slip.
pub(crate) fn alone_failing(number: &Snils) -> Option<Class> {
    match (number.check(), number.digits()) {
        (Check::Ok | Check::NotApplicable, _) => None,
        (Check::Fails, [7 | 8, 9, ..]) => Some(other_document(Document::Telephone)),
        (Check::Fails, _) => Some(Class::unknown(FindingKind::Checksum)),
    }
}

/// What a text is that is no SNILS, beside the number it should be, if that is known.
pub(crate) fn unreadable(text: &str, number: Option<&Snils>) -> Class {
    let different = Class::unknown(FindingKind::Different);
    if is_scientific(text) {
        return Class::unknown(FindingKind::DigitLost);
    }
    let Some(Typed { digits, look_alike }) = Typed::read(text) else { return different };
    if let Some(at) = look_alike {
        let is_it = |number: &Snils| digits == number.digits();
        return match number {
            Some(number) if is_it(number) => Class::near(FindingKind::LookAlike).at(at),
            None if digits.len() == 11 => Class::unknown(FindingKind::LookAlike).at(at),
            Some(_) | None => different,
        };
    }
    match number {
        Some(number) => beside(&digits, &number.digits()).unwrap_or_else(|| alone(&digits, true)),
        None => alone(&digits, false),
    }
}

/// The digits that a text holds or seems to hold, to look for their like.
pub(super) fn digits_of(text: &str) -> Option<Vec<u8>> {
    Typed::read(text).map(|typed| typed.digits)
}

/// A slip between typed digits and the number that they should be.
fn beside(typed: &[u8], number: &[u8; 11]) -> Option<Class> {
    if typed == number {
        // A sign beside the digits is all that is wrong.
        return Some(Class::near(FindingKind::Different));
    }
    match Edit::between(typed, number) {
        Some(Edit::OnlyInSecond(at)) => return Some(Class::near(FindingKind::DigitLost).at(at)),
        Some(Edit::OnlyInFirst(at)) => return Some(Class::near(FindingKind::DigitExtra).at(at)),
        Some(Edit::Substituted(_) | Edit::Swapped(_)) | None => {}
    }
    let zeros = number.len().checked_sub(typed.len())?;
    let is_lost = |lost: &[u8], kept: &[u8]| kept == typed && lost.iter().all(|&digit| digit == 0);
    let (lost, kept) = number.split_at_checked(zeros)?;
    (!typed.is_empty() && is_lost(lost, kept)).then(|| Class::near(FindingKind::DigitLost))
}

/// What digits are that make no SNILS; `is_other` if a known number does not explain them.
fn alone(digits: &[u8], is_other: bool) -> Class {
    let kind = match digits.len() {
        11 if is_phone(digits) => return other_document(Document::Telephone),
        12 if !is_other && !is_taxpayer(digits) && has_snils_inside(digits) => {
            FindingKind::DigitExtra
        }
        // A taxpayer's number, an insurance policy, a bank card: longer than a SNILS, or a
        // passport that is not the known number with a digit lost.
        12 => return other_document(Document::Taxpayer),
        16 => return other_document(Document::InsurancePolicy),
        10 if is_other => return other_document(Document::Passport),
        1..=10 if !is_other => FindingKind::DigitLost,
        _ => FindingKind::Different,
    };
    Class::unknown(kind)
}

/// A number that is right, and of another document.
const fn other_document(document: Document) -> Class {
    Class::unknown(FindingKind::WrongDocument).naming(document)
}

/// Whether digits are a telephone number: eleven of them, from 7 or 8.
fn is_phone(digits: &[u8]) -> bool {
    digits.len() == 11 && matches!(digits, [7 | 8, ..])
}

/// Whether twelve digits pass both checks of a taxpayer's number (ИНН).
fn is_taxpayer(digits: &[u8]) -> bool {
    let control = |weights: &[u16]| {
        let pairs = digits.iter().zip(weights);
        let sum = pairs.fold(0_u16, |sum, (&digit, &weight)| {
            sum.saturating_add(weight.saturating_mul(u16::from(digit)))
        });
        u8::try_from(sum % 11 % 10).ok()
    };
    digits.len() == 12
        && digits.get(10).copied() == control(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
        && digits.get(11).copied() == control(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
}

/// Whether one digit can be taken out so that a SNILS is left that passes its check.
fn has_snils_inside(digits: &[u8]) -> bool {
    (0..digits.len()).any(|out| {
        let left = digits.iter().enumerate().filter(|(at, _)| *at != out);
        let text: String = left.map(|(_, &digit)| char::from(b'0' | digit)).collect();
        Snils::parse(&text).is_ok_and(|number| number.check() == Check::Ok)
    })
}

/// Whether a text is a number in scientific notation: `1,12E+10`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e', 'Е', 'е']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let is_number = |text: &str, signs: &[char]| {
        !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit() || signs.contains(&sign))
    };
    is_number(mantissa, &['.', ',']) && is_number(exponent, &[])
}

/// The digits of a text, and where the first sign stands that merely looks like one.
struct Typed {
    digits: Vec<u8>,
    look_alike: Option<usize>,
}

impl Typed {
    /// `None` where a letter or a foreign digit stands that looks like none of ours.
    fn read(text: &str) -> Option<Self> {
        let mut typed = Self { digits: Vec::new(), look_alike: None };
        let small = text.to_lowercase();
        let number = small.replace("снилс", " ").replace("snils", " ");
        for sign in number.chars().filter(|&sign| !is_invisible(sign)) {
            let sign = from_full_width(sign).unwrap_or(sign);
            if let Some(digit) = digit(sign) {
                typed.digits.push(digit);
            } else if let Some(digit) = look_alike(sign) {
                typed.digits.push(digit);
                typed.look_alike = typed.look_alike.or(Some(typed.digits.len()));
            } else if sign.is_alphanumeric() {
                return None;
            }
        }
        (!typed.digits.is_empty()).then_some(typed)
    }
}

fn digit(sign: char) -> Option<u8> {
    u8::try_from(sign).ok().filter(u8::is_ascii_digit).map(|byte| byte & 0x0F)
}

/// The digit that a letter, small by now, looks like in either case (identity.md 1.6).
pub(super) const fn look_alike(small: char) -> Option<u8> {
    Some(match small {
        'о' | 'o' | 'd' => 0,
        'i' | 'l' | '|' | 'і' | 'ӏ' | '!' => 1,
        'з' => 3,
        'ч' => 4,
        's' | 'ѕ' => 5,
        'б' => 6,
        'в' | 'b' => 8,
        _ => return None,
    })
}
