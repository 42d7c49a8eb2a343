//! «Настроить профиль»: password, phone, e-mail, deletion.

use super::account::is_email;
use super::creation::generated_password;
use super::creation_page::{password_fields, rules};
use super::form::{Errors, Field, Fields, Kind, hidden, press, tick};
use super::post::{Content, Letter, Notice, Readers};
use super::visit::{self, Visit, nothing, to};
use super::{Consequence, Portal, by_parent, family, representative, words};
use crate::random;
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use consent_model::child_account::password::faults;
use consent_model::child_account::phone::PhoneNumber;
use consent_model::child_account::{Act, StateKind};
use consent_model::linking;
use consent_model::reason::Reason;
use esia_core::secrets::Secret;
use families::people::Person;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `GET /lk/family/{card}/settings`; `?part=` opens one of the parts.
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        let part = query.get("part").and_then(|name| Part::named(name));
        let done = query.contains_key("done");
        page(visit, portal, number, &Shown { part, done, ..Shown::default() })
    })
}

/// `POST /lk/family/{card}/settings`.
pub(super) async fn send(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        let Some((child, account_card)) = portal.managed(visit, number) else { return nothing() };
        let mut change = Change { visit, portal, child, account_card };
        let (part, answer) = match fields.get("press") {
            "current" => (Part::Password, change.ask_new(&fields)),
            "password" => (Part::Password, change.password(&fields)),
            "generate" => {
                let shown = Shown {
                    part: Some(Part::Password),
                    permit: fields.get("permit").to_owned(),
                    password: generated_password(),
                    ..Shown::default()
                };
                return page(visit, portal, number, &shown);
            }
            "phone" => (Part::Phone, change.phone(&fields)),
            "email" => (Part::Email, change.email(&fields)),
            "delete" => (Part::Delete, change.delete(&fields)),
            _ => return nothing(),
        };
        match answer {
            Ok(Answer::Done) if part == Part::Delete => to(&family::path(number)),
            Ok(Answer::Done) => to(&format!("{}?done=1", path(number))),
            Ok(Answer::AskNew(permit)) => {
                page(visit, portal, number, &Shown { part: Some(part), permit, ..Shown::default() })
            }
            Err((field, text)) => {
                let permit = if field == "current" { "" } else { fields.get("permit") };
                let (permit, errors) = (permit.to_owned(), Errors::one(field, text));
                let shown = Shown { part: Some(part), errors, permit, ..Shown::default() };
                page(visit, portal, number, &shown)
            }
        }
    })
}

/// A part of the settings.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Part {
    Password,
    Phone,
    Email,
    Delete,
}

impl Part {
    const ALL: [Self; 4] = [Self::Password, Self::Phone, Self::Email, Self::Delete];

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Password => ("password", "Сменить пароль"),
            Self::Phone => ("phone", "Добавить или изменить номер телефона"),
            Self::Email => ("email", "Изменить электронную почту"),
            Self::Delete => ("delete", "Удалить учётную запись ребёнка"),
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.row().0 == name)
    }
}

/// What the page shows beyond the list.
#[derive(Default)]
struct Shown {
    part: Option<Part>,
    errors: Errors,
    /// What stands for the current password once it was right: the next page asks for the new one
    /// and no page gives a typed password back.
    permit: String,
    password: Option<Secret>,
    done: bool,
}

enum Answer {
    Done,
    AskNew(String),
}

/// What is wrong, at its field.
pub(super) type Wrong = (&'static str, &'static str);

/// One change to a child's account.
struct Change<'a> {
    visit: &'a Visit<'a>,
    portal: &'a mut Portal,
    child: Person,
    /// The card whose machine the account is.
    account_card: usize,
}

impl Change<'_> {
    fn ask_new(&mut self, fields: &Fields) -> Result<Answer, Wrong> {
        let account = self.portal.accounts.get_mut(self.child.key);
        let known = account.filter(|it| it.password.expose() == fields.exact("current"));
        let (Some(account), Ok(permit)) = (known, random::token()) else {
            return Err(("current", WRONG_CURRENT));
        };
        account.permit = Some(permit.clone());
        Ok(Answer::AskNew(permit))
    }

    fn password(&mut self, fields: &Fields) -> Result<Answer, Wrong> {
        let permit = self.portal.accounts.get(self.child.key).and_then(|it| it.permit.as_deref());
        if permit != Some(fields.get("permit")) {
            return Err(("current", WRONG_CURRENT));
        }
        let password = Secret::new(fields.exact("password").to_owned());
        // The machine has one event for a changed password and does not judge it again.
        if let Some(wrong) = wrong_password(&password, fields) {
            return Err(wrong);
        }
        self.step(Act::PasswordChanged, "password")?;
        if let Some(account) = self.portal.accounts.get_mut(self.child.key) {
            (account.password, account.permit) = (password, None);
        }
        self.tell("Пароль учётной записи ребёнка изменён");
        Ok(Answer::Done)
    }

    fn phone(&mut self, fields: &Fields) -> Result<Answer, Wrong> {
        let phone = PhoneNumber::parse(fields.get("phone"))
            .map_err(|_| ("phone", "Введите номер телефона: +7 (999) 999-99-99"))?;
        let is_parents = self.portal.phones_of_parents(&self.child).contains(&phone);
        let owner = self.portal.owner_of_phone(&phone);
        if is_parents || owner.is_some_and(|key| key != self.child.key) {
            return Err(("phone", words::reason(Reason::PhoneUsed)));
        }
        self.step(Act::PhoneChanged, "phone")?;
        if let Some(account) = self.portal.accounts.get_mut(self.child.key) {
            account.phone = Some(phone);
        }
        self.tell("Номер телефона учётной записи ребёнка изменён");
        Ok(Answer::Done)
    }

    /// A new address: codes for the old one are dead, and everybody is told (Q-21, T-14).
    fn email(&mut self, fields: &Fields) -> Result<Answer, Wrong> {
        let email = fields.get("email").to_lowercase();
        if !is_email(&email) {
            return Err(("email", "Введите электронную почту: например, rebenok@pochta.example"));
        }
        let owner = self.portal.owner_of_email(&email);
        if owner.is_some_and(|key| key != self.child.key) {
            return Err(("email", words::reason(Reason::EmailUsed)));
        }
        self.step(Act::EmailChanged, "email")?;
        if let Some(account) = self.portal.accounts.get_mut(self.child.key) {
            account.email = email;
        }
        self.step_links(&linking::Act::ChildEmailChanged);
        self.tell("Электронная почта учётной записи ребёнка изменена");
        Ok(Answer::Done)
    }

    /// The account ends, and links, consents and logins with it.
    fn delete(&mut self, fields: &Fields) -> Result<Answer, Wrong> {
        if !fields.has("sure") {
            return Err(("sure", "Подтвердите удаление галочкой"));
        }
        self.step(Act::AccountDeleted, "sure")?;
        self.step_links(&linking::Act::AccountDeleted);
        self.tell("Учётная запись ребёнка удалена");
        if let Some(account) = self.portal.accounts.remove(self.child.key) {
            self.portal.gone.push(Person { oid: account.oid, linked: &[], ..self.child });
            self.portal.consequences.push(Consequence::Deleted(account.oid));
        }
        Ok(Answer::Done)
    }

    fn step(&mut self, act: Act, field: &'static str) -> Result<(), Wrong> {
        let event = by_parent(self.visit.person.key, act);
        let card = self.portal.cards.get_mut(self.account_card);
        let (Some(event), Some(card)) = (event, card) else {
            return Err((field, words::reason(Reason::Unavailable)));
        };
        card.take(self.visit.now, event)
            .map(drop)
            .map_err(|refused| (field, words::refused(&refused)))
    }

    /// The same to each representative's link.
    fn step_links(&mut self, act: &linking::Act) {
        let child = self.child;
        for parent in child.parents {
            let by = if matches!(act, linking::Act::AccountDeleted) {
                Some(consent_model::actor::Actor::Esia)
            } else {
                representative(parent)
            };
            let (Some(by), Some(link)) = (by, self.portal.link(&child, parent)) else { continue };
            // A link that is closed already stays so.
            drop(link.take(self.visit.now, by, act.clone()));
        }
    }

    /// Everybody who manages the account is told, and the child (T-14).
    fn tell(&mut self, text: &str) {
        let others = self.child.parents.iter().filter(|key| **key != self.visit.person.key);
        let linked = others.filter(|key| self.portal.is_linked(self.child.key, key)).copied();
        let to: Vec<&str> = linked.chain([self.child.key]).collect();
        for key in to {
            let leads_to = if key == self.child.key { "/lk/profile" } else { "/lk/family" };
            let notice = Notice {
                at: self.visit.now,
                text: format!("{text}: {}", self.child.first_name),
                leads_to: leads_to.to_owned(),
            };
            self.portal.post.notify(key, notice);
        }
    }
}

impl Portal {
    /// The child behind the card, and the card whose machine the account is, if this person is
    /// linked to an account that a parent made.
    fn managed(&mut self, visit: &Visit<'_>, number: usize) -> Option<(Person, usize)> {
        let child = self.card_of(visit.person.key, number)?.child?;
        let child = visit.registered(child)?;
        let card = self.accounts.get(child.key)?.card?;
        let is_active = self.cards.get(card).is_some_and(|card| card.kind() == StateKind::Active);
        (is_active && self.is_linked(child.key, visit.person.key)).then_some((child, card))
    }

    /// The letter with the way back to an account.
    pub(super) fn send_recovery(
        &mut self,
        account: &'static str,
        to: String,
        readers: Readers,
        now: chrono::DateTime<chrono::FixedOffset>,
    ) -> Option<String> {
        let token = random::token().ok()?;
        let content = Content::Recovery { account };
        self.post.send(Letter { token: token.clone(), to, at: now, content, readers });
        Some(token)
    }
}

fn page(visit: &Visit<'_>, portal: &mut Portal, number: usize, shown: &Shown) -> Response {
    let Some((child, _)) = portal.managed(visit, number) else { return nothing() };
    let account = portal.accounts.get(child.key).cloned();
    let (email, phone) = account.map_or((String::new(), None), |it| (it.email, it.phone));
    let open = shown.part.map(|part| {
        let fields = match part {
            Part::Password => password(shown),
            Part::Phone => html! {
                (Field { name: "phone", label: "Номер телефона", hint: "+7 (999) 999-99-99", kind: Kind::Phone, value: "" }.show(&shown.errors))
                (press("Сохранить", "phone-save", "phone"))
            },
            Part::Email => html! {
                (Field { name: "email", label: "Электронная почта", hint: "", kind: Kind::Email, value: "" }.show(&shown.errors))
                (press("Сохранить", "email-save", "email"))
            },
            Part::Delete => html! {
                p { "Ребёнок больше не сможет входить ни на Госуслуги, ни в электронный журнал. Привязки и согласия закончатся. Вернуть учётную запись нельзя." }
                (tick("sure", "Удалить учётную запись", false, !shown.errors.is_empty()))
                (press("Удалить", "account-delete", "delete"))
            },
        };
        (part.row().1, fields)
    });
    let body = html! {
        (shown.errors.summary())
        p.crumbs { a href=(family::path(number)) { (child.full_name()) } }
        @if shown.done { p.done role="status" id="saved" data-testid="saved" { "Изменения сохранены" } }
        dl {
            div { dt { "Электронная почта" } dd { (email) } }
            div { dt { "Телефон" } dd { @match &phone { Some(phone) => (phone.expose()), None => "не указан" } } }
        }
        @match &open {
            Some((title, fields)) => section aria-labelledby="part" {
                h2 id="part" { (title) }
                form method="post" action=(path(number)) { (hidden(&visit.csrf, 0)) (fields) }
                p { a href=(path(number)) { "Отменить" } }
            },
            None => ul {
                @for part in Part::ALL {
                    @let (name, title) = part.row();
                    @let test_id = format!("part-{name}");
                    li { a href=(format!("{}?part={name}", path(number))) id=(test_id) data-testid=(test_id) { (title) } }
                }
            },
        }
    };
    let status =
        if shown.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, portal, "Настройка профиля", &body)
}

fn password(shown: &Shown) -> Markup {
    if shown.permit.is_empty() {
        return html! {
            (Field { name: "current", label: "Текущий пароль", hint: "", kind: Kind::Password, value: "" }.show(&shown.errors))
            (press("Продолжить", "password-current", "current"))
        };
    }
    html! {
        input type="hidden" name="permit" value=(shown.permit);
        (password_fields(shown.password.as_ref(), &shown.errors))
        (rules(shown.password.as_ref()))
        (press("Сохранить", "password-save", "password"))
        (press("Сгенерировать пароль", "password-generate", "generate"))
    }
}

/// What is wrong with a new password that was typed twice.
pub(super) fn wrong_password(password: &Secret, fields: &Fields) -> Option<Wrong> {
    if !faults(password).is_empty() {
        Some(("password", words::reason(Reason::PasswordWeak)))
    } else if fields.exact("password-again") == password.expose() {
        None
    } else {
        Some(("password-again", words::PASSWORDS_DIFFER))
    }
}

const WRONG_CURRENT: &str = "Текущий пароль не подошёл";

fn path(number: usize) -> String {
    format!("{}/settings", family::path(number))
}
