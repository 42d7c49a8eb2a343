//! «Привязать»: e-mail, «Продолжить», code; the child's window and the block in «Профиль»
//!

use super::account::masked_name;
use super::form::{Errors, Field, Fields, Kind, hidden, press, radio};
use super::link::NoCode;
use super::visit::{self, Visit, nothing, to};
use super::{Portal, family, representative, words};
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use consent_model::actor::Actor;
use consent_model::child_account;
use consent_model::linking::{Act, StateKind};
use consent_model::personal::Email;
use consent_model::reason::Reason;
use families::people::Person;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /lk/family/{card}/link`.
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        page(visit, portal, number, StatusCode::OK, &Errors::default())
    })
}

/// `POST /lk/family/{card}/link`: one of the buttons.
pub(super) async fn send(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        let Some(child) = child_of(visit, portal, number) else { return nothing() };
        let parent = visit.person.key;
        let done = match fields.get("press") {
            "email" => match Email::parse(fields.get("email")) {
                Ok(email) => portal.start(&child, parent, email, visit),
                Err(_) => Err("Введите электронную почту ребёнка"),
            },
            "confirm" => portal.issue_code(&child, parent, false, visit.now).map_err(no_code),
            // Pressed twice, the second press is about a page that shows an old code.
            "again" if !portal.is_current(&child, parent, fields.get("made-for")) => Ok(()),
            "again" => portal.issue_code(&child, parent, true, visit.now).map_err(no_code),
            _ => return nothing(),
        };
        match done {
            Ok(()) => to(&path(number)),
            Err(text) => {
                let errors = Errors::one("email", text);
                page(visit, portal, number, StatusCode::UNPROCESSABLE_ENTITY, &errors)
            }
        }
    })
}

fn no_code(refused: NoCode) -> &'static str {
    match refused {
        NoCode::Refused(reason) => words::reason(reason),
        NoCode::TooMany => "Сегодня кодов запрошено слишком много. Попробуйте завтра.",
    }
}

fn no_entry(refused: NoCode) -> &'static str {
    match refused {
        NoCode::Refused(reason) => words::reason(reason),
        NoCode::TooMany => "Сегодня неверных кодов введено слишком много. Попробуйте завтра.",
    }
}

/// The child of the person's own verified card.
fn child_of(visit: &Visit<'_>, portal: &mut Portal, number: usize) -> Option<Person> {
    let card = portal.card_of(visit.person.key, number)?;
    let is_verified = card.kind() == child_account::StateKind::Verified;
    card.child.filter(|_| is_verified).and_then(|key| visit.registered(key))
}

fn page(
    visit: &Visit<'_>,
    portal: &mut Portal,
    number: usize,
    status: StatusCode,
    errors: &Errors,
) -> Response {
    let Some(child) = child_of(visit, portal, number) else { return nothing() };
    let Some(link) = portal.link(&child, visit.person.key).map(|link| link.clone()) else {
        return nothing();
    };
    let state = link.state();
    let typed = state.email().map_or("", |email| email.expose());
    let form = |body: &Markup| {
        html! {
            form method="post" action=(path(number)) { (hidden(&visit.csrf, state.sequence())) (body) }
        }
    };
    let ask = html! {
        p { "Введите электронную почту, на которую зарегистрирована учётная запись ребёнка." }
        (Field { name: "email", label: "Электронная почта ребёнка", hint: "", kind: Kind::Email, value: "" }.show(errors))
        (press("Далее", "link-email", "email"))
    };
    let body = html! {
        (errors.summary())
        p.crumbs { a href=(family::path(number)) { (child.full_name()) } }
        @match state.kind() {
            StateKind::Unlinked | StateKind::Closed => (form(&ask)),
            StateKind::Expired => {
                p id="code-expired" data-testid="code-expired" { (words::reason(Reason::CodeDead)) }
                (form(&ask))
            }
            StateKind::Voided => {
                p id="code-void" data-testid="code-void" { "Код привязки больше не действует. Запросите новый код." }
                (form(&ask))
            }
            StateKind::TargetGiven => {
                p { "Подтвердите, что учётная запись с почтой " strong { (typed) } " принадлежит вашему ребёнку." }
                (form(&press("Продолжить", "link-confirm", "confirm")))
                details { summary { "Указать другую почту" } (form(&ask)) }
            }
            StateKind::CodeIssued => {
                p { "Код привязки. Скопируйте его и отправьте ребёнку: он вводит код на Госуслугах в своей учётной записи." }
                p.code id="code" data-testid="code" { (link.code.as_ref().map_or("", |code| code.expose())) }
                @if let Some(code) = state.code() {
                    p id="code-life" data-testid="code-life" { "Код действует до " (code.expires_at().format("%H:%M:%S")) ". Если за это время привязать учётную запись не получилось, запросите код заново." }
                }
                (form(&press("Запросить код заново", "link-again", "again")))
            }
            StateKind::Linked => {
                p id="link-done" data-testid="link-done" { "Учётная запись ребёнка привязана к вашей." }
            }
        }
    };
    visit.page_with(status, portal, "Привязка учётной записи ребёнка", &body)
}

/// `GET /lk/link-code`: the window that opens at sign-in while a code lives.
pub(super) async fn window(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    visit::open(&shared, &headers, "/lk/link-code", |visit, portal| {
        let waiting = portal.waiting_for_code(visit.person.key, visit.now);
        if waiting.is_empty() {
            return to(PROFILE);
        }
        let body = html! {
            (block(visit, &waiting, &Errors::default()))
            form method="post" action=(PROFILE) {
                (hidden(&visit.csrf, 0))
                (press("Закрыть", "code-close", "close"))
            }
        };
        visit.page(portal, "Введите код привязки", &body)
    })
}

/// `GET /lk/profile`: «Профиль».
pub(super) async fn profile(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    visit::open(&shared, &headers, PROFILE, |visit, portal| {
        profile_page(visit, portal, StatusCode::OK, &Errors::default())
    })
}

/// `POST /lk/profile`: a code, or the window is closed.
pub(super) async fn enter(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, PROFILE, &fields, |visit, portal| {
        let Some(child) = visit.registered(visit.person.key) else { return nothing() };
        let waiting = portal.waiting_for_code(child.key, visit.now);
        if fields.get("press") == "close" {
            for parent in waiting {
                if let Some(link) = portal.link(&child, parent) {
                    drop(link.take(visit.now, Actor::Pupil, Act::WindowClosed));
                }
            }
            return to("/lk");
        }
        let named = child.parents.iter().find(|parent| **parent == fields.get("who")).copied();
        let dead = Err(NoCode::Refused(Reason::CodeDead));
        let answer = named.map_or(dead, |parent| {
            portal.enter_code(&child, parent, fields.get("code"), visit.now)
        });
        match answer {
            Ok(()) => to(PROFILE),
            Err(refused) => {
                let errors = Errors::one("code", no_entry(refused));
                profile_page(visit, portal, StatusCode::UNPROCESSABLE_ENTITY, &errors)
            }
        }
    })
}

fn profile_page(
    visit: &Visit<'_>,
    portal: &mut Portal,
    status: StatusCode,
    errors: &Errors,
) -> Response {
    let person = &visit.person;
    let waiting = portal.waiting_for_code(person.key, visit.now);
    let linked: Vec<Person> = person
        .parents
        .iter()
        .filter(|parent| portal.is_linked(person.key, parent))
        .filter_map(|parent| visit.registered(parent))
        .collect();
    let account = portal.accounts.get(person.key);
    let body = html! {
        (errors.summary())
        @if waiting.is_empty() { div id="code" tabindex="-1" {} }
        (block(visit, &waiting, errors))
        dl {
            div { dt { "Имя" } dd { (person.full_name()) } }
            @if let Some(account) = account {
                div { dt { "Электронная почта" } dd { (account.email) } }
                @if let Some(phone) = &account.phone { div { dt { "Телефон" } dd { (phone.expose()) } } }
            }
        }
        @if !linked.is_empty() {
            h2 { "Кто управляет учётной записью" }
            ul { @for parent in &linked { li data-testid=(format!("linked-{}", parent.key)) { (parent.full_name()) } } }
        }
        h2 { "Согласия и доверенности" }
        ul { li { a href="/lk/consents" id="profile-consents" data-testid="profile-consents" { "Согласия" } } }
    };
    visit.page_with(status, portal, "Профиль", &body)
}

/// The block for the code; who links is shown masked (T-04). Where both representatives wait, the
/// child says whose code it is: a wrong one costs a try of that code alone.
fn block(visit: &Visit<'_>, waiting: &[&'static str], errors: &Errors) -> Markup {
    let named: Vec<(&str, String)> = waiting
        .iter()
        .filter_map(|key| Some((*key, masked_name(&visit.registered(key)?))))
        .collect();
    let options: Vec<(&str, &str)> =
        named.iter().map(|(key, name)| (*key, name.as_str())).collect();
    html! {
        @if let Some((first, _)) = options.first() {
            section.window aria-labelledby="code-title" {
                h2 id="code-title" { "Код привязки" }
                p id="code-from" data-testid="code-from" {
                    "Вашу учётную запись хочет привязать к своей: "
                    @for (position, (_, name)) in options.iter().enumerate() {
                        @if position > 0 { " и " }
                        strong { (name) }
                    }
                    // A masked name ends in a full stop.
                    " Если вы не знаете этого человека, код не вводите."
                }
                form method="post" action=(PROFILE) {
                    (hidden(&visit.csrf, 0))
                    @if options.len() > 1 {
                        (radio("who", "От кого код", &options, "", errors))
                    } @else {
                        input type="hidden" name="who" value=(first);
                    }
                    (Field { name: "code", label: "Код привязки", hint: "", kind: Kind::Digits, value: "" }.show(errors))
                    (press("Привязать", "code-enter", "code"))
                }
            }
        }
    }
}

impl Portal {
    /// The e-mail is given; whether an account has it, nobody learns here (T-16).
    fn start(
        &mut self,
        child: &Person,
        parent: &'static str,
        email: Email,
        visit: &Visit<'_>,
    ) -> Result<(), &'static str> {
        let (Some(by), Some(link)) = (representative(parent), self.link(child, parent)) else {
            return Err(words::reason(Reason::Unavailable));
        };
        link.take(visit.now, by, Act::LinkStarted { email, card: true })
            .map(drop)
            .map_err(words::reason)
    }

    /// Whether a page was made for the link as it is now.
    fn is_current(&mut self, child: &Person, parent: &'static str, made_for: &str) -> bool {
        let link = self.link(child, parent);
        link.is_some_and(|link| link.state().sequence().to_string() == made_for)
    }

    /// Whether a window has to open at the sign-in of this person.
    pub(crate) fn has_window(
        &self,
        person: &Person,
        now: chrono::DateTime<chrono::FixedOffset>,
    ) -> bool {
        !self.waiting_for_code(person.key, now).is_empty()
    }
}

fn path(number: usize) -> String {
    format!("{}/link", family::path(number))
}

const PROFILE: &str = "/lk/profile";

#[cfg(test)]
mod tests {
    use super::{Errors, Visit, block};
    use chrono::DateTime;
    use families::people::people;

    #[test]
    fn where_both_parents_wait_the_child_says_whose_code_it_is() {
        let now = DateTime::parse_from_rfc3339("2026-09-01T09:00:00+03:00").unwrap();
        let roster = people(now.date_naive());
        let person = *roster.iter().find(|person| person.key == "asked-pupil").unwrap();
        let (path, csrf) = (String::new(), String::new());
        let visit = Visit { person, path, now, roster: &roster, csrf };
        let page = block(&visit, &["asked-mother", "asked-father"], &Errors::default());
        let page = page.into_string();
        for part in ["Ольга О.", "Павел О.", "id=\"who-asked-mother\"", "id=\"who-asked-father\""]
        {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("Образцов") && !page.contains("type=\"hidden\" name=\"who\""));
        assert_eq!(page.matches(" id=\"code\"").count(), 1);
        let nobody = block(&visit, &[], &Errors::default()).into_string();
        assert_eq!(nobody, "");
    }
}
