//! Goal: staff see who bears the family's names, and a twin never makes a match ambiguous.
//!
//! Method: one family typed by hand, with those who look like kin and are not.

use esia_core::record::RecordId;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::policy::MatchPolicy;

const ANNA: [&str; 5] = ["Семёнова", "Анна", "Ивановна", "05.03.2014", "112-233-445 95"];

/// Record, last, first and middle name, date, SNILS.
const REGISTER: [(&str, [&str; 5]); 8] = [
    ("herself", ANNA),
    ("twin sister", ["Семенова", "Инна", "Ивановна", "05.03.2014", "963-117-158 08"]),
    ("twin brother", ["Семёнов", "Олег", "Иванович", "05.03.2014", "000-000-600 04"]),
    ("elder brother", ["Семёнов", "Пётр", "Иванович", "01.09.2010", ""]),
    ("namesake without a number", ["Семёнова", "Анна", "Ивановна", "05.03.2014", ""]),
    ("of another father", ["Семёнова", "Яна", "Петровна", "05.03.2014", "112-323-445 95"]),
    ("of another family", ["Тестова", "Яна", "Ивановна", "05.03.2014", "112-233-446 95"]),
    ("without a date", ["Семёнова", "Ольга", "Ивановна", "", "112-233-447 95"]),
];

fn texts([last, first, middle, date, snils]: [&'static str; 5]) -> Texts<'static> {
    Texts::default().names(last, first, middle).birth_date(date).snils(snils)
}

fn register() -> Index {
    Index::new(REGISTER.map(|(record, values)| {
        Entry::active(RecordId::new(record.into()), Evidence::from_journal(&texts(values)))
    }))
}

#[test]
fn twins_and_siblings_are_told_apart_and_others_are_not_named() {
    let index = register();
    let kin = index.kin(&Evidence::from_journal(&texts(ANNA)));
    let kin: Vec<_> = kin.iter().map(|kin| (kin.record().as_str(), kin.is_twin())).collect();
    assert_eq!(kin, [("elder brother", false), ("twin brother", true), ("twin sister", true)]);
}

#[test]
fn a_twin_makes_no_match_ambiguous() {
    let anna = Evidence::from_provider(&texts(ANNA), Vouched::EVERYTHING);
    assert_eq!(register().find(&anna, &MatchPolicy::default()).as_str(), "found");
}
