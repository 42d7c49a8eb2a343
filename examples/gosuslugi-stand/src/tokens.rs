//! Tokens of the stand: JWT in the shapes of genuine ones (esia-protocol.md 1.7).

use crate::error::{Code, Refusal};
use crate::faults::{Fault, Faults};
use crate::keys::{CERTIFICATE_PEM, TokenCertificate};
use crate::routes::Routes;
use crate::state::{Grant, Shared};
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::AccountLevel;
use esia_core::protocol::key_set::TokenAlgorithm;
use families::people::Person;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new().route("/public/certificates.pem", get(certificates))
}

/// All certificates, as ESIA publishes its own: former, present and next ones.
async fn certificates(
    State(shared): State<Arc<Shared>>,
) -> ([(HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "application/x-pem-file")], shared.keys.published_pem())
}

/// A token of the given `sbt` with these claims.
fn jwt(
    shared: &Shared,
    algorithm: TokenAlgorithm,
    sbt: &str,
    claims: &Value,
    faults: &Faults,
) -> Result<String, Refusal> {
    let key = if faults.is_set(Fault::ExpiredCertificate) {
        shared.keys.expired()
    } else {
        let signing = shared.keys.signing(algorithm, shared.clock.now());
        signing.ok_or(Refusal::new(Code::ServerError))?
    };
    let fingerprint =
        if faults.is_set(Fault::UnknownCertificate) { "0".repeat(64) } else { key.fingerprint() };
    let header = json!({ "ver": 1, "typ": "JWT", "sbt": sbt, "x5t#St256": fingerprint });
    seal(shared, key, header, claims, faults)
}

/// A token of the OpenID Connect face: the standard header, always `RS256`.
pub(crate) fn standard_jwt(shared: &Shared, claims: &Value) -> Result<String, Refusal> {
    let signing = shared.keys.signing(TokenAlgorithm::Rs256, shared.clock.now());
    let key = signing.ok_or(Refusal::new(Code::ServerError))?;
    let header = json!({ "typ": "JWT", "kid": key.fingerprint() });
    seal(shared, key, header, claims, &shared.faults)
}

/// Any header and claims, signed; the faults of signing are here.
fn seal(
    shared: &Shared,
    key: &TokenCertificate,
    mut header: Value,
    claims: &Value,
    faults: &Faults,
) -> Result<String, Refusal> {
    let name = if faults.is_set(Fault::AlgorithmNone) {
        "none"
    } else if faults.is_set(Fault::AlgorithmHmac) {
        "HS256"
    } else {
        match key.algorithm() {
            TokenAlgorithm::Rs256 => "RS256",
            TokenAlgorithm::Gost256 => "GOST3410_2012_256",
        }
    };
    if let Some(header) = header.as_object_mut() {
        header.insert("alg".into(), json!(name));
    }
    let text = format!("{}.{}", segment(&header), segment(claims));
    let signature = match name {
        "none" => Vec::new(),
        "HS256" => hmac(CERTIFICATE_PEM.as_bytes(), text.as_bytes()),
        _ => {
            let entropy = shared.random.bytes()?;
            let forged = if faults.is_set(Fault::ForgedTokens) { "A" } else { "" };
            key.sign(&format!("{text}{forged}"), entropy)?
        }
    };
    Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// What both tokens of one answer share.
pub(crate) struct Issue<'s> {
    pub(crate) shared: &'s Shared,
    pub(crate) grant: &'s Grant,
    pub(crate) person: &'s Person,
    pub(crate) algorithm: TokenAlgorithm,
    pub(crate) sid: &'s str,
}

impl Issue<'_> {
    /// The access token: no `aud`, the scope with `?oid=` at each name but `openid`.
    pub(crate) fn access_token(&self) -> Result<String, Refusal> {
        let faults = &self.shared.faults;
        let skew = u64::from(faults.is_set(Fault::OtherSubject));
        let mut claims = self.claims(ACCESS_SECONDS);
        claims.insert("client_id".into(), json!(self.audience()));
        claims.insert("scope".into(), json!(scope_with_oid(self.grant)));
        claims.insert("urn:esia:sid".into(), json!(self.sid));
        claims.insert("urn:esia:sbj_id".into(), json!(self.grant.oid.wrapping_add(skew)));
        jwt(self.shared, self.algorithm, "access", &Value::Object(claims), faults)
    }

    /// The id token: `sub` is a number and `amr` a text, as at ESIA.
    pub(crate) fn id_token(&self) -> Result<String, Refusal> {
        let faults = &self.shared.faults;
        let mut claims = self.claims(ACCESS_SECONDS);
        claims.insert("aud".into(), json!(self.audience()));
        claims.insert("sub".into(), json!(self.grant.oid));
        claims.insert("amr".into(), json!("PWD"));
        claims.insert("auth_time".into(), json!(self.shared.esia_now().timestamp()));
        claims.insert("urn:esia:amd".into(), json!("PWD"));
        claims.insert("urn:esia:sid".into(), json!(self.sid));
        claims.insert("urn:esia:sbj".into(), subject(self.person));
        if faults.is_set(Fault::ForeignNonce) {
            claims.insert("nonce".into(), json!("00000000-0000-4000-8000-000000000000"));
        }
        jwt(self.shared, self.algorithm, "id", &Value::Object(claims), faults)
    }

    /// The code: for the client an opaque text, in truth a JWT too.
    pub(crate) fn code(&self, state: &str) -> Result<String, Refusal> {
        let mut claims = self.claims(CODE_SECONDS);
        claims.insert("client_id".into(), json!(self.grant.client_id));
        claims.insert("scope".into(), json!(scope_with_oid(self.grant)));
        claims.insert("auth_time".into(), json!(self.shared.esia_now().timestamp()));
        claims.insert("auth_mthd".into(), json!("PWD"));
        claims.insert("params".into(), json!({}));
        claims.insert("urn:esia:client:state".into(), json!(state));
        claims.insert("urn:esia:sid".into(), json!(self.sid));
        claims.insert("urn:esia:sbj".into(), subject(self.person));
        let (kind, faults) = ("authorization_code", Faults::default());
        jwt(self.shared, self.algorithm, kind, &Value::Object(claims), &faults)
    }

    fn claims(&self, seconds: i64) -> Map<String, Value> {
        let faults = &self.shared.faults;
        let past = if faults.is_set(Fault::ExpiredTokens) { 2 * 3600 } else { 0 };
        let issued_at = self.shared.esia_now().timestamp().saturating_sub(past);
        let issuer = if faults.is_set(Fault::WrongIssuer) {
            PRODUCTION_ISSUER
        } else {
            self.shared.issuer.as_str()
        };
        let mut claims = Map::new();
        claims.insert("iss".into(), json!(issuer));
        claims.insert("iat".into(), json!(issued_at));
        claims.insert("nbf".into(), json!(issued_at));
        claims.insert("exp".into(), json!(issued_at.saturating_add(seconds)));
        claims
    }

    fn audience(&self) -> &str {
        if self.shared.faults.is_set(Fault::WrongAudience) {
            "SOMEONE01"
        } else {
            &self.grant.client_id
        }
    }
}

/// `urn:esia:sbj`: `is_tru` stands only at a confirmed account.
fn subject(person: &Person) -> Value {
    let level = match person.account {
        AccountLevel::Child => "KD",
        AccountLevel::Confirmed => "PR",
        AccountLevel::Simplified | AccountLevel::Standard => "P",
    };
    let mut subject = json!({
        "urn:esia:sbj:oid": person.oid,
        "urn:esia:sbj:typ": "P",
        "urn:esia:sbj:nam": format!("OID.{}", person.oid),
        "urn:esia:sbj:lvl": level,
    });
    if let (AccountLevel::Confirmed, Some(map)) = (person.account, subject.as_object_mut()) {
        map.insert("urn:esia:sbj:is_tru".into(), json!(true));
    }
    subject
}

fn scope_with_oid(grant: &Grant) -> String {
    let entry = |name: &str| match name {
        "openid" => name.to_owned(),
        _ if name.contains('?') => name.to_owned(),
        _ => format!("{name}?oid={}", grant.oid),
    };
    grant.scope.split(' ').map(entry).collect::<Vec<_>>().join(" ")
}

/// A segment of a JWT; slashes are escaped, as ESIA does.
fn segment(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string().replace('/', "\\/"))
}

/// HMAC-SHA-256 with a key of any length, for the fault alone.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = Sha256::digest(key).to_vec();
    block.resize(64, 0);
    let padded = |byte: u8| block.iter().map(|key| key ^ byte).collect::<Vec<u8>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

/// Life of an access token and an id token.
pub(crate) const ACCESS_SECONDS: i64 = 3600;
/// Life of a code, as in a genuine one.
pub(crate) const CODE_SECONDS: i64 = 240;

const PRODUCTION_ISSUER: &str = "http://esia.gosuslugi.ru/";
