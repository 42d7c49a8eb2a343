//! The diary as a whole: its parts, and the way from an address to a page.

use crate::clock::Clock;
use crate::config::Settings;
use crate::consent::Consents;
use crate::esia::Esia;
use crate::limits::Gate;
use crate::metrics::Metrics;
use crate::register::Register;
use crate::stopping::Stopping;
use crate::store::Store;
use crate::{pages, routes};
use axum::Router;
use axum::http::header;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, post};
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
    /// Whom it lets pass no more often.
    pub gate: Gate,
    /// Whether it is leaving.
    pub stopping: Stopping,
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
        let mut router = Router::new();
        for (path, methods) in addresses() {
            router = router.route(path, methods);
        }
        router
            .fallback(routes::not_found)
            .layer(from_fn_with_state(self.clone(), routes::answer))
            .layer(from_fn_with_state(self.clone(), routes::observe))
            .with_state(self)
    }

    /// What machines ask, for an address that people do not reach.
    pub fn machines(self) -> Router {
        Router::new()
            .route("/healthz", get(async || "ok\n"))
            .route("/readyz", get(routes::ready))
            .route("/metrics", get(routes::scrape))
            .with_state(self)
    }
}

/// Every address with what answers there.
pub fn addresses() -> Vec<(&'static str, MethodRouter<App>)> {
    let mut addresses = vec![
        ("/", get(routes::start)),
        ("/login", get(routes::login)),
        ("/login/parent", get(routes::login_parent)),
        ("/login/callback", get(routes::callback)),
        ("/diary", get(routes::diary)),
        ("/family", get(routes::family)),
        ("/family/{record}", get(routes::child)),
        ("/logout", post(routes::logout)),
        ("/signed-out", get(routes::signed_out)),
        ("/appeal", get(routes::appeal).post(routes::send_appeal)),
        ("/appeal/form", post(routes::appeal_with_code)),
        ("/appeal/sent", get(routes::appealed)),
        ("/style.css", get(style)),
        ("/record.js", get(script)),
        ("/healthz", get(async || "ok\n")),
        ("/readyz", get(routes::ready)),
        ("/metrics", get(routes::metrics)),
    ];
    addresses.extend(routes::desk::addresses());
    addresses
}

async fn script() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], pages::SCRIPT)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], pages::STYLE)
}
