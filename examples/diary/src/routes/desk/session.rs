//! Signing in at the desk, and who sits there.

use crate::app::App;
use crate::desk::password;
use crate::incident::Incident;
use crate::routes::{CookieName, cookie, forms, refused, removal, store_failed, ticket};
use crate::store::{Act, DeskEvent, Role, Staff, StoreError};
use crate::{csrf, pages, random};
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use esia_core::message::Message;
use serde::Deserialize;
use std::time::Duration;

/// A member of staff who has signed in.
pub(super) struct AtDesk {
    pub(super) staff: Staff,
    /// The proof for every form that is shown.
    pub(super) csrf: String,
    ticket: String,
}

impl AtDesk {
    /// Whether a form was sent from a page of this login.
    pub(super) fn sent(&self, proof: &str) -> bool {
        csrf::is_of(&self.ticket, proof)
    }
}

impl FromRequestParts<App> for AtDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let jar = CookieJar::from_headers(&parts.headers);
        let Some(ticket) = ticket(app, &jar, CookieName::Staff) else {
            return Err(Redirect::to("/desk/sign-in").into_response());
        };
        match app.store.staff_login(&ticket, app.clock.now(), life(app)).await {
            Ok(Some(staff)) => Ok(Self { staff, csrf: csrf::token(&ticket), ticket }),
            Ok(None) => Err(Redirect::to("/desk/sign-in").into_response()),
            Err(error) => Err(store_failed(app, &error)),
        }
    }
}

/// A member of staff who sees and changes the journal.
pub(super) struct Keeper(pub(super) AtDesk);

impl FromRequestParts<App> for Keeper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let desk = AtDesk::from_request_parts(parts, app).await?;
        match desk.staff.role {
            Role::Secretary | Role::Head => Ok(Self(desk)),
            Role::Support => Err(forbidden(&desk)),
        }
    }
}

/// The page of what a role may not do.
pub(super) fn forbidden(desk: &AtDesk) -> Response {
    (StatusCode::FORBIDDEN, pages::desk::forbidden(&desk.staff, &desk.csrf)).into_response()
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

/// `GET /desk/sign-in`.
pub(super) async fn form(State(app): State<App>, jar: CookieJar) -> Response {
    match forms::open(&app, jar) {
        Ok((jar, csrf)) => (jar, pages::desk::sign_in(&csrf, None)).into_response(),
        Err(error) => {
            let incident = Incident::report("no_randomness", &error);
            refused(&app, Message::Unavailable, incident.code())
        }
    }
}

/// `POST /desk/sign-in`.
pub(super) async fn sign_in(
    State(app): State<App>,
    jar: CookieJar,
    Form(sent): Form<Sent>,
) -> Response {
    if !forms::is_ours(&app, &jar, &sent.csrf) {
        return forms::expired();
    }
    match open(&app, &sent).await {
        Ok(Some(fresh)) => {
            let jar = jar.add(cookie(&app, CookieName::Staff, fresh));
            (jar, Redirect::to("/desk")).into_response()
        }
        Ok(None) => {
            let page = pages::desk::sign_in(&sent.csrf, Some("Имя или пароль не подходят"));
            (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// The cookie of a fresh login, where name and password fit and not too many wrong ones came
/// before. An unknown name takes as long as a wrong password.
async fn open(app: &App, sent: &Sent) -> Result<Option<String>, StoreError> {
    let now = app.clock.now();
    let since = now.checked_sub_signed(TimeDelta::minutes(TRIES_MINUTES)).unwrap_or(now);
    let login: String = sent.login.trim().chars().take(64).collect();
    let staff = app.store.staff(&login).await?;
    let hash = staff.as_ref().map_or(NOBODYS_HASH, |staff| &staff.password_hash).to_owned();
    let password: String = sent.password.chars().take(256).collect();
    let checked = tokio::task::spawn_blocking(move || password::is_of(&hash, &password)).await;
    let is_right = checked.unwrap_or(false);
    let is_throttled = app.store.wrong_passwords(&login, since).await? >= TRIES_MAX;
    let Some(staff) = staff else { return Ok(None) };
    if !is_right || is_throttled {
        app.store.note_wrong_password(&staff.login, now, since).await?;
        let event = DeskEvent::new(&staff.login, Act::WrongPassword, now);
        app.store.note_desk(&event).await?;
        return Ok(None);
    }
    let fresh = random::ticket()?;
    app.store.open_staff_login(&fresh, &staff.login, now, life(app)).await?;
    app.store.note_desk(&DeskEvent::new(&staff.login, Act::SignedIn, now)).await?;
    Ok(Some(fresh))
}

/// `POST /desk/sign-out`.
pub(super) async fn sign_out(
    State(app): State<App>,
    jar: CookieJar,
    desk: AtDesk,
    Form(sent): Form<Sent>,
) -> Response {
    if !desk.sent(&sent.csrf) {
        return forms::expired();
    }
    match app.store.close_staff_login(&desk.ticket).await {
        Ok(()) => {
            let jar = jar.remove(removal(&app, CookieName::Staff));
            (jar, Redirect::to("/desk/sign-in")).into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

fn life(app: &App) -> [Duration; 2] {
    [app.settings.staff_login_life, app.settings.staff_login_idle]
}

/// How many wrong passwords close a login for a while.
const TRIES_MAX: i64 = 10;

/// For how many minutes.
const TRIES_MINUTES: i64 = 15;

/// A hash of a random password that nobody was given.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
