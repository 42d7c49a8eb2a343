//! Any bytes as what a gateway says: its document, its keys, and the way back.

use esia_core::gateway::callback;
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::Keys;
use esia_core::gateway::pending::PendingSignIn;
use esia_core::gateway::provider::Provider;
use esia_core::protocol::http::Reply;

const ISSUER: &str = "https://gateway.example/school";
const STATE: &str = "01010101-0101-4101-8101-010101010101";

const DOCUMENT: &[u8] = br#"{"issuer":"https://gateway.example/school",
"authorization_endpoint":"https://gateway.example/school/authorize",
"token_endpoint":"https://gateway.example/school/token",
"jwks_uri":"https://gateway.example/school/keys","response_types_supported":["code"]}"#;

const PENDING: &str = r#"{"issuer":"https://gateway.example/school",
"state":"01010101-0101-4101-8101-010101010101","nonce":"AgICAgICAgICAgICAgICAg",
"verifier":"AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM",
"redirect_uri":"https://diary.example/back","issued_at":"2026-11-22T12:00:00+03:00"}"#;

/// A document is read only if it is that of the pinned issuer and leads nowhere in the clear; an
/// answer is taken only with the state of this sign-in; nothing else is more than refused.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let reply = Reply::new(200, data.to_vec());
    if let Some(provider) = read(&reply) {
        assert_eq!(provider.issuer().as_str(), ISSUER);
        for address in [provider.authorization(), provider.token()] {
            assert_eq!(address.scheme(), "https", "{address}");
        }
        assert_eq!(provider.keys_request().url().scheme(), "https");
    }
    let _ = Keys::read(&reply);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = PendingSignIn::from_stored(text);
    let provider = read(&Reply::new(200, DOCUMENT.to_vec())).expect("a constant");
    let pending = PendingSignIn::from_stored(PENDING).expect("a constant");
    let is_ours = text.contains(STATE) || text.contains('%') || text.contains('+');
    let answer = callback::read(&provider, pending, text);
    assert!(answer.is_err() || is_ours, "an answer to another sign-in");
}

/// Whether these bytes are the document of our gateway.
#[must_use]
pub fn is_document(data: &[u8]) -> bool {
    read(&Reply::new(200, data.to_vec())).is_some()
}

fn read(reply: &Reply) -> Option<Provider> {
    let issuer = Issuer::parse(ISSUER).expect("a constant");
    Provider::read(&issuer, reply).ok()
}
