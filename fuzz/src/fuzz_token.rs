//! Any text as a token.

use crate::keys;
use esia_core::protocol::jws::verify_signature;

/// No text that our key did not sign is taken for a signed token, and no error repeats it.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let keys = keys();
    let error = verify_signature(text, &keys).expect_err("nobody signed this");
    assert!(text.len() < 24 || !error.to_string().contains(text), "the error repeats the token");
}
