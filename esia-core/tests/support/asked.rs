//! A verified access token of any scope, and answers to what is asked with it.

#![expect(clippy::unwrap_used, reason = "tests")]

use crate::mint::{TOKEN_KEY, access_claims, access_header, at, signed, verifier, with};
use esia_core::account::SubjectId;
use esia_core::protocol::endpoints::Endpoints;
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::token::AccessToken;
use esia_core::protocol::verify::VerifiedAccessToken;
use serde_json::{Value, json};

/// An ESIA on this machine.
pub(crate) fn endpoints() -> Endpoints {
    Endpoints::at("http://127.0.0.1:8085").unwrap()
}

/// A token of the person 1000000017, after every check.
pub(crate) fn token(scope: &str) -> VerifiedAccessToken {
    let claims = with(access_claims(), "scope", json!(scope)).to_string();
    let token = AccessToken::new(signed(TOKEN_KEY, &access_header(), &claims));
    let subject = SubjectId::new("1000000017".to_owned());
    verifier().verify_access_token(token, &subject, at()).unwrap()
}

/// A success with this body.
pub(crate) fn answer(body: &Value) -> Reply {
    let bytes = body.to_string().into_bytes();
    Reply::new(200, bytes).with_content_type("application/json; charset=UTF-8")
}

/// A header of a request.
pub(crate) fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
}
