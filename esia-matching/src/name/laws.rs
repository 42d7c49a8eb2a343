//! The law of the common path: wherever it does not give a name up, it reads the full path's name.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use super::common::Common;
use super::line::Line;
use super::{FullName, KeyBuffer};

/// Whether the law holds for three texts, and whether the common path read them.
fn holds(buffer: &mut KeyBuffer, last: &str, first: &str, middle: Option<&str>) -> bool {
    let full = FullName::read_in_full(last, first, middle);
    let read = FullName::read(last, first, middle);
    assert_eq!(read.as_ref().map(|read| &read.steps), full.as_ref().map(|full| &full.steps));
    let parts = |name: &FullName| {
        [name.last_name(), name.first_name(), name.middle_name()]
            .map(|part| part.map(str::to_owned))
    };
    let read = read.map(|read| parts(&read.value));
    assert_eq!(read, full.as_ref().map(|full| parts(&full.value)).map_err(|error| *error));
    let key = full.map(|full| full.value.exact_key().as_str().to_owned());
    assert_eq!(buffer.read(last, first, middle).map(str::to_owned), key);
    Common::read(last, first, middle, &mut Line::new()).is_some()
}

/// Signs that the steps of a name know, and some that no name holds.
const SIGNS: &str = "АБЕЁИЙНТЯабеёийнтяѐўӘәӀӏѠѡAHTaeopxyNh  --\u{A0}\t\u{2009}\u{2000}–—−‐'’`´.()\"«»„/1|\u{301}\u{306}\u{308}\u{AD}\u{200B}\u{FEFF}\u{34F}Ⅲßŉﬁ漢😀";

const WORDS: &[&str] = &[
    "Иванов",
    "ИВАНОВА",
    "пётр",
    "Ивaнов",
    "Андреи\u{306}",
    "Семе\u{308}нов",
    "Римский",
    " ",
    "-",
    " - ",
    "—",
    "-оглы",
    " оглы",
    "-Кызы",
    "-УЛЫ",
    "-уулу",
    "-оглы-кызы",
    "нет",
    "Нет",
    "(нет)",
    "отсутствует",
    "не имеет",
    "без отчества",
    "б/о",
    "null",
    "нeт",
    "О’Нил",
    "CAXAPOB",
    "5",
];

fn text() -> impl Strategy<Value = String> {
    let signs: Vec<char> = SIGNS.chars().collect();
    let sign = select(signs).prop_map(String::from);
    let word = select(WORDS).prop_map(str::to_owned);
    let piece = prop_oneof![3 => sign, 2 => word];
    let dense = proptest::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat());
    let common = "[А-яё]{1,12}([ -]{1,2}[А-яё]{1,12}){0,2}";
    let canonical = "[А-ЯЁ]{1,12}([ -][А-ЯЁ]{1,12}){0,2}";
    prop_oneof![4 => dense, 3 => common, 2 => canonical, 1 => any::<String>(), 1 => "[А-я -]{100,300}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_common_path_reads_what_the_full_path_reads(
        last in text(),
        first in text(),
        middle in proptest::option::of(text()),
    ) {
        let mut buffer = KeyBuffer::default();
        holds(&mut buffer, &last, &first, middle.as_deref());
        // The second key shows that nothing of the first is left.
        holds(&mut buffer, &first, &last, None);
    }
}

#[test]
fn every_sign_in_every_place_of_a_short_name_is_read_alike() {
    let mut buffer = KeyBuffer::default();
    let mut common = 0_u32;
    for sign in '\0'..='\u{FFFF}' {
        for (before, after) in
            [("", ""), ("", "и"), ("И", ""), ("АнИ", "а"), ("АНИ", "А"), ("И ", "-И"), ("-", " ")]
        {
            let text = String::from_iter([before, sign.encode_utf8(&mut [0; 4]), after]);
            common += u32::from(holds(&mut buffer, &text, "ЯН", None));
            common += u32::from(holds(&mut buffer, "ЯН", "", Some(&text)));
        }
    }
    // The 96 letters in fourteen places, and what stands beside them.
    assert!(common > 96 * 14, "the common path reads {common} names only");
}

#[test]
fn names_as_journals_write_them_take_the_common_path() {
    for (last, first, middle) in [
        ("Иванов", "Пётр", Some("Сергеевич")),
        ("ИВАНОВ", "ПЕТР", None),
        (" иванова", "анна  мария", Some("")),
        ("Римский – Корсаков", "Николай\u{A0}", Some("-")),
        ("Cидoров", "Андреи\u{306}", Some("нет")),
        ("Семе\u{308}нов", "Ег\u{AD}ор", Some("Али-оглы")),
        ("О’Нил", "Ян", Some("(нет)")),
    ] {
        assert!(holds(&mut KeyBuffer::default(), last, first, middle), "{last} {first}");
    }
    let long = "Я".repeat(200);
    assert!(!holds(&mut KeyBuffer::default(), &long, "Ян", None), "more than a line has room for");
}
