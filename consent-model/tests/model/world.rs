//! One family: the machines of both parents, the consent, the child account, and the diary's login.

use crate::scope::Scope;
use chrono::{DateTime, FixedOffset};
use consent_model::actor::{Actor, Party, RepresentativeId};
use consent_model::child_account;
use consent_model::consent::{self, EndReason, Ruling};
use consent_model::fact::{consent_fact, overdue};
use consent_model::linking;
use consent_model::machine::{Machine, Rejection, Step, Verdict};
use consent_model::personal::BirthDate;
use consent_model::table::Row;
use esia_core::access::{Decision, Facts, LinkedParents, Login, Lookup, decide};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::age::AgeBand;
use esia_core::record::RecordId;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

/// The clock, coarse: under 14 twice, the first instant of 14, the last minute and the first
/// instant around 18, and after. The first two are more than a day apart, so a cool-down ends.
const POINTS: [&str; 6] = [
    "2024-05-01T08:00:00+03:00",
    "2024-05-05T20:00:00+03:00",
    "2024-05-06T00:00:00+03:00",
    "2028-05-05T23:59:00+03:00",
    "2028-05-06T00:00:00+03:00",
    "2028-05-08T08:00:00+03:00",
];

/// The birth date of every pupil here; others come by correction alone.
pub(crate) const BIRTH: &str = "2010-05-05";

/// The two representatives.
pub(crate) const PARENTS: [&str; 2] = ["p", "q"];

static IDS: LazyLock<[RepresentativeId; 2]> =
    LazyLock::new(|| PARENTS.map(|id| RepresentativeId::parse(id).unwrap()));

static MOMENTS: LazyLock<[DateTime<FixedOffset>; 6]> =
    LazyLock::new(|| POINTS.map(|point| DateTime::parse_from_rfc3339(point).unwrap()));

/// When a grant with a term ends.
pub(crate) fn term_ends() -> DateTime<FixedOffset> {
    MOMENTS[3]
}

/// Whom a grant or a request can be of.
static PARTIES: LazyLock<[Party; 3]> = LazyLock::new(|| {
    [Party::Representative(parent(0)), Party::Representative(parent(1)), Party::Pupil]
});

pub(crate) fn parent(place: usize) -> RepresentativeId {
    IDS[place].clone()
}

/// The states of all machines, what the diary keeps, and what a property must remember.
///
/// Two worlds are one state where nothing that can still happen tells them apart: sequence
/// numbers, the numbers of episodes and moments that are past for every rule do not count.
#[expect(clippy::struct_excessive_bools, reason = "facts that have nothing to do with each other")]
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) clock: usize,
    pub(crate) consent: Arc<consent::State>,
    pub(crate) links: [Arc<linking::State>; 2],
    pub(crate) child: Arc<child_account::State>,
    /// Whether the account is the pupil's own making: a teen's, or after the move at 18.
    pub(crate) own_account: bool,
    /// Whether the diary's register has the pupil's record.
    pub(crate) record: bool,
    pub(crate) login: Option<Arc<Login>>,
    /// Which code each parent was issued last, A or B.
    pub(crate) codes: [char; 2],
    /// A sign-in that matched no record has sent a request (I-23).
    pub(crate) asked_unmatched: bool,
    /// The register once had no record (I-45).
    pub(crate) was_missing: bool,
}

impl World {
    pub(crate) fn new(scope: &Scope) -> Self {
        let birth_date = BirthDate::new(BIRTH.parse().unwrap());
        let both = || [parent(0), parent(1)].into();
        let link = |mine: usize, other: usize| {
            let others = [parent(other)].into();
            Arc::new(linking::State::new(&linking::SetUp {
                birth_date,
                parent: parent(mine),
                others,
            }))
        };
        let set_up = child_account::SetUp { birth_date, representatives: both() };
        let set_up_of_consent = consent::SetUp { birth_date, representatives: both() };
        Self {
            clock: 0,
            consent: Arc::new(consent::State::new(&set_up_of_consent)),
            links: [link(0, 1), link(1, 0)],
            child: Arc::new(child_account::State::new(&set_up)),
            own_account: scope.own_account,
            record: true,
            login: None,
            codes: ['A'; 2],
            asked_unmatched: false,
            was_missing: false,
        }
    }

    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        MOMENTS[self.clock]
    }

    /// Whether the clock can still move.
    pub(crate) fn has_future(&self, scope: &Scope) -> bool {
        self.clock < scope.last
    }

    /// The band by the consent's birth date.
    pub(crate) fn band(&self, scope: &Scope) -> AgeBand {
        let birth = self.consent.facts().birth_date();
        birth.band_on(self.now().date_naive(), scope.policy.access.age_rule)
    }

    /// Whether the pupil consents as an adult: 18 reached, or emancipated at 14 to 17.
    pub(crate) fn is_adult(&self, scope: &Scope) -> bool {
        match self.band(scope) {
            AgeBand::Under14 => false,
            AgeBand::From14To17 => self.consent.facts().is_emancipated(),
            AgeBand::Adult => true,
        }
    }

    pub(crate) fn has_account(&self) -> bool {
        let gone = self.consent.facts().is_account_deleted();
        !gone && (self.own_account || self.child.kind() == child_account::StateKind::Active)
    }

    pub(crate) fn is_linked(&self, place: usize) -> bool {
        self.links[place].kind() == linking::StateKind::Linked
    }

    /// What the diary knows, with the account as the login remembers it.
    fn facts(&self) -> Facts {
        let (kind, level) = if self.own_account {
            (AccountKind::SelfMade, AccountLevel::Confirmed)
        } else {
            (AccountKind::Child, AccountLevel::Child)
        };
        let links = self.links.iter().filter(|link| link.kind() == linking::StateKind::Linked);
        Facts {
            account: Some(Account::from_verified(subject(), kind, level)),
            birth_date: Some(self.consent.facts().birth_date().expose()),
            emancipated: self.consent.facts().is_emancipated(),
            lookup: if self.record { Lookup::Found(record()) } else { Lookup::NotFound },
            linked_parents: LinkedParents::Known(u32::try_from(links.count()).unwrap()),
            consent: consent_fact(&self.consent, self.now()),
        }
    }

    /// Asks the real login decision, and tells what it says.
    pub(crate) fn decided<T>(&self, scope: &Scope, told: impl FnOnce(Decision<'_>) -> T) -> T {
        told(decide(&self.facts(), &scope.policy.access, self.now().date_naive()))
    }

    /// A live login: one that a request would still be served for.
    pub(crate) fn is_served(&self, scope: &Scope) -> bool {
        let Some(login) = &self.login else { return false };
        let mut asked = self.clone();
        asked.bring_due(scope);
        asked.decided(scope, |decision| match decision {
            Decision::Allow(entry) => {
                Login::resume(entry, login.subject(), login.record(), login.epoch()).is_ok()
            }
            Decision::NotFound(_)
            | Decision::NeedLink(_)
            | Decision::NeedConsent(_)
            | Decision::Refuse(_) => false,
        })
    }

    /// The same world once the timers that are due have come, each machine with its own.
    pub(crate) fn settled(&self, scope: &Scope) -> Self {
        let mut next = self.clone();
        next.bring_due(scope);
        for place in 0..PARENTS.len() {
            let event = linking::Event::new(Actor::Clock, linking::Act::TurnedEighteen);
            next.tell_link(scope, place, &event);
        }
        next
    }

    /// What time alone has made due comes before each decision (D-13).
    fn bring_due(&mut self, scope: &Scope) {
        // INVARIANT: each such event ends the episode, so that one more round finds nothing.
        for _ in 0..2 {
            if let Some(event) = self.due(scope) {
                self.tell_consent(scope, &event);
            }
        }
    }

    /// The library's own answer; for a table with a fault, the same question put to that table.
    fn due(&self, scope: &Scope) -> Option<consent::Event> {
        if scope.tables.consent.is_none() {
            return overdue(&self.consent, self.now(), &scope.policy);
        }
        let is_expired = self.consent.episode().is_expired(self.now());
        let act = if is_expired { consent::Act::TermExpired } else { consent::Act::TurnedEighteen };
        self.consent.kind().is_open().then(|| consent::Event::new(Actor::Clock, act))
    }

    /// Steps the consent, and does what its effects say: this is how the diary ends logins.
    pub(crate) fn tell_consent(&mut self, scope: &Scope, event: &consent::Event) {
        let rows = scope.tables.consent.as_deref();
        let answer = step(rows, &self.consent, event, self.now(), &scope.policy);
        let Ok(answer) = answer else { return };
        if answer.verdict == Verdict::Accepted {
            self.consent = Arc::new(answer.state);
        }
        for effect in answer.effects {
            match effect {
                consent::Effect::CloseAccess if scope.is_deaf => {}
                consent::Effect::CloseAccess => self.login = None,
                consent::Effect::Recheck => {
                    if !self.is_served(scope) {
                        self.login = None;
                    }
                }
                consent::Effect::Notice(_) => {
                    let acts =
                        consent::Act::SignInAttempted { matched: false, account_active: true };
                    self.asked_unmatched |= event.act == acts;
                }
                consent::Effect::ReNotice(_)
                | consent::Effect::RetryNotice(_)
                | consent::Effect::StaffTaskNotice
                | consent::Effect::Inform(_)
                | consent::Effect::DestroyData => {}
            }
        }
    }

    /// Steps a parent's link; a new one is told to the consent, by the parent.
    pub(crate) fn tell_link(&mut self, scope: &Scope, place: usize, event: &linking::Event) {
        let was_linked = self.is_linked(place);
        let rows = scope.tables.linking.as_deref();
        match step(rows, &self.links[place], event, self.now(), &scope.linking_policy()) {
            Ok(answer) => {
                if answer.verdict == Verdict::Accepted {
                    self.links[place] = Arc::new(answer.state);
                }
            }
            Err(refused) => {
                if let Some(changed) = refused.changed {
                    self.links[place] = Arc::from(changed);
                }
            }
        }
        if self.is_linked(place) && !was_linked {
            let act = consent::Act::Linked { who: parent(place) };
            let by = Actor::Representative(parent(place));
            self.tell_consent(scope, &consent::Event::new(by, act));
        }
    }

    /// Steps the child account, and passes on what it emits.
    pub(crate) fn tell_child(&mut self, scope: &Scope, event: &child_account::Event) {
        let rows = scope.tables.child.as_deref();
        let policy = child_account::Policy { age_rule: scope.policy.access.age_rule };
        match step(rows, &self.child, event, self.now(), &policy) {
            Ok(answer) => {
                if answer.verdict == Verdict::Accepted {
                    self.child = Arc::new(answer.state);
                }
                for effect in answer.effects {
                    if effect == child_account::Effect::ChildAccountCreated {
                        let act = linking::Act::ChildAccountCreated;
                        let by = Actor::Representative(parent(0));
                        self.tell_link(scope, 0, &linking::Event::new(by, act));
                    }
                    if effect == child_account::Effect::AccountDeleted {
                        self.delete_account(scope);
                    }
                }
            }
            Err(refused) => {
                if let Some(changed) = refused.changed {
                    self.child = Arc::from(changed);
                }
            }
        }
    }

    /// The portal tells everybody that the account is gone.
    pub(crate) fn delete_account(&mut self, scope: &Scope) {
        let act = consent::Act::AccountDeleted;
        self.tell_consent(scope, &consent::Event::new(Actor::Esia, act));
        for place in 0..PARENTS.len() {
            let act = linking::Act::AccountDeleted;
            self.tell_link(scope, place, &linking::Event::new(Actor::Esia, act));
        }
    }

    /// The diary's sign-in: what is due by time alone, the decision, and what it asks for (6.4).
    pub(crate) fn sign_in(&mut self, scope: &Scope) {
        self.bring_due(scope);
        let (login, asks) = self.decided(scope, |decision| {
            let asks = decision.request_consent();
            match decision {
                Decision::Allow(entry) => (Some(Arc::new(Login::open(entry))), asks),
                Decision::NotFound(_)
                | Decision::NeedLink(_)
                | Decision::NeedConsent(_)
                | Decision::Refuse(_) => (None, asks),
            }
        });
        self.login = login;
        if asks {
            let act = consent::Act::SignInAttempted { matched: true, account_active: true };
            self.tell_consent(scope, &consent::Event::new(Actor::Pupil, act));
        }
    }

    /// What tells this world from others, in small numbers.
    fn key(&self) -> impl Hash + Eq + use<> {
        let at = self.now();
        let facts = self.consent.facts();
        let episode = self.consent.episode();
        let bits = |has: &dyn Fn(&RepresentativeId) -> bool| IDS.each_ref().map(has);
        let parties = PARTIES.each_ref();
        let recipients = parties.map(|party| {
            episode.recipients().get(party).map(|sent| {
                let is_due = at.signed_duration_since(sent.sent_at()).num_hours() >= 24;
                (is_due, sent.failures().min(3))
            })
        });
        let grants = parties.map(|party| {
            let grant = episode.grants().get(party);
            grant.map(|grant| (grant.is_expired(at), grant.expires_at()))
        });
        let declines = parties.map(|party| episode.declines().contains(party));
        let is_cooling = self.consent.kind() == consent::StateKind::Declined
            && episode
                .over_at()
                .is_some_and(|since| at.signed_duration_since(since).num_hours() < 24);
        let links = [0, 1].map(|place| {
            let link = &self.links[place];
            let code = link.code().map(|code| (code.tries_left(), code.is_dead(at)));
            let entitled = bits(&|id| link.facts().entitled().contains(id));
            let others = bits(&|id| link.facts().others_linked().contains(id));
            let gone = link.facts().is_account_deleted();
            let letter = code.map(|_| self.codes[place]);
            (link.kind().index(), code, letter, entitled, others, gone)
        });
        let check = self.child.check().map(|check| {
            let age = at.signed_duration_since(check.asked_at());
            (
                check.is_soft_noticed(),
                check.is_escalated(),
                age.num_minutes() >= 20,
                age.num_days() >= 30,
            )
        });
        let child = (
            self.child.kind().index(),
            self.child.detail().map(child_account::Detail::index),
            self.child.phone(),
            self.child.has_come_of_age(),
            check,
        );
        let consent = (
            self.consent.kind().index(),
            episode.end().map(EndReason::index),
            (episode.is_own(), is_cooling, recipients, grants, declines),
            (facts.birth_date(), facts.is_emancipated(), facts.is_account_deleted()),
            bits(&|id| facts.linked().contains(id)),
            bits(&|id| facts.entitled().contains(id)),
            bits(&|id| facts.objections().contains(id)),
            facts.ruling().map(|ruling| ruling == Ruling::Allow),
        );
        let login = self.login.as_ref().map(|login| login.epoch() == self.consent.epoch());
        let rest =
            (self.clock, self.own_account, self.record, self.asked_unmatched, self.was_missing);
        (consent, links, child, login, rest)
    }
}

impl World {
    /// Whether the two are the very same, which is cheaper to see than that they count as one.
    pub(crate) fn is_untouched(&self, before: &Self) -> bool {
        let small = |world: &Self| {
            let codes = (world.codes, world.asked_unmatched, world.was_missing);
            (world.clock, world.own_account, world.record, codes, world.login.clone())
        };
        let links = self.links.iter().zip(&before.links);
        Arc::ptr_eq(&self.consent, &before.consent)
            && Arc::ptr_eq(&self.child, &before.child)
            && links.into_iter().all(|(link, before)| Arc::ptr_eq(link, before))
            && small(self) == small(before)
    }
}

impl Hash for World {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialEq for World {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for World {}

/// The real step, or the same interpreter on a table with a fault.
fn step<M: Machine>(
    rows: Option<&[Row<M>]>,
    state: &M::State,
    event: &M::Event,
    at: DateTime<FixedOffset>,
    policy: &M::Policy,
) -> Result<Step<M>, Rejection<M>> {
    match rows {
        None => M::step(state, event, at, policy),
        Some(rows) => M::step_by(rows, state, event, at, policy),
    }
}

fn subject() -> Subject {
    Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()))
}

fn record() -> RecordId {
    RecordId::new("J1".into())
}
