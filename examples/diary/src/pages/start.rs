//! The first page: one button, and for a demonstration whom to try.

use super::layout::page;
use crate::config::Hints;
use maud::{Markup, html};

/// The sign-in page, in a demonstration with whom to try.
#[must_use]
pub fn start(hints: Option<&Hints>) -> Markup {
    let content = html! {
        h1 { "Вход в дневник" }
        p { "Ученик входит под своей учётной записью портала Госуслуг." }
        p { a class="button" id="sign-in" href="/login" { "Войти через Госуслуги" } }
        @if let Some(hints) = hints { (cases(hints)) }
    };
    page("Вход", false, &content)
}

fn cases(hints: &Hints) -> Markup {
    html! {
        section id="cases" {
            h2 { "Что попробовать" }
            p class="quiet-text" {
                "Вместо портала Госуслуг отвечает имитация: на её странице выберите, кем войти. "
                "Согласия дают и отзывают в "
                a id="cabinet" href={ (hints.stand) "/lk" } { "имитации личного кабинета" } "."
            }
            ul class="cases" {
                @for (name, case) in &hints.pupils { li { b { (name) } " — " (case) } }
            }
        }
    }
}
