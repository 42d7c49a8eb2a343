//! Goal: no token that is wrong in any way is believed, and every wrong way has its own name.
//! Method: a mint signs tokens with a key that stands for ESIA's; each case changes one thing in a
//! good token and expects one typed error. The good tokens stand beside the bad ones.

#![cfg(feature = "protocol")]
#![expect(clippy::indexing_slicing, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use esia_core::account::{AccountKind, AccountLevel, Contour, SubjectId};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::jws::{self, JwsError, TokenKind};
use esia_core::protocol::key_set::TokenAlgorithm;
use esia_core::protocol::key_set::{CertificateDates, KeyError, KeySet, KeyWarning};
use esia_core::protocol::nonce::Nonce;
use esia_core::protocol::token::{AccessToken, IdToken, Tokens};
use esia_core::protocol::verify::{VerifiedAccessToken, VerifiedIdToken, VerifyError};
use mint::{TOKEN_CERTIFICATE, TOKEN_KEY, access_claims, access_header, at, encoded, id_claims};
use mint::{id_header, signed, verifier, verifier_with, with};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const FORGER_KEY: &str = include_str!("fixtures/forger-key.pem");
const FORGER_CERTIFICATE: &str = include_str!("fixtures/forger-certificate.pem");
const PUBLIC_KEY: &str = include_str!("fixtures/token-public.pem");
const PUBLIC_KEY_PKCS1: &str = include_str!("fixtures/token-public-pkcs1.pem");
const WEAK_KEY: &str = include_str!("fixtures/weak-public.pem");
const ED25519_KEY: &str = include_str!("fixtures/ed25519-public.pem");

fn id_token(header: &Value, claims: &Value) -> String {
    signed(TOKEN_KEY, header, &claims.to_string())
}

fn good_id_token() -> String {
    id_token(&id_header(), &id_claims())
}

fn good_access_token() -> String {
    signed(TOKEN_KEY, &access_header(), &access_claims().to_string())
}

fn check_id(token: &str) -> Result<VerifiedIdToken, VerifyError> {
    verifier().verify_id_token(&IdToken::new(token.to_owned()), None, at())
}

fn check_access(token: &str) -> Result<VerifiedAccessToken, VerifyError> {
    let subject = SubjectId::new("1000000017".to_owned());
    verifier().verify_access_token(AccessToken::new(token.to_owned()), &subject, at())
}

/// The error of an ID token that is good but for one claim.
fn id_with(name: &str, value: Value) -> Result<(), VerifyError> {
    check_id(&id_token(&id_header(), &with(id_claims(), name, value))).map(|_| ())
}

/// The error of an ID token that is good but for one claim about the subject.
fn person_with(name: &str, value: Value) -> Result<(AccountKind, AccountLevel), VerifyError> {
    let person = with(id_claims()["urn:esia:sbj"].clone(), name, value);
    let claims = with(id_claims(), "urn:esia:sbj", person);
    check_id(&id_token(&id_header(), &claims))
        .map(|token| (token.account().kind(), token.account().level()))
}

/// The error of an access token that is good but for one claim.
fn access_with(name: &str, value: Value) -> Result<(), VerifyError> {
    let claims = with(access_claims(), name, value);
    check_access(&signed(TOKEN_KEY, &access_header(), &claims.to_string())).map(|_| ())
}

#[test]
fn good_tokens_say_who_signed_in() {
    let tokens = Tokens {
        access_token: AccessToken::new(good_access_token()),
        id_token: IdToken::new(good_id_token()),
        refresh_token: None,
        expires_in_seconds: None,
        nonce: None,
        contour: Contour::Simulated,
    };
    let verified = verifier().verify(tokens, at()).unwrap();
    assert_eq!(verified.id.account().subject().id().expose(), "1000000017");
    assert_eq!(verified.id.account().subject().issuer(), "http://esia.test.example/");
    assert_eq!(verified.id.account().subject().contour(), Contour::Simulated);
    assert_eq!(verified.id.account().kind(), AccountKind::SelfMade);
    assert_eq!(verified.id.account().level(), AccountLevel::Confirmed);
    assert_eq!(verified.id.methods(), ["PWD"]);
    assert_eq!(verified.id.session().unwrap().expose(), "SID-CANARY");
    assert_eq!(verified.id.issued_at().timestamp(), at().timestamp() - 10);
    assert_eq!(verified.id.expires_at().timestamp(), at().timestamp() + 3590);
    assert_eq!(verified.id.authenticated_at().unwrap().timestamp(), at().timestamp() - 20);
    assert_eq!(verified.access.subject().expose(), "1000000017");
    assert!(verified.access.grants("snils") && verified.access.grants("openid"));
    assert!(!verified.access.grants("snil"));
}

#[test]
fn the_two_tokens_of_one_answer_are_about_one_account() {
    let tokens = Tokens {
        access_token: AccessToken::new(signed(
            TOKEN_KEY,
            &access_header(),
            &with(access_claims(), "urn:esia:sbj_id", json!(1_000_000_018)).to_string(),
        )),
        id_token: IdToken::new(good_id_token()),
        refresh_token: None,
        expires_in_seconds: None,
        nonce: None,
        contour: Contour::Simulated,
    };
    assert_eq!(verifier().verify(tokens, at()).unwrap_err(), VerifyError::Subject);
}

#[test]
fn a_forged_signature_is_refused() {
    let token = signed(FORGER_KEY, &id_header(), &id_claims().to_string());
    assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::Signature));
}

#[test]
fn a_payload_under_a_foreign_signature_is_refused() {
    let good = good_id_token();
    let (_, signature) = good.rsplit_once('.').unwrap();
    let claims = with(id_claims(), "sub", json!(1_000_000_018));
    let token = [&encoded(id_header().to_string()), &encoded(claims.to_string()), signature];
    assert_eq!(check_id(&token.join(".")).unwrap_err(), VerifyError::Jws(JwsError::Signature));
}

#[test]
fn no_flipped_character_passes() {
    let good = good_id_token();
    for position in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[position] = if bytes[position] == b'A' { b'B' } else { b'A' };
        let token = String::from_utf8(bytes).unwrap();
        assert!(matches!(check_id(&token), Err(VerifyError::Jws(_))), "{position}");
    }
}

#[test]
fn an_expired_token_is_refused_from_the_second_after_the_leeway() {
    let now = at().timestamp();
    assert_eq!(id_with("exp", json!(now - 59)), Ok(()));
    assert_eq!(id_with("exp", json!(now - 60)), Err(VerifyError::Expired));
    assert_eq!(access_with("exp", json!(now - 59)), Ok(()));
    assert_eq!(access_with("exp", json!(now - 60)), Err(VerifyError::Expired));
}

#[test]
fn a_token_that_is_not_valid_yet_is_refused() {
    let now = at().timestamp();
    assert_eq!(id_with("nbf", json!(now + 60)), Ok(()));
    assert_eq!(id_with("nbf", json!(now + 61)), Err(VerifyError::NotYetValid));
    assert_eq!(access_with("nbf", json!(now + 61)), Err(VerifyError::NotYetValid));
}

#[test]
fn a_token_of_the_future_is_refused() {
    let now = at().timestamp();
    assert_eq!(id_with("iat", json!(now + 60)), Ok(()));
    assert_eq!(id_with("iat", json!(now + 61)), Err(VerifyError::IssuedInFuture));
}

#[test]
fn the_leeway_is_a_setting() {
    let strict = verifier().with_leeway_seconds(0);
    let token = id_token(&id_header(), &with(id_claims(), "exp", json!(at().timestamp())));
    let result = strict.verify_id_token(&IdToken::new(token), None, at());
    assert_eq!(result.unwrap_err(), VerifyError::Expired);
}

#[test]
fn the_ends_of_time_do_not_overflow() {
    let token = IdToken::new(good_id_token());
    let first = chrono::DateTime::<chrono::Utc>::MIN_UTC.fixed_offset();
    let last = chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
    let result = |at| verifier().verify_id_token(&token, None, at).unwrap_err();
    assert_eq!(result(first), VerifyError::NotYetValid);
    assert_eq!(result(last), VerifyError::Expired);
}

/// T-10.
#[test]
fn a_wrong_issuer_is_refused() {
    for issuer in [
        "https://esia.test.example/",
        "http://esia.test.example",
        "http://esia.test.example/x",
        "http://esia.gosuslugi.ru/",
        "",
    ] {
        assert_eq!(id_with("iss", json!(issuer)), Err(VerifyError::Issuer), "{issuer}");
        assert_eq!(access_with("iss", json!(issuer)), Err(VerifyError::Issuer), "{issuer}");
    }
    assert_eq!(id_with("iss", json!(null)), Err(VerifyError::Missing { claim: "iss" }));
}

#[test]
fn a_token_for_another_system_is_refused() {
    assert_eq!(id_with("aud", json!(["ELSH01721"])), Ok(()));
    for audience in [json!("OTHER"), json!([]), json!(["ELSH01721", "OTHER"]), json!("elsh01721")] {
        assert_eq!(id_with("aud", audience.clone()), Err(VerifyError::Audience), "{audience}");
    }
    assert_eq!(id_with("aud", json!(null)), Err(VerifyError::Audience));
    assert_eq!(id_with("aud", json!(17)), Err(VerifyError::Malformed { claim: "aud" }));
    assert_eq!(access_with("client_id", json!("OTHER")), Err(VerifyError::Audience));
    assert_eq!(access_with("client_id", json!(null)), Err(VerifyError::Audience));
}

#[test]
fn the_algorithm_none_is_refused() {
    for name in ["none", "None", "NONE"] {
        let header = encoded(json!({"alg": name}).to_string());
        let payload = encoded(id_claims().to_string());
        let with_something = check_id(&[&*header, &*payload, "AA"].join(".")).unwrap_err();
        assert_eq!(with_something, VerifyError::Jws(JwsError::AlgorithmNone), "{name}");
        let with_nothing = check_id(&[&*header, &*payload, ""].join(".")).unwrap_err();
        assert_eq!(with_nothing, VerifyError::Jws(JwsError::Segments), "{name}");
    }
}

#[test]
fn a_keyed_hash_with_the_public_key_is_refused() {
    let header = encoded(json!({"alg": "HS256"}).to_string());
    let message = [header, encoded(id_claims().to_string())].join(".");
    for key in [PUBLIC_KEY, TOKEN_CERTIFICATE] {
        let tag = hmac_sha256(key.as_bytes(), message.as_bytes());
        let token = [message.clone(), encoded(tag)].join(".");
        assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::AlgorithmHmac));
    }
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(&Sha256::digest(key));
    let inner = Sha256::digest([&block.map(|byte| byte ^ 0x36), message].concat());
    Sha256::digest([block.map(|byte| byte ^ 0x5c).as_slice(), &inner].concat()).into()
}

#[test]
fn the_helper_above_is_hmac() {
    // RFC 4231, case 6: a key of 131 bytes, longer than a block.
    let message = b"Test Using Larger Than Block-Size Key - Hash Key First";
    let tag = hmac_sha256(&[0xaa; 131], message);
    assert_eq!(tag[..4], [0x60, 0xe4, 0x31, 0x59]);
}

#[test]
fn an_unknown_algorithm_is_refused() {
    for name in ["RS512", "PS256", "ES256", "rs256", "GOST3410_2012_512", ""] {
        let token = id_token(&with(id_header(), "alg", json!(name)), &id_claims());
        let error = check_id(&token).unwrap_err();
        assert_eq!(error, VerifyError::Jws(JwsError::AlgorithmUnknown), "{name}");
    }
    let token = id_token(&with(id_header(), "alg", json!(null)), &id_claims());
    assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::Header));
}

#[test]
fn the_header_cannot_change_the_family_of_a_key() {
    let header = with(id_header(), "alg", json!("GOST3410_2012_256"));
    let error = check_id(&id_token(&header, &id_claims())).unwrap_err();
    assert_eq!(error, VerifyError::Jws(JwsError::NoKey));
    let fingerprint = CertificateFingerprint::of_pem(TOKEN_CERTIFICATE).unwrap().to_string();
    let header = with(header, "x5t#St256", json!(fingerprint));
    let error = check_id(&id_token(&header, &id_claims())).unwrap_err();
    assert_eq!(error, VerifyError::Jws(JwsError::NoKey));
}

#[test]
fn a_named_certificate_is_used_and_an_unknown_one_refused() {
    let own = CertificateFingerprint::of_pem(TOKEN_CERTIFICATE).unwrap();
    let header = with(id_header(), "x5t#St256", json!(own.to_string()));
    let token = check_id(&id_token(&header, &id_claims())).unwrap();
    assert_eq!(token.key().fingerprint, Some(own));
    let other = CertificateFingerprint::of_pem(FORGER_CERTIFICATE).unwrap();
    for name in [other.to_string(), "not hex".to_owned(), String::new()] {
        let header = with(id_header(), "x5t#St256", json!(name));
        let error = check_id(&id_token(&header, &id_claims())).unwrap_err();
        assert_eq!(error, VerifyError::Jws(JwsError::UnknownCertificate), "{name}");
    }
}

#[test]
fn a_named_certificate_alone_is_tried() {
    let mut keys = KeySet::new();
    keys.add_pem(TOKEN_CERTIFICATE).unwrap();
    keys.add_pem(FORGER_CERTIFICATE).unwrap();
    let other = CertificateFingerprint::of_pem(FORGER_CERTIFICATE).unwrap();
    let header = with(id_header(), "x5t#St256", json!(other.to_string()));
    let token = id_token(&header, &id_claims());
    assert_eq!(jws::verify_signature(&token, &keys).unwrap_err(), JwsError::Signature);
}

#[test]
fn keys_that_the_token_brings_along_are_ignored() {
    let header = json!({
        "alg": "RS256", "kid": "1", "jku": "https://forger.example/jwks.json",
        "x5c": [FORGER_CERTIFICATE], "jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}
    });
    let token = signed(FORGER_KEY, &header, &id_claims().to_string());
    assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::Signature));
}

#[test]
fn a_critical_header_is_refused() {
    let header = with(id_header(), "crit", json!(["exp"]));
    let error = check_id(&id_token(&header, &id_claims())).unwrap_err();
    assert_eq!(error, VerifyError::Jws(JwsError::Critical));
}

#[test]
fn a_doubled_or_listed_header_is_refused() {
    for header in [r#"{"alg":"RS256","alg":"RS256"}"#, r#"["RS256",null,null,null]"#, "1", "{"] {
        let token = [&*encoded(header), &*encoded("{}"), "AA"].join(".");
        assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::Header), "{header}");
    }
}

#[test]
fn a_token_has_exactly_three_parts() {
    let good = good_id_token();
    let (two, _) = good.rsplit_once('.').unwrap();
    let four = [&*good, "AA"].join(".");
    for token in ["", ".", "..", "...", "a.b", "a..c", ".b.c", "a.b.", two, &*four] {
        let error = check_id(token).unwrap_err();
        assert_eq!(error, VerifyError::Jws(JwsError::Segments), "{token}");
    }
}

#[test]
fn a_part_is_base64url_without_padding() {
    let good = good_id_token();
    for token in [good.replacen('.', "=.", 1), [&*good, "="].concat(), [&*good, "\n"].concat()] {
        assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::Base64));
    }
}

#[test]
fn a_huge_token_is_refused_before_it_is_read() {
    let padding = "x".repeat(64 * 1024);
    let token = id_token(&id_header(), &with(id_claims(), "padding", json!(padding)));
    assert_eq!(check_id(&token).unwrap_err(), VerifyError::Jws(JwsError::TooLarge));
}

#[test]
fn a_payload_that_is_no_json_object_is_refused() {
    for payload in ["hello", "", "[]", "17", "\"text\"", "{\"a\":"] {
        let payload = if payload.is_empty() { " " } else { payload };
        let error = check_id(&signed(TOKEN_KEY, &id_header(), payload)).unwrap_err();
        assert!(matches!(error, VerifyError::Payload(_)), "{payload}: {error:?}");
    }
    let deep = ["{\"a\":", &"[".repeat(1000), &"]".repeat(1000), "}"].concat();
    let error = check_id(&signed(TOKEN_KEY, &id_header(), &deep)).unwrap_err();
    assert!(matches!(error, VerifyError::Payload(_)));
}

#[test]
fn the_subject_may_be_a_number_or_a_text() {
    assert_eq!(id_with("sub", json!(1_000_000_017)), Ok(()));
    assert_eq!(id_with("sub", json!("1000000017")), Ok(()));
    assert_eq!(access_with("urn:esia:sbj_id", json!("1000000017")), Ok(()));
    for subject in [json!(1.5), json!("01000000017"), json!([1]), json!(-1), json!(true)] {
        let error = Err(VerifyError::Malformed { claim: "sub" });
        assert_eq!(id_with("sub", subject.clone()), error, "{subject}");
    }
    assert_eq!(id_with("sub", json!(null)), Err(VerifyError::Missing { claim: "sub" }));
}

#[test]
fn all_places_name_one_account() {
    assert_eq!(id_with("sub", json!(1_000_000_018)), Err(VerifyError::Subject));
    let other = person_with("urn:esia:sbj:oid", json!(1_000_000_018));
    assert_eq!(other, Err(VerifyError::Subject));
    let none = person_with("urn:esia:sbj:oid", json!(null));
    assert_eq!(none, Err(VerifyError::Missing { claim: "urn:esia:sbj:oid" }));
    let missing = Err(VerifyError::Missing { claim: "urn:esia:sbj" });
    assert_eq!(id_with("urn:esia:sbj", json!(null)), missing);
    assert_eq!(access_with("urn:esia:sbj_id", json!(18)), Err(VerifyError::Subject));
}

#[test]
fn only_a_person_signs_in() {
    for kind in [json!("O"), json!("p"), json!("")] {
        assert_eq!(person_with("urn:esia:sbj:typ", kind), Err(VerifyError::SubjectType));
    }
    let none = person_with("urn:esia:sbj:typ", json!(null));
    assert_eq!(none, Err(VerifyError::Missing { claim: "urn:esia:sbj:typ" }));
}

#[test]
fn kind_and_level_come_from_signed_claims_alone() {
    use AccountKind::{Child, SelfMade};
    let level = |value| person_with("urn:esia:sbj:lvl", value);
    assert_eq!(level(json!("KD")), Ok((Child, AccountLevel::Child)));
    assert_eq!(level(json!("PR")), Ok((SelfMade, AccountLevel::Confirmed)));
    // Trusted by `is_tru`, whatever the level says.
    assert_eq!(level(json!("P")), Ok((SelfMade, AccountLevel::Confirmed)));
    let trusted = |value| {
        let person = with(id_claims()["urn:esia:sbj"].clone(), "urn:esia:sbj:lvl", json!("P"));
        let person = with(person, "urn:esia:sbj:is_tru", value);
        let claims = with(id_claims(), "urn:esia:sbj", person);
        check_id(&id_token(&id_header(), &claims)).unwrap().account().level()
    };
    assert_eq!(trusted(json!(true)), AccountLevel::Confirmed);
    for value in [json!(null), json!(false), json!("true"), json!(1)] {
        assert_eq!(trusted(value.clone()), AccountLevel::Simplified, "{value}");
    }
    // A hint outside of the subject decides nothing.
    let claims = with(id_claims(), "urn:esia:sbj:lvl", json!("KD"));
    let claims = with(claims, "kidAccCreatedByParent", json!(true));
    assert_eq!(check_id(&id_token(&id_header(), &claims)).unwrap().account().kind(), SelfMade);
}

#[test]
fn the_method_of_proof_may_be_a_text_or_a_list() {
    for methods in [json!("DS"), json!(["DS"])] {
        let token = id_token(&id_header(), &with(id_claims(), "amr", methods));
        assert_eq!(check_id(&token).unwrap().methods(), ["DS"]);
    }
    assert_eq!(id_with("amr", json!(null)), Ok(()));
    assert_eq!(id_with("amr", json!(1)), Err(VerifyError::Malformed { claim: "amr" }));
}

#[test]
fn a_time_may_be_digits_in_a_text_and_nothing_else() {
    let later = at().timestamp() + 100;
    assert_eq!(id_with("exp", json!(later.to_string())), Ok(()));
    for time in [json!("soon"), json!("1e9"), json!(1.5), json!([]), json!(later * 1000)] {
        let error = Err(VerifyError::Malformed { claim: "exp" });
        assert_eq!(id_with("exp", time.clone()), error, "{time}");
    }
    for claim in ["exp", "iat"] {
        assert_eq!(id_with(claim, json!(null)), Err(VerifyError::Missing { claim }));
    }
    assert_eq!(id_with("nbf", json!(null)), Ok(()));
}

#[test]
fn an_id_token_is_no_access_token_and_the_other_way_round() {
    assert_eq!(check_access(&good_id_token()).unwrap_err(), VerifyError::Kind);
    assert_eq!(check_id(&good_access_token()).unwrap_err(), VerifyError::Kind);
    // Even with the other one's header the claims do not fit.
    let disguised = signed(TOKEN_KEY, &access_header(), &id_claims().to_string());
    assert_eq!(check_access(&disguised).unwrap_err(), VerifyError::Audience);
    let disguised = signed(TOKEN_KEY, &id_header(), &access_claims().to_string());
    assert_eq!(check_id(&disguised).unwrap_err(), VerifyError::Audience);
}

#[test]
fn a_code_is_no_token() {
    let header = with(id_header(), "sbt", json!("authorization_code"));
    assert_eq!(check_id(&id_token(&header, &id_claims())).unwrap_err(), VerifyError::Kind);
    let code = signed(TOKEN_KEY, &header, &access_claims().to_string());
    assert_eq!(check_access(&code).unwrap_err(), VerifyError::Kind);
    let kind = jws::verify_signature(&code, verifier().keys()).unwrap().kind();
    assert_eq!(kind, TokenKind::AuthorizationCode);
}

/// T-09.
#[test]
fn a_nonce_is_compared_only_where_both_sides_have_one() {
    let nonce = Nonce::from_random([5; 16]);
    let check = |received: Value, sent: Option<&Nonce>| {
        let token = id_token(&id_header(), &with(id_claims(), "nonce", received));
        verifier().verify_id_token(&IdToken::new(token), sent, at()).map(|_| ())
    };
    assert_eq!(check(json!(null), Some(&nonce)), Ok(()));
    assert_eq!(check(json!("other"), None), Ok(()));
    assert_eq!(check(json!(nonce.expose()), Some(&nonce)), Ok(()));
    assert_eq!(check(json!("other"), Some(&nonce)), Err(VerifyError::Nonce));
    assert_eq!(check(json!(5), Some(&nonce)), Err(VerifyError::Malformed { claim: "nonce" }));
}

#[test]
fn the_same_key_is_read_from_all_its_files() {
    let token = IdToken::new(good_id_token());
    for text in [TOKEN_CERTIFICATE, PUBLIC_KEY, PUBLIC_KEY_PKCS1] {
        let mut keys = KeySet::new();
        keys.add_pem(text).unwrap();
        assert!(verifier_with(keys).verify_id_token(&token, None, at()).is_ok());
    }
    let mut keys = KeySet::new();
    let (_, der) = pem_rfc7468::decode_vec(TOKEN_CERTIFICATE.as_bytes()).unwrap();
    keys.add_certificate_der(&der).unwrap();
    assert!(jws::verify_signature(&good_id_token(), &keys).is_ok());
}

#[test]
fn old_and_new_certificates_stand_side_by_side() {
    let mut keys = KeySet::new();
    keys.add_pem(FORGER_CERTIFICATE).unwrap();
    keys.add_pem(TOKEN_CERTIFICATE).unwrap();
    assert_eq!(keys.len(), 2);
    assert!(jws::verify_signature(&good_id_token(), &keys).is_ok());
    let none = KeySet::new();
    let error = jws::verify_signature(&good_id_token(), &none).unwrap_err();
    assert_eq!(error, JwsError::NoKey);
}

#[test]
fn unusable_keys_are_told_apart() {
    let mut keys = KeySet::new();
    assert_eq!(keys.add_pem("MIID"), Err(KeyError::Pem));
    assert_eq!(keys.add_pem(TOKEN_KEY), Err(KeyError::Label));
    assert_eq!(keys.add_pem(WEAK_KEY), Err(KeyError::WeakRsa));
    assert_eq!(keys.add_pem(ED25519_KEY), Err(KeyError::Algorithm));
    assert_eq!(keys.add_certificate_der(b"\x30\x03\x02\x01\x01"), Err(KeyError::Der));
    assert!(keys.is_empty());
}

#[test]
fn the_dates_of_a_certificate_are_reported_and_gate_nothing() {
    let day = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let (begin, end) = (day("2026-01-01T00:00:00Z"), day("2027-01-01T00:00:00Z"));
    let dates = |at| verifier().keys().report(at).next().unwrap().dates;
    assert_eq!(dates(day("2025-12-31T23:59:59Z")), CertificateDates::NotYet(begin));
    assert_eq!(dates(begin), CertificateDates::Until(end));
    assert_eq!(dates(end), CertificateDates::Until(end));
    assert_eq!(dates(day("2027-01-01T00:00:01Z")), CertificateDates::Ended(end));
    // A token of the day after is believed, and the report says with what.
    let later = day("2027-01-02T00:00:00Z");
    let claims = with(id_claims(), "exp", json!(later.timestamp() + 100));
    let token = IdToken::new(id_token(&id_header(), &claims));
    let token = verifier().verify_id_token(&token, None, later).unwrap();
    assert_eq!(token.key().dates, CertificateDates::Ended(end));
    assert_eq!(token.key().algorithm, TokenAlgorithm::Rs256);
}

#[test]
fn a_certificate_is_warned_of_before_it_ends_and_after() {
    let day = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let (begin, end) = (day("2026-01-01T00:00:00Z"), day("2027-01-01T00:00:00Z"));
    let warning = |horizon, at| {
        let verifier = verifier();
        let found: Vec<_> = verifier.keys().warnings(horizon, at).collect();
        assert!(found.len() <= 1);
        found.first().map(|(report, warning)| {
            assert_eq!(report.fingerprint, CertificateFingerprint::of_pem(TOKEN_CERTIFICATE).ok());
            *warning
        })
    };
    assert_eq!(warning(30, day("2025-12-31T00:00:00Z")), Some(KeyWarning::NotYet(begin)));
    assert_eq!(warning(30, begin), None);
    assert_eq!(warning(30, day("2026-12-01T23:59:59Z")), None);
    assert_eq!(warning(30, day("2026-12-02T00:00:00Z")), Some(KeyWarning::EndsSoon(end)));
    assert_eq!(warning(29, day("2026-12-02T00:00:00Z")), None);
    assert_eq!(warning(0, end), Some(KeyWarning::EndsSoon(end)));
    assert_eq!(warning(0, day("2027-01-01T00:00:01Z")), Some(KeyWarning::Ended(end)));
    let mut bare = KeySet::new();
    bare.add_pem(PUBLIC_KEY).unwrap();
    assert_eq!(bare.warnings(u16::MAX, end).count(), 0);
}

#[test]
fn a_certificate_cut_short_anywhere_is_no_certificate() {
    let (_, der) = pem_rfc7468::decode_vec(TOKEN_CERTIFICATE.as_bytes()).unwrap();
    let mut keys = KeySet::new();
    for length in 0..der.len() {
        assert_eq!(keys.add_certificate_der(&der[..length]), Err(KeyError::Der), "{length}");
    }
    assert_eq!(keys.add_certificate_der(&[&der[..], &[0]].concat()), Err(KeyError::Der));
    assert!(keys.is_empty());
    assert_eq!(keys.add_certificate_der(&der), Ok(()));
}
