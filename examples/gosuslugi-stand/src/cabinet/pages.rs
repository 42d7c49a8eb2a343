//! Pages of the cabinet, with the words of the instructions.

use super::Frame;
use crate::consents::{Act, Episode, Notice};
use crate::layout::{self, button};
use crate::portal;
use crate::sign_in;
use families::people::Person;
use maud::{Markup, html};

/// Everybody one can sign in as.
pub(super) fn people(people: &[Person], csrf: &str, next: &str) -> Markup {
    let body = html! {
        p { "Кем войти в личный кабинет?" }
        form method="post" action="/lk/sign-in" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="next" value=(next);
            (sign_in::list(people, "lk-as"))
        }
        //
        p { a href="/recovery" id="lk-recovery" data-testid="lk-recovery" { "Не удаётся войти?" } }
    };
    layout::page("Личный кабинет", &body)
}

/// The first page of a person.
pub(super) fn home(person: &Person, frame: &Frame) -> Markup {
    let body = html! {
        p { "Вы вошли как " strong { (person.full_name()) } "." }
        p { (person.case) }
        h2 { "Документы" }
        ul {
            li { a href="/lk/family" id="lk-family" data-testid="lk-family" { "Семья и дети" } small { "Карточки детей и их учётные записи" } }
            li { a href="/lk/school-portfolio" { "Школьное портфолио" } small { "Согласие для входа в электронный журнал" } }
        }
    };
    frame.page("Личный кабинет", &body)
}

/// «Профиль» — «Согласия и доверенности» — «Согласия».
pub(super) fn consents(episodes: &[(Episode, Person)], frame: &Frame) -> Markup {
    let body = html! {
        p { "Профиль — Согласия и доверенности — Согласия" }
        @if episodes.is_empty() { p { "Согласий нет." } }
        ul {
            @for (episode, subject) in episodes {
                @let test_id = format!("consent-open-{}", subject.key);
                li {
                    a href=(format!("/lk/consents/{}", episode.id)) id=(test_id) data-testid=(test_id) {
                        "«" (episode.service) "»: " (subject.full_name())
                    }
                    small { (episode.standing_name()) }
                }
            }
        }
    };
    frame.page("Согласия", &body)
}

/// «Школьное портфолио»: the same consents, before anybody has asked.
pub(super) fn school_portfolio(
    episodes: &[(Episode, Person)],
    person: &Person,
    frame: &Frame,
) -> Markup {
    let children = episodes.iter().filter(|(_, subject)| subject.oid != person.oid);
    let body = html! {
        p { "Чтобы ребёнок мог входить в электронный журнал, выдайте согласие на обработку его данных. Это можно сделать заранее, не дожидаясь запроса." }
        ul {
            @for (episode, subject) in children {
                @let test_id = format!("portfolio-{}", subject.key);
                li {
                    a href=(format!("/lk/consents/{}", episode.id)) id=(test_id) data-testid=(test_id) {
                        (subject.full_name()) " — «" (episode.service) "»"
                    }
                    small { (episode.standing_name()) }
                }
            }
        }
    };
    frame.page("Школьное портфолио", &body)
}

/// One consent: its text, how it stands, what can be done.
pub(super) fn consent(
    episode: &Episode,
    acts: &[Act],
    subject: &Person,
    person: &Person,
    frame: &Frame,
) -> Markup {
    let body = html! {
        p id="consent-text" data-testid="consent-text" {
            @if subject.oid == person.oid {
                "Согласие на обработку моих персональных данных (" (subject.full_name())
                ") для авторизации в подсистеме «" (episode.service) "»."
            } @else {
                "Согласие на передачу персональных данных моего ребёнка (" (subject.full_name())
                ", дата рождения " (subject.birth_date.format("%d.%m.%Y"))
                ") для его авторизации в подсистеме «" (episode.service) "»."
            }
        }
        p { "Согласие действует до отзыва. Оно относится только к этому ребёнку и этой подсистеме." }
        p {
            "Состояние: "
            strong id="consent-status" data-testid="consent-status" { (episode.standing_name()) }
        }
        form method="post" {
            input type="hidden" name="csrf" value=(frame.csrf);
            @for act in acts {
                @let (name, test_id, value) = act_row(*act);
                (button(name, test_id, ("act", value)))
            }
        }
    };
    frame.page("Согласие", &body)
}

/// «Уведомления».
pub(super) fn notices(notices: &[Notice], others: &[portal::Notice], frame: &Frame) -> Markup {
    let body = html! {
        @if notices.is_empty() && others.is_empty() { p { "Уведомлений нет." } }
        ul {
            @for (number, notice) in notices.iter().enumerate() {
                @let test_id = format!("notice-open-{number}");
                li {
                    a href=(format!("/lk/consents/{}", notice.episode)) id=(test_id) data-testid=(test_id) {
                        (notice.text)
                    }
                }
            }
            @for (number, notice) in others.iter().enumerate() {
                @let test_id = format!("portal-notice-{number}");
                li {
                    a href=(notice.leads_to) id=(test_id) data-testid=(test_id) { (notice.text) }
                    small { (notice.at.format("%d.%m.%Y %H:%M")) }
                }
            }
        }
    };
    frame.page("Уведомления", &body)
}

/// The act behind a button's value.
pub(super) fn act_named(value: &str) -> Option<Act> {
    ACTS.iter().copied().find(|act| act_row(*act).2 == value)
}

/// Name of the button, its test name, its value.
const fn act_row(act: Act) -> (&'static str, &'static str, &'static str) {
    match act {
        Act::Approve => ("Подтвердить", "consent-approve", "approve"),
        Act::Decline => ("Отказать", "consent-decline", "decline"),
        Act::Withdraw => ("Отозвать", "consent-withdraw", "withdraw"),
        Act::Object => ("Возразить", "consent-object", "object"),
        Act::LiftObjection => ("Снять возражение", "consent-lift", "lift"),
    }
}

const ACTS: [Act; 5] = [Act::Approve, Act::Decline, Act::Withdraw, Act::Object, Act::LiftObjection];
