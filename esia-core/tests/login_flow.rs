//! Goal: the sign-in goes through with a provider that answers rightly, and every wrong answer in
//! every state gives its own typed error and no way on.
//! Method: a scripted provider: the test plays ESIA, reads what it is sent, and answers by hand.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::panic, reason = "tests")]

#[path = "support/mint.rs"]
mod mint;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::{AccountKind, AccountLevel};
use esia_core::person::{DocumentKind, Gender, Person, Verification};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback, CallbackError, CodeGrant};
use esia_core::protocol::client::{AccessType, Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::error_code::Advice;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::json::JsonError;
use esia_core::protocol::nonce::Nonce;
use esia_core::protocol::pending::PendingSignIn;
use esia_core::protocol::pkce::{Pkce, PkceMethod};
use esia_core::protocol::rest::{self, RestError};
use esia_core::protocol::signer::{RequestSigner, SignError};
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::{PendingTokens, TokenError, TokenExchange};
use mint::{TOKEN_KEY, access_claims, access_header, at, id_claims, id_header, signed};
use mint::{verifier, with};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A signer that writes down what it is given.
struct Recorder {
    certificate: CertificateFingerprint,
    signed: RefCell<Vec<String>>,
}

impl Recorder {
    fn new() -> Self {
        let certificate = CertificateFingerprint::of_der(b"an invented certificate");
        Self { certificate, signed: RefCell::default() }
    }
}

impl RequestSigner for Recorder {
    type Error = &'static str;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        self.signed.borrow_mut().push(input.expose().to_owned());
        Ok(vec![0xfb; 64])
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

/// A signer whose device is gone.
struct Broken(CertificateFingerprint);

impl RequestSigner for Broken {
    type Error = &'static str;

    fn sign(&self, _: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        Err("no device")
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.0
    }
}

const FIRST_STATE: &str = "01010101-0101-4101-8101-010101010101";
const SECOND_STATE: &str = "02020202-0202-4202-8202-020202020202";

fn client() -> Client {
    Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid fullname birthdate snils birth_cert_doc").unwrap(),
        Endpoints::at("http://127.0.0.1:8085").unwrap(),
    )
    .unwrap()
}

fn opening() -> Opening {
    Opening::new(CsrfState::from_random([1; 16]))
}

fn begin() -> PendingSignIn {
    Authorization::begin(&client(), &Recorder::new(), opening(), at()).unwrap().pending
}

fn grant() -> CodeGrant {
    let query = ["code=eyJ.code.c-1&state=", FIRST_STATE].concat();
    match callback::read(begin(), &query).unwrap() {
        Callback::Code(grant) => grant,
        Callback::Refused(error) => panic!("{error:?}"),
    }
}

fn exchange() -> TokenExchange {
    let state = CsrfState::from_random([2; 16]);
    TokenExchange::begin(&client(), &Recorder::new(), grant(), state, at()).unwrap()
}

fn pending_tokens() -> PendingTokens {
    exchange().pending
}

fn good_answer() -> Value {
    json!({
        "access_token": signed(TOKEN_KEY, &access_header(), &access_claims().to_string()),
        "id_token": signed(TOKEN_KEY, &id_header(), &id_claims().to_string()),
        "refresh_token": "6b9f3a4e-0000-4000-8000-00000000abcd",
        "state": SECOND_STATE,
        "token_type": "Bearer",
        "expires_in": 3600
    })
}

fn ok(body: &Value) -> Reply {
    Reply::new(200, body.to_string().into_bytes())
}

fn parameters(text: &str) -> BTreeMap<String, String> {
    let pairs: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    let map: BTreeMap<_, _> = pairs.iter().cloned().collect();
    assert_eq!(map.len(), pairs.len(), "a parameter stands twice");
    map
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
}

#[test]
fn the_whole_way_goes_through() {
    let signer = Recorder::new();
    let pkce = Pkce::from_random([9; 32], PkceMethod::s256());
    let nonce = Nonce::from_random([3; 16]);
    let opening = opening().with_pkce(pkce.clone()).with_nonce(nonce.clone());
    let client = client().with_access_type(AccessType::Offline);
    let Authorization { url, pending } =
        Authorization::begin(&client, &signer, opening, at()).unwrap();

    assert!(url.as_str().starts_with("http://127.0.0.1:8085/aas/oauth2/v2/ac?access_type="));
    let query = url.query().unwrap();
    // Spaces as `+`, the plus of the offset as `%2B`, as the peers send them.
    assert!(query.contains("scope=openid+fullname+birthdate+snils+birth_cert_doc&"));
    assert!(query.contains("timestamp=2026.09.01+08%3A00%3A00+%2B0300"));
    let sent = parameters(query);
    let secret = URL_SAFE_NO_PAD.decode(&sent["client_secret"]).unwrap();
    assert_eq!((secret.len(), sent["client_secret"].len()), (64, 86));
    let (fingerprint, challenge) = (signer.certificate.to_string(), pkce.challenge());
    let expected = BTreeMap::from([
        ("access_type", "offline"),
        ("client_certificate_hash", &fingerprint),
        ("client_id", "ELSH01721"),
        ("client_secret", &sent["client_secret"]),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("nonce", nonce.expose()),
        ("redirect_uri", "https://diary.example/back"),
        ("response_type", "code"),
        ("scope", "openid fullname birthdate snils birth_cert_doc"),
        ("state", FIRST_STATE),
        ("timestamp", "2026.09.01 08:00:00 +0300"),
    ]);
    assert!(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(expected));

    // The sign-in waits in a store, and is found by its state.
    let pending = PendingSignIn::from_stored(pending.to_stored().expose()).unwrap();
    assert_eq!(pending.state().expose(), FIRST_STATE);
    assert_eq!(pending.issued_at(), at());
    let query = ["state=", FIRST_STATE, "&iss=ignored&code=eyJ.code.c-1"].concat();
    let Callback::Code(grant) = callback::read(pending, &query).unwrap() else { panic!() };

    let state = CsrfState::from_random([2; 16]);
    let later = at() + chrono::TimeDelta::seconds(5);
    let TokenExchange { request, pending } =
        TokenExchange::begin(&client, &signer, grant, state, later).unwrap();
    assert_eq!(request.method().as_str(), "POST");
    assert_eq!(request.url().as_str(), "http://127.0.0.1:8085/aas/oauth2/v3/te");
    assert_eq!(header(&request, "content-type"), Some("application/x-www-form-urlencoded"));
    let sent = parameters(request.body().unwrap());
    let expected = BTreeMap::from([
        ("client_certificate_hash", &*fingerprint),
        ("client_id", "ELSH01721"),
        ("client_secret", &sent["client_secret"]),
        ("code", "eyJ.code.c-1"),
        ("code_verifier", pkce.verifier().expose()),
        ("grant_type", "authorization_code"),
        ("redirect_uri", "https://diary.example/back"),
        ("scope", "openid fullname birthdate snils birth_cert_doc"),
        ("state", SECOND_STATE),
        ("timestamp", "2026.09.01 08:00:05 +0300"),
        ("token_type", "Bearer"),
    ]);
    assert!(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(expected));
    assert_eq!(
        *signer.signed.borrow(),
        [
            "ELSH01721openid fullname birthdate snils birth_cert_doc2026.09.01 08:00:00 +0300\
             01010101-0101-4101-8101-010101010101https://diary.example/back",
            "ELSH01721openid fullname birthdate snils birth_cert_doc2026.09.01 08:00:05 +0300\
             02020202-0202-4202-8202-020202020202https://diary.example/backeyJ.code.c-1",
        ]
    );

    let tokens = pending.read(&ok(&good_answer())).unwrap();
    assert_eq!(tokens.expires_in_seconds, Some(3600));
    let verified = verifier().verify(tokens, later).unwrap();
    assert_eq!(verified.id.account().kind(), AccountKind::SelfMade);
    assert_eq!(verified.id.account().level(), AccountLevel::Confirmed);
    assert!(verified.refresh_token.is_some());

    let request = rest::person_request(client.endpoints(), &verified.access);
    assert_eq!(request.method().as_str(), "GET");
    assert_eq!(request.url().as_str(), "http://127.0.0.1:8085/rs/prns/1000000017");
    let bearer = ["Bearer ", verified.access.token().expose()].concat();
    assert_eq!(header(&request, "authorization"), Some(&*bearer));
    assert_eq!(request.body(), None);
    let request = rest::documents_request(client.endpoints(), &verified.access);
    let url = "http://127.0.0.1:8085/rs/prns/1000000017/docs?embed=(elements)";
    assert_eq!(request.url().as_str(), url);
    let request = rest::person_with_documents_request(client.endpoints(), &verified.access);
    let url = "http://127.0.0.1:8085/rs/prns/1000000017?embed=(documents.elements)";
    assert_eq!(request.url().as_str(), url);
}

#[test]
fn optional_settings_are_sent_and_signed_where_they_belong() {
    let signer = Recorder::new();
    let client = client()
        .with_scope_org(Scope::parse("org_inn").unwrap())
        .with_person_filter("Y29uZl9hY2M".to_owned());
    let Authorization { url, pending } =
        Authorization::begin(&client, &signer, opening(), at()).unwrap();
    let sent = parameters(url.query().unwrap());
    assert_eq!(sent["scope_org"], "org_inn");
    assert_eq!(sent["person_filter"], "Y29uZl9hY2M");
    assert_eq!(sent["access_type"], "online");
    assert!(!sent.contains_key("code_challenge") && !sent.contains_key("nonce"));
    assert!(signer.signed.borrow()[0].contains("birth_cert_docorg_inn2026"));
    let query = ["code=c&state=", FIRST_STATE].concat();
    let Callback::Code(grant) = callback::read(pending, &query).unwrap() else { panic!() };
    let state = CsrfState::from_random([2; 16]);
    let exchange = TokenExchange::begin(&client, &signer, grant, state, at()).unwrap();
    let sent = parameters(exchange.request.body().unwrap());
    assert_eq!(sent["scope_org"], "org_inn");
    assert!(!sent.contains_key("code_verifier"));
    assert!(signer.signed.borrow()[1].contains("birth_cert_docorg_inn2026"));
}

#[test]
fn a_signer_that_fails_stops_the_request() {
    let broken = Broken(CertificateFingerprint::of_der(b""));
    let result = Authorization::begin(&client(), &broken, opening(), at());
    assert_eq!(result.unwrap_err(), SignError::Signer("no device"));
    let state = CsrfState::from_random([2; 16]);
    let result = TokenExchange::begin(&client(), &broken, grant(), state, at());
    assert_eq!(result.unwrap_err(), SignError::Signer("no device"));
}

#[test]
fn every_wrong_callback_has_its_error() {
    let long = ["code=", &"c".repeat(16 * 1024), "&state=", FIRST_STATE].concat();
    let long_code = ["code=", &"c".repeat(8 * 1024 + 1), "&state=", FIRST_STATE].concat();
    let s = FIRST_STATE;
    for (query, expected) in [
        (String::new(), CallbackError::NoState),
        ("code=c".to_owned(), CallbackError::NoState),
        ("error=server_error".to_owned(), CallbackError::NoState),
        ("code=c&state=".to_owned(), CallbackError::WrongState),
        (format!("code=c&state={SECOND_STATE}"), CallbackError::WrongState),
        (format!("error=access_denied&state={SECOND_STATE}"), CallbackError::WrongState),
        (format!("code=c&state={}", s.to_uppercase().replace('1', "2")), CallbackError::WrongState),
        (format!("code=c&state={s}&state={s}"), CallbackError::Doubled),
        (format!("code=c&code=c&state={s}"), CallbackError::Doubled),
        (format!("error=a&error=a&state={s}"), CallbackError::Doubled),
        (
            format!("error=a&error_description=b&error_description=b&state={s}"),
            CallbackError::Doubled,
        ),
        (format!("code=c&error=server_error&state={s}"), CallbackError::CodeAndError),
        (format!("state={s}"), CallbackError::Neither),
        (format!("code=&state={s}"), CallbackError::Code),
        (format!("code=a+b&state={s}"), CallbackError::Code),
        (format!("code=%D0%BA&state={s}"), CallbackError::Code),
        (format!("code=%00&state={s}"), CallbackError::Code),
        (long, CallbackError::TooLarge),
        (long_code, CallbackError::Code),
    ] {
        assert_eq!(callback::read(begin(), &query).unwrap_err(), expected, "{query:.80}");
    }
}

#[test]
fn a_refusal_at_the_callback_is_told_with_its_advice() {
    for (description, advice) in [
        ("&error_description=ESIA-007004%3A+owner+refused", Advice::UserDenied),
        ("&error_description=ESIA-007055", Advice::UserAction),
        ("&error_description=ESIA-007040%3A", Advice::Stop),
        ("&error_description=ESIA-424242", Advice::Unknown),
        ("&error_description=OAuthErrorEnum.noGrants", Advice::Configuration),
        ("&error_description=OAuthErrorEnum.somethingNew", Advice::Unknown),
        ("", Advice::Unknown),
    ] {
        let query = ["error=access_denied&state=", FIRST_STATE, description].concat();
        let Callback::Refused(error) = callback::read(begin(), &query).unwrap() else { panic!() };
        assert_eq!(error.advice(), advice, "{description}");
    }
}

#[test]
fn a_stored_sign_in_that_was_damaged_is_refused() {
    let good = begin().to_stored();
    assert!(PendingSignIn::from_stored(good.expose()).is_ok());
    let damaged = [
        String::new(),
        "{}".to_owned(),
        "[]".to_owned(),
        good.expose().replace(FIRST_STATE, "1"),
        good.expose().replace("https://", "file://"),
        good.expose().replace("2026-", "2026-13-"),
        good.expose().replace("openid", ""),
    ];
    for text in damaged {
        assert!(PendingSignIn::from_stored(&text).is_err(), "{text}");
    }
}

#[test]
fn every_wrong_token_answer_has_its_error() {
    let long = Reply::new(200, [b"{\"a\":\"", vec![b'x'; 300_000].as_slice(), b"\"}"].concat());
    let deep = Reply::new(200, vec![b'['; 1000]);
    let json = |status, error| TokenError::Json { status, error };
    let changed = |name, value| ok(&with(good_answer(), name, value));
    for (reply, expected) in [
        (Reply::new(200, b"<html>".to_vec()), json(200, JsonError::NotJson)),
        (Reply::new(502, b"<html>".to_vec()), json(502, JsonError::NotJson)),
        (Reply::new(200, Vec::new()), json(200, JsonError::NotJson)),
        (Reply::new(200, b"\xff\xfe".to_vec()), json(200, JsonError::NotUtf8)),
        (Reply::new(200, b"[]".to_vec()), json(200, JsonError::Shape)),
        (
            Reply::new(200, b"{\"state\":\"a\",\"state\":\"a\"}".to_vec()),
            json(200, JsonError::Doubled),
        ),
        (long, json(200, JsonError::TooLarge)),
        (deep, json(200, JsonError::TooDeep)),
        (Reply::new(500, b"{}".to_vec()), TokenError::Status { status: 500 }),
        (Reply::new(302, good_answer().to_string().into()), TokenError::Status { status: 302 }),
        (ok(&json!({})), TokenError::NoState),
        (changed("state", json!(null)), TokenError::NoState),
        (changed("state", json!(FIRST_STATE)), TokenError::WrongState),
        (changed("state", json!("")), TokenError::WrongState),
        (changed("state", json!(2)), json(200, JsonError::Shape)),
        (changed("token_type", json!(null)), TokenError::TokenType),
        (changed("token_type", json!("MAC")), TokenError::TokenType),
        (changed("access_token", json!(null)), TokenError::NoAccessToken),
        (changed("id_token", json!(null)), TokenError::NoIdToken),
    ] {
        assert_eq!(pending_tokens().read(&reply).unwrap_err(), expected);
    }
}

#[test]
fn an_error_of_the_token_endpoint_is_told_with_its_advice() {
    for (status, error, description, advice) in [
        (400, "invalid_grant", "ESIA-007011: code", Advice::Restart),
        (400, "invalid_request", "ESIA-007015: time", Advice::RetryOnce),
        (400, "invalid_request", "ESIA-007014: [client_certificate_hash].", Advice::OurBug),
        (
            403,
            "access_denied",
            "ESIA-007053: OAuthErrorEnum.clientSecretWrong",
            Advice::Configuration,
        ),
        (503, "temporarily_unavailable", "ESIA-007008: later", Advice::Retry),
        (200, "server_error", "", Advice::Retry),
        (400, "something_new", "ESIA-123456", Advice::Unknown),
    ] {
        let body = json!({"error": error, "error_description": description, "state": SECOND_STATE});
        let reply = Reply::new(status, body.to_string().into());
        let error = pending_tokens().read(&reply).unwrap_err();
        assert!(matches!(error, TokenError::Provider(_)), "{description}");
        assert_eq!(error.advice(), advice, "{description}");
    }
    let unavailable = Reply::new(502, b"<html>".to_vec());
    assert_eq!(pending_tokens().read(&unavailable).unwrap_err().advice(), Advice::Retry);
    let swapped = ok(&with(good_answer(), "state", json!(FIRST_STATE)));
    assert_eq!(pending_tokens().read(&swapped).unwrap_err().advice(), Advice::Stop);
}

#[test]
fn a_person_is_read_from_a_full_answer() {
    let person = rest::read_person(&ok(&json!({
        "stateFacts": ["EntityRoot"],
        "firstName": "ПРОБА", "lastName": "Образцова", "middleName": null,
        "birthDate": "29.02.2012", "gender": "F", "snils": "000-000-600 06",
        "trusted": true, "verifying": false, "kidAccCreatedByParent": true, "updatedOn": 1_700_000_000,
        "documents": {"stateFacts": ["hasSize"], "size": 2, "elements": [
            {"id": 7, "type": "RF_BRTH_CERT", "vrfStu": "VERIFIED", "series": "III-МЮ",
             "number": "123456", "issueDate": "05.03.2012", "actNo": "17", "actDate": "04.03.2012",
             "issuedBy": "Отдел ЗАГС", "eTag": "x"},
            "http://127.0.0.1:8085/rs/prns/1000000017/docs/8"
        ]}
    })))
    .unwrap();
    let text = |value: &Option<esia_core::secrets::Personal>| {
        value.as_ref().map(|text| text.expose().to_owned())
    };
    assert_eq!(text(&person.last_name).as_deref(), Some("Образцова"));
    assert_eq!(text(&person.first_name).as_deref(), Some("ПРОБА"));
    assert_eq!(person.middle_name, None);
    assert_eq!(text(&person.snils).as_deref(), Some("000-000-600 06"));
    let birth = person.birth_date.unwrap();
    assert_eq!(birth.day(), chrono::NaiveDate::from_ymd_opt(2012, 2, 29));
    assert_eq!(birth.text().expose(), "29.02.2012");
    assert_eq!(person.gender, Some(Gender::Female));
    assert_eq!((person.trusted, person.verifying), (Some(true), Some(false)));
    assert_eq!(person.documents.len(), 1);
    let paper = &person.documents[0];
    assert_eq!(paper.kind, DocumentKind::RussianBirthCertificate);
    assert_eq!(paper.verification, Verification::Verified);
    assert_eq!(text(&paper.series).as_deref(), Some("III-МЮ"));
    assert_eq!(text(&paper.number).as_deref(), Some("123456"));
    assert_eq!(text(&paper.act_no).as_deref(), Some("17"));
    assert_eq!(text(&paper.issued_by).as_deref(), Some("Отдел ЗАГС"));
    let day = chrono::NaiveDate::from_ymd_opt;
    assert_eq!(paper.act_date.as_ref().unwrap().day(), day(2012, 3, 4));
    assert_eq!(paper.issue_date.as_ref().unwrap().day(), day(2012, 3, 5));
}

#[test]
fn an_empty_person_is_a_person_of_whom_nothing_is_known() {
    assert_eq!(rest::read_person(&ok(&json!({}))).unwrap(), Person::default());
    let nulls = json!({"firstName": null, "birthDate": null, "documents": null, "trusted": null});
    assert_eq!(rest::read_person(&ok(&nulls)).unwrap(), Person::default());
    let link = json!({"documents": "http://127.0.0.1:8085/rs/prns/1/docs"});
    assert_eq!(rest::read_person(&ok(&link)).unwrap(), Person::default());
    let odd = json!({"birthDate": "в марте", "gender": "?"});
    let person = rest::read_person(&ok(&odd)).unwrap();
    assert_eq!(person.birth_date.unwrap().day(), None);
    assert_eq!(person.gender, None);
}

#[test]
fn only_verified_is_verified() {
    let read = |status: Value, value_status: Value| {
        let body = json!({"size": 1, "elements": [{"vrfStu": status, "vrfValStu": value_status}]});
        rest::read_documents(&ok(&body)).unwrap()[0].verification
    };
    assert_eq!(read(json!("VERIFIED"), json!(null)), Verification::Verified);
    for status in [json!("verified"), json!("VERIFIED "), json!("CHECKED"), json!(null)] {
        assert_eq!(read(status.clone(), json!(null)), Verification::Unknown, "{status}");
    }
    assert_eq!(read(json!("NOT_VERIFIED"), json!(null)), Verification::NotVerified);
    assert_eq!(read(json!("VERIFIED"), json!("CHECKED")), Verification::Unknown);
    assert_eq!(read(json!("NOT_VERIFIED"), json!("VERIFYING")), Verification::Verifying);
    assert_eq!(read(json!(null), json!("VERIFICATION_FAILED")), Verification::Failed);
}

#[test]
fn a_collection_may_be_empty_but_not_of_links() {
    for body in [json!({"size": 0}), json!({"elements": []}), json!({"elements": null}), json!({})]
    {
        assert_eq!(rest::read_documents(&ok(&body)).unwrap(), []);
    }
    let links = json!({"elements": ["http://127.0.0.1:8085/rs/prns/1/docs/8"]});
    let error = rest::read_documents(&ok(&links)).unwrap_err();
    assert_eq!((error, error.advice()), (RestError::NotEmbedded, Advice::OurBug));
}

#[test]
fn every_wrong_answer_about_a_person_has_its_error() {
    let long = [b"{\"a\":\"", vec![b'x'; 1024 * 1024].as_slice(), b"\"}"].concat();
    let deep = [b"{\"a\":".as_slice(), &[b'['; 1000]].concat();
    for (status, body, expected) in [
        (200, b"<html>".to_vec(), RestError::Json(JsonError::NotJson)),
        (200, Vec::new(), RestError::Json(JsonError::NotJson)),
        (200, b"{\"firstName\":[]}".to_vec(), RestError::Json(JsonError::Shape)),
        (200, b"[]".to_vec(), RestError::Json(JsonError::Shape)),
        (200, b"null".to_vec(), RestError::Json(JsonError::Shape)),
        (200, long, RestError::Json(JsonError::TooLarge)),
        (200, deep, RestError::Json(JsonError::TooDeep)),
        (401, Vec::new(), RestError::Unauthorized { code: None }),
        (403, b"<html>".to_vec(), RestError::Forbidden { code: None }),
        (404, b"{}".to_vec(), RestError::Status { status: 404, code: None }),
        (302, b"{}".to_vec(), RestError::Status { status: 302, code: None }),
        (500, b"{".to_vec(), RestError::Status { status: 500, code: None }),
    ] {
        let error = rest::read_person(&Reply::new(status, body)).unwrap_err();
        assert_eq!(error, expected);
    }
    let body = br#"{"code":"ESIA-005011","message":"SecurityErrorEnum.invalidToken"}"#;
    let error = rest::read_documents(&Reply::new(401, body.to_vec())).unwrap_err();
    let RestError::Unauthorized { code: Some(code) } = error else { panic!("{error:?}") };
    assert_eq!((code.number(), error.advice()), (5011, Advice::Restart));
    let busy = rest::read_person(&Reply::new(503, Vec::new())).unwrap_err();
    assert_eq!(busy.advice(), Advice::Retry);
}
