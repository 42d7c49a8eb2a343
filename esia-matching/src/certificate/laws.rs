//! The law of the common path: wherever it does not give a text up, it reads the full path's value.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use super::{BirthCertificate, common};
use crate::sheet::SheetCell;
use crate::steps::Trace;

/// Whether the law holds for one text, and whether the common path read it.
fn holds(text: &str) -> bool {
    let full = BirthCertificate::read_in_full(text);
    assert!(BirthCertificate::read(text) == full, "{text:?}");
    assert!(BirthCertificate::parse(text) == full.map(|read| read.value), "{text:?}");
    common::read(text, &mut Trace::default()).is_some()
}

/// Whether the law holds for two texts, and whether the common path read them.
fn holds_of_parts(series: &str, number: &str) -> bool {
    for cell in [SheetCell::Text, SheetCell::Numeric] {
        let full = BirthCertificate::read_parts_in_full(series, number, cell);
        assert!(
            BirthCertificate::read_parts(series, number, cell) == full,
            "{series:?} and {number:?} as {cell:?}"
        );
        if cell == SheetCell::Text {
            let value = full.map(|read| read.value);
            assert!(
                BirthCertificate::parse_parts(series, number) == value,
                "{series:?} {number:?}"
            );
        }
    }
    common::read_parts(series, number, SheetCell::Text, &mut Trace::default()).is_some()
}

fn text() -> impl Strategy<Value = String> {
    let signs =
        "IVXLCivxlc1|ІіӀӏıУуХхЛлСсѴАМЮЁЙямёNnoоО№#º.--–— \u{A0}\u{AD}\u{301}\u{306}０Ⅲⅼ059M\t";
    let signs: Vec<char> = signs.chars().collect();
    let dense = proptest::collection::vec(select(signs), 0..16).prop_map(String::from_iter);
    let common = "[ -]{0,1}[IVXivxlСсХхУуІ1]{1,4} {0,1}[-–−]{0,1} {0,1}[А-ЯЁа-яACHTcaeo]{2}[ -]{0,2}(№|N|No|#)?[ .]{0,1}[0-9]{5,7} {0,1}";
    let canonical = "(I|II|IV|IX|XIV|XL|C|IIII)-[А-ЯЁ]{2} [0-9]{6,7}";
    prop_oneof![2 => dense, 4 => common, 2 => canonical, 1 => any::<String>()]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[ №N-]{0,2}[0-9]{4,7} {0,1}", 1 => "[0-9]{3}( [0-9]{3})?[.,]?0?", 1 => text()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8192))]

    #[test]
    fn the_common_path_reads_what_the_full_path_reads(text in text()) {
        holds(&text);
    }

    #[test]
    fn the_common_path_reads_two_texts_as_the_full_path_does(
        text in text(),
        number in number(),
        cut in any::<bool>(),
    ) {
        let series = if cut { text.trim_end_matches(|sign: char| " №N0123456789".contains(sign)) } else { &text };
        holds_of_parts(series, &number);
    }
}

#[test]
fn every_sign_in_every_place_of_a_certificate_is_read_alike() {
    let canonical: Vec<char> = "XI-МЮ 123456".chars().collect();
    let mut common = 0_u32;
    for sign in '\0'..='\u{FFFF}' {
        for place in 0..canonical.len() {
            let mut signs = canonical.clone();
            signs[place] = sign;
            common += u32::from(holds(&String::from_iter(&signs)));
            if place < 5 {
                let series: String = signs.iter().take(5).collect();
                holds_of_parts(&series, "123456");
            }
            if sign < '\u{500}' {
                signs[place] = canonical[place];
                signs.insert(place, sign);
                holds(&String::from_iter(&signs));
            }
        }
    }
    // Ten digits in six places, sixty-six letters in two, and what looks alike.
    assert!(common > 60 + 132, "the common path reads {common} texts only");
}

#[test]
fn certificates_as_journals_write_them_take_the_common_path() {
    for text in
        ["III-МЮ 123456", "iii-мю 123456", " ІІІ-MЮ 123456", "111 – МЮ № 123456", "III-МЮN123456"]
    {
        assert!(holds(text), "{text}");
    }
    for (series, number) in [("III-МЮ", "123456"), (" iii — мю", "1234567 ")] {
        assert!(holds_of_parts(series, number), "{series} {number}");
    }
    let short = BirthCertificate::read_parts("III-МЮ", "1234", SheetCell::Numeric).unwrap();
    assert_eq!(short.value.number().to_owned(), "001234");
}
