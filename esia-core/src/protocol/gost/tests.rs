//! Goal: the arithmetic, the byte orders, the refusals and the one-time numbers are right.
//!
//! Method: numbers of the curve and one signature computed apart from this crate, with the big
//! integers of Python and the textbook formulas; keys of other kinds as OpenSSL writes them.
//! Agreement with a second implementation at run time is the matter of `tests/gost_openssl.rs`.

use super::curve::{self, CryptoProA, ProjectivePoint, Scalar};
use super::{GostError, SigningKey, VerifyingKey, certificate, hash_number};
use alloc::vec::Vec;
use chrono::DateTime;
use elliptic_curve::Curve as _;
use elliptic_curve::group::Group as _;
use elliptic_curve::ops::MulVartime as _;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use std::format;

const MESSAGE: &[u8] = b"ELSH01openid";

/// d, big-endian; and d·G.
const KEY: &str = "1122334455667788990011223344556677889900112233445566778899001122";
const KEY_X: &str = "16618be7605c354ba29ac7cdfcdae8863c9a61fb4eef8a525c9adbb22dec76d0";
const KEY_Y: &str = "742e74df4fdb81079df70e4a95f91ad72d8b3b49a462ed8b8d675ab27545f00b";

/// s ‖ r of `MESSAGE` with d, for k = 0a0b0c…2829.
const SIGNATURE: &str = concat!(
    "6a2cb4f8630213860d7c6e6d0651b884587403144730fbdd776d7a9a7fb08357",
    "8075227fb67b09f3d67c755ae84ea6a91f51363052f574606f28cce817a87a9b",
);

const ORDER: &str = "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.chars().map(|c| c.to_digit(16).unwrap().try_into().unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn array(hex: &str) -> [u8; 32] {
    bytes(hex).try_into().unwrap()
}

fn reversed(hex: &str) -> [u8; 32] {
    let mut array = array(hex);
    array.reverse();
    array
}

fn key() -> SigningKey {
    SigningKey::from_bytes(reversed(KEY)).unwrap()
}

/// A `SubjectPublicKeyInfo` with the given parameters of the algorithm and X ‖ Y.
fn spki(oids: &str, point: &[u8]) -> Vec<u8> {
    let oids = bytes(oids);
    let parameters = [&[0x30, u8::try_from(oids.len()).unwrap()][..], &oids].concat();
    let algorithm = [&bytes("06082a85030701010101")[..], &parameters].concat();
    let algorithm = [&[0x30, u8::try_from(algorithm.len()).unwrap()][..], &algorithm].concat();
    let octets = [&[0x04, u8::try_from(point.len()).unwrap()][..], point].concat();
    let bits = [&[0x00][..], &octets].concat();
    let bits = [&[0x03, u8::try_from(bits.len()).unwrap()][..], &bits].concat();
    let whole = [algorithm, bits].concat();
    [&[0x30, u8::try_from(whole.len()).unwrap()][..], &whole].concat()
}

const XCH_A: &str = "06072a850302022400";
const CRYPTO_PRO_A: &str = "06072a850302022301";
const TC26_B: &str = "06092a8503070102010102";
const STREEBOG: &str = "06082a85030701010202";

fn good_point() -> Vec<u8> {
    [reversed(KEY_X), reversed(KEY_Y)].concat()
}

#[test]
fn the_order_times_the_generator_is_infinity() {
    let one_less = Scalar::ZERO - Scalar::ONE;
    let point = ProjectivePoint::GENERATOR * one_less;
    assert_eq!(point, -ProjectivePoint::GENERATOR);
    assert_eq!(point + ProjectivePoint::GENERATOR, ProjectivePoint::IDENTITY);
    assert_eq!(ProjectivePoint::GENERATOR.mul_vartime(&one_less), point);
    assert_eq!(CryptoProA::ORDER.as_ref().to_be_bytes().as_slice(), array(ORDER));
}

#[test]
fn small_multiples_are_those_computed_apart() {
    let (x, y) = curve::coordinates(&ProjectivePoint::GENERATOR.double().to_affine());
    assert_eq!(x, array("fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd95"));
    assert_eq!(y, array("726e1b8e1f676325d820afa5bac0d489cad6b0d220dc1c4edd5336636160df83"));
    assert_eq!(
        ProjectivePoint::GENERATOR * Scalar::from(2_u64),
        ProjectivePoint::GENERATOR.double()
    );
}

#[test]
fn wide_bytes_are_reduced_as_one_number() {
    // 2^256 mod q = 2^256 − q.
    let shift =
        Scalar::ZERO - curve::reduced(array(ORDER)) + curve::reduced([0xff; 32]) + Scalar::ONE;
    let (mut one, mut two) = ([0; 32], [0; 32]);
    one[31] = 1;
    two[31] = 2;
    assert_eq!(curve::reduced_wide(one, two), shift + Scalar::from(2_u64));
    assert_eq!(curve::reduced_wide([0; 32], two), Scalar::from(2_u64));
}

#[test]
fn a_hash_is_little_endian_and_zero_counts_as_one() {
    let mut two = [0; 32];
    two[0] = 2;
    assert_eq!(hash_number(two), Scalar::from(2_u64));
    assert_eq!(hash_number([0; 32]), Scalar::ONE);
    assert_eq!(hash_number(reversed(ORDER)), Scalar::ONE);
}

#[test]
fn the_public_key_is_the_one_computed_apart() {
    let spki = key().verifying_key().to_spki_der();
    assert_eq!(spki, self::spki(&format!("{XCH_A}{STREEBOG}"), &good_point()));
    assert_eq!(VerifyingKey::from_spki_der(&spki), Ok(key().verifying_key()));
}

#[test]
fn a_signature_computed_apart_is_accepted_in_its_order_only() {
    let verifying = key().verifying_key();
    let signature = bytes(SIGNATURE);
    assert_eq!(verifying.verify(MESSAGE, &signature), Ok(()));
    assert_eq!(verifying.verify(b"ELSH02openid", &signature), Err(GostError::Mismatch));
    let swapped = [&signature[32..], &signature[..32]].concat();
    assert_eq!(verifying.verify(MESSAGE, &swapped), Err(GostError::Mismatch));
    let turned: Vec<u8> = signature.iter().rev().copied().collect();
    assert_eq!(verifying.verify(MESSAGE, &turned), Err(GostError::Mismatch));
    let other = SigningKey::from_bytes([7; 32]).unwrap().verifying_key();
    assert_eq!(other.verify(MESSAGE, &signature), Err(GostError::Mismatch));
}

#[test]
fn a_signature_of_another_length_or_range_is_refused() {
    let verifying = key().verifying_key();
    let signature = bytes(SIGNATURE);
    for length in [0, 1, 32, 63] {
        let result = verifying.verify(MESSAGE, &signature[..length]);
        assert_eq!(result, Err(GostError::SignatureLength));
    }
    let longer = [&signature[..], &[0]].concat();
    assert_eq!(verifying.verify(MESSAGE, &longer), Err(GostError::SignatureLength));
    let [s, r] = [&signature[..32], &signature[32..]];
    for bad in [[0; 32], [0xff; 32], array(ORDER)] {
        for pair in [[s, &bad].concat(), [&bad, r].concat(), [bad, bad].concat()] {
            assert_eq!(verifying.verify(MESSAGE, &pair), Err(GostError::SignatureRange));
        }
    }
}

#[test]
fn the_three_names_of_the_curve_are_accepted() {
    for oids in [
        format!("{XCH_A}{STREEBOG}"),
        format!("{CRYPTO_PRO_A}{STREEBOG}"),
        format!("{TC26_B}{STREEBOG}"),
        TC26_B.into(),
        XCH_A.into(),
        // A cipher after the hash (RFC 4491): 1.2.643.2.2.31.1.
        format!("{XCH_A}{STREEBOG}06072a850302021f01"),
    ] {
        let result = VerifyingKey::from_spki_der(&spki(&oids, &good_point()));
        assert_eq!(result, Ok(key().verifying_key()), "{oids}");
    }
}

#[test]
fn other_curves_and_hashes_are_refused() {
    // TC26 256-bit sets A, C, D; CryptoPro-B, CryptoPro-C, CryptoPro-XchB, the test set.
    for oid in [
        "06092a8503070102010101",
        "06092a8503070102010103",
        "06092a8503070102010104",
        "06072a850302022302",
        "06072a850302022303",
        "06072a850302022401",
        "06072a850302022300",
    ] {
        let result = VerifyingKey::from_spki_der(&spki(&format!("{oid}{STREEBOG}"), &good_point()));
        assert_eq!(result, Err(GostError::Curve), "{oid}");
    }
    // GOST R 34.11-94; Streebog-512.
    for oid in ["06072a850302021e01", "06082a85030701010203"] {
        let result = VerifyingKey::from_spki_der(&spki(&format!("{XCH_A}{oid}"), &good_point()));
        assert_eq!(result, Err(GostError::Hash), "{oid}");
    }
}

#[test]
fn keys_of_other_families_are_refused_by_name() {
    // As `openssl pkey -pubout` wrote them; the RSA key is too short for any use.
    let key_2001 = "3063301c06062a8503020213301206072a85030202240006072a850302021e010343000440c5aeca2f53121ad118cf288a0d2c420d8480b77a3efca16281e2a01fbfe8eaabc86be0571931a9dddd32c178b8390357115d688d9d3edcfdfb4b0e1a08eb41b7";
    let key_512 = "3081aa302106082a85030701010102301506092a850307010201020106082a85030701010203038184000481806602f8ccf2323be4f5dc24fd289ae3c03a64c7a1b5c0f599c9c21c246f97381bf8ded4250ed71992aabcf9f0938ca4e7d71ddb4019b529b8f37c42a12c47bc0d2d0f96b576a0bc5cf76d350cc1ff30cb721d35491820e6a28f071d37b5655931389dc7ec98baf6e669c3b0587f872b4afa92fe41dd058300418401430fb60af8";
    let rsa = "301a300d06092a864886f70d01010105000309003006020103020103";
    for (hex, expected) in
        [(key_2001, GostError::Key2001), (key_512, GostError::Key512), (rsa, GostError::Algorithm)]
    {
        assert_eq!(VerifyingKey::from_spki_der(&bytes(hex)), Err(expected));
    }
}

#[test]
fn points_off_the_curve_are_refused() {
    let oids = format!("{XCH_A}{STREEBOG}");
    let read = |point: &[u8]| VerifyingKey::from_spki_der(&spki(&oids, point));
    let mut off = good_point();
    off[0] ^= 1;
    // 1 + p names the x of the generator, but is not below p.
    let mut above = [0xff; 32];
    above[..2].copy_from_slice(&[0x98, 0xfd]);
    let y = reversed("8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14");
    let mut one = [0; 32];
    one[0] = 1;
    assert!(read(&[one, y].concat()).is_ok());
    for bad in [&off[..], &[0; 64], &[0xff; 64], &[above, y].concat(), &good_point()[..63], &[]] {
        assert_eq!(read(bad), Err(GostError::Point));
    }
}

#[test]
fn a_public_key_with_any_bit_changed_is_refused() {
    let good = key().verifying_key().to_spki_der();
    for at in 0..good.len() {
        for bit in 0..8 {
            let mut spoiled = good.clone();
            spoiled[at] ^= 1 << bit;
            assert!(VerifyingKey::from_spki_der(&spoiled).is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn what_is_no_such_structure_is_refused() {
    let good = spki(&format!("{XCH_A}{STREEBOG}"), &good_point());
    let longer = [&good[..], &[0]].concat();
    for bad in [&[][..], &[0x30, 0x00], &good[..good.len() - 1], &longer] {
        assert_eq!(VerifyingKey::from_spki_der(bad), Err(GostError::Der));
        assert_eq!(VerifyingKey::from_certificate_der(bad), Err(GostError::Der));
        assert_eq!(SigningKey::from_pkcs8_der(bad).err(), Some(GostError::Der));
    }
}

/// A PKCS#8 whose key field has these bytes.
fn pkcs8(key: &[u8]) -> Vec<u8> {
    let algorithm = bytes("301f06082a85030701010101301306072a85030202240006082a85030701010202");
    let length = u8::try_from(key.len()).unwrap();
    let whole = [&[0x02, 0x01, 0x00][..], &algorithm, &[0x04, length], key].concat();
    [&[0x30, u8::try_from(whole.len()).unwrap()][..], &whole].concat()
}

#[test]
fn a_private_key_is_read_in_its_three_forms() {
    let little = reversed(KEY);
    let octets = [&[0x04, 0x20][..], &little].concat();
    let integer = [&[0x02, 0x20][..], &array(KEY)].concat();
    for form in [&little[..], &octets, &integer] {
        let read = SigningKey::from_pkcs8_der(&pkcs8(form)).unwrap();
        assert_eq!(read.verifying_key(), key().verifying_key());
    }
    let small = SigningKey::from_pkcs8_der(&pkcs8(&[0x02, 0x01, 0x05])).unwrap();
    let mut five = [0; 32];
    five[0] = 5;
    assert_eq!(small.verifying_key(), SigningKey::from_bytes(five).unwrap().verifying_key());
    // Attributes after the key are passed over.
    let mut with_attributes = [&pkcs8(&little)[..], &[0xa0, 0x00]].concat();
    with_attributes[1] += 2;
    let read = SigningKey::from_pkcs8_der(&with_attributes).unwrap();
    assert_eq!(read.verifying_key(), key().verifying_key());
}

#[test]
fn a_private_key_out_of_range_or_masked_is_refused() {
    for bad in [[0; 32], [0xff; 32], reversed(ORDER)] {
        assert_eq!(SigningKey::from_bytes(bad).err(), Some(GostError::PrivateKey));
    }
    let mut last = reversed(ORDER);
    last[0] -= 1;
    assert!(SigningKey::from_bytes(last).is_ok());
    let masked = [7; 64];
    let short = [&[0x04, 0x1f][..], &[7; 31]].concat();
    let long = [&[0x02, 0x21][..], &[7; 33]].concat();
    let negative = [0x02, 0x01, 0x80];
    for bad in [&masked[..], &short, &long, &negative, &[], &[7; 31]] {
        let result = SigningKey::from_pkcs8_der(&pkcs8(bad));
        assert_eq!(result.err(), Some(GostError::PrivateKey));
    }
}

#[test]
fn pem_of_a_private_key_reads_back_and_nothing_else_does() {
    let pem = key().to_pkcs8_pem().unwrap();
    let read = SigningKey::from_pkcs8_pem(pem.expose()).unwrap();
    assert_eq!(read.verifying_key(), key().verifying_key());
    let encrypted = pem.expose().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    for bad in [&*encrypted, "", "-----BEGIN PRIVATE KEY-----"] {
        assert_eq!(SigningKey::from_pkcs8_pem(bad).err(), Some(GostError::Pem));
    }
}

#[test]
fn constant_entropy_repeats_no_one_time_number() {
    let (a, b) = (key().sign(b"first", [0; 32]), key().sign(b"second", [0; 32]));
    assert_ne!(a[32..], b[32..], "the same r is the same k");
    let c = key().sign(b"first", [1; 32]);
    assert_ne!(a[32..], c[32..]);
    let other = SigningKey::from_bytes([7; 32]).unwrap().sign(b"first", [0; 32]);
    assert_ne!(a[32..], other[32..]);
    assert_eq!(a, key().sign(b"first", [0; 32]));
}

#[test]
fn debug_shows_nothing_of_a_private_key() {
    assert_eq!(format!("{:?}", key()), "SigningKey([secret])");
    assert_eq!(format!("{:?}", key().to_pkcs8_pem().unwrap()), "[secret]");
}

#[test]
fn a_certificate_has_its_limits() {
    let at = |text| DateTime::parse_from_rfc3339(text).unwrap();
    let (from, until) = (at("2026-09-01T00:00:00+03:00"), at("2060-09-01T00:00:00+03:00"));
    let make =
        |name: &str, from, until| certificate::self_signed(&key(), name, from, until, [1; 32]);
    let der = make("Школа № 1", from, until).unwrap();
    assert_eq!(VerifyingKey::from_certificate_der(&der), Ok(key().verifying_key()));
    for text in ["260831210000Z", "20600831210000Z", "Школа № 1"] {
        assert!(der.windows(text.len()).any(|part| part == text.as_bytes()), "{text}");
    }
    assert!(make(&"Ш".repeat(64), from, from).is_ok());
    for name in ["", &"Ш".repeat(65), "a\nb"] {
        assert_eq!(make(name, from, until), Err(GostError::CommonName));
    }
    assert_eq!(make("a", until, from), Err(GostError::Validity));
    assert_eq!(make("a", at("1969-12-31T23:59:59Z"), until), Err(GostError::Validity));
    assert_eq!(make("a", from, at("9999-12-31T23:59:59-01:00")), Err(GostError::Validity));
    let other = certificate::self_signed(&key(), "Школа № 1", from, until, [2; 32]).unwrap();
    assert_ne!(der[..30], other[..30], "another entropy, another serial number");
}

fn keys() -> impl Strategy<Value = [u8; 32]> {
    any::<[u8; 32]>().prop_filter("a private key", |key| SigningKey::from_bytes(*key).is_ok())
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(24))]

    #[test]
    fn what_is_signed_verifies(key in keys(), message: Vec<u8>, entropy: [u8; 32]) {
        let key = SigningKey::from_bytes(key).unwrap();
        let signature = key.sign(&message, entropy);
        prop_assert_eq!(key.verifying_key().verify(&message, &signature), Ok(()));
    }

    #[test]
    fn a_flipped_bit_of_the_signature_or_the_message_is_noticed(
        key in keys(),
        message in proptest::collection::vec(any::<u8>(), 1..80),
        at: proptest::sample::Index,
        entropy: [u8; 32],
        bit in 0_usize..512,
    ) {
        let key = SigningKey::from_bytes(key).unwrap();
        let signature = key.sign(&message, entropy);
        let mut spoiled = signature;
        spoiled[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(key.verifying_key().verify(&message, &spoiled).is_err());
        let mut other = message;
        let byte = at.index(other.len());
        other[byte] ^= 1 << (bit % 8);
        prop_assert_eq!(key.verifying_key().verify(&other, &signature), Err(GostError::Mismatch));
    }

    #[test]
    fn bytes_at_random_are_refused(bytes: Vec<u8>) {
        prop_assert!(VerifyingKey::from_spki_der(&bytes).is_err());
        prop_assert!(VerifyingKey::from_certificate_der(&bytes).is_err());
        prop_assert!(SigningKey::from_pkcs8_der(&bytes).is_err());
    }
}
