//! Goal: no bytes from outside make a reader panic, and what is read back is what was written.
//! Method: proptest over arbitrary and nearly right inputs; each reader gets both.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use chrono::DateTime;
use esia_core::account::SubjectId;
use esia_core::person::{KidId, ReceivedDate};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, AuthorizationCode, Callback};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::error_code::EsiaCode;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::http::Reply;
use esia_core::protocol::jws;
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::pending::PendingSignIn;
use esia_core::protocol::permissions::Permissions;
use esia_core::protocol::provider_error::ProviderError;
use esia_core::protocol::rest;
use esia_core::protocol::signer::RequestSigner;
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{AccessToken, IdToken, PendingTokens, TokenExchange};
use esia_core::protocol::verify::Verifier;
use mint::{TOKEN_KEY, access_claims, access_header, at, encoded, id_claims, id_header, signed};
use mint::{verifier, with};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::LazyLock;

struct Signer(CertificateFingerprint);

impl RequestSigner for Signer {
    type Error = Infallible;

    fn sign(&self, _: &SigningInput) -> Result<Vec<u8>, Infallible> {
        Ok(vec![0; 64])
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.0
    }
}

fn pending(state: [u8; 16]) -> PendingSignIn {
    let client = client();
    let signer = Signer(CertificateFingerprint::of_der(b""));
    let opening = Opening::new(CsrfState::from_random(state));
    Authorization::begin(&client, &signer, opening, at()).unwrap().pending
}

fn client() -> Client {
    Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid fullname").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap(),
    )
    .unwrap()
}

fn pending_tokens() -> Option<PendingTokens> {
    let pending = pending([1; 16]);
    let query = ["code=c&state=", pending.state().expose()].concat();
    let Ok(Callback::Code(grant)) = callback::read(pending, &query) else { return None };
    let signer = Signer(CertificateFingerprint::of_der(b""));
    let state = CsrfState::from_random([2; 16]);
    TokenExchange::begin(&client(), &signer, grant, state, at()).ok().map(|begun| begun.pending)
}

static VERIFIER: LazyLock<Verifier> = LazyLock::new(verifier);

/// Any JSON, with the words of the protocol among the names.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("Bearer")),
        Just(json!("02020202-0202-4202-8202-020202020202")),
    ];
    let name = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "iss",
            "aud",
            "sub",
            "exp",
            "iat",
            "nbf",
            "amr",
            "nonce",
            "client_id",
            "scope",
            "urn:esia:sbj",
            "urn:esia:sbj:oid",
            "urn:esia:sbj_id",
            "state",
            "token_type",
            "error",
            "error_description",
            "access_token",
            "id_token",
            "elements",
            "documents",
            "birthDate",
            "vrfStu",
            "code",
            "alg",
            "sbt",
            "crit",
            "x5t#St256",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| Value::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}

fn read_everything(bytes: &[u8]) {
    for status in [200, 400, 401, 503] {
        let reply = Reply::new(status, bytes.to_vec());
        let _ = rest::read_person(&reply);
        let _ = rest::read_documents(&reply);
        let _ = pending_tokens().unwrap().read(&reply);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_of_replies_panic(bytes: Vec<u8>) {
        read_everything(&bytes);
        let _ = KeySet::new().add_certificate_der(&bytes);
    }

    #[test]
    fn no_json_makes_a_reader_of_replies_panic(value in any_json()) {
        read_everything(value.to_string().as_bytes());
        let _ = PendingSignIn::from_stored(&value.to_string());
    }

    #[test]
    fn no_text_makes_a_reader_panic(text: String) {
        let _ = callback::read(pending([1; 16]), &text);
        let _ = AuthorizationCode::parse(&text);
        let _ = ClientId::parse(&text);
        let _ = Scope::parse(&text);
        let _ = RedirectUri::parse(&text);
        let _ = Endpoints::at(&text);
        let _ = CsrfState::parse(&text);
        let _ = EsiaCode::leading(&text);
        let _ = EsiaCode::named(&text);
        let _ = Permissions::parse(&text);
        let _ = KidId::parse(&text);
        let described = ProviderError::new(&text, Some(&text));
        let _ = (described.name(), described.parameter(), described.advice());
        let _ = ReceivedDate::from_text(&text);
        let _ = PendingSignIn::from_stored(&text);
        let _ = KeySet::new().add_pem(&text);
        prop_assert!(jws::verify_signature(&text, VERIFIER.keys()).is_err());
    }

    #[test]
    fn no_unsigned_token_passes(header in any_json(), payload in any_json(), signature: Vec<u8>) {
        let token = [encoded(header.to_string()), encoded(payload.to_string()), encoded(signature)];
        prop_assert!(jws::verify_signature(&token.join("."), VERIFIER.keys()).is_err());
    }

    #[test]
    fn a_state_reads_back_and_only_itself_matches(one: [u8; 16], other: [u8; 16]) {
        let (one, other) = (CsrfState::from_random(one), CsrfState::from_random(other));
        let again = CsrfState::parse(one.expose()).unwrap();
        prop_assert!(again.matches(one.expose()));
        prop_assert_eq!(one.matches(other.expose()), one.expose() == other.expose());
    }

    #[test]
    fn a_callback_is_accepted_with_its_own_state_alone(ours: [u8; 16], theirs: [u8; 16]) {
        let theirs = CsrfState::from_random(theirs);
        let query = ["code=c&state=", theirs.expose()].concat();
        let pending = pending(ours);
        let is_same = pending.state().expose() == theirs.expose();
        prop_assert_eq!(callback::read(pending, &query).is_ok(), is_same);
    }

    #[test]
    fn a_stored_sign_in_reads_back(state: [u8; 16]) {
        let pending = pending(state);
        let again = PendingSignIn::from_stored(pending.to_stored().expose()).unwrap();
        prop_assert_eq!(again.state().expose(), pending.state().expose());
        let (again, first) = (again.to_stored(), pending.to_stored());
        prop_assert_eq!(again.expose(), first.expose());
    }

    #[test]
    fn a_code_of_esia_reads_back(number in 0_u32..1_000_000, rest: String) {
        let code = EsiaCode::leading(&format!("ESIA-{number:06}{rest}")).unwrap();
        prop_assert_eq!(code.to_string(), format!("ESIA-{number:06}"));
    }
}

proptest! {
    // Signing is slow.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_signed_claims_make_the_verifier_panic(
        name in prop::sample::select(vec![
            "iss", "aud", "sub", "exp", "iat", "nbf", "amr", "auth_time", "client_id", "scope",
            "urn:esia:sbj", "urn:esia:sbj_id", "urn:esia:sid",
        ]),
        value in any_json(),
        seconds in -70_000_000_000_i64..260_000_000_000,
    ) {
        let moment = DateTime::from_timestamp(seconds, 0).unwrap().fixed_offset();
        let claims = with(id_claims(), name, value.clone()).to_string();
        let token = IdToken::new(signed(TOKEN_KEY, &id_header(), &claims));
        let id = VERIFIER.verify_id_token(&token, None, at());
        let _ = VERIFIER.verify_id_token(&token, None, moment);
        let claims = with(access_claims(), name, value).to_string();
        let token = AccessToken::new(signed(TOKEN_KEY, &access_header(), &claims));
        if let Ok(id) = id {
            prop_assert_eq!(id.account().subject().id().expose(), "1000000017");
        }
        let subject = SubjectId::new("1000000017".to_owned());
        if let Ok(access) = VERIFIER.verify_access_token(token, &subject, at()) {
            prop_assert_eq!(access.subject(), &subject);
        }
    }
}
