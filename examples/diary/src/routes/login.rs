//! The way in to ESIA, and the way out of the diary.

use super::{CookieName, broken, cookie, forms, removal, store_failed, ticket, too_many};
use crate::address::Address;
use crate::app::App;
use crate::esia::EsiaError;
use crate::limits::Limit;
use crate::store::{Entrance, StoreError, StoredSignIn};
use crate::{csrf, pages, random};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::Markup;
use std::collections::BTreeMap;
use url::Url;

/// `GET /`: the sign-in page.
pub async fn start(State(app): State<App>) -> Markup {
    pages::start(app.settings.hints.as_ref())
}

/// `GET /login`: begins a pupil's sign-in and sends the browser to ESIA.
pub async fn login(State(app): State<App>, address: Address, jar: CookieJar) -> Response {
    sign_in(&app, address, jar, Entrance::Pupil).await
}

/// `GET /login/parent`: the same of a parent.
pub async fn login_parent(State(app): State<App>, address: Address, jar: CookieJar) -> Response {
    sign_in(&app, address, jar, Entrance::Parent).await
}

async fn sign_in(app: &App, address: Address, jar: CookieJar, entrance: Entrance) -> Response {
    if !app.gate.lets_sign_in(address) {
        return too_many(app, Limit::SignIns);
    }
    match begin(app, jar, entrance).await {
        Ok(response) => response,
        Err(error) => broken(app, "sign_in_not_begun", &error),
    }
}

async fn begin(app: &App, jar: CookieJar, entrance: Entrance) -> Result<Response, BeginError> {
    let now = app.clock.now();
    let authorization = app.esia.begin(now).await?;
    // A browser may hold several begun sign-ins, one for each tab; each has its own state.
    let browser = match ticket(app, &jar, CookieName::Browser) {
        Some(browser) => browser,
        None => random::ticket()?,
    };
    let life = chrono::TimeDelta::from_std(app.settings.sign_in_life).unwrap_or_default();
    let sign_in = StoredSignIn {
        browser_hash: random::hash(&browser),
        pending: authorization.pending.to_stored(),
        entrance,
    };
    let state = authorization.pending.state().expose();
    let expires_at = now.checked_add_signed(life).unwrap_or(now);
    app.store.begin_sign_in(state, &sign_in, expires_at).await?;
    let jar = jar.add(cookie(app, CookieName::Browser, browser));
    Ok((jar, Redirect::to(authorization.url.as_str())).into_response())
}

/// `POST /logout`: ends the pupil's and the parent's login of this browser.
///
/// A form that belongs to neither ends nothing: the cookie may be of another person by now.
pub async fn logout(
    State(app): State<App>,
    jar: CookieJar,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let sent = form.get("csrf").map_or("", String::as_str);
    let login = ticket(&app, &jar, CookieName::Login);
    let family = ticket(&app, &jar, CookieName::Family);
    let tickets = [&login, &family];
    let is_ours = tickets.into_iter().flatten().any(|ticket| csrf::is_of(ticket, sent));
    if !is_ours {
        let is_signed_in = login.is_some() || family.is_some();
        return if is_signed_in { forms::expired() } else { Redirect::to("/").into_response() };
    }
    for (ticket, is_family) in [(login, false), (family, true)] {
        let Some(ticket) = ticket else { continue };
        let closed = if is_family {
            app.store.close_family(&ticket).await
        } else {
            app.store.close_login(&ticket).await
        };
        if let Err(error) = closed {
            return store_failed(&app, &error);
        }
    }
    let names = [CookieName::Login, CookieName::Family, CookieName::Browser];
    let jar = names.into_iter().fold(jar, |jar, name| jar.remove(removal(&app, name)));
    (jar, Redirect::to("/signed-out")).into_response()
}

/// `GET /signed-out`: what is left to do at a shared computer: the portal still knows who it was.
pub async fn signed_out(State(app): State<App>) -> Markup {
    let client = &app.esia.client;
    let mut address = client.endpoints().logout().clone();
    address.query_pairs_mut().append_pair("client_id", client.client_id().as_str());
    let back = Url::parse(client.redirect_uri().as_str()).and_then(|uri| uri.join("/"));
    if let Ok(back) = back {
        address.query_pairs_mut().append_pair("redirect_url", back.as_str());
    }
    pages::signed_out(address.as_str())
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
