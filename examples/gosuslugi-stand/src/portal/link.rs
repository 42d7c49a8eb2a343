//! The link (привязка) of a representative's account to a child's, with its machine.

use super::card::years_old;
use super::post::Notice;
use super::{Portal, after, before, digits, representative};
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::{Actor, Party, RepresentativeId};
use consent_model::code::BindingCode;
use consent_model::history::History;
use consent_model::linking::{
    self, Act, Effect, Event, Issue, Linking, Policy, SetUp, State, StateKind,
};
use consent_model::machine::Verdict;
use consent_model::personal::{AccountId, BirthDate, Email};
use consent_model::reason::Reason;
use esia_core::account::AccountLevel;
use esia_core::secrets::Secret;
use families::people::Person;

/// One representative and one child.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) machine: History<Linking>,
    /// The code as the representative sees it, while it lives.
    pub(super) code: Option<Secret>,
    /// Whether the code that is out is for the child's account: only then a window opens there.
    is_for_account: bool,
    /// When codes were made (T-01).
    issued: Vec<DateTime<FixedOffset>>,
}

/// Why no code was made, or none taken.
#[derive(Clone, Copy)]
pub(super) enum NoCode {
    Refused(Reason),
    /// So many were made or tried that somebody seems to guess.
    TooMany,
}

impl Link {
    fn new(child: &Person, parent: &str, others: &[&str]) -> Option<Self> {
        let id = |key: &str| RepresentativeId::parse(key).ok();
        let set_up = SetUp {
            birth_date: BirthDate::new(child.birth_date),
            parent: id(parent)?,
            others: others.iter().filter_map(|key| id(key)).collect(),
        };
        let machine = History::new(set_up, policy());
        Some(Self { machine, code: None, is_for_account: false, issued: Vec::new() })
    }

    pub(super) const fn state(&self) -> &State {
        self.machine.state()
    }

    pub(super) const fn kind(&self) -> StateKind {
        self.state().kind()
    }

    /// Lets something happen to the link.
    pub(super) fn take(
        &mut self,
        at: DateTime<FixedOffset>,
        by: Actor,
        act: Act,
    ) -> Result<Vec<Effect>, Reason> {
        let kind = act.kind();
        let answer = self.machine.push(at, Event::new(by, act));
        if self.kind() != StateKind::CodeIssued {
            self.code = None;
        }
        match answer {
            Ok(step) => Ok(step.effects),
            Err(refused) => {
                tracing::info!(event = %kind, reason = %refused.reason, "a link refuses");
                Err(refused.reason)
            }
        }
    }
}

impl Link {
    /// Lets the timers run: what comes to nothing is not kept.
    pub(super) fn tick(&mut self, at: DateTime<FixedOffset>) {
        for act in [Act::Tick, Act::TurnedEighteen] {
            let event = Event::new(Actor::Clock, act.clone());
            let answer = linking::step(self.state(), &event, at, &policy());
            if answer.is_ok_and(|step| step.verdict == Verdict::Accepted) {
                drop(self.take(at, Actor::Clock, act));
            }
        }
    }
}

impl Portal {
    /// Whether the representative's account is linked to the child's.
    pub(super) fn is_linked(&self, child: &str, parent: &str) -> bool {
        let link = self.links.iter().find(|((of, by), _)| *of == child && *by == parent);
        link.is_some_and(|(_, link)| link.kind() == StateKind::Linked)
    }

    /// The link of the two, begun where there is none. Who else is linked is part of what the
    /// machine is told before its first event, so it is told anew.
    pub(super) fn link(&mut self, child: &Person, parent: &'static str) -> Option<&mut Link> {
        let others: Vec<&str> = child
            .parents
            .iter()
            .copied()
            .filter(|other| *other != parent && self.is_linked(child.key, other))
            .collect();
        let fresh = Link::new(child, parent, &others)?;
        let link = self.links.entry((child.key, parent)).or_insert_with(|| fresh.clone());
        if link.machine.set_up() != fresh.machine.set_up() {
            let set_up = fresh.machine.set_up().clone();
            let entries = link.machine.entries().to_vec();
            if let Ok(machine) = History::replay(set_up, policy(), entries) {
                link.machine = machine;
            }
        }
        Some(link)
    }

    /// Forgets the links of an account that is gone: a new account is linked anew.
    pub(super) fn forget_links(&mut self, child: &str) {
        self.links.retain(|(of, _), _| *of != child);
    }

    /// The links with which a family begins.
    pub(super) fn link_at_start(&mut self, child: &Person, now: DateTime<FixedOffset>) {
        self.made_at_start(child);
        for (position, parent) in child.linked.iter().enumerate() {
            let Some(by) = representative(parent) else { continue };
            let Some(link) = self.link(child, parent) else { continue };
            let acts = if child.account == AccountLevel::Child {
                let first = Act::ChildAccountCreated;
                let other = Act::CardVerified { account_exists: true };
                vec![(years_old(child, 6), by, if position == 0 { first } else { other })]
            } else {
                with_code(child, &by, before(now, TimeDelta::days(30)))
            };
            for (at, by, act) in acts {
                // A family that cannot be linked so begins without: the roster's tests would say so.
                drop(link.take(at, by, act));
            }
        }
    }

    /// Makes a code for the account with this e-mail, if it is the child's; outwardly the same if
    /// it is not (T-16).
    pub(super) fn issue_code(
        &mut self,
        child: &Person,
        parent: &'static str,
        again: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<(), NoCode> {
        let owner = self
            .link(child, parent)
            .and_then(|link| link.state().email().map(|email| email.expose().to_owned()))
            .and_then(|email| self.owner_of_email(&email));
        let account =
            owner.filter(|key| *key == child.key).and_then(|key| AccountId::parse(key).ok());
        let (Some(by), Some(text)) = (representative(parent), digits(CODE_DIGITS)) else {
            return Err(NoCode::Refused(Reason::Unavailable));
        };
        let is_for_account = account.is_some();
        if self.has_made_too_many(child.key, parent, now) {
            return Err(NoCode::TooMany);
        }
        let Some(link) = self.link(child, parent) else {
            return Err(NoCode::Refused(Reason::Unavailable));
        };
        let issue =
            Issue { code: BindingCode::entered(&text), expires_at: after(now, CODE_LIFE), account };
        let act =
            if again { Act::CodeRequestedAgain(issue) } else { Act::OwnershipConfirmed(issue) };
        let effects = link.take(now, by, act).map_err(NoCode::Refused)?;
        if effects.contains(&Effect::CodeIssued) {
            link.code = Some(Secret::new(text));
            link.is_for_account = is_for_account;
            link.issued.push(now);
        }
        Ok(())
    }

    /// Whether a code more in a day would be one too many: for this representative, for this
    /// child's account, or for all.
    fn has_made_too_many(&self, child: &str, parent: &str, now: DateTime<FixedOffset>) -> bool {
        let day_ago = before(now, TimeDelta::days(1));
        let (mut of_parent, mut of_child, mut of_all) = (0_usize, 0_usize, 0_usize);
        for ((of, by), link) in &self.links {
            let made = link.issued.iter().filter(|at| **at > day_ago).count();
            of_all = of_all.saturating_add(made);
            of_child = of_child.saturating_add(if *of == child { made } else { 0 });
            of_parent = of_parent.saturating_add(if *by == parent { made } else { 0 });
        }
        of_parent >= CODES_OF_PARENT || of_child >= CODES_OF_CHILD || of_all >= CODES_OF_ALL
    }

    /// Somebody enters a code in the child's account, beside the name of the one who links.
    pub(super) fn enter_code(
        &mut self,
        child: &Person,
        parent: &'static str,
        code: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), NoCode> {
        let account =
            AccountId::parse(child.key).map_err(|_| NoCode::Refused(Reason::NoAccount))?;
        let day_ago = before(now, TimeDelta::days(1));
        self.wrong_codes.retain(|(_, at)| *at > day_ago);
        let of_child = self.wrong_codes.iter().filter(|(key, _)| *key == child.key).count();
        // The account itself stays open: only codes are not looked at any more (T-03).
        if of_child >= WRONG_OF_CHILD || self.wrong_codes.len() >= WRONG_OF_ALL {
            return Err(NoCode::TooMany);
        }
        // Whether the card's child is the person of the account was settled by the registry: only
        // then the code was made for an account at all.
        let act = Act::CodeEntered { code: BindingCode::entered(code), account, same_child: true };
        let link = self.link(child, parent).ok_or(NoCode::Refused(Reason::CodeDead))?;
        let answer = link.take(now, Actor::Pupil, act).map_err(Reason::outward);
        if answer == Err(Reason::CodeWrong) {
            self.wrong_codes.push((child.key, now));
        }
        let effects = answer.map_err(NoCode::Refused)?;
        self.tell_of_link(child, &effects, now);
        Ok(())
    }

    /// Sends the notices that a new link calls for.
    pub(super) fn tell_of_link(
        &mut self,
        child: &Person,
        effects: &[Effect],
        now: DateTime<FixedOffset>,
    ) {
        for effect in effects {
            let Effect::LinkedNotice(party) = effect else { continue };
            let (to, text, leads_to) = match party {
                Party::Pupil => (
                    child.key.to_owned(),
                    "К вашей учётной записи привязана учётная запись родителя".to_owned(),
                    "/lk/profile",
                ),
                Party::Representative(other) => (
                    other.expose().to_owned(),
                    format!(
                        "Другой родитель привязал учётную запись ребёнка: {}",
                        child.first_name
                    ),
                    "/lk/family",
                ),
            };
            self.post.notify(&to, Notice { at: now, text, leads_to: leads_to.to_owned() });
        }
    }

    /// The representatives who wait for the child to enter a code, while it lives.
    pub(super) fn waiting_for_code(
        &self,
        child: &str,
        now: DateTime<FixedOffset>,
    ) -> Vec<&'static str> {
        let own = self.links.iter().filter(|((of, _), link)| {
            *of == child
                && link.kind() == StateKind::CodeIssued
                && link.state().code().is_some_and(|code| !code.is_dead(now))
                && link.is_for_account
        });
        own.map(|((_, parent), _)| *parent).collect()
    }
}

/// How a teen's own account was linked before the demonstration began.
fn with_code(
    child: &Person,
    by: &Actor,
    at: DateTime<FixedOffset>,
) -> Vec<(DateTime<FixedOffset>, Actor, Act)> {
    let (Ok(email), Ok(account)) = (Email::parse(&child.email()), AccountId::parse(child.key))
    else {
        return Vec::new();
    };
    let code = BindingCode::entered(child.key);
    let issue = Issue { code, expires_at: after(at, CODE_LIFE), account: Some(account.clone()) };
    vec![
        (at, by.clone(), Act::LinkStarted { email, card: true }),
        (at, by.clone(), Act::OwnershipConfirmed(issue)),
        (at, Actor::Pupil, Act::CodeEntered { code, account, same_child: true }),
    ]
}

/// The portal links by itself, so that it waits a day after a change of the e-mail (T-14).
fn policy() -> Policy {
    Policy { email_cool_down_hours: 24, ..Policy::default() }
}

/// Twenty-six bits (T-01).
const CODE_DIGITS: usize = 8;
/// A code that the portal issues lives ten minutes (TM-1).
const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// How many codes one representative gets in a day, for whichever child (T-01).
const CODES_OF_PARENT: usize = 10;
/// How many are made for one child's account in a day, for whichever representative (T-01).
const CODES_OF_CHILD: usize = 15;
/// How many are made in a day at all (T-01).
const CODES_OF_ALL: usize = 10_000;
/// How many wrong codes are taken in one account in a day (T-01).
const WRONG_OF_CHILD: usize = 20;
/// How many in all accounts together (T-01).
const WRONG_OF_ALL: usize = 1_000;

#[cfg(test)]
mod tests;
