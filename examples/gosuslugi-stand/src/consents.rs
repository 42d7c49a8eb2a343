//! Consents (согласия) as the portal would keep them: who was asked, who said what, when.
//!
//! The portal only records acts and tells them on; what they mean for a sign-in is the diary's
//! matter (`consent-model`). One episode is one pupil and one service.

mod episode;

use crate::client::Client;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
pub use episode::Act;
use episode::Request;
pub(crate) use episode::{Episode, Standing};
use esia_core::age::{ADULT_YEARS, AgeReached, is_reached};
use families::people::{Consent, Person, Role, person};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// All consents, their news and the notices.
#[derive(Default)]
pub(crate) struct Consents {
    pub(crate) episodes: Vec<Episode>,
    pub(crate) notices: Vec<Notice>,
    news: Vec<(String, Event)>,
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

/// Who may act for a pupil today: an adult alone, else the linked representatives.
pub(crate) fn actors(subject: &Person, today: NaiveDate) -> Vec<u64> {
    if is_adult(subject, today) {
        return vec![subject.oid];
    }
    subject.linked.iter().filter_map(|key| Some(person(key, today)?.oid)).collect()
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
            let oid_of =
                |key| people.iter().find(|it| it.key == key).map_or(0, |person| person.oid);
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
        self.episodes.push(Episode::new(id.clone(), client, pupil.oid));
        id
    }

    /// The pupil's account is gone, and every consent with it.
    pub(crate) fn end_account(&mut self, oid: u64, by: u64, now: DateTime<Utc>) {
        let gone: Vec<Episode> =
            self.episodes.extract_if(.., |episode| episode.subject == oid).collect();
        for episode in gone {
            self.notices.retain(|notice| notice.episode != episode.id);
            let by = handle(&episode.client_id, oid, by);
            self.tell(&episode.client_id, oid, "account_deleted", by, None, vec![], now);
        }
    }

    /// The episode of a pupil with a client.
    pub(crate) fn episode_of(&self, client_id: &str, subject: u64) -> Option<&Episode> {
        self.episodes.iter().find(|it| it.client_id == client_id && it.subject == subject)
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
        let standing = self.episode(&id).map_or(Standing::None, Episode::standing);
        match standing {
            Standing::Granted | Standing::Contested => return Asked::InForce,
            Standing::Requested => {
                let open = self.episode(&id).and_then(|episode| episode.request.clone());
                return open.map_or(Asked::NoRecipients, |open| {
                    self.answered.insert(key, (subject.oid, open.id.clone()));
                    Asked::Open(open.id)
                });
            }
            Standing::None | Standing::Declined | Standing::Withdrawn | Standing::Lapsed => {}
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
        let is_actor = actors(subject, today).contains(&actor);
        let Some(episode) = self.episodes.iter_mut().find(|episode| episode.id == id) else {
            return false;
        };
        if !is_actor || !episode.allowed(actor).contains(&act) {
            return false;
        }
        let is_self = actor == subject.oid;
        let request = episode.request.as_ref().map(|request| request.id.clone());
        let is_open = request.is_some() || episode.standing() == Standing::Granted;
        let kind = match (act, is_self) {
            (Act::Approve, true) => "self_approved",
            (Act::Approve, false) if is_open => "approved",
            (Act::Approve, false) => "approved_in_advance",
            (Act::Decline, true) => "self_declined",
            (Act::Decline, false) => "declined",
            (Act::Withdraw, true) => "self_withdrawn",
            (Act::Withdraw, false) => "withdrawn",
            (Act::Object, _) => "objected",
            (Act::LiftObjection, _) => "objection_lifted",
        };
        episode.take(actor, act);
        let (client_id, subject) = (episode.client_id.clone(), episode.subject);
        let by = handle(&client_id, subject, actor);
        self.tell(&client_id, subject, kind, by, request, vec![], now);
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

    /// The last sequence number given out.
    pub(crate) const fn last_sequence(&self) -> usize {
        self.news.len()
    }

    fn episode(&self, id: &str) -> Option<&Episode> {
        self.episodes.iter().find(|episode| episode.id == id)
    }

    /// Asks all who may act, with a notice each.
    fn request(
        &mut self,
        id: &str,
        subject: &Person,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let recipients = actors(subject, today);
        if recipients.is_empty() {
            return None;
        }
        self.requests = self.requests.saturating_add(1);
        let request = format!("q-{}", self.requests);
        let episode = self.episodes.iter_mut().find(|episode| episode.id == id)?;
        episode.open(Request { id: request.clone(), recipients: recipients.clone(), at: now });
        let (client_id, service) = (episode.client_id.clone(), episode.service.clone());
        let names = recipients.iter().map(|to| handle(&client_id, subject.oid, *to)).collect();
        self.notices.extend(recipients.iter().map(|to| Notice {
            to: *to,
            episode: id.to_owned(),
            text: format!("Запрошено согласие для входа в подсистему «{service}»"),
        }));
        let (by, asked) = ("operator".into(), Some(request.clone()));
        self.tell(&client_id, subject.oid, "requested", by, asked, names, now);
        Some(request)
    }

    /// What time has ended: a request that nobody answered for thirty days (TM-3), and what the
    /// parents said of a pupil who is an adult now.
    pub(crate) fn keep_time(
        &mut self,
        id: &str,
        subject: &Person,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) {
        self.lapse(id, now);
        let Some(episode) = self.episodes.iter_mut().find(|episode| episode.id == id) else {
            return;
        };
        if is_adult(subject, today) && episode.come_of_age() {
            let client_id = episode.client_id.clone();
            let by = "clock".into();
            self.tell(&client_id, subject.oid, "turned_eighteen", by, None, vec![], now);
        }
    }

    fn lapse(&mut self, id: &str, now: DateTime<Utc>) {
        let Some(episode) = self.episodes.iter_mut().find(|episode| episode.id == id) else {
            return;
        };
        if let Some(request) = episode.lapse(now) {
            let (client_id, subject) = (episode.client_id.clone(), episode.subject);
            let named = Some(request.id);
            self.tell(&client_id, subject, "request_lapsed", "clock".into(), named, vec![], now);
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
        self.news.push((client_id.to_owned(), event));
    }
}

/// Keeps handles the same from run to run; it is public and fit for invented people only.
const HANDLE_KEY: &str = "test-only handle key";
