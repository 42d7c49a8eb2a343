//! «Добавление информации о ребёнке»: the fields of a card.

use super::card::Typed;
use super::form::{Errors, Field, Fields, Kind, date, hidden, press, radio};
use super::visit::{self, Visit, nothing, to};
use super::{Portal, by_parent, family, words};
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use consent_model::child_account::{Act, CertificateIssuer, StateKind};
use consent_model::message::Message;
use maud::html;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `GET /lk/family/{card}/edit`; `?paper=KEY` fills it in from a paper of the simulation.
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        let Some(card) = portal.card_of(visit.person.key, number) else { return nothing() };
        if card.kind() != StateKind::Draft {
            return to(&family::path(number));
        }
        let typed = match query.get("paper").and_then(|key| paper(visit, key)) {
            Some(paper) => paper,
            None => card.typed.clone(),
        };
        page(visit, portal, number, &typed, &Errors::default())
    })
}

/// `POST /lk/family/{card}/edit`: «Сохранить» or «Отменить».
pub(super) async fn save(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        let Some(card) = portal.card_of(visit.person.key, number) else { return nothing() };
        if card.kind() != StateKind::Draft {
            return to(&family::path(number));
        }
        let key = visit.person.key;
        if fields.get("press") == "cancel" {
            if let Some(event) = by_parent(key, Act::CardCancelled) {
                // A draft is always given up: the table has no other answer.
                drop(card.take(visit.now, event));
            }
            return to("/lk/family");
        }
        let typed = read(&fields);
        let errors = mistakes(&typed, visit);
        let issuer = match typed.country.as_str() {
            "russia" => Some(CertificateIssuer::RussiaZags),
            "consulate" => Some(CertificateIssuer::RussianConsulate),
            "other" => Some(CertificateIssuer::Foreign),
            _ => None,
        };
        let is_twice = portal.cards_of(key).any(|(other, it)| {
            let is_gone = matches!(it.kind(), StateKind::Deleted | StateKind::Refused);
            other != number && !is_gone && it.typed.certificate == typed.certificate
        });
        let Some(card) = portal.card_of(key, number) else { return nothing() };
        if is_twice && errors.is_empty() {
            let errors = Errors::one("certificate", "Карточка с этим свидетельством уже есть.");
            return page(visit, portal, number, &typed, &errors);
        }
        if let Some(birth_date) = date(&typed.birth_date) {
            card.begin_again(birth_date, visit.now);
        }
        let Some(event) = by_parent(key, Act::CardSaved { issuer, complete: errors.is_empty() })
        else {
            return nothing();
        };
        match card.take(visit.now, event) {
            Ok(_) => {
                card.typed = typed;
                to(&family::path(number))
            }
            Err(refused) if errors.is_empty() => {
                let errors = Errors::one("last-name", words::refused(&refused));
                page(visit, portal, number, &typed, &errors)
            }
            Err(_) => page(visit, portal, number, &typed, &errors),
        }
    })
}

fn page(
    visit: &Visit<'_>,
    portal: &Portal,
    number: usize,
    typed: &Typed,
    errors: &Errors,
) -> Response {
    let line = |name, label, kind, value: &str, hint| {
        Field { name, label, hint, kind, value }.show(errors)
    };
    let (text, digits) = (Kind::Text, Kind::Digits);
    let body = html! {
        (errors.summary())
        form method="post" action=(path(number)) {
            (hidden(&visit.csrf, 0))
            (line("last-name", "Фамилия", text, &typed.last_name, ""))
            (line("first-name", "Имя", text, &typed.first_name, ""))
            (line("middle-name", "Отчество", text, &typed.middle_name, "При наличии"))
            (radio("sex", "Пол", &[("male", "Мужской"), ("female", "Женский")], &typed.sex, errors))
            (line("birth-date", "Дата рождения", digits, &typed.birth_date, "Введите дату рождения: ДД.ММ.ГГГГ"))
            (radio(
                "country",
                "Страна регистрации рождения",
                &[("russia", "Россия"), ("consulate", "Россия: консульство за рубежом"), ("other", "Другая")],
                &typed.country,
                errors,
            ))
            (line("certificate", "Серия и номер свидетельства о рождении", text, &typed.certificate, "Например: II-ТС 123456"))
            (line("issued", "Дата выдачи свидетельства", digits, &typed.issued, "ДД.ММ.ГГГГ"))
            (line("act-date", "Дата актовой записи", digits, &typed.act_date, "ДД.ММ.ГГГГ"))
            (line("act-number", "Номер актовой записи", digits, &typed.act_number, ""))
            (line("office", "Место государственной регистрации", text, &typed.office, "Точно по документу"))
            p { (Message::CardGoesToRegistry.text()) }
            (press("Сохранить", "card-save", "save"))
            (press("Отменить", "card-cancel", "cancel"))
        }
        aside.paper aria-label="Имитация: бумаги этой семьи" {
            p { "Имитация: чтобы не печатать, возьмите данные из свидетельства." }
            ul {
                @for child in visit.roster.iter().filter(|child| child.parents.contains(&visit.person.key)) {
                    @let test_id = format!("paper-{}", child.key);
                    li { a href=(format!("{}?paper={}", path(number), child.key)) id=(test_id) data-testid=(test_id) { (child.full_name()) } }
                }
            }
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, portal, "Добавление информации о ребёнке", &body)
}

/// The papers of the person's own children, and nobody else's.
fn paper(visit: &Visit<'_>, key: &str) -> Option<Typed> {
    let child = visit.registered(key)?;
    child.parents.contains(&visit.person.key).then(|| Typed::of(&child))
}

fn read(fields: &Fields) -> Typed {
    let text = |name| fields.get(name).to_owned();
    Typed {
        last_name: text("last-name"),
        first_name: text("first-name"),
        middle_name: text("middle-name"),
        sex: text("sex"),
        birth_date: text("birth-date"),
        country: text("country"),
        certificate: text("certificate"),
        issued: text("issued"),
        act_date: text("act-date"),
        act_number: text("act-number"),
        office: text("office"),
    }
}

/// What of a required field is missing or cannot be read; the patronymic alone may be absent.
fn mistakes(typed: &Typed, visit: &Visit<'_>) -> Errors {
    let mut errors = Errors::default();
    let today = visit.now.date_naive();
    let texts = [
        ("last-name", &typed.last_name, "Введите фамилию"),
        ("first-name", &typed.first_name, "Введите имя"),
        ("certificate", &typed.certificate, "Введите серию и номер свидетельства о рождении"),
        ("act-number", &typed.act_number, "Введите номер актовой записи"),
        ("office", &typed.office, "Введите место государственной регистрации"),
    ];
    let dates = [
        ("birth-date", &typed.birth_date, "Введите дату рождения: например, 17.05.2018"),
        ("issued", &typed.issued, "Введите дату выдачи свидетельства: например, 31.05.2018"),
        ("act-date", &typed.act_date, "Введите дату актовой записи: например, 27.05.2018"),
    ];
    for (name, value, text) in texts {
        if value.is_empty() {
            errors.add(name, text);
        }
    }
    if !matches!(typed.sex.as_str(), "male" | "female") {
        errors.add("sex", "Выберите пол");
    }
    if !matches!(typed.country.as_str(), "russia" | "consulate" | "other") {
        errors.add("country", "Выберите страну регистрации рождения");
    }
    for (name, value, text) in dates {
        match date(value) {
            None => errors.add(name, text),
            Some(day) if day > today => errors.add(name, "Эта дата ещё не наступила"),
            Some(_) => {}
        }
    }
    errors
}

fn path(number: usize) -> String {
    format!("{}/edit", family::path(number))
}
