//! The formats of keys: SPKI and PKCS#8 for the one algorithm and the one curve of this module.

use super::GostError;
use super::curve::FIELD_LENGTH;
use alloc::vec::Vec;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode as _, Reader as _, SliceReader};
use x509_cert::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use zeroize::Zeroizing;

const KEY_2012_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.1");
const KEY_2012_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.2");
const KEY_2001: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.19");
const STREEBOG_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.2.2");

/// The names of the curve: CryptoPro-XchA, CryptoPro-A, TC26 256-bit set B.
const CURVE: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("1.2.643.2.2.36.0"),
    ObjectIdentifier::new_unwrap("1.2.643.2.2.35.1"),
    ObjectIdentifier::new_unwrap("1.2.643.7.1.2.1.1.2"),
];

/// The `AlgorithmIdentifier` that is written: the key, CryptoPro-XchA and Streebog-256.
const ALGORITHM: [u8; 33] = [
    0x30, 0x1f, // SEQUENCE
    0x06, 0x08, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01, 0x01, // 1.2.643.7.1.1.1.1
    0x30, 0x13, // SEQUENCE
    0x06, 0x07, 0x2a, 0x85, 0x03, 0x02, 0x02, 0x24, 0x00, // 1.2.643.2.2.36.0
    0x06, 0x08, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x02, 0x02, // 1.2.643.7.1.1.2.2
];

/// A coordinate or a private key as it stands in a file: little-endian.
type Field = [u8; FIELD_LENGTH];

/// X and Y from a `SubjectPublicKeyInfo`, little-endian.
pub(super) fn read_spki(der: &[u8]) -> Result<(Field, Field), GostError> {
    let spki = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| GostError::Der)?;
    read_public_key(&spki.algorithm, &spki.subject_public_key)
}

/// X and Y from the two parts of a `SubjectPublicKeyInfo`, little-endian.
pub(super) fn read_public_key(
    algorithm: &AlgorithmIdentifierRef<'_>,
    key: &BitStringRef<'_>,
) -> Result<(Field, Field), GostError> {
    check_algorithm(algorithm)?;
    let octets = key.as_bytes().ok_or(GostError::Der)?;
    let point = <&OctetStringRef>::from_der(octets).map_err(|_| GostError::Der)?;
    let (coordinates, rest) = point.as_bytes().as_chunks::<FIELD_LENGTH>();
    match (coordinates, rest) {
        ([x, y], []) => Ok((*x, *y)),
        _ => Err(GostError::Point),
    }
}

/// A `SubjectPublicKeyInfo` of X and Y, little-endian.
pub(super) fn write_spki(x: Field, y: Field) -> Vec<u8> {
    [&[0x30, 0x66][..], &ALGORITHM, &[0x03, 0x43, 0x00, 0x04, 0x40], &x, &y].concat()
}

/// The private key of an unencrypted PKCS#8, little-endian.
pub(super) fn read_pkcs8(der: &[u8]) -> Result<Zeroizing<Field>, GostError> {
    let (algorithm, key) = AnyRef::from_der(der)
        .and_then(|whole| whole.sequence(read_pkcs8_parts))
        .map_err(|_| GostError::Der)?;
    check_algorithm(&algorithm)?;
    read_private_key(key.as_bytes())
}

/// An unencrypted PKCS#8 of a private key, little-endian.
pub(super) fn write_pkcs8(key: &Field) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([&[0x30, 0x46, 0x02, 0x01, 0x00][..], &ALGORITHM, &[0x04, 0x20], key].concat())
}

/// Version, algorithm, key; attributes may follow and are not looked at.
fn read_pkcs8_parts<'a>(
    reader: &mut SliceReader<'a>,
) -> der::Result<(AlgorithmIdentifierRef<'a>, &'a OctetStringRef)> {
    let _version = u8::decode(reader)?;
    let algorithm = AlgorithmIdentifierRef::decode(reader)?;
    let key = <&OctetStringRef>::decode(reader)?;
    while !reader.is_finished() {
        AnyRef::decode(reader)?;
    }
    Ok((algorithm, key))
}

/// The three forms that OpenSSL's engine writes: bare bytes, OCTET STRING, INTEGER.
fn read_private_key(bytes: &[u8]) -> Result<Zeroizing<Field>, GostError> {
    if let Ok(bare) = Field::try_from(bytes) {
        return Ok(Zeroizing::new(bare));
    }
    if let Ok(octets) = <&OctetStringRef>::from_der(bytes) {
        return Field::try_from(octets.as_bytes())
            .map(Zeroizing::new)
            .map_err(|_| GostError::PrivateKey);
    }
    let integer = UintRef::from_der(bytes).map_err(|_| GostError::PrivateKey)?;
    if integer.as_bytes().len() > FIELD_LENGTH {
        return Err(GostError::PrivateKey);
    }
    let mut key = Zeroizing::new(Field::default());
    for (to, from) in key.iter_mut().zip(integer.as_bytes().iter().rev()) {
        *to = *from;
    }
    Ok(key)
}

/// Whether an `AlgorithmIdentifier` names the key, the curve and the hash of this module.
fn check_algorithm(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<(), GostError> {
    match algorithm.oid {
        KEY_2012_256 => {}
        KEY_2012_512 => return Err(GostError::Key512),
        KEY_2001 => return Err(GostError::Key2001),
        _ => return Err(GostError::Algorithm),
    }
    let (curve, hash) = algorithm
        .parameters
        .ok_or(GostError::Der)?
        .sequence(read_parameters)
        .map_err(|_| GostError::Der)?;
    if !CURVE.contains(&curve) {
        return Err(GostError::Curve);
    }
    // With the TC26 names the hash is left out: the length of the key says which it is.
    if hash.is_some_and(|hash| hash != STREEBOG_256) {
        return Err(GostError::Hash);
    }
    Ok(())
}

/// The curve, perhaps the hash, perhaps a cipher, which a signature has no use for.
fn read_parameters(
    reader: &mut SliceReader<'_>,
) -> der::Result<(ObjectIdentifier, Option<ObjectIdentifier>)> {
    let curve = ObjectIdentifier::decode(reader)?;
    let hash = Option::<ObjectIdentifier>::decode(reader)?;
    let _cipher = Option::<ObjectIdentifier>::decode(reader)?;
    Ok((curve, hash))
}
