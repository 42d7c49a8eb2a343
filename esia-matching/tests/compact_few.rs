//! Goal: a compact index of a few rows answers where large ones seldom come: rows in any order, a
//! record given twice, the lenient policy, and what it tells of itself.
//!
//! Method: one or two records typed by hand; the answer of the readable index is known from the
//! table of design.md 2.

use esia_matching::compact::{Answer, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::outcome::Ground;
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};

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
    assert!(none.is_empty() && !two.is_empty());
    two.remove(1);
    assert!(!two.is_empty());
    assert_eq!(
        format!("{two:?}"),
        "CompactIndex { policy: MatchPolicy { yo: Folded, middle_name: Strict }, entries: 2, changed: 0, .. }"
    );
    two.remove(2);
    assert!(two.is_empty());
}

#[test]
fn the_notes_of_an_answer_are_a_set_that_may_be_empty() {
    let notes = |rows: &[(u32, Texts<'_>)]| {
        let person = Evidence::from_provider(&anna(), Vouched::EVERYTHING);
        let person = Digest::of(&person, &DigestKey::new(&[5; 16]));
        let Answer::Found { notes, .. } = index(MatchPolicy::default(), rows).find(&person) else {
            panic!("nobody is found");
        };
        (notes.is_empty(), format!("{notes:?}"))
    };
    assert_eq!(notes(&[(1, anna())]), (true, "{}".into()));
    let apart = anna().certificate("III-МЮ 654321");
    assert_eq!(notes(&[(1, apart)]), (false, "{CertificateDiffers}".into()));
    let twice = [(1, apart), (2, other().snils("112-233-445 95"))];
    assert_eq!(notes(&twice), (false, "{CertificateDiffers, DuplicateIdentifier}".into()));
}

/// What is told of a person under a policy, with its notes.
fn told(policy: MatchPolicy, record: &Texts<'_>, person: &Texts<'_>) -> String {
    let person = Evidence::from_provider(person, Vouched::EVERYTHING);
    let person = Digest::of(&person, &DigestKey::new(&[5; 16]));
    match index(policy, &[(1, *record)]).find(&person) {
        Answer::Found { notes, .. } => format!("found {notes:?}"),
        answer @ (Answer::NotFound | Answer::Ambiguous | Answer::Conflict) => {
            answer.as_str().into()
        }
    }
}

#[test]
fn a_yo_is_told_from_a_ye_wherever_it_stands() {
    let exact = MatchPolicy { yo: YoPolicy::Exact, ..MatchPolicy::default() };
    for before in 0..60 {
        let name = |letter| format!("{}{letter}ва", "Е".repeat(before));
        let [yo, ye] = [name('Ё'), name('Е')];
        let [yo, ye] = [&yo, &ye].map(|name| anna().names(name, "Анна", "Ивановна"));
        for (record, person) in [(yo, ye), (ye, yo)] {
            assert_eq!(told(exact, &record, &record), "found {}", "{before}");
            assert_eq!(told(exact, &record, &person), "conflict", "{before}");
            let folded = told(MatchPolicy::default(), &record, &person);
            assert_eq!(folded, "found {YoFolded}", "{before}");
        }
    }
}

#[test]
fn a_yo_is_told_from_the_next_one_among_the_first_48_letters() {
    let exact = MatchPolicy { yo: YoPolicy::Exact, ..MatchPolicy::default() };
    for before in 0..47 {
        let name = |letters| format!("{}{letters}ва", "Е".repeat(before));
        let [one, next] = [name("ЁЕ"), name("ЕЁ")];
        let [one, next] = [&one, &next].map(|name| anna().names(name, "Анна", "Ивановна"));
        assert_eq!(told(exact, &one, &next), "conflict", "{before}");
        assert_eq!(told(MatchPolicy::default(), &next, &one), "found {YoFolded}", "{before}");
    }
}

#[test]
fn a_yo_counts_before_a_missing_middle_name_and_in_one_that_both_have() {
    let lenient = |yo| MatchPolicy { yo, middle_name: MiddleNamePolicy::MissingAgrees };
    // The name has a place for 48 marks.
    for before in 0..=47 {
        let name = |letter| format!("{}{letter}в", "Е".repeat(before));
        let [last, yo, ye] = [format!("{}в", "Е".repeat(before)), name('Ё'), name('Е')];
        let missing = anna().names(&last, "Анна", "");
        let in_middle = anna().names(&last, "Анна", "Артёмовна");
        for (record, person) in [(in_middle, missing), (missing, in_middle)] {
            let exact = told(lenient(YoPolicy::Exact), &record, &person);
            assert_eq!(exact, "found {}", "{before}");
        }
        let (yo, ye) = (anna().names(&yo, "Анна", "Артёмовна"), anna().names(&ye, "Анна", ""));
        for (record, person) in [(yo, ye), (ye, yo)] {
            assert_eq!(told(lenient(YoPolicy::Exact), &record, &person), "conflict", "{before}");
            let folded = told(lenient(YoPolicy::Folded), &record, &person);
            assert_eq!(folded, "found {YoFolded}", "{before}");
        }
    }
    // Of two middle names every letter counts.
    let [yo, ye] = ["Артёмовна", "Артемовна"].map(|middle| anna().names("Тестова", "Анна", middle));
    for (record, person) in [(yo, ye), (ye, yo)] {
        assert_eq!(told(lenient(YoPolicy::Exact), &record, &person), "conflict");
        assert_eq!(told(lenient(YoPolicy::Folded), &record, &person), "found {YoFolded}");
    }
}

/// The place and the ground that are found.
fn found(index: &CompactIndex, person: &Texts<'_>) -> Option<(u32, Ground)> {
    let person = Evidence::from_provider(person, Vouched::EVERYTHING);
    match index.find(&Digest::of(&person, &DigestKey::new(&[5; 16]))) {
        Answer::Found { place, ground, .. } => Some((place, ground)),
        Answer::NotFound | Answer::Ambiguous | Answer::Conflict => None,
    }
}

#[test]
fn of_the_records_of_one_pupil_the_least_place_is_found_whichever_came_first() {
    let row = |place| Row { place, pupil: Some(7), digest: digest(&anna()) };
    for [first, then] in [[9, 4], [4, 9]] {
        let mut index = CompactIndex::new(MatchPolicy::default(), [row(first)]);
        index.put(row(then));
        for index in [&index, &index.compacted()] {
            assert_eq!(found(index, &anna()), Some((4, Ground::Snils)));
        }
    }
}

#[test]
fn who_agrees_by_snils_is_not_disputed_by_a_record_of_theirs_that_has_none() {
    let row = |place, pupil, texts| Row { place, pupil, digest: digest(&texts) };
    let index = |pupils: [Option<u32>; 2]| {
        let by_snils = row(1, pupils[0], anna().certificate(""));
        let by_certificate = row(2, pupils[1], anna().snils(""));
        CompactIndex::new(MatchPolicy::default(), [by_snils, by_certificate])
    };
    assert_eq!(found(&index([Some(7); 2]), &anna()), Some((1, Ground::Snils)));
    // Of two pupils: which one, nobody can tell.
    assert_eq!(find(&index([Some(7), Some(8)]), &anna()), "conflict");
    assert_eq!(find(&index([None; 2]), &anna()), "conflict");
}
