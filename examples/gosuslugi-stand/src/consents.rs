//! Consents (согласия) as the portal would keep them: who was asked, who said what, when.
//!
//! What may be done is the consent machine's matter, and what it means for a sign-in the diary's;
//! the portal keeps the one, tells its news to the other, and sends the notices. One episode is
//! one pupil and one service.

mod episode;

use crate::client::Client;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use consent_model::consent::{Effect, StateKind};
pub use episode::Act;
use episode::Done;
pub(crate) use episode::Episode;
use esia_core::age::{ADULT_YEARS, AgeReached, is_reached};
use families::people::{Consent, Person, Role};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// All consents, their news and the notices.
#[derive(Default)]
pub(crate) struct Consents {
    /// Whose account is whose, by key; a representative's never changes its number.
    accounts: BTreeMap<&'static str, u64>,
    /// In the order of their numbers.
    episodes: Vec<Episode>,
    /// The episode of a client and a pupil.
    of_pupil: BTreeMap<(String, u64), String>,
    pub(crate) notices: Vec<Notice>,
    news: Vec<(String, Event)>,
    /// Which news are about a pupil, by client and pupil.
    about: BTreeMap<(String, u64), Vec<usize>>,
    answered: BTreeMap<(String, String), (u64, String)>,
    requests: u64,
    /// Numbers the episodes: an ended one leaves its number unused.
    opened: u64,
}

/// A notice in a person's cabinet.
#[derive(Clone)]
pub(crate) struct Notice {
    pub(crate) to: u64,
    pub(crate) episode: String,
    pub(crate) text: String,
}

/// What the platform tells a client.
#[derive(Clone, serde::Serialize)]
pub(crate) struct Event {
    pub(crate) sequence: usize,
    pub(crate) subject: u64,
    pub(crate) occurred_at: String,
    pub(crate) kind: &'static str,
    pub(crate) by: String,
    pub(crate) request: Option<String>,
    pub(crate) recipients: Vec<String>,
}

/// Whether the 18th birthday has passed.
pub(crate) fn is_adult(subject: &Person, today: NaiveDate) -> bool {
    is_reached(subject.birth_date, ADULT_YEARS, AgeReached::DayAfterBirthday, today)
}

/// A representative's name towards one client: the same each time, and no account number.
pub(crate) fn handle(client_id: &str, subject: u64, actor: u64) -> String {
    if subject == actor {
        return "self".into();
    }
    let text = format!("{HANDLE_KEY}|{client_id}|{actor}");
    let signs: String = crate::random::hex(&Sha256::digest(text)).chars().take(12).collect();
    format!("r-{signs}")
}

/// The answer to a client's request for consent.
pub(crate) enum Asked {
    /// A request was made, and notices sent.
    Created(String),
    /// A request is open already, or the same key came again.
    Open(String),
    /// Consent is given or contested: there is nothing to ask.
    InForce,
    /// Nobody may be asked.
    NoRecipients,
    /// The idempotency key was used for another subject.
    KeyReused,
}

impl Consents {
    /// Nobody has said anything; these people may.
    pub(crate) fn of(people: &[Person]) -> Self {
        let accounts = people.iter().map(|person| (person.key, person.oid)).collect();
        Self { accounts, ..Self::default() }
    }

    /// Who may act for a pupil today: an adult alone, else the linked representatives.
    pub(crate) fn actors(&self, subject: &Person, today: NaiveDate) -> Vec<u64> {
        if is_adult(subject, today) {
            return vec![subject.oid];
        }
        self.representatives(subject)
    }

    /// The accounts that are linked to the pupil's.
    fn representatives(&self, subject: &Person) -> Vec<u64> {
        subject.linked.iter().filter_map(|key| self.accounts.get(key).copied()).collect()
    }

    /// Opens an episode for each pupil, with what the families begin with.
    pub(crate) fn open(
        &mut self,
        client: &Client,
        people: &[Person],
        today: NaiveDate,
        now: DateTime<Utc>,
    ) {
        let yesterday = now.checked_sub_signed(TimeDelta::days(1)).unwrap_or(now);
        for pupil in people.iter().filter(|person| person.role == Role::Pupil) {
            let id = self.open_for(client, pupil);
            let accounts = &self.accounts;
            let oid_of = |key| accounts.get(key).copied().unwrap_or_default();
            let acts = match pupil.consent {
                Consent::None => vec![],
                Consent::GrantedByParent { by } => vec![(oid_of(by), Act::Approve)],
                Consent::GrantedBySelf => {
                    self.request(&id, pupil, today, yesterday);
                    vec![(pupil.oid, Act::Approve)]
                }
                Consent::Contested { granted_by, objected_by } => {
                    vec![(oid_of(granted_by), Act::Approve), (oid_of(objected_by), Act::Object)]
                }
            };
            for (actor, act) in acts {
                self.act(&id, pupil, actor, act, today, yesterday);
            }
        }
        self.notices.clear();
    }

    /// Opens an episode for one pupil.
    pub(crate) fn open_for(&mut self, client: &Client, pupil: &Person) -> String {
        let id = format!("c-{}", self.opened);
        self.opened = self.opened.saturating_add(1);
        let linked = self.representatives(pupil);
        self.of_pupil.insert((client.id.clone(), pupil.oid), id.clone());
        self.episodes.push(Episode::new(id.clone(), client, pupil, &linked));
        id
    }

    /// The pupil's account is gone, and every consent with it.
    pub(crate) fn end_account(&mut self, oid: u64, now: DateTime<Utc>) {
        self.of_pupil.retain(|(_, pupil), _| *pupil != oid);
        let gone: Vec<Episode> =
            self.episodes.extract_if(.., |episode| episode.subject == oid).collect();
        for mut episode in gone {
            self.notices.retain(|notice| notice.episode != episode.id);
            if let Some(done) = episode.end(now) {
                self.tell(&episode.client_id, oid, done.kind, "esia".into(), None, vec![], now);
            }
        }
    }

    /// The episodes of a pupil, brought up to now.
    pub(crate) fn episodes_of(
        &mut self,
        subject: &Person,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Vec<Episode> {
        let own = self.episodes.iter().filter(|episode| episode.subject == subject.oid);
        let ids: Vec<String> = own.map(|episode| episode.id.clone()).collect();
        for id in &ids {
            self.keep_time(id, subject, today, now);
        }
        self.episodes.iter().filter(|episode| ids.contains(&episode.id)).cloned().collect()
    }

    /// The episode of a pupil with a client.
    pub(crate) fn episode_of(&self, client_id: &str, subject: u64) -> Option<&Episode> {
        let id = self.of_pupil.get(&(client_id.to_owned(), subject))?;
        self.episodes.get(self.place_of(id)?)
    }

    fn episode_mut(&mut self, id: &str) -> Option<&mut Episode> {
        let place = self.place_of(id)?;
        self.episodes.get_mut(place)
    }

    fn place_of(&self, id: &str) -> Option<usize> {
        let number = number_of(id)?;
        self.episodes.binary_search_by_key(&Some(number), |it| number_of(&it.id)).ok()
    }

    /// A client asks for consent.
    pub(crate) fn ask(
        &mut self,
        client_id: &str,
        subject: &Person,
        key: &str,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Asked {
        if let Some(id) = self.episode_of(client_id, subject.oid).map(|it| it.id.clone()) {
            self.keep_time(&id, subject, today, now);
        }
        let key = (client_id.to_owned(), key.to_owned());
        if let Some((asked_for, request)) = self.answered.get(&key) {
            // A key is good for one subject.
            return if *asked_for == subject.oid {
                Asked::Open(request.clone())
            } else {
                Asked::KeyReused
            };
        }
        let Some(episode) = self.episode_of(client_id, subject.oid) else {
            return Asked::NoRecipients;
        };
        let id = episode.id.clone();
        match episode.standing() {
            StateKind::Granted | StateKind::Contested => return Asked::InForce,
            StateKind::Requested => {
                return episode.request.clone().map_or(Asked::NoRecipients, |open| {
                    self.answered.insert(key, (subject.oid, open.id.clone()));
                    Asked::Open(open.id)
                });
            }
            StateKind::None
            | StateKind::Declined
            | StateKind::Withdrawn
            | StateKind::Lapsed
            | StateKind::Ended => {}
        }
        match self.request(&id, subject, today, now) {
            Some(request) => {
                self.answered.insert(key, (subject.oid, request.clone()));
                Asked::Created(request)
            }
            None => Asked::NoRecipients,
        }
    }

    /// A person acts; false if this act is not open to this person now.
    pub(crate) fn act(
        &mut self,
        id: &str,
        subject: &Person,
        actor: u64,
        act: Act,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> bool {
        self.keep_time(id, subject, today, now);
        let is_actor = self.actors(subject, today).contains(&actor);
        let Some(episode) = self.episode_mut(id) else { return false };
        if !is_actor || !episode.allowed(actor, now).contains(&act) {
            return false;
        }
        let request = episode.request.as_ref().map(|request| request.id.clone());
        let Some(done) = episode.take(actor, act, now) else { return false };
        let episode = episode.clone();
        let by = handle(&episode.client_id, episode.subject, actor);
        self.notify(&episode, &done, actor);
        self.tell(&episode.client_id, episode.subject, done.kind, by, request, vec![], now);
        true
    }

    /// News of a client after a sequence number, oldest first.
    pub(crate) fn news<'c>(
        &'c self,
        client_id: &'c str,
        after: usize,
    ) -> impl Iterator<Item = &'c Event> {
        let of_client = self.news.iter().filter(move |(client, _)| client == client_id);
        of_client.map(|(_, event)| event).filter(move |event| event.sequence > after)
    }

    /// News of a client about one pupil, oldest first.
    pub(crate) fn news_of(&self, client_id: &str, subject: u64) -> impl Iterator<Item = &Event> {
        let about = self.about.get(&(client_id.to_owned(), subject));
        about.into_iter().flatten().filter_map(|place| Some(&self.news.get(*place)?.1))
    }

    /// The last sequence number given out.
    pub(crate) const fn last_sequence(&self) -> usize {
        self.news.len()
    }

    /// Asks all who may act, with a notice each.
    fn request(
        &mut self,
        id: &str,
        subject: &Person,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let recipients = self.actors(subject, today);
        if recipients.is_empty() {
            return None;
        }
        self.requests = self.requests.saturating_add(1);
        let request = format!("q-{}", self.requests);
        let episode = self.episode_mut(id)?;
        let done = episode.ask(request.clone(), now)?;
        let episode = episode.clone();
        self.notify(&episode, &done, subject.oid);
        let client_id = &episode.client_id;
        let names = recipients.iter().map(|to| handle(client_id, subject.oid, *to)).collect();
        let (by, asked) = ("operator".into(), Some(request.clone()));
        self.tell(client_id, subject.oid, "requested", by, asked, names, now);
        Some(request)
    }

    /// Brings an episode up to now: links that were made or ended, a request that nobody answered
    /// (TM-3), a birthday.
    pub(crate) fn keep_time(
        &mut self,
        id: &str,
        subject: &Person,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) {
        let linked = self.representatives(subject);
        let Some(episode) = self.episode_mut(id) else { return };
        let request = episode.request.as_ref().map(|request| request.id.clone());
        let by_time = episode.keep_time(now);
        // A system asks for the links themselves: they are no news of the consent.
        let by_link =
            if is_adult(subject, today) { Vec::new() } else { episode.keep_links(&linked, now) };
        let episode = episode.clone();
        for done in by_link {
            self.notify(&episode, &done, subject.oid);
        }
        for done in by_time {
            self.notify(&episode, &done, subject.oid);
            let named = request.clone().filter(|_| done.kind == "request_lapsed");
            let client_id = &episode.client_id;
            self.tell(client_id, subject.oid, done.kind, "clock".into(), named, vec![], now);
        }
    }

    /// The notices that the machine asks for: a request to whoever may consent,
    /// a change to the others.
    fn notify(&mut self, episode: &Episode, done: &Done, actor: u64) {
        for effect in &done.effects {
            let service = &episode.service;
            let (to, text) = match effect {
                Effect::Notice(party) | Effect::ReNotice(party) | Effect::RetryNotice(party) => {
                    (party, format!("Запрошено согласие для входа в подсистему «{service}»"))
                }
                Effect::Inform(party) => {
                    let standing = episode.standing_name();
                    (party, format!("Согласие для входа в подсистему «{service}»: {standing}"))
                }
                Effect::CloseAccess
                | Effect::Recheck
                | Effect::StaffTaskNotice
                | Effect::DestroyData => continue,
            };
            let Some(to) = episode.oid_of(to) else { continue };
            let is_own_act = to == actor && matches!(effect, Effect::Inform(_));
            if !is_own_act {
                self.notices.push(Notice { to, episode: episode.id.clone(), text });
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one for each field of the seven of an event")]
    fn tell(
        &mut self,
        client_id: &str,
        subject: u64,
        kind: &'static str,
        by: String,
        request: Option<String>,
        recipients: Vec<String>,
        at: DateTime<Utc>,
    ) {
        let sequence = self.news.len().saturating_add(1);
        let occurred_at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let event = Event { sequence, subject, occurred_at, kind, by, request, recipients };
        let about = self.about.entry((client_id.to_owned(), subject)).or_default();
        about.push(self.news.len());
        self.news.push((client_id.to_owned(), event));
    }
}

/// The number of an episode in its id.
fn number_of(id: &str) -> Option<u64> {
    id.strip_prefix("c-")?.parse().ok()
}

/// Keeps handles the same from run to run; it is public and fit for invented people only.
const HANDLE_KEY: &str = "test-only handle key";
