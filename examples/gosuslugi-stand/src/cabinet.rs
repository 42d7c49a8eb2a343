//! The citizen's cabinet (личный кабинет): consents and notices.

mod pages;

use crate::consents::{Act, Episode};
use crate::error::Refusal;
use crate::layout;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::sign_in::forged;
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use families::people::Person;
use maud::Markup;
use serde::Deserialize;
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/lk", get(home))
        .route("/lk/sign-in", post(sign_in))
        .route("/lk/sign-out", post(sign_out))
        .route("/lk/consents", get(consents))
        .route("/lk/consents/{id}", get(consent).post(decide))
        .route("/lk/notices", get(notices))
        .route("/lk/school-portfolio", get(school_portfolio))
}

/// `GET /lk`.
async fn home(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    with_person(&shared, &headers, "/lk", |visitor, person| {
        pages::home(person, &Frame::of(&shared, visitor, "/lk")).into_response()
    })
}

/// The sign-in form of the cabinet.
#[derive(Deserialize)]
pub(crate) struct SignIn {
    csrf: String,
    person: String,
    next: String,
}

/// `POST /lk/sign-in`.
async fn sign_in(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(form): Form<SignIn>,
) -> Response {
    let known = Visitor::known(&shared, &headers).filter(|visitor| visitor.sent(&form.csrf));
    let (Some(visitor), Some(person)) = (known, shared.person_by_key(&form.person)) else {
        return forged();
    };
    // While a binding code lives, its window comes first.
    let has_window = shared.portal().has_window(&person, shared.clock.portal_now());
    let next = if has_window { "/lk/link-code" } else { own_page(&form.next) };
    match visitor.sign_in(&shared, person.oid) {
        Ok(visitor) => visitor.with_cookie(Redirect::to(next).into_response()),
        Err(refusal) => failed(refusal),
    }
}

/// Only pages of the cabinet: no way out to another address (T-11).
pub(crate) fn own_page(next: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-');
    let is_own = next.starts_with("/lk") && next.bytes().all(is_plain);
    if is_own { next } else { "/lk" }
}

/// A form with nothing but its protection.
#[derive(Deserialize)]
pub(crate) struct Plain {
    csrf: String,
}

/// `POST /lk/sign-out`.
async fn sign_out(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(form): Form<Plain>,
) -> Response {
    match Visitor::known(&shared, &headers).filter(|visitor| visitor.sent(&form.csrf)) {
        Some(visitor) => {
            visitor.end(&shared);
            Redirect::to("/lk").into_response()
        }
        None => forged(),
    }
}

/// `GET /lk/consents`.
async fn consents(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    with_person(&shared, &headers, "/lk/consents", |visitor, person| {
        let episodes = episodes_of(&shared, person);
        pages::consents(&episodes, &Frame::of(&shared, visitor, "/lk/consents")).into_response()
    })
}

/// `GET /lk/school-portfolio`: «Школьное портфолио», where consent is given before anybody asks
///
async fn school_portfolio(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    with_person(&shared, &headers, "/lk/school-portfolio", |visitor, person| {
        let episodes = episodes_of(&shared, person);
        let frame = Frame::of(&shared, visitor, "/lk/school-portfolio");
        pages::school_portfolio(&episodes, person, &frame).into_response()
    })
}

/// `GET /lk/consents/{id}`.
async fn consent(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    with_person(&shared, &headers, &format!("/lk/consents/{id}"), |visitor, person| {
        match episodes_of(&shared, person).into_iter().find(|(episode, _)| episode.id == id) {
            Some((episode, subject)) => {
                let frame = Frame::of(&shared, visitor, &format!("/lk/consents/{id}"));
                let acts = episode.allowed(person.oid, shared.clock.now());
                pages::consent(&episode, &acts, &subject, person, &frame).into_response()
            }
            None => nothing(),
        }
    })
}

/// What the buttons of a consent send.
#[derive(Deserialize)]
pub(crate) struct Decision {
    csrf: String,
    act: String,
}

/// `POST /lk/consents/{id}`.
async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Decision>,
) -> Response {
    let known = Visitor::known(&shared, &headers).filter(|visitor| visitor.sent(&form.csrf));
    let Some(person) = known.and_then(|visitor| shared.person(visitor.session.oid?)) else {
        return forged();
    };
    let found = episodes_of(&shared, &person).into_iter().find(|(episode, _)| episode.id == id);
    let (Some((_, subject)), Some(act)) = (found, pages::act_named(&form.act)) else {
        return nothing();
    };
    if act_on(&shared, &id, &subject, &person, act) {
        Redirect::to(&format!("/lk/consents/{id}")).into_response()
    } else {
        let page = layout::message(
            "Действие недоступно",
            "Пока страница была открыта, согласие изменилось. Откройте его заново.",
        );
        (StatusCode::CONFLICT, page).into_response()
    }
}

/// `GET /lk/notices`.
async fn notices(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    with_person(&shared, &headers, "/lk/notices", |visitor, person| {
        let others = shared.portal().notices_of(person.key);
        let register = shared.register();
        let all = register.consents.notices.iter();
        let own: Vec<_> = all.filter(|notice| notice.to == person.oid).cloned().collect();
        drop(register);
        let frame = Frame::of(&shared, visitor, "/lk/notices");
        pages::notices(&own, &others, &frame).into_response()
    })
}

/// What stands around a page of the cabinet.
pub(crate) struct Frame {
    csrf: String,
    panel: Markup,
}

impl Frame {
    fn of(shared: &Shared, visitor: &Visitor, path: &str) -> Self {
        let csrf = visitor.session.csrf.clone();
        let now = shared.clock.portal_now();
        let panel = shared.portal().panel(now, &csrf, path);
        Self { csrf, panel }
    }

    fn page(&self, title: &str, body: &Markup) -> Markup {
        layout::cabinet(title, &self.csrf, body, &self.panel)
    }
}

/// Does one thing to one consent; also behind the robot of the tests.
pub(crate) fn act_on(
    shared: &Shared,
    id: &str,
    subject: &Person,
    actor: &Person,
    act: Act,
) -> bool {
    let (today, now) = (shared.clock.today(), shared.clock.now());
    let is_done = shared.register().consents.act(id, subject, actor.oid, act, today, now);
    tracing::info!(consent = %id, is_done, "an act in the cabinet");
    is_done
}

/// Consents in which the person has a say, each with the pupil it is about.
fn episodes_of(shared: &Shared, person: &Person) -> Vec<(Episode, Person)> {
    let (today, now) = (shared.clock.today(), shared.clock.now());
    let people = shared.people();
    let mut register = shared.register();
    let own: Vec<_> = people
        .iter()
        .filter(|subject| register.consents.actors(subject, today).contains(&person.oid))
        .collect();
    own.into_iter()
        .flat_map(|subject| {
            let episodes = register.consents.episodes_of(subject, today, now);
            episodes.into_iter().map(|episode| (episode, *subject))
        })
        .collect()
}

/// The page for the person who is signed in, else the list of people.
pub(crate) fn with_person(
    shared: &Shared,
    headers: &HeaderMap,
    next: &str,
    page: impl FnOnce(&Visitor, &Person) -> Response,
) -> Response {
    let visitor = match Visitor::open(shared, headers) {
        Ok(visitor) => visitor,
        Err(refusal) => return failed(refusal),
    };
    let answer = match visitor.session.oid.and_then(|oid| shared.person(oid)) {
        Some(person) => page(&visitor, &person),
        None => pages::people(&shared.people(), &visitor.session.csrf, next).into_response(),
    };
    visitor.with_cookie(answer)
}

fn nothing() -> Response {
    let page = layout::message("Не найдено", "Такого согласия в вашем кабинете нет.");
    (StatusCode::NOT_FOUND, page).into_response()
}

fn failed(refusal: Refusal) -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, layout::refusal(&refusal)).into_response()
}
