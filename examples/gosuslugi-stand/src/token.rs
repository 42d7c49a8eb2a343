//! The token request: `POST /aas/oauth2/v3/te`.

use crate::client::Client;
use crate::error::{Code, Refusal};
use crate::faults::Fault;
use crate::parameters::{Parameters, signed};
use crate::random;
use crate::routes::Routes;
use crate::signature::{self, Signed};
use crate::state::{Access, Challenge, ChallengeHash, Grant, Shared};
use crate::tokens::{ACCESS_SECONDS, Issue};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use streebog::Streebog256;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new().route("/aas/oauth2/v3/te", post(token_request))
}

/// `POST /aas/oauth2/v3/te`.
async fn token_request(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    if shared.faults.is_set(Fault::TokenGarbage) {
        return "<html>it works</html>".into_response();
    }
    let parameters = Parameters::parse(&body);
    let answer = if shared.faults.is_set(Fault::TokenUnavailable) {
        Err(Refusal::new(Code::ServerError))
    } else if is_form(&headers) {
        exchange(&shared, &parameters)
    } else {
        Err(Refusal::about(Code::WrongParameter, "Content-Type"))
    };
    match answer {
        Ok(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
        Err(refusal) => {
            tracing::info!(code = %refusal.code.number(), "token request refused");
            let status = if refusal.code == Code::ServerError {
                StatusCode::INTERNAL_SERVER_ERROR
            } else {
                StatusCode::BAD_REQUEST
            };
            let state = parameters.optional("state").ok().flatten();
            let body = json!({
                "error": refusal.code.error(),
                "error_description": refusal.description(),
                "state": state,
            });
            (status, Json(body)).into_response()
        }
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"))
}

fn exchange(shared: &Shared, parameters: &Parameters) -> Result<Value, Refusal> {
    let id = parameters.one("client_id")?;
    let found = shared.register().clients.get(id).cloned();
    let client = found.ok_or(Refusal::new(Code::UnknownClient))?;
    let grant_type = parameters.one("grant_type")?;
    if parameters.one("token_type")? != "Bearer" {
        return Err(Refusal::about(Code::WrongParameter, "token_type"));
    }
    let fields = signed(shared, &client, parameters)?;
    if !client.redirect_uris.iter().any(|registered| registered == fields.redirect_uri) {
        return Err(Refusal::new(Code::WrongRedirect));
    }
    match grant_type {
        "authorization_code" => by_code(shared, &client, parameters, &fields),
        "refresh_token" => by_refresh_token(shared, &client, parameters, &fields),
        _ => Err(Refusal::new(Code::WrongGrantType)),
    }
}

fn by_code(
    shared: &Shared,
    client: &Client,
    parameters: &Parameters,
    fields: &Signed<'_>,
) -> Result<Value, Refusal> {
    let code = parameters.one("code")?;
    authenticate(shared, client, parameters, fields, &[fields.token_request(code)])?;
    let grant = spend(shared, code, fields, parameters.optional("code_verifier")?)?;
    let (access_token, answer) = issue(shared, &grant, fields.state)?;
    if let Some(record) = shared.register().codes.get_mut(code) {
        record.access_token = Some(access_token);
        record.refresh_token =
            answer.get("refresh_token").and_then(Value::as_str).map(String::from);
    }
    Ok(answer)
}

/// Takes a code once; a second time ends what the first one gave (RFC 9700, 2.1.1).
fn spend(
    shared: &Shared,
    code: &str,
    fields: &Signed<'_>,
    verifier: Option<&str>,
) -> Result<Grant, Refusal> {
    let wrong = Refusal::new(Code::WrongGrant);
    let now = shared.clock.now();
    let mut register = shared.register();
    let record = register.codes.get_mut(code).ok_or(wrong)?;
    if record.grant.client_id != fields.client_id {
        return Err(wrong);
    }
    if record.is_spent {
        let (access, refresh) = (record.access_token.take(), record.refresh_token.take());
        access.map(|token| register.access.remove(&token));
        refresh.map(|token| register.refresh.remove(&token));
        return Err(wrong);
    }
    record.is_spent = true;
    let is_same = record.grant.redirect_uri == fields.redirect_uri
        && record.grant.scope == fields.scope
        && record.grant.scope_org == fields.scope_org;
    if record.expires_at <= now || !is_same {
        return Err(wrong);
    }
    check_verifier(record.challenge.as_ref(), verifier)?;
    Ok(record.grant.clone())
}

fn check_verifier(challenge: Option<&Challenge>, verifier: Option<&str>) -> Result<(), Refusal> {
    let wrong = Refusal::new(Code::WrongVerifier);
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) => {
            let made = match challenge.hash {
                ChallengeHash::Sha256 => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
                ChallengeHash::Streebog256 => URL_SAFE_NO_PAD.encode(Streebog256::digest(verifier)),
            };
            if made == challenge.value { Ok(()) } else { Err(wrong) }
        }
        // A verifier without a challenge is a downgrade (RFC 9700, 4.8.2).
        (Some(_), None) | (None, Some(_)) => Err(wrong),
    }
}

fn by_refresh_token(
    shared: &Shared,
    client: &Client,
    parameters: &Parameters,
    fields: &Signed<'_>,
) -> Result<Value, Refusal> {
    let wrong = Refusal::new(Code::WrongGrant);
    let refresh_token = parameters.one("refresh_token")?;
    authenticate(shared, client, parameters, fields, &fields.refresh_request(refresh_token))?;
    let grant = {
        let mut register = shared.register();
        // Another client's attempt must not use the token up.
        let is_ours = |grant: &&Grant| grant.client_id == client.id;
        register.refresh.get(refresh_token).filter(is_ours).ok_or(wrong)?;
        register.refresh.remove(refresh_token).ok_or(wrong)?
    };
    if grant.scope != fields.scope || grant.redirect_uri != fields.redirect_uri {
        return Err(wrong);
    }
    Ok(issue(shared, &grant, fields.state)?.1)
}

/// The secret is right and the state is new.
fn authenticate(
    shared: &Shared,
    client: &Client,
    parameters: &Parameters,
    fields: &Signed<'_>,
    texts: &[String],
) -> Result<(), Refusal> {
    let hash = parameters.one("client_certificate_hash")?;
    signature::check(client, hash, parameters.one("client_secret")?, texts)?;
    if shared.register().is_fresh(&client.id, fields.state, shared.clock.now()) {
        Ok(())
    } else {
        Err(Refusal::about(Code::WrongParameter, "state"))
    }
}

/// Makes the tokens and remembers them.
fn issue(shared: &Shared, grant: &Grant, state: &str) -> Result<(String, Value), Refusal> {
    let person = shared.person(grant.oid).ok_or(Refusal::new(Code::ServerError))?;
    let now = shared.clock.now();
    let sid = random::uuid()?;
    let issue = Issue { shared, grant, person: &person, sid: &sid, now };
    let access_token = issue.access_token()?;
    let state =
        if shared.faults.is_set(Fault::WrongState) { random::uuid()? } else { state.into() };
    let mut answer = json!({
        "access_token": access_token,
        "state": state,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
    });
    let refresh_token = random::uuid()?;
    if let Some(map) = answer.as_object_mut() {
        if grant.scope.split(' ').any(|name| name == "openid") {
            map.insert("id_token".into(), json!(issue.id_token()?));
        }
        if grant.is_offline {
            map.insert("refresh_token".into(), json!(refresh_token));
        }
    }
    let expires_at = now.checked_add_signed(TimeDelta::seconds(ACCESS_SECONDS)).unwrap_or(now);
    let access = Access { oid: grant.oid, scope: grant.scope.clone(), expires_at };
    let mut register = shared.register();
    register.access.insert(access_token.clone(), access);
    if grant.is_offline {
        register.refresh.insert(refresh_token, grant.clone());
    }
    tracing::info!("tokens issued");
    Ok((access_token, answer))
}
