//! Goal: every spelling that identity.md names is read, repaired or refused exactly as it says.
//!
//! Method: the vectors of identity.md 1.4, 1.5, 2.4, 3.5 and 3.5a and the rows of its catalogue
//! (§7) that concern one value, typed by hand. A row marked F is repaired to the canonical form;
//! a row marked C is refused, or kept as a value of its own. Rows that need two records (22, 24,
//! 43 to 45, 55, 58, 64, 65, 70, 77) belong to the tests of comparison. Row numbers stand in the
//! names of the tests.

#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "corpus/birth_dates.rs"]
mod birth_dates;
#[path = "corpus/names.rs"]
mod names;

use esia_matching::certificate::{BirthCertificate, CertificateError};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::{Check, Snils, SnilsError};

fn snils(text: &str) -> Result<String, SnilsError> {
    Snils::parse(text).map(|snils| snils.to_string())
}

fn numeric_snils(text: &str) -> Result<String, SnilsError> {
    Snils::read(text, SheetCell::Numeric).map(|read| read.value.to_string())
}

fn certificate(text: &str) -> Result<String, CertificateError> {
    BirthCertificate::parse(text).map(|certificate| certificate.to_string())
}

/// The canonical series, read beside the number 123456.
fn series(text: &str) -> Result<String, CertificateError> {
    let one_text = certificate(&format!("{text} 123456"));
    let two_texts = BirthCertificate::parse_parts(text, "123456");
    assert_eq!(one_text, two_texts.map(|certificate| certificate.to_string()), "{text}");
    two_texts.map(|certificate| certificate.series())
}

// ---- SNILS: identity.md 1.4 and 1.5 ----

#[test]
fn numbers_of_1_4_that_agree_with_their_check() {
    for number in [
        "112-233-445 95",
        "087-654-303 00",
        "087-654-302 00",
        "086-754-303 00",
        "021-006-999 00",
        "613-102-003 00",
        "543-546-368 00",
        "936-898-467 00",
        "999-999-998 00",
        "963-117-158 08",
        "586-595-917 80",
        "611-357-865 80",
        "151-981-910 82",
        "358-168-076 09",
        "914-561-751 11",
        "642-709-548 07",
        "342-932-447 76",
        "197-027-745 00",
        "212-043-383 00",
        "100-018-999 00",
        "689-169-232 65",
        "123-456-789 64",
        "001-001-999 65",
    ] {
        let read = Snils::read(number, SheetCell::Text).unwrap();
        assert_eq!((read.value.to_string().as_str(), read.steps), (number, vec![]));
        assert_eq!(read.value.check(), Check::Ok, "{number}");
        assert!(!read.value.is_placeholder(), "{number}");
    }
}

#[test]
fn numbers_of_1_4_that_fail_their_check_are_numbers_all_the_same() {
    for number in [
        "112-233-445 96",
        "112-233-445 00",
        "963-117-158 00",
        "151-324-910 82",
        "001-001-999 00",
        "187-654-303 00",
        "088-654-303 00",
        "087-654-403 00",
        "087-654-303 01",
        "123-456-789 01",
    ] {
        let value = Snils::parse(number).unwrap();
        assert_eq!(value.to_string(), number);
        assert_eq!(value.check(), Check::Fails, "{number}");
        assert!(!value.is_placeholder(), "{number}");
    }
}

#[test]
fn numbers_of_1_4_up_to_001_001_998_have_no_check() {
    for number in ["001-001-998 00", "001-001-998 77", "000-000-600 01", "000-000-600 04"] {
        let value = Snils::parse(number).unwrap();
        assert_eq!(value.to_string(), number);
        assert_eq!(value.check(), Check::NotApplicable, "{number}");
        assert!(!value.is_placeholder(), "{number}");
    }
}

#[test]
fn placeholders_of_1_4_are_numbers_and_known_for_what_they_are() {
    for (number, check) in [
        ("000-000-000 00", Check::NotApplicable),
        ("111-111-111 11", Check::Fails),
        ("111-111-111 45", Check::Ok),
        ("999-999-999 01", Check::Ok),
    ] {
        let value = Snils::parse(number).unwrap();
        assert_eq!(value.to_string(), number);
        assert_eq!(value.check(), check, "{number}");
        assert!(value.is_placeholder(), "{number}");
    }
}

#[test]
fn refusals_of_1_4() {
    assert_eq!(snils("8765430300"), Err(SnilsError::Length));
    assert_eq!(snils("112-233-445-95-000"), Err(SnilsError::Length));
    assert_eq!(snils("112-233-445 9A"), Err(SnilsError::Character));
    assert_eq!(snils("1.1223344595E10"), Err(SnilsError::Character));
    assert_eq!(snils(""), Err(SnilsError::Empty));
    assert_eq!(snils("   "), Err(SnilsError::Empty));
}

#[test]
fn numeric_cells_of_1_4() {
    assert_eq!(numeric_snils("8765430300").as_deref(), Ok("087-654-303 00"));
    assert_eq!(numeric_snils("1.1223344595E10").as_deref(), Ok("112-233-445 95"));
}

#[test]
fn where_peers_of_1_5_disagree() {
    for text in [
        "112\u{A0}233\u{A0}445\u{A0}95",
        "112–233–445 95",
        "112.233.445.95",
        "СНИЛС 112-233-445 95",
        "112-233-445 95\u{200B}",
        "１１２２３３４４５９５",
    ] {
        assert_eq!(snils(text).as_deref(), Ok("112-233-445 95"), "{text}");
    }
    assert_eq!(snils("١١٢٢٣٣٤٤٥٩٥"), Err(SnilsError::Character));
    assert_eq!(snils("О87-654-3О3 ОО"), Err(SnilsError::Character));
    assert_eq!(snils("112x233y445z95"), Err(SnilsError::Character));
    assert_eq!(snils(" 123*456=789 64\\"), Err(SnilsError::Character));
}

// ---- SNILS: the catalogue ----

#[test]
fn rows_1_to_9_separators_labels_and_signs_are_repaired() {
    for (row, text) in [
        (1, "112 233 445 95"),
        (2, "11223344595"),
        (3, "112-233-445-95"),
        (4, "112-233-445\u{A0}95"),
        (4, "112-233-445\u{202F}95"),
        (5, "112–233−445 95"),
        (5, "112—233‑445―95"),
        (6, "112.233.445.95"),
        (7, "СНИЛС: 112-233-445 95"),
        (7, "снилс № 112-233-445 95"),
        (7, "Snils 112-233-445 95"),
        (8, "112-233-445 95\u{200B}"),
        (8, "\u{FEFF}112-233-445 95"),
        (8, "\u{202A}112-233-445\u{200F} 95\u{202C}"),
        (8, "112-\u{AD}233-445 95"),
        (9, "１１２-２３３-４４５ ９５"),
    ] {
        assert_eq!(snils(text).as_deref(), Ok("112-233-445 95"), "row {row}: {text}");
    }
}

#[test]
fn row_10_arabic_indic_digits_are_refused() {
    assert_eq!(snils("١١٢-٢٣٣-٤٤٥ ٩٥"), Err(SnilsError::Character));
    assert_eq!(snils("۱۱۲-۲۳۳-۴۴۵ ۹۵"), Err(SnilsError::Character));
}

#[test]
fn rows_11_and_12_a_lost_zero_is_restored_in_a_numeric_cell_and_only_there() {
    assert_eq!(numeric_snils("8765430300").as_deref(), Ok("087-654-303 00"));
    assert_eq!(numeric_snils("8765430301"), Err(SnilsError::Length), "the check does not agree");
    assert_eq!(snils("8765430300"), Err(SnilsError::Length));
}

#[test]
fn rows_13_and_14_scientific_notation_is_written_out_only_with_all_its_digits() {
    assert_eq!(numeric_snils("1.1223344595E10").as_deref(), Ok("112-233-445 95"));
    assert_eq!(numeric_snils("1,1223344595E+10").as_deref(), Ok("112-233-445 95"));
    assert_eq!(numeric_snils("1,12E+10"), Err(SnilsError::Length));
    assert_eq!(snils("1,12E+10"), Err(SnilsError::Character));
}

#[test]
fn rows_15_and_16_letters_for_digits_are_refused() {
    for text in [
        "О87-654-303 00",
        "O87-654-303 00",
        "112-2З3-445 95",
        "112-233-44Б 95",
        "I12-233-445 95",
        "l12-233-445 95",
        "112-233-445 В5",
    ] {
        assert_eq!(snils(text), Err(SnilsError::Character), "{text}");
    }
}

#[test]
fn rows_17_18_and_20_wrong_digits_are_kept_as_another_number() {
    for (row, text) in [(17, "112-233-446 95"), (18, "112-323-445 95"), (20, "112-233-445 00")] {
        assert_eq!(snils(text).as_deref(), Ok(text), "row {row}");
        assert_eq!(Snils::parse(text).unwrap().check(), Check::Fails, "row {row}");
    }
}

#[test]
fn row_19_a_doubled_or_dropped_digit_is_refused() {
    assert_eq!(snils("1122333445 95"), Err(SnilsError::Length));
    assert_eq!(snils("112-233-44 95"), Err(SnilsError::Length));
}

#[test]
fn row_21_placeholders_are_kept_and_marked() {
    for text in ["000-000-000 00", "111-111-111 11", "111-111-111 45"] {
        assert!(Snils::parse(text).unwrap().is_placeholder(), "{text}");
    }
    assert!(!Snils::parse("021-006-999 00").unwrap().is_placeholder(), "three in a row are fine");
}

#[test]
fn row_23_numbers_of_other_documents_are_refused_or_fail_their_check() {
    assert_eq!(snils("500100732259"), Err(SnilsError::Length), "a tax number");
    assert_eq!(snils("7712345678901234"), Err(SnilsError::Length), "a policy number");
    assert_eq!(Snils::parse("8 900 000-00-01").unwrap().check(), Check::Fails, "a telephone");
    assert_eq!(snils("+7 900 000-00-01"), Err(SnilsError::Character));
}

// ---- certificates: identity.md 2.4 ----

#[test]
fn vectors_of_2_4() {
    for (text, expected) in [
        ("III-МЮ 123456", Ok("III-МЮ 123456")),
        ("ІІІ-МЮ 123456", Ok("III-МЮ 123456")),
        ("111-МЮ №123456", Ok("III-МЮ 123456")),
        ("Ⅲ–МЮ 123456", Ok("III-МЮ 123456")),
        ("IIIМЮ123456", Ok("III-МЮ 123456")),
        ("УI-AT 127456", Ok("VI-АТ 127456")),
        ("vi-aт 127456", Ok("VI-АТ 127456")),
        ("ХС-XC 123456", Ok("XC-ХС 123456")),
        ("XCXC 123456", Ok("XC-ХС 123456")),
        ("IIII-МЮ 123456", Err(CertificateError::Numeral)),
        ("III-М0 123456", Err(CertificateError::Letters)),
        ("III-МЮ 12345", Err(CertificateError::Number)),
    ] {
        assert_eq!(certificate(text).as_deref(), expected.as_ref().copied(), "{text}");
    }
    assert_ne!(certificate("II-МЮ 123456"), certificate("III-МЮ 123456"));
    assert_ne!(certificate("IV-МЮ 123456"), certificate("VI-МЮ 123456"));
}

#[test]
fn every_sign_of_the_table_of_2_4_is_the_roman_digit_it_looks_like() {
    for (digit, signs) in
        [("I", "ІӀӏ1l|iıIі"), ("V", "УуѴѵvV"), ("X", "ХхxX"), ("L", "ЛлL"), ("C", "СсcC")]
    {
        for sign in signs.chars() {
            let expected = format!("{digit}-МЮ");
            assert_eq!(series(&format!("{sign}-МЮ")).as_deref(), Ok(&*expected), "{sign}");
        }
    }
    for sign in "МмmMDdЅЗYуу".chars().filter(|sign| *sign != 'у') {
        assert_eq!(series(&format!("{sign}-МЮ")), Err(CertificateError::Numeral), "{sign}");
    }
    for (sign, expected) in
        [("Ⅰ", "I"), ("Ⅳ", "IV"), ("Ⅻ", "XII"), ("Ⅼ", "L"), ("Ⅽ", "C"), ("ⅷ", "VIII")]
    {
        assert_eq!(series(&format!("{sign}-МЮ")), Ok(format!("{expected}-МЮ")), "{sign}");
    }
    for sign in ["Ⅿ", "Ⅾ"] {
        assert_eq!(series(&format!("{sign}-МЮ")), Err(CertificateError::Numeral), "{sign}");
    }
}

#[test]
fn every_latin_double_of_2_4_is_the_cyrillic_letter_of_a_pair() {
    for (latin, cyrillic) in "ABCEHKMOPTXY".chars().zip("АВСЕНКМОРТХУ".chars()) {
        let expected = format!("I-{cyrillic}Ю");
        assert_eq!(series(&format!("I-{latin}Ю")).as_deref(), Ok(&*expected), "{latin}");
    }
    for latin in "DFGIJLNQRSUVWZbhkmtdl".chars() {
        assert_eq!(series(&format!("I-{latin}Ю")), Err(CertificateError::Letters), "{latin}");
    }
    for letter in "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ".chars() {
        let expected = format!("VIII-{letter}П");
        assert_eq!(series(&expected).as_deref(), Ok(&*expected));
        assert_eq!(series(&expected.to_lowercase()).as_deref(), Ok(&*expected));
    }
    for sign in "0346ІӀ'".chars() {
        assert_eq!(series(&format!("I-М{sign}")), Err(CertificateError::Letters), "{sign}");
    }
}

#[test]
fn settled_cases_of_7a() {
    assert_eq!(certificate("XX-В 123456"), Err(CertificateError::Letters));
    assert_eq!(certificate("XX-И4 453093"), Err(CertificateError::Letters));
    for numeral in ["xl", "lx", "lv"] {
        assert_eq!(series(&format!("{numeral}-МЮ")), Err(CertificateError::Numeral), "{numeral}");
    }
    for numeral in ["M", "D", "MD", "CD", "XM"] {
        assert_eq!(series(&format!("{numeral}-МЮ")), Err(CertificateError::Numeral), "{numeral}");
    }
    assert_eq!(series("III-МЁ").as_deref(), Ok("III-МЁ"));
    assert_ne!(series("III-МЁ"), series("III-МЕ"));
    for text in
        ["III-МЮN123456", "III-МЮNo123456", "III-МЮ№123456", "IIIМЮ№123456", "III-МЮ-123456"]
    {
        assert_eq!(certificate(text).as_deref(), Ok("III-МЮ 123456"), "{text}");
    }
    assert_eq!(certificate("III-МЮ 1234567").as_deref(), Ok("III-МЮ 1234567"));
}

// ---- certificates: the catalogue ----

#[test]
fn rows_25_to_32_look_alikes_case_and_separators_of_a_series_are_repaired() {
    for (row, text, expected) in [
        (25, "ІІ-АГ", "II-АГ"),
        (25, "ӀӀ-АГ", "II-АГ"),
        (26, "11-АГ", "II-АГ"),
        (27, "ll-АГ", "II-АГ"),
        (27, "||-АГ", "II-АГ"),
        (28, "УІ-АТ", "VI-АТ"),
        (28, "ХУІІ-ШЮ", "XVII-ШЮ"),
        (28, "ЛХ-АГ", "LX-АГ"),
        (28, "ХС-АГ", "XC-АГ"),
        (29, "Ⅲ-МЮ", "III-МЮ"),
        (30, "III-MЮ", "III-МЮ"),
        (30, "I-AK", "I-АК"),
        (31, "iii-мю", "III-МЮ"),
        (32, "IIIМЮ", "III-МЮ"),
        (32, "III МЮ", "III-МЮ"),
        (32, "III — МЮ", "III-МЮ"),
        (32, "III−МЮ", "III-МЮ"),
    ] {
        assert_eq!(series(text).as_deref(), Ok(expected), "row {row}: {text}");
    }
}

#[test]
fn rows_33_and_34_number_signs_and_one_field_are_repaired() {
    for text in [
        "III-МЮ № 123456",
        "III-МЮ N 123456",
        "III-МЮ No 123456",
        "III - МЮ N 123456",
        "III МЮ No123456",
        "III-МЮ №123456",
        "III-МЮ #123456",
        "IIIМЮ123456",
        "IIIМЮN123456",
    ] {
        assert_eq!(certificate(text).as_deref(), Ok("III-МЮ 123456"), "{text}");
        let one_field = BirthCertificate::parse_parts(text, "").unwrap();
        assert_eq!(one_field.to_string(), "III-МЮ 123456", "{text}");
    }
}

#[test]
fn row_35_a_lost_zero_of_a_number_is_restored_in_a_numeric_cell_and_only_there() {
    let read = |cell| BirthCertificate::read_parts("III-МЮ", "1234", cell);
    assert_eq!(read(SheetCell::Numeric).unwrap().value.to_string(), "III-МЮ 001234");
    assert_eq!(read(SheetCell::Text), Err(CertificateError::Number));
}

#[test]
fn row_36_a_wrong_numeral_is_kept_as_another_certificate() {
    for text in ["II-МЮ", "III-МЮ", "IV-МЮ", "VI-МЮ"] {
        assert_eq!(series(text).as_deref(), Ok(text));
    }
}

#[test]
fn row_37_a_malformed_numeral_is_refused() {
    for text in ["IIII-МЮ", "VV-МЮ", "IXI-МЮ", "IIV-МЮ", "LL-МЮ", "IC-МЮ", "1111-МЮ", "2-МЮ"]
    {
        assert_eq!(series(text), Err(CertificateError::Numeral), "{text}");
    }
}

#[test]
fn rows_38_and_39_a_wrong_pair_is_refused_or_kept_as_another_certificate() {
    assert_eq!(series("III-М"), Err(CertificateError::Letters));
    assert_eq!(series("III-НЮ").as_deref(), Ok("III-НЮ"));
    assert_eq!(series("III-М0"), Err(CertificateError::Letters));
    assert_eq!(series("III-3Ю"), Err(CertificateError::Letters));
}

#[test]
fn row_40_a_wrong_number_is_refused_or_kept_as_another_certificate() {
    assert_eq!(certificate("III-МЮ 123465").as_deref(), Ok("III-МЮ 123465"));
    assert_eq!(certificate("III-МЮ 12345"), Err(CertificateError::Number));
    assert_eq!(certificate("III-МЮ 1234567").as_deref(), Ok("III-МЮ 1234567"), "seven are legal");
    assert_eq!(certificate("III-МЮ 12345678"), Err(CertificateError::Number));
}

#[test]
fn rows_41_42_and_44_other_documents_have_no_shape_of_a_certificate() {
    for text in ["45 12 345678", "4512345678", "AZ 123", "110189770000100042007", "432"] {
        assert_eq!(certificate(text), Err(CertificateError::Shape), "{text}");
    }
    assert_eq!(series("I-ЖМ").as_deref(), Ok("I-ЖМ"), "a Soviet one of the same shape is kept");
    assert_eq!(certificate("XO044 555-777"), Err(CertificateError::Numeral));
}
