//! Goal: a column of blind values finds a pupil again and tells a thief of the column nothing.
//!
//! Method: known answers, computed outside (Python's `hmac` over the five parts, each after its
//! length in eight bytes); every part changed in turn; the attack that undoes an unkeyed hash, run
//! on both; what is stored, read back.

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "tests: bytes that count up, and texts of ASCII"
)]

use esia_matching::blind::{
    BlindIndexer, BlindKey, BlindKeyError, BlindValue, BlindValueError, KeyVersion,
};
use esia_matching::certificate::BirthCertificate;
use esia_matching::snils::{Check, Snils};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// 32 bytes that count up from `first`.
fn drawn(first: u8) -> [u8; 32] {
    core::array::from_fn(|at| first + u8::try_from(at).unwrap())
}

fn key(version: u32, first: u8) -> BlindKey {
    BlindKey::new(KeyVersion(version), &drawn(first)).unwrap()
}

fn indexer() -> BlindIndexer {
    BlindIndexer::new("school 7, pupils", key(1, 0))
}

fn snils() -> Snils {
    Snils::parse("112-233-445 95").unwrap()
}

fn certificate() -> BirthCertificate {
    BirthCertificate::parse("III-МЮ 123456").unwrap()
}

const SNILS_1: &str = "1:536208978b9fc6d8975d3bd08500fb79f6a1b8fbb3f3b7c7052861d27d9e4b9a";
const CERTIFICATE_1: &str = "1:da755d7b9b80a846718b2dd50bdb2675cc5fadac2d3721d44b351a8d26ab2bec";
const SNILS_2: &str = "2:e9d440a41a9bd4ee1508c75eb4015d17ed138c6118537d7ba46efa36077bd30b";

#[test]
fn the_values_are_hmac_sha_256_over_the_parts_and_their_lengths() {
    assert_eq!(indexer().snils(&snils()).to_string(), SNILS_1);
    assert_eq!(indexer().certificate(&certificate()).to_string(), CERTIFICATE_1);
}

#[test]
fn the_spelling_of_a_number_does_not_change_its_value() {
    let typed = Snils::parse("СНИЛС 112 233 445-95").unwrap();
    assert_eq!(indexer().snils(&typed), indexer().snils(&snils()));
    let typed = BirthCertificate::parse("111-мю №123456").unwrap();
    assert_eq!(indexer().certificate(&typed), indexer().certificate(&certificate()));
}

#[test]
fn another_number_key_version_or_context_gives_another_value() {
    let other_number = Snils::parse("112-233-446 95").unwrap();
    let values = [
        indexer().snils(&snils()),
        indexer().snils(&other_number),
        BlindIndexer::new("school 7, pupils", key(1, 100)).snils(&snils()),
        BlindIndexer::new("school 7, pupils", key(2, 0)).snils(&snils()),
        BlindIndexer::new("school 8, pupils", key(1, 0)).snils(&snils()),
        // A part that ends where the next began: only the lengths tell them apart.
        BlindIndexer::new("school 7, pupilss", key(1, 0)).snils(&snils()),
        indexer().certificate(&certificate()),
    ];
    let distinct: BTreeSet<[u8; 32]> = values.iter().map(|value| *value.bytes()).collect();
    assert_eq!(distinct.len(), 7);
}

#[test]
fn the_version_belongs_to_the_value() {
    let one = BlindValue::parse(SNILS_1).unwrap();
    let two = BlindValue::parse(&SNILS_1.replacen('1', "2", 1)).unwrap();
    assert_eq!(one.bytes(), two.bytes());
    assert_ne!(one, two);
    assert_eq!([one.version(), two.version()], [KeyVersion(1), KeyVersion(2)]);
}

#[test]
fn while_keys_rotate_old_rows_are_found_and_new_ones_take_the_new_key() {
    let before = indexer().snils(&snils());
    let rotating = BlindIndexer::new("school 7, pupils", key(2, 100)).with_older(key(1, 0));
    let rotating = rotating.unwrap();
    let candidates = rotating.candidates(&snils());
    let printed: Vec<String> = candidates.iter().map(ToString::to_string).collect();
    assert_eq!(printed, [SNILS_2, SNILS_1]);
    assert!(candidates.contains(&before));
    assert_eq!(rotating.snils(&snils()).to_string(), SNILS_2);
    assert!(!rotating.is_current(&before));
    assert!(rotating.is_current(&rotating.snils(&snils())));

    // The old key is taken away: its rows are found no more.
    let after = BlindIndexer::new("school 7, pupils", key(2, 100));
    assert!(!after.candidates(&snils()).contains(&before));
}

#[test]
fn two_keys_of_one_version_do_not_stand_side_by_side() {
    let twice = indexer().with_older(key(1, 100)).map(|_| ());
    assert_eq!(twice, Err(BlindKeyError::VersionTwice));
    let twice = indexer().with_older(key(2, 100)).unwrap().with_older(key(2, 50)).map(|_| ());
    assert_eq!(twice, Err(BlindKeyError::VersionTwice));
}

#[test]
fn what_no_generator_draws_is_no_key() {
    let new = |bytes: &[u8]| BlindKey::new(KeyVersion(1), bytes).map(|key| key.version());
    assert_eq!(new(&drawn(0)), Ok(KeyVersion(1)));
    assert_eq!(new(b"secret"), Err(BlindKeyError::Length));
    assert_eq!(new(&[]), Err(BlindKeyError::Length));
    assert_eq!(new(&[7; 31]), Err(BlindKeyError::Length));
    assert_eq!(new(&[7; 33]), Err(BlindKeyError::Length));
    assert_eq!(new(&[0; 32]), Err(BlindKeyError::Constant));
    assert_eq!(new(&[7; 32]), Err(BlindKeyError::Constant));
}

/// Every SNILS of 112-233-000 to 112-233-999 that passes its check, as a thief would try them.
fn slice_of_all_numbers() -> Vec<Snils> {
    let numbers = (112_233_000_u64..=112_233_999).flat_map(|body| {
        let written = (0..100_u8).map(move |control| format!("{body:09}{control:02}"));
        written.map(|text| Snils::parse(&text).unwrap())
    });
    numbers.filter(|snils| snils.check() == Check::Ok).collect()
}

#[test]
fn a_thief_undoes_an_unkeyed_hash_by_trying_numbers_and_a_keyed_one_not() {
    let slice = slice_of_all_numbers();
    assert_eq!(slice.len(), 1000, "a millionth of all numbers, in no time");
    let unkeyed = |number: &Snils| Sha256::digest(number.to_string());

    let stolen = unkeyed(&snils());
    let undone: Vec<&Snils> = slice.iter().filter(|number| unkeyed(number) == stolen).collect();
    assert_eq!(undone, [&snils()], "the hash alone gave the number away");

    let stolen = indexer().snils(&snils());
    let guess = BlindIndexer::new("school 7, pupils", key(1, 1));
    for number in &slice {
        assert_ne!(unkeyed(number).as_slice(), stolen.bytes());
        assert_ne!(guess.snils(number), stolen, "everything known but the key");
    }
    // The search itself is sound: with the key it succeeds.
    let found: Vec<&Snils> =
        slice.iter().filter(|number| indexer().snils(number) == stolen).collect();
    assert_eq!(found, [&snils()]);
}

#[test]
fn a_stored_value_reads_back_and_nothing_else_does() {
    for text in [SNILS_1, CERTIFICATE_1, SNILS_2] {
        assert_eq!(BlindValue::parse(text).unwrap().to_string(), text);
    }
    let hex = &SNILS_1[2..];
    for (text, error) in [
        (hex.to_owned(), BlindValueError::Version),
        (format!("v1:{hex}"), BlindValueError::Version),
        (format!("01:{hex}"), BlindValueError::Version),
        (format!("+1:{hex}"), BlindValueError::Version),
        (format!(":{hex}"), BlindValueError::Version),
        (format!("4294967296:{hex}"), BlindValueError::Version),
        (format!("1:{}", hex.to_uppercase()), BlindValueError::Bytes),
        (format!("1:{}", &hex[1..]), BlindValueError::Bytes),
        (format!("1:{}", &hex[2..]), BlindValueError::Bytes),
        (format!("1:{hex}00"), BlindValueError::Bytes),
        (format!("1:{}g", &hex[1..]), BlindValueError::Bytes),
        ("1:".to_owned(), BlindValueError::Bytes),
        (String::new(), BlindValueError::Version),
    ] {
        assert_eq!(BlindValue::parse(&text), Err(error), "{text}");
    }
    assert_eq!(BlindValue::parse(&format!("0:{hex}")).unwrap().version(), KeyVersion(0));
}

#[test]
fn debug_shows_neither_a_key_nor_a_value() {
    assert_eq!(format!("{:?}", key(7, 0)), "BlindKey(7, [secret])");
    assert_eq!(format!("{:?}", indexer().snils(&snils())), "BlindValue([personal])");
    assert_eq!(
        format!("{:?}", indexer()),
        r#"BlindIndexer { context: "school 7, pupils", current: BlindKey(1, [secret]), older: [] }"#
    );
}
