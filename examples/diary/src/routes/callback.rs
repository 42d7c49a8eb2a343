//! The way back from ESIA: checks, then the decision, then a login or a message.

use super::{CookieName, cookie, refused, removal, store_failed, ticket};
use crate::app::App;
use crate::door::{self, Door};
use crate::esia::{EsiaError, Verified};
use crate::incident::Incident;
use crate::random;
use crate::store::StoreError;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::access::Login;
use esia_core::message::Message;
use esia_core::protocol::callback::{self, Callback, CallbackError};
use esia_core::protocol::pending::{PendingError, PendingSignIn};
use esia_core::secrets::Personal;

/// `GET /login/callback`: what ESIA sends the browser back with.
///
/// A callback that belongs to this browser ends whatever login the browser had: on a shared
/// computer the next person must not find the diary of the one before.
pub async fn callback(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    jar: CookieJar,
) -> Response {
    let query = query.unwrap_or_default();
    let verified = match pending(&app, &query, &jar).await {
        Ok(pending) => verify(&app, pending, &query).await,
        Err(failure) => {
            let incident = Incident::report("sign_in_failed", &failure);
            return match failure {
                CallbackFailure::Store(_) => refused(&app, Message::Unavailable, incident.code()),
                CallbackFailure::OtherBrowser
                | CallbackFailure::Callback(_)
                | CallbackFailure::Pending(_)
                | CallbackFailure::Esia(_) => closed(&app, door::turn_away(&app, incident)),
            };
        }
    };
    if let Some(login) = ticket(&app, &jar, CookieName::Login)
        && let Err(error) = app.store.close_login(&login).await
    {
        return store_failed(&app, &error);
    }
    // The next sign-in of this browser begins with a ticket of its own.
    let jar =
        jar.remove(removal(&app, CookieName::Login)).remove(removal(&app, CookieName::Browser));
    let door = match verified {
        Ok(verified) => door::knock(&app, &verified).await,
        Err(failure) => Ok(door::turn_away(&app, Incident::report("sign_in_failed", &failure))),
    };
    match door {
        Ok(Door::Open { login, person }) => open(&app, jar, &login, &person).await,
        Ok(door @ Door::Closed { .. }) => (jar, closed(&app, door)).into_response(),
        Err(error) => (jar, store_failed(&app, &error)).into_response(),
    }
}

/// Opens the login under a fresh ticket.
async fn open(app: &App, jar: CookieJar, login: &Login, person: &Personal) -> Response {
    let now = app.clock.now();
    let fresh = match random::ticket() {
        Ok(fresh) => fresh,
        Err(error) => {
            let incident = Incident::report("no_randomness", &error);
            return refused(app, Message::Unavailable, incident.code());
        }
    };
    let before = |life| {
        let life = chrono::TimeDelta::from_std(life).unwrap_or_default();
        now.checked_sub_signed(life).unwrap_or(now)
    };
    let (opened, seen) = (before(app.settings.login_life), before(app.settings.login_idle));
    let stored = match app.store.sweep_logins(opened, seen).await {
        Ok(()) => app.store.open_login(&fresh, login, person, now).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(()) => {
            let jar = jar.add(cookie(app, CookieName::Login, fresh));
            (jar, Redirect::to("/diary")).into_response()
        }
        Err(error) => store_failed(app, &error),
    }
}

fn closed(app: &App, door: Door) -> Response {
    match door {
        Door::Closed { message, incident } => refused(app, message, incident.code()),
        // INVARIANT: the callers hold a closed door; an open one without a ticket opens nothing.
        Door::Open { .. } => Redirect::to("/").into_response(),
    }
}

/// The sign-in that this browser began and this callback answers; it is spent now.
async fn pending(
    app: &App,
    query: &str,
    jar: &CookieJar,
) -> Result<PendingSignIn, CallbackFailure> {
    let browser = ticket(app, jar, CookieName::Browser).ok_or(CallbackFailure::OtherBrowser)?;
    let state = url::form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "state").then_some(value))
        .ok_or(CallbackError::NoState)?;
    let stored = app
        .store
        .take_sign_in(&state, &browser, app.clock.now())
        .await?
        .ok_or(CallbackFailure::OtherBrowser)?;
    Ok(PendingSignIn::from_stored(stored.pending.expose())?)
}

async fn verify(
    app: &App,
    pending: PendingSignIn,
    query: &str,
) -> Result<Verified, CallbackFailure> {
    match callback::read(pending, query)? {
        Callback::Code(grant) => Ok(app.esia.finish(grant, app.clock.now()).await?),
        Callback::Refused(error) => Err(EsiaError::Refused { code: error.code() }.into()),
    }
}

/// Why the way back did not end at a verified person. No variant holds a value of the person.
#[derive(Debug, thiserror::Error)]
enum CallbackFailure {
    #[error("no sign-in of this browser waits for this state")]
    OtherBrowser,
    #[error(transparent)]
    Callback(#[from] CallbackError),
    #[error(transparent)]
    Pending(#[from] PendingError),
    #[error(transparent)]
    Esia(#[from] EsiaError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
