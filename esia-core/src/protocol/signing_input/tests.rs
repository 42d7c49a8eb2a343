//! Goal: the text under each signature is fixed to the letter, for both generations.
//! Method: the rows of esia-protocol.md 1.4, each typed by hand over the same fields.

use super::{Generation, RefreshOrder, SignedFields, SignedRequest, SigningInput};
use crate::protocol::callback::AuthorizationCode;
use crate::protocol::client::{ClientId, RedirectUri, Scope};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::protocol::token::RefreshToken;
use alloc::string::{String, ToString as _};
use chrono::DateTime;

fn text(generation: Generation, request: SignedRequest, scope_org: Option<&str>) -> String {
    let at = DateTime::parse_from_rfc3339("2026-09-01T08:30:05+03:00").unwrap();
    let scope_org = scope_org.map(|text| Scope::parse(text).unwrap());
    let fields = SignedFields {
        client_id: &ClientId::parse("ELSH01721").unwrap(),
        scope: &Scope::parse("openid fullname snils").unwrap(),
        scope_org: scope_org.as_ref(),
        timestamp: &Timestamp::of(at),
        state: &CsrfState::parse("11111111-2222-4333-8444-555555555555").unwrap(),
        redirect_uri: &RedirectUri::parse("https://school.example/back?a=b").unwrap(),
    };
    let code = AuthorizationCode::parse("eyJ.abc.def").unwrap();
    let refresh = RefreshToken::new("6b9f3a4e-0000-4000-8000-00000000abcd".to_string());
    let input = match request {
        SignedRequest::Authorization => SigningInput::authorization(generation, &fields),
        SignedRequest::CodeExchange => SigningInput::code_exchange(generation, &fields, &code),
        SignedRequest::Refresh(reading) => {
            SigningInput::refresh(generation, reading, &fields, &refresh)
        }
        SignedRequest::ClientCredentials => SigningInput::client_credentials(generation, &fields),
    };
    input.expose().to_string()
}

#[test]
fn the_first_generation_signs_the_same_four_fields_in_every_request() {
    for request in SignedRequest::ALL {
        for scope_org in [None, Some("org_inn")] {
            assert_eq!(
                text(Generation::V1, request, scope_org),
                "openid fullname snils2026.09.01 08:30:05 +0300ELSH01721\
                 11111111-2222-4333-8444-555555555555",
                "{request:?}"
            );
        }
    }
}

#[test]
fn the_current_generation_has_an_order_for_each_request() {
    for (request, expected) in [
        (
            SignedRequest::Authorization,
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=b",
        ),
        (
            SignedRequest::CodeExchange,
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=beyJ.abc.def",
        ),
        (
            SignedRequest::Refresh(RefreshOrder::AsAuthorization),
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=b",
        ),
        (
            SignedRequest::Refresh(RefreshOrder::WithRefreshToken),
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-5555555555556b9f3a4e-0000-4000-8000-00000000abcd",
        ),
        (
            SignedRequest::ClientCredentials,
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=b",
        ),
    ] {
        assert_eq!(text(Generation::Current, request, None), expected, "{request:?}");
    }
}

#[test]
fn organisation_scopes_follow_the_scope_where_they_are_signed() {
    let with = "ELSH01721openid fullname snilsorg_shortname org_inn2026.09.01 08:30:05 +0300\
                11111111-2222-4333-8444-555555555555";
    let without = "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
                   11111111-2222-4333-8444-555555555555";
    for (request, begins) in [
        (SignedRequest::Authorization, with),
        (SignedRequest::CodeExchange, with),
        (SignedRequest::Refresh(RefreshOrder::AsAuthorization), with),
        (SignedRequest::Refresh(RefreshOrder::WithRefreshToken), without),
        (SignedRequest::ClientCredentials, without),
    ] {
        let text = text(Generation::Current, request, Some("org_shortname org_inn"));
        assert!(text.starts_with(begins), "{request:?}: {text}");
    }
}
