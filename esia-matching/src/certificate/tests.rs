//! Corner cases of reading a certificate that the corpus does not name.

use alloc::string::{String, ToString as _};

use super::{BirthCertificate, CertificateError};
use crate::sheet::SheetCell;
use crate::steps::Step;

fn text(value: &str) -> Result<String, CertificateError> {
    BirthCertificate::parse(value).map(|certificate| certificate.to_string())
}

fn parts(series: &str, number: &str) -> Result<String, CertificateError> {
    BirthCertificate::parse_parts(series, number).map(|certificate| certificate.to_string())
}

fn series(value: &str) -> Result<String, CertificateError> {
    parts(value, "123456").map(|certificate| certificate.replace(" 123456", ""))
}

#[test]
fn a_canonical_text_takes_no_step() {
    assert_eq!(BirthCertificate::read("III-МЮ 123456").unwrap().steps, []);
    assert_eq!(BirthCertificate::read("CCCXCIX-ЁЙ 1234567").unwrap().steps, []);
    let parts = BirthCertificate::read_parts("III-МЮ", "123456", SheetCell::Text).unwrap();
    assert_eq!(parts.steps, []);
}

#[test]
fn each_step_is_named() {
    let steps = |value| BirthCertificate::read(value).unwrap().steps;
    assert_eq!(steps("Ⅲ-МЮ 123456"), [Step::Compatibility]);
    assert_eq!(steps("III-МИ\u{306} 123456"), [Step::Compatibility]);
    assert_eq!(steps("III-М\u{200B}Ю 123456"), [Step::Invisible]);
    assert_eq!(steps("III-МЮ №123456"), [Step::NumberSign]);
    assert_eq!(steps("III-МЮ № 123456"), [Step::NumberSign]);
    assert_eq!(steps("III-МЮN123456"), [Step::NumberSign]);
    assert_eq!(steps("IIIМЮ123456"), [Step::Separators]);
    assert_eq!(steps("III–МЮ 123456"), [Step::Separators]);
    assert_eq!(steps("III-МЮ 123456 "), [Step::Separators]);
    assert_eq!(steps("III-МЮ-123456"), [Step::Separators]);
    assert_eq!(steps("iii-мю 123456"), [Step::Case]);
    assert_eq!(steps("111-MЮ 123456"), [Step::LookAlike]);
    assert_eq!(steps("xv-aт 123456"), [Step::Case, Step::LookAlike]);
    let lost = BirthCertificate::read_parts("III-МЮ", "1234", SheetCell::Numeric).unwrap();
    assert_eq!((lost.value.number(), lost.steps), ("001234", [Step::LostZero].into()));
    // A numeric cell that lost nothing.
    for number in ["123456", "1234567"] {
        let whole = BirthCertificate::read_parts("III-МЮ", number, SheetCell::Numeric).unwrap();
        assert_eq!((whole.value.number(), whole.steps), (number, [].into()), "{number}");
    }
}

#[test]
fn a_number_sign_leaves_its_step_wherever_it_stands() {
    let steps = |value| BirthCertificate::read(value).unwrap().steps;
    assert_eq!(steps("III-МЮ № 12 34 56"), [Step::NumberSign, Step::Separators]);
    let parts = |series, number| {
        BirthCertificate::read_parts(series, number, SheetCell::Text).unwrap().steps
    };
    assert_eq!(parts("III-МЮ №", "123456"), [Step::NumberSign]);
    assert_eq!(parts("III-МЮ", "№ 123456"), [Step::NumberSign]);
    assert_eq!(parts("III-МЮ №", "№ 123456"), [Step::NumberSign]);
}

#[test]
fn two_texts_leave_the_step_of_separators_unless_both_are_canonical() {
    let parts = |series, number| {
        BirthCertificate::read_parts(series, number, SheetCell::Text).unwrap().steps
    };
    for (series, number) in
        [("IIIМЮ", "123456"), ("III-МЮ", "123 456"), (" III-МЮ", "123456"), ("III МЮ", "123456")]
    {
        assert_eq!(parts(series, number), [Step::Separators], "{series} and {number}");
    }
    assert_eq!(parts("IIIМЮ №", "123456"), [Step::NumberSign, Step::Separators]);
    assert_eq!(parts("IIIМЮ", "№ 123456"), [Step::NumberSign, Step::Separators]);
}

#[test]
fn a_run_of_ell_alone_is_one_two_or_three() {
    assert_eq!(series("l-АГ").as_deref(), Ok("I-АГ"));
    assert_eq!(series("ll-АГ").as_deref(), Ok("II-АГ"));
    assert_eq!(series("lll-АГ").as_deref(), Ok("III-АГ"));
    assert_eq!(series("llll-АГ"), Err(CertificateError::Numeral));
    assert_eq!(series("||-АГ").as_deref(), Ok("II-АГ"));
    assert_eq!(series("1|-АГ").as_deref(), Ok("II-АГ"));
}

#[test]
fn ell_among_other_letters_is_whichever_makes_a_numeral_and_never_a_guess() {
    for (written, read) in [
        ("vl-аг", "VI-АГ"),
        ("xvll-аг", "XVII-АГ"),
        ("xll-аг", "XII-АГ"),
        ("lxx-аг", "LXX-АГ"),
        ("Il-АГ", "II-АГ"),
        ("1l-АГ", "II-АГ"),
        ("xxl-аг", "XXI-АГ"),
    ] {
        assert_eq!(series(written).as_deref(), Ok(read), "{written}");
    }
    for written in ["xl-аг", "lx-аг", "lv-аг", "xlv-аг", "lI-АГ", "cl-аг", "lii-аг"] {
        assert_eq!(series(written), Err(CertificateError::Numeral), "{written}");
    }
    assert_eq!(series("XL-АГ").as_deref(), Ok("XL-АГ"));
    assert_eq!(series("Хл-АГ").as_deref(), Ok("XL-АГ"), "a Cyrillic л is no I");
    assert_eq!(series("xⅼ-АГ").as_deref(), Ok("XL-АГ"), "nor is the sign for fifty");
}

#[test]
fn every_value_to_399_is_read_back_and_nothing_else_is_a_numeral() {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    let hundreds = ["", "C", "CC", "CCC"];
    for value in 1_u16..=399 {
        let [h, t, u] = [value / 100, value / 10 % 10, value % 10].map(usize::from);
        let numeral = [hundreds[h], tens[t], units[u]].concat();
        let certificate = BirthCertificate::parse_parts(&(numeral.clone() + "-АГ"), "123456");
        assert_eq!(certificate.map(|read| read.numeral()), Ok(value));
        assert_eq!(series(&(numeral.clone() + "-АГ")), Ok(numeral + "-АГ"));
    }
    for numeral in [
        "IIII", "VV", "IC", "XXXX", "CCCC", "IIX", "VX", "XIIV", "M", "D", "MI", "CD", "A", "2",
        "ⅯI", "Y",
    ] {
        let written = [numeral, "-АГ"].concat();
        assert_eq!(series(&written), Err(CertificateError::Numeral), "{numeral}");
    }
}

#[test]
fn with_a_hyphen_the_pair_is_what_stands_right_of_it() {
    for written in [
        "XX-В 123456",
        "XX-И4 453093",
        "XX-И4453093",
        "III-М0 123456",
        "III-М0123456",
        "XC-1 123456",
        "III-МЮА 123456",
        "III-МЮ4 53093",
        "III-М-Ю 123456",
        "III-mю 123456",
        "III-М\u{406} 123456",
        "III-МЮ\u{301} 123456",
    ] {
        assert_eq!(text(written), Err(CertificateError::Letters), "{written}");
    }
    assert_eq!(text("XX В 123456"), Err(CertificateError::Letters), "nor behind a blank");
    assert_eq!(text("XXВ 123456").as_deref(), Ok("X-ХВ 123456"), "without any, the last two");
}

#[test]
fn separators_and_number_signs_are_dropped_in_every_mixture() {
    for written in [
        "III МЮ 123456",
        "III-МЮ-123456",
        "IIIМЮ-123456",
        "III - МЮ - № 123456",
        "III—МЮ—123456",
        "III-МЮ N 123456",
        "III МЮ No123456",
        "III-МЮ №123456",
        "III-МЮ #123456",
        "IIIМЮN123456",
        "III-МЮ Nº 123456",
        "III-МЮ n123456",
        "III-МЮ No. 123456",
        "III-МЮ 123 456",
        "III-МЮ № 12 34 56",
        "- III-МЮ 123456",
        "III\u{A0}-\u{2009}МЮ\t123456",
        "III‑МЮ 123456",
        "ＩＩＩ－МЮ　１２３４５６",
        "III--МЮ 123456",
        "I I I-МЮ 123456",
    ] {
        assert_eq!(text(written).as_deref(), Ok("III-МЮ 123456"), "{written}");
    }
    assert_eq!(text("III-МЮ 1 123456"), Err(CertificateError::Number), "in groups, six or none");
}

#[test]
fn what_has_no_three_places_has_no_shape() {
    for written in [
        "45 12 345678",
        "4512 345678",
        "45-12 345678",
        "110189770000100042007",
        "III-МЮ",
        "МЮ 123456",
        "М 123456",
        "-МЮ 123456",
        "123456",
        "AZ 123",
        "III-МЮ 12345O",
        "-",
        "III-МЮ ١٢٣٤٥٦",
    ] {
        assert_eq!(text(written), Err(CertificateError::Shape), "{written}");
    }
    for written in ["", " ", "\u{A0}\u{200B}"] {
        assert_eq!(text(written), Err(CertificateError::Empty), "{written}");
    }
}

#[test]
fn the_first_refusal_that_fits_is_given() {
    assert_eq!(text("IIII-М0 12345"), Err(CertificateError::Numeral));
    assert_eq!(text("III-М0 12345"), Err(CertificateError::Letters));
    for written in [
        "III-МЮ 12345",
        "III-МЮ 12345678",
        "III-МЮ 12O456",
        "III-МЮ №12O456",
        "III-МЮ 110189770000100042007",
        "IIIМЮ12345",
    ] {
        assert_eq!(text(written), Err(CertificateError::Number), "{written}");
    }
}

#[test]
fn two_texts_are_read_each_in_its_place() {
    assert_eq!(parts("III-МЮ №", "123456").as_deref(), Ok("III-МЮ 123456"));
    assert_eq!(parts("iiiмю", "№ 123 456").as_deref(), Ok("III-МЮ 123456"));
    assert_eq!(parts("III-МЮ 123456", " ").as_deref(), Ok("III-МЮ 123456"));
    assert_eq!(parts("", "III-МЮ 123456").as_deref(), Ok("III-МЮ 123456"));
    assert_eq!(parts("III-МЮ 1", "23456"), Err(CertificateError::Letters));
    assert_eq!(parts("III-МЮ 123456", "123456"), Err(CertificateError::Letters));
    assert_eq!(parts("45 12", "345678"), Err(CertificateError::Shape));
    assert_eq!(parts("III-МЮ", ""), Err(CertificateError::Shape));
    assert_eq!(parts("", ""), Err(CertificateError::Empty));
    assert_eq!(parts("III-МЮ", "абв"), Err(CertificateError::Shape));
    assert_eq!(parts("III-МЮ", "1234"), Err(CertificateError::Number));
    assert_eq!(parts("III-МЮ", "1 234567"), Err(CertificateError::Number));
}

#[test]
fn only_a_numeric_cell_lost_its_zeros() {
    let number = |number, cell| {
        BirthCertificate::read_parts("III-МЮ", number, cell)
            .map(|read| String::from(read.value.number()))
    };
    assert_eq!(number("1234.0", SheetCell::Numeric).as_deref(), Ok("001234"));
    assert_eq!(number("1234567", SheetCell::Numeric).as_deref(), Ok("1234567"));
    assert_eq!(number("0", SheetCell::Numeric), Err(CertificateError::Number));
    assert_eq!(number("12345678", SheetCell::Numeric), Err(CertificateError::Number));
    assert_eq!(number("1234", SheetCell::Text), Err(CertificateError::Number));
}
