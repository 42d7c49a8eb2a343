//! The addresses: from a request to a page, and nothing of the rules.

mod callback;
mod login;
mod pupil;
mod service;

pub use callback::callback;
pub use login::{login, logout, start};
pub use pupil::diary;
pub use service::{harden, metrics, ready};

use crate::app::App;
use crate::pages;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use esia_core::message::Message;

/// The cookie that ties a begun sign-in to the browser that began it (T-09).
const BROWSER_COOKIE: &str = "diary_browser";
/// The cookie of an open login.
const LOGIN_COOKIE: &str = "diary_login";

/// The page of everybody who is not let in: one status code, one shape (T-16).
fn refused(app: &App, message: Message, support_code: &str) -> Response {
    let page = pages::refusal(message, &app.settings.appeal_url, support_code);
    (StatusCode::FORBIDDEN, page).into_response()
}

fn cookie(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.settings.secure_cookies)
        .path("/")
        .build()
}

fn removal(name: &'static str) -> Cookie<'static> {
    Cookie::build((name, "")).path("/").build()
}
