//! Pages of the cabinet, with the words of the instructions.

use crate::consents::{Act, Episode, Notice};
use crate::layout::{self, button};
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
    };
    layout::page("Личный кабинет", &body)
}

/// The first page of a person.
pub(super) fn home(person: &Person, csrf: &str) -> Markup {
    let body = html! {
        (navigation(csrf))
        p { "Вы вошли как " strong { (person.full_name()) } "." }
        p { (person.case) }
    };
    layout::page("Личный кабинет", &body)
}

/// «Профиль» — «Согласия и доверенности» — «Согласия».
pub(super) fn consents(episodes: &[(Episode, Person)], csrf: &str) -> Markup {
    let body = html! {
        (navigation(csrf))
        p { "Профиль — Согласия и доверенности — Согласия" }
        @if episodes.is_empty() { p { "Согласий нет." } }
        ul {
            @for (episode, subject) in episodes {
                @let test_id = format!("consent-open-{}", subject.key);
                li {
                    a href=(format!("/lk/consents/{}", episode.id)) id=(test_id) data-testid=(test_id) {
                        "«" (episode.service) "»: " (subject.full_name())
                    }
                    small { (episode.standing().name()) }
                }
            }
        }
    };
    layout::page("Согласия", &body)
}

/// One consent: its text, how it stands, what can be done.
pub(super) fn consent(episode: &Episode, subject: &Person, person: &Person, csrf: &str) -> Markup {
    let body = html! {
        (navigation(csrf))
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
            strong id="consent-status" data-testid="consent-status" { (episode.standing().name()) }
        }
        form method="post" {
            input type="hidden" name="csrf" value=(csrf);
            @for act in episode.allowed(person.oid) {
                @let (name, test_id, value) = act_row(act);
                (button(name, test_id, ("act", value)))
            }
        }
    };
    layout::page("Согласие", &body)
}

/// «Уведомления».
pub(super) fn notices(notices: &[Notice], csrf: &str) -> Markup {
    let body = html! {
        (navigation(csrf))
        @if notices.is_empty() { p { "Уведомлений нет." } }
        ul {
            @for (number, notice) in notices.iter().enumerate() {
                @let test_id = format!("notice-open-{number}");
                li {
                    a href=(format!("/lk/consents/{}", notice.episode)) id=(test_id) data-testid=(test_id) {
                        (notice.text)
                    }
                }
            }
        }
    };
    layout::page("Уведомления", &body)
}

/// The act behind a button's value.
pub(super) fn act_named(value: &str) -> Option<Act> {
    ACTS.iter().copied().find(|act| act_row(*act).2 == value)
}

fn navigation(csrf: &str) -> Markup {
    html! {
        nav {
            a href="/lk" { "Личный кабинет" }
            a href="/lk/consents" id="lk-nav-consents" data-testid="lk-nav-consents" { "Согласия" }
            a href="/lk/notices" id="lk-nav-notices" data-testid="lk-nav-notices" { "Уведомления" }
        }
        form method="post" action="/lk/sign-out" {
            input type="hidden" name="csrf" value=(csrf);
            (button("Выйти", "lk-sign-out", ("out", "1")))
        }
    }
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
