//! «Запрос на получение данных из ЕГР ЗАГС», and the registry itself.

use super::card::Typed;
use super::form::{Errors, Fields, date, hidden, press, tick};
use super::visit::{self, Visit, nothing, to};
use super::{Portal, after, by_parent, family, words};
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::Actor;
use consent_model::child_account::{Act, Event, StateKind};
use consent_model::reason::Reason;
use esia_matching::compare::compare;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::outcome::Ground;
use esia_matching::policy::MatchPolicy;
use families::people::Person;
use maud::html;
use std::sync::Arc;

/// How the registry answers: a control of the simulation.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Registry {
    /// By what it knows.
    #[default]
    Truthful,
    /// That the data differ, whatever they are.
    Mismatch,
    /// Not at all.
    Unavailable,
}

impl Registry {
    pub(super) const ALL: [Self; 3] = [Self::Truthful, Self::Mismatch, Self::Unavailable];

    /// Value in the form, and the name there.
    pub(super) const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Truthful => ("truthful", "отвечает по своим записям"),
            Self::Mismatch => ("mismatch", "отвечает, что данные не совпали"),
            Self::Unavailable => ("unavailable", "не отвечает"),
        }
    }
}

/// `GET /lk/family/{card}/request`.
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        match portal.card_of(visit.person.key, number).map(|card| card.kind()) {
            None => nothing(),
            Some(StateKind::Manual) => page(visit, portal, number, true, &Errors::default()),
            Some(_) => to(&family::path(number)),
        }
    })
}

/// `POST /lk/family/{card}/request`: «Отправить» or «Отменить».
pub(super) async fn send(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        let key = visit.person.key;
        if portal.card_of(key, number).is_none() {
            return nothing();
        }
        if fields.get("press") == "cancel" {
            return to(&family::path(number));
        }
        let auto_update = fields.has("auto-update");
        let own: Vec<usize> = portal.cards_of(key).map(|(own, _)| own).collect();
        let ticked: Vec<usize> =
            own.into_iter().filter(|own| fields.has(&format!("child-{own}"))).collect();
        // With nobody ticked the machine of this card says what is missing.
        let asked = if ticked.is_empty() {
            vec![(number, false)]
        } else {
            ticked.into_iter().map(|own| (own, true)).collect()
        };
        for (own, ticked) in asked {
            let (Some(event), Some(card)) = (
                by_parent(key, Act::ZagsRequested { ticked, auto_update }),
                portal.card_of(key, own),
            ) else {
                return nothing();
            };
            if let Err(refused) = card.take(visit.now, event) {
                if refused.reason == Reason::AutoUpdateOn {
                    let errors = Errors::one("auto-update", words::refused(&refused));
                    return page(visit, portal, number, true, &errors);
                }
                if refused.reason == Reason::NotVerified && !ticked {
                    let errors = Errors::one(CHILDREN, TICK_ONE);
                    return page(visit, portal, number, auto_update, &errors);
                }
                // Sent from another tab already.
                return to(&family::path(own));
            }
            card.answer_due = Some(after(visit.now, CHECK_TAKES));
        }
        to(&family::path(number))
    })
}

fn page(
    visit: &Visit<'_>,
    portal: &Portal,
    number: usize,
    auto_update: bool,
    errors: &Errors,
) -> Response {
    let cards: Vec<_> = portal
        .cards_of(visit.person.key)
        .filter(|(_, card)| card.kind() == StateKind::Manual)
        .collect();
    let body = html! {
        (errors.summary())
        form method="post" action=(path(number)) {
            (hidden(&visit.csrf, 0))
            fieldset id=(CHILDREN) tabindex="-1" {
                legend { "Данные детей" }
                p { "Укажите своих несовершеннолетних детей, чтобы получать по ним данные из ЕГР ЗАГС. Они будут добавлены в личный кабинет" }
                @for (own, card) in cards {
                    (tick(&format!("child-{own}"), &card.name(), false, false))
                    p.hint { "Дата рождения " (card.typed.birth_date) }
                }
                a href="/lk/family" { "Добавить ещё ребёнка" }
            }
            (tick("auto-update", "Автообновление для сохранения актуальности документов", auto_update, !errors.is_empty()))
            (press("Отправить", "request-send", "send"))
            (press("Отменить", "request-cancel", "cancel"))
        }
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, portal, "Запрос на получение данных из ЕГР ЗАГС", &body)
}

impl Portal {
    pub(super) const fn set_registry(&mut self, registry: Registry) {
        self.registry = registry;
    }

    pub(super) const fn registry(&self) -> Registry {
        self.registry
    }

    /// What time has brought: answers of the registry, letters and codes that died, birthdays.
    pub(crate) fn settle(&mut self, roster: &[Person], now: DateTime<FixedOffset>) {
        for number in 0..self.cards.len() {
            self.settle_card(number, roster, now);
        }
        self.settle_letters(now);
        for child in roster {
            for parent in child.parents {
                let Some(link) = self.links.get_mut(&(child.key, *parent)) else { continue };
                link.tick(now);
            }
        }
    }

    fn settle_card(&mut self, number: usize, roster: &[Person], now: DateTime<FixedOffset>) {
        let answer = self.registry;
        let Some(card) = self.cards.get_mut(number) else { return };
        if card.kind() == StateKind::ZagsPending && card.answer_due.is_some_and(|due| due <= now) {
            let child = child_of(&card.typed, card.parent, roster);
            let act = match (answer, child) {
                (Registry::Unavailable, _) => Act::ZagsUnavailable,
                (Registry::Truthful, Some(_)) => Act::ZagsConfirmed,
                (Registry::Mismatch, _) | (Registry::Truthful, None) => Act::ZagsMismatch,
            };
            // A registry that does not answer is asked again (T-21).
            card.answer_due = (act == Act::ZagsUnavailable).then(|| after(now, CHECK_TAKES));
            if card.take(now, Event::new(Actor::Esia, act)).is_ok()
                && let Some(child) = child.filter(|_| act == Act::ZagsConfirmed)
            {
                card.found(&child);
            }
        }
        let effects = card.tick(now);
        self.note_effects(number, &effects, now);
    }
}

/// The representative's child whom the card describes, by the grounds of the matching and the act
/// record; nobody else's child is ever found.
fn child_of(typed: &Typed, parent: &str, roster: &[Person]) -> Option<Person> {
    let texts = Texts::default()
        .names(&typed.last_name, &typed.first_name, &typed.middle_name)
        .birth_date(&typed.birth_date)
        .certificate(&typed.certificate);
    let card = Evidence::from_provider(&texts, Vouched::EVERYTHING);
    let own = roster.iter().filter(|child| child.parents.contains(&parent));
    let mut found = own.filter(|child| {
        let truth = Typed::of(child);
        let texts = Texts::default()
            .names(&truth.last_name, &truth.first_name, &truth.middle_name)
            .birth_date(&truth.birth_date)
            .certificate(&truth.certificate);
        let record = Evidence::from_journal(&texts);
        let is_same =
            compare(&card, &record, &MatchPolicy::default()).ground() == Some(Ground::Certificate);
        is_same
            && truth.sex == typed.sex
            && truth.act_number == typed.act_number
            && date(&truth.act_date) == date(&typed.act_date)
            && date(&truth.issued) == date(&typed.issued)
    });
    found.next().copied()
}

fn path(number: usize) -> String {
    format!("{}/request", family::path(number))
}

/// Between the 15 and 20 minutes that a check takes on average.
const CHECK_TAKES: TimeDelta = TimeDelta::minutes(17);
const CHILDREN: &str = "children";
///
const TICK_ONE: &str = "Выберите ребёнка: установите галочку рядом с его именем";
