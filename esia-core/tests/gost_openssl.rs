//! Goal: our GOST signatures, keys, certificates and fingerprints are those of OpenSSL.
//!
//! Method: OpenSSL with its GOST engine, an implementation that shares no code with ours, does
//! one half of each task and this crate the other, in both directions, with keys made on the
//! spot; each agreement stands beside a disagreement (a byte changed), on both sides.
#![cfg(feature = "gost")]

#[path = "support/openssl.rs"]
mod openssl;

use chrono::DateTime;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{GostError, SigningKey, VerifyingKey, certificate};
use openssl::{Folder, MESSAGE, spoiled};
use std::process::Command;

/// Whether OpenSSL accepts the file `signature` for the file `message` by the key `public.der`.
fn verifies(folder: &Folder) -> bool {
    let command =
        "dgst -md_gost12_256 -keyform DER -verify public.der -signature signature message";
    let arguments: Vec<&str> = command.split_whitespace().collect();
    String::from_utf8_lossy(&folder.run(&arguments).stdout).contains("Verified OK")
}

#[test]
fn what_openssl_signs_we_verify() {
    for parameter_set in ["XA", "A", "TCB"] {
        let folder = Folder::made_by_openssl(parameter_set);
        let key = VerifyingKey::from_certificate_der(&folder.read("cert.der")).unwrap();
        assert_eq!(VerifyingKey::from_spki_der(&folder.read("public.der")), Ok(key));
        let signature = folder.read("signature");
        assert_eq!(key.verify(MESSAGE, &signature), Ok(()), "{parameter_set}");
        for at in [0, 31, 32, 63] {
            let result = key.verify(MESSAGE, &spoiled(&signature, at));
            assert_eq!(result, Err(GostError::Mismatch), "{parameter_set}");
        }
        let result = key.verify(&spoiled(MESSAGE, 5), &signature);
        assert_eq!(result, Err(GostError::Mismatch), "{parameter_set}");
    }
}

#[test]
fn what_we_sign_with_openssls_key_openssl_verifies() {
    let folder = Folder::made_by_openssl("XA");
    let key = SigningKey::from_pkcs8_pem(&folder.text("key.pem")).unwrap();
    assert_eq!(key.verifying_key().to_spki_der(), folder.read("public.der"));
    for entropy in [[0; 32], [0xff; 32], [42; 32]] {
        let signature = key.sign(MESSAGE, entropy);
        folder.write("signature", &signature);
        assert!(verifies(&folder));
        for at in [0, 31, 32, 63] {
            folder.write("signature", &spoiled(&signature, at));
            assert!(!verifies(&folder));
        }
        folder.write("signature", &signature);
        folder.write("message", &spoiled(MESSAGE, 5));
        assert!(!verifies(&folder));
        folder.write("message", MESSAGE);
    }
}

#[test]
fn openssl_reads_the_keys_we_write() {
    let folder = Folder::new();
    let key = SigningKey::from_bytes([7; 32]).unwrap();
    folder.write("key.pem", key.to_pkcs8_pem().unwrap().expose().as_bytes());
    folder.openssl("dgst -md_gost12_256 -sign key.pem -out signature message");
    assert_eq!(key.verifying_key().verify(MESSAGE, &folder.read("signature")), Ok(()));
    folder.write("public.der", &key.verifying_key().to_spki_der());
    assert!(verifies(&folder));
}

#[test]
fn we_read_a_wrapped_private_key_of_openssl() {
    let folder = Folder::made_by_openssl("XA");
    let output = Command::new("openssl")
        .args(["pkey", "-in", "key.pem", "-outform", "DER", "-out", "wrapped.der"])
        .current_dir(folder.root())
        .env("OPENSSL_CONF", "gost.cnf")
        .env("GOST_PK_FORMAT", "LEGACY_PK_WRAP")
        .output()
        .unwrap();
    assert!(output.status.success());
    let wrapped = folder.read("wrapped.der");
    assert_eq!(wrapped.len(), 74, "the key is an OCTET STRING within an OCTET STRING");
    let key = SigningKey::from_pkcs8_der(&wrapped).unwrap();
    assert_eq!(key.verifying_key().to_spki_der(), folder.read("public.der"));
}

#[test]
fn openssl_accepts_our_self_signed_certificate() {
    let folder = Folder::new();
    let key = SigningKey::from_bytes([7; 32]).unwrap();
    let from = DateTime::parse_from_rfc3339("2020-01-01T00:00:00+03:00").unwrap();
    let until = DateTime::parse_from_rfc3339("2070-01-01T00:00:00+03:00").unwrap();
    let der = certificate::self_signed(&key, "Школа № 1", from, until, [9; 32]).unwrap();
    folder.write("cert.der", &der);
    folder.openssl("x509 -inform DER -in cert.der -out cert.pem");
    folder.openssl("verify -check_ss_sig -CAfile cert.pem cert.pem");
    let subject = folder.openssl("x509 -in cert.pem -noout -subject -nameopt utf8");
    assert_eq!(String::from_utf8(subject).unwrap().trim(), "subject=CN=Школа № 1");

    // The last byte is in the signature; OpenSSL has to notice, or the check above checks nothing.
    folder.write("bad.der", &spoiled(&der, der.len() - 1));
    folder.openssl("x509 -inform DER -in bad.der -out bad.pem");
    let result = folder.run(&["verify", "-check_ss_sig", "-CAfile", "bad.pem", "bad.pem"]);
    assert!(!result.status.success());
}

#[test]
fn the_fingerprint_is_the_hash_of_openssl() {
    let folder = Folder::made_by_openssl("XA");
    let printed = folder.openssl("dgst -md_gost12_256 -r cert.der");
    let hash = String::from_utf8(printed).unwrap().split(' ').next().unwrap().to_owned();
    let fingerprint = CertificateFingerprint::of_der(&folder.read("cert.der"));
    assert_eq!(fingerprint.to_string(), hash.to_uppercase());
    assert_eq!(CertificateFingerprint::of_pem(&folder.text("cert.pem")), Ok(fingerprint));
    assert_eq!(CertificateFingerprint::parse(&hash), Ok(fingerprint));
}

#[test]
fn keys_of_other_kinds_made_by_openssl_are_refused_by_name() {
    for (options, expected) in [
        ("gost2012_256 -pkeyopt paramset:TCA", GostError::Curve),
        ("gost2012_256 -pkeyopt paramset:B", GostError::Curve),
        ("gost2012_256 -pkeyopt paramset:C", GostError::Curve),
        ("gost2012_512 -pkeyopt paramset:A", GostError::Key512),
        ("gost2001 -pkeyopt paramset:XA", GostError::Key2001),
        ("RSA -pkeyopt rsa_keygen_bits:2048", GostError::Algorithm),
    ] {
        let folder = Folder::new();
        folder.openssl(&format!("genpkey -algorithm {options} -out key.pem"));
        folder.openssl("pkey -in key.pem -pubout -outform DER -out public.der");
        let public = VerifyingKey::from_spki_der(&folder.read("public.der"));
        assert_eq!(public, Err(expected), "{options}");
        let private = SigningKey::from_pkcs8_pem(&folder.text("key.pem"));
        assert_eq!(private.err(), Some(expected), "{options}");
    }
}
