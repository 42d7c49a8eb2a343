//! Any text as the query of a callback.

use esia_core::protocol::callback::read;
use esia_core::protocol::pending::PendingSignIn;

const STATE: &str = "0b8c9d1e-2f30-4152-a364-758697a8b9ca";

const PENDING: &str = r#"{"state":"0b8c9d1e-2f30-4152-a364-758697a8b9ca","verifier":null,"nonce":null,
"scope":"openid","scope_org":null,"redirect_uri":"http://127.0.0.1:8080/login/callback",
"issued_at":"2026-11-22T12:00:00+03:00"}"#;

/// Only an answer that carries the state of this sign-in is taken for one, whatever else it says.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(query) = std::str::from_utf8(data) else { return };
    let pending = PendingSignIn::from_stored(PENDING).expect("a constant");
    let is_ours = query.contains(STATE) || query.contains('%') || query.contains('+');
    assert!(read(pending, query).is_err() || is_ours, "an answer to another sign-in");
}
