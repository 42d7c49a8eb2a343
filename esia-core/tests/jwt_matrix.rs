//! Goal: what another client checks of tokens, ours checks too, case by case.
//! Method: the cases of `JwtValidatorTest` of fr05t1k/esia, by name; each test is called as there,
//! and says where ours decides otherwise. Finer edges are the matter of `tokens.rs`.

#![cfg(feature = "protocol")]

#[path = "support/mint.rs"]
mod mint;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::SubjectId;
use esia_core::protocol::jws::JwsError;
use esia_core::protocol::token::{AccessToken, IdToken};
use esia_core::protocol::verify::{VerifiedIdToken, VerifyError};
use mint::{TOKEN_KEY, access_claims, access_header, at, encoded, id_claims, id_header, signed};
use mint::{verifier, verifier_with, with};
use serde_json::{Value, json};

fn check(token: String) -> Result<VerifiedIdToken, VerifyError> {
    verifier().verify_id_token(&IdToken::new(token), None, at())
}

fn token(claims: &Value) -> String {
    signed(TOKEN_KEY, &id_header(), &claims.to_string())
}

fn claim(name: &str, value: Value) -> Result<(), VerifyError> {
    check(token(&with(id_claims(), name, value))).map(|_| ())
}

fn algorithm(name: &str) -> Result<(), VerifyError> {
    let header = with(id_header(), "alg", json!(name));
    check(signed(TOKEN_KEY, &header, &id_claims().to_string())).map(|_| ())
}

#[test]
fn valid_token_returns_claims() {
    let token = check(token(&id_claims())).unwrap();
    assert_eq!(token.account().subject().id().expose(), "1000000017");
    assert_eq!(token.account().subject().issuer(), "http://esia.test.example/");
}

/// There RS384 and RS512 pass too; ESIA signs with RS256, and each further algorithm is a door.
#[test]
fn validates_each_rsa_algorithm() {
    assert_eq!(algorithm("RS256"), Ok(()));
    for name in ["RS384", "RS512"] {
        assert_eq!(algorithm(name), Err(VerifyError::Jws(JwsError::AlgorithmUnknown)), "{name}");
    }
}

#[test]
fn rejects_algorithm_mismatch() {
    let mismatch = algorithm("GOST3410_2012_256");
    assert_eq!(mismatch, Err(VerifyError::Jws(JwsError::NoKey)));
}

#[test]
fn rejects_unsupported_algorithm() {
    assert_eq!(algorithm("HS256"), Err(VerifyError::Jws(JwsError::AlgorithmHmac)));
    for name in ["ES256", "PS256", "GOST3410_2012_512", "RS257", ""] {
        assert_eq!(algorithm(name), Err(VerifyError::Jws(JwsError::AlgorithmUnknown)), "{name}");
    }
}

/// There either claim does in either token; ours wants the one that ESIA puts into each.
#[test]
fn accepts_client_id_as_audience() {
    let access = |claims: &Value| {
        let token = AccessToken::new(signed(TOKEN_KEY, &access_header(), &claims.to_string()));
        let subject = SubjectId::new("1000000017".to_owned());
        verifier().verify_access_token(token, &subject, at()).map(|_| ())
    };
    assert_eq!(access(&access_claims()), Ok(()));
    let aud_alone = with(access_claims(), "client_id", json!(null));
    let aud_alone = with(aud_alone, "aud", json!("ELSH01721"));
    assert_eq!(access(&aud_alone), Err(VerifyError::Audience));
    let id_without = with(id_claims(), "aud", json!(null));
    let id_without = with(id_without, "client_id", json!("ELSH01721"));
    assert_eq!(check(token(&id_without)).unwrap_err(), VerifyError::Audience);
}

#[test]
fn expired_token_throws() {
    let now = at().timestamp();
    let claims = with(id_claims(), "exp", json!(now - 3600));
    let claims = with(with(claims, "iat", json!(now - 7200)), "nbf", json!(now - 7200));
    assert_eq!(check(token(&claims)).unwrap_err(), VerifyError::Expired);
}

#[test]
fn not_yet_valid_token_throws() {
    let later = at().timestamp() + 3600;
    assert_eq!(claim("nbf", json!(later)), Err(VerifyError::NotYetValid));
    assert_eq!(claim("iat", json!(later)), Err(VerifyError::IssuedInFuture));
}

#[test]
fn tampered_signature_throws() {
    let good = token(&id_claims());
    let (message, signature) = good.rsplit_once('.').unwrap();
    let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
    bytes.reverse();
    let error = check([message, ".", &encoded(bytes)].concat()).unwrap_err();
    assert_eq!(error, VerifyError::Jws(JwsError::Signature));
}

#[test]
fn tampered_payload_throws() {
    let good = token(&id_claims());
    let forged = encoded(with(id_claims(), "sub", json!(999)).to_string());
    let parts: Vec<&str> = good.split('.').collect();
    let error = check([parts[0], &forged, parts[2]].join(".")).unwrap_err();
    assert_eq!(error, VerifyError::Jws(JwsError::Signature));
}

#[test]
fn wrong_audience_throws() {
    assert_eq!(claim("aud", json!("SOMEONE_ELSE")), Err(VerifyError::Audience));
}

#[test]
fn wrong_issuer_throws() {
    assert_eq!(claim("iss", json!("http://evil.example/")), Err(VerifyError::Issuer));
}

#[test]
fn non_numeric_time_claim_throws() {
    for name in ["exp", "nbf", "iat"] {
        let malformed = Err(VerifyError::Malformed { claim: name });
        for value in [json!("soon"), json!(""), json!("1e3"), json!([1]), json!({}), json!(true)] {
            assert_eq!(claim(name, value.clone()), malformed, "{name}: {value}");
        }
    }
}

#[test]
fn accepts_numeric_string_time_claims() {
    let now = at().timestamp();
    let text = |seconds: i64| json!(seconds.to_string());
    let claims = with(id_claims(), "exp", text(now + 3600));
    let claims = with(with(claims, "iat", text(now)), "nbf", text(now));
    assert!(check(token(&claims)).is_ok());
    // And they are judged, not only read.
    assert_eq!(claim("exp", text(now - 3600)), Err(VerifyError::Expired));
    assert_eq!(claim("nbf", text(now + 3600)), Err(VerifyError::NotYetValid));
}

#[test]
fn unsigned_token_is_rejected() {
    let header = encoded(with(id_header(), "alg", json!("none")).to_string());
    let payload = encoded(id_claims().to_string());
    let without = check([&*header, &*payload, ""].join("."));
    assert_eq!(without.unwrap_err(), VerifyError::Jws(JwsError::Segments));
    assert_eq!(algorithm("none"), Err(VerifyError::Jws(JwsError::AlgorithmNone)));
}

#[test]
fn malformed_token_is_rejected() {
    for text in ["not-a-jwt", "", "a.b", "a.b.c.d", "..", "not.a.jwt"] {
        let error = check(text.to_owned()).unwrap_err();
        assert!(matches!(error, VerifyError::Jws(_)), "{text}");
    }
}

/// Not there by a name of their own: the edges of the leeway, which is 60 seconds there and here.
#[test]
fn the_leeway_ends_to_the_second() {
    let now = at().timestamp();
    assert_eq!(claim("exp", json!(now - 59)), Ok(()));
    assert_eq!(claim("exp", json!(now - 60)), Err(VerifyError::Expired));
    assert_eq!(claim("nbf", json!(now + 60)), Ok(()));
    assert_eq!(claim("nbf", json!(now + 61)), Err(VerifyError::NotYetValid));
    assert_eq!(claim("iat", json!(now + 61)), Err(VerifyError::IssuedInFuture));
    let strict = verifier_with(verifier().keys().clone()).with_leeway_seconds(0);
    let edge = IdToken::new(token(&with(id_claims(), "exp", json!(now))));
    assert_eq!(strict.verify_id_token(&edge, None, at()).unwrap_err(), VerifyError::Expired);
}

/// Nor these: what must be there.
#[test]
fn missing_claims_are_named() {
    for name in ["exp", "iat", "iss", "sub", "urn:esia:sbj"] {
        assert_eq!(claim(name, json!(null)), Err(VerifyError::Missing { claim: name }), "{name}");
    }
    assert_eq!(claim("aud", json!(null)), Err(VerifyError::Audience));
}
