//! The one page for everybody who is not let in, whatever the reason.

use super::layout::{Bar, hidden, page};
use crate::config::{AppealRoute, Settings};
use esia_core::message::{Message, Piece};
use maud::{Markup, html};

/// A message of the catalogue, with its links filled in and a code for the school; without one
/// where the service failed and keeps no case that the code could lead to.
///
/// The page depends on the message alone: it tells nobody why (T-16).
#[must_use]
pub fn refusal(message: Message, settings: &Settings, support_code: Option<&str>) -> Markup {
    let content = html! {
        h1 { "Войти не получилось" }
        div class="message" id="message" data-message=(message.id()) role="alert" {
            @for line in message.pieces().split(|piece| *piece == Piece::LineEnd) {
                p { @for piece in line { (shown(*piece, settings)) } }
            }
        }
        (next(message, settings))
        p { a class="button" id="again" href="/" { "Войти ещё раз" } }
        (organisation(settings, support_code.unwrap_or_default()))
        @if let Some(code) = support_code {
            p class="quiet-text" {
                "Код обращения для школы: " code id="support-code" { (code) } ". "
                "Он действует две недели и не содержит ваших данных."
            }
        }
    };
    page("Войти не получилось", Bar::Visitor, &content)
}

fn shown(piece: Piece, settings: &Settings) -> Markup {
    html! {
        @match piece {
            Piece::Words(words) => (words),
            Piece::AppealLink(words) => a id="appeal" href=(settings.appeal_address()) { (words) },
            Piece::LineEnd => {}
        }
    }
}

/// The route of the second instruction: a button, and a form of our own behind it.
pub(super) fn organisation(settings: &Settings, support_code: &str) -> Markup {
    html! {
        @match settings.appeal_route {
            AppealRoute::Organisation => {
                form class="block" method="post" action="/appeal/form" {
                    (hidden("code", support_code))
                    button class="button quiet" id="organisation" type="submit" {
                        "ОБРАТИТЬСЯ В ОРГАНИЗАЦИЮ"
                    }
                }
            },
            AppealRoute::Feedback => {},
        }
    }
}

/// What a message asks for, step by step, with the way there.
fn next(message: Message, settings: &Settings) -> Markup {
    match message {
        Message::LinkFirst => steps(settings),
        Message::ParentConsentNeeded | Message::OwnConsentNeeded => html! {
            p id="consents" {
                "Запрос ждёт на портале Госуслуг: «Профиль» → «Согласия и доверенности» → "
                a id="consents-link" href=(settings.cabinet_url) { "«Согласия»" }
                ". Чтобы дать согласие, выберите запрос, прочитайте его и нажмите «Подтвердить»."
            }
        },
        Message::SignInFailed
        | Message::CannotVerify
        | Message::ConfirmedAccountNeeded
        | Message::TryTomorrow
        | Message::Unavailable
        | Message::RecordNotFoundMinor
        | Message::RecordNotFoundAdult => html! {},
    }
}

/// D-09: the steps of.
fn steps(settings: &Settings) -> Markup {
    html! {
        section id="link-steps" aria-labelledby="link-steps-title" {
            h2 id="link-steps-title" { "Как привязать учётную запись" }
            ol {
                li {
                    "Родитель открывает " a href=(settings.cabinet_url) { "личный кабинет" }
                    " на портале Госуслуг: раздел «Семья и дети», карточка ребёнка, кнопка «Привязать»."
                }
                li {
                    "Родитель вводит электронную почту, на которую зарегистрирована учётная запись "
                    "ребёнка, и нажимает «Продолжить». Появится код привязки; под ним указан срок "
                    "его действия."
                }
                li {
                    "Ребёнок входит на портал Госуслуг под своей учётной записью, вводит код "
                    "привязки в появившееся окно и нажимает «Привязать». Если окно закрыто, код "
                    "вводят в разделе «Профиль»."
                }
                li { "Если срок действия кода истёк, родитель запрашивает новый." }
                li { "После привязки войдите в дневник ещё раз: родителю придёт запрос согласия." }
            }
        }
    }
}
