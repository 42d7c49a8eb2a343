//! Pages of one paragraph: signed out, an expired form, an unknown address, too much of anything.

use super::layout::{Bar, page};
use maud::{Markup, html};

/// What is left to do at a shared computer after signing out here.
#[must_use]
pub fn signed_out(esia_logout: &str) -> Markup {
    let content = html! {
        h1 id="signed-out" { "Вы вышли из дневника" }
        p {
            "Портал Госуслуг ещё помнит вас в этом браузере. На общем компьютере выйдите и оттуда, "
            "чтобы следующий человек не вошёл под вашим именем."
        }
        p { a class="button" id="esia-sign-out" href=(esia_logout) { "Выйти и на Госуслугах" } }
        p { a href="/" { "На страницу входа" } }
    };
    page("Вы вышли", Bar::Visitor, &content)
}

/// A form that is not of this login, or not of this browser any more.
#[must_use]
pub fn expired() -> Markup {
    let content = html! {
        h1 id="expired" { "Форма устарела" }
        p {
            "Страница была открыта слишком давно или в другом окне вы уже вышли. Ничего не "
            "изменено. Откройте страницу заново и повторите."
        }
        p { a class="button" href="/" { "На главную" } }
    };
    page("Форма устарела", Bar::Visitor, &content)
}

/// An address where there is nothing.
#[must_use]
pub fn not_found() -> Markup {
    let content = html! {
        h1 { "Такой страницы нет" }
        p { "Проверьте адрес или начните сначала." }
        p { a class="button" href="/" { "На главную" } }
    };
    page("Такой страницы нет", Bar::Visitor, &content)
}

/// Somebody does something too often; the page does not tell what.
#[must_use]
pub fn too_many() -> Markup {
    let content = html! {
        h1 id="too-many" { "Слишком много попыток" }
        p { "Подождите немного и повторите. Ничего не изменено, данные и вход не заблокированы." }
        p { a class="button" href="/" { "На главную" } }
    };
    page("Слишком много попыток", Bar::Visitor, &content)
}

/// A request that no page of ours sends.
#[must_use]
pub fn not_understood() -> Markup {
    let content = html! {
        h1 id="not-understood" { "Запрос не принят" }
        p { "Он неполный, слишком длинный или шёл слишком долго. Ничего не изменено." }
        p { a class="button" href="/" { "На главную" } }
    };
    page("Запрос не принят", Bar::Visitor, &content)
}
