//! Faults that strike before anything is checked: late, down, garbage; and the header `Date`.

use crate::faults::{Fault, Place};
use crate::state::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use std::sync::Arc;
use std::time::Duration;

/// Answers as the switches say, and dates every answer by the stand's clock.
pub(crate) async fn disturb(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match Place::of_path(request.uri().path()) {
        None => next.run(request).await,
        Some(place) => {
            if let Some(millis) = shared.faults.delay_at(place) {
                tokio::time::sleep(Duration::from_millis(millis.into())).await;
            }
            if shared.faults.is_set(Fault::Down { at: place }) {
                (StatusCode::SERVICE_UNAVAILABLE, Html("<html>503</html>")).into_response()
            } else if shared.faults.is_set(Fault::Garbage { at: place }) {
                Html("<html>it works</html>").into_response()
            } else {
                next.run(request).await
            }
        }
    };
    // RFC 9110, 5.6.7: what a client corrects its own clock by.
    let date = shared.esia_now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}
