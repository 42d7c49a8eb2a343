//! Names: identity.md 3.5 and rows 46 to 72 of its catalogue.

use esia_matching::name::{FullName, NameError, NameKey};

/// A last name.
fn last(text: &str) -> Result<String, NameError> {
    FullName::parse(text, "", None).map(|name| name.last_name().unwrap_or_default().to_owned())
}

/// A patronymic beside a last name.
fn middle(text: &str) -> Option<String> {
    let name = FullName::parse("Иванов", "Пётр", Some(text)).unwrap();
    name.middle_name().map(ToOwned::to_owned)
}

fn key(last: &str, first: &str, middle: &str) -> NameKey {
    FullName::parse(last, first, Some(middle)).unwrap().key()
}

// ---- names: identity.md 3.5 ----

#[test]
fn vectors_of_3_5() {
    let full = FullName::parse("Иванов", "  Пётр", None).unwrap();
    assert_eq!((full.last_name(), full.first_name()), (Some("ИВАНОВ"), Some("ПЁТР")));
    for (text, expected) in [
        ("Иванов  Пётр", "ИВАНОВ ПЁТР"),
        ("Ивaнов", "ИВАНОВ"),
        ("Римский - Корсаков", "РИМСКИЙ-КОРСАКОВ"),
        ("Д’Артаньян", "Д'АРТАНЬЯН"),
        ("Андреи\u{306}", "АНДРЕЙ"),
        ("Сер\u{AD}гей", "СЕРГЕЙ"),
    ] {
        assert_eq!(last(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn names_of_3_5_that_must_stay_different() {
    for (one, other) in [
        ("Наталья", "Наталия"),
        ("Даниил", "Данил"),
        ("Данил", "Данила"),
        ("Алёна", "Елена"),
        ("Геннадьевич", "Геннадиевич"),
        ("Иванов И.И.", "Иванов Иван"),
        ("Абдуллаев", "Абдулаев"),
    ] {
        assert_ne!(last(one).unwrap(), last(other).unwrap());
        assert_ne!(key(one, "", ""), key(other, "", ""), "{one}");
    }
    assert_eq!(last("Ахмадкӏант").as_deref(), Ok("АХМАДКӀАНТ"));
    assert_eq!(last("Ахмадк1ант"), Err(NameError::Character));
}

#[test]
fn refusals_of_3_5() {
    assert_eq!(FullName::parse("", " ", Some("Ильич")), Err(NameError::Empty));
    for text in ["Иванов1", "Чезганов /Пар/", "Иванов, Пётр", "Иванов_Пётр", "Иванов№", "Иванов;"]
    {
        assert_eq!(last(text), Err(NameError::Character), "{text}");
    }
    assert_eq!(last("Турок     .").as_deref(), Ok("ТУРОК ."));
    assert_eq!(last("Иванов (Петров) \"А\"").as_deref(), Ok("ИВАНОВ (ПЕТРОВ) \"А\""));
}

// ---- names: the catalogue ----

#[test]
fn row_46_yo_stays_in_the_name_and_is_folded_in_the_key() {
    assert_ne!(last("Семёнов"), last("Семенов"));
    assert_eq!(key("Семёнов", "", ""), key("Семенов", "", ""));
    let exact = |last| FullName::parse(last, "", None).unwrap().exact_key();
    assert_ne!(exact("Семёнов"), exact("Семенов"));
}

#[test]
fn rows_47_to_51_composition_case_blanks_invisible_signs_and_look_alikes_are_repaired() {
    for (row, text, expected) in [
        (47, "Андреи\u{306}", "АНДРЕЙ"),
        (47, "Семе\u{308}нов", "СЕМЁНОВ"),
        (48, "иВАНОВ", "ИВАНОВ"),
        (49, "  Иванов\t", "ИВАНОВ"),
        (49, "Иванов  Пётр", "ИВАНОВ ПЁТР"),
        (49, "\u{A0}Иванов\u{2007}Пётр\u{202F}", "ИВАНОВ ПЁТР"),
        (50, "Ива\u{AD}нов", "ИВАНОВ"),
        (50, "\u{FEFF}Ива\u{200B}нов\u{200D}\u{FE0F}", "ИВАНОВ"),
        (51, "Cидоров", "СИДОРОВ"),
        (51, "Ceмёнoв", "СЕМЁНОВ"),
        (51, "Петров-Bодкин", "ПЕТРОВ-ВОДКИН"),
    ] {
        assert_eq!(last(text).as_deref(), Ok(expected), "row {row}: {text}");
    }
}

#[test]
fn row_52_a_word_all_in_latin_is_kept_as_it_is() {
    assert_eq!(last("CAXAPOB").as_deref(), Ok("CAXAPOB"));
    assert_ne!(last("CAXAPOB"), last("САХАРОВ"));
    assert_eq!(last("Иванов-CAXAPOB").as_deref(), Ok("ИВАНОВ-CAXAPOB"), "a hyphen ends the word");
}

#[test]
fn rows_53_and_54_dashes_are_one_hyphen_and_a_missing_one_is_another_name() {
    for text in [
        "Петрова — Водкина",
        "Петрова –Водкина",
        "Петрова- Водкина",
        "Петрова‑Водкина",
        "Петрова−Водкина",
    ] {
        assert_eq!(last(text).as_deref(), Ok("ПЕТРОВА-ВОДКИНА"), "{text}");
    }
    assert_eq!(last("Петрова Водкина").as_deref(), Ok("ПЕТРОВА ВОДКИНА"));
    assert_ne!(key("Петрова Водкина", "", ""), key("Петрова-Водкина", "", ""));
}

#[test]
fn row_56_apostrophes_are_one_and_a_missing_one_is_another_name() {
    for sign in "'’‘ʼʹ′`´".chars() {
        assert_eq!(last(&format!("О{sign}Нил")).as_deref(), Ok("О'НИЛ"), "{sign}");
    }
    assert_ne!(last("ОНил"), last("О'Нил"));
}

#[test]
fn row_57_a_patronymic_that_says_there_is_none_is_none() {
    for text in [
        "",
        "-",
        "--",
        "—",
        "нет",
        "отсутствует",
        "не имеет",
        "б/о",
        "без отчества",
        "(нет)",
        "null",
        ".",
        "НЕТ",
        "Нет",
        "Отсутствует",
        "Не имеет",
        "Б/О",
        "Без Отчества",
        "(Нет)",
        "NULL",
        " - ",
        " нет ",
    ] {
        assert_eq!(middle(text), None, "{text:?}");
    }
    assert_eq!(middle("Ильич").as_deref(), Some("ИЛЬИЧ"));
}

#[test]
fn rows_51_and_57_a_latin_letter_in_a_word_for_no_patronymic_makes_it_no_name() {
    for text in ["Hет", "HЕТ", "НEТ", "НЕT", "нeт", "(Heт)", "OTСУТСТВУЕТ", "HЕ ИМЕЕT", "Б/O"]
    {
        assert_eq!(middle(text), None, "{text:?}");
        assert_eq!(key("Иванов", "Пётр", text), key("Иванов", "Пётр", ""), "{text:?}");
    }
}

#[test]
fn row_59_ogly_after_a_hyphen_or_a_space_has_one_key_and_glued_another() {
    for word in ["оглы", "кызы", "улы", "уулу"] {
        let of = |patronymic: String| key("Мамедов", "Али", &patronymic);
        assert_eq!(of(format!("Али-{word}")), of(format!("Али {word}")));
        assert_ne!(of(format!("Али{word}")), of(format!("Али {word}")));
        assert_ne!(of("Али".to_owned()), of(format!("Али {word}")));
    }
}

#[test]
fn rows_60_to_63_and_66_to_71_other_letters_are_another_name() {
    for (row, written, meant) in [
        (60, "И.", "Иван"),
        (61, "Саша", "Александр"),
        (62, "Наталья", "Наталия"),
        (63, "Геннадьевич", "Геннадиевич"),
        (63, "Абдулаев", "Абдуллаев"),
        (64, "Bdfyjd", "Иванов"),
        (66, "Иванов Иван Иванович", "Иванов"),
        (67, "Константинопольски", "Константинопольский"),
        (68, "Ivanov", "Иванов"),
        (69, "Әлфия", "Альфия"),
        (71, "Иванов", "Иванова"),
    ] {
        assert_ne!(key(written, "", ""), key(meant, "", ""), "row {row}");
    }
}

#[test]
fn row_72_a_note_in_a_name_is_refused_by_its_sign_or_kept() {
    assert_eq!(last("Иванов (5А)"), Err(NameError::Character));
    assert_eq!(last("Чезганов /Пар/"), Err(NameError::Character));
    assert_eq!(last("Иванов (младший)").as_deref(), Ok("ИВАНОВ (МЛАДШИЙ)"));
}
