//! The addresses: from a request to a page, and nothing of the rules.

mod answer;
mod appeal;
mod callback;
pub mod desk;
mod family;
mod forms;
mod login;
mod observe;
mod pupil;
mod service;

pub use answer::answer;
pub use appeal::{SentAppeal, appeal, appeal_with_code, appealed, send_appeal};
pub use callback::callback;
pub use family::{child, family};
pub use login::{login, login_parent, logout, signed_out, start};
pub use observe::observe;
pub use pupil::{Week, diary};
pub use service::{metrics, not_found, ready, scrape};

use crate::app::App;
use crate::incident::Incident;
use crate::limits::Limit;
use crate::store::StoreError;
use crate::{pages, random};
use answer::HeldBack;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use esia_core::message::Message;

/// A cookie of the diary.
#[derive(Clone, Copy)]
enum CookieName {
    /// Ties a begun sign-in to the browser that began it (T-09).
    Browser,
    /// An open login.
    Login,
    /// An open login of a parent.
    Family,
    /// A login of staff at the desk.
    Staff,
    /// Ties a form to the browser that it was shown to, where nobody has signed in.
    Form,
}

impl CookieName {
    /// Over HTTPS the prefix keeps other hosts, and plain HTTP, from planting a cookie of ours.
    const fn text(self, app_is_secure: bool) -> &'static str {
        match (self, app_is_secure) {
            (Self::Browser, false) => "diary_browser",
            (Self::Browser, true) => "__Host-diary_browser",
            (Self::Login, false) => "diary_login",
            (Self::Login, true) => "__Host-diary_login",
            (Self::Family, false) => "diary_family",
            (Self::Family, true) => "__Host-diary_family",
            (Self::Staff, false) => "diary_desk",
            (Self::Staff, true) => "__Host-diary_desk",
            (Self::Form, false) => "diary_form",
            (Self::Form, true) => "__Host-diary_form",
        }
    }
}

/// The value of a cookie, if it has the form of a ticket of ours.
fn ticket(app: &App, jar: &CookieJar, name: CookieName) -> Option<String> {
    let value = jar.get(name.text(app.settings.secure_cookies))?.value();
    random::is_ticket(value).then(|| value.to_owned())
}

/// A cookie that carries a ticket.
fn cookie(app: &App, name: CookieName, ticket: String) -> Cookie<'static> {
    Cookie::build((name.text(app.settings.secure_cookies), ticket))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.secure_cookies)
        .path("/")
        .build()
}

/// What takes a cookie away: it has the marks of the cookie, for its name asks for them.
fn removal(app: &App, name: CookieName) -> Cookie<'static> {
    cookie(app, name, String::new())
}

/// The page of everybody who is not let in: one status code, one shape (T-16).
fn refused(app: &App, message: Message, support_code: &str) -> Response {
    let page = pages::refusal(message, &app.settings, Some(support_code));
    HeldBack::once((StatusCode::FORBIDDEN, page).into_response())
}

/// The same where something of ours failed: no case was kept, so that no code is shown.
fn broken(app: &App, kind: &'static str, error: &dyn std::error::Error) -> Response {
    Incident::report(kind, error);
    let page = pages::refusal(Message::Unavailable, &app.settings, None);
    HeldBack::once((StatusCode::FORBIDDEN, page).into_response())
}

/// The page of whoever does something too often, whatever it was.
fn too_many(app: &App, limit: Limit) -> Response {
    app.metrics.limited(limit);
    tracing::info!(kind = "limited", limit = limit.as_str());
    HeldBack::once((StatusCode::TOO_MANY_REQUESTS, pages::too_many()).into_response())
}

/// The same where the store failed.
fn store_failed(app: &App, error: &StoreError) -> Response {
    broken(app, "store_failed", error)
}
