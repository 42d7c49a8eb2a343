//! The law of the plain path: wherever it does not give a text up, it reads the full path's number.

use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use super::{Snils, plain};
use crate::sheet::SheetCell;

/// Whether the law holds for a text, and whether the plain path read it.
fn holds(text: &str) -> bool {
    for cell in [SheetCell::Text, SheetCell::Numeric] {
        let full = Snils::read_in_full(text, cell);
        assert!(Snils::read(text, cell) == full, "{text:?} as {cell:?}");
        if cell == SheetCell::Text {
            assert!(Snils::parse(text) == full.map(|read| read.value), "{text:?}");
        }
    }
    plain::digits(text.as_bytes()).is_some()
}

fn text() -> impl Strategy<Value = String> {
    let signs: Vec<char> =
        "0123456789  --.,\t/:;~\u{1}OoЗ–−\u{A0}\u{200B}\u{AD}１５٣№СНИЛСE+".chars().collect();
    let dense = proptest::collection::vec(select(signs), 0..18).prop_map(String::from_iter);
    let common =
        "[ .,-]{0,2}[0-9]{3}[ .,-]{0,2}[0-9]{3}[ .,-]{0,2}[0-9]{3}[ .,-]{0,2}[0-9]{1,3}[ .,-]{0,2}";
    prop_oneof![2 => dense, 3 => common, 2 => "[0-9 .,-]{10,15}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8192))]

    #[test]
    fn the_plain_path_reads_what_the_full_path_reads(text in text()) {
        holds(&text);
    }
}

#[test]
fn every_sign_in_every_place_of_a_number_is_read_alike() {
    for canonical in ["112-233-445 95", "11223344595"] {
        let mut plain = 0_u32;
        for place in 0..canonical.len() {
            let (before, rest) = canonical.split_at(place);
            let (_, after) = rest.split_at(1);
            for sign in '\0'..='\u{FFFF}' {
                let mut bytes = [0; 4];
                let sign: &str = sign.encode_utf8(&mut bytes);
                plain += u32::from(holds(&[before, sign, after].concat()));
                if sign.is_ascii() {
                    holds(&[before, sign, rest].concat());
                }
            }
        }
        // Ten digits and four separators in every place.
        assert_eq!(plain, 14 * u32::try_from(canonical.len()).unwrap());
    }
}

#[test]
fn a_byte_of_a_word_spoils_no_other_one() {
    for place in 0..13 {
        for first in 0..=0x7F_u8 {
            for second in [0, b' ', b'-', b'/', b'0', b'9', b':', b'I', 0x7F] {
                let mut bytes = *b"112-233-445 95";
                bytes[place..place + 2].copy_from_slice(&[first, second]);
                holds(core::str::from_utf8(&bytes).unwrap());
            }
        }
    }
}
