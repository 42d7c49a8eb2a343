//! What every request and every answer goes through: bounds on the way in, the floor of a refusal
//! and the protective headers on the way out.

use super::desk::UPLOAD;
use crate::app::App;
use crate::pages;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::time::{sleep, timeout};

/// Marks an answer that leaves no sooner than the floor after its request came (T-16, T-17).
#[derive(Clone, Copy)]
pub(super) struct HeldBack {
    /// How many floors more it waits.
    more: u32,
}

impl HeldBack {
    /// An answer that refuses.
    pub(super) fn once(response: Response) -> Response {
        Self::longer(response, 0)
    }

    /// One that waits for so many floors more, to slow down whoever guesses.
    pub(super) fn longer(mut response: Response, more: u32) -> Response {
        response.extensions_mut().insert(Self { more });
        response
    }
}

/// Marks the answer whose page may run the one script of ours and ask this server with it.
#[derive(Clone, Copy)]
pub(super) struct Live;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

const LIVE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; \
                           script-src 'self'; connect-src 'self'; form-action 'self'; \
                           frame-ancestors 'none'; base-uri 'none'";

/// Around every handler.
pub async fn answer(State(app): State<App>, request: Request, next: Next) -> Response {
    let limits = &app.settings.limits;
    let floor = sleep(limits.refusal_floor);
    let streams = request.method() == Method::POST && request.uri().path() == UPLOAD;
    let response = if streams {
        next.run(request).await
    } else {
        let (parts, body) = request.into_parts();
        match timeout(limits.form_patience, to_bytes(body, FORM_BYTES_MAX)).await {
            Ok(Ok(body)) => next.run(Request::from_parts(parts, Body::from(body))).await,
            Ok(Err(_)) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
        }
    };
    if let Some(HeldBack { more }) = response.extensions().get().copied() {
        floor.await;
        sleep(limits.refusal_floor.saturating_mul(more)).await;
    }
    harden(told(response), app.settings.secure_cookies)
}

/// The frame's own words about a request are English and may repeat it.
fn told(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !status.is_client_error() || is_page {
        return response;
    }
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut page = (status, pages::not_understood()).into_response();
    if let Some(allow) = allow {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    page
}

/// Puts the protective headers on.
fn harden(mut response: Response, is_https: bool) -> Response {
    let is_live = response.extensions_mut().remove::<Live>().is_some();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, if is_live { LIVE_POLICY } else { POLICY }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// How long a form may be: the words of an appeal in Cyrillic, and room to spare.
const FORM_BYTES_MAX: usize = 64 << 10;
