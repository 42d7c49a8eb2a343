//! One consent of one pupil for one service: the consent machine, with what the portal adds to it.

use crate::client::Client;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use consent_model::actor::{Actor, Party, RepresentativeId};
use consent_model::consent::{
    self, Consent, Effect, Event, EventKind, Policy, SetUp, StateKind, step,
};
use consent_model::history::History;
use consent_model::machine::Verdict;
use consent_model::personal::BirthDate;
use families::people::Person;
use std::collections::BTreeSet;

/// What a person does in the cabinet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// «Подтвердить».
    Approve,
    /// «Отказать».
    Decline,
    /// «Отозвать».
    Withdraw,
    /// «Возразить»: the other parent disagrees.
    Object,
    /// «Снять возражение».
    LiftObjection,
}

impl Act {
    const ALL: [Self; 5] =
        [Self::Approve, Self::Decline, Self::Withdraw, Self::Object, Self::LiftObjection];
}

/// One pupil and one service.
#[derive(Clone)]
pub(crate) struct Episode {
    pub(crate) id: String,
    pub(crate) client_id: String,
    pub(crate) service: String,
    pub(crate) subject: u64,
    pub(crate) request: Option<Request>,
    machine: History<Consent>,
}

/// An open request.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) at: DateTime<Utc>,
}

/// What came of an event: its name among the news, and what the machine asks for.
pub(super) struct Done {
    pub(super) kind: &'static str,
    pub(super) effects: Vec<Effect>,
}

impl Episode {
    /// Nobody asked and nobody said anything.
    pub(super) fn new(id: String, client: &Client, pupil: &Person, linked: &[u64]) -> Self {
        let set_up = SetUp {
            birth_date: BirthDate::new(pupil.birth_date),
            representatives: linked.iter().filter_map(|oid| representative(*oid)).collect(),
        };
        Self {
            id,
            client_id: client.id.clone(),
            service: client.service.clone(),
            subject: pupil.oid,
            request: None,
            machine: History::new(set_up, POLICY()),
        }
    }

    /// How it stands, as the machine has it.
    pub(crate) const fn standing(&self) -> StateKind {
        self.machine.state().kind()
    }

    /// How it stands, as the cabinet says it.
    pub(crate) const fn standing_name(&self) -> &'static str {
        match self.standing() {
            StateKind::None => "не запрошено",
            StateKind::Requested => "ожидает решения",
            StateKind::Granted => "действует",
            StateKind::Contested => "приостановлено: родители не согласны друг с другом",
            StateKind::Declined => "отказано",
            StateKind::Withdrawn => "отозвано",
            StateKind::Lapsed => "срок запроса истёк",
            StateKind::Ended => "закончилось",
        }
    }

    /// What the machine lets this person do now.
    pub(crate) fn allowed(&self, actor: u64, now: DateTime<Utc>) -> Vec<Act> {
        let own = self.machine.state().episode().grants();
        let has_granted = party(self.subject, actor).is_some_and(|party| own.contains_key(&party));
        let is_open = |act: &Act| {
            // Who has not granted withdraws nothing: to the machine it is an objection.
            let is_objection = *act == Act::Withdraw && !has_granted;
            let event = self.event(actor, *act).filter(|_| !is_objection);
            event.is_some_and(|event| self.would_change(&event, now))
        };
        Act::ALL.into_iter().filter(is_open).collect()
    }

    /// The person does it; `None` if the machine refuses or nothing comes of it.
    pub(super) fn take(&mut self, actor: u64, act: Act, now: DateTime<Utc>) -> Option<Done> {
        let event = self.event(actor, act)?;
        self.push(event, now)
    }

    /// The pupil tried to sign in: whoever may consent is asked.
    pub(super) fn ask(&mut self, request: String, now: DateTime<Utc>) -> Option<Done> {
        let attempt = consent::Act::SignInAttempted { matched: true, account_active: true };
        let done = self.push(Event::new(Actor::Pupil, attempt), now)?;
        self.request = Some(Request { id: request, at: now });
        Some(done)
    }

    /// The links as the portal has them now.
    pub(super) fn keep_links(&mut self, linked: &[u64], now: DateTime<Utc>) -> Vec<Done> {
        let known = self.machine.state().facts().linked();
        let now_linked: BTreeSet<_> =
            linked.iter().filter_map(|oid| representative(*oid)).collect();
        let linked = now_linked.difference(known).cloned().map(|who| {
            let by = Actor::Representative(who.clone());
            Event::new(by, consent::Act::Linked { who })
        });
        let unlinked = known
            .difference(&now_linked)
            .cloned()
            .map(|who| Event::new(Actor::Esia, consent::Act::Unlinked { who }));
        let events: Vec<Event> = linked.chain(unlinked).collect();
        events.into_iter().filter_map(|event| self.push(event, now)).collect()
    }

    /// What time has ended: a request that nobody answered (TM-3), a parent's word once the pupil
    /// is an adult.
    pub(super) fn keep_time(&mut self, now: DateTime<Utc>) -> Vec<Done> {
        let days = TimeDelta::try_days(POLICY().request_ttl_days.into()).unwrap_or_default();
        let has_lapsed =
            self.request.as_ref().is_some_and(|it| now.signed_duration_since(it.at) >= days);
        let lapsed = has_lapsed.then_some(consent::Act::RequestLapsed);
        let acts = lapsed.into_iter().chain([consent::Act::TurnedEighteen]);
        acts.filter_map(|act| self.push(Event::new(Actor::Clock, act), now)).collect()
    }

    /// The account is gone.
    pub(super) fn end(&mut self, now: DateTime<Utc>) -> Option<Done> {
        self.push(Event::new(Actor::Esia, consent::Act::AccountDeleted), now)
    }

    /// Who that is at the portal.
    pub(super) fn oid_of(&self, party: &Party) -> Option<u64> {
        match party {
            Party::Pupil => Some(self.subject),
            Party::Representative(id) => id.expose().parse().ok(),
        }
    }

    fn event(&self, actor: u64, act: Act) -> Option<Event> {
        let is_self = actor == self.subject;
        let (expires_at, step_up) = (None, false);
        let is_asked = matches!(self.standing(), StateKind::Requested | StateKind::Granted);
        let act = match (act, is_self) {
            (Act::Approve, true) => consent::Act::SelfApproved { step_up, expires_at },
            (Act::Approve, false) if is_asked => consent::Act::Approved { expires_at },
            // Before anybody asks: «Школьное портфолио».
            (Act::Approve, false) => consent::Act::ApprovedInAdvance { expires_at },
            (Act::Decline, true) => consent::Act::SelfDeclined { step_up },
            (Act::Decline, false) => consent::Act::Declined,
            (Act::Withdraw, true) => consent::Act::SelfWithdrawn { step_up },
            (Act::Withdraw, false) => consent::Act::Withdrawn,
            (Act::Object, _) => consent::Act::Objected,
            (Act::LiftObjection, _) => consent::Act::ObjectionLifted,
        };
        let by = match party(self.subject, actor)? {
            Party::Pupil => Actor::Pupil,
            Party::Representative(id) => Actor::Representative(id),
        };
        Some(Event::new(by, act))
    }

    fn would_change(&self, event: &Event, now: DateTime<Utc>) -> bool {
        let answer = step(self.machine.state(), event, moscow(now), &POLICY());
        answer.is_ok_and(|step| step.verdict == Verdict::Accepted)
    }

    /// Steps what changes something; the rest is not kept.
    fn push(&mut self, event: Event, now: DateTime<Utc>) -> Option<Done> {
        if !self.would_change(&event, now) {
            return None;
        }
        let kind = EventKind::as_str(event.kind());
        let effects = self.machine.push(moscow(now), event).ok()?.effects;
        if self.standing() != StateKind::Requested {
            self.request = None;
        }
        Some(Done { kind, effects })
    }
}

/// What an account is to the pupil's consent.
fn party(subject: u64, actor: u64) -> Option<Party> {
    if subject == actor {
        return Some(Party::Pupil);
    }
    representative(actor).map(Party::Representative)
}

fn representative(oid: u64) -> Option<RepresentativeId> {
    RepresentativeId::parse(&oid.to_string()).ok()
}

/// The portal's zone.
fn moscow(now: DateTime<Utc>) -> DateTime<FixedOffset> {
    FixedOffset::east_opt(3 * 3600)
        .map_or_else(|| now.fixed_offset(), |zone| now.with_timezone(&zone))
}

/// The portal itself sends a request as often as a system asks; that a refusal gives a while of
/// quiet (T-18) is the system's own rule.
const POLICY: fn() -> Policy = || Policy { cool_down_hours: 0, ..Policy::default() };

#[cfg(test)]
mod tests {
    use super::{Act, Episode, StateKind};
    use crate::client::Client;
    use chrono::{DateTime, TimeDelta, Utc};
    use families::people::person;

    const MOTHER: u64 = 2;
    const FATHER: u64 = 3;

    fn at() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-09-01T09:00:00Z").unwrap().to_utc()
    }

    fn contested() -> Episode {
        let pupil = person("asked-pupil", at().date_naive()).unwrap();
        let client = Client::new("DIARY");
        let mut episode = Episode::new("c-1".into(), &client, &pupil, &[MOTHER, FATHER]);
        assert!(episode.take(MOTHER, Act::Approve, at()).is_some());
        assert!(episode.take(FATHER, Act::Object, at()).is_some());
        assert_eq!(episode.standing(), StateKind::Contested);
        episode
    }

    #[test]
    fn an_objection_outlives_the_consent_that_it_was_made_against() {
        let mut episode = contested();
        assert!(episode.take(MOTHER, Act::Withdraw, at()).is_some());
        assert_eq!(episode.standing(), StateKind::Withdrawn);
        assert!(episode.take(MOTHER, Act::Approve, at()).is_some());
        assert_eq!(episode.standing(), StateKind::Contested);
        assert_eq!(episode.allowed(FATHER, at()), [Act::LiftObjection]);
        assert!(episode.take(FATHER, Act::LiftObjection, at()).is_some());
        assert_eq!(episode.standing(), StateKind::Granted);
    }

    #[test]
    fn what_changes_nothing_is_not_done() {
        let mut episode = contested();
        assert!(episode.take(FATHER, Act::Object, at()).is_none(), "objected already");
        assert!(episode.take(4, Act::Approve, at()).is_none(), "a stranger");
        assert!(episode.keep_time(at()).is_empty());
        assert!(episode.keep_links(&[MOTHER, FATHER], at()).is_empty());
    }

    #[test]
    fn an_adult_begins_with_nothing_that_the_parents_said() {
        let mut episode = contested();
        let later = at() + TimeDelta::days(10 * 366);
        let kinds: Vec<_> = episode.keep_time(later).iter().map(|done| done.kind).collect();
        assert_eq!(kinds, ["turned_eighteen"]);
        assert_eq!(episode.standing(), StateKind::Ended);
        assert!(episode.keep_time(later).is_empty(), "the second time there is nothing to end");
    }
}
