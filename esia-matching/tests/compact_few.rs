//! Goal: a compact index of a few rows answers where large ones seldom come: rows in any order, a
//! record given twice, the lenient policy, and what it tells of itself.
//!
//! Method: one or two records typed by hand; the answer of the readable index is known from the
//! table of design.md 2.

use esia_matching::compact::{CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy};

fn anna() -> Texts<'static> {
    Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456")
}

fn other() -> Texts<'static> {
    anna().names("Тестова", "Яна", "Ивановна").snils("963-117-158 08").certificate("III-МЮ 654321")
}

fn digest(texts: &Texts<'_>) -> Digest {
    Digest::of(&Evidence::from_journal(texts), &DigestKey::new(&[5; 16]))
}

fn find(index: &CompactIndex, person: &Texts<'_>) -> String {
    let person = Evidence::from_provider(person, Vouched::EVERYTHING);
    index.find(&Digest::of(&person, &DigestKey::new(&[5; 16]))).as_str().into()
}

fn index(policy: MatchPolicy, rows: &[(u32, Texts<'_>)]) -> CompactIndex {
    CompactIndex::new(policy, rows.iter().map(|(place, texts)| Row::new(*place, digest(texts))))
}

#[test]
fn a_record_with_two_contents_names_nobody_however_few_the_rows() {
    let twice = index(MatchPolicy::default(), &[(4, anna()), (4, other())]);
    assert_eq!([find(&twice, &anna()), find(&twice, &other())], ["ambiguous"; 2]);
    // The same content twice is one row.
    let again = index(MatchPolicy::default(), &[(4, anna()), (4, anna())]);
    assert_eq!((find(&again, &anna()).as_str(), again.len()), ("found", 1));
}

#[test]
fn rows_in_descending_order_are_found_changed_and_folded_like_others() {
    let mut index = index(MatchPolicy::default(), &[(9, other()), (9, other()), (4, anna())]);
    assert_eq!(index.len(), 2);
    assert_eq!([find(&index, &anna()), find(&index, &other())], ["found"; 2]);
    index.remove(9);
    for index in [&index, &index.compacted()] {
        assert_eq!(
            (find(index, &anna()).as_str(), find(index, &other()).as_str()),
            ("found", "not_found")
        );
    }
}

#[test]
fn under_the_lenient_policy_a_middle_name_may_be_missing_and_must_not_differ() {
    let lenient =
        MatchPolicy { middle_name: MiddleNamePolicy::MissingAgrees, ..MatchPolicy::default() };
    let index = index(lenient, &[(1, anna()), (2, other())]);
    assert_eq!(find(&index, &anna()), "found");
    assert_eq!(find(&index, &anna().names("Тестова", "Анна", "")), "found");
    assert_eq!(find(&index, &anna().names("Тестова", "Анна", "Петровна")), "conflict");
}

#[test]
fn an_index_tells_its_size_and_shows_no_more() {
    let none = index(MatchPolicy::default(), &[]);
    let mut two = index(MatchPolicy::default(), &[(1, anna()), (2, other())]);
    // Sixteen bytes for each record and eight for each certificate, besides the directories.
    assert!(two.bytes() >= none.bytes() + 2 * (16 + 8), "{} {}", two.bytes(), none.bytes());
    two.remove(1);
    assert_eq!(
        format!("{two:?}"),
        "CompactIndex { policy: MatchPolicy { yo: Folded, middle_name: Strict }, entries: 2, changed: 0, .. }"
    );
}
