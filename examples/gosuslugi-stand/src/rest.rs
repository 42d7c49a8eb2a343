//! Person data: `/rs/prns/{oid}` and its collections (esia-protocol.md 2).

mod bend;
mod collection;
mod embed;
mod person;

use crate::faults::{Fault, Place};
use crate::routes::Routes;
use crate::state::Shared;
use crate::view::{Denied, View};
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use collection::Collection;
use embed::Embed;
pub use person::PersonShape;
use serde_json::{Value, json};
use std::sync::Arc;

/// The table of this module. Some clients put a slash behind the person.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/rs/prns/{oid}", get(whole))
        .route("/rs/prns/{oid}/", get(whole))
        .route("/rs/prns/{oid}/{collection}", get(all))
        .route("/rs/prns/{oid}/{collection}/{id}", get(one))
        .route("/rs/prns/{oid}/kids/{kid}/docs", get(kid_papers))
        .route("/rs/prns/{oid}/kids/{kid}/docs/{id}", get(kid_paper))
}

/// `GET /rs/prns/{oid}`, with or without `embed`.
async fn whole(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if shared.faults.is_set(Fault::PersonEmpty) {
        return Json(json!({})).into_response();
    }
    answer(&shared, &headers, &oid, |view| {
        let embed = Embed::of_query(query.as_deref());
        let mut whole = person::whole(view);
        for collection in Collection::ALL {
            if embed.has(collection.embed_name()) && collection.is_open(view) {
                whole.insert(collection.embed_name().into(), collection.all(view, true));
            }
        }
        Ok(Some(Value::Object(whole)))
    })
}

/// `GET /rs/prns/{oid}/docs` and the like.
async fn all(
    State(shared): State<Arc<Shared>>,
    Path((oid, name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    answer(&shared, &headers, &oid, |view| {
        let Some(collection) = Collection::of_path(&name) else { return Ok(None) };
        opened(collection, view)?;
        Ok(Some(collection.all(view, Embed::of_query(query.as_deref()).has_elements())))
    })
}

/// `GET /rs/prns/{oid}/docs/{id}` and the like.
async fn one(
    State(shared): State<Arc<Shared>>,
    Path((oid, name, id)): Path<(String, String, u64)>,
    headers: HeaderMap,
) -> Response {
    answer(&shared, &headers, &oid, |view| {
        let Some(collection) = Collection::of_path(&name) else { return Ok(None) };
        opened(collection, view)?;
        Ok(collection.one(view, id))
    })
}

/// `GET /rs/prns/{oid}/kids/{kid}/docs`.
async fn kid_papers(
    State(shared): State<Arc<Shared>>,
    Path((oid, kid)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    answer(&shared, &headers, &oid, |view| {
        opened_papers_of_kids(view)?;
        Ok(collection::kid(view, kid).map(|kid| collection::kid_papers(view, &kid)))
    })
}

/// `GET /rs/prns/{oid}/kids/{kid}/docs/{id}`.
async fn kid_paper(
    State(shared): State<Arc<Shared>>,
    Path((oid, kid, id)): Path<(String, u64, u64)>,
    headers: HeaderMap,
) -> Response {
    answer(&shared, &headers, &oid, |view| {
        opened_papers_of_kids(view)?;
        let kid = collection::kid(view, kid);
        Ok(kid.and_then(|kid| collection::kid_paper(view, &kid, id)))
    })
}

fn opened(collection: Collection, view: &View<'_>) -> Result<(), Denied> {
    if collection.is_open(view) { Ok(()) } else { Err(Denied::Grant) }
}

fn opened_papers_of_kids(view: &View<'_>) -> Result<(), Denied> {
    let is_open = ["kid_birth_cert_doc", "kid_medical_doc"].iter().any(|scope| view.has(scope));
    if is_open { Ok(()) } else { Err(Denied::Grant) }
}

/// The answer to one request: refused, not found, or bent by the switches.
fn answer(
    shared: &Shared,
    headers: &HeaderMap,
    oid: &str,
    body: impl FnOnce(&View<'_>) -> Result<Option<Value>, Denied>,
) -> Response {
    if let Some(code) = shared.faults.refusal_at(Place::PersonData) {
        return Denied::Code(code).into_response();
    }
    match View::open(shared, headers, oid).and_then(|view| body(&view)) {
        Ok(Some(value)) => Json(bend::bent(&shared.faults, value)).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(denied) => denied.into_response(),
    }
}
