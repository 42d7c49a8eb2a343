//! The citizen's side: cards of children, accounts, links, letters.
//!
//! What may happen is decided by the machines of `consent-model`, event by event: a button is an
//! event, a page shows the state that it led to. What was typed stays here, the machines are told
//! how it was judged.

mod account;
mod card;
mod card_page;
mod creation;
mod creation_page;
mod draft;
mod family;
mod form;
mod link;
mod linking;
mod post;
mod recovery;
mod registry;
mod settings;
mod simulator;
pub(crate) mod start;
mod visit;
mod words;

use crate::random;
use crate::routes::Routes;
use account::Account;
use axum::routing::{get, post as on_post};
use card::Card;
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::child_account;
use families::people::{Person, Role};
use link::Link;
use post::Post;
use registry::Registry;
use std::collections::BTreeMap;

pub(crate) use post::Notice;

/// What the portal remembers of families, beside the people themselves.
pub(crate) struct Portal {
    cards: Vec<Card>,
    /// By the keys of child and representative.
    links: BTreeMap<(&'static str, &'static str), Link>,
    /// By the key of the person.
    accounts: BTreeMap<&'static str, Account>,
    /// Wrong codes of the last day: in whose account, and when (T-01).
    wrong_codes: Vec<(&'static str, DateTime<FixedOffset>)>,
    post: Post,
    registry: Registry,
    /// How many accounts were made in this run.
    made: u64,
    /// Accounts that are no more, as they were: news of them is still asked for.
    gone: Vec<Person>,
    /// What the rest of the stand has still to be told.
    consequences: Vec<Consequence>,
}

/// What an event of the portal means to the rest of the stand.
#[derive(Clone, Copy)]
pub(crate) enum Consequence {
    /// There is an account: services may ask for consent.
    Created(&'static str),
    /// The account with this number is gone: logins, tokens and consents go with it.
    Deleted(u64),
}

impl Portal {
    /// The families as they begin.
    pub(crate) fn open(
        people: &[Person],
        newcomers: &[Person],
        now: DateTime<FixedOffset>,
    ) -> Self {
        let mut portal = Self {
            cards: Vec::new(),
            links: BTreeMap::new(),
            accounts: BTreeMap::new(),
            wrong_codes: Vec::new(),
            post: Post::default(),
            registry: Registry::default(),
            made: 0,
            gone: Vec::new(),
            consequences: Vec::new(),
        };
        for person in people {
            portal.accounts.insert(person.key, Account::at_start(person));
        }
        for child in people.iter().filter(|person| person.role == Role::Pupil) {
            for parent in child.parents {
                portal.cards.push(Card::from_registry(child, parent));
            }
            portal.link_at_start(child, now);
        }
        for child in newcomers {
            // The first representative has everything to do; the others' cards are there.
            for parent in child.parents.iter().skip(1) {
                portal.cards.push(Card::from_registry(child, parent));
            }
        }
        portal
    }

    /// The person as the portal knows the person now: account and links; `None` without account.
    pub(crate) fn as_now(&self, person: &Person) -> Option<Person> {
        let account = self.accounts.get(person.key)?;
        Some(Person { oid: account.oid, linked: self.linked_parents(person), ..*person })
    }

    /// The children whose card of this representative the registry has confirmed.
    pub(crate) fn verified_children<'a>(
        &'a self,
        parent: &'a str,
    ) -> impl Iterator<Item = &'static str> + 'a {
        let own = self.cards.iter().filter(move |card| card.parent == parent);
        own.filter_map(|card| card.child)
    }

    /// The account with this number, if it is one that was deleted.
    pub(crate) fn gone(&self, oid: u64) -> Option<Person> {
        self.gone.iter().find(|person| person.oid == oid).copied()
    }

    /// The notices of a person, the newest first.
    pub(crate) fn notices_of(&self, person: &str) -> Vec<Notice> {
        self.post.notices_of(person)
    }

    /// What the rest of the stand has to be told, once.
    pub(crate) fn take_consequences(&mut self) -> Vec<Consequence> {
        std::mem::take(&mut self.consequences)
    }

    /// The representatives whose account is linked to the child's: a slice of all of them.
    fn linked_parents(&self, child: &Person) -> &'static [&'static str] {
        let is_linked = |parent: &&'static str| self.is_linked(child.key, parent);
        let from = child.parents.iter().position(&is_linked);
        let until = child.parents.iter().rposition(is_linked);
        // INVARIANT: a child has two representatives at most, so what lies between is linked too.
        match (from, until) {
            (Some(from), Some(until)) => child.parents.get(from..=until).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// The actor that a representative is to the machines.
fn representative(key: &str) -> Option<Actor> {
    RepresentativeId::parse(key).ok().map(Actor::Representative)
}

/// An event of the child-account machine by a representative.
fn by_parent(key: &str, act: child_account::Act) -> Option<child_account::Event> {
    Some(child_account::Event::new(representative(key)?, act))
}

/// Six digits from nowhere, for a code.
fn digits(count: usize) -> Option<String> {
    // A byte of 250 and more is left out, so that each digit is as likely as the others.
    let mut code = String::new();
    while code.len() < count {
        let bytes = random::bytes::<16>().ok()?;
        let fair = bytes.into_iter().filter(|byte| *byte < 250);
        code.extend(fair.filter_map(|byte| char::from_digit(u32::from(byte % 10), 10)));
    }
    code.truncate(count);
    Some(code)
}

/// A moment some time before.
fn before(now: DateTime<FixedOffset>, by: TimeDelta) -> DateTime<FixedOffset> {
    now.checked_sub_signed(by).unwrap_or(now)
}

/// A moment some time after.
fn after(now: DateTime<FixedOffset>, by: TimeDelta) -> DateTime<FixedOffset> {
    now.checked_add_signed(by).unwrap_or(now)
}

/// The pages of the citizen's side.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/lk/family", get(family::list))
        .route("/lk/family/add", on_post(family::add))
        .route("/lk/family/{card}", get(family::card).post(family::press_of))
        .route("/lk/family/{card}/edit", get(draft::show).post(draft::save))
        .route("/lk/family/{card}/request", get(registry::show).post(registry::send))
        .route("/lk/family/{card}/account", get(creation::show).post(creation::send))
        .route("/lk/family/{card}/link", get(linking::show).post(linking::send))
        .route("/lk/family/{card}/settings", get(settings::show).post(settings::send))
        .route("/lk/profile", get(linking::profile).post(linking::enter))
        .route("/lk/link-code", get(linking::window))
        .route("/recovery", get(recovery::show).post(recovery::send))
        .route("/recovery/{token}", get(recovery::show_new).post(recovery::send_new))
        .route("/simulator/clock", on_post(simulator::clock))
        .route("/simulator/registry", on_post(simulator::registry))
        .route("/simulator/mail", get(simulator::mail))
        .route("/simulator/mail/{letter}", get(simulator::letter).post(simulator::confirm))
        .route("/simulator/sms", get(simulator::sms))
}
