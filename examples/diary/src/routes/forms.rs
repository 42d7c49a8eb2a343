//! What all forms share: the proof that one is ours, and the page of one that is not any more.

use super::{CookieName, cookie, ticket};
use crate::app::App;
use crate::{csrf, pages, random};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::CookieJar;

/// The page of a form that is not of this login or browser: nothing was changed.
pub(super) fn expired() -> Response {
    (StatusCode::FORBIDDEN, pages::expired()).into_response()
}

/// The proof for a form that is shown to somebody who has not signed in, and the cookie that it
/// belongs to.
pub(super) fn open(app: &App, jar: CookieJar) -> Result<(CookieJar, String), getrandom::Error> {
    if let Some(ticket) = ticket(app, &jar, CookieName::Form) {
        return Ok((jar, csrf::token(&ticket)));
    }
    let ticket = random::ticket()?;
    let token = csrf::token(&ticket);
    Ok((jar.add(cookie(app, CookieName::Form, ticket)), token))
}

/// Whether a form of [`open`] comes from the browser that it was shown to.
pub(super) fn is_ours(app: &App, jar: &CookieJar, sent: &str) -> bool {
    ticket(app, jar, CookieName::Form).is_some_and(|ticket| csrf::is_of(&ticket, sent))
}

/// Whether a text has the form of a [`random::name`].
pub(super) fn is_name(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
