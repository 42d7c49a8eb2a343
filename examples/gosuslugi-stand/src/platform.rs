//! The consents platform as a client sees it: `/consents-platform/v1/…`.
//!
//! ESIA offers no such port. It is our reading of what a diary needs to know: who may be asked,
//! what they said, and a way to ask. No source describes how the real portal tells a
//! system about consents (esia-protocol.md 2.7).

use crate::consents::{Asked, handle, is_adult};
use crate::faults::Fault;
use crate::routes::Routes;
use crate::state::Shared;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use families::people::{Person, Role};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    let table = Routes::new()
        .route("/subjects/{oid}", get(subject))
        .route("/news", get(news))
        .route("/requests", post(request));
    Routes::new().nest("/consents-platform/v1", table)
}

/// `GET /subjects/{oid}`.
async fn subject(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(client_id) = client(&shared, &headers) else {
        return unauthorized(&shared);
    };
    let Some(pupil) = pupil(&shared, &oid) else {
        return error(StatusCode::NOT_FOUND, "unknown_subject");
    };
    let today = shared.clock.today();
    let minor_s = if is_adult(&pupil, today) { &[][..] } else { pupil.parents };
    let representatives: Vec<Value> = minor_s
        .iter()
        .filter_map(|key| Some((key, shared.person_by_key(key)?)))
        .map(|(key, parent)| {
            json!({
                "handle": handle(&client_id, pupil.oid, parent.oid),
                "linked": pupil.linked.contains(key),
                "authority": true,
            })
        })
        .collect();
    let mut register = shared.register();
    let episode = register.consents.episode_of(&client_id, pupil.oid).map(|it| it.id.clone());
    if let Some(id) = episode {
        register.consents.keep_time(&id, &pupil, today, shared.clock.now());
    }
    let news: Vec<_> = register.consents.news_of(&client_id, pupil.oid).collect();
    Json(json!({
        "register": shared.run,
        "subject": pupil.oid,
        "as_of": as_of(&shared),
        "representatives": representatives,
        "news": news,
        "last_sequence": register.consents.last_sequence(),
    }))
    .into_response()
}

/// The query of `GET /news`.
#[derive(Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    after: usize,
}

/// `GET /news?after=`.
async fn news(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<After>,
    headers: HeaderMap,
) -> Response {
    let Some(client_id) = client(&shared, &headers) else {
        return unauthorized(&shared);
    };
    let register = shared.register();
    let news: Vec<_> = register.consents.news(&client_id, query.after).take(PAGE).collect();
    Json(json!({
        "register": shared.run,
        "as_of": as_of(&shared),
        "news": news,
        "last_sequence": register.consents.last_sequence(),
    }))
    .into_response()
}

/// The body of `POST /requests`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    subject: u64,
    purpose: String,
    idempotency_key: String,
}

/// `POST /requests`.
async fn request(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(client_id) = client(&shared, &headers) else {
        return unauthorized(&shared);
    };
    let Ok(ask) = serde_json::from_slice::<Ask>(&body) else {
        return error(StatusCode::BAD_REQUEST, "bad_request");
    };
    if !(1..=100).contains(&ask.idempotency_key.len()) {
        return error(StatusCode::BAD_REQUEST, "bad_request");
    }
    if ask.purpose != PURPOSE {
        return error(StatusCode::UNPROCESSABLE_ENTITY, "unknown_purpose");
    }
    let Some(pupil) = pupil(&shared, &ask.subject.to_string()) else {
        return error(StatusCode::NOT_FOUND, "unknown_subject");
    };
    let (today, now) = (shared.clock.today(), shared.clock.now());
    let mut register = shared.register();
    let asked = register.consents.ask(&client_id, &pupil, &ask.idempotency_key, today, now);
    let (status, request) = match asked {
        Asked::Created(request) => (StatusCode::CREATED, request),
        Asked::Open(request) => (StatusCode::OK, request),
        Asked::KeyReused => return error(StatusCode::CONFLICT, "key_reused"),
        Asked::InForce => return error(StatusCode::CONFLICT, "in_force"),
        Asked::NoRecipients => return error(StatusCode::UNPROCESSABLE_ENTITY, "no_recipients"),
    };
    tracing::info!(request = %request, created = status == StatusCode::CREATED, "consent asked");
    let asked = register.consents.actors(&pupil, today);
    let recipients: Vec<_> =
        asked.into_iter().map(|actor| handle(&client_id, pupil.oid, actor)).collect();
    let body = json!({
        "register": shared.run,
        "request": request,
        "created": status == StatusCode::CREATED,
        "recipients": recipients,
        "sequence": register.consents.last_sequence(),
        "as_of": as_of(&shared),
    });
    (status, Json(body)).into_response()
}

/// The client whose secret this is.
fn client(shared: &Shared, headers: &HeaderMap) -> Option<String> {
    if shared.faults.is_set(Fault::ConsentsUnavailable) {
        return None;
    }
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let secret = value.strip_prefix("Bearer ")?;
    let register = shared.register();
    let mut clients = register.clients.values();
    clients.find(|it| it.consents_secret.as_deref() == Some(secret)).map(|it| it.id.clone())
}

fn unauthorized(shared: &Shared) -> Response {
    if shared.faults.is_set(Fault::ConsentsUnavailable) {
        return error(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    }
    error(StatusCode::UNAUTHORIZED, "unauthorized")
}

fn pupil(shared: &Shared, oid: &str) -> Option<Person> {
    let number = oid.parse().ok().filter(|number: &u64| number.to_string() == oid)?;
    let found = shared.person(number).filter(|it| it.role == Role::Pupil);
    // That an account was deleted is news, and is asked for after it is gone.
    found.or_else(|| shared.portal().gone(number))
}

fn error(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": code }))).into_response()
}

fn as_of(shared: &Shared) -> String {
    shared.clock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The one purpose: sign-in to the school subsystem.
const PURPOSE: &str = "electronic-school-sign-in";
/// Events in one answer.
const PAGE: usize = 100;
