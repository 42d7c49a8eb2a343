//! Around every request: a number for its lines of the log, and its time for the metrics.

use crate::app::App;
use crate::clock::Stopwatch;
use crate::random;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

/// Outermost: what a handler logs carries the number of its request, and so does the answer.
///
/// The template of an address is logged, never the address: it may name a record or carry a code.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let watch = Stopwatch::start();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route.unwrap_or("other").to_owned();
    let request_id = random::name().unwrap_or_default();
    // The level of a span is for filters alone: no filter shall take the number from a line.
    let span = tracing::error_span!("request", request_id, route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    app.metrics.requests.note(&method, &route, status, &watch);
    let (kind, seconds) = ("request", watch.seconds());
    let entered = span.enter();
    if MACHINES.contains(&route.as_str()) {
        tracing::debug!(kind, method = method.as_str(), status, seconds);
    } else {
        tracing::info!(kind, method = method.as_str(), status, seconds);
    }
    drop(entered);
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

/// What machines ask all the time.
const MACHINES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];
