//! Goal: what ESIA itself has signed is read, believed as far as it goes, and refused where it must.
//! Method: public tokens of ESIA's test stand, long expired, checked with ESIA's own key and
//! certificate. They are not part of the project: the folder is named by `ESIA_GENUINE_DIR`, and
//! without it each test says so on standard error.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, FixedOffset};
use esia_core::account::{Contour, SubjectId};
use esia_core::protocol::client::ClientId;
use esia_core::protocol::contour::{ContourError, Material};
use esia_core::protocol::endpoints::{Issuers, PRODUCTION_ISSUER};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::jws::{self, JwsError, TokenKind};
use esia_core::protocol::key_set::{CertificateDates, KeyError, KeySet};
use esia_core::protocol::token::{AccessToken, IdToken};
use esia_core::protocol::verify::{VerifiedAccessToken, Verifier, VerifyError};
use std::io::Write as _;
use std::path::PathBuf;

/// The folder of genuine material, if there is one.
struct Folder(PathBuf);

impl Folder {
    fn open(test: &str) -> Option<Self> {
        let folder = std::env::var_os("ESIA_GENUINE_DIR").map(|name| Self(name.into()));
        if folder.is_none() {
            let line = format!("\nNOT CHECKED: {test}: ESIA_GENUINE_DIR is not set\n");
            std::io::stderr().write_all(line.as_bytes()).unwrap();
        }
        folder
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap().trim().to_owned()
    }

    fn keys(&self, names: &[&str]) -> KeySet {
        let mut keys = KeySet::in_contour(Contour::Test);
        for name in names {
            keys.add_pem(&self.text(name)).unwrap();
        }
        keys
    }
}

fn seconds(seconds: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset()
}

fn today() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap()
}

fn verifier(client_id: &str, issuers: Issuers, keys: KeySet) -> Verifier {
    Verifier::new(Contour::Test, issuers, ClientId::parse(client_id).unwrap(), keys)
}

/// The test stand once signed in the name of production: the contour is still that of test.
fn named_as_production() -> Issuers {
    Issuers::in_contour(Contour::Test, [PRODUCTION_ISSUER.to_owned()]).unwrap()
}

#[test]
fn the_access_token_of_2018_was_good_in_its_hour_and_is_expired() {
    let Some(folder) = Folder::open("access-token-2018.jwt") else { return };
    let token = folder.text("access-token-2018.jwt");
    let keys = folder.keys(&["esia-rsa-test-2024.pem", "signing-key-2014-2024.pem"]);
    // A token of the test stand with the issuer of production.
    let verifier = verifier("EKAP01", named_as_production(), keys);
    let check = |subject: &str, at| -> Result<VerifiedAccessToken, VerifyError> {
        let subject = SubjectId::new(subject.to_owned());
        verifier.verify_access_token(AccessToken::new(token.clone()), &subject, at)
    };
    let good = check("1000299681", seconds(1_525_754_100)).unwrap();
    assert!(good.grants("snils") && good.grants("openid") && !good.grants("kid_snils"));
    assert_eq!(good.expires_at(), seconds(1_525_757_649));
    assert_eq!(good.key().dates, CertificateDates::BareKey);
    assert_eq!(check("1000299681", today()).unwrap_err(), VerifyError::Expired);
    assert_eq!(check("1000299682", seconds(1_525_754_100)).unwrap_err(), VerifyError::Subject);
}

#[test]
fn the_access_token_of_2015_was_good_in_its_hour_and_is_expired() {
    let Some(folder) = Folder::open("access-token-2015.jwt") else { return };
    let token = AccessToken::new(folder.text("access-token-2015.jwt"));
    let keys = folder.keys(&["signing-key-2014-2024.pem"]);
    let verifier = verifier("SEPCAP", named_as_production(), keys);
    let subject = SubjectId::new("1000323031".to_owned());
    let good = verifier.verify_access_token(token.clone(), &subject, seconds(1_446_500_000));
    assert!(good.unwrap().grants("http://esia.gosuslugi.ru/usr_inf"));
    let late = verifier.verify_access_token(token, &subject, today());
    assert_eq!(late.unwrap_err(), VerifyError::Expired);
}

#[test]
fn the_code_of_2015_is_signed_and_is_no_token() {
    let Some(folder) = Folder::open("code-2015.jwt") else { return };
    let code = folder.text("code-2015.jwt");
    let keys = folder.keys(&["signing-key-2014-2024.pem"]);
    let kind = jws::verify_signature(&code, &keys).unwrap().kind();
    assert_eq!(kind, TokenKind::AuthorizationCode);
    let verifier = verifier("SEPCAP", named_as_production(), keys);
    let subject = SubjectId::new("1000323031".to_owned());
    let at = seconds(1_446_499_800);
    let as_access = verifier.verify_access_token(AccessToken::new(code.clone()), &subject, at);
    assert_eq!(as_access.unwrap_err(), VerifyError::Kind);
    let as_id = verifier.verify_id_token(&IdToken::new(code), None, at);
    assert_eq!(as_id.unwrap_err(), VerifyError::Kind);
}

#[test]
fn the_code_of_2025_names_the_certificate_that_signed_it() {
    let Some(folder) = Folder::open("code-2025.jwt") else { return };
    let code = folder.text("code-2025.jwt");
    let keys = folder.keys(&["signing-key-2014-2024.pem", "esia-rsa-test-2024.pem"]);
    let signed = jws::verify_signature(&code, &keys).unwrap();
    assert_eq!(signed.kind(), TokenKind::AuthorizationCode);
    let fingerprint = signed.fingerprint().unwrap().to_string();
    assert_eq!(fingerprint, "2D617FE69248B6C9405C23B15AA4FC3D2D87D1C1EE9E843C7E9B51E16912277A");
    let of_file = CertificateFingerprint::of_pem(&folder.text("esia-rsa-test-2024.pem")).unwrap();
    assert_eq!(signed.fingerprint(), Some(of_file));
    let report = signed.key_report(today());
    assert!(
        matches!(report.dates, CertificateDates::Until(end) if end.timestamp() > 2_000_000_000)
    );
}

#[test]
fn the_code_of_2025_is_no_token_and_needs_its_certificate() {
    let Some(folder) = Folder::open("code-2025.jwt") else { return };
    let code = folder.text("code-2025.jwt");
    let old = folder.keys(&["signing-key-2014-2024.pem"]);
    assert_eq!(jws::verify_signature(&code, &old).unwrap_err(), JwsError::UnknownCertificate);
    let keys = folder.keys(&["esia-rsa-test-2024.pem"]);
    let verifier = verifier("230A03", Issuers::test(), keys);
    let as_id = verifier.verify_id_token(&IdToken::new(code), None, seconds(1_758_177_000));
    assert_eq!(as_id.unwrap_err(), VerifyError::Kind);
}

/// T-10: the signature of the test stand is good, and counts for nothing in production.
#[test]
fn no_genuine_material_of_the_test_stand_counts_in_production() {
    let Some(folder) = Folder::open("contours") else { return };
    let mut production = KeySet::in_contour(Contour::Production);
    let certificate = folder.text("esia-rsa-test-2024.pem");
    assert_eq!(production.add_pem(&certificate), Err(KeyError::OfTestStand));
    let gost = production.add_pem(&folder.text("esia-gost-test.cer"));
    let expected = if cfg!(feature = "gost") { KeyError::OfTestStand } else { KeyError::Algorithm };
    assert_eq!(gost, Err(expected));
    assert!(production.is_empty());

    // Its token names the issuer of production; its key stays a key of test.
    let keys = folder.keys(&["signing-key-2014-2024.pem"]);
    let client_id = ClientId::parse("EKAP01").unwrap();
    let mixed = Verifier::new(Contour::Production, Issuers::production(), client_id, keys);
    let refused = ContourError {
        material: Material::Keys,
        found: Contour::Test,
        expected: Contour::Production,
    };
    assert_eq!(mixed.check_contours(), Err(refused));
    let token = AccessToken::new(folder.text("access-token-2018.jwt"));
    let subject = SubjectId::new("1000299681".to_owned());
    let error = mixed.verify_access_token(token, &subject, seconds(1_525_754_100)).unwrap_err();
    assert_eq!(error, VerifyError::Contour(refused));
}

#[test]
fn a_changed_genuine_token_is_refused() {
    let Some(folder) = Folder::open("tampering") else { return };
    let keys = folder.keys(&["signing-key-2014-2024.pem", "esia-rsa-test-2024.pem"]);
    for name in ["access-token-2015.jwt", "access-token-2018.jwt", "code-2015.jwt", "code-2025.jwt"]
    {
        let token = folder.text(name);
        let (message, signature) = token.rsplit_once('.').unwrap();
        let changed = [message, "A.", signature].concat();
        assert!(jws::verify_signature(&token, &keys).is_ok(), "{name}");
        assert_eq!(
            jws::verify_signature(&changed, &keys).unwrap_err(),
            JwsError::Signature,
            "{name}"
        );
    }
}

#[test]
fn the_gost_certificates_are_read_where_gost_is_built_in() {
    let Some(folder) = Folder::open("GOST certificates") else { return };
    let expected = if cfg!(feature = "gost") { Ok(()) } else { Err(KeyError::Algorithm) };
    for name in ["esia-gost-test.cer", "esia-gost-prod.cer", "client-gost-2025.cer"] {
        assert_eq!(KeySet::new().add_pem(&folder.text(name)), expected, "{name}");
    }
}
