//! The first page: a door for each, and for a demonstration whom to try.

use super::layout::{Bar, page};
use crate::config::{Case, Hints};
use maud::{Markup, html};

/// The sign-in page, in a demonstration with whom to try.
#[must_use]
pub fn start(hints: Option<&Hints>) -> Markup {
    let content = html! {
        h1 { "Вход в дневник" }
        p { "Ученик и родитель входят каждый под своей учётной записью портала Госуслуг." }
        ul class="doors" {
            li { a class="button" id="sign-in" href="/login" { "Войти как ученик" } }
            li { a class="button" id="sign-in-parent" href="/login/parent" { "Войти как родитель" } }
        }
        p class="quiet-text" {
            "Не удаётся войти? " a id="appeal" href="/appeal" { "Сообщите об этом в школу" } ". "
            "Сотрудникам школы: " a id="desk" href="/desk" { "рабочее место" } "."
        }
        @if let Some(hints) = hints { (cases(hints)) }
    };
    page("Вход", Bar::Visitor, &content)
}

fn cases(hints: &Hints) -> Markup {
    html! {
        section id="cases" aria-labelledby="cases-title" {
            h2 id="cases-title" { "Что попробовать" }
            p {
                "Вместо портала Госуслуг отвечает имитация: на её странице выберите, кем войти. "
                "Согласия дают и отзывают в "
                a id="cabinet" href={ (hints.stand) "/lk" } { "имитации личного кабинета" } ". "
                "Что нажать в каждой семье, шаг за шагом, сказано там же: "
                a id="steps" href={ (hints.stand) "/" } { "«С чего начать»" }
                "; имя ученика ведёт к его семье."
            }
            details open {
                summary { h3 { "Нажмите «Войти как ученик» и выберите" } }
                (list(&hints.pupils))
            }
            details {
                summary { h3 { "Нажмите «Войти как родитель» и выберите" } }
                (list(&hints.parents))
            }
            h3 { "Откройте рабочее место школы" }
            p {
                "Введите там код со страницы отказа. Пароли сотрудников напечатаны при запуске "
                "программы: секретарь предлагает исправление, руководитель подтверждает его, "
                "поддержка читает разбор."
            }
        }
    }
}

fn list(cases: &[Case]) -> Markup {
    html! {
        ul class="cases" {
            @for case in cases {
                li {
                    @if let Some(steps) = &case.steps { a href=(steps) { (case.name) } }
                    @else { b { (case.name) } }
                    " — " (case.shows)
                }
            }
        }
    }
}
