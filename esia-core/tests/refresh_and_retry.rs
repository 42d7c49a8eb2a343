//! Goal: what follows a sign-in: new tokens for a refresh token, a token on the client's word, and
//! the one more try after a wrong clock.
//! Method: a scripted provider, as in `login_flow.rs`; every text that is signed is typed by hand,
//! for both generations and both readings of the disputed one.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use esia_core::account::Subject;
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback, CallbackError, Returned};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::client_credentials::ClientCredentials;
use esia_core::protocol::clock::ClockOffset;
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::http::Reply;
use esia_core::protocol::pending::PendingSignIn;
use esia_core::protocol::refresh::{PendingRefresh, TokenRefresh};
use esia_core::protocol::retry::Failure;
use esia_core::protocol::signer::{RequestSigner, SignatureForm};
use esia_core::protocol::signing_input::{RefreshOrder, SigningInput};
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{PendingTokens, RefreshToken, TokenError, TokenExchange};
use esia_core::protocol::verify::VerifyError;
use mint::{TOKEN_KEY, access_claims, access_header, at, id_claims, id_header, signed};
use mint::{verifier, with};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::convert::Infallible;

/// A signer of either form that writes down what it is given.
struct Recorder {
    form: SignatureForm,
    certificate: CertificateFingerprint,
    signed: RefCell<Vec<String>>,
}

impl Recorder {
    fn of(generation: Generation) -> Self {
        let certificate = CertificateFingerprint::of_der(b"an invented certificate");
        Self { form: generation.form(), certificate, signed: RefCell::default() }
    }
}

impl RequestSigner for Recorder {
    type Error = Infallible;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Infallible> {
        self.signed.borrow_mut().push(input.expose().to_owned());
        Ok(match self.form {
            SignatureForm::Raw => vec![0; 64],
            SignatureForm::Cms => vec![0x30, 0x00],
        })
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }

    fn form(&self) -> SignatureForm {
        self.form
    }
}

const SPENT: &str = "6b9f3a4e-0000-4000-8000-00000000abcd";
const NEXT: &str = "1c0d5f2e-0000-4000-8000-00000000beef";
const STATE: &str = "02020202-0202-4202-8202-020202020202";
const THIRD_STATE: &str = "03030303-0303-4303-8303-030303030303";

fn client(generation: Generation) -> Client {
    Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid snils").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap().with_generation(generation),
    )
    .unwrap()
}

fn state(byte: u8) -> CsrfState {
    CsrfState::from_random([byte; 16])
}

fn refresh(client: &Client, signer: &Recorder) -> TokenRefresh {
    let token = RefreshToken::new(SPENT.to_owned());
    TokenRefresh::begin(client, signer, token, state(2), at()).unwrap()
}

fn pending_refresh() -> PendingRefresh {
    refresh(&client(Generation::Current), &Recorder::of(Generation::Current)).pending
}

fn fields(body: Option<&str>) -> Vec<(String, String)> {
    let pairs = url::form_urlencoded::parse(body.unwrap().as_bytes());
    pairs.into_owned().filter(|(name, _)| name != "client_secret").collect()
}

fn expect_fields(body: Option<&str>, expected: &[(&str, &str)]) {
    let found = fields(body);
    let found: Vec<_> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(found, expected);
}

fn answer() -> Value {
    json!({
        "access_token": signed(TOKEN_KEY, &access_header(), &access_claims().to_string()),
        "refresh_token": NEXT,
        "state": STATE,
        "token_type": "Bearer",
        "expires_in": 3600
    })
}

fn ok(body: &Value) -> Reply {
    Reply::new(200, body.to_string().into_bytes())
}

fn failed(code: &str) -> Reply {
    let body = json!({"error": "invalid_request", "error_description": code, "state": STATE});
    Reply::new(400, body.to_string().into_bytes())
}

/// The account of the tokens of the mint.
fn account() -> Subject {
    let id = with(id_claims(), "unused", json!(null)).to_string();
    let token = esia_core::protocol::token::IdToken::new(signed(TOKEN_KEY, &id_header(), &id));
    verifier().verify_id_token(&token, None, at()).unwrap().account().subject().clone()
}

#[test]
fn a_refresh_is_signed_in_the_reading_that_is_set() {
    let text = "ELSH01721openid snils2026.09.01 08:00:00 +030002020202-0202-4202-8202-020202020202";
    for (order, rest) in [
        (RefreshOrder::AsAuthorization, "https://diary.example/back"),
        (RefreshOrder::WithRefreshToken, SPENT),
    ] {
        let signer = Recorder::of(Generation::Current);
        let client = client(Generation::Current).with_refresh_order(order);
        let begun = refresh(&client, &signer);
        assert_eq!(*signer.signed.borrow(), [[text, rest].concat()], "{order:?}");
        assert_eq!(begun.request.url().path(), "/aas/oauth2/v3/te");
        expect_fields(
            begun.request.body(),
            &[
                ("client_certificate_hash", &signer.certificate.to_string()),
                ("client_id", "ELSH01721"),
                ("grant_type", "refresh_token"),
                ("redirect_uri", "https://diary.example/back"),
                ("refresh_token", SPENT),
                ("scope", "openid snils"),
                ("state", STATE),
                ("timestamp", "2026.09.01 08:00:00 +0300"),
                ("token_type", "Bearer"),
            ],
        );
    }
    assert_eq!(client(Generation::Current).refresh_order(), RefreshOrder::AsAuthorization);
}

#[test]
fn a_refresh_of_the_first_generation_signs_its_four_fields() {
    for order in [RefreshOrder::AsAuthorization, RefreshOrder::WithRefreshToken] {
        let signer = Recorder::of(Generation::V1);
        let client = client(Generation::V1).with_refresh_order(order);
        let begun = refresh(&client, &signer);
        assert_eq!(
            *signer.signed.borrow(),
            ["openid snils2026.09.01 08:00:00 +0300ELSH0172102020202-0202-4202-8202-020202020202"]
        );
        assert_eq!(begun.request.url().path(), "/aas/oauth2/te");
        expect_fields(
            begun.request.body(),
            &[
                ("client_id", "ELSH01721"),
                ("grant_type", "refresh_token"),
                ("redirect_uri", "https://diary.example/back"),
                ("refresh_token", SPENT),
                ("scope", "openid snils"),
                ("state", STATE),
                ("timestamp", "2026.09.01 08:00:00 +0300"),
                ("token_type", "Bearer"),
            ],
        );
    }
}

#[test]
fn each_refresh_brings_a_new_token_and_the_spent_one_is_none() {
    let token = |value: Value| {
        let answer = with(answer(), "refresh_token", value);
        let tokens = pending_refresh().read(&ok(&answer)).unwrap();
        tokens.refresh_token.map(|token| token.expose().to_owned())
    };
    assert_eq!(token(json!(NEXT)).as_deref(), Some(NEXT));
    assert_eq!(token(json!(SPENT)), None);
    assert_eq!(token(json!(null)), None);
}

#[test]
fn refreshed_tokens_are_checked_against_the_account_that_had_signed_in() {
    let check = |answer: &Value| {
        let tokens = pending_refresh().read(&ok(answer)).unwrap();
        verifier().verify_refreshed(tokens, &account(), at())
    };
    let verified = check(&answer()).unwrap();
    assert!(verified.id.is_none() && verified.access.grants("snils"));
    assert_eq!(verified.refresh_token.unwrap().expose(), NEXT);
    let id_token = |claims: Value| json!(signed(TOKEN_KEY, &id_header(), &claims.to_string()));
    let verified = check(&with(answer(), "id_token", id_token(id_claims()))).unwrap();
    assert_eq!(verified.id.unwrap().account().subject(), &account());

    let other = with(access_claims(), "urn:esia:sbj_id", json!(1_000_000_018));
    let other = json!(signed(TOKEN_KEY, &access_header(), &other.to_string()));
    let refused = check(&with(answer(), "access_token", other)).unwrap_err();
    assert_eq!(refused, VerifyError::Subject);
    let person = with(id_claims()["urn:esia:sbj"].clone(), "urn:esia:sbj:oid", json!(18));
    let claims = with(with(id_claims(), "sub", json!(18)), "urn:esia:sbj", person);
    let refused = check(&with(answer(), "id_token", id_token(claims))).unwrap_err();
    assert_eq!(refused, VerifyError::Subject);
}

#[test]
fn every_wrong_answer_to_a_refresh_has_its_error() {
    let changed = |name, value| ok(&with(answer(), name, value));
    for (reply, expected) in [
        (changed("state", json!(null)), TokenError::NoState),
        (changed("state", json!(THIRD_STATE)), TokenError::WrongState),
        (changed("token_type", json!("MAC")), TokenError::TokenType),
        (changed("access_token", json!(null)), TokenError::NoAccessToken),
        (Reply::new(500, b"{}".to_vec()), TokenError::Status { status: 500 }),
    ] {
        assert_eq!(pending_refresh().read(&reply).unwrap_err(), expected);
    }
    let spent = pending_refresh().read(&failed("ESIA-007011: spent")).unwrap_err();
    assert!(matches!(spent, TokenError::Provider(_)));
}

#[test]
fn a_token_on_the_clients_word_is_asked_for_in_both_generations() {
    let scope = Scope::parse("prm_chg?oid=1000000017").unwrap();
    for (generation, path, text) in [
        (
            Generation::Current,
            "/aas/oauth2/v3/te",
            "ELSH01721prm_chg?oid=10000000172026.09.01 08:00:00 +0300\
             02020202-0202-4202-8202-020202020202https://diary.example/back",
        ),
        (
            Generation::V1,
            "/aas/oauth2/te",
            "prm_chg?oid=10000000172026.09.01 08:00:00 +0300ELSH01721\
             02020202-0202-4202-8202-020202020202",
        ),
    ] {
        let signer = Recorder::of(generation);
        let client = client(generation).with_scope_org(Scope::parse("org_inn").unwrap());
        let begun = ClientCredentials::begin(&client, &signer, &scope, state(2), at()).unwrap();
        assert_eq!(*signer.signed.borrow(), [text]);
        assert_eq!(begun.request.url().path(), path);
        let fingerprint = signer.certificate.to_string();
        let mut expected = vec![
            ("client_certificate_hash", fingerprint.as_str()),
            ("client_id", "ELSH01721"),
            ("grant_type", "client_credentials"),
            ("redirect_uri", "https://diary.example/back"),
            ("scope", "prm_chg?oid=1000000017"),
            ("state", STATE),
            ("timestamp", "2026.09.01 08:00:00 +0300"),
            ("token_type", "Bearer"),
        ];
        if generation == Generation::V1 {
            expected.remove(0);
        }
        expect_fields(begun.request.body(), &expected);
        let token = begun.pending.read(&ok(&answer())).unwrap();
        let verified = verifier().verify_access_token(token, account().id(), at());
        assert!(verified.is_ok());
    }
    let signer = Recorder::of(Generation::Current);
    let client = client(Generation::Current);
    let begun = ClientCredentials::begin(&client, &signer, &scope, state(2), at()).unwrap();
    let wrong = begun.pending.read(&ok(&with(answer(), "state", json!(THIRD_STATE))));
    assert_eq!(wrong.unwrap_err(), TokenError::WrongState);
}

fn pending_tokens(client: &Client, signer: &Recorder) -> PendingTokens {
    let opening = Opening::new(state(1));
    let begun = Authorization::begin(client, signer, opening, at()).unwrap();
    let query = "code=c-1&state=01010101-0101-4101-8101-010101010101";
    let Callback::Code(grant) = callback::read(begun.pending, query).unwrap() else { panic!() };
    TokenExchange::begin(client, signer, grant, state(2), at()).unwrap().pending
}

/// ESIA's clock is ten minutes ahead.
fn offset() -> ClockOffset {
    ClockOffset::observed("Tue, 01 Sep 2026 05:10:00 GMT", at(), at()).unwrap()
}

#[test]
fn a_code_is_exchanged_once_more_at_the_corrected_moment() {
    let (client, signer) = (client(Generation::Current), Recorder::of(Generation::Current));
    let failure =
        pending_tokens(&client, &signer).read_or_retry(&failed("ESIA-007015: time")).unwrap_err();
    let Failure::Clock(retry) = failure else { panic!("{failure:?}") };
    let again = retry.begin(&client, &signer, state(3), offset(), at()).unwrap();
    assert_eq!(
        signer.signed.borrow().last().unwrap(),
        "ELSH01721openid snils2026.09.01 08:10:00 +030003030303-0303-4303-8303-030303030303\
         https://diary.example/backc-1"
    );
    let id_token = signed(TOKEN_KEY, &id_header(), &id_claims().to_string());
    let good = with(with(answer(), "id_token", json!(id_token)), "state", json!(THIRD_STATE));
    assert!(again.pending.read(&ok(&good)).is_ok());

    // The second refusal is the last: there is no retry in what it gives.
    let failure =
        pending_tokens(&client, &signer).read_or_retry(&failed("ESIA-007015: time")).unwrap_err();
    let Failure::Clock(retry) = failure else { panic!("{failure:?}") };
    let again = retry.begin(&client, &signer, state(3), offset(), at()).unwrap();
    let last: TokenError = again.pending.read(&failed("ESIA-007015: time")).unwrap_err();
    assert!(matches!(last, TokenError::Provider(_)));
}

#[test]
fn a_refresh_token_is_exchanged_once_more_at_the_corrected_moment() {
    let (client, signer) = (client(Generation::Current), Recorder::of(Generation::Current));
    let failure = pending_refresh().read_or_retry(&failed("ESIA-007015")).unwrap_err();
    let Failure::Clock(retry) = failure else { panic!("{failure:?}") };
    let again = retry.begin(&client, &signer, state(3), offset(), at()).unwrap();
    let sent = fields(again.request.body());
    assert!(sent.contains(&("timestamp".to_owned(), "2026.09.01 08:10:00 +0300".to_owned())));
    assert!(sent.contains(&("refresh_token".to_owned(), SPENT.to_owned())));
    let tokens = again.pending.read(&ok(&with(answer(), "state", json!(THIRD_STATE)))).unwrap();
    assert_eq!(tokens.refresh_token.unwrap().expose(), NEXT);
}

#[test]
fn a_browser_is_sent_once_more_at_the_corrected_moment_and_not_twice() {
    let (client, signer) = (client(Generation::Current), Recorder::of(Generation::Current));
    let wrong_time = |state: &str| {
        ["error=invalid_request&error_description=ESIA-007015%3A+time&state=", state].concat()
    };
    let first = "01010101-0101-4101-8101-010101010101";
    let begin = || Authorization::begin(&client, &signer, Opening::new(state(1)), at()).unwrap();
    let returned = callback::read_or_retry(begin().pending, &wrong_time(first)).unwrap();
    let Returned::Clock(retry) = returned else { panic!("{returned:?}") };
    let again = retry.begin(&client, &signer, Opening::new(state(2)), offset(), at()).unwrap();
    assert!(again.url.as_str().contains("timestamp=2026.09.01+08%3A10%3A00+%2B0300"));
    // How long it has waited is a matter of our own clock.
    assert_eq!(again.pending.issued_at(), at());

    // It remembers in the store that it is the second.
    let stored = PendingSignIn::from_stored(again.pending.to_stored().expose()).unwrap();
    let returned = callback::read_or_retry(stored, &wrong_time(STATE)).unwrap();
    assert!(matches!(returned, Returned::Refused(_)), "{returned:?}");

    for (query, is_code) in [
        (["code=c&state=", first].concat(), true),
        (["error=access_denied&error_description=ESIA-007004&state=", first].concat(), false),
    ] {
        let returned = callback::read_or_retry(begin().pending, &query).unwrap();
        assert_eq!(matches!(returned, Returned::Code(_)), is_code);
        assert_eq!(matches!(returned, Returned::Refused(_)), !is_code);
    }
    let other_browser = callback::read_or_retry(begin().pending, &wrong_time(STATE));
    assert_eq!(other_browser.unwrap_err(), CallbackError::WrongState);
}

#[test]
fn nothing_but_the_wrong_time_is_tried_again() {
    let (client, signer) = (client(Generation::Current), Recorder::of(Generation::Current));
    let replies = [
        failed("ESIA-007011: code"),
        failed("ESIA-007007: server"),
        failed("ESIA-007014"),
        failed("007015"),
        failed(""),
        Reply::new(502, b"<html>".to_vec()),
        ok(&json!({})),
        ok(&with(answer(), "state", json!(THIRD_STATE))),
    ];
    for reply in replies {
        let code = pending_tokens(&client, &signer).read_or_retry(&reply).unwrap_err();
        assert!(matches!(code, Failure::Final(_)), "{reply:?}");
        let refresh = pending_refresh().read_or_retry(&reply).unwrap_err();
        assert!(matches!(refresh, Failure::Final(_)), "{reply:?}");
    }
    assert!(pending_refresh().read_or_retry(&ok(&answer())).is_ok());
}

#[test]
fn nothing_of_a_grant_shows() {
    let (client, signer) = (client(Generation::Current), Recorder::of(Generation::Current));
    let mut shown = vec![format!("{:?}", refresh(&client, &signer))];
    let failure = pending_refresh().read_or_retry(&failed("ESIA-007015")).unwrap_err();
    shown.push(format!("{failure:?} {failure}"));
    let failure =
        pending_tokens(&client, &signer).read_or_retry(&failed("ESIA-007015")).unwrap_err();
    shown.push(format!("{failure:?} {failure}"));
    let Failure::Clock(retry) = failure else { panic!() };
    let again = retry.begin(&client, &signer, state(3), offset(), at()).unwrap();
    shown.push(format!("{again:?}"));
    let shown = shown.join("\n");
    for secret in [SPENT, "c-1", STATE, THIRD_STATE] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}
