//! The controls of the simulation, outside the frame of the simulated portal: its clock, the
//! registry's answers, the letters and the SMS.

use super::form::{Fields, press};
use super::post::Content;
use super::registry::Registry;
use super::visit::nothing;
use super::{Portal, creation};
use crate::session::Visitor;
use crate::sign_in::forged;
use crate::state::Shared;
use crate::{cabinet, layout};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::{DateTime, FixedOffset, TimeDelta};
use families::people::Person;
use maud::{Markup, html};
use std::sync::Arc;

impl Portal {
    /// The panel under every page of the cabinet.
    pub(crate) fn panel(&self, now: DateTime<FixedOffset>, csrf: &str, path: &str) -> Markup {
        let hidden = html! {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(path);
        };
        html! {
            aside.panel aria-labelledby="panel" {
                h2 id="panel" { "Управление имитацией" }
                p { "Этого на портале нет. Часы имитации: " strong id="clock" data-testid="clock" { (now.format("%d.%m.%Y %H:%M")) } }
                form method="post" action="/simulator/clock" {
                    (hidden)
                    @for (minutes, name) in STEPS {
                        (layout::button(name, &format!("clock-{minutes}"), ("minutes", &minutes.to_string())))
                    }
                }
                form method="post" action="/simulator/registry" {
                    (hidden)
                    p { "ЗАГС " (self.registry().row().1) ". Пусть он:" }
                    @for registry in Registry::ALL {
                        @let (value, name) = registry.row();
                        (layout::button(name, &format!("registry-{value}"), ("registry", value)))
                    }
                }
                p {
                    a href="/simulator/mail" id="mail" data-testid="mail" { "Почтовый ящик" } " · "
                    a href="/simulator/sms" id="sms" data-testid="sms" { "СМС" } " · "
                    a href="/" { "С чего начать" }
                }
            }
        }
    }
}

/// `POST /simulator/clock`: lets time pass at the portal; tokens and requests keep real time.
pub(super) async fn clock(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    if known(&shared, &headers, &fields).is_none() {
        return forged();
    }
    let asked = STEPS.iter().find(|(minutes, _)| minutes.to_string() == fields.get("minutes"));
    if let Some(step) = asked.and_then(|(minutes, _)| TimeDelta::try_minutes(*minutes)) {
        shared.clock.advance_portal(step);
        shared.portal().settle(shared.roster(), shared.clock.portal_now());
    }
    Redirect::to(cabinet::own_page(fields.get("next"))).into_response()
}

/// `POST /simulator/registry`.
pub(super) async fn registry(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    if known(&shared, &headers, &fields).is_none() {
        return forged();
    }
    let asked = Registry::ALL.into_iter().find(|it| it.row().0 == fields.get("registry"));
    if let Some(registry) = asked {
        shared.portal().set_registry(registry);
    }
    Redirect::to(cabinet::own_page(fields.get("next"))).into_response()
}

/// `GET /simulator/mail`: the letters of this browser and this family.
pub(super) async fn mail(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let Some((visitor, person)) = reader(&shared, &headers) else { return nothing() };
    let letters = shared.portal().post.letters_for(person.map(|it| it.key), &visitor.id);
    let body = html! {
        @if letters.is_empty() { p { "Писем нет." } }
        ul {
            @for (position, letter) in letters.iter().enumerate() {
                @let test_id = format!("letter-{position}");
                li {
                    a href=(format!("/simulator/mail/{}", letter.token)) id=(test_id) data-testid=(test_id) { (subject(&letter.content)) }
                    small { (letter.to) ", " (letter.at.format("%d.%m.%Y %H:%M")) }
                }
            }
        }
        p { a href="/lk" { "На портал" } }
    };
    layout::page("Почтовый ящик имитации", &body).into_response()
}

/// `GET /simulator/mail/{letter}`.
pub(super) async fn letter(
    State(shared): State<Arc<Shared>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((visitor, person)) = reader(&shared, &headers) else { return nothing() };
    let letters = shared.portal().post.letters_for(person.map(|it| it.key), &visitor.id);
    let Some(letter) = letters.into_iter().find(|letter| letter.token == token) else {
        return nothing();
    };
    let body = html! {
        p { "Здравствуйте" }
        @match &letter.content {
            Content::Confirm { child, .. } => {
                p { "Вы указали этот адрес электронной почты для учётной записи ребёнка на Госуслугах" }
                p { strong { "Подтвердите адрес, чтобы создать учётную запись" } }
                p { "Имя ребёнка: " (child) }
                p { "Адрес почты: " (letter.to) }
                form method="post" action=(format!("/simulator/mail/{token}")) {
                    input type="hidden" name="csrf" value=(visitor.session.csrf);
                    (press("Подтвердить адрес", "letter-confirm", "confirm"))
                }
                p { "Если не добавляли адрес, обратитесь в службу поддержки" }
            }
            Content::Created => {
                p { "Учётная запись ребёнка создана." }
                p { a href="/lk" { "Войти на портал" } }
            }
            Content::Recovery { .. } => {
                p { "Чтобы задать новый пароль, перейдите по ссылке." }
                p { a href=(format!("/recovery/{token}")) id="letter-recovery" data-testid="letter-recovery" { "Восстановить пароль" } }
            }
        }
        p { a href="/simulator/mail" { "Все письма" } }
    };
    layout::page(subject(&letter.content), &body).into_response()
}

/// `POST /simulator/mail/{letter}`: «Подтвердить адрес».
pub(super) async fn confirm(
    State(shared): State<Arc<Shared>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(visitor) = known(&shared, &headers, &fields) else { return forged() };
    let person = visitor.session.oid.and_then(|oid| shared.person(oid));
    let now = shared.clock.portal_now();
    let mut portal = shared.portal();
    portal.settle(shared.roster(), now);
    let own = portal.post.letters_for(person.map(|it| it.key), &visitor.id);
    let card = own.iter().find_map(|letter| match letter.content {
        Content::Confirm { card, .. } if letter.token == token => Some(card),
        Content::Confirm { .. } | Content::Created | Content::Recovery { .. } => None,
    });
    let is_done = card.is_some() && portal.confirm_address(&token, now);
    drop(portal);
    match card {
        None => nothing(),
        Some(card) if is_done => Redirect::to(&creation::path(card)).into_response(),
        Some(card) => {
            let body = html! {
                p id="letter-void" data-testid="letter-void" { "Ссылка из этого письма больше не действует." }
                p { a href=(creation::path(card)) { "Вернуться к созданию учётной записи" } }
            };
            layout::page("Ссылка не действует", &body).into_response()
        }
    }
}

/// `GET /simulator/sms`.
pub(super) async fn sms(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let Some((visitor, person)) = reader(&shared, &headers) else { return nothing() };
    let messages = shared.portal().post.messages_for(person.map(|it| it.key), &visitor.id);
    let body = html! {
        @if messages.is_empty() { p { "СМС нет." } }
        ul {
            @for (position, message) in messages.iter().enumerate() {
                li {
                    span id=(format!("sms-{position}")) data-testid=(format!("sms-{position}")) { (message.text) }
                    small { (message.to) ", " (message.at.format("%d.%m.%Y %H:%M")) }
                }
            }
        }
        p { a href="/lk" { "На портал" } }
    };
    layout::page("СМС имитации", &body).into_response()
}

fn reader(shared: &Shared, headers: &HeaderMap) -> Option<(Visitor, Option<Person>)> {
    let visitor = Visitor::known(shared, headers)?;
    let person = visitor.session.oid.and_then(|oid| shared.person(oid));
    Some((visitor, person))
}

fn known(shared: &Shared, headers: &HeaderMap, fields: &Fields) -> Option<Visitor> {
    let known = Visitor::known(shared, headers)?;
    (known.sent(fields.get("csrf")) && fields.is_sane()).then_some(known)
}

const fn subject(content: &Content) -> &'static str {
    match content {
        Content::Confirm { .. } => "Подтвердите электронную почту",
        Content::Created => "Учётная запись ребёнка создана",
        Content::Recovery { .. } => "Восстановление доступа",
    }
}

/// Minutes, and what the button says.
const STEPS: [(i64, &str); 5] = [
    (1, "+1 минута"),
    (20, "+20 минут"),
    (24 * 60, "+1 день"),
    (31 * 24 * 60, "+31 день"),
    (366 * 24 * 60, "+1 год"),
];
