//! Corner cases of reading a SNILS that the corpus does not name.

use alloc::string::ToString as _;

use super::{Check, Snils, SnilsError};
use crate::sheet::SheetCell;
use crate::steps::Step;

fn text(value: &str) -> Result<alloc::string::String, SnilsError> {
    Snils::parse(value).map(|snils| snils.to_string())
}

fn number(value: &str) -> Result<alloc::string::String, SnilsError> {
    Snils::read(value, SheetCell::Numeric).map(|read| read.value.to_string())
}

#[test]
fn a_canonical_text_takes_no_step() {
    assert_eq!(Snils::read("112-233-445 95", SheetCell::Text).unwrap().steps, []);
}

#[test]
fn each_step_is_named() {
    let steps = |value| Snils::read(value, SheetCell::Text).unwrap().steps;
    assert_eq!(steps("11223344595"), [Step::Separators]);
    assert_eq!(steps(" 112-233-445 95"), [Step::Separators]);
    assert_eq!(steps("112-233-445 95\u{200B}"), [Step::Invisible]);
    assert_eq!(steps("СНИЛС: 112-233-445 95"), [Step::Label]);
    assert_eq!(steps("１１２-233-445 95"), [Step::Width]);
    let steps = |value| Snils::read(value, SheetCell::Numeric).unwrap().steps;
    assert_eq!(steps("8765430300"), [Step::LostZero]);
    assert_eq!(steps("1.1223344595E10"), [Step::Scientific]);
    assert_eq!(steps("11223344595"), [Step::Separators]);
}

/// The words of eight bytes are asked for digits at once: no eight others may pass as such.
#[test]
fn no_other_sign_passes_for_a_digit_however_often_it_stands() {
    for sign in ('!'..='~').filter(|sign| !"-.,".contains(*sign) && !sign.is_ascii_digit()) {
        let digits = |from: usize, to: usize| alloc::string::String::from(sign).repeat(to - from);
        let value = [digits(0, 3), digits(3, 6), digits(6, 9)].join("-") + " " + &digits(9, 11);
        assert_eq!(text(&value), Err(SnilsError::Character), "{value}");
    }
}

/// A sign of two bytes in the place of two digits leaves the length in bytes what it was.
#[test]
fn no_sign_of_two_bytes_passes_for_two_digits() {
    for sign in '\u{80}'..='\u{7FF}' {
        for (before, after) in
            [("", "2-233-445 95"), ("112-", "3-445 95"), ("112-233-", "5 95"), ("112-233-445 ", "")]
        {
            let value = alloc::format!("{before}{sign}{after}");
            assert_eq!(value.len(), 14);
            assert!(text(&value).is_err(), "{sign:?} behind {before:?}");
        }
    }
}

#[test]
fn labels_are_read_in_any_case_in_any_number_and_at_either_end() {
    for value in [
        "снилс 112-233-445 95",
        "Снилс№112-233-445 95",
        "CНИЛC:11223344595",
        "snils: № 112-233-445 95",
        "ＳＮＩＬＳ 11223344595",
        "СНИЛС — 112-233-445 95",
        "11223344595 (".trim_end_matches(" ("),
        "11223344595 СНИЛС",
    ] {
        assert_eq!(text(value).as_deref(), Ok("112-233-445 95"), "{value}");
    }
    assert_eq!(text("112 СНИЛС 233 445 95"), Err(SnilsError::Character));
    assert_eq!(text(": 112-233-445 95"), Err(SnilsError::Character));
}

#[test]
fn nothing_but_labels_and_separators_is_empty() {
    for value in ["", " ", "\t\u{A0}", "\u{200B}", "СНИЛС", "снилс:", "№", "SNILS №", "-", "---"]
    {
        assert_eq!(text(value), Err(SnilsError::Empty), "{value}");
    }
}

#[test]
fn a_strange_sign_is_named_before_a_wrong_length() {
    assert_eq!(text("112x"), Err(SnilsError::Character));
    assert_eq!(text("112-233-445-95-000x"), Err(SnilsError::Character));
    assert_eq!(text("112"), Err(SnilsError::Length));
    assert_eq!(text("112/233/445/95"), Err(SnilsError::Character));
}

#[test]
fn digits_of_other_scripts_are_no_digits() {
    for value in ["١١٢٢٣٣٤٤٥٩٥", "112-233-445 9²", "𝟏12-233-445 95", "۱12-233-445 95"]
    {
        assert_eq!(text(value), Err(SnilsError::Character), "{value}");
    }
}

#[test]
fn a_number_of_a_sheet_is_written_out_only_where_all_its_digits_are_there() {
    for value in ["1.1223344595E10", "1,1223344595E+10", "1.1223344595e+10", "1.12233445950E10"] {
        assert_eq!(number(value).as_deref(), Ok("112-233-445 95"), "{value}");
        assert_eq!(text(value), Err(SnilsError::Character), "{value}");
    }
    assert_eq!(number("8.765430300E9").as_deref(), Ok("087-654-303 00"));
    for value in
        ["1,12E+10", "1.122334459E10", "8.7654303E9", "1.12233445951E10", "1E99999999999999999999"]
    {
        assert_eq!(number(value), Err(SnilsError::Length), "{value}");
    }
    assert_eq!(number("1.1E-3"), Err(SnilsError::Character));
    assert_eq!(number("E10"), Err(SnilsError::Character));
}

#[test]
fn an_empty_fraction_of_a_sheet_is_no_digit() {
    assert_eq!(number("11223344595.0").as_deref(), Ok("112-233-445 95"));
    assert_eq!(number("8765430300.0").as_deref(), Ok("087-654-303 00"));
}

#[test]
fn lost_zeros_are_restored_only_where_the_check_agrees() {
    assert_eq!(number("100199965").as_deref(), Ok("001-001-999 65"));
    assert_eq!(number("8765430301"), Err(SnilsError::Length));
    assert_eq!(number("60004"), Err(SnilsError::Length), "not applicable is not ok");
    assert_eq!(number("0"), Err(SnilsError::Length));
    assert_eq!(text("8765430300"), Err(SnilsError::Length));
}

#[test]
fn the_control_number_agrees_with_a_count_by_hand_over_many_numbers() {
    // The rule as it is told: add up to 101, then fold the remainder 100 to 00.
    for seed in 0_u64..20_000 {
        let body = seed * 49_900_u64 + 1_001_999;
        let mut sum =
            (0..9_u32).map(|at| body / 10_u64.pow(at) % 10 * u64::from(at + 1)).sum::<u64>();
        while sum > 101 {
            sum -= 101;
        }
        let control = if sum >= 100 { 0 } else { sum };
        let snils = Snils::parse(&alloc::format!("{body:09}{control:02}")).unwrap();
        assert_eq!(snils.check(), Check::Ok, "{body}");
    }
}
