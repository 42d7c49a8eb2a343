//! Goal: what is asked for as a consent is what ESIA can accept, goes out under the scope `openid`
//! alone, and reads back; and asking whether it stands never takes a refusal for a withdrawal.
//! Method: the round trip of a peer's test (esia-protocol.md X12) and a table of broken ones, typed
//! by hand; the request for a code read as ESIA would read it.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/asked.rs"]
mod asked;
#[expect(dead_code, reason = "the ID token is the matter of other tests")]
#[path = "support/mint.rs"]
mod mint;

use asked::{answer, endpoints, header, token};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use esia_core::protocol::authorization::{Authorization, Opening};
use esia_core::protocol::callback::{self, Callback};
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::error_code::EsiaCode;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::permissions::{
    Blindness, Permission, PermissionError, Permissions, Sighting, issued_scopes,
};
use esia_core::protocol::provider_error::ProviderError;
use esia_core::protocol::rest::RestError;
use esia_core::protocol::signer::{RequestSigner, SignatureForm};
use esia_core::protocol::signing_input::SigningInput;
use esia_core::protocol::state::CsrfState;
use esia_core::protocol::token::TokenExchange;
use mint::at;
use serde_json::{Value, json};
use std::cell::RefCell;

const STATE: &str = "01010101-0101-4101-8101-010101010101";

struct Recorder(CertificateFingerprint, RefCell<Vec<String>>);

impl RequestSigner for Recorder {
    type Error = std::convert::Infallible;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        self.1.borrow_mut().push(input.expose().to_owned());
        Ok(vec![0; 64])
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.0
    }
}

/// The smallest thing that looks like a container: what the first generation takes.
struct Container(CertificateFingerprint);

impl RequestSigner for Container {
    type Error = std::convert::Infallible;

    fn sign(&self, _: &SigningInput) -> Result<Vec<u8>, Self::Error> {
        Ok(vec![0x30, 0x03, 0x02, 0x01, 0x07])
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.0
    }

    fn form(&self) -> SignatureForm {
        SignatureForm::Cms
    }
}

fn diary() -> Permission {
    Permission::new("DIARY", "EDU", 525_600)
        .and_then(|permission| permission.of_operator("Школа «№ 1»"))
        .and_then(|permission| permission.with_action("ALL_ACTIONS_TO_DATA"))
        .and_then(|permission| permission.with_scope("fullname"))
        .and_then(|permission| permission.with_scope("birthdate"))
        .unwrap()
}

/// X12: the same input in, the same values out.
#[test]
fn the_example_of_a_peer_reads_back() {
    let example = Permission::new("test", "test", 1)
        .and_then(|permission| permission.of_operator("test"))
        .and_then(|permission| permission.with_action("test"))
        .and_then(|permission| permission.with_scope("test"))
        .unwrap();
    let permissions = Permissions::new([example]).unwrap();
    let sent = permissions.encode();
    let json: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&sent).unwrap()).unwrap();
    let named = json!([{"sysname": "test"}]);
    assert_eq!(
        json,
        json!([{
            "responsibleObject": "test", "sysname": "test", "expire": 1,
            "actions": named, "purposes": named, "scopes": named
        }])
    );
    assert_eq!(Permissions::parse(&sent), Ok(permissions));
}

#[test]
fn every_base64_is_read() {
    let permissions = Permissions::new([diary()]).unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(permissions.encode()).unwrap();
    for text in [URL_SAFE.encode(&bytes), STANDARD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
        assert_eq!(Permissions::parse(&text).as_ref(), Ok(&permissions), "{text}");
    }
    let read = Permissions::parse(&permissions.encode()).unwrap();
    let read = read.iter().next().unwrap();
    assert_eq!(read.operator(), Some("Школа «№ 1»"));
    assert_eq!((read.kind(), read.purpose(), read.expire_minutes()), ("DIARY", "EDU", 525_600));
    assert_eq!(read.actions().collect::<Vec<_>>(), ["ALL_ACTIONS_TO_DATA"]);
    assert_eq!(read.scopes().collect::<Vec<_>>(), ["fullname", "birthdate"]);
}

#[test]
fn each_rule_that_is_broken_has_its_error_and_the_code_that_it_spares() {
    let good = || {
        let named = json!([{"sysname": "A"}]);
        json!({"sysname": "T", "expire": 1, "actions": named, "purposes": named, "scopes": named})
    };
    let with = |name: &str, value: Value| {
        let mut one = good();
        one[name] = value;
        json!([one])
    };
    let twice = json!([{"sysname": "A"}, {"sysname": "A"}]);
    let cases: Vec<(Value, PermissionError, Option<&str>)> = vec![
        (json!([]), PermissionError::Empty, None),
        (json!({}), PermissionError::Json, None),
        (json!([7]), PermissionError::Json, None),
        (json!(null), PermissionError::Json, None),
        (with("expire", json!("1")), PermissionError::Json, None),
        (with("expire", json!(1.5)), PermissionError::Json, None),
        (with("expire", json!(-1)), PermissionError::Json, None),
        (with("expire", json!(4_294_967_296_u64)), PermissionError::Json, None),
        (with("expire", json!(0)), PermissionError::Expiry, Some("ESIA-036716")),
        (with("expire", json!(null)), PermissionError::Expiry, Some("ESIA-036716")),
        (with("sysname", json!("")), PermissionError::Kind, Some("ESIA-036700")),
        (with("sysname", json!(null)), PermissionError::Kind, Some("ESIA-036700")),
        (with("purposes", json!([])), PermissionError::NoPurpose, Some("ESIA-036707")),
        (with("purposes", json!(null)), PermissionError::NoPurpose, Some("ESIA-036707")),
        (with("purposes", twice.clone()), PermissionError::SeveralPurposes, Some("ESIA-036727")),
        (
            with("purposes", json!([{"sysname": "А Б"}])),
            PermissionError::Purpose,
            Some("ESIA-036726"),
        ),
        (with("actions", json!([])), PermissionError::NoAction, Some("ESIA-036705")),
        (with("actions", json!(null)), PermissionError::NoAction, Some("ESIA-036705")),
        (with("actions", twice.clone()), PermissionError::Action, Some("ESIA-036706")),
        (
            with("actions", json!([{"sysname": "a\r\nb"}])),
            PermissionError::Action,
            Some("ESIA-036706"),
        ),
        (with("scopes", twice), PermissionError::Scope, Some("ESIA-036704")),
        (with("responsibleObject", json!(" ")), PermissionError::Operator, None),
        (with("responsibleObject", json!("a\nb")), PermissionError::Operator, None),
    ];
    for (json, expected, spared) in &cases {
        let text = URL_SAFE_NO_PAD.encode(json.to_string());
        let error = Permissions::parse(&text).unwrap_err();
        assert_eq!(error, *expected, "{json}");
        assert_eq!(error.spared(), spared.and_then(EsiaCode::leading), "{json}");
    }
    let doubled = r#"[{"sysname":"T","sysname":"U"}]"#;
    let deep = ["[".repeat(1000), "]".repeat(1000)].concat();
    for (text, expected) in [
        (URL_SAFE_NO_PAD.encode(doubled), PermissionError::Json),
        (URL_SAFE_NO_PAD.encode(deep), PermissionError::Json),
        (URL_SAFE_NO_PAD.encode(b"\xcf\xf0"), PermissionError::Json),
        (URL_SAFE_NO_PAD.encode(r#"[],"all":[]"#), PermissionError::Json),
        (String::new(), PermissionError::Json),
        ("%%%".to_owned(), PermissionError::Base64),
        ("a b".to_owned(), PermissionError::Base64),
        ("A".repeat(8 * 1024 + 1), PermissionError::TooLarge),
    ] {
        assert_eq!(Permissions::parse(&text).unwrap_err(), expected, "{text:.40}");
    }
    let many = (0..200).map(|_| diary());
    assert_eq!(Permissions::new(many).unwrap_err(), PermissionError::TooLarge);
}

#[test]
fn the_builder_keeps_the_same_rules() {
    assert_eq!(Permission::new("T", "P", 0).unwrap_err(), PermissionError::Expiry);
    assert_eq!(Permission::new("", "P", 1).unwrap_err(), PermissionError::Kind);
    assert_eq!(Permission::new("T", "", 1).unwrap_err(), PermissionError::Purpose);
    let without_action = Permission::new("T", "P", 1).unwrap();
    assert_eq!(Permissions::new([without_action]).unwrap_err(), PermissionError::NoAction);
    let again = diary().with_scope("fullname");
    assert_eq!(again.unwrap_err(), PermissionError::Scope);
    assert_eq!(Permissions::new([]).unwrap_err(), PermissionError::Empty);
}

#[test]
fn a_request_for_consents_has_the_scope_openid_alone_and_so_has_its_exchange() {
    let client = Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid fullname snils").unwrap(),
        endpoints(),
    )
    .unwrap()
    .with_scope_org(Scope::parse("org_inn").unwrap());
    let signer = Recorder(CertificateFingerprint::of_der(b""), RefCell::default());
    let permissions = Permissions::new([diary()]).unwrap();
    let opening =
        Opening::new(CsrfState::from_random([1; 16])).with_permissions(permissions.clone());
    let begun = Authorization::begin(&client, &signer, opening, at()).unwrap();
    let sent: std::collections::BTreeMap<_, _> = begun.url.query_pairs().into_owned().collect();
    assert_eq!(sent["scope"], "openid");
    assert_eq!(Permissions::parse(&sent["permissions"]), Ok(permissions));
    assert!(!sent.contains_key("scope_org"));
    assert!(signer.1.borrow()[0].starts_with("ELSH01721openid2026.09.01"));

    let query = ["code=c&state=", STATE].concat();
    let Callback::Code(grant) = callback::read(begun.pending, &query).unwrap() else { panic!() };
    let state = CsrfState::from_random([2; 16]);
    let exchange = TokenExchange::begin(&client, &signer, grant, state, at()).unwrap();
    let body = exchange.request.body().unwrap();
    assert!(body.contains("scope=openid&") && !body.contains("scope_org"), "{body}");
    assert!(signer.1.borrow()[1].starts_with("ELSH01721openid2026.09.01"));
}

#[test]
fn the_first_generation_is_asked_for_no_consents() {
    let client = Client::new(
        ClientId::parse("ELSH01721").unwrap(),
        RedirectUri::parse("https://diary.example/back").unwrap(),
        Scope::parse("openid fullname").unwrap(),
        endpoints().with_generation(Generation::V1),
    )
    .unwrap();
    let signer = Container(CertificateFingerprint::of_der(b""));
    let permissions = Permissions::new([diary()]).unwrap();
    let opening = Opening::new(CsrfState::from_random([1; 16])).with_permissions(permissions);
    let begun = Authorization::begin(&client, &signer, opening, at()).unwrap();
    let sent: std::collections::BTreeMap<_, _> = begun.url.query_pairs().into_owned().collect();
    assert_eq!(sent["scope"], "openid fullname");
    assert!(!sent.contains_key("permissions"));
}

#[test]
fn a_whole_list_says_present_or_absent() {
    let asked = issued_scopes(&endpoints(), &token("openid"));
    assert_eq!(
        asked.request.url().as_str(),
        "http://127.0.0.1:8085/esia-rs/api/public/v1/prns/1000000017/issued/permissions/digital/scopes"
    );
    assert!(
        header(&asked.request, "authorization").is_some_and(|value| value.starts_with("Bearer "))
    );
    let list = |body: Value| asked.pending.read(&answer(&body));
    let shown = list(
        json!({"size": 2, "elements": [{"sysname": "fullname"}, {"sysname": "snils", "x": 1}]}),
    );
    let scopes: Vec<_> = shown.listed().unwrap().iter().map(String::as_str).collect();
    assert_eq!(scopes, ["fullname", "snils"]);
    for empty in [json!({"size": 0}), json!({"elements": []}), json!({"size": 0, "elements": []})] {
        assert!(list(empty).listed().unwrap().is_empty());
    }
}

/// State-machines.md, settled case 16.
#[test]
fn a_refusal_is_no_withdrawal() {
    let unknown = |error: RestError| Sighting::of_failure(&error);
    let code = EsiaCode::leading("ESIA-007019");
    assert_eq!(
        unknown(RestError::Forbidden { code }),
        Sighting::Unknown { because: Blindness::NoPermission { code } }
    );
    assert_eq!(unknown(RestError::Unauthorized { code: None }).listed(), None);
    assert_eq!(unknown(RestError::ForeignLink).listed(), None);
    for (description, is_refusal) in [
        ("ESIA-007004: refused", true),
        ("ESIA-007019: OAuthErrorEnum.noGrants", true),
        ("OAuthErrorEnum.noGrants", true),
        ("ESIA-007008: later", false),
        ("", false),
    ] {
        let error = ProviderError::new("access_denied", Some(description));
        let Sighting::Unknown { because } = Sighting::of_refusal(&error) else { panic!() };
        let is_denied = matches!(because, Blindness::NoPermission { .. });
        assert_eq!(is_denied, is_refusal, "{description}");
    }
}
