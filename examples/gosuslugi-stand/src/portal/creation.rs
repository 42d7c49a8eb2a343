//! «Создание учётной записи ребёнка»: the six steps.

use super::account::{Account, is_email};
use super::form::{Errors, Fields};
use super::post::{Content, Letter, Message, Readers};
use super::visit::{self, Visit, nothing, to};
use super::{Consequence, Portal, before, by_parent, creation_page, digits, family, words};
use crate::random;
use crate::state::Shared;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::Actor;
use consent_model::child_account::password::faults;
use consent_model::child_account::phone::PhoneNumber;
use consent_model::child_account::{Act, Citizenship, Event, StateKind};
use consent_model::linking;
use esia_core::secrets::Secret;
use std::sync::Arc;

/// `GET /lk/family/{card}/account`: the step at which the form stands.
pub(super) async fn show(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
) -> Response {
    visit::open(&shared, &headers, &path(number), |visit, portal| {
        creation_page::show(visit, portal, number, StatusCode::OK, &creation_page::Sent::nothing())
    })
}

/// `POST /lk/family/{card}/account`: a button of one of the steps.
pub(super) async fn send(
    State(shared): State<Arc<Shared>>,
    Path(number): Path<usize>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    visit::sent(&shared, &headers, &path(number), &fields, |visit, portal| {
        if portal.card_of(visit.person.key, number).is_none() {
            return nothing();
        }
        let mut step = Step { visit, portal, number, fields: &fields };
        match fields.get("press") {
            "address" => step.address(),
            "phone" => step.phone(),
            "skip" => step.take(Act::PhoneSkipped, |_, _| {}),
            "phone-code" => step.phone_code(),
            "email" => step.email(),
            "resend" => step.resend(),
            "password" => step.password(),
            "check" => step.look(false),
            "generate" => step.look(true),
            "back" => step.take(Act::Back, |_, _| {}),
            "abandon" => step.abandon(),
            _ => nothing(),
        }
    })
}

/// One button of the form.
struct Step<'a> {
    visit: &'a Visit<'a>,
    portal: &'a mut Portal,
    number: usize,
    fields: &'a Fields,
}

impl Step<'_> {
    fn address(&mut self) -> Response {
        let (place, address) = (self.fields.get("birth-place"), self.fields.get("address"));
        let same = self.fields.has("same-address");
        let citizenship = match self.fields.get("citizenship") {
            "russia" => Citizenship::Russia,
            _ => Citizenship::Other,
        };
        let mut errors = Errors::default();
        if self.fields.get("citizenship").is_empty() {
            errors.add("citizenship", "Выберите гражданство");
        }
        if place.is_empty() {
            errors.add("birth-place", "Введите место рождения, как в свидетельстве о рождении");
        }
        if address.is_empty() && !same {
            errors.add(
                "address",
                "Введите адрес постоянной регистрации или отметьте, что он совпадает с вашим",
            );
        }
        if !errors.is_empty() {
            return self.again(errors);
        }
        let place = place.to_owned();
        let address = if same { PARENTS_ADDRESS.to_owned() } else { address.to_owned() };
        self.take(Act::AddressGiven { citizenship }, |portal, number| {
            if let Some(card) = portal.cards.get_mut(number) {
                (card.form.birth_place, card.form.address) = (place, address);
            }
        })
    }

    fn phone(&mut self) -> Response {
        let Ok(phone) = PhoneNumber::parse(self.fields.get("phone")) else {
            return self.again(Errors::one("phone", "Введите номер телефона: +7 (999) 999-99-99"));
        };
        let child = self.portal.cards.get(self.number).and_then(|card| card.child);
        let Some(child) = child.and_then(|key| self.visit.registered(key)) else {
            return nothing();
        };
        let parents = self.portal.phones_of_parents(&child);
        let used = self.portal.owner_of_phone(&phone).is_some();
        let Some(code) = digits(PHONE_CODE_DIGITS) else { return nothing() };
        let (key, now) = (self.visit.person.key, self.visit.now);
        self.take(Act::phone_given(&phone, &parents, used), |portal, number| {
            portal.post.send_message(Message {
                to: phone.expose().to_owned(),
                at: now,
                text: format!("Код подтверждения: {code}"),
                readers: Readers { people: vec![key], session: String::new() },
            });
            if let Some(card) = portal.cards.get_mut(number) {
                card.form.phone = Some(phone);
                card.form.phone_code = code;
            }
        })
    }

    fn phone_code(&mut self) -> Response {
        let sent = self.portal.cards.get(self.number).map(|card| card.form.phone_code.as_str());
        let is_right =
            sent.is_some_and(|code| !code.is_empty() && code == self.fields.get("phone-code"));
        self.take(if is_right { Act::PhoneCodeOk } else { Act::PhoneCodeBad }, |_, _| {})
    }

    fn email(&mut self) -> Response {
        let email = self.fields.get("email").to_lowercase();
        if !is_email(&email) {
            return self.again(Errors::one(
                "email",
                "Введите электронную почту: например, rebenok@pochta.example",
            ));
        }
        let used = self.portal.owner_of_email(&email).is_some();
        let tick = self.fields.has("consent");
        let visit = self.visit;
        self.take(Act::EmailGiven { used, tick }, |portal, number| {
            if let Some(card) = portal.cards.get_mut(number) {
                card.form.email = email;
            }
            portal.send_confirmation(number, visit);
        })
    }

    fn resend(&mut self) -> Response {
        let visit = self.visit;
        self.take(Act::LetterResent, |portal, number| portal.send_confirmation(number, visit))
    }

    fn password(&mut self) -> Response {
        let password = Secret::new(self.fields.exact("password").to_owned());
        let equal = self.fields.exact("password") == self.fields.exact("password-again");
        let policy_ok = faults(&password).is_empty();
        let is_due = self
            .portal
            .cards
            .get(self.number)
            .is_some_and(|it| it.kind() == StateKind::FormPassword);
        if is_due && policy_ok && !equal {
            return self.again(Errors::one("password-again", words::PASSWORDS_DIFFER));
        }
        let visit = self.visit;
        self.take(Act::PasswordSet { policy_ok, equal }, |portal, number| {
            portal.open_account(number, password, visit);
        })
    }

    /// Shows which of the rules hold, or a password that keeps all of them; nothing is set.
    fn look(&mut self, generated: bool) -> Response {
        let sent = if generated {
            let Some(password) = generated_password() else { return nothing() };
            creation_page::Sent::generated(password)
        } else {
            creation_page::Sent::looked_at(self.fields)
        };
        creation_page::show(self.visit, self.portal, self.number, StatusCode::OK, &sent)
    }

    fn abandon(&mut self) -> Response {
        let answer = self.take(Act::Abandoned, |_, _| {});
        if self.portal.cards.get(self.number).is_some_and(|card| card.kind() == StateKind::Verified)
        {
            return to(&family::path(self.number));
        }
        answer
    }

    /// Steps the machine; what was typed is kept only if it goes on.
    fn take(&mut self, act: Act, then: impl FnOnce(&mut Portal, usize)) -> Response {
        let key = self.visit.person.key;
        let (Some(event), Some(card)) =
            (by_parent(key, act), self.portal.card_of(key, self.number))
        else {
            return nothing();
        };
        match card.take(self.visit.now, event) {
            Ok(_) if card.kind() == StateKind::Refused => to(&family::path(self.number)),
            Ok(_) => {
                then(self.portal, self.number);
                to(&path(self.number))
            }
            Err(refused) => {
                let field = creation_page::field_of(refused.reason);
                self.again(Errors::one(field, words::refused(&refused)))
            }
        }
    }

    fn again(&mut self, errors: Errors) -> Response {
        let sent = creation_page::Sent::wrong(self.fields, errors);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        creation_page::show(self.visit, self.portal, self.number, status, &sent)
    }
}

impl Portal {
    /// The letter with the link; the one before is void (R-57, TM-5).
    fn send_confirmation(&mut self, number: usize, visit: &Visit<'_>) {
        let (Some(card), Ok(token)) = (self.cards.get(number), random::token()) else { return };
        let letter = Letter {
            token,
            to: card.form.email.clone(),
            at: visit.now,
            content: Content::Confirm { card: number, child: card.name() },
            readers: Readers { people: vec![card.parent], session: String::new() },
        };
        self.post.send(letter);
    }

    /// «Подтвердить адрес»: whoever follows the newest link.
    pub(super) fn confirm_address(&mut self, token: &str, now: DateTime<FixedOffset>) -> bool {
        let newest = self.post.newest_for_cards();
        let found = newest.into_iter().find(|(_, letter)| letter.token == token);
        let Some(number) = found.map(|(number, _)| number) else { return false };
        let Some(card) = self.cards.get_mut(number) else { return false };
        card.take(now, Event::new(Actor::Pupil, Act::EmailConfirmed)).is_ok()
    }

    /// Letters whose link has died (TM-5).
    pub(super) fn settle_letters(&mut self, now: DateTime<FixedOffset>) {
        let oldest = before(now, LETTER_LIFE);
        let newest = self.post.newest_for_cards();
        let dead: Vec<usize> = newest
            .into_iter()
            .filter(|(_, letter)| letter.at <= oldest)
            .map(|(card, _)| card)
            .collect();
        for number in dead {
            let Some(card) = self.cards.get_mut(number) else { continue };
            if card.kind() == StateKind::FormEmailWait {
                drop(card.take(now, Event::new(Actor::Clock, Act::EmailLinkExpired)));
            }
        }
    }

    /// The account is there, and linked to the parent who made it.
    fn open_account(&mut self, number: usize, password: Secret, visit: &Visit<'_>) {
        let Some(card) = self.cards.get(number).cloned() else { return };
        let Some(child) = card.child.and_then(|key| visit.registered(key)) else { return };
        self.made = self.made.saturating_add(1);
        let account = Account {
            oid: FIRST_OID.saturating_add(self.made),
            email: card.form.email.clone(),
            phone: card.form.phone.clone().filter(|_| card.has_phone()),
            password,
            card: Some(number),
            permit: None,
        };
        self.accounts.insert(child.key, account);
        self.forget_links(child.key);
        if let (Some(by), Some(link)) =
            (super::representative(card.parent), self.link(&child, card.parent))
        {
            let created = linking::Act::ChildAccountCreated;
            let effects = link.take(visit.now, by, created).unwrap_or_default();
            self.tell_of_link(&child, &effects, visit.now);
        }
        if let Ok(token) = random::token() {
            self.post.send(Letter {
                token,
                to: card.form.email,
                at: visit.now,
                content: Content::Created,
                readers: Readers { people: vec![card.parent, child.key], session: String::new() },
            });
        }
        self.consequences.push(Consequence::Created(child.key));
    }
}

/// A password that keeps every rule: a sign of each class and random ones of all.
pub(super) fn generated_password() -> Option<Secret> {
    let bytes = random::bytes::<24>().ok()?;
    let sign = |alphabet: &'static str, byte: u8| {
        alphabet.chars().nth(usize::from(byte).checked_rem(alphabet.len()).unwrap_or(0))
    };
    let classes = [UPPER, LOWER, DIGITS, SYMBOLS]
        .into_iter()
        .chain([LOWER, DIGITS, UPPER].into_iter().cycle());
    let signs: Option<String> = classes
        .zip(bytes)
        .take(GENERATED_LENGTH)
        .map(|(alphabet, byte)| sign(alphabet, byte))
        .collect();
    signs.map(Secret::new)
}

pub(super) fn path(number: usize) -> String {
    format!("{}/account", family::path(number))
}

/// What the tick copies; no real address.
const PARENTS_ADDRESS: &str = "г. Примерск, ул. Образцовая, д. 1";
const PHONE_CODE_DIGITS: usize = 4;
/// Ours: no source names the life of the link.
const LETTER_LIFE: TimeDelta = TimeDelta::hours(24);
/// Accounts that are made in a run are numbered from here.
const FIRST_OID: u64 = 1_000_950_000;
const GENERATED_LENGTH: usize = 14;
/// Without the letters and digits that look alike.
const UPPER: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijkmnpqrstuvwxyz";
const DIGITS: &str = "23456789";
const SYMBOLS: &str = "!$%&()+-=?@";
