//! Signing in at the desk, and who sits there.

use crate::address::Address;
use crate::app::App;
use crate::desk::password;
use crate::limits::Limit;
use crate::routes::answer::HeldBack;
use crate::routes::{CookieName, broken, cookie, forms, removal, store_failed, ticket, too_many};
use crate::store::{Act, DeskEvent, Role, Staff, StoreError};
use crate::{csrf, pages, random};
use axum::Form;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
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
        Err(error) => broken(&app, "no_randomness", &error),
    }
}

/// `POST /desk/sign-in`.
pub(super) async fn sign_in(
    State(app): State<App>,
    address: Address,
    jar: CookieJar,
    Form(sent): Form<Sent>,
) -> Response {
    if !forms::is_ours(&app, &jar, &sent.csrf) {
        return forms::expired();
    }
    match open(&app, address, &sent).await {
        Ok(Tried::Open(fresh)) => {
            // Whoever sat here before, or planted the cookie, is not signed in beside.
            if let Some(before) = ticket(&app, &jar, CookieName::Staff)
                && let Err(error) = app.store.close_staff_login(&before).await
            {
                return store_failed(&app, &error);
            }
            let jar = jar.add(cookie(&app, CookieName::Staff, fresh));
            (jar, Redirect::to("/desk")).into_response()
        }
        Ok(Tried::Wrong(tries)) => {
            let page = pages::desk::sign_in(&sent.csrf, Some("Имя или пароль не подходят"));
            HeldBack::longer((StatusCode::UNPROCESSABLE_ENTITY, page).into_response(), tries)
        }
        Ok(Tried::TooOften(limit)) => too_many(&app, limit),
        Err(error) => store_failed(&app, &error),
    }
}

/// What came of a name and a password.
enum Tried {
    /// The cookie of a fresh login.
    Open(String),
    /// They do not fit; so many wrong ones came from there of late.
    Wrong(u32),
    TooOften(Limit),
}

/// Each try is counted before it is looked at, so that many at once are as many. An unknown name
/// counts and takes as long as a wrong password. Nobody is shut out by a stranger: who signed in
/// from an address before is counted there alone (T-03).
async fn open(app: &App, address: Address, sent: &Sent) -> Result<Tried, StoreError> {
    let now = app.clock.now();
    let login: String = sent.login.trim().chars().take(64).collect();
    let (here, address) = (format!("{login} {}", address.expose()), address.expose());
    let limits = &app.settings.limits;
    let mut counted = vec![
        (Limit::PasswordsOfDesk, here.as_str(), limits.passwords_of_desk),
        (Limit::PasswordsOfAddress, address.as_str(), limits.passwords_of_address),
    ];
    if !app.store.knows_desk(&here, now).await? {
        counted.push((Limit::PasswordsOfLogin, login.as_str(), limits.passwords_of_login));
    }
    let mut tries = 0;
    for (limit, whose, max) in &counted {
        let number = app.store.count(*limit, whose, now).await?;
        if number > i64::from(*max) {
            return Ok(Tried::TooOften(*limit));
        }
        if *limit == Limit::PasswordsOfDesk {
            tries = u32::try_from(number).unwrap_or(u32::MAX);
        }
    }
    let staff = app.store.staff(&login).await?;
    let hash = staff.as_ref().map_or(NOBODYS_HASH, |staff| &staff.password_hash).to_owned();
    let password: String = sent.password.chars().take(256).collect();
    let checked = tokio::task::spawn_blocking(move || password::is_of(&hash, &password)).await;
    let Some(staff) = staff else { return Ok(Tried::Wrong(tries)) };
    if !checked.unwrap_or(false) {
        app.store.note_desk(&DeskEvent::new(&staff.login, Act::WrongPassword, now)).await?;
        return Ok(Tried::Wrong(tries));
    }
    for (limit, whose, _) in &counted {
        app.store.uncount(*limit, whose, now).await?;
    }
    app.store.know_desk(&here, now).await?;
    let fresh = random::ticket()?;
    app.store.open_staff_login(&fresh, &staff.login, now, life(app)).await?;
    app.store.note_desk(&DeskEvent::new(&staff.login, Act::SignedIn, now)).await?;
    Ok(Tried::Open(fresh))
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

/// A hash of a random password that nobody was given.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
