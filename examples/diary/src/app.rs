//! The diary as a whole: its parts, and the way from an address to a page.

use crate::clock::Clock;
use crate::config::Settings;
use crate::consent::Consents;
use crate::esia::Esia;
use crate::metrics::Metrics;
use crate::register::Register;
use crate::store::Store;
use crate::{pages, routes};
use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use std::sync::Arc;

/// The parts of a running diary; cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

/// What the routes work with.
#[derive(Debug)]
pub struct Parts {
    /// How it is set up.
    pub settings: Settings,
    /// What time it is at the school.
    pub clock: Clock,
    /// What it keeps.
    pub store: Store,
    /// How it speaks with ESIA.
    pub esia: Esia,
    /// How it learns of consents.
    pub consents: Consents,
    /// Whose records it has.
    pub register: Register,
    /// What it counts.
    pub metrics: Metrics,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// A diary from its parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The addresses that it answers.
    pub fn router(self) -> Router {
        Router::new()
            .route("/", get(routes::start))
            .route("/login", get(routes::login))
            .route("/login/parent", get(routes::login_parent))
            .route("/login/callback", get(routes::callback))
            .route("/diary", get(routes::diary))
            .route("/family", get(routes::family))
            .route("/family/{record}", get(routes::child))
            .route("/logout", post(routes::logout))
            .route("/signed-out", get(routes::signed_out))
            .route("/appeal", get(routes::appeal).post(routes::send_appeal))
            .route("/appeal/form", post(routes::appeal_with_code))
            .route("/appeal/sent", get(routes::appealed))
            .merge(routes::desk::router())
            .route("/style.css", get(style))
            .route("/healthz", get(async || "ok\n"))
            .route("/readyz", get(routes::ready))
            .route("/metrics", get(routes::metrics))
            .fallback(routes::not_found)
            .layer(axum::middleware::map_response(routes::harden))
            .with_state(self)
    }
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], pages::STYLE)
}
