//! Goal: nothing personal and no secret shows in `Debug`, `Display` or an error (T-15, LG-7).
//! Method: canaries go in at every door of the protocol; whatever can be printed is printed at
//! every step and searched for each of them.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use esia_core::account::SubjectId;
use esia_core::person::{Document, DocumentKind, Person, ReceivedDate, Verification};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, AuthorizationCode, Callback};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::http::Reply;
use esia_core::protocol::jws;
use esia_core::protocol::nonce::Nonce;
use esia_core::protocol::pending::PendingSignIn;
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::provider_error::ProviderError;
use esia_core::protocol::rest;
use esia_core::protocol::signer::RequestSigner;
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{AccessToken, IdToken, RefreshToken, TokenExchange};
use esia_core::protocol::verify::Verifier;
use esia_core::secrets::{Personal, Secret};
use mint::{TOKEN_KEY, access_claims, access_header, at, encoded, id_claims, id_header, signed};
use mint::{verifier, with};
use serde_json::json;
use std::convert::Infallible;
use std::fmt::Debug;

/// Everything that must never be seen.
const CANARIES: &[&str] = &[
    "CANARY",
    "Канарейкина",
    "29.02.2012",
    "2012-02-29",
    "000-000-600",
    "1000000017",
    "01010101-0101",
    "02020202-0202",
    "Female",
    "CQkJCQkJ",
    "AwMDAwMD",
    "eyJ",
];

/// What was printed so far, with the place of each.
#[derive(Default)]
struct Printed(Vec<String>);

impl Printed {
    fn debug(&mut self, value: &impl Debug) {
        self.0.push(format!("{value:?}"));
        self.0.push(format!("{value:#?}"));
    }

    fn error(&mut self, error: &(impl std::error::Error + 'static)) {
        self.debug(error);
        let mut cause: Option<&dyn std::error::Error> = Some(error);
        while let Some(error) = cause {
            self.0.push(error.to_string());
            cause = error.source();
        }
    }

    fn is_clean(&self) {
        assert!(!self.0.is_empty());
        for text in &self.0 {
            for canary in CANARIES {
                assert!(!text.contains(canary), "{canary} in {text}");
            }
        }
    }
}

struct Signer(CertificateFingerprint);

impl RequestSigner for Signer {
    type Error = Infallible;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Infallible> {
        let mut printed = Printed::default();
        printed.debug(input);
        printed.is_clean();
        Ok(vec![0; 64])
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.0
    }
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

#[test]
fn the_search_finds_what_is_there() {
    let mut printed = Printed::default();
    printed.debug(&"a CANARY");
    assert!(std::panic::catch_unwind(move || printed.is_clean()).is_err());
}

/// T-15, I-33.
#[test]
fn a_whole_sign_in_shows_nothing() {
    let mut printed = Printed::default();
    let signer = Signer(CertificateFingerprint::of_der(b"an invented certificate"));
    let opening = Opening::new(CsrfState::from_random([1; 16]))
        .with_pkce(Pkce::from_random([9; 32], PkceMethod::s256()))
        .with_nonce(Nonce::from_random([3; 16]));
    printed.debug(&opening);
    let begun = Authorization::begin(&client(), &signer, opening, at()).unwrap();
    printed.debug(&begun);
    printed.debug(&begun.pending);
    printed.debug(&begun.pending.to_stored());

    let query = "code=CANARY-CODE&state=01010101-0101-4101-8101-010101010101";
    let answer = callback::read(begun.pending, query).unwrap();
    printed.debug(&answer);
    let Callback::Code(grant) = answer else { panic!() };
    let state = CsrfState::from_random([2; 16]);
    let exchange = TokenExchange::begin(&client(), &signer, grant, state, at()).unwrap();
    printed.debug(&exchange);

    let access = signed(TOKEN_KEY, &access_header(), &access_claims().to_string());
    let id = signed(TOKEN_KEY, &id_header(), &id_claims().to_string());
    let reply = Reply::new(
        200,
        json!({
            "access_token": access, "id_token": id, "refresh_token": "CANARY-REFRESH",
            "state": "02020202-0202-4202-8202-020202020202", "token_type": "Bearer"
        })
        .to_string()
        .into(),
    );
    printed.debug(&reply);
    let tokens = exchange.pending.read(&reply).unwrap();
    printed.debug(&tokens);
    let keys = verifier();
    printed.debug(&jws::verify_signature(tokens.id_token.expose(), keys.keys()).unwrap());
    let verified = verifier().verify(tokens, at()).unwrap();
    printed.debug(&verified);
    printed.debug(&rest::person_request(client().endpoints(), &verified.access));

    let person = rest::read_person(&Reply::new(
        200,
        json!({
            "lastName": "Канарейкина", "firstName": "CANARY", "middleName": "CANARY",
            "birthDate": "29.02.2012", "snils": "000-000-600 06", "gender": "F",
            "documents": {"elements": [{
                "type": "CANARY", "series": "CANARY", "number": "CANARY", "actNo": "CANARY",
                "actDate": "29.02.2012", "issueDate": "29.02.2012", "issuedBy": "CANARY",
                "vrfStu": "CANARY"
            }]}
        })
        .to_string()
        .into(),
    ))
    .unwrap();
    assert_eq!(person.documents.len(), 1);
    printed.debug(&person);
    printed.is_clean();
}

#[test]
fn every_personal_or_secret_type_shows_nothing() {
    let mut printed = Printed::default();
    let canary = || "CANARY".to_owned();
    printed.debug(&Personal::new(canary()));
    printed.debug(&Secret::new(canary()));
    printed.debug(&SubjectId::new(canary()));
    printed.debug(&AuthorizationCode::parse("CANARY").unwrap());
    printed.debug(&AccessToken::new(canary()));
    printed.debug(&IdToken::new(canary()));
    printed.debug(&RefreshToken::new(canary()));
    printed.debug(&CsrfState::from_random([1; 16]));
    printed.debug(&Nonce::from_random([3; 16]));
    printed.debug(&Pkce::from_random([9; 32], PkceMethod::s256()));
    printed.debug(&ReceivedDate::from_text("29.02.2012"));
    let mut person = Person::default();
    person.last_name = Some(Personal::new(canary()));
    let mut document = Document::new(DocumentKind::Other, Verification::Verified);
    document.number = Some(Personal::new(canary()));
    person.documents.push(document);
    printed.debug(&person);
    printed.error(&ProviderError::new("CANARY", Some("ESIA-007004: CANARY")));
    printed.error(&ProviderError::new("CANARY", Some("CANARY")));
    printed.is_clean();
}

#[test]
fn no_error_repeats_its_input() {
    let mut printed = Printed::default();
    printed.error(&Endpoints::at("CANARY://CANARY").unwrap_err());
    printed.error(&Endpoints::at("http://CANARY.example").unwrap_err());
    printed.error(&ClientId::parse("CANARY CANARY").unwrap_err());
    printed.error(&Scope::parse("CANARY  CANARY").unwrap_err());
    printed.error(&RedirectUri::parse("CANARY").unwrap_err());
    printed.error(&CsrfState::parse("CANARY").unwrap_err());
    printed.error(&PendingSignIn::from_stored("{\"CANARY\":1}").unwrap_err());
    printed.error(&AuthorizationCode::parse("CANARY CANARY").unwrap_err());
    for body in ["CANARY", "{\"lastName\":[\"CANARY\"]}", "{\"CANARY\"}"] {
        printed.error(&rest::read_person(&Reply::new(200, body.into())).unwrap_err());
        printed.error(&rest::read_documents(&Reply::new(500, body.into())).unwrap_err());
    }
    let header = encoded("{\"alg\":\"CANARY\"}");
    for token in ["CANARY", "CANARY.CANARY.CANARY", &*[&*header, "CANARY", "CANARY"].join(".")] {
        let error = verifier().verify_id_token(&IdToken::new(token.to_owned()), None, at());
        printed.error(&error.unwrap_err());
    }
    for (claim, value) in [
        ("iss", json!("CANARY")),
        ("aud", json!("CANARY")),
        ("sub", json!("CANARY")),
        ("exp", json!("CANARY")),
        ("amr", json!({"CANARY": "CANARY"})),
        ("urn:esia:sbj", json!("CANARY")),
    ] {
        let claims = with(id_claims(), claim, value).to_string();
        let token = IdToken::new(signed(TOKEN_KEY, &id_header(), &claims));
        let check = |verifier: Verifier| verifier.verify_id_token(&token, None, at());
        printed.error(&check(verifier()).unwrap_err());
    }
    printed.is_clean();
}
