//! What machines ask: readiness, counters; and the page of any other address.

use crate::app::App;
use crate::pages;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::Markup;

/// `GET /readyz`: whether requests may be sent here: the store answers, and nobody is leaving.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.stopping.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "store\n"),
    }
}

/// `GET /metrics`, where they have no address of their own.
pub async fn metrics(State(app): State<App>) -> Response {
    if app.settings.metrics_are_apart {
        return not_found().await.into_response();
    }
    scrape(State(app)).await.into_response()
}

/// The counters, for Prometheus.
pub async fn scrape(State(app): State<App>) -> ([(HeaderName, &'static str); 1], String) {
    app.metrics.state.look_at(&app.store).await;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], app.metrics.text())
}

/// Any other address.
pub async fn not_found() -> (StatusCode, Markup) {
    (StatusCode::NOT_FOUND, pages::not_found())
}
