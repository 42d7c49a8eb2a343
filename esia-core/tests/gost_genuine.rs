//! Goal: genuine certificates of ESIA and of its clients are read, and hash to what ESIA printed.
//!
//! Method: the folder that `ESIA_GENUINE_DIR` names holds certificates that others published; they
//! are not ours to pass on. The expected fingerprints are those of esia-protocol.md 4.3, one of
//! them printed by ESIA's test stand itself. Without the folder each test says so and ends.
#![cfg(feature = "gost")]
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{GostError, VerifyingKey};
use std::path::PathBuf;

/// A file of the folder, if there is a folder; a file missing from it is a failure.
fn genuine(name: &str) -> Option<String> {
    let Some(folder) = std::env::var_os("ESIA_GENUINE_DIR") else {
        eprintln!("NOT CHECKED: {name}; ESIA_GENUINE_DIR names no folder of genuine material");
        return None;
    };
    Some(std::fs::read_to_string(PathBuf::from(folder).join(name)).unwrap())
}

#[test]
fn the_fingerprints_are_those_that_esia_and_a_client_printed() {
    for (name, expected) in [
        (
            "client-gost-2025.cer",
            "95EAC433F341104C5B99A8F5B54C2D62A80FA1F10F9A6D79835248F2AF88DABA",
        ),
        (
            "esia-rsa-test-2024.pem",
            "2D617FE69248B6C9405C23B15AA4FC3D2D87D1C1EE9E843C7E9B51E16912277A",
        ),
    ] {
        let Some(pem) = genuine(name) else { return };
        let fingerprint = CertificateFingerprint::of_pem(&pem).unwrap();
        assert_eq!(fingerprint.to_string(), expected, "{name}");
        let (_, der) = pem_rfc7468::decode_vec(pem.as_bytes()).unwrap();
        assert_eq!(CertificateFingerprint::of_der(&der), fingerprint, "{name}");
    }
}

#[test]
fn the_certificates_parse_and_their_curve_is_recognised() {
    for name in ["client-gost-2025.cer", "esia-gost-test.cer", "esia-gost-prod.cer"] {
        let Some(pem) = genuine(name) else { return };
        let (_, der) = pem_rfc7468::decode_vec(pem.as_bytes()).unwrap();
        let key = VerifyingKey::from_certificate_der(&der);
        assert!(key.is_ok(), "{name}: {key:?}");
    }
}

#[test]
fn an_rsa_certificate_is_refused_by_name() {
    let Some(pem) = genuine("esia-rsa-test-2024.pem") else { return };
    let (_, der) = pem_rfc7468::decode_vec(pem.as_bytes()).unwrap();
    assert_eq!(VerifyingKey::from_certificate_der(&der), Err(GostError::Algorithm));
}
