//! What the face says of a person, by scope.

use super::memory::Request;
use crate::faults::Fault;
use crate::state::Shared;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::AccountLevel;
use families::people::Person;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// The scopes of the face.
pub(super) const SCOPES: &[&str] = &["openid", "profile", "snils"];

/// The claims that it may give.
pub(super) const NAMES: &[&str] = &[
    "sub",
    "account_kind",
    "account_level",
    "family_name",
    "given_name",
    "middle_name",
    "birthdate",
    "gender",
    "snils",
];

/// The scopes as the page of the rights names them.
pub(super) fn shown(scope: &str) -> String {
    let name = |scope: &str| match scope {
        "profile" => "fullname birthdate gender".to_owned(),
        other => other.to_owned(),
    };
    scope.split(' ').map(name).collect::<Vec<_>>().join(" ")
}

/// The claims of an ID token: who signed in, and how far the account is trusted.
pub(super) fn id_token(
    shared: &Shared,
    request: &Request,
    person: &Person,
    access_token: &str,
) -> Value {
    let is_set = |fault| shared.faults.is_set(fault);
    let past = if is_set(Fault::ExpiredTokens) { 2 * 3600 } else { 0 };
    let issued_at = shared.clock.now().timestamp().saturating_sub(past);
    let issuer = if is_set(Fault::WrongIssuer) {
        "https://other.invalid".to_owned()
    } else {
        super::issuer(shared)
    };
    let audience =
        if is_set(Fault::WrongAudience) { "SOMEONE01" } else { request.client_id.as_str() };
    let mut claims = Map::new();
    let mut put = |name: &str, value: Value| claims.insert(name.into(), value);
    put("iss", json!(issuer));
    put("sub", json!(person.oid.to_string()));
    put("aud", json!(audience));
    put("iat", json!(issued_at));
    put("exp", json!(issued_at.saturating_add(ID_SECONDS)));
    put("auth_time", json!(issued_at));
    put("amr", json!(["pwd"]));
    put("at_hash", json!(half_hash(access_token)));
    put("account_kind", json!(kind(person)));
    put("account_level", json!(level(person)));
    if let Some(nonce) = &request.nonce {
        let nonce = if is_set(Fault::ForeignNonce) { "another" } else { nonce };
        put("nonce", json!(nonce));
    }
    Value::Object(claims)
}

/// The claims of a userinfo answer: the person, as far as the scopes go.
pub(super) fn userinfo(shared: &Shared, request: &Request, person: &Person) -> Value {
    let skew = u64::from(shared.faults.is_set(Fault::OtherSubject));
    let mut claims = Map::new();
    let mut put = |name: &str, value: Value| claims.insert(name.into(), value);
    put("sub", json!(person.oid.wrapping_add(skew).to_string()));
    if request.has("profile") {
        put("family_name", json!(person.last_name));
        put("given_name", json!(person.first_name));
        if let Some(middle_name) = person.middle_name {
            put("middle_name", json!(middle_name));
        }
        put("birthdate", json!(person.birth_date.format("%Y-%m-%d").to_string()));
        let gender = if person.gender.letter() == "F" { "female" } else { "male" };
        put("gender", json!(gender));
    }
    if request.has("snils") {
        put("snils", json!(person.snils));
    }
    Value::Object(claims)
}

fn kind(person: &Person) -> &'static str {
    match person.account {
        AccountLevel::Child => "child",
        AccountLevel::Simplified | AccountLevel::Standard | AccountLevel::Confirmed => "self_made",
    }
}

fn level(person: &Person) -> &'static str {
    match person.account {
        AccountLevel::Simplified => "simplified",
        AccountLevel::Standard => "standard",
        AccountLevel::Confirmed => "confirmed",
        AccountLevel::Child => "child",
    }
}

/// The left half of the hash of an access token (OpenID Connect Core, 3.1.3.6).
fn half_hash(text: &str) -> String {
    let hash = Sha256::digest(text);
    let (left, _) = hash.split_at(16);
    URL_SAFE_NO_PAD.encode(left)
}

/// Life of an ID token.
const ID_SECONDS: i64 = 300;
