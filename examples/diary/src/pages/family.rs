//! The parent's page: each child, and why one is missing.

use super::layout::{Bar, page};
use super::refusal::organisation;
use crate::config::{AppealRoute, Settings};
use crate::family::{Child, Shown};
use crate::russian;
use maud::{Markup, html};

/// The children, each with its own answer.
#[must_use]
pub fn family(children: &[Child], settings: &Settings, csrf: &str) -> Markup {
    let content = html! {
        h1 id="family" { "Дневники детей" }
        @if children.is_empty() { (nobody(settings)) }
        @else {
            p {
                "На портале Госуслуг у вас "
                (russian::count(children.len(), ["карточка ребёнка", "карточки детей", "карточек детей"]))
                " младше 18 лет."
            }
        }
        ul class="children" {
            @for child in children { li { (one(child, settings)) } }
        }
    };
    page("Дневники детей", Bar::SignedIn { csrf }, &content)
}

fn one(child: &Child, settings: &Settings) -> Markup {
    let name = child.name.expose();
    html! {
        h2 { (name) }
        @match &child.shown {
            Shown::Diary(visit) => {
                p {
                    a class="button" data-child="shown" href={ "/family/" (visit.record()) } {
                        "Открыть дневник" span class="visually-hidden" { ": " (name) }
                    }
                }
            },
            Shown::NotFound(incident) => {
                p data-child="not-found" {
                    b { "Дневник не найден." }
                    " В журнале школы нет записи с такими же данными, как на портале Госуслуг. "
                    "Сообщите об этом в школу"
                    @match settings.appeal_route {
                        AppealRoute::Feedback => {
                            " через " a href=(settings.appeal_address()) { "форму обратной связи" }
                        },
                        AppealRoute::Organisation => {},
                    }
                    "."
                }
                (organisation(settings, incident.code()))
                p class="quiet-text" {
                    "Код обращения для школы: " code { (incident.code()) }
                }
            },
            Shown::BeingChecked => {
                p data-child="being-checked" {
                    b { "Данные ещё проверяются." }
                    " Карточку ребёнка на портале Госуслуг проверяет ЗАГС. Войдите позже."
                }
            },
            Shown::Unavailable => {
                p data-child="unavailable" { "Журнал школы сейчас не отвечает. Войдите позже." }
            },
        }
    }
}

fn nobody(settings: &Settings) -> Markup {
    html! {
        p data-child="none" {
            "На портале Госуслуг в вашем кабинете нет карточек детей младше 18 лет. Добавьте ребёнка: "
            a href=(settings.cabinet_url) { "раздел «Семья и дети»" }
            ", кнопка «Добавить». После проверки в ЗАГС войдите сюда ещё раз. Совершеннолетний "
            "ученик входит в дневник сам."
        }
    }
}
