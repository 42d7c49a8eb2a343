//! The certificates of ESIA: two algorithms, a rotation, one that has ended.

use crate::diary::{Diary, hash, now};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use esia_core::protocol::jws;
use esia_core::protocol::key_set::{CertificateDates, KeySet, TokenAlgorithm};
use gosuslugi_stand::{Config, Fault, TokenCertificate, TokenCertificateError};
use serde_json::Value;

fn header(token: &Value) -> Value {
    let part = token.as_str().unwrap().split('.').next().unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// Every published certificate.
fn keys(diary: &Diary) -> KeySet {
    let mut keys = KeySet::new();
    for der in diary.stand.certificates_der() {
        keys.add_certificate_der(der).unwrap();
    }
    keys
}

#[tokio::test]
async fn a_card_with_gost_gets_gost_tokens_and_the_library_verifies_them() {
    let gost = TokenAlgorithm::Gost256;
    let diary =
        Diary::start_as(Config::default(), |client| client.with_token_algorithm(gost)).await;
    let answer = diary.tokens_for("granted-pupil").await;
    let keys = keys(&diary);
    for name in ["access_token", "id_token"] {
        let token = &answer[name];
        assert_eq!(header(token)["alg"], "GOST3410_2012_256");
        let signed = jws::verify_signature(token.as_str().unwrap(), &keys).unwrap();
        let named = header(token)["x5t#St256"].as_str().unwrap().to_owned();
        assert_eq!(signed.fingerprint().unwrap().to_string(), named);
    }
    // A flipped letter of the claims is not signed.
    let token = answer["id_token"].as_str().unwrap();
    let bent = token.replacen(".eyJ", ".eyK", 1);
    assert!(jws::verify_signature(&bent, &keys).is_err());
}

#[tokio::test]
async fn from_a_moment_on_the_next_certificate_signs_and_the_former_stays_published() {
    let moment = (now() + TimeDelta::hours(1)).to_utc();
    for algorithm in [TokenAlgorithm::Rs256, TokenAlgorithm::Gost256] {
        let config = Config::default().with_rotation(moment);
        let diary = Diary::start_as(config, |client| client.with_token_algorithm(algorithm)).await;
        assert_eq!(diary.stand.certificates_der().count(), 5);
        let before = diary.tokens_for("granted-pupil").await["id_token"].clone();
        diary.stand.advance(TimeDelta::minutes(61));
        let mut fields = diary.fields();
        fields.timestamp = crate::diary::minutes_ago(-61);
        let request = diary.code_request(&fields);
        let back = diary.stand.callback_for(&request, "granted-pupil").unwrap();
        fields.code = crate::diary::parameter(&back, "code").unwrap();
        fields.state = crate::diary::state();
        let (_, answer) = diary.post(&diary.form(&fields)).await;
        let after = answer["id_token"].clone();
        assert_ne!(header(&before)["x5t#St256"], header(&after)["x5t#St256"]);
        assert_eq!(header(&before)["alg"], header(&after)["alg"]);
        let keys = keys(&diary);
        for token in [before, after] {
            jws::verify_signature(token.as_str().unwrap(), &keys).unwrap();
        }
    }
}

#[tokio::test]
async fn a_certificate_that_ended_signs_when_it_is_told_to() {
    let diary = Diary::start().await;
    diary.stand.faults().set(Fault::ExpiredCertificate);
    let token = diary.tokens_for("granted-pupil").await["id_token"].clone();
    let keys = keys(&diary);
    let signed = jws::verify_signature(token.as_str().unwrap(), &keys).unwrap();
    assert!(matches!(signed.key_report(now()).dates, CertificateDates::Ended(_)));
    assert_ne!(header(&token)["x5t#St256"], hash(diary.stand.certificate_der()));
}

#[test]
fn a_pair_that_is_none_is_refused() {
    let key = include_str!("../../keys/test-only-token-key.pem");
    let next = include_str!("../../keys/test-only-next-token-key.pem");
    let certificate = include_str!("../../keys/test-only-token-certificate.pem");
    let read = |key, certificate| TokenCertificate::from_pem(key, certificate).err();
    assert_eq!(read(key, certificate), None);
    assert_eq!(read(next, certificate), Some(TokenCertificateError::Pair));
    assert_eq!(read(certificate, certificate), Some(TokenCertificateError::Key));
    assert_eq!(read(key, key), Some(TokenCertificateError::Certificate));
    let (gost, der) = crate::diary::key_pair(3);
    let pem = gost.to_pkcs8_pem().unwrap();
    assert_eq!(read(pem.expose(), certificate), Some(TokenCertificateError::Pair));
    let body = base64::engine::general_purpose::STANDARD.encode(der);
    let own = format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n");
    assert_eq!(read(pem.expose(), &own), None);
}
