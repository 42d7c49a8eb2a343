//! Goal: the first generation goes through too: its addresses, its parameters, its signature.
//! Method: a scripted provider, as in `login_flow.rs`; the exact URL is that of another client's
//! own test (vector X5 of esia-protocol.md), with a state and a signature of ours in it.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use chrono::DateTime;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback};
use esia_core::protocol::client::{AccessType, Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::http::Reply;
use esia_core::protocol::nonce::Nonce;
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::signer::{RequestSigner, SignatureForm};
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{TokenError, TokenExchange};
use mint::{TOKEN_CERTIFICATE, TOKEN_KEY, access_claims, access_header, at, id_claims, id_header};
use mint::{signed, verifier, with};
use serde_json::json;
use std::cell::RefCell;
use std::convert::Infallible;

/// The smallest thing that looks like a container, and a record of what it was made over.
struct Recorder {
    certificate: CertificateFingerprint,
    signed: RefCell<Vec<String>>,
}

/// A SEQUENCE of one number, and how base64url writes it.
const CONTAINER: [u8; 5] = [0x30, 0x03, 0x02, 0x01, 0x07];
const SECRET: &str = "MAMCAQc";

impl Recorder {
    fn new() -> Self {
        let certificate = CertificateFingerprint::of_pem(TOKEN_CERTIFICATE).unwrap();
        Self { certificate, signed: RefCell::default() }
    }
}

impl RequestSigner for Recorder {
    type Error = Infallible;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Infallible> {
        self.signed.borrow_mut().push(input.expose().to_owned());
        Ok(CONTAINER.to_vec())
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }

    fn form(&self) -> SignatureForm {
        SignatureForm::Cms
    }
}

fn client(esia: Endpoints, id: &str, redirect: &str, scope: &str) -> Client {
    Client::new(
        ClientId::parse(id).unwrap(),
        RedirectUri::parse(redirect).unwrap(),
        Scope::parse(scope).unwrap(),
        esia.with_generation(Generation::V1),
    )
    .unwrap()
    .with_access_type(AccessType::Offline)
}

fn stand() -> Endpoints {
    Endpoints::at("http://127.0.0.1:8085").unwrap()
}

#[test]
fn the_address_of_a_request_is_that_of_another_client_to_the_letter() {
    let client = client(
        Endpoints::test().unwrap(),
        "TEST_CLIENT_ID",
        "http://localhost:8000/handle_esia_code",
        "openid http://esia.gosuslugi.ru/usr_inf",
    );
    let at = DateTime::parse_from_rfc3339("2015-11-02T09:37:16+00:00").unwrap();
    let signer = Recorder::new();
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    let begun = Authorization::begin(&client, &signer, opening, at).unwrap();
    assert_eq!(
        begun.url.as_str(),
        format!(
            "https://esia-portal1.test.gosuslugi.ru/aas/oauth2/ac?access_type=offline\
             &client_id=TEST_CLIENT_ID&client_secret={SECRET}\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fhandle_esia_code&response_type=code\
             &scope=openid+http%3A%2F%2Fesia.gosuslugi.ru%2Fusr_inf\
             &state=01010101-0101-4101-8101-010101010101\
             &timestamp=2015.11.02+09%3A37%3A16+%2B0000"
        )
    );
    assert_eq!(
        *signer.signed.borrow(),
        ["openid http://esia.gosuslugi.ru/usr_inf2015.11.02 09:37:16 +0000TEST_CLIENT_ID\
          01010101-0101-4101-8101-010101010101"]
    );
}

#[test]
fn the_whole_way_goes_through_in_the_first_generation() {
    let client = client(stand(), "ELSH01721", "https://diary.example/back", "openid snils")
        .with_scope_org(Scope::parse("org_inn").unwrap())
        .with_person_filter("Y29uZl9hY2M".to_owned());
    let signer = Recorder::new();
    // What that generation does not know is left out.
    let opening = Opening::new(CsrfState::from_random([1; 16]))
        .with_pkce(Pkce::from_random([9; 32], PkceMethod::s256()))
        .with_nonce(Nonce::from_random([3; 16]));
    let begun = Authorization::begin(&client, &signer, opening, at()).unwrap();
    let names: Vec<_> = begun.url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    assert_eq!(
        names,
        [
            "access_type",
            "client_id",
            "client_secret",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
            "timestamp"
        ]
    );

    let query = "code=eyJ.code.c-1&state=01010101-0101-4101-8101-010101010101";
    let Callback::Code(grant) = callback::read(begun.pending, query).unwrap() else { panic!() };
    let state = CsrfState::from_random([2; 16]);
    let exchange = TokenExchange::begin(&client, &signer, grant, state, at()).unwrap();
    let address = "http://127.0.0.1:8085/aas/oauth2/te";
    assert_eq!(exchange.request.url().as_str(), address);
    assert_eq!(
        exchange.request.body(),
        Some(
            "client_id=ELSH01721&client_secret=MAMCAQc&code=eyJ.code.c-1\
             &grant_type=authorization_code&redirect_uri=https%3A%2F%2Fdiary.example%2Fback\
             &scope=openid+snils&state=02020202-0202-4202-8202-020202020202\
             &timestamp=2026.09.01+08%3A00%3A00+%2B0300&token_type=Bearer"
        )
    );
    assert_eq!(
        *signer.signed.borrow(),
        [
            "openid snils2026.09.01 08:00:00 +0300ELSH0172101010101-0101-4101-8101-010101010101",
            "openid snils2026.09.01 08:00:00 +0300ELSH0172102020202-0202-4202-8202-020202020202",
        ]
    );

    let answer = json!({
        "access_token": signed(TOKEN_KEY, &access_header(), &access_claims().to_string()),
        "id_token": signed(TOKEN_KEY, &id_header(), &id_claims().to_string()),
        "refresh_token": "6b9f3a4e-0000-4000-8000-00000000abcd",
        "state": "02020202-0202-4202-8202-020202020202",
        "token_type": "Bearer",
        "expires_in": 3600
    });
    let tokens = exchange.pending.read(&Reply::new(200, answer.to_string().into())).unwrap();
    // A nonce that was never sent is not compared.
    assert!(tokens.nonce.is_none());
    let verified = verifier().verify(tokens, at()).unwrap();
    assert_eq!(verified.access.subject().expose(), "1000000017");
}

#[test]
fn an_answer_to_another_request_is_refused_in_the_first_generation_too() {
    let client = client(stand(), "ELSH01721", "https://diary.example/back", "openid snils");
    let signer = Recorder::new();
    let opening = Opening::new(CsrfState::from_random([1; 16]));
    let begun = Authorization::begin(&client, &signer, opening, at()).unwrap();
    let query = "code=eyJ.code.c-1&state=01010101-0101-4101-8101-010101010101";
    let Callback::Code(grant) = callback::read(begun.pending, query).unwrap() else { panic!() };
    let state = CsrfState::from_random([2; 16]);
    let exchange = TokenExchange::begin(&client, &signer, grant, state, at()).unwrap();
    let answer = json!({"access_token": "a", "id_token": "b", "token_type": "Bearer"});
    let answer = with(answer, "state", json!("01010101-0101-4101-8101-010101010101"));
    let result = exchange.pending.read(&Reply::new(200, answer.to_string().into()));
    assert_eq!(result.unwrap_err(), TokenError::WrongState);
}
