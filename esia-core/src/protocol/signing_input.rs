//! The text that a request is signed over; the only place that puts it together.

use crate::protocol::callback::AuthorizationCode;
use crate::protocol::client::{ClientId, RedirectUri, Scope};
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use alloc::string::String;
use core::fmt;

/// A field that goes under a signature.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SignedField {
    /// `client_id`.
    ClientId,
    /// `scope`.
    Scope,
    /// `scope_org`; it adds nothing when there is none.
    ScopeOrg,
    /// `timestamp`.
    Timestamp,
    /// `state`.
    State,
    /// `redirect_uri`.
    RedirectUri,
    /// `code`; it adds nothing where there is none yet.
    Code,
}

/// The order of the current generation: `v2/ac`, and with the code `v3/te`.
///
/// ESIA puts no separator between the fields, so the order is the whole contract. Another
/// generation, or the exchange of a refresh token, is another row like this one.
pub const ORDER_V2_V3: [SignedField; 7] = [
    SignedField::ClientId,
    SignedField::Scope,
    SignedField::ScopeOrg,
    SignedField::Timestamp,
    SignedField::State,
    SignedField::RedirectUri,
    SignedField::Code,
];

/// The fields that every signed request has.
#[derive(Clone, Copy, Debug)]
pub struct SignedFields<'a> {
    /// Who asks.
    pub client_id: &'a ClientId,
    /// What for.
    pub scope: &'a Scope,
    /// What for at an organisation.
    pub scope_org: Option<&'a Scope>,
    /// When.
    pub timestamp: &'a Timestamp,
    /// In which exchange.
    pub state: &'a CsrfState,
    /// Where the answer goes.
    pub redirect_uri: &'a RedirectUri,
}

/// The text to sign (подписываемая строка): raw values, before any encoding for a URL.
///
/// It holds a `state` and perhaps a code, so `Debug` shows nothing of it.
#[derive(Clone)]
pub struct SigningInput(String);

impl SigningInput {
    /// The text for the request of a code (`v2/ac`).
    #[must_use]
    pub fn authorization(fields: &SignedFields<'_>) -> Self {
        Self::join(&ORDER_V2_V3, fields, None)
    }

    /// The text for the exchange of a code (`v3/te`).
    #[must_use]
    pub fn token(fields: &SignedFields<'_>, code: &AuthorizationCode) -> Self {
        Self::join(&ORDER_V2_V3, fields, Some(code))
    }

    fn join(
        order: &[SignedField],
        fields: &SignedFields<'_>,
        code: Option<&AuthorizationCode>,
    ) -> Self {
        let value = |field: &SignedField| match field {
            SignedField::ClientId => fields.client_id.as_str(),
            SignedField::Scope => fields.scope.as_str(),
            SignedField::ScopeOrg => fields.scope_org.map_or("", Scope::as_str),
            SignedField::Timestamp => fields.timestamp.as_str(),
            SignedField::State => fields.state.expose(),
            SignedField::RedirectUri => fields.redirect_uri.as_str(),
            SignedField::Code => code.map_or("", AuthorizationCode::expose),
        };
        Self(order.iter().map(value).collect())
    }

    /// The text, for a signer.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The bytes of the text (UTF-8), for a signer.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for SigningInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[signing input]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn input(scope_org: Option<&Scope>, code: Option<&AuthorizationCode>) -> SigningInput {
        let at = DateTime::parse_from_rfc3339("2026-09-01T08:30:05+03:00").unwrap();
        let fields = SignedFields {
            client_id: &ClientId::parse("ELSH01721").unwrap(),
            scope: &Scope::parse("openid fullname snils").unwrap(),
            scope_org,
            timestamp: &Timestamp::of(at),
            state: &CsrfState::parse("11111111-2222-4333-8444-555555555555").unwrap(),
            redirect_uri: &RedirectUri::parse("https://school.example/back?a=b").unwrap(),
        };
        match code {
            None => SigningInput::authorization(&fields),
            Some(code) => SigningInput::token(&fields, code),
        }
    }

    #[test]
    fn the_order_of_a_code_request_is_fixed_to_the_letter() {
        assert_eq!(
            input(None, None).expose(),
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=b"
        );
    }

    #[test]
    fn organisation_scopes_follow_the_scope() {
        let scope_org = Scope::parse("org_shortname org_inn").unwrap();
        assert_eq!(
            input(Some(&scope_org), None).expose(),
            "ELSH01721openid fullname snilsorg_shortname org_inn2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=b"
        );
    }

    #[test]
    fn the_code_ends_the_text_of_a_token_request() {
        let code = AuthorizationCode::parse("eyJ.abc.def").unwrap();
        assert_eq!(
            input(None, Some(&code)).expose(),
            "ELSH01721openid fullname snils2026.09.01 08:30:05 +0300\
             11111111-2222-4333-8444-555555555555https://school.example/back?a=beyJ.abc.def"
        );
    }
}
