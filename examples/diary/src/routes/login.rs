//! The way in to ESIA, and the way out of the diary.

use super::{CookieName, cookie, refused, removal, store_failed, ticket};
use crate::app::App;
use crate::esia::EsiaError;
use crate::incident::Incident;
use crate::store::{StoreError, StoredSignIn};
use crate::{pages, random};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::message::Message;
use maud::Markup;

/// `GET /`: the sign-in page.
pub async fn start(State(app): State<App>) -> Markup {
    pages::start(app.settings.hints.as_ref())
}

/// `GET /login`: begins a sign-in and sends the browser to ESIA.
pub async fn login(State(app): State<App>, jar: CookieJar) -> Response {
    match begin(&app, jar).await {
        Ok(response) => response,
        Err(error) => {
            let incident = Incident::report("sign_in_not_begun", &error);
            refused(&app, Message::Unavailable, incident.code())
        }
    }
}

async fn begin(app: &App, jar: CookieJar) -> Result<Response, BeginError> {
    let now = app.clock.now();
    let authorization = app.esia.begin(now)?;
    // A browser may hold several begun sign-ins, one for each tab; each has its own state.
    let browser = match ticket(app, &jar, CookieName::Browser) {
        Some(browser) => browser,
        None => random::ticket()?,
    };
    let life = chrono::TimeDelta::from_std(app.settings.sign_in_life).unwrap_or_default();
    let sign_in = StoredSignIn {
        browser_hash: random::hash(&browser),
        pending: authorization.pending.to_stored(),
    };
    let state = authorization.pending.state().expose();
    let expires_at = now.checked_add_signed(life).unwrap_or(now);
    app.store.begin_sign_in(state, &sign_in, now, expires_at).await?;
    let jar = jar.add(cookie(app, CookieName::Browser, browser));
    Ok((jar, Redirect::to(authorization.url.as_str())).into_response())
}

/// `POST /logout`: ends this login. `SameSite=Lax` keeps other sites from sending it.
pub async fn logout(State(app): State<App>, jar: CookieJar) -> Response {
    if let Some(login) = ticket(&app, &jar, CookieName::Login)
        && let Err(error) = app.store.close_login(&login).await
    {
        return store_failed(&app, &error);
    }
    let jar =
        jar.remove(removal(&app, CookieName::Login)).remove(removal(&app, CookieName::Browser));
    (jar, Redirect::to("/")).into_response()
}

/// Why a sign-in could not be begun.
#[derive(Debug, thiserror::Error)]
enum BeginError {
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    #[error(transparent)]
    Esia(#[from] EsiaError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
