//! A mint of test tokens: signs anything with a key that stands for ESIA's.

#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::arithmetic_side_effects, reason = "seconds around one fixed moment")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset};
use esia_core::account::Contour;
use esia_core::protocol::client::ClientId;
use esia_core::protocol::endpoints::Issuers;
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::verify::Verifier;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// The key that stands for ESIA's.
pub(crate) const TOKEN_KEY: &str = include_str!("../fixtures/token-key.pem");
/// Its certificate.
pub(crate) const TOKEN_CERTIFICATE: &str = include_str!("../fixtures/token-certificate.pem");

/// The moment of every test: a Tuesday morning.
pub(crate) fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap()
}

/// The verifier of the system `ELSH01721`, with the certificate of [`TOKEN_KEY`].
pub(crate) fn verifier() -> Verifier {
    let mut keys = KeySet::new();
    keys.add_pem(TOKEN_CERTIFICATE).unwrap();
    verifier_with(keys)
}

/// The verifier of the system `ELSH01721`, with other keys.
pub(crate) fn verifier_with(keys: KeySet) -> Verifier {
    let issuers = Issuers::new(["http://esia.test.example/".to_owned()]);
    Verifier::new(Contour::Simulated, issuers, ClientId::parse("ELSH01721").unwrap(), keys)
}

/// The claims of a good ID token: a confirmed account, made ten seconds ago.
pub(crate) fn id_claims() -> Value {
    let now = at().timestamp();
    json!({
        "iss": "http://esia.test.example/",
        "aud": "ELSH01721",
        "sub": 1_000_000_017,
        "iat": now - 10, "nbf": now - 10, "exp": now + 3590,
        "auth_time": now - 20,
        "amr": "PWD",
        "urn:esia:sid": "SID-CANARY",
        "urn:esia:sbj": {
            "urn:esia:sbj:oid": 1_000_000_017,
            "urn:esia:sbj:typ": "P",
            "urn:esia:sbj:is_tru": true,
            "urn:esia:sbj:lvl": "PR",
            "urn:esia:sbj:nam": "OID.1000000017"
        }
    })
}

/// The claims of a good access token of the same sign-in.
pub(crate) fn access_claims() -> Value {
    let now = at().timestamp();
    json!({
        "iss": "http://esia.test.example/",
        "client_id": "ELSH01721",
        "iat": now - 10, "nbf": now - 10, "exp": now + 3590,
        "scope": "openid fullname?oid=1000000017 snils?oid=1000000017",
        "urn:esia:sid": "SID-CANARY",
        "urn:esia:sbj_id": 1_000_000_017
    })
}

/// The header of an ID token.
pub(crate) fn id_header() -> Value {
    json!({"ver": 1, "typ": "JWT", "alg": "RS256"})
}

/// The header of an access token.
pub(crate) fn access_header() -> Value {
    json!({"ver": 1, "typ": "JWT", "sbt": "access", "alg": "RS256"})
}

/// A token of any header and payload, honestly signed with a key in PEM.
pub(crate) fn signed(key: &str, header: &Value, payload: &str) -> String {
    let message = [encoded(header.to_string()), encoded(payload)].join(".");
    let (_, der) = pem_rfc7468::decode_vec(key.as_bytes()).unwrap();
    let key = RsaPrivateKey::from_pkcs8_der(&der).unwrap();
    // RFC 8017, 9.2, note 1.
    let prefix = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";
    let scheme = rsa::Pkcs1v15Sign { hash_len: Some(32), prefix: prefix.as_slice().into() };
    let signature = key.sign(scheme, &Sha256::digest(&message)).unwrap();
    [message, encoded(signature)].join(".")
}

/// Base64url without padding.
pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The value with one member replaced, or removed by `null`.
pub(crate) fn with(mut value: Value, name: &str, member: Value) -> Value {
    let object = value.as_object_mut().unwrap();
    object.remove(name);
    if !member.is_null() {
        object.insert(name.to_owned(), member);
    }
    value
}
