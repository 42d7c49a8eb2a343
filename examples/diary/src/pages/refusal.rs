//! The one page for everybody who is not let in, whatever the reason.

use super::layout::page;
use esia_core::message::{Message, Piece};
use maud::{Markup, html};

/// A message of the catalogue, with the appeal link filled in and a code for the school.
///
/// The page depends on the message alone: it tells nobody why (T-16).
#[must_use]
pub fn refusal(message: Message, appeal_url: &str, support_code: &str) -> Markup {
    let content = html! {
        h1 { "Войти не получилось" }
        div class="message" id="message" data-message=(message.id()) role="alert" {
            @for line in message.pieces().split(|piece| *piece == Piece::LineEnd) {
                p { @for piece in line { (shown(*piece, appeal_url)) } }
            }
        }
        p { a class="button" id="again" href="/login" { "Войти ещё раз" } }
        p class="quiet-text" {
            "Код обращения для школы: " code id="support-code" { (support_code) } "."
        }
    };
    page("Войти не получилось", false, &content)
}

fn shown(piece: Piece, appeal_url: &str) -> Markup {
    html! {
        @match piece {
            Piece::Words(words) => (words),
            Piece::AppealLink(words) => a id="appeal" href=(appeal_url) { (words) },
            Piece::LineEnd => {}
        }
    }
}

/// Where the appeal link leads while no form of the school is configured.
#[must_use]
pub fn appeal() -> Markup {
    let content = html! {
        h1 { "Форма обратной связи" }
        p {
            "Здесь школа подключает свою форму обращения: адрес задаётся настройкой "
            code { "--appeal-url" } "."
        }
        p { "Сообщите в школу код обращения, который стоял на странице отказа." }
    };
    page("Форма обратной связи", false, &content)
}
