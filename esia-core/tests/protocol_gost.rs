//! Goal: with GOST keys the way is the same: requests are signed as ESIA checks them, and tokens
//! signed with GOST are believed by the same rules as those of RSA.
//! Method: the test signer against the public key of its certificate; tokens signed by hand with
//! the same kind of key. They are synthetic: no genuine token signed with GOST is public.

#![cfg(feature = "gost")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use esia_core::account::Contour;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::jws::{self, JwsError};
use esia_core::protocol::key_set::{KeyError, KeySet, TokenAlgorithm};
use esia_core::protocol::signer::TestSigner;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{AccessToken, IdToken, Tokens};
use esia_core::protocol::verify::VerifyError;
use mint::{TOKEN_CERTIFICATE, TOKEN_KEY, access_claims, access_header, at, encoded, id_claims};
use mint::{id_header, signed, verifier, verifier_with, with};
use serde_json::{Value, json};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes([seed; 32]).unwrap()
}

fn certificate_of(seed: u8) -> Vec<u8> {
    let end = chrono::DateTime::parse_from_rfc3339("2027-09-01T00:00:00+03:00").unwrap();
    certificate::self_signed(&key(seed), "invented", at(), end, [seed; 32]).unwrap()
}

fn keys_of(seed: u8) -> KeySet {
    let mut keys = KeySet::new();
    keys.add_certificate_der(&certificate_of(seed)).unwrap();
    keys
}

fn gost_signed(seed: u8, header: &Value, claims: &Value) -> String {
    let message = [encoded(header.to_string()), encoded(claims.to_string())].join(".");
    let signature = key(seed).sign(message.as_bytes(), [9; 32]);
    [message, encoded(signature)].join(".")
}

fn gost_token(seed: u8, header: &Value) -> String {
    gost_signed(seed, header, &id_claims())
}

fn header() -> Value {
    with(id_header(), "alg", json!("GOST3410_2012_256"))
}

fn check(token: String, keys: KeySet) -> Result<TokenAlgorithm, VerifyError> {
    let token = IdToken::new(token);
    verifier_with(keys).verify_id_token(&token, None, at()).map(|token| token.key().algorithm)
}

#[test]
fn a_request_is_signed_over_the_text_of_its_parameters() {
    let client = Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid snils").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap(),
    )
    .unwrap();
    let fingerprint = CertificateFingerprint::of_der(&certificate_of(7));
    let signer = TestSigner::new(key(7), fingerprint, || [3; 32]);
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    let begun = Authorization::begin(&client, &signer, opening, at()).unwrap();
    let sent = |name: &str| {
        let mut pairs = begun.url.query_pairs().filter(|(own, _)| own == name);
        pairs.next().unwrap().1.into_owned()
    };
    let message = "ELSH01721openid snils2026.09.01 08:00:00 +0300\
                   01010101-0101-4101-8101-010101010101https://diary.example/back";
    let secret = sent("client_secret");
    let signature = {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(secret).unwrap()
    };
    assert_eq!(signature.len(), 64);
    assert_eq!(key(7).verifying_key().verify(message.as_bytes(), &signature), Ok(()));
    assert!(key(8).verifying_key().verify(message.as_bytes(), &signature).is_err());
    assert_eq!(sent("client_certificate_hash"), fingerprint.to_string());
    assert!(!format!("{signer:?}").contains('7'));
}

#[test]
fn a_token_signed_with_gost_is_believed() {
    assert_eq!(check(gost_token(7, &header()), keys_of(7)), Ok(TokenAlgorithm::Gost256));
    let fingerprint = CertificateFingerprint::of_der(&certificate_of(7)).to_string();
    let named = with(header(), "x5t#St256", json!(fingerprint));
    assert_eq!(check(gost_token(7, &named), keys_of(7)), Ok(TokenAlgorithm::Gost256));
    let refused = Err(VerifyError::Jws(JwsError::UnknownCertificate));
    assert_eq!(check(gost_token(7, &named), keys_of(8)), refused);
}

#[test]
fn both_tokens_of_an_answer_may_be_signed_with_gost() {
    let header_of_access = with(access_header(), "alg", json!("GOST3410_2012_256"));
    let access = gost_signed(7, &header_of_access, &access_claims());
    let tokens = Tokens {
        access_token: AccessToken::new(access),
        id_token: IdToken::new(gost_token(7, &header())),
        refresh_token: None,
        expires_in_seconds: None,
        nonce: None,
        contour: Contour::Simulated,
    };
    let without_gost = verifier().verify(tokens.clone(), at()).map(|_| ());
    assert_eq!(without_gost, Err(VerifyError::Jws(JwsError::NoKey)));
    assert!(verifier_with(keys_of(7)).verify(tokens, at()).is_ok());
}

#[test]
fn a_token_signed_with_another_gost_key_is_refused() {
    let refused = Err(VerifyError::Jws(JwsError::Signature));
    assert_eq!(check(gost_token(8, &header()), keys_of(7)), refused);
    let good = gost_token(7, &header());
    let (message, _) = good.rsplit_once('.').unwrap();
    for signature in [[0; 64].as_slice(), &[0xff; 64], &[1; 63], &[1; 128]] {
        let token = [message, &encoded(signature)].join(".");
        assert_eq!(check(token, keys_of(7)), refused);
    }
}

#[test]
fn the_header_cannot_change_the_family_of_a_key() {
    // A GOST signature that calls itself RS256, and the other way round, with both keys at hand.
    let both = || {
        let mut keys = keys_of(7);
        keys.add_pem(TOKEN_CERTIFICATE).unwrap();
        keys
    };
    let refused = Err(VerifyError::Jws(JwsError::Signature));
    assert_eq!(check(gost_token(7, &id_header()), both()), refused);
    let claims = id_claims().to_string();
    assert_eq!(check(signed(TOKEN_KEY, &header(), &claims), both()), refused);
    assert_eq!(check(signed(TOKEN_KEY, &id_header(), &claims), both()), Ok(TokenAlgorithm::Rs256));
    assert_eq!(check(gost_token(7, &header()), both()), Ok(TokenAlgorithm::Gost256));
    let no_key = jws::verify_signature(&gost_token(7, &id_header()), &keys_of(7)).map(|_| ());
    assert_eq!(no_key, Err(JwsError::NoKey));
}

#[test]
fn a_damaged_gost_certificate_is_no_key() {
    let mut der = certificate_of(7);
    let spki = key(7).verifying_key().to_spki_der();
    let point = spki.last_chunk::<64>().unwrap();
    let start = der.windows(64).position(|window| window == point).unwrap();
    der.get_mut(start..).unwrap().first_mut().map(|byte| *byte ^= 1).unwrap();
    assert_eq!(KeySet::new().add_certificate_der(&der), Err(KeyError::Gost));
}
