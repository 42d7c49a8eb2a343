//! The sign-in page of the stand and the rights page.

use crate::authorize;
use crate::error::{Code, Refusal};
use crate::layout;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::{Pending, Shared};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use families::people::{Person, Role};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/login/{id}", get(people).post(choose))
        .route("/login/{id}/rights", get(rights).post(decide))
}

/// `GET /login/{id}`: everybody one can be.
async fn people(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let answer = waiting(&shared, &id).and_then(|pending| {
        let visitor = Visitor::open(&shared, &headers)?;
        let service = service(&shared, &pending);
        let page = people_page(&shared.people(), &service, &visitor.session.csrf);
        Ok(visitor.with_cookie(page.into_response()))
    });
    answer.unwrap_or_else(gone)
}

/// What the two forms send.
#[derive(Deserialize)]
pub(crate) struct Choice {
    csrf: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    decision: String,
}

/// `POST /login/{id}`: signs in as one of them, or refuses.
async fn choose(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let Some(visitor) = Visitor::known(&shared, &headers).filter(|v| v.sent(&choice.csrf)) else {
        return forged();
    };
    if choice.decision == "refuse" {
        return authorize::refuse(&shared, &id)
            .map_or_else(gone, |to| Redirect::to(&to).into_response());
    }
    let Some(person) = shared.person_by_key(&choice.person) else {
        return gone(Refusal::new(Code::WrongParameter));
    };
    let answer = waiting(&shared, &id).and_then(|_| {
        let visitor = visitor.sign_in(&shared, person.oid)?;
        if let Some(pending) = shared.register().pending.get_mut(&id) {
            pending.grant.oid = person.oid;
            pending.session = Some(visitor.id.clone());
        }
        Ok(visitor.with_cookie(Redirect::to(&format!("/login/{id}/rights")).into_response()))
    });
    answer.unwrap_or_else(gone)
}

/// `GET /login/{id}/rights`: what the system asks for.
async fn rights(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((visitor, pending)) = owner(&shared, &headers, &id) else {
        return Redirect::to(&format!("/login/{id}")).into_response();
    };
    let service = service(&shared, &pending);
    let csrf = &visitor.session.csrf;
    let page = html! {
        p { "Система «" (service) "» (" (pending.grant.client_id) ") запрашивает:" }
        ul {
            @for scope in pending.grant.scope.split(' ') {
                li { (scope_name(scope)) small { (scope) } }
            }
        }
        form method="post" {
            input type="hidden" name="csrf" value=(csrf);
            (layout::button("Предоставить", "rights-grant", ("decision", "grant")))
            (layout::button("Отказаться", "rights-refuse", ("decision", "refuse")))
        }
    };
    layout::page("Предоставление прав доступа", &page).into_response()
}

/// `POST /login/{id}/rights`: back to the system, with a code or a refusal.
async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let owned = owner(&shared, &headers, &id).filter(|(v, _)| v.sent(&choice.csrf));
    let Some((_, pending)) = owned else {
        return forged();
    };
    let answer = match choice.decision.as_str() {
        "grant" => authorize::grant(&shared, &id, pending.grant.oid),
        "refuse" => authorize::refuse(&shared, &id),
        _ => Err(Refusal::new(Code::WrongParameter)),
    };
    answer.map_or_else(gone, |to| Redirect::to(&to).into_response())
}

/// A list of people with a button each; also the way into the cabinet.
pub(crate) fn list(people: &[Person], prefix: &str) -> Markup {
    let part = |title: &str, role: Role| {
        html! {
            h2 { (title) }
            ul {
                @for person in people.iter().filter(|person| person.role == role) {
                    li {
                        (layout::button(
                            &person.full_name(),
                            &format!("{prefix}-{}", person.key),
                            ("person", person.key),
                        ))
                        small { (person.case) }
                    }
                }
            }
        }
    };
    html! {
        (part("Ученики", Role::Pupil))
        (part("Родители", Role::Parent))
        (part("Школа", Role::Staff))
    }
}

/// The answer to a form that no page of this browser's session sent.
pub(crate) fn forged() -> Response {
    let page = layout::message("Форма устарела", "Откройте страницу заново и повторите.");
    (StatusCode::FORBIDDEN, page).into_response()
}

fn people_page(people: &[Person], service: &str, csrf: &str) -> Markup {
    let body = html! {
        p { "Вход в систему «" (service) "». Кем войти?" }
        form method="post" {
            input type="hidden" name="csrf" value=(csrf);
            (list(people, "login-as"))
            (layout::button("Отказаться", "login-refuse", ("decision", "refuse")))
        }
    };
    layout::page("Вход", &body)
}

fn waiting(shared: &Shared, id: &str) -> Result<Pending, Refusal> {
    let now = shared.clock.now();
    let found = shared.register().pending.get(id).cloned();
    found.filter(|pending| pending.expires_at > now).ok_or(Refusal::new(Code::SpentGrant))
}

/// The waiting request and the session that signed in for it.
fn owner(shared: &Shared, headers: &HeaderMap, id: &str) -> Option<(Visitor, Pending)> {
    let pending = waiting(shared, id).ok()?;
    let visitor = Visitor::known(shared, headers)?;
    (pending.session.as_ref() == Some(&visitor.id)).then_some((visitor, pending))
}

fn service(shared: &Shared, pending: &Pending) -> String {
    let register = shared.register();
    register.clients.get(&pending.grant.client_id).map_or_else(String::new, |c| c.service.clone())
}

fn gone(refusal: Refusal) -> Response {
    (StatusCode::BAD_REQUEST, layout::refusal(&refusal)).into_response()
}

fn scope_name(scope: &str) -> &'static str {
    match scope {
        "openid" => "Вход через учётную запись",
        "fullname" => "Фамилия, имя, отчество",
        "birthdate" => "Дата рождения",
        "gender" => "Пол",
        "snils" => "СНИЛС",
        "birth_cert_doc" => "Свидетельство о рождении",
        "kid_fullname" => "Фамилия, имя, отчество ребёнка",
        "kid_birthdate" => "Дата рождения ребёнка",
        "kid_gender" => "Пол ребёнка",
        "kid_snils" => "СНИЛС ребёнка",
        "kid_birth_cert_doc" => "Свидетельство о рождении ребёнка",
        _ => "Другие данные",
    }
}
