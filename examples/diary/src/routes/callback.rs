//! The way back from ESIA: checks, then the decision, then a login or a message.

use super::{CookieName, broken, cookie, refused, removal, store_failed, ticket, too_many};
use crate::address::Address;
use crate::app::App;
use crate::door::{self, Door};
use crate::esia::{EsiaError, Verified};
use crate::family::{self, FamilyDoor, Shown};
use crate::incident::Incident;
use crate::limits::Limit;
use crate::store::{About, Entrance, StoreError, StoredFamily};
use crate::{cases, random};
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::access::Login;
use esia_core::protocol::callback::{self, Callback, CallbackError, CodeGrant};
use esia_core::protocol::pending::{PendingError, PendingSignIn};
use esia_core::secrets::Personal;

/// `GET /login/callback`: what ESIA sends the browser back with.
///
/// A callback that belongs to this browser ends whatever login the browser had: on a shared
/// computer the next person must not find the diary of the one before.
pub async fn callback(
    State(app): State<App>,
    address: Address,
    RawQuery(query): RawQuery,
    jar: CookieJar,
) -> Response {
    if !app.gate.lets_sign_in(address) {
        return too_many(&app, Limit::SignIns);
    }
    let query = query.unwrap_or_default();
    let (pending, entrance) = match pending(&app, &query, &jar).await {
        Ok(begun) => begun,
        Err(CallbackFailure::Store(error)) => return store_failed(&app, &error),
        Err(failure) => {
            let incident = Incident::report("sign_in_failed", &failure);
            return failed(&app, Entrance::Pupil, incident).await;
        }
    };
    if let Err(error) = forget(&app, &jar).await {
        return store_failed(&app, &error);
    }
    // The next sign-in of this browser begins with a ticket of its own.
    let names = [CookieName::Login, CookieName::Family, CookieName::Browser];
    let jar = names.into_iter().fold(jar, |jar, name| jar.remove(removal(&app, name)));
    let response = match entrance {
        Entrance::Pupil => pupil(&app, jar.clone(), pending, &query).await,
        Entrance::Parent => parent(&app, jar.clone(), pending, &query).await,
    };
    response.unwrap_or_else(|error| (jar, store_failed(&app, &error)).into_response())
}

/// Ends the logins that the browser had.
async fn forget(app: &App, jar: &CookieJar) -> Result<(), StoreError> {
    if let Some(login) = ticket(app, jar, CookieName::Login) {
        app.store.close_login(&login).await?;
    }
    if let Some(family) = ticket(app, jar, CookieName::Family) {
        app.store.close_family(&family).await?;
    }
    Ok(())
}

async fn pupil(
    app: &App,
    jar: CookieJar,
    pending: PendingSignIn,
    query: &str,
) -> Result<Response, StoreError> {
    let verified = match code(pending, query) {
        Ok(grant) => app.esia.finish(grant, app.clock.now()).await.map_err(Into::into),
        Err(failure) => Err(failure),
    };
    let verified = match verified {
        Ok(verified) => verified,
        Err(failure) => {
            let incident = Incident::report("sign_in_failed", &failure);
            return Ok((jar, failed(app, Entrance::Pupil, incident).await).into_response());
        }
    };
    if is_refused_too_often(app, &verified).await? {
        return Ok((jar, too_many(app, Limit::RefusalsOfAccount)).into_response());
    }
    Ok(match door::knock(app, &verified).await? {
        Door::Open { login, person } => open(app, jar, &login, &person).await,
        Door::Closed { message, incident } => {
            count_refusal(app, &verified).await?;
            (jar, refused(app, message, incident.code())).into_response()
        }
    })
}

async fn parent(
    app: &App,
    jar: CookieJar,
    pending: PendingSignIn,
    query: &str,
) -> Result<Response, StoreError> {
    let verified = match code(pending, query) {
        Ok(grant) => app.esia.finish_parent(grant, app.clock.now()).await.map_err(Into::into),
        Err(failure) => Err(failure),
    };
    let (verified, kids) = match verified {
        Ok(verified) => verified,
        Err(failure) => {
            let incident = Incident::report("sign_in_failed", &failure);
            return Ok((jar, failed(app, Entrance::Parent, incident).await).into_response());
        }
    };
    if is_refused_too_often(app, &verified).await? {
        return Ok((jar, too_many(app, Limit::RefusalsOfAccount)).into_response());
    }
    let kids = kids.inspect_err(|error| drop(Incident::report("children_unread", error))).ok();
    match (family::knock(app, &verified, kids.as_ref()).await?, kids) {
        (FamilyDoor::Open(children), Some(kids)) => {
            if children.iter().any(|child| matches!(child.shown, Shown::NotFound(_))) {
                count_refusal(app, &verified).await?;
            }
            let fresh = random::ticket()?;
            let now = app.clock.now();
            let family = StoredFamily {
                subject: verified.account().subject().clone(),
                person: verified.to_stored(),
                kids: kids.to_stored().clone(),
                opened_at: now.timestamp(),
                seen_at: now.timestamp(),
            };
            app.store.open_family(&fresh, &family).await?;
            let jar = jar.add(cookie(app, CookieName::Family, fresh));
            Ok((jar, Redirect::to("/family")).into_response())
        }
        // INVARIANT: nobody is admitted whose children could not be read.
        (FamilyDoor::Open(_), None) => Ok((jar, Redirect::to("/")).into_response()),
        (FamilyDoor::Closed { message, incident }, _) => {
            count_refusal(app, &verified).await?;
            Ok((jar, refused(app, message, incident.code())).into_response())
        }
    }
}

/// Whether this account was turned away so often of late that it has to wait, whatever would be
/// found now (T-16).
async fn is_refused_too_often(app: &App, verified: &Verified) -> Result<bool, StoreError> {
    let max = i64::from(app.settings.limits.refusals_of_account);
    let whose = account(verified);
    Ok(app.store.counted(Limit::RefusalsOfAccount, &whose, app.clock.now()).await? >= max)
}

async fn count_refusal(app: &App, verified: &Verified) -> Result<(), StoreError> {
    let whose = account(verified);
    app.store.count(Limit::RefusalsOfAccount, &whose, app.clock.now()).await.map(drop)
}

fn account(verified: &Verified) -> String {
    let subject = verified.account().subject();
    format!("{} {} {}", subject.contour(), subject.issuer(), subject.id().expose())
}

/// The page of a sign-in that failed, with a case of which only the row is known.
async fn failed(app: &App, entrance: Entrance, incident: Incident) -> Response {
    let (row, message, incident) = match entrance {
        Entrance::Pupil => match door::turn_away(app, incident) {
            Door::Closed { message, incident } => ("D-01", message, incident),
            // INVARIANT: whom the protocol did not verify the door does not open to.
            Door::Open { .. } => return Redirect::to("/").into_response(),
        },
        Entrance::Parent => match family::turn_away(incident) {
            FamilyDoor::Closed { message, incident } => ("P-01", message, incident),
            FamilyDoor::Open(_) => return Redirect::to("/").into_response(),
        },
    };
    let nobody = Personal::new(String::new());
    match cases::open(app, &incident, About::Nobody, None, &nobody, row).await {
        Ok(()) => refused(app, message, incident.code()),
        Err(error) => store_failed(app, &error),
    }
}

/// Opens the login under a fresh ticket.
async fn open(app: &App, jar: CookieJar, login: &Login, person: &Personal) -> Response {
    let now = app.clock.now();
    let fresh = match random::ticket() {
        Ok(fresh) => fresh,
        Err(error) => {
            return broken(app, "no_randomness", &error);
        }
    };
    match app.store.open_login(&fresh, login, person, now).await {
        Ok(()) => {
            let jar = jar.add(cookie(app, CookieName::Login, fresh));
            (jar, Redirect::to("/diary")).into_response()
        }
        Err(error) => store_failed(app, &error),
    }
}

/// The sign-in that this browser began and this callback answers; it is spent now.
async fn pending(
    app: &App,
    query: &str,
    jar: &CookieJar,
) -> Result<(PendingSignIn, Entrance), CallbackFailure> {
    let browser = ticket(app, jar, CookieName::Browser).ok_or(CallbackFailure::OtherBrowser)?;
    let state = url::form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "state").then_some(value))
        .ok_or(CallbackError::NoState)?;
    let stored = app
        .store
        .take_sign_in(&state, &browser, app.clock.now())
        .await?
        .ok_or(CallbackFailure::OtherBrowser)?;
    Ok((PendingSignIn::from_stored(stored.pending.expose())?, stored.entrance))
}

/// The code that ESIA sent back, if it sent one.
fn code(pending: PendingSignIn, query: &str) -> Result<CodeGrant, CallbackFailure> {
    match callback::read(pending, query)? {
        Callback::Code(grant) => Ok(grant),
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
