//! Goal: every word that an answer is made of is the word of design.md 3.1 to 3.4.
//! Method: the words are typed by hand from the contract, each beside a value that yields it.

use esia_matching::act_record::{ActRecord, ActRecordError};
use esia_matching::birth_date::{BirthDate, BirthDateError};
use esia_matching::certificate::{BirthCertificate, CertificateError};
use esia_matching::explain::{Stage, Standing};
use esia_matching::finding::{Field, FindingKind};
use esia_matching::name::{FullName, NameError};
use esia_matching::outcome::{Ground, Note, Outcome};
use esia_matching::snils::{Check, Snils, SnilsError};

/// The code with which each of the texts is refused.
fn refused<T, E>(
    texts: &[&str],
    read: impl Fn(&str) -> Result<T, E>,
    code: impl Fn(E) -> &'static str,
) -> String {
    let codes = texts.iter().map(|text| read(text).err().map_or("read", &code));
    codes.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_refusal_has_the_code_of_the_contract() {
    let snils = refused(&["", "1a", "1"], Snils::parse, SnilsError::code);
    assert_eq!(snils, "empty character length");
    let texts = ["", "45 12 345678", "IIII-МЮ 123456", "III-М0 123456", "III-МЮ 12345"];
    let certificate = refused(&texts, BirthCertificate::parse, CertificateError::code);
    assert_eq!(certificate, "empty shape numeral letters number");
    let name = refused(&["", "1"], |text| FullName::parse(text, "", None), NameError::code);
    assert_eq!(name, "empty character");
    let texts = ["", "5 марта", "31.06.2014", "05.03.1814"];
    let date = refused(&texts, BirthDate::parse, BirthDateError::code);
    assert_eq!(date, "empty shape impossible range");
    let act = refused(&["", "4*2", "1101897700001"], ActRecord::parse, ActRecordError::code);
    assert_eq!(act, "empty character length");
}

#[test]
fn checks_grounds_notes_and_outcomes_have_their_words() {
    let checks = [Check::Ok, Check::Fails, Check::NotApplicable].map(Check::as_str);
    assert_eq!(checks, ["ok", "fails", "not_applicable"]);
    assert_eq!([Ground::Snils, Ground::Certificate].map(Ground::as_str), ["snils", "certificate"]);
    let notes = [
        Note::YoFolded,
        Note::CertificateDiffers,
        Note::CertificateInAnotherRecord,
        Note::DuplicateIdentifier,
    ];
    let words = [
        "yo_folded",
        "certificate_differs",
        "certificate_in_another_record",
        "duplicate_identifier",
    ];
    assert_eq!(notes.map(Note::as_str), words);
    assert_eq!(notes.map(|note| note.to_string()), words);
    let outcomes = [Outcome::NotFound, Outcome::Ambiguous, Outcome::Conflict];
    let words = ["not_found", "ambiguous", "conflict"];
    assert!(outcomes.iter().map(Outcome::as_str).eq(words));
}

#[test]
fn fields_and_kinds_of_findings_have_their_words() {
    let fields = Field::ALL.map(Field::as_str).join(" ");
    assert_eq!(fields, "snils certificate last_name first_name middle_name birth_date record");
    let kinds = FindingKind::ALL.map(FindingKind::as_str).join(" ");
    assert_eq!(
        kinds,
        "missing checksum one_digit transposition digit_lost digit_extra placeholder \
         wrong_document other_person duplicate numeral letters reissued yo look_alike \
         keyboard_layout swapped_fields variant one_letter transposed_letters hyphen \
         half_of_double_name truncated initials transliterated gender_ending note_in_name \
         day_month_swapped other_date different"
    );
}

#[test]
fn the_steps_of_an_explanation_have_their_words() {
    let stages = Stage::ALL.map(Stage::as_str).join(" ");
    assert_eq!(
        stages,
        "account consent verification enrolment snils certificate person duplicates"
    );
    assert_eq!(Standing::ALL.map(Standing::as_str).join(" "), "fine attention cause open");
}
