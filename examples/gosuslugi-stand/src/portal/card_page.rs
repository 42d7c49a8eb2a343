//! The page of one card: its data, how it stands, what can be done.

use super::card::{Card, Typed};
use super::form::{Errors, hidden, press};
use super::visit::{Visit, nothing};
use super::{Portal, family, representative, words};
use axum::http::StatusCode;
use axum::response::Response;
use consent_model::child_account::{Act, RegistryCheck, StateKind};
use consent_model::linking;
use consent_model::machine::Machine as _;
use consent_model::message::Message;
use consent_model::personal::Email;
use consent_model::reason::Reason;
use families::people::Person;
use maud::{Markup, html};

/// The page, with what is wrong above it.
pub(super) fn show(
    visit: &Visit<'_>,
    portal: &mut Portal,
    number: usize,
    status: StatusCode,
    errors: &Errors,
) -> Response {
    let parent = visit.person.key;
    let Some(card) = portal.card_of(parent, number).map(|card| card.clone()) else {
        return nothing();
    };
    let child = card.child.and_then(|key| visit.registered(key));
    let account = child.filter(|child| portal.accounts.contains_key(child.key));
    let way = account.and_then(|child| portal.way_to_link(&child, parent, visit));
    let is_linked = account.is_some_and(|child| portal.is_linked(child.key, parent));
    let other_account = portal.has_account_beside(number);
    let offer = card.offers(visit.now, Act::AccountFormOpened { other_account });
    let form = |body: &Markup| {
        html! {
            form method="post" action=(family::path(number)) {
                (hidden(&visit.csrf, card.state().sequence()))
                (body)
            }
        }
    };
    let body = html! {
        (errors.summary())
        p.crumbs { a href="/lk/family" { "Документы → Семья и дети" } }
        div id="card" tabindex="-1" {
            p {
                "Состояние: "
                strong id="card-state" data-testid="card-state" { (words::state(card.kind())) }
            }
        }
        (person(&card.typed))
        section aria-labelledby="certificate" {
            h2 id="certificate" { "Свидетельство о рождении" }
            (certificate(&card.typed))
            @match card.kind() {
                StateKind::Manual => {
                    p { strong { (words::state(StateKind::Manual)) } br; (Message::TypedIn.text()) }
                    a.button href=(format!("{}/request", family::path(number))) id="card-request" data-testid="card-request" { "Запросить" }
                    (form(&press("Редактировать", "card-edit", "edit")))
                }
                StateKind::ZagsPending => (pending(&card)),
                StateKind::Mismatch => {
                    p { "Данные карточки не совпали с записью ЗАГС. Проверьте их по свидетельству и отправьте ещё раз." }
                    (form(&press("Редактировать", "card-edit", "edit")))
                }
                StateKind::Draft => {
                    a.button href=(format!("{}/edit", family::path(number))) { "Заполнить карточку" }
                }
                StateKind::Verified => (form(&press("Редактировать", "card-edit", "edit"))),
                StateKind::NoCard | StateKind::FormAddress | StateKind::FormPhone | StateKind::FormPhoneCode
                | StateKind::FormEmail | StateKind::FormEmailWait | StateKind::FormPassword | StateKind::Active
                | StateKind::Deleted | StateKind::Refused => {}
            }
        }
        section aria-labelledby="account" {
            h2 id="account" { "Учётная запись ребёнка" }
            (account_part(&card, number, offer, way, &form))
            @if is_linked {
                p id="account-linked" data-testid="account-linked" {
                    "Учётная запись ребёнка привязана к вашей: вы можете управлять ею."
                }
                @if portal.is_manageable(account) {
                    a.button href=(format!("{}/settings", family::path(number))) id="account-settings" data-testid="account-settings" { "Настроить профиль" }
                }
            }
            p { a href="/lk/school-portfolio" { "Школьное портфолио" } " — согласие для входа в электронный журнал" }
        }
    };
    let name = card.name();
    visit.page_with(status, portal, if name.is_empty() { "Новая карточка" } else { &name }, &body)
}

/// What can be done about the child's account, by the word of the machines.
fn account_part(
    card: &Card,
    number: usize,
    offer: Result<(), Reason>,
    way: Option<Way>,
    form: &dyn Fn(&Markup) -> Markup,
) -> Markup {
    html! {
            @match card.kind() {
                StateKind::Verified => {
                    @match offer {
                        Ok(()) => {
                            p { "Создайте ребёнку учётную запись на Госуслугах" }
                            (form(&press("Создать", "account-create", "create")))
                        }
                        Err(Reason::AlreadyOpen) => {
                            p { "У ребёнка есть учётная запись." }
                            @match way {
                                Some(Way::Code) => {
                                    p { "Привяжите её к своей: введите электронную почту ребёнка и передайте ему код привязки." }
                                    a.button href=(format!("{}/link", family::path(number))) id="account-link" data-testid="account-link" { "Привязать" }
                                }
                                Some(Way::Card) => (form(&press("Привязать", "account-link", "link-card"))),
                                None => {}
                            }
                        }
                        Err(reason) => p id="account-refused" { (words::reason(reason)) },
                    }
                }
                StateKind::FormAddress | StateKind::FormPhone | StateKind::FormPhoneCode
                | StateKind::FormEmail | StateKind::FormEmailWait | StateKind::FormPassword => {
                    p { (words::state(card.kind())) }
                    a.button href=(format!("{}/account", family::path(number))) id="account-go-on" data-testid="account-go-on" { "Продолжить" }
                }
                StateKind::Active => p { (words::state(StateKind::Active)) },
                StateKind::Deleted => p { (words::state(StateKind::Deleted)) },
                StateKind::Refused => p id="account-refused" data-testid="account-refused" {
                    @if let Some(detail) = card.state().detail() { (words::detail(detail)) }
                },
                StateKind::NoCard | StateKind::Draft | StateKind::Manual | StateKind::ZagsPending
                | StateKind::Mismatch => p id="account-refused" data-testid="account-refused" {
                    (words::reason(Reason::NotVerified))
                },
            }
    }
}

/// How a representative gets linked to an account that exists.
#[derive(Clone, Copy)]
enum Way {
    /// By a code that the teen enters.
    Code,
    /// By the own verified card of a child under 14.
    Card,
}

impl Portal {
    /// Which way is open, by the word of the machine.
    fn way_to_link(
        &mut self,
        child: &Person,
        parent: &'static str,
        visit: &Visit<'_>,
    ) -> Option<Way> {
        let email = Email::parse(&child.email()).ok()?;
        let by = representative(parent)?;
        let state = self.link(child, parent)?.state().clone();
        if state.kind() == linking::StateKind::Linked {
            return None;
        }
        let is_open = |act| {
            let event = linking::Event::new(by.clone(), act);
            linking::Linking::step(&state, &event, visit.now, &linking::Policy::default()).is_ok()
        };
        if is_open(linking::Act::CardVerified { account_exists: true }) {
            Some(Way::Card)
        } else if is_open(linking::Act::LinkStarted { email, card: true }) {
            Some(Way::Code)
        } else {
            None
        }
    }

    /// Whether the account was made by a parent: a teen's own is not changed here.
    fn is_manageable(&self, account: Option<Person>) -> bool {
        account.and_then(|child| self.accounts.get(child.key)).is_some_and(|it| it.card.is_some())
    }
}

fn pending(card: &Card) -> Markup {
    let check = card.state().check();
    html! {
        p { "Запрос отправлен в ЗАГС. " (words::CHECK_TAKES) }
        @if check.is_some_and(RegistryCheck::is_soft_noticed) {
            p id="check-slow" data-testid="check-slow" { "Проверка идёт дольше обычного. Ответ ещё придёт." }
        }
        @if check.is_some_and(RegistryCheck::is_escalated) {
            p { "Проверка не закончилась за 30 дней. Ею займётся служба поддержки." }
        }
    }
}

/// The child's data.
fn person(typed: &Typed) -> Markup {
    let sex = match typed.sex.as_str() {
        "male" => "Мужской",
        "female" => "Женский",
        _ => "",
    };
    list(&[
        ("Фамилия", &typed.last_name),
        ("Имя", &typed.first_name),
        ("Отчество", &typed.middle_name),
        ("Пол", sex),
        ("Дата рождения", &typed.birth_date),
    ])
}

/// The paper, in the words of the card.
fn certificate(typed: &Typed) -> Markup {
    let country = match typed.country.as_str() {
        "russia" | "consulate" => "Россия",
        "other" => "Другая",
        _ => "",
    };
    list(&[
        ("Серия и номер", &typed.certificate),
        ("Дата выдачи", &typed.issued),
        ("Страна рождения", country),
        ("Номер актовой записи", &typed.act_number),
        ("Дата актовой записи", &typed.act_date),
        ("Кем выдано свидетельство", &typed.office),
    ])
}

fn list(rows: &[(&str, &str)]) -> Markup {
    html! {
        dl {
            @for (name, value) in rows {
                @if !value.is_empty() { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}
