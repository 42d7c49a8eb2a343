//! Goal: an index that was kept is read whole, by whoever holds both keys, or not at all.
//!
//! Method: one small index; every way of not being its bytes, each with the one error that says so.

#![expect(clippy::unwrap_used, reason = "tests")]

use esia_matching::blind::{BlindKey, KeyVersion};
use esia_matching::compact::{BytesError, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey};
use esia_matching::evidence::{Evidence, Texts};
use esia_matching::policy::MatchPolicy;

fn seal(version: u32, first: u8) -> BlindKey {
    let mut drawn: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    drawn[0] = first;
    BlindKey::new(KeyVersion(version), &drawn).unwrap()
}

fn key() -> DigestKey {
    DigestKey::new(&[7; 16])
}

fn anna() -> Digest {
    let texts = Texts::default()
        .names("Тестова", "Анна", "Ивановна")
        .birth_date("05.03.2014")
        .snils("112-233-445 95")
        .certificate("III-МЮ 123456");
    Digest::of(&Evidence::from_journal(&texts), &key())
}

fn bytes() -> Vec<u8> {
    let index = CompactIndex::new(MatchPolicy::default(), [Row::new(5, anna())]);
    index.to_bytes(&key(), &seal(1, 0))
}

fn read(bytes: &[u8]) -> Result<CompactIndex, BytesError> {
    CompactIndex::from_bytes(bytes, &key(), &seal(1, 0))
}

#[test]
fn what_was_written_is_read_and_found() {
    let index = read(&bytes()).unwrap();
    assert_eq!(index.find(&anna()).as_str(), "found");
    assert_eq!(format!("{index:?}").matches("11223344595").count(), 0);
}

#[test]
fn each_way_of_not_being_the_bytes_has_its_error() {
    let error = |change: fn(&mut Vec<u8>)| {
        let mut bytes = bytes();
        change(&mut bytes);
        read(&bytes).unwrap_err()
    };
    assert_eq!(error(Vec::clear), BytesError::Shape);
    assert_eq!(error(|bytes| bytes[0] = b'P'), BytesError::Shape);
    assert_eq!(error(|bytes| bytes.truncate(40)), BytesError::Shape);
    assert_eq!(error(|bytes| bytes[8] = 2), BytesError::Version);
    assert_eq!(error(|bytes| bytes[12] = 2), BytesError::SealKey);
    assert_eq!(error(|bytes| bytes.truncate(200)), BytesError::Truncated);
    assert_eq!(error(|bytes| bytes.truncate(bytes.len() - 1)), BytesError::Truncated);
    assert_eq!(error(|bytes| bytes.push(0)), BytesError::Trailing);
    for at in [16, 24, 100, 5000] {
        let mut bytes = bytes();
        bytes[at] ^= 1;
        assert_eq!(read(&bytes).unwrap_err(), BytesError::Seal, "byte {at}");
    }
    let last = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(error(last), BytesError::Seal);
}

#[test]
fn a_count_that_no_memory_holds_is_refused_before_any_is_asked_for() {
    for at in (28..76).step_by(8) {
        let mut bytes = bytes();
        bytes[at..at + 8].copy_from_slice(&[0xFF; 8]);
        let error = read(&bytes).unwrap_err();
        assert!(matches!(error, BytesError::Truncated | BytesError::Seal), "count at {at}");
    }
}

#[test]
fn another_key_reads_nothing() {
    let bytes = bytes();
    let read = |key: &DigestKey, seal: &BlindKey| CompactIndex::from_bytes(&bytes, key, seal);
    assert_eq!(read(&key(), &seal(1, 9)).unwrap_err(), BytesError::Seal);
    assert_eq!(read(&key(), &seal(2, 0)).unwrap_err(), BytesError::SealKey);
    let other = DigestKey::new(&[8; 16]);
    assert_eq!(read(&other, &seal(1, 0)).unwrap_err(), BytesError::DigestKey);
}
