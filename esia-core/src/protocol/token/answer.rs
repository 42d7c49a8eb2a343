//! What every answer of the token endpoint has in common.

use super::{AccessToken, IdToken, RefreshToken, TokenError};
use crate::protocol::http::Reply;
use crate::protocol::json;
use crate::protocol::provider_error::ProviderError;
use crate::protocol::state::CsrfState;
use alloc::string::String;
use serde::Deserialize;

/// A good answer to the request of this state; nothing in it is verified.
pub(crate) struct Answer {
    pub(crate) access_token: AccessToken,
    pub(crate) id_token: Option<IdToken>,
    pub(crate) refresh_token: Option<RefreshToken>,
    pub(crate) expires_in_seconds: Option<u64>,
}

impl Answer {
    pub(crate) fn read(reply: &Reply, state: &CsrfState) -> Result<Self, TokenError> {
        let wire = json::read::<Wire>(reply.body(), MAX_ANSWER)
            .map_err(|error| TokenError::Json { status: reply.status(), error })?;
        if let Some(error) = wire.error {
            let description = wire.error_description.as_deref();
            return Err(TokenError::Provider(ProviderError::new(&error, description)));
        }
        if !reply.is_success() {
            return Err(TokenError::Status { status: reply.status() });
        }
        if !state.matches(&wire.state.ok_or(TokenError::NoState)?) {
            return Err(TokenError::WrongState);
        }
        if !wire.token_type.is_some_and(|kind| kind.eq_ignore_ascii_case("Bearer")) {
            return Err(TokenError::TokenType);
        }
        Ok(Self {
            access_token: wire
                .access_token
                .map(AccessToken::new)
                .ok_or(TokenError::NoAccessToken)?,
            id_token: wire.id_token.map(IdToken::new),
            refresh_token: wire.refresh_token.map(RefreshToken::new),
            expires_in_seconds: wire.expires_in,
        })
    }
}

#[derive(Deserialize)]
struct Wire {
    access_token: Option<String>,
    id_token: Option<String>,
    refresh_token: Option<String>,
    state: Option<String>,
    token_type: Option<String>,
    expires_in: Option<u64>,
    error: Option<String>,
    error_description: Option<String>,
}

const MAX_ANSWER: usize = 256 * 1024;
