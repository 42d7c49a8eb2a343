//! The token request, in both generations: `POST /aas/oauth2/te`, `POST /aas/oauth2/v3/te`.

mod by_client;
mod by_code;
mod by_refresh;

use crate::client::Client;
use crate::error::{Code, Refusal};
use crate::faults::{Fault, Place};
use crate::mode::Relaxation;
use crate::parameters::{Parameters, signed};
use crate::routes::Routes;
use crate::signature::{Generation, Proof, Signed};
use crate::state::{Access, Grant, Shared};
use crate::tokens::{ACCESS_SECONDS, Issue};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new().route("/aas/oauth2/v3/te", post(current)).route("/aas/oauth2/te", post(first))
}

async fn current(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: String) -> Response {
    token_request(&shared, Generation::Current, &headers, &body)
}

async fn first(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: String) -> Response {
    token_request(&shared, Generation::First, &headers, &body)
}

fn token_request(
    shared: &Shared,
    generation: Generation,
    headers: &HeaderMap,
    body: &str,
) -> Response {
    let parameters = Parameters::parse(body);
    let answer = if let Some(code) = shared.faults.refusal_at(Place::Token) {
        Err(Refusal::demanded(code))
    } else if is_form(headers) {
        exchange(shared, generation, &parameters)
    } else {
        Err(Refusal::about(Code::WrongParameter, "Content-Type"))
    };
    match answer {
        Ok(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
        Err(refusal) => {
            tracing::info!(code = %refusal.code, "token request refused");
            let status = match refusal.error() {
                "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
                "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::BAD_REQUEST,
            };
            let state = parameters.optional("state").ok().flatten();
            let body = json!({
                "error": refusal.error(),
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

/// A token request whose shared fields were read.
struct Exchange<'r> {
    shared: &'r Shared,
    generation: Generation,
    client: Client,
    parameters: &'r Parameters,
    fields: Signed<'r>,
}

fn exchange(
    shared: &Shared,
    generation: Generation,
    parameters: &Parameters,
) -> Result<Value, Refusal> {
    let id = parameters.one("client_id")?;
    let found = shared.register().clients.get(id).cloned();
    let client = found.ok_or(Refusal::new(Code::ForbiddenGrant))?;
    let grant_type = parameters.one("grant_type")?;
    if parameters.one("token_type")? != "Bearer" {
        return Err(Refusal::about(Code::WrongParameter, "token_type"));
    }
    let fields = signed(shared, &client, parameters)?;
    let exchange = Exchange { shared, generation, client, parameters, fields };
    match grant_type {
        "authorization_code" => exchange.by_code(),
        "refresh_token" => exchange.by_refresh_token(),
        "client_credentials" => exchange.by_client(),
        _ => Err(Refusal::new(Code::WrongGrantType)),
    }
}

impl Exchange<'_> {
    /// The return address was sent and is registered.
    fn check_address(&self) -> Result<(), Refusal> {
        let address = self.parameters.one("redirect_uri")?;
        if self.client.redirect_uris.iter().any(|registered| registered == address) {
            Ok(())
        } else {
            Err(Refusal::new(Code::ForeignRedirect))
        }
    }

    /// The secret is right and the state is new.
    fn authenticate(&self, texts: Vec<String>, may_lack_hash: bool) -> Result<(), Refusal> {
        Proof {
            generation: self.generation,
            fields: &self.fields,
            texts,
            secret: self.parameters.one("client_secret")?,
            hash: self.parameters.optional("client_certificate_hash")?,
            may_lack_hash,
        }
        .check(&self.client)?;
        let now = self.shared.clock.now();
        let is_fresh = self.shared.register().is_fresh(&self.client.id, self.fields.state, now);
        if is_fresh || Relaxation::RepeatedState.passes(&self.client) {
            Ok(())
        } else {
            Err(Refusal::about(Code::WrongParameter, "state"))
        }
    }

    /// Makes the tokens and remembers them.
    fn issue(&self, grant: &Grant) -> Result<(String, Value), Refusal> {
        let shared = self.shared;
        let person = shared.person(grant.oid).ok_or(Refusal::new(Code::ServerError))?;
        let now = shared.clock.now();
        let sid = shared.random.uuid()?;
        let algorithm = self.client.token_algorithm;
        let issue = Issue { shared, grant, person: &person, algorithm, sid: &sid };
        let access_token = issue.access_token()?;
        let state = if shared.faults.is_set(Fault::WrongState) {
            shared.random.uuid()?
        } else {
            self.fields.state.into()
        };
        let mut answer = json!({
            "access_token": access_token,
            "state": state,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
        });
        let refresh_token = shared.random.uuid()?;
        if let Some(map) = answer.as_object_mut() {
            if grant.scope.split(' ').any(|name| name == "openid") {
                map.insert("id_token".into(), json!(issue.id_token()?));
            }
            if grant.is_offline {
                map.insert("refresh_token".into(), json!(refresh_token));
            }
        }
        let seconds = TimeDelta::seconds(ACCESS_SECONDS);
        let access = Access {
            client_id: grant.client_id.clone(),
            oid: grant.oid,
            scope: grant.scope.clone(),
            by_consent: !grant.permissions.is_empty(),
            expires_at: now.checked_add_signed(seconds).unwrap_or(now),
        };
        let mut register = shared.register();
        register.access.insert(access_token.clone(), access);
        if grant.is_offline {
            register.refresh.insert(refresh_token, grant.clone());
        }
        tracing::info!("tokens issued");
        Ok((access_token, answer))
    }
}
