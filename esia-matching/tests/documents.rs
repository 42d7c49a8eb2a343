//! Goal: where the number of another document stands in a field, staff are told which (rows 23, 41
//! and 44 of identity.md 7).
//! Method: a journal's text typed by hand beside a person whose values are right; the hint is read.
#![expect(clippy::unwrap_used, reason = "tests")]

use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::finding::{Document, Field, FindingKind};
use esia_matching::{compare::compare, policy::MatchPolicy};

fn person() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

/// Kind, document and hint of the one finding in a field.
fn told(record: Texts<'_>, field: Field) -> (FindingKind, Option<Document>, String, String) {
    let journal = Evidence::from_journal(&record);
    let sent = Evidence::from_provider(&person(), Vouched::EVERYTHING);
    let comparison = compare(&journal, &sent, &MatchPolicy::default());
    let of_field = |finding: &&esia_matching::finding::Finding| finding.field() == field;
    let finding = comparison.findings().iter().find(of_field).unwrap();
    (finding.kind(), finding.document(), finding.hint(), finding.hint_en())
}

#[test]
fn a_number_in_the_field_of_the_snils_is_named() {
    for (text, document, hint) in [
        ("500100732259", Document::Taxpayer, "в журнале вместо номера СНИЛС ИНН"),
        (
            "1234 5678 9012 3456",
            Document::InsurancePolicy,
            "в журнале вместо номера СНИЛС номер полиса ОМС",
        ),
        ("89161234567", Document::Telephone, "в журнале вместо номера СНИЛС номер телефона"),
        ("45 12 345678", Document::Passport, "в журнале вместо номера СНИЛС номер паспорта"),
    ] {
        let (kind, named, russian, _) = told(person().snils(text), Field::Snils);
        assert_eq!(
            (kind, named, russian.as_str()),
            (FindingKind::WrongDocument, Some(document), hint),
            "{text}"
        );
    }
}

#[test]
fn a_number_in_the_field_of_the_certificate_is_named() {
    for (text, document, hint) in [
        ("45 12 345678", Document::Passport, "номер паспорта"),
        ("75 1234567", Document::TravelPassport, "номер заграничного паспорта"),
        ("087-654-303 00", Document::Snils, "номер СНИЛС"),
        ("89161234567", Document::Telephone, "номер телефона"),
        ("500100732259", Document::Taxpayer, "ИНН"),
        ("1234567890123456", Document::InsurancePolicy, "номер полиса ОМС"),
    ] {
        let (kind, named, russian, _) = told(person().certificate(text), Field::Certificate);
        let hint = format!("в журнале вместо свидетельства о рождении {hint}");
        assert_eq!((kind, named), (FindingKind::WrongDocument, Some(document)), "{text}");
        assert_eq!(russian, hint);
    }
}

#[test]
fn an_act_record_is_no_other_document_and_is_named_all_the_same() {
    let record = person().certificate("110189770000100042007");
    let (kind, named, russian, english) = told(record, Field::Certificate);
    assert_eq!((kind, named), (FindingKind::Different, Some(Document::ActRecord)));
    assert_eq!(russian, "в журнале вместо свидетельства о рождении номер записи акта о рождении");
    assert_eq!(english, "birth certificate: an act record stands there in the journal");
}

#[test]
fn a_slip_names_no_document() {
    for text in ["112-323-445 95", "112-233-445", "11223344-5A 95", "111-111-111 11"] {
        assert_eq!(told(person().snils(text), Field::Snils).1, None, "{text}");
    }
    assert_eq!(told(person().certificate("III-МЮ 12345"), Field::Certificate).1, None);
}

#[test]
fn every_document_has_its_words_in_both_languages() {
    for document in Document::ALL {
        assert!(!document.russian().is_empty() && !document.english().is_empty());
        let same = |other: &&Document| other.russian() == document.russian();
        assert_eq!(Document::ALL.iter().filter(same).count(), 1);
    }
}
