//! «Документы → Семья и дети»: the children, and what can be done with a card.

use super::card::Card;
use super::form::{Errors, Fields, press};
use super::visit::{self, Visit, nothing, to};
use super::{Notice, Portal, by_parent, card_page, representative, words};
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset};
use consent_model::child_account::{Act, Effect, StateKind};
use consent_model::linking::Act::CardVerified;
use consent_model::reason::Reason;
use maud::html;
use std::sync::Arc;

/// `GET /lk/family`.
pub(super) async fn list(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    visit::open(&shared, &headers, LIST, |visit, portal| {
        let body = html! {
            p.crumbs { "Документы → Семья и дети" }
            section aria-labelledby="children" {
                h2 id="children" { "Дети" }
                @let cards: Vec<_> = portal.cards_of(visit.person.key).collect();
                @if cards.is_empty() {
                    h3 { "Карточка ребёнка" }
                    //
                    p { "Добавьте информацию о ребёнке, реквизиты свидетельства о рождении и отправьте на проверку в загс" }
                }
                ul {
                    @for (number, card) in cards {
                        @let test_id = format!("card-{number}");
                        li {
                            a href=(format!("/lk/family/{number}")) id=(test_id) data-testid=(test_id) {
                                @if card.name().is_empty() { "Новая карточка" } @else { (card.name()) }
                            }
                            small { (words::state(card.kind())) }
                        }
                    }
                }
                form method="post" action="/lk/family/add" {
                    input type="hidden" name="csrf" value=(visit.csrf);
                    (press("Добавить", "card-add", "add"))
                }
            }
        };
        visit.page(portal, "Семья и дети", &body)
    })
}

/// `POST /lk/family/add`: «Добавить».
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, LIST, &fields, |visit, portal| {
        // A second press finds the card of the first one.
        let blank = portal
            .cards_of(visit.person.key)
            .find(|(_, card)| card.kind() == StateKind::Draft && card.name().is_empty());
        let number = if let Some((number, _)) = blank {
            number
        } else {
            let Some(card) = Card::added(visit.person.key, visit.now) else { return nothing() };
            portal.cards.push(card);
            portal.cards.len().saturating_sub(1)
        };
        to(&format!("/lk/family/{number}/edit"))
    })
}

/// `GET /lk/family/{card}`.
pub(super) async fn card(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        card_page::show(visit, portal, number, StatusCode::OK, &Errors::default())
    })
}

/// `POST /lk/family/{card}`: one of the card's buttons.
pub(super) async fn press_of(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        if portal.card_of(visit.person.key, number).is_none() {
            return nothing();
        }
        match fields.get("press") {
            "edit" => stepped(visit, portal, number, Act::CardEdited, "/edit"),
            "create" => {
                let other_account = portal.has_account_beside(number);
                let act = Act::AccountFormOpened { other_account };
                stepped(visit, portal, number, act, "/account")
            }
            "link-card" => portal.link_by_card(visit, number),
            _ => nothing(),
        }
    })
}

/// Steps the card's machine; on to `next`, or back with what is wrong.
fn stepped(
    visit: &Visit<'_>,
    portal: &mut Portal,
    number: usize,
    act: Act,
    next: &str,
) -> Response {
    let key = visit.person.key;
    let (Some(event), Some(card)) = (by_parent(key, act), portal.card_of(key, number)) else {
        return nothing();
    };
    match card.take(visit.now, event) {
        Ok(_) => {
            if card.kind() == StateKind::Draft {
                // What the registry confirmed was another card.
                card.child = None;
            }
            to(&format!("{}{next}", path(number)))
        }
        // The form is open in another tab: on with it.
        Err(refused) if refused.reason == Reason::AlreadyOpen && next == "/account" => {
            to(&format!("{}{next}", path(number)))
        }
        Err(refused) => {
            let errors = Errors::one("card", words::refused(&refused));
            card_page::show(visit, portal, number, StatusCode::CONFLICT, &errors)
        }
    }
}

impl Portal {
    /// Whether the child of this card has an account that another card's machine is, or its own.
    pub(super) fn has_account_beside(&self, number: usize) -> bool {
        let child = self.cards.get(number).and_then(|card| card.child);
        child
            .and_then(|key| self.accounts.get(key))
            .is_some_and(|account| account.card != Some(number))
    }

    /// «Привязать» under 14: the representative's own verified card names the child.
    fn link_by_card(&mut self, visit: &Visit<'_>, number: usize) -> Response {
        let parent = visit.person.key;
        let card = self.card_of(parent, number).filter(|card| card.kind() == StateKind::Verified);
        let child = card.and_then(|card| card.child).and_then(|key| visit.registered(key));
        let (Some(child), Some(by)) = (child, representative(parent)) else { return nothing() };
        let account_exists = self.accounts.contains_key(child.key);
        let Some(link) = self.link(&child, parent) else { return nothing() };
        match link.take(visit.now, by, CardVerified { account_exists }) {
            Ok(effects) => {
                self.tell_of_link(&child, &effects, visit.now);
                to(&path(number))
            }
            Err(reason) => {
                let errors = Errors::one("card", words::reason(reason));
                card_page::show(visit, self, number, StatusCode::CONFLICT, &errors)
            }
        }
    }

    /// What the effects of a card's step ask for beyond the step.
    pub(super) fn note_effects(
        &mut self,
        number: usize,
        effects: &[Effect],
        now: DateTime<FixedOffset>,
    ) {
        let Some(parent) = self.cards.get(number).map(|card| card.parent) else { return };
        for effect in effects {
            let text = match effect {
                Effect::SoftNotice => "Проверка в ЗАГС идёт дольше обычного. Ответ ещё придёт.",
                Effect::Escalate => {
                    "Проверка в ЗАГС не закончилась за 30 дней. Ею займётся служба поддержки."
                }
                Effect::ZagsRequest
                | Effect::Letter
                | Effect::SmsCode
                | Effect::ChildAccountCreated
                | Effect::AccountDeleted => continue,
            };
            let notice = Notice { at: now, text: text.to_owned(), leads_to: path(number) };
            self.post.notify(parent, notice);
        }
    }
}

/// The card's address.
pub(super) fn path(number: usize) -> String {
    format!("{LIST}/{number}")
}

const LIST: &str = "/lk/family";
