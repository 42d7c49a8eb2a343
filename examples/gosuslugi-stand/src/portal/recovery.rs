//! «Не удаётся войти?»: a forgotten password, by e-mail or by phone.

use super::account::{is_email, masked_email};
use super::creation_page::{password_fields, rules};
use super::form::{Errors, Field, Fields, Kind, hidden, press};
use super::post::{Content, Message, Readers};
use super::settings::wrong_password;
use super::{before, by_parent};
use crate::layout;
use crate::session::Visitor;
use crate::sign_in::forged;
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::TimeDelta;
use consent_model::child_account::Act;
use consent_model::child_account::phone::PhoneNumber;
use esia_core::secrets::Secret;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /recovery`.
pub(super) async fn show(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    with_visitor(&shared, &headers, |visitor| {
        (StatusCode::OK, ask(&visitor.session.csrf, &Errors::default()))
    })
}

/// `POST /recovery`: the answer is the same whether an account has this address or not (T-16).
pub(super) async fn send(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(visitor) = known(&shared, &headers, &fields) else { return forged() };
    let login = fields.get("login");
    let phone = PhoneNumber::parse(login).ok();
    if phone.is_none() && !is_email(login) {
        let errors =
            Errors::one("login", "Введите электронную почту или номер телефона учётной записи");
        return (StatusCode::UNPROCESSABLE_ENTITY, ask(&visitor.session.csrf, &errors))
            .into_response();
    }
    let now = shared.clock.portal_now();
    let mut portal = shared.portal();
    let owner = match &phone {
        Some(phone) => portal.owner_of_phone(phone),
        None => portal.owner_of_email(login),
    };
    if let Some(owner) = owner {
        let readers = Readers { people: vec![owner], session: visitor.id };
        let to = phone.as_ref().map_or_else(|| login.to_lowercase(), |it| it.expose().to_owned());
        let token = portal.send_recovery(owner, to.clone(), readers.clone(), now);
        if let (Some(token), Some(_)) = (token, &phone) {
            let text = format!("Восстановление доступа: /recovery/{token}");
            portal.post.send_message(Message { to, at: now, text, readers });
        }
    }
    drop(portal);
    layout::page(
        "Восстановление доступа",
        &html! {
            p id="recovery-sent" data-testid="recovery-sent" {
                "Если такая учётная запись есть, мы отправили ссылку для восстановления на указанный адрес или номер."
            }
            p { a href="/simulator/mail" { "Почтовый ящик имитации" } }
        },
    )
    .into_response()
}

/// `GET /recovery/{token}`.
pub(super) async fn show_new(
    State(shared): State<Arc<Shared>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some((_, email)) = account(&shared, &token) else { return gone() };
    with_visitor(&shared, &headers, |visitor| {
        (StatusCode::OK, new_page(&visitor.session.csrf, &token, &email, &Errors::default()))
    })
}

/// `POST /recovery/{token}`: the new password.
pub(super) async fn send_new(
    State(shared): State<Arc<Shared>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(visitor) = known(&shared, &headers, &fields) else { return forged() };
    let Some((key, email)) = account(&shared, &token) else { return gone() };
    let password = Secret::new(fields.exact("password").to_owned());
    if let Some((field, text)) = wrong_password(&password, &fields) {
        let errors = Errors::one(field, text);
        let page = new_page(&visitor.session.csrf, &token, &email, &errors);
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    }
    let now = shared.clock.portal_now();
    let mut portal = shared.portal();
    portal.post.spend(&token);
    let card = portal.accounts.get(key).and_then(|account| account.card);
    if let Some(card) = card.and_then(|number| portal.cards.get_mut(number))
        && let Some(event) = by_parent(card.parent, Act::PasswordChanged)
    {
        // The machine of the account counts its changes; an own account has none here.
        drop(card.take(now, event));
    }
    if let Some(account) = portal.accounts.get_mut(key) {
        account.password = password;
    }
    drop(portal);
    let page = layout::message("Пароль изменён", "Войдите с новым паролем.");
    page.into_response()
}

fn ask(csrf: &str, errors: &Errors) -> Markup {
    let body = html! {
        (errors.summary())
        form method="post" action="/recovery" {
            (hidden(csrf, 0))
            (Field { name: "login", label: "Электронная почта или номер телефона", hint: "На которые зарегистрирована учётная запись", kind: Kind::Text, value: "" }.show(errors))
            (press("Продолжить", "recovery-send", "send"))
        }
    };
    layout::page("Не удаётся войти?", &body)
}

fn new_page(csrf: &str, token: &str, email: &str, errors: &Errors) -> Markup {
    let body = html! {
        (errors.summary())
        p { "Новый пароль учётной записи " strong { (masked_email(email)) } }
        form method="post" action=(format!("/recovery/{token}")) {
            (hidden(csrf, 0))
            (password_fields(None, errors))
            (rules(None))
            (press("Сохранить", "password-save", "password"))
        }
    };
    layout::page("Восстановление пароля", &body)
}

/// Whose password the link opens, while it lives.
fn account(shared: &Shared, token: &str) -> Option<(&'static str, String)> {
    let oldest = before(shared.clock.portal_now(), RECOVERY_LIFE);
    let portal = shared.portal();
    let letter = portal.post.letter(token).filter(|letter| letter.at > oldest)?;
    let Content::Recovery { account } = letter.content else { return None };
    let email = portal.accounts.get(account)?.email.clone();
    Some((account, email))
}

fn known(shared: &Shared, headers: &HeaderMap, fields: &Fields) -> Option<Visitor> {
    let known = Visitor::known(shared, headers)?;
    (known.sent(fields.get("csrf")) && fields.is_sane()).then_some(known)
}

fn with_visitor(
    shared: &Shared,
    headers: &HeaderMap,
    page: impl FnOnce(&Visitor) -> (StatusCode, Markup),
) -> Response {
    match Visitor::open(shared, headers) {
        Ok(visitor) => visitor.with_cookie(page(&visitor).into_response()),
        Err(refusal) => {
            (StatusCode::INTERNAL_SERVER_ERROR, layout::refusal(&refusal)).into_response()
        }
    }
}

fn gone() -> Response {
    let page = layout::message("Ссылка не действует", "Запросите восстановление ещё раз.");
    (StatusCode::NOT_FOUND, page).into_response()
}

/// Ours: no source names it.
const RECOVERY_LIFE: TimeDelta = TimeDelta::minutes(30);
