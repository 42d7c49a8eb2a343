//! Goal: the crate `openidconnect` cannot read what ESIA sends, which is why the token is verified
//! here and carried over (esia-protocol.md 1.9).
//! Method: the stock types read ESIA-shaped claims and fail, twice and once more for the algorithm;
//! then the bridge gives the same claims in those types.

#![cfg(feature = "openidconnect")]

#[path = "support/mint.rs"]
#[expect(dead_code, reason = "the mint of all tests about tokens")]
mod mint;

use esia_core::account::Contour;
use esia_core::gateway::bridge;
use esia_core::protocol::client::ClientId;
use esia_core::protocol::endpoints::Issuers;
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::token::IdToken;
use esia_core::protocol::verify::Verifier;
use mint::{TOKEN_CERTIFICATE, TOKEN_KEY, at, id_claims, id_header, signed, verifier, with};
use openidconnect::core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm};
use serde_json::{Value, json};
use std::str::FromStr as _;

fn stock(claims: &Value) -> Result<CoreIdTokenClaims, String> {
    serde_json::from_value(claims.clone()).map_err(|error| error.to_string())
}

#[test]
fn the_stock_crate_fails_on_the_methods_then_on_the_subject() {
    let claims = id_claims();
    let error = stock(&claims).unwrap_err();
    assert!(error.contains(r#"invalid type: string "PWD", expected a sequence"#), "{error}");

    let claims = with(claims, "amr", json!(["PWD"]));
    let error = stock(&claims).unwrap_err();
    assert!(error.contains("invalid type: integer `1000000017`, expected a string"), "{error}");

    let claims = with(claims, "sub", json!("1000000017"));
    assert_eq!(stock(&claims).unwrap().subject().as_str(), "1000000017");
}

#[test]
fn the_stock_crate_knows_no_gost_algorithm() {
    let read = |name: &str| serde_json::from_value::<CoreJwsSigningAlgorithm>(json!(name));
    assert!(read("RS256").is_ok());
    assert!(read("GOST3410_2012_256").is_err());
    let header = with(id_header(), "alg", json!("GOST3410_2012_256"));
    let claims = with(with(id_claims(), "amr", json!(null)), "sub", json!("1000000017"));
    assert!(CoreIdToken::from_str(&signed(TOKEN_KEY, &header, &claims.to_string())).is_err());
    assert!(CoreIdToken::from_str(&signed(TOKEN_KEY, &id_header(), &claims.to_string())).is_ok());
}

#[test]
fn a_verified_token_is_carried_over() {
    let token = IdToken::new(signed(TOKEN_KEY, &id_header(), &id_claims().to_string()));
    let verified = verifier().verify_id_token(&token, None, at()).unwrap();
    let client = ClientId::parse("ELSH01721").unwrap();
    let claims = bridge::id_token_claims(&verified, &client).unwrap();
    let now = at().timestamp();
    assert_eq!(claims.subject().as_str(), "1000000017");
    assert_eq!(claims.issuer().as_str(), "http://esia.test.example/");
    assert_eq!(
        claims.audiences().iter().map(|aud| aud.as_str()).collect::<Vec<_>>(),
        ["ELSH01721"]
    );
    let methods: Vec<&str> =
        claims.auth_method_refs().unwrap().iter().map(|method| method.as_str()).collect();
    assert_eq!(methods, ["PWD"]);
    assert_eq!(claims.issue_time().timestamp(), now - 10);
    assert_eq!(claims.expiration().timestamp(), now + 3590);
    assert_eq!(claims.auth_time().unwrap().timestamp(), now - 20);
    assert!(claims.nonce().is_none());
    // What was carried over is what the stock crate itself writes and reads.
    assert!(stock(&serde_json::to_value(&claims).unwrap()).is_ok());
}

#[test]
fn an_issuer_that_is_no_address_is_not_carried_over() {
    let mut keys = KeySet::new();
    keys.add_pem(TOKEN_CERTIFICATE).unwrap();
    let client = ClientId::parse("ELSH01721").unwrap();
    let issuers = Issuers::new(["ESIA".to_owned()]);
    let checks = Verifier::new(Contour::Simulated, issuers, client.clone(), keys);
    let claims = with(id_claims(), "iss", json!("ESIA"));
    let token = IdToken::new(signed(TOKEN_KEY, &id_header(), &claims.to_string()));
    let verified = checks.verify_id_token(&token, None, at()).unwrap();
    assert_eq!(bridge::id_token_claims(&verified, &client).map(|_| ()), Err(bridge::BridgeError));
}
