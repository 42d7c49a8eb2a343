//! The way back from ESIA: checks, then the decision, then a login or a message.

use super::{BROWSER_COOKIE, LOGIN_COOKIE, cookie, refused};
use crate::app::App;
use crate::door::{self, Door};
use crate::esia::{EsiaError, Verified};
use crate::incident::Incident;
use crate::random;
use crate::store::StoreError;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::message::Message;
use esia_core::protocol::callback::{self, Callback, CallbackError};
use esia_core::protocol::pending::{PendingError, PendingSignIn};

/// `GET /login/callback`: what ESIA sends the browser back with.
pub async fn callback(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    jar: CookieJar,
) -> Response {
    let query = query.unwrap_or_default();
    let verified = match verify(&app, &query, &jar).await {
        Ok(verified) => Some(verified),
        Err(error) => {
            let incident = Incident::report("sign_in_failed", &error);
            if let CallbackFailure::Store(_) = error {
                return refused(&app, Message::Unavailable, incident.code());
            }
            None
        }
    };
    enter(&app, verified, jar).await
}

/// Lets the verified person in, or says why not. Without one, the table's first row answers.
async fn enter(app: &App, verified: Option<Verified>, jar: CookieJar) -> Response {
    let opened = match door::knock(app, verified.as_ref()).await {
        Ok(Door::Open { login, person }) => match random::ticket() {
            Ok(ticket) => {
                let now = app.clock.now();
                app.store.open_login(&ticket, &login, &person, now).await.map(|()| ticket)
            }
            Err(error) => {
                let incident = Incident::report("no_randomness", &error);
                return refused(app, Message::Unavailable, incident.code());
            }
        },
        Ok(Door::Closed { message, incident }) => return refused(app, message, incident.code()),
        Err(error) => Err(error),
    };
    match opened {
        Ok(ticket) => {
            let jar = jar.add(cookie(app, LOGIN_COOKIE, ticket));
            (jar, Redirect::to("/diary")).into_response()
        }
        Err(error) => {
            let incident = Incident::report("store_failed", &error);
            refused(app, Message::Unavailable, incident.code())
        }
    }
}

async fn verify(app: &App, query: &str, jar: &CookieJar) -> Result<Verified, CallbackFailure> {
    let now = app.clock.now();
    let browser = jar.get(BROWSER_COOKIE).ok_or(CallbackFailure::OtherBrowser)?.value();
    let state = url::form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "state").then_some(value))
        .ok_or(CallbackError::NoState)?;
    let stored =
        app.store.take_sign_in(&state, browser, now).await?.ok_or(CallbackFailure::OtherBrowser)?;
    let pending = PendingSignIn::from_stored(stored.pending.expose())?;
    match callback::read(pending, query)? {
        Callback::Code(grant) => Ok(app.esia.finish(grant, now).await?),
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
