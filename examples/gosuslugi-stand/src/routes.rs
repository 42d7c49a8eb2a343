//! The addresses of the stand: each module brings its own table, and here they are one.

use crate::state::Shared;
use crate::{
    authorize, cabinet, disturb, layout, logout, oidc, permissions, platform, portal, rest,
    sign_in, token, tokens,
};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};
use std::sync::Arc;

/// The table of one module.
pub(crate) type Routes = Router<Arc<Shared>>;

/// Every address of the stand.
pub(crate) fn all(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(portal::start::index))
        .merge(authorize::routes())
        .merge(token::routes())
        .merge(tokens::routes())
        .merge(rest::routes())
        .merge(logout::routes())
        .merge(sign_in::routes())
        .merge(cabinet::routes())
        .merge(portal::routes())
        .merge(platform::routes())
        .merge(permissions::routes())
        .merge(oidc::routes())
        .fallback(nowhere)
        .layer(axum::middleware::map_response(protect))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&shared), disturb::disturb))
        .with_state(shared)
}

/// Any other address: a person who mistyped one, or a system.
async fn nowhere() -> (StatusCode, Markup) {
    let body = html! {
        p { "Проверьте адрес или начните сначала." }
        p { a.button href="/" { "С чего начать" } }
    };
    (StatusCode::NOT_FOUND, layout::page("Такой страницы нет", &body))
}

/// Headers of every answer. `form-action` is left out on purpose: browsers apply it to the
/// redirect back to the client as well.
async fn protect(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; \
                  base-uri 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
