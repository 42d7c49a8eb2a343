use super::*;
use alloc::collections::BTreeSet;

/// design.md 3.2, typed by hand.
const KINDS: &str = "missing checksum one_digit transposition digit_lost digit_extra placeholder \
    wrong_document other_person duplicate numeral letters reissued yo look_alike keyboard_layout \
    swapped_fields variant one_letter transposed_letters hyphen half_of_double_name truncated \
    initials transliterated gender_ending note_in_name day_month_swapped other_date different";
const FIELDS: &str = "snils certificate last_name first_name middle_name birth_date record";

#[test]
fn fields_and_kinds_are_those_of_the_contract() {
    assert!(FindingKind::ALL.into_iter().map(FindingKind::as_str).eq(KINDS.split_whitespace()));
    assert!(Field::ALL.into_iter().map(Field::as_str).eq(FIELDS.split_whitespace()));
}

#[test]
fn every_kind_of_every_field_has_its_own_hint() {
    let hints: BTreeSet<String> = Field::ALL
        .into_iter()
        .flat_map(|field| FindingKind::ALL.map(|kind| Finding::new(field, kind).hint()))
        .collect();
    assert_eq!(hints.len(), 7 * 30);
    let english: BTreeSet<String> = Field::ALL
        .into_iter()
        .flat_map(|field| FindingKind::ALL.map(|kind| Finding::new(field, kind).hint_en()))
        .collect();
    assert_eq!(english.len(), 7 * 30);
}

#[test]
fn a_hint_in_english_names_the_places_and_the_side() {
    let of = |kind, side| Finding::of_side(Field::Snils, kind, side).hint_en();
    for (hint, expected) in [
        (
            Finding::at_two(Field::Snils, FindingKind::Transposition, 5, 6).hint_en(),
            "SNILS: digits 5 and 6 are swapped",
        ),
        (
            Finding::at_one(Field::Certificate, FindingKind::OneDigit, 2).hint_en(),
            "birth certificate: digit 2 differs",
        ),
        (
            Finding::at_two(Field::LastName, FindingKind::TransposedLetters, 1, 2).hint_en(),
            "last name: letters 1 and 2 are swapped",
        ),
        (of(FindingKind::Missing, Side::Journal), "SNILS: no value in the journal"),
        (of(FindingKind::Different, Side::Provider), "SNILS: cannot be read in Gosuslugi"),
        (of(FindingKind::DigitLost, Side::Journal), "SNILS: a digit is missing in the journal"),
    ] {
        assert_eq!(hint, expected);
    }
}

#[test]
fn a_hint_names_the_places_and_the_side() {
    let of = |kind, side| Finding::of_side(Field::Snils, kind, side).hint();
    for (hint, expected) in [
        (
            Finding::at_two(Field::Snils, FindingKind::Transposition, 5, 6).hint(),
            "в номере СНИЛС переставлены 5-я и 6-я цифры",
        ),
        (
            Finding::at_one(Field::Snils, FindingKind::OneDigit, 11).hint(),
            "в номере СНИЛС отличается 11-я цифра",
        ),
        (of(FindingKind::Missing, Side::Journal), "в журнале нет номера СНИЛС"),
        (of(FindingKind::Missing, Side::Provider), "на Госуслугах нет номера СНИЛС"),
        (of(FindingKind::Placeholder, Side::Journal), "в журнале вместо номера СНИЛС заглушка"),
        (of(FindingKind::Different, Side::Journal), "в журнале не удалось прочитать номер СНИЛС"),
        (
            of(FindingKind::Checksum, Side::Journal),
            "в номере СНИЛС в журнале не сходятся контрольные цифры",
        ),
        (
            Finding::new(Field::BirthDate, FindingKind::DayMonthSwapped).hint(),
            "в дате рождения переставлены день и месяц",
        ),
        (
            Finding::of_side(Field::BirthDate, FindingKind::OtherDate, Side::Provider).hint(),
            "на Госуслугах не удалось прочитать дату рождения",
        ),
    ] {
        assert_eq!(hint, expected);
    }
}
