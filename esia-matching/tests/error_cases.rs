//! Goal: the three causes that the instruction names for «не найден» do keep the diary
//! shut, each for itself, and the mended record opens it.
//!
//! Method: one record with one mistake; the verified person asks; the expected fact stands beside.

use esia_core::access::Lookup;
use esia_core::record::RecordId;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::policy::MatchPolicy;

/// the diary's data equal the portal's exactly.
#[test]
fn r_09_a_record_that_is_right_is_found() {
    assert_eq!(lookup(person(), person()), Lookup::Found(RecordId::new("J1".into())));
}

#[test]
fn r_07_a_wrong_snils_is_not_found() {
    let record = person().snils("112-233-454 95").certificate("");
    assert_eq!(lookup(record, person()), Lookup::NotFound);
}

#[test]
fn r_07_a_wrong_certificate_number_is_not_found() {
    let record = person().snils("").certificate("III-МЮ 123465");
    assert_eq!(lookup(record, person()), Lookup::NotFound);
}

/// To the person a conflict looks like a record that is not there (T-16).
#[test]
fn r_07_a_wrong_name_is_not_found_or_a_conflict() {
    let record = Texts::default()
        .names("Тестова", "Анна", "Игоревна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95");
    assert_eq!(lookup(record, person()), Lookup::Conflict);
    assert_eq!(lookup(record.snils(""), person()), Lookup::NotFound);
}

fn person() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

fn lookup(record: Texts<'_>, person: Texts<'_>) -> Lookup {
    let entry = Entry::active(RecordId::new("J1".into()), Evidence::from_journal(&record));
    let person = Evidence::from_provider(&person, Vouched::EVERYTHING);
    Index::new([entry]).find(&person, &MatchPolicy::default()).into()
}
