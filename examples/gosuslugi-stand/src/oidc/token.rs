//! `POST /oidc/token` and `/oidc/userinfo`.

use super::claims;
use super::memory::{Access, Request};
use crate::error::{Code, Refusal};
use crate::parameters::Parameters;
use crate::state::Shared;
use crate::tokens::standard_jwt;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// `POST /oidc/token`.
pub(super) async fn token(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    match exchange(&shared, &headers, &Parameters::parse(&body)) {
        Ok(answer) => ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response(),
        Err(Failure(status, error)) => {
            tracing::info!(error, "OIDC exchange refused");
            (status, Json(json!({ "error": error }))).into_response()
        }
    }
}

/// `GET` or `POST /oidc/userinfo`.
pub(super) async fn userinfo(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let now = shared.clock.now();
    let bearer = bearer(&headers).unwrap_or("");
    let access = shared.register().oidc.access.get(bearer).cloned();
    let access = access.filter(|access| access.expires_at > now);
    if let Some((person, access)) =
        access.and_then(|access| Some((shared.person(access.oid)?, access)))
    {
        Json(claims::userinfo(&shared, &access.request, &person)).into_response()
    } else {
        let challenge = [(header::WWW_AUTHENTICATE, r#"Bearer error="invalid_token""#)];
        (StatusCode::UNAUTHORIZED, challenge).into_response()
    }
}

/// A status and the `error` word.
struct Failure(StatusCode, &'static str);

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let status = if refusal.code.known() == Some(Code::ServerError) {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        };
        Self(status, refusal.error())
    }
}

fn exchange(
    shared: &Shared,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<Value, Failure> {
    let client_id = authenticated(shared, headers, parameters)?;
    if parameters.one("grant_type")? != "authorization_code" {
        return Err(Refusal::new(Code::WrongGrantType).into());
    }
    let code = parameters.one("code")?;
    let (request, oid) = spend(shared, &client_id, code, parameters)?;
    let person = shared.person(oid).ok_or(Refusal::new(Code::ServerError))?;
    let access_token = shared.random.token()?;
    let claims = claims::id_token(shared, &request, &person, &access_token);
    let id_token = standard_jwt(shared, &claims)?;
    let now = shared.clock.now();
    let expires_at = now.checked_add_signed(TimeDelta::seconds(ACCESS_SECONDS)).unwrap_or(now);
    let scope = request.scope.clone();
    let mut register = shared.register();
    register.oidc.access.insert(access_token.clone(), Access { request, oid, expires_at });
    if let Some(record) = register.oidc.codes.get_mut(code) {
        record.access_token = Some(access_token.clone());
    }
    Ok(json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "scope": scope,
        "id_token": id_token,
    }))
}

/// The client that shows its secret, in the header or in the body, never in both.
fn authenticated(
    shared: &Shared,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<String, Failure> {
    let wrong = || Failure(StatusCode::UNAUTHORIZED, "invalid_client");
    let in_body = parameters.optional("client_secret")?;
    let (id, secret) = match (basic(headers), in_body) {
        (Some(pair), None) => pair,
        (None, Some(secret)) => (parameters.one("client_id")?.to_owned(), secret.to_owned()),
        (Some(_), Some(_)) | (None, None) => return Err(wrong()),
    };
    let register = shared.register();
    let known = register.clients.get(&id).and_then(|client| client.oidc_secret.as_ref());
    if known == Some(&secret) { Ok(id) } else { Err(wrong()) }
}

/// Takes a code once; a second time ends what the first one gave (RFC 9700, 2.1.1).
fn spend(
    shared: &Shared,
    client_id: &str,
    code: &str,
    parameters: &Parameters,
) -> Result<(Request, u64), Refusal> {
    let wrong = Refusal::new(Code::SpentGrant);
    let redirect_uri = parameters.one("redirect_uri")?;
    let verifier = parameters.optional("code_verifier")?.unwrap_or("");
    let now = shared.clock.now();
    let mut register = shared.register();
    let record = register.oidc.codes.get_mut(code).ok_or(wrong)?;
    if record.request.client_id != client_id {
        return Err(wrong);
    }
    if record.is_spent {
        let access = record.access_token.take();
        access.map(|token| register.oidc.access.remove(&token));
        return Err(wrong);
    }
    record.is_spent = true;
    let is_same = record.request.redirect_uri == redirect_uri && record.expires_at > now;
    if !is_same || URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != record.request.challenge {
        return Err(wrong);
    }
    Ok((record.request.clone(), record.oid))
}

/// Name and secret of a header `Authorization: Basic …` (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let pair = String::from_utf8(STANDARD.decode(value.strip_prefix("Basic ")?).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((decoded(id)?, decoded(secret)?))
}

/// A text in the encoding of a form.
fn decoded(text: &str) -> Option<String> {
    let pair = format!("a={text}");
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    let (_, value) = pairs.next()?;
    pairs.next().is_none().then(|| value.into_owned())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Life of an access token.
const ACCESS_SECONDS: i64 = 600;
