//! A child's card (карточка ребёнка) in a representative's cabinet, with its machine.

use super::form::shown;
use super::{Portal, by_parent};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::child_account;
use consent_model::child_account::phone::PhoneNumber;
use consent_model::child_account::{
    Act, ChildAccount, Citizenship, Effect, Event, Phone, Policy, SetUp, State, StateKind,
};
use consent_model::history::History;
use consent_model::machine::Verdict;
use consent_model::message::Message;
use consent_model::personal::BirthDate;
use consent_model::reason::Reason;
use esia_core::account::AccountLevel;
use families::people::{Gender, Person, REGISTRY_OFFICE};

/// A card of one child in the cabinet of one representative.
#[derive(Clone)]
pub(super) struct Card {
    /// The representative's key.
    pub(super) parent: &'static str,
    pub(super) typed: Typed,
    /// Whom the registry found by the card.
    pub(super) child: Option<&'static str>,
    pub(super) machine: History<ChildAccount>,
    /// When the registry answers.
    pub(super) answer_due: Option<DateTime<FixedOffset>>,
    pub(super) form: Form,
}

/// What stands in the card, as it was typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) middle_name: String,
    /// `male` or `female`.
    pub(super) sex: String,
    pub(super) birth_date: String,
    /// `russia`, `consulate` or `other`.
    pub(super) country: String,
    pub(super) certificate: String,
    pub(super) issued: String,
    pub(super) act_date: String,
    pub(super) act_number: String,
    pub(super) office: String,
}

/// What was typed into the form of the account.
#[derive(Clone, Default)]
pub(super) struct Form {
    pub(super) birth_place: String,
    pub(super) address: String,
    pub(super) phone: Option<PhoneNumber>,
    /// The code of the SMS that is out.
    pub(super) phone_code: String,
    pub(super) email: String,
}

/// Why the machine refused, and what the instruction shows there.
pub(super) struct Refused {
    pub(super) reason: Reason,
    pub(super) message: Option<Message>,
}

impl Card {
    /// Whose only event was «Добавить».
    pub(super) fn added(parent: &'static str, now: DateTime<FixedOffset>) -> Option<Self> {
        let mut card = Self::blank(parent, Typed::default(), set_up(now.date_naive(), &[parent]));
        card.take(now, by_parent(parent, Act::CardAdded)?).ok()?;
        Some(card)
    }

    /// A card that the registry gave by itself, soon after the birth.
    pub(super) fn from_registry(child: &Person, parent: &'static str) -> Self {
        let set_up = set_up(child.birth_date, child.parents);
        let mut card = Self::blank(parent, Typed::of(child), set_up);
        card.child = Some(child.key);
        // The table moves every card without data there, so the answer holds nothing new.
        drop(card.take(years_old(child, 1), Event::new(Actor::Esia, Act::CardFromRegistry)));
        card
    }

    fn blank(parent: &'static str, typed: Typed, set_up: SetUp) -> Self {
        let machine = History::new(set_up, Policy::default());
        Self { parent, typed, child: None, machine, answer_due: None, form: Form::default() }
    }

    pub(super) const fn state(&self) -> &State {
        self.machine.state()
    }

    pub(super) const fn kind(&self) -> StateKind {
        self.state().kind()
    }

    /// Lets something happen to the card.
    pub(super) fn take(
        &mut self,
        at: DateTime<FixedOffset>,
        event: Event,
    ) -> Result<Vec<Effect>, Refused> {
        let kind = event.kind();
        match self.machine.push(at, event) {
            Ok(step) => Ok(step.effects),
            Err(refused) => {
                tracing::info!(event = %kind, reason = %refused.reason, "a card refuses");
                Err(Refused { reason: refused.reason, message: refused.message })
            }
        }
    }

    /// Lets the timers run: what comes to nothing is not kept.
    pub(super) fn tick(&mut self, at: DateTime<FixedOffset>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for act in [Act::Tick, Act::TurnedEighteen] {
            let event = Event::new(Actor::Clock, act);
            let answer = child_account::step(self.state(), &event, at, &Policy::default());
            if answer.is_ok_and(|step| step.verdict == Verdict::Accepted) {
                effects.extend(self.take(at, event).unwrap_or_default());
            }
        }
        effects
    }

    /// What would come of the event: a page offers what is not refused.
    pub(super) fn offers(&self, at: DateTime<FixedOffset>, act: Act) -> Result<(), Reason> {
        let event = by_parent(self.parent, act).ok_or(Reason::NotEntitled)?;
        let answer = child_account::step(self.state(), &event, at, &Policy::default());
        answer.map(|_| ()).map_err(|refused| refused.reason)
    }

    /// Begins the machine anew with another birth date: it is part of what the machine is told
    /// before its first event. What went before is gone with it, as the verification is.
    pub(super) fn begin_again(&mut self, birth_date: NaiveDate, now: DateTime<FixedOffset>) {
        let parent = [self.parent];
        self.machine = History::new(set_up(birth_date, &parent), Policy::default());
        self.child = None;
        if let Some(added) = by_parent(self.parent, Act::CardAdded) {
            drop(self.take(now, added));
        }
    }

    /// The registry found the child: from now on all its representatives may act.
    pub(super) fn found(&mut self, child: &Person) {
        self.child = Some(child.key);
        let entries = self.machine.entries().to_vec();
        let set_up = set_up(child.birth_date, child.parents);
        if let Ok(machine) = History::replay(set_up, Policy::default(), entries) {
            self.machine = machine;
        }
    }

    /// Whether the phone of the form was confirmed by its code.
    pub(super) fn has_phone(&self) -> bool {
        self.state().phone() == Phone::Confirmed
    }

    /// The name on the card.
    pub(super) fn name(&self) -> String {
        let Typed { last_name, first_name, middle_name, .. } = &self.typed;
        let parts = [last_name, first_name, middle_name];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }
}

impl Typed {
    /// As the child's papers say it.
    pub(super) fn of(child: &Person) -> Self {
        let papers = child.certificate;
        let date = |of: fn(&families::people::Certificate) -> NaiveDate| {
            papers.as_ref().map_or_else(String::new, |it| shown(of(it)))
        };
        let sex = match child.gender {
            Gender::Male => "male",
            Gender::Female => "female",
        };
        Self {
            last_name: child.last_name.to_owned(),
            first_name: child.first_name.to_owned(),
            middle_name: child.middle_name.unwrap_or_default().to_owned(),
            sex: sex.to_owned(),
            birth_date: shown(child.birth_date),
            country: "russia".to_owned(),
            certificate: papers
                .map_or_else(String::new, |it| format!("{} {}", it.series, it.number)),
            issued: date(|it| it.issued),
            act_date: date(|it| it.act_date),
            act_number: papers.map_or_else(String::new, |it| it.act_number.to_owned()),
            office: REGISTRY_OFFICE.to_owned(),
        }
    }
}

impl Portal {
    /// A card of this representative, with its number.
    pub(super) fn card_of(&mut self, parent: &str, number: usize) -> Option<&mut Card> {
        let card = self.cards.get_mut(number)?;
        (card.parent == parent && card.kind() != StateKind::NoCard).then_some(card)
    }

    /// The cards that this representative has, with their numbers.
    pub(super) fn cards_of<'a>(
        &'a self,
        parent: &'a str,
    ) -> impl Iterator<Item = (usize, &'a Card)> {
        let all = self.cards.iter().enumerate();
        all.filter(move |(_, card)| card.parent == parent && card.kind() != StateKind::NoCard)
    }

    /// Notes that the child's account at the start was made by its first linked representative.
    pub(super) fn made_at_start(&mut self, child: &Person) {
        let Some(creator) = child.linked.first().filter(|_| child.account == AccountLevel::Child)
        else {
            return;
        };
        let mut cards = self.cards.iter_mut().enumerate();
        let own = cards.find(|(_, card)| card.child == Some(child.key) && card.parent == *creator);
        let Some((number, card)) = own else { return };
        let acts = [
            Act::AccountFormOpened { other_account: false },
            Act::AddressGiven { citizenship: Citizenship::Russia },
            Act::PhoneSkipped,
            Act::EmailGiven { used: false, tick: true },
            Act::EmailConfirmed,
            Act::PasswordSet { policy_ok: true, equal: true },
        ];
        for act in acts {
            if let Some(event) = by_parent(creator, act) {
                drop(card.take(years_old(child, 6), event));
            }
        }
        if let Some(account) = self.accounts.get_mut(child.key) {
            account.card = Some(number);
        }
    }
}

fn set_up(birth_date: NaiveDate, representatives: &[&str]) -> SetUp {
    let named = representatives.iter().filter_map(|key| RepresentativeId::parse(key).ok());
    SetUp { birth_date: BirthDate::new(birth_date), representatives: named.collect() }
}

/// A moment when the child was so many years old.
pub(super) fn years_old(child: &Person, years: i64) -> DateTime<FixedOffset> {
    let days = TimeDelta::try_days(years.saturating_mul(366)).unwrap_or_default();
    let day = child.birth_date.checked_add_signed(days).unwrap_or(child.birth_date);
    day.and_time(NaiveTime::MIN).and_utc().fixed_offset()
}
