//! Corner cases of names that the corpus does not name.

use super::{FullName, NameError};
use crate::steps::Step;

fn last(text: &str) -> Result<alloc::string::String, NameError> {
    FullName::parse(text, "", None).map(|name| name.last_name().unwrap_or_default().into())
}

fn middle(text: &str) -> Option<alloc::string::String> {
    let name = FullName::parse("Иванов", "Пётр", Some(text)).unwrap();
    name.middle_name().map(Into::into)
}

#[test]
fn a_canonical_text_takes_no_step() {
    assert_eq!(FullName::read("ИВАНОВ", "ПЁТР", Some("ИЛЬИЧ")).unwrap().steps, []);
    assert_eq!(FullName::read("РИМСКИЙ-КОРСАКОВ", "О'НИЛ А.", None).unwrap().steps, []);
    assert_eq!(FullName::read("ИВАНОВ", "ПЁТР", Some("")).unwrap().steps, []);
}

#[test]
fn a_capital_with_an_apostrophe_of_its_own_has_the_plain_one() {
    // Its capital is an apostrophe, U+02BC, and N.
    assert_eq!(last("ŉ").as_deref(), Ok("'N"));
}

#[test]
fn each_step_is_named() {
    let steps = |last| FullName::read(last, "", None).unwrap().steps;
    assert_eq!(steps("АНДРЕИ\u{306}"), [Step::Composed]);
    assert_eq!(steps("СЕР\u{AD}ГЕЙ"), [Step::Invisible]);
    assert_eq!(steps("ИВАН  ИВАН"), [Step::Spaces]);
    assert_eq!(steps(" ИВАН"), [Step::Spaces]);
    assert_eq!(steps("ИВАН\u{A0}ИВАН"), [Step::Spaces]);
    assert_eq!(steps("ИВАН\t"), [Step::Spaces]);
    assert_eq!(steps("ПЕТРОВ - ВОДКИН"), [Step::Spaces]);
    assert_eq!(steps("ПЕТРОВ—ВОДКИН"), [Step::Dash]);
    assert_eq!(steps("О’НИЛ"), [Step::Apostrophe]);
    assert_eq!(steps("иВАНОВ"), [Step::Case]);
    assert_eq!(steps("CИДОРОВ"), [Step::LookAlike]);
    // A capital behind a small letter does not undo its step.
    assert_eq!(steps("СЕМеЁ"), [Step::Case]);
    assert_eq!(steps("СиOР"), [Step::Case, Step::LookAlike]);
    let no_patronymic = FullName::read("ИВАНОВ", "", Some("-")).unwrap().steps;
    assert_eq!(no_patronymic, [Step::NoPatronymic]);
}

#[test]
fn an_invisible_sign_between_a_letter_and_its_mark_keeps_them_not_apart() {
    assert_eq!(last("Андреи\u{200B}\u{306}").as_deref(), Ok("АНДРЕЙ"));
}

#[test]
fn letters_are_folded_as_written_and_by_the_token() {
    assert_eq!(last("Cидopoв").as_deref(), Ok("СИДОРОВ"));
    assert_eq!(last("Иванов-Pетров").as_deref(), Ok("ИВАНОВ-РЕТРОВ"), "the Latin P is Р");
    assert_eq!(last("Cидoров-HATO").as_deref(), Ok("СИДОРОВ-HATO"), "no Cyrillic letter in it");
    assert_eq!(last("CAXAPOB").as_deref(), Ok("CAXAPOB"));
    assert_eq!(last("Иhанов").as_deref(), Ok("ИHАНОВ"), "a small h looks like no letter of ours");
    assert_eq!(last("Иqвaнов").as_deref(), Ok("ИQВAНОВ"), "a q spoils the token");
    assert_eq!(last("Семëнов").as_deref(), Ok("СЕМËНОВ"), "a Latin ë spoils it too");
    assert_eq!(last("Д'Apтаньян").as_deref(), Ok("Д'АРТАНЬЯН"), "an apostrophe ends no token");
}

#[test]
fn capitals_of_the_caucasus_are_letters_and_a_digit_is_none() {
    assert_eq!(last("Ахмадкӏант").as_deref(), Ok("АХМАДКӀАНТ"));
    assert_eq!(last("Ахмадк1ант"), Err(NameError::Character));
    assert_eq!(last("Әлфия").as_deref(), Ok("ӘЛФИЯ"));
}

#[test]
fn signs_that_no_name_holds_are_refused_wherever_they_stand() {
    for text in [
        "Иванов5",
        "Иванов (5А)",
        "Пар/",
        "А|Б",
        "А_Б",
        "А№",
        "А\u{301}",
        "А\0",
        "Ⅲ",
        "Ⅲ А",
        "А😀",
        "5",
    ] {
        assert_eq!(last(text), Err(NameError::Character), "{text:?}");
    }
    assert_eq!(FullName::parse("Иванов", "Пётр", Some("Ильич*")), Err(NameError::Character));
    assert_eq!(last("А (Б) \"В\" «Г». „Д“").as_deref(), Ok("А (Б) \"В\" «Г». „Д“"));
}

#[test]
fn a_part_without_a_letter_is_missing() {
    assert_eq!(FullName::parse("", "", Some("Ильич")), Err(NameError::Empty));
    assert_eq!(FullName::parse("-", " . ", Some("Ильич5")), Err(NameError::Empty));
    let name = FullName::parse("—", "Пётр", None).unwrap();
    assert_eq!((name.last_name(), name.first_name()), (None, Some("ПЁТР")));
    assert_eq!(name.key().as_str(), "|ПЕТР|");
}

#[test]
fn no_patronymic_is_said_in_many_ways() {
    for text in [
        "",
        " ",
        "-",
        "--",
        "—",
        "- -",
        ".",
        "нет",
        "Нет",
        "НЕТ",
        " нет ",
        "нeт",
        "(нет)",
        "(Нет)",
        "отсутствует",
        "Не  имеет",
        "б/о",
        "Б/О",
        "без отчества",
        "Без\u{A0}отчества",
        "null",
        "NULL",
        "Null",
        "н\u{AD}ет",
        "\u{200B}",
    ] {
        assert_eq!(middle(text), None, "{text:?}");
    }
    assert_eq!(middle("Нетович").as_deref(), Some("НЕТОВИЧ"));
    assert_eq!(FullName::parse("Нет", "", None).unwrap().last_name(), Some("НЕТ"));
}

#[test]
fn a_word_for_no_patronymic_is_known_by_its_latin_doubles_in_any_letter_case() {
    for text in ["нeт", "Hет", "HЕТ", "НEТ", "НЕT", "(Heт)", "Бeз Oтчества", "БЕЗ OTЧЕСТВА", "б/o"]
    {
        let read = FullName::read("ИВАНОВ", "ПЁТР", Some(text)).unwrap();
        assert_eq!((read.value.middle_name(), read.steps), (None, [Step::NoPatronymic].into()));
    }
    assert_eq!(middle("HET").as_deref(), Some("HET"), "no Cyrillic letter in it: content");
}

#[test]
fn a_patronymic_of_signs_alone_says_that_there_is_none() {
    for text in ["-", ". .", "()", "\"\"", "'"] {
        let read = FullName::read("ИВАНОВ", "ПЁТР", Some(text)).unwrap();
        assert_eq!((read.value.middle_name(), read.steps), (None, [Step::NoPatronymic].into()));
    }
}

#[test]
fn ogly_after_a_hyphen_or_a_space_is_one_key_and_anything_else_is_another() {
    let key = |middle| FullName::parse("Мамедов", "Али", Some(middle)).unwrap().key();
    assert_eq!(key("Али-оглы"), key("Али оглы"));
    assert_eq!(key("Али - Оглы"), key("АЛИ ОГЛЫ"));
    assert_eq!(key("Али-оглы").as_str(), "МАМЕДОВ|АЛИ|АЛИ ОГЛЫ");
    assert_eq!(key("Анна-Мария").as_str(), "МАМЕДОВ|АЛИ|АННА-МАРИЯ");
    assert_ne!(key("Алиоглы"), key("Али оглы"));
    assert_ne!(key("Али"), key("Али оглы"));
    assert_ne!(key("Али кызы"), key("Али оглы"));
    assert_eq!(key("Мамед-Али-уулу").as_str(), "МАМЕДОВ|АЛИ|МАМЕД-АЛИ УУЛУ");
}

#[test]
fn only_the_key_takes_yo_for_ye() {
    let name = FullName::parse("Семёнов", "Пётр", None).unwrap();
    assert_eq!(name.last_name(), Some("СЕМЁНОВ"));
    assert_eq!(name.key().as_str(), "СЕМЕНОВ|ПЕТР|");
    assert_eq!(name.exact_key().as_str(), "СЕМЁНОВ|ПЁТР|");
}
