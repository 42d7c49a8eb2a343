//! Goal: an index that was kept is read whole, by whoever holds both keys, or not at all.
//!
//! Method: one small index; every way of not being its bytes, each with the one error that says so.
//! What a writer with a mistake would write is sealed here again, by HMAC as the module describes
//! it, each mistake by itself. The bytes of one record are known answers, computed outside (Python:
//! SipHash-1-3, the four rounds, `hmac`).

#![expect(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests")]

use esia_matching::blind::{BlindKey, KeyVersion};
use esia_matching::compact::{BytesError, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey};
use esia_matching::evidence::{Assurance, Evidence, Texts, Vouched};
use esia_matching::policy::{MatchPolicy, MiddleNamePolicy};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

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

/// The numbers that a hexadecimal text writes.
fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|sign| sign.to_digit(16)?.try_into().ok()).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit)).collect()
}

/// One record: an edition that digests differently must not take such a file for its own.
#[test]
fn the_bytes_of_one_record_are_those_of_every_edition_that_writes_this_form() {
    for (middle_name, counts, tables, tag) in [
        (
            MiddleNamePolicy::Strict,
            [1, 1, 1, 0, 0, 0],
            "96f77406ada6d900 e92e1b57 05000000 38910b58 00000000",
            "dbec40a6d126c7b4596e26e8add1f94798e0aa7b4ac613de26165e05a4df62c4",
        ),
        (
            MiddleNamePolicy::MissingAgrees,
            [1, 1, 1, 1, 0, 0],
            "a2e7b1eda91f8df1 e92e1b57 05000000 38910b58 00000000 3410c5eb04b954f1",
            "872d1939881e0b04cbf8adc14bcaeb0feb42446f1eb0cba4043102501d169d47",
        ),
    ] {
        let lenient = u8::from(middle_name == MiddleNamePolicy::MissingAgrees);
        let mut expected = b"esia-idx\x01\0\0\0\x01\0\0\0".to_vec();
        expected.extend(hex("0e8cf95363b5cdb5"));
        expected.extend([0, lenient, 0, 0]);
        expected.extend(counts.iter().flat_map(|count: &u64| count.to_le_bytes()));
        // The SNILS is in bucket 67 of 2^10, the certificate in bucket 7574 of 2^13.
        for (bucket, buckets) in [(67, 1024), (7574, 8192)] {
            expected.extend((0..=buckets).flat_map(|at| u32::from(at > bucket).to_le_bytes()));
        }
        expected.extend(hex(tables).into_iter().chain(hex(tag)));

        let texts = Texts::default()
            .names("Семёнова", "Анна", "Ивановна")
            .birth_date("05.03.2014")
            .snils("112-233-445 95")
            .certificate("III-МЮ 123456");
        let row = Row::new(5, Digest::of(&Evidence::from_journal(&texts), &key()));
        let policy = MatchPolicy { middle_name, ..MatchPolicy::default() };
        let bytes = CompactIndex::new(policy, [row]).to_bytes(&key(), &seal(1, 0));
        let first = bytes.iter().zip(&expected).position(|(byte, expected)| byte != expected);
        assert_eq!((first, bytes.len()), (None, expected.len()), "{middle_name:?}");
    }
}

/// A mistake of a writer.
type Change = fn(&mut Vec<u8>);

/// Two records of two pupils, whose names nobody vouches for: no table is empty but for the middle
/// names, which the lenient policy has.
fn two(policy: MatchPolicy) -> Vec<u8> {
    let vouched = Vouched { names: Assurance::Stated, ..Vouched::EVERYTHING };
    let row = |place, snils, certificate| {
        let texts = Texts::default()
            .names("Тестова", "Анна", "Ивановна")
            .birth_date("05.03.2014")
            .snils(snils)
            .certificate(certificate);
        let digest = Digest::of(&Evidence::from_provider(&texts, vouched), &key());
        Row { place, pupil: Some(place), digest }
    };
    let one = row(1, "112-233-445 95", "III-МЮ 123456");
    let other = row(2, "963-117-158 08", "III-МЮ 654321");
    CompactIndex::new(policy, [one, other]).to_bytes(&key(), &seal(1, 0))
}

/// The bytes after a change of what stands before the seal, sealed as `seal(1, 0)` does.
fn sealed(mut bytes: Vec<u8>, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    bytes.truncate(bytes.len() - 32);
    change(&mut bytes);
    let drawn: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    let scheme = b"esia-matching compact index 1";
    let mut mac = Hmac::<Sha256>::new_from_slice(&drawn).unwrap();
    mac.update(&29_u64.to_be_bytes());
    mac.update(scheme);
    mac.update(&bytes);
    bytes.extend_from_slice(&mac.finalize().into_bytes());
    bytes
}

// Where the tables of `two` stand: a directory of 2^10 buckets, one of 2^13, each with its end.
const COUNTS: usize = 28;
const SNILS: usize = 28 + 6 * 8;
const CERTIFICATES: usize = SNILS + 4 * (1024 + 1);
const ENTRIES: usize = CERTIFICATES + 4 * (8192 + 1);
const ODD: usize = ENTRIES + 2 * 16 + 2 * 8;
const PUPILS: usize = ODD + 2 * 16;

#[test]
fn tables_that_contradict_themselves_are_no_index_however_well_sealed() {
    let strict = || two(MatchPolicy::default());
    let lenient = || {
        let middle_name = MiddleNamePolicy::MissingAgrees;
        two(MatchPolicy { middle_name, ..MatchPolicy::default() })
    };
    for whole in [strict(), lenient()] {
        assert_eq!(sealed(whole.clone(), |_| ()), whole);
        assert!(read(&whole).is_ok());
    }
    assert_eq!(strict().len(), PUPILS + 2 * 8 + 32);
    let of_strict: [(&str, Change); 13] = [
        ("an unknown policy of ё", |bytes| bytes[24] = 2),
        ("an unknown policy of middle names", |bytes| bytes[25] = 2),
        ("a policy that nobody has yet", |bytes| bytes[26] = 1),
        ("an entry before the first bucket", |bytes| {
            (SNILS..CERTIFICATES).step_by(4).for_each(|at| bytes[at] = bytes[at].max(1));
        }),
        ("a certificate before the first bucket", |bytes| {
            (CERTIFICATES..ENTRIES).step_by(4).for_each(|at| bytes[at] = bytes[at].max(1));
        }),
        ("a bucket that ends before it begins", |bytes| bytes[SNILS + 4] = 3),
        ("a bucket of certificates that does", |bytes| bytes[CERTIFICATES + 4] = 3),
        ("an entry in no bucket", |bytes| bytes[CERTIFICATES - 4] = 3),
        ("a certificate in no bucket", |bytes| bytes[ENTRIES - 4] = 3),
        ("more SNILS numbers than entries", |bytes| {
            bytes[COUNTS + 8] = 3;
            bytes[CERTIFICATES - 4] = 3;
        }),
        ("an entry that is odd twice", |bytes| bytes[ODD + 16] = 0),
        ("odd ones out of order", |bytes| (bytes[ODD], bytes[ODD + 16]) = (1, 0)),
        ("an entry of two pupils", |bytes| bytes[PUPILS + 8] = 0),
    ];
    let of_lenient: [(&str, Change); 2] = [
        ("middle names under a policy that needs none", |bytes| bytes[25] = 0),
        ("a middle name for one of two", |bytes| {
            bytes[COUNTS + 3 * 8] = 1;
            bytes.drain(ODD..ODD + 8);
        }),
    ];
    let of_strict = of_strict.map(|(what, change)| (what, sealed(strict(), change)));
    let of_lenient = of_lenient.map(|(what, change)| (what, sealed(lenient(), change)));
    for (what, bytes) in of_strict.iter().chain(&of_lenient) {
        assert_eq!(read(bytes).unwrap_err(), BytesError::Contents, "{what}");
    }
}
