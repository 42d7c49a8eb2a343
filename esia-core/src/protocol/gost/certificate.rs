//! Self-signed certificates: what the simulated stand shows for a key it has just made.

use super::{GostError, SigningKey};
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use core::time::Duration;
use der::asn1::{Any, BitStringRef, ObjectIdentifier, UintRef, Utf8StringRef};
use der::{Encode, Tag};
use streebog::{Digest as _, Streebog256};
use x509_cert::time::Time;

/// Signature of GOST R 34.10-2012 with Streebog-256.
const SIGNATURE_ALGORITHM: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.3.2");

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// The longest common name, in characters (`ub-common-name`).
const COMMON_NAME_MAX: usize = 64;

/// Length of the serial number in bytes.
const SERIAL_LENGTH: usize = 16;

/// Keeps this hash apart from any other use of the hash.
const SERIAL_CONTEXT: &[u8] = b"esia-core gost serial 1";

/// A certificate in DER that a key signs for itself.
///
/// It has a subject (the common name alone), a validity, the key, and no extensions: enough for a
/// fingerprint and for `openssl verify`. The serial number comes from `entropy` and the key.
///
/// # Errors
///
/// - [`GostError::CommonName`]: not 1 to 64 characters, or one is a control character.
/// - [`GostError::Validity`]: it ends before it begins, or lies outside 1970 to 9999.
/// - [`GostError::Der`]: the encoder failed, which it has no cause to.
///
/// # Examples
///
/// ```
/// use chrono::DateTime;
/// use esia_core::protocol::gost::{GostError, SigningKey, VerifyingKey, certificate};
///
/// let key = SigningKey::from_bytes([7; 32])?;
/// let from = DateTime::parse_from_rfc3339("2026-09-01T00:00:00Z").unwrap();
/// let until = DateTime::parse_from_rfc3339("2027-09-01T00:00:00Z").unwrap();
/// let der = certificate::self_signed(&key, "Школа № 1", from, until, [1; 32])?;
/// assert_eq!(VerifyingKey::from_certificate_der(&der), Ok(key.verifying_key()));
/// # Ok::<(), GostError>(())
/// ```
pub fn self_signed(
    key: &SigningKey,
    common_name: &str,
    not_before: DateTime<FixedOffset>,
    not_after: DateTime<FixedOffset>,
    entropy: [u8; 32],
) -> Result<Vec<u8>, GostError> {
    if !(1..=COMMON_NAME_MAX).contains(&common_name.chars().count())
        || common_name.chars().any(char::is_control)
    {
        return Err(GostError::CommonName);
    }
    if not_after < not_before {
        return Err(GostError::Validity);
    }
    let [not_before, not_after] = [time(not_before)?, time(not_after)?];
    let spki = key.verifying_key().to_spki_der();
    let serial = serial_number(&entropy, &spki);
    let sign = |body: &[u8]| key.sign(body, entropy);
    encode(&serial, common_name, [not_before, not_after], &spki, sign).map_err(|_| GostError::Der)
}

/// The structure of RFC 5280, 4.1, in its version 1: that is the version without extensions.
fn encode(
    serial: &[u8],
    common_name: &str,
    [not_before, not_after]: [Time; 2],
    spki: &[u8],
    sign: impl Fn(&[u8]) -> [u8; super::SIGNATURE_LENGTH],
) -> der::Result<Vec<u8>> {
    let algorithm = wrap(Tag::Sequence, &[SIGNATURE_ALGORITHM.to_der()?])?;
    let attribute =
        wrap(Tag::Sequence, &[COMMON_NAME.to_der()?, Utf8StringRef::new(common_name)?.to_der()?])?;
    let name = wrap(Tag::Sequence, &[wrap(Tag::Set, &[attribute])?])?;
    let validity = wrap(Tag::Sequence, &[not_before.to_der()?, not_after.to_der()?])?;
    let body = wrap(
        Tag::Sequence,
        &[
            UintRef::new(serial)?.to_der()?,
            algorithm.clone(),
            name.clone(),
            validity,
            name,
            spki.to_vec(),
        ],
    )?;
    let signature = BitStringRef::from_bytes(&sign(&body))?.to_der()?;
    wrap(Tag::Sequence, &[body, algorithm, signature])
}

/// A value that holds others, each already in DER.
fn wrap(tag: Tag, parts: &[Vec<u8>]) -> der::Result<Vec<u8>> {
    Any::new(tag, parts.concat())?.to_der()
}

/// `UTCTime` up to 2049 and `GeneralizedTime` after, as RFC 5280, 4.1.2.5, has it.
fn time(at: DateTime<FixedOffset>) -> Result<Time, GostError> {
    let seconds = u64::try_from(at.timestamp()).map_err(|_| GostError::Validity)?;
    der::DateTime::from_unix_duration(Duration::from_secs(seconds))
        .map(Time::from)
        .map_err(|_| GostError::Validity)
}

/// A positive number, different for each entropy and key.
fn serial_number(entropy: &[u8; 32], spki: &[u8]) -> Vec<u8> {
    let hash = Streebog256::new()
        .chain_update(SERIAL_CONTEXT)
        .chain_update(entropy)
        .chain_update(spki)
        .finalize();
    let mut serial: Vec<u8> = hash.into_iter().take(SERIAL_LENGTH).collect();
    if let Some(first) = serial.first_mut() {
        // Not negative, and never a shorter number.
        *first = *first & 0x3f | 0x40;
    }
    serial
}
