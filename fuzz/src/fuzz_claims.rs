//! Any bytes as the payload of a token that is rightly signed.

use crate::{KEY, at, keys};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::account::Contour;
use esia_core::protocol::client::ClientId;
use esia_core::protocol::endpoints::Issuers;
use esia_core::protocol::token::IdToken;
use esia_core::protocol::verify::Verifier;
use std::sync::LazyLock;

static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
    let issuers = Issuers::new([String::from("http://stand/")]);
    let client = ClientId::parse("SCHOOL").expect("a constant");
    Verifier::new(Contour::Simulated, issuers, client, keys())
});

/// A signature alone opens nothing: what is accepted names our issuer and has not expired.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let _is_accepted = is_accepted(data);
}

/// Whether the payload makes a good token; the law holds if it does.
///
/// # Panics
///
/// Where the law is broken.
#[must_use]
pub fn is_accepted(data: &[u8]) -> bool {
    let header = URL_SAFE_NO_PAD.encode(br#"{"alg":"GOST3410_2012_256"}"#);
    let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(data));
    let signature = URL_SAFE_NO_PAD.encode(KEY.sign(message.as_bytes(), [3; 32]));
    let token = IdToken::new(format!("{message}.{signature}"));
    let Ok(verified) = VERIFIER.verify_id_token(&token, None, at()) else { return false };
    assert_eq!(verified.account().subject().issuer(), "http://stand/");
    assert!(at() - chrono::TimeDelta::seconds(60) <= verified.expires_at(), "expired");
    assert!(verified.issued_at() <= at() + chrono::TimeDelta::seconds(60), "not yet issued");
    true
}
