//! Goal: a compact index of many records finds each of them, and nobody else, in few bytes.
//!
//! Method: thirty thousand invented numbers, every hundredth of them given to two pupils; each
//! record is asked for, then removed, then asked for again after folding.

#![expect(clippy::arithmetic_side_effects, reason = "tests")]

use esia_matching::compact::{Answer, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey, Scratch};
use esia_matching::evidence::{Texts, Vouched};
use esia_matching::finding::{Field, Side};
use esia_matching::outcome::{Ground, Note};
use esia_matching::policy::MatchPolicy;

const RECORDS: u32 = 30_000;

/// A hundred days, so that neighbours differ.
fn digest(number: u32, first_name: &str, scratch: &mut Scratch) -> Digest {
    let date = format!("{}.{}.2014", number % 25 + 1, number / 25 % 4 + 1);
    let (snils, certificate) =
        (format!("{:09}00", 100_000 + number), format!("III-МЮ {number:06}"));
    let texts = Texts::default()
        .names("Семёнова", first_name, "Ивановна")
        .birth_date(&date)
        .snils(if number % 16 == 1 { "" } else { &snils })
        .certificate(if number % 4 == 3 { "" } else { &certificate });
    Digest::of_texts(Side::Journal, &texts, Vouched::EVERYTHING, &DigestKey::new(&[9; 16]), scratch)
}

/// Each number once, and every hundredth once more, for somebody else.
fn rows() -> Vec<Row> {
    let mut scratch = Scratch::default();
    let again = (0..RECORDS).step_by(100);
    let rows =
        (0..RECORDS).map(|number| (number, "Анна")).chain(again.map(|number| (number, "Яна")));
    (0..)
        .zip(rows)
        .map(|(at, (number, name))| Row::new(at, digest(number, name, &mut scratch)))
        .collect()
}

#[test]
fn everyone_is_found_by_what_they_have_and_nobody_else_is() {
    let index = CompactIndex::from_rows(MatchPolicy::default(), rows());
    let mut scratch = Scratch::default();
    for number in 0..RECORDS {
        let expected = if number % 16 == 1 { Ground::Certificate } else { Ground::Snils };
        let notes = if number % 100 == 0 { vec![Note::DuplicateIdentifier] } else { Vec::new() };
        let Answer::Found { place, ground, notes: told } =
            index.find(&digest(number, "Анна", &mut scratch))
        else {
            panic!("{number} is not found");
        };
        assert_eq!((place, ground, told.iter().collect()), (number, expected, notes), "{number}");
    }
    for number in RECORDS..2 * RECORDS {
        let answer = index.find(&digest(number, "Анна", &mut scratch));
        assert_eq!(answer, Answer::NotFound, "{number}");
    }
    // Its own tables: the directories have a least size, which matters to small registers alone.
    let bytes = index.bytes() - 4 * ((1 << 10) + (1 << 13));
    assert!(bytes <= 24 * index.len(), "{bytes} bytes for {} records", index.len());
}

#[test]
fn the_numbers_of_two_pupils_are_told_and_no_others() {
    let index = CompactIndex::from_rows(MatchPolicy::default(), rows());
    let (mut by_snils, mut by_certificate) = (0, 0);
    index.duplicates(|field, places| {
        assert_eq!(places.len(), 2);
        assert_eq!((places[0] % 100, places[1]), (0, RECORDS + places[0] / 100));
        *(if field == Field::Snils { &mut by_snils } else { &mut by_certificate }) += 1;
    });
    // Every hundredth number ends in an even digit: none lacks a SNILS or a certificate.
    assert_eq!((by_snils, by_certificate), (300, 300));
}

#[test]
fn who_is_removed_is_gone_before_folding_and_after() {
    let mut index = CompactIndex::from_rows(MatchPolicy::default(), rows());
    for place in (0..RECORDS).filter(|place| place % 3 == 0) {
        index.remove(place);
    }
    let folded = index.compacted();
    assert_eq!((index.len(), folded.len()), (20_300, 20_300));
    let mut scratch = Scratch::default();
    let people: Vec<_> = (0..RECORDS).map(|number| digest(number, "Анна", &mut scratch)).collect();
    let mut answers = Vec::new();
    folded.find_batch(&people, |answer| answers.push(answer));
    for ((number, person), folded) in (0..).zip(&people).zip(answers) {
        assert_eq!(index.find(person), folded, "{number}");
        let is_removed = u32::try_from(number).unwrap() % 3 == 0;
        assert_eq!(matches!(folded, Answer::Found { .. }), !is_removed, "{number}");
    }
}
