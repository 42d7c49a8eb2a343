//! The law of the plain path: wherever it does not give a text up, it reads the full path's day.

use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use super::{BirthDate, DateOrder, plain};

/// Whether the law holds for a text, and whether the plain path read it.
fn holds(text: &str) -> bool {
    for order in [DateOrder::Undeclared, DateOrder::DayMonthYear] {
        let full = BirthDate::read_in_full(text, order);
        assert!(BirthDate::read(text, order) == full, "{text:?} under {order:?}");
        let value = full.map(|read| read.value);
        assert!(BirthDate::parse_with(text, order) == value, "{text:?} under {order:?}");
    }
    plain::written(text.as_bytes()).is_some()
}

fn text() -> impl Strategy<Value = String> {
    let signs: Vec<char> = "0123456789..--/ \u{A0}\u{AD}–−１٢:TZ".chars().collect();
    let dense = proptest::collection::vec(select(signs), 0..12).prop_map(String::from_iter);
    let common = "[0-3]?[0-9][./ -][01]?[0-9][./ -](1[89]|20|21)?[0-9]{2}";
    let canonical = "(1[89]|20|21)[0-9]{2}[.-][01]?[0-9]-[0-3]?[0-9]";
    prop_oneof![2 => dense, 3 => common, 3 => canonical, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8192))]

    #[test]
    fn the_plain_path_reads_what_the_full_path_reads(text in text()) {
        holds(&text);
    }
}

#[test]
fn every_sign_in_every_place_of_a_date_is_read_alike() {
    for date in ["2015-02-01", "01.02.2015", "1.2.2015", "31.2.2015", "1.12.1899"] {
        let mut plain = 0_u32;
        for place in 0..date.len() {
            let (before, rest) = date.split_at(place);
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
        assert!(plain >= 10 * 6, "the plain path reads {plain} texts like {date} only");
    }
}

#[test]
fn every_day_of_every_year_is_read_alike() {
    for year in 1895..=2105_u32 {
        for (month, day) in (0..=13_u32).flat_map(|month| (0..=32_u32).map(move |day| (month, day)))
        {
            assert!(holds(&alloc::format!("{year:04}-{month:02}-{day:02}")));
            assert!(holds(&alloc::format!("{day}.{month}.{year}")));
        }
    }
}
