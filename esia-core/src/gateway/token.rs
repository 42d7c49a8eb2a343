//! The third step: the code is exchanged for tokens.

use crate::gateway::callback::CodeGrant;
use crate::gateway::client::Client;
use crate::protocol::http::{Reply, Request};
use crate::protocol::json::{self, JsonError};
use crate::protocol::nonce::Nonce;
use crate::protocol::provider_error::ErrorWord;
use crate::protocol::token::{AccessToken, IdToken};
use alloc::string::String;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};

/// The request for tokens, and what its answer is read against.
#[derive(Debug)]
pub struct TokenExchange {
    /// The request to send, once.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingTokens,
}

impl TokenExchange {
    /// Makes the exchange of a code at the gateway that gave it.
    ///
    /// The secret goes into the header `Authorization` where the gateway takes it there and the
    /// client is not registered otherwise, else into the body, as does the name of a public client.
    #[must_use]
    pub fn begin(client: &Client, grant: CodeGrant) -> Self {
        let CodeGrant { code, nonce, verifier, redirect_uri, token, takes_basic } = grant;
        let client_id = client.client_id().as_str();
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code.expose())
            .append_pair("redirect_uri", redirect_uri.as_str())
            .append_pair("code_verifier", verifier.expose());
        let header = match client.secret() {
            Some(secret) if takes_basic && !client.has_secret_in_body() => {
                Some(basic(client_id, secret.expose()))
            }
            Some(secret) => {
                form.append_pair("client_id", client_id)
                    .append_pair("client_secret", secret.expose());
                None
            }
            None => {
                form.append_pair("client_id", client_id);
                None
            }
        };
        let request = Request::post_form(token, form.finish());
        let request = match header {
            Some(value) => request.with_authorization(value),
            None => request,
        };
        Self { request, pending: PendingTokens { nonce } }
    }
}

/// An exchange that waits for its answer; it serves once.
#[derive(Debug)]
pub struct PendingTokens {
    nonce: Nonce,
}

impl PendingTokens {
    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// One variant of [`TokenError`] for each way of not being tokens.
    pub fn read(self, reply: &Reply) -> Result<Tokens, TokenError> {
        let answer = json::read::<Answer>(reply.body(), MAX_ANSWER)
            .map_err(|error| TokenError::Json { status: reply.status(), error })?;
        if let Some(error) = answer.error {
            return Err(TokenError::Provider(ErrorWord::from_text(&error)));
        }
        if !reply.is_success() {
            return Err(TokenError::Status { status: reply.status() });
        }
        if !answer.token_type.is_some_and(|kind| kind.eq_ignore_ascii_case("Bearer")) {
            return Err(TokenError::TokenType);
        }
        Ok(Tokens {
            access_token: answer
                .access_token
                .map(AccessToken::new)
                .ok_or(TokenError::NoAccessToken)?,
            id_token: answer.id_token.map(IdToken::new).ok_or(TokenError::NoIdToken)?,
            nonce: self.nonce,
        })
    }
}

/// Tokens as received: nothing in them is verified yet.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For the userinfo endpoint; opaque.
    pub access_token: AccessToken,
    /// Who signed in.
    pub id_token: IdToken,
    /// The nonce that this sign-in was begun with.
    pub nonce: Nonce,
}

/// Why an answer gives no tokens.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Not a JSON object: the page `<html>` of a proxy.
    #[error("status {status}: the answer is no JSON object ({error})")]
    Json {
        /// The status of the reply.
        status: u16,
        /// What is wrong with the body.
        error: JsonError,
    },
    /// An error of the gateway: `{"error":"invalid_grant"}`.
    #[error("the gateway answered with an error ({0:?})")]
    Provider(ErrorWord),
    /// A failure without an `error`: status 500 and `{}`.
    #[error("status {status} without an error")]
    Status {
        /// The status of the reply.
        status: u16,
    },
    /// No `token_type`, or another one: `"token_type":"DPoP"`.
    #[error("the token type is not Bearer")]
    TokenType,
    /// No `access_token` in the answer.
    #[error("no access token")]
    NoAccessToken,
    /// No `id_token` in the answer.
    #[error("no ID token")]
    NoIdToken,
}

/// RFC 6749, 2.3.1: both parts are encoded as in a form first.
fn basic(client_id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = [&encoded(client_id), ":", &encoded(secret)].concat();
    ["Basic ", &STANDARD.encode(pair)].concat()
}

#[derive(Deserialize)]
struct Answer {
    access_token: Option<String>,
    id_token: Option<String>,
    token_type: Option<String>,
    error: Option<String>,
}

const MAX_ANSWER: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_with_signs_of_its_own_is_encoded_before_it_is_joined() {
        let decoded = STANDARD.decode(basic("me", "a:b %").strip_prefix("Basic ").unwrap());
        assert_eq!(decoded.unwrap(), b"me:a%3Ab+%25");
    }
}
