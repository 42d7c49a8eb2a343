//! Goal: the number of an act record is read as identity.md 2.5 tells, and repeats nothing.
//!
//! Method: the vectors of 2.5 and their parts, typed by hand, each with a twin that fails its
//! check; spellings beside texts that are refused; laws over generated numbers.

#![expect(clippy::arithmetic_side_effects, reason = "tests: digits")]

use esia_matching::act_record::{ActRecord, ActRecordError, ActType};
use esia_matching::snils::Check;
use esia_matching::steps::Step;
use proptest::prelude::*;

fn canonical(text: &str) -> Result<String, ActRecordError> {
    ActRecord::parse(text).map(|act| act.to_string())
}

#[test]
fn the_vectors_pass_their_check_and_name_type_year_office_and_serial() {
    for (text, act_type, year, office, serial) in [
        ("110189770000100042007", ActType::Birth, 2018, "97700001", 42),
        ("110199770001500123008", ActType::Birth, 2019, "97700015", 123),
        ("110219620002600432008", ActType::Birth, 2021, "96200026", 432),
        ("110249500001000001100", ActType::Birth, 2024, "95000010", 1),
        ("110209020001200987202", ActType::Birth, 2020, "90200012", 987),
        ("170199770001500123005", ActType::Death, 2019, "97700015", 123),
    ] {
        let act = ActRecord::parse(text).unwrap();
        assert_eq!(act.check(), Check::Ok, "{text}");
        assert_eq!(act.act_type(), Some(act_type), "{text}");
        assert_eq!(act.year(), Some(year), "{text}");
        assert_eq!(act.office().map(|office| office.to_string()).as_deref(), Some(office));
        assert_eq!(act.serial(), Some(serial), "{text}");
        assert!(!act.is_short(), "{text}");
        assert_eq!(act.to_string(), text);
    }
}

#[test]
fn a_number_whose_last_digit_is_one_more_fails_its_check_and_is_still_read() {
    for text in [
        "110189770000100042008",
        "110199770001500123009",
        "110219620002600432009",
        "110249500001000001101",
        "110209020001200987203",
        "170199770001500123006",
    ] {
        assert_eq!(ActRecord::parse(text).map(|act| act.check()), Ok(Check::Fails), "{text}");
    }
}

#[test]
fn every_type_has_its_digit_and_other_digits_have_none() {
    let of = |digit: &str| {
        let text = ["1", digit, "0189770000100042007"].concat();
        ActRecord::parse(&text).unwrap().act_type()
    };
    assert_eq!(of("1"), Some(ActType::Birth));
    assert_eq!(of("2"), Some(ActType::Marriage));
    assert_eq!(of("3"), Some(ActType::Divorce));
    assert_eq!(of("4"), Some(ActType::Paternity));
    assert_eq!(of("5"), Some(ActType::Adoption));
    assert_eq!(of("6"), Some(ActType::NameChange));
    assert_eq!(of("7"), Some(ActType::Death));
    assert_eq!([of("0"), of("8"), of("9")], [None; 3]);
}

#[test]
fn three_digits_of_a_year_are_a_year_only_from_1900_to_2100() {
    let of = |year: &str| {
        let text = ["11", year, "9770000100042007"].concat();
        ActRecord::parse(&text).unwrap().year()
    };
    assert_eq!([of("900"), of("999"), of("000"), of("100")], [1900, 1999, 2000, 2100].map(Some));
    assert_eq!([of("101"), of("899")], [None, None]);
}

#[test]
fn a_short_number_is_kept_as_it_stands_and_has_no_check() {
    for (text, expected, serial) in [
        ("432", "432", Some(432)),
        ("00432", "00432", Some(432)),
        ("5", "5", Some(5)),
        ("123456", "123456", Some(123_456)),
        ("12345А", "12345А", None),
        ("7б", "7Б", None),
        ("7A", "7А", None),
        ("7S", "7S", None),
    ] {
        let act = ActRecord::parse(text).unwrap();
        assert_eq!(act.to_string(), expected, "{text}");
        assert_eq!(act.serial(), serial, "{text}");
        assert!(act.is_short(), "{text}");
        assert_eq!(act.check(), Check::NotApplicable, "{text}");
        assert_eq!((act.act_type(), act.year(), act.office()), (None, None, None), "{text}");
    }
    assert_ne!(ActRecord::parse("432"), ActRecord::parse("00432"));
    assert_ne!(ActRecord::parse("432"), ActRecord::parse("432А"));
}

#[test]
fn each_spelling_takes_the_steps_that_it_needs() {
    let full = "110189770000100042007";
    for (text, expected, steps) in [
        (full, full, &[][..]),
        ("1 1 018 97700001 00042 00 7", full, &[Step::Separators]),
        ("1-1-018-97700001–00042—00−7", full, &[Step::Separators]),
        ("№ 110189770000100042007", full, &[Step::NumberSign]),
        (" 110189770000100042007\u{A0}", full, &[Step::Spaces]),
        ("110189770000100042007\u{200B}", full, &[Step::Invisible]),
        ("１１0189770000100042007", full, &[Step::Width]),
        ("№432", "432", &[Step::NumberSign]),
        ("432а", "432А", &[Step::Case]),
        ("432A", "432А", &[Step::LookAlike]),
        ("432a", "432А", &[Step::Case, Step::LookAlike]),
    ] {
        let read = ActRecord::read(text).unwrap();
        assert_eq!(read.value.to_string(), expected, "{text}");
        assert_eq!(read.steps, steps, "{text}");
    }
}

#[test]
fn what_is_no_act_record_is_refused_with_the_first_reason() {
    for text in ["", "  ", "-", "№", "№ —", "\u{200B}"] {
        assert_eq!(canonical(text), Err(ActRecordError::Empty), "{text}");
    }
    for text in [
        "1,10189770000100E+20",
        "43А2",
        "А",
        "А432",
        "432АБ",
        "432/",
        "432/2015",
        "III-МЮ 123456",
        "٤٣٢",
    ] {
        assert_eq!(canonical(text), Err(ActRecordError::Character), "{text}");
    }
    for text in [
        "1234567",
        "1101897700001",
        "11018977000010004200",
        "1101897700001000420071",
        "12-34",
        "4 32",
    ] {
        assert_eq!(canonical(text), Err(ActRecordError::Length), "{text}");
    }
    assert_eq!(ActRecordError::Empty.code(), "empty");
    assert_eq!(ActRecordError::Character.code(), "character");
    assert_eq!(ActRecordError::Length.code(), "length");
}

#[test]
fn neither_debug_nor_a_refusal_shows_a_sign_of_the_number() {
    let full = ActRecord::parse("110189770000100042007").unwrap();
    assert_eq!(format!("{full:?}"), "ActRecord([personal])");
    assert_eq!(format!("{:?}", full.office().unwrap()), "RegistryOffice([personal])");
    assert_eq!(format!("{:?}", ActRecord::parse("432").unwrap()), "ActRecord([personal])");
    for (text, error) in [("43А2", "Character"), ("1234567", "Length"), (" ", "Empty")] {
        assert_eq!(format!("{:?}", ActRecord::parse(text).unwrap_err()), error);
    }
    let length = ActRecord::parse("7777777").unwrap_err();
    assert!(!length.to_string().contains('7'));
}

proptest! {
    #[test]
    fn twenty_digits_have_exactly_one_last_digit_that_passes(body in "[0-9]{20}") {
        let passing = (0..10).filter(|last| {
            ActRecord::parse(&format!("{body}{last}")).unwrap().check() == Check::Ok
        });
        prop_assert_eq!(passing.count(), 1);
    }

    #[test]
    fn one_wrong_digit_never_passes(body in "[0-9]{21}", place in 0_usize..21, step in 1_u8..10) {
        let act = ActRecord::parse(&body).unwrap();
        let wrong: String = body
            .bytes()
            .enumerate()
            .map(|(at, byte)| {
                let digit = (byte - b'0' + if at == place { step } else { 0 }) % 10;
                char::from(b'0' + digit)
            })
            .collect();
        let wrong = ActRecord::parse(&wrong).unwrap();
        prop_assert_ne!(act, wrong);
        prop_assert!(act.check() != Check::Ok || wrong.check() == Check::Fails);
    }

    #[test]
    fn separators_between_digits_change_nothing(
        signs in proptest::collection::vec(("[0-9]", "[ \u{A0}–-]{0,2}"), 21),
    ) {
        let bare: String = signs.iter().map(|(digit, _)| digit.as_str()).collect();
        let written: String = signs.iter().flat_map(|(digit, gap)| [&**digit, &**gap]).collect();
        prop_assert_eq!(canonical(&written), Ok(bare));
    }

    #[test]
    fn a_canonical_text_is_read_without_a_step(text in "[0-9]{1,5}[0-9А-ЯЁA-Z]?|[0-9]{21}") {
        if let Ok(act) = ActRecord::parse(&text) {
            let again = ActRecord::read(&act.to_string()).unwrap();
            prop_assert_eq!(again.value, act);
            prop_assert_eq!(again.steps, []);
        } else {
            prop_assert!(false, "refused");
        }
    }

    #[test]
    fn no_text_panics_and_what_is_read_reads_back(text in any::<String>()) {
        if let Ok(act) = ActRecord::parse(&text) {
            prop_assert_eq!(ActRecord::parse(&act.to_string()), Ok(act));
        }
    }
}
