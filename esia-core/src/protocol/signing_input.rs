//! The text that a request is signed over; the only place that puts it together.

use crate::protocol::callback::AuthorizationCode;
use crate::protocol::client::{ClientId, RedirectUri, Scope};
use crate::protocol::generation::Generation;
use crate::protocol::state::CsrfState;
use crate::protocol::timestamp::Timestamp;
use crate::protocol::token::RefreshToken;
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
    /// `code`.
    Code,
    /// `refresh_token`.
    RefreshToken,
}

/// A request that carries a signature.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SignedRequest {
    /// For a code.
    Authorization,
    /// For tokens, with a code.
    CodeExchange,
    /// For tokens, with a refresh token.
    Refresh(RefreshOrder),
    /// For a token, with the client's own word.
    ClientCredentials,
}

/// What the current generation signs when it refreshes: the sources disagree.
///
/// It is a setting of the [`Client`](crate::protocol::client::Client), to be settled against the
/// ESIA that one has. The older generation signs the same four fields in every request.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum RefreshOrder {
    /// The text of a request for a code: the reading of `ilimurzin/esia`, with its own test.
    #[default]
    AsAuthorization,
    /// Client, scope, time, state, refresh token: the reading of `AISGorod`.
    WithRefreshToken,
}

impl SignedRequest {
    /// Every request, the disputed one in both readings.
    pub const ALL: [Self; 5] = [
        Self::Authorization,
        Self::CodeExchange,
        Self::Refresh(RefreshOrder::AsAuthorization),
        Self::Refresh(RefreshOrder::WithRefreshToken),
        Self::ClientCredentials,
    ];

    /// The order of the fields: ESIA puts no separator between, so it is the whole contract.
    #[must_use]
    pub const fn order(self, generation: Generation) -> &'static [SignedField] {
        use SignedField::{
            ClientId, Code, RedirectUri, RefreshToken, Scope, ScopeOrg, State, Timestamp,
        };
        match (generation, self) {
            (
                Generation::V1,
                Self::Authorization
                | Self::CodeExchange
                | Self::Refresh(RefreshOrder::AsAuthorization | RefreshOrder::WithRefreshToken)
                | Self::ClientCredentials,
            ) => &[Scope, Timestamp, ClientId, State],
            (
                Generation::Current,
                Self::Authorization | Self::Refresh(RefreshOrder::AsAuthorization),
            ) => &[ClientId, Scope, ScopeOrg, Timestamp, State, RedirectUri],
            (Generation::Current, Self::CodeExchange) => {
                &[ClientId, Scope, ScopeOrg, Timestamp, State, RedirectUri, Code]
            }
            (Generation::Current, Self::Refresh(RefreshOrder::WithRefreshToken)) => {
                &[ClientId, Scope, Timestamp, State, RefreshToken]
            }
            (Generation::Current, Self::ClientCredentials) => {
                &[ClientId, Scope, Timestamp, State, RedirectUri]
            }
        }
    }
}

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
    /// The text for the request of a code.
    #[must_use]
    pub fn authorization(generation: Generation, fields: &SignedFields<'_>) -> Self {
        Self::join(SignedRequest::Authorization.order(generation), fields, "")
    }

    /// The text for the exchange of a code.
    #[must_use]
    pub fn code_exchange(
        generation: Generation,
        fields: &SignedFields<'_>,
        code: &AuthorizationCode,
    ) -> Self {
        Self::join(SignedRequest::CodeExchange.order(generation), fields, code.expose())
    }

    /// The text for the exchange of a refresh token.
    #[must_use]
    pub fn refresh(
        generation: Generation,
        reading: RefreshOrder,
        fields: &SignedFields<'_>,
        token: &RefreshToken,
    ) -> Self {
        Self::join(SignedRequest::Refresh(reading).order(generation), fields, token.expose())
    }

    /// The text for a token of the client's own.
    #[must_use]
    pub fn client_credentials(generation: Generation, fields: &SignedFields<'_>) -> Self {
        Self::join(SignedRequest::ClientCredentials.order(generation), fields, "")
    }

    /// The values in their order; `grant` is the code or the refresh token, where there is one.
    fn join(order: &[SignedField], fields: &SignedFields<'_>, grant: &str) -> Self {
        let value = |field: &SignedField| match field {
            SignedField::ClientId => fields.client_id.as_str(),
            SignedField::Scope => fields.scope.as_str(),
            SignedField::ScopeOrg => fields.scope_org.map_or("", Scope::as_str),
            SignedField::Timestamp => fields.timestamp.as_str(),
            SignedField::State => fields.state.expose(),
            SignedField::RedirectUri => fields.redirect_uri.as_str(),
            SignedField::Code | SignedField::RefreshToken => grant,
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
mod tests;
