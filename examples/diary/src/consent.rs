//! Consent at the diary: a mirror of the platform, folded by consent-model.
//!
//! The platform is the system of record. What it says is taken in, event by event, and the state
//! is the fold of the events that the store keeps. While it does not answer, its last word counts
//! for a bounded time; after that consent is unknown, and unknown lets nobody in (T-21).

mod note;

use crate::incident::Incident;
use crate::platform::{ConsentsPlatform, Representative, SubjectNews};
use crate::random;
use crate::store::{DutyKind, Outcome, Store, StoreError, StoredEvent};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use consent_model::actor::RepresentativeId;
use consent_model::consent::{Effect, Policy, State, StateKind, Verdict, step};
use consent_model::fact;
use consent_model::personal::BirthDate;
use consent_model::reason::Reason;
use esia_core::access::{self, ConsentFact, ConsentState, Decision, Epoch, LinkedParents};
use esia_core::account::{Contour, Subject};
use note::{Note, StoredSetUp};
use std::collections::BTreeSet;
use std::time::Duration;

/// How often a history is read again when other instances are faster.
const TRIES: u8 = 4;

/// How often a request is sent in vain before staff are told.
const REQUEST_TRIES: u32 = 8;

/// How long a duty that somebody took waits before it is taken again.
const PUT_OFF: TimeDelta = TimeDelta::seconds(30);

/// How the diary learns of consents.
#[derive(Debug)]
pub struct Consents {
    platform: Box<dyn ConsentsPlatform>,
    policy: Policy,
    staleness: Duration,
}

/// What the login decision needs to know of one pupil's consent.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Where consent stands.
    pub consent: ConsentFact,
    /// How many parents have linked the account.
    pub linked_parents: LinkedParents,
}

impl Standing {
    /// Nobody could be asked.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            consent: ConsentFact { state: ConsentState::Unknown, epoch: Epoch(0) },
            linked_parents: LinkedParents::Unknown,
        }
    }

    fn of(state: &State, now: DateTime<FixedOffset>) -> Self {
        let linked = u32::try_from(state.facts().linked().len()).unwrap_or(u32::MAX);
        Self {
            consent: fact::consent_fact(state, now),
            linked_parents: LinkedParents::Known(linked),
        }
    }
}

impl Consents {
    /// A mirror of this platform.
    #[must_use]
    pub fn new(
        platform: impl ConsentsPlatform + 'static,
        access: access::Policy,
        staleness: Duration,
    ) -> Self {
        let policy = Policy { access, ..Policy::default() };
        Self { platform: Box::new(platform), policy, staleness }
    }

    /// Where the consent for this pupil stands now, by the platform's word.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn standing(
        &self,
        store: &Store,
        subject: &Subject,
        birth_date: NaiveDate,
        now: DateTime<FixedOffset>,
    ) -> Result<Standing, StoreError> {
        let news = match self.platform.subject(subject.id()).await {
            Ok(news) => news,
            Err(error) => {
                Incident::report("consents_platform", &error);
                return Ok(Ledger::load(store, subject, &self.policy)
                    .await?
                    .filter(|ledger| ledger.is_fresh(now, self.staleness))
                    .map_or_else(Standing::unknown, |ledger| Standing::of(&ledger.state, now)));
            }
        };
        for _ in 0..TRIES {
            let Some(mut ledger) = Ledger::load(store, subject, &self.policy).await? else {
                Ledger::begin(store, subject, birth_date, &news).await?;
                continue;
            };
            if ledger.take_in(store, &self.policy, birth_date, &news, now).await? {
                return Ok(if ledger.is_puzzled {
                    Standing::unknown()
                } else {
                    Standing::of(&ledger.state, now)
                });
            }
        }
        Ok(Standing::unknown())
    }

    /// Does what a row of the decision table that asks for consent requires: opens an episode, and
    /// has the request sent. Once an episode is open, the same request is
    /// made sure of again, under the same key: whoever was asked is not asked twice.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn ask(
        &self,
        store: &Store,
        subject: &Subject,
        decision: &Decision<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let Some(mut ledger) = Ledger::load(store, subject, &self.policy).await? else {
            return Ok(());
        };
        // What time has ended is ended already, when the platform's word was taken in.
        if decision.request_consent() {
            ledger.append(store, &self.policy, Note::sign_in_attempted(), None, now).await?;
        }
        if ledger.state.kind() == StateKind::Requested {
            self.request(subject, ledger.state.episode().number()).await;
        }
        Ok(())
    }

    /// Has the platform ask whoever may consent; the key names the episode, so that nobody is asked
    /// twice. True where the platform took it.
    async fn request(&self, subject: &Subject, episode: u32) -> bool {
        let sent = self.platform.request(subject.id(), &request_key(subject, episode)).await;
        if let Err(error) = &sent {
            Incident::report("consent_not_requested", error);
        }
        sent.is_ok()
    }

    /// Does what kept events oblige to and nobody has done yet: another instance may have died in
    /// between. What cannot be done after some tries becomes a task for the staff (R-82, I-46).
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn catch_up(
        &self,
        store: &Store,
        contour: Contour,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        for duty in store.take_duties(contour, DutyKind::Request, now, PUT_OFF).await? {
            if self.request(&duty.subject, duty.episode).await {
                store.duty_is_done(&duty, now).await?;
            } else if duty.tries >= REQUEST_TRIES {
                store.give_to_staff(&duty, now).await?;
            }
        }
        // Our port has no word to a single person: whoever must be told is told by the staff.
        for duty in store.take_duties(contour, DutyKind::Inform, now, PUT_OFF).await? {
            store.give_to_staff(&duty, now).await?;
        }
        Ok(())
    }
}

/// A key that names this episode of this pupil and nobody.
fn request_key(subject: &Subject, episode: u32) -> String {
    let (contour, issuer, id) = (subject.contour(), subject.issuer(), subject.id().expose());
    random::hash(&format!("{contour} {issuer} {id} {episode}"))
}

/// What somebody must do for an effect beyond the transaction that keeps it.
const fn duty_of(effect: &Effect) -> Option<DutyKind> {
    match effect {
        Effect::Notice(_) | Effect::ReNotice(_) | Effect::RetryNotice(_) => Some(DutyKind::Request),
        Effect::Inform(_) => Some(DutyKind::Inform),
        Effect::StaffTaskNotice => Some(DutyKind::StaffTask),
        Effect::DestroyData => Some(DutyKind::DestroyData),
        // Logins end in the same transaction; each request of an open one is decided anew anyhow.
        Effect::CloseAccess | Effect::Recheck => None,
    }
}

/// One pupil's history, folded.
struct Ledger<'s> {
    subject: &'s Subject,
    state: State,
    length: usize,
    last_at: Option<DateTime<FixedOffset>>,
    checked_at: i64,
    as_of: DateTime<FixedOffset>,
    seen: BTreeSet<String>,
    /// The platform told of something that the machine cannot take in: consent is unknown.
    is_puzzled: bool,
}

impl<'s> Ledger<'s> {
    async fn load(
        store: &Store,
        subject: &'s Subject,
        policy: &Policy,
    ) -> Result<Option<Self>, StoreError> {
        let Some(history) = store.consent_history(subject).await? else { return Ok(None) };
        let mut ledger = Self {
            subject,
            state: State::new(&StoredSetUp::read(&history.set_up)?),
            length: 0,
            last_at: None,
            checked_at: history.checked_at,
            as_of: history.as_of,
            seen: BTreeSet::new(),
            is_puzzled: false,
        };
        for stored in &history.events {
            let note = Note::read(&stored.event)?;
            ledger.fold(&note, stored.at, policy);
            ledger.length = ledger.length.saturating_add(1);
            ledger.seen.extend(stored.news_id.clone());
        }
        Ok(Some(ledger))
    }

    /// Begins a history: whoever is linked now, and whoever ever acted, was a representative then.
    /// Who is none any more loses that once the news is taken in.
    async fn begin(
        store: &Store,
        subject: &Subject,
        birth_date: NaiveDate,
        news: &SubjectNews,
    ) -> Result<(), StoreError> {
        let listed: BTreeSet<&String> =
            news.representatives.iter().map(|who| &who.handle).collect();
        let acted = news.news.iter().map(|item| &item.by).filter(|by| listed.contains(by));
        let linked = linked(news).map(|who| &who.handle);
        let representatives: BTreeSet<String> = linked.chain(acted).cloned().collect();
        let set_up = StoredSetUp::new(birth_date, representatives);
        store.begin_consent_history(subject, &set_up.to_stored(), news.as_of).await
    }

    fn is_fresh(&self, now: DateTime<FixedOffset>, staleness: Duration) -> bool {
        let age = now.timestamp().saturating_sub(self.checked_at);
        u64::try_from(age).is_ok_and(|age| age <= staleness.as_secs()) && !self.is_puzzled
    }

    /// Takes in whatever the platform knows and we do not: first what happened, in its order, then
    /// who is a representative now, then what time has made due. False where another instance was
    /// faster: the history must be read again before anything is decided on it.
    async fn take_in(
        &mut self,
        store: &Store,
        policy: &Policy,
        birth_date: NaiveDate,
        news: &SubjectNews,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        for item in &news.news {
            let news_id = format!("{}:{}", news.register, item.sequence);
            if !self.seen.contains(&news_id)
                && !self.append(store, policy, Note::from_news(item), Some(news_id), now).await?
            {
                return Ok(false);
            }
        }
        let mut ours = Vec::new();
        if self.state.facts().birth_date() != BirthDate::new(birth_date) {
            ours.push(Note::birth_date_corrected(birth_date));
        }
        // An answer that was under way while a newer one was taken in knows nothing new.
        if news.as_of >= self.as_of {
            ours.extend(self.changes_of_representatives(news));
        }
        for note in ours {
            if !self.append(store, policy, note, None, now).await? {
                return Ok(false);
            }
        }
        while let Some(event) = fact::overdue(&self.state, now, policy) {
            let length = self.length;
            if !self.append(store, policy, Note::of(&event), None, now).await? {
                return Ok(false);
            }
            if self.length == length {
                break;
            }
        }
        store.note_consent_check(self.subject, now, news.as_of.max(self.as_of)).await?;
        Ok(true)
    }

    fn changes_of_representatives(&self, news: &SubjectNews) -> Vec<Note> {
        let facts = self.state.facts();
        let id = |who: &Representative| RepresentativeId::parse(&who.handle).ok();
        let arrived = linked(news)
            .filter(|who| id(who).is_some_and(|id| !facts.linked().contains(&id)))
            .map(|who| Note::linked(&who.handle));
        let gone = news.representatives.iter().filter_map(|who| {
            let id = id(who)?;
            if !who.authority && facts.entitled().contains(&id) {
                Some(Note::authority_lost(&who.handle))
            } else if !who.linked && facts.linked().contains(&id) {
                Some(Note::unlinked(&who.handle))
            } else {
                None
            }
        });
        let listed: BTreeSet<_> = news.representatives.iter().filter_map(id).collect();
        let vanished = facts
            .entitled()
            .iter()
            .filter(|id| !listed.contains(*id))
            .map(|id| Note::authority_lost(id.expose()));
        // Who has lost a right loses it before anybody gains one.
        vanished.chain(gone).chain(arrived).collect()
    }

    /// Appends one event, folds it, and closes open logins where the machine says so. An event of
    /// ours that changes nothing is not kept; a word of the platform always is.
    ///
    /// False where another instance was first: nothing is folded then.
    async fn append(
        &mut self,
        store: &Store,
        policy: &Policy,
        note: Note,
        news_id: Option<String>,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        // News may come late: the time of an event is never before the one that it follows.
        let at = self.last_at.map_or(now, |last| last.max(now));
        if news_id.is_none() && !self.would_change(&note, at, policy) {
            return Ok(true);
        }
        let stored = StoredEvent { at, event: note.to_stored(), news_id: news_id.clone() };
        let outcome = self.outcome_of(&note, at, policy);
        if !store.append_consent_event(self.subject, self.length, &stored, &outcome).await? {
            return Ok(false);
        }
        self.length = self.length.saturating_add(1);
        self.seen.extend(news_id);
        self.fold(&note, at, policy);
        Ok(true)
    }

    /// What the event obliges to, by the machine's word, before it is kept.
    fn outcome_of(&self, note: &Note, at: DateTime<FixedOffset>, policy: &Policy) -> Outcome {
        let step = note.to_event().and_then(|event| step(&self.state, &event, at, policy).ok());
        let Some(done) = step else { return Outcome::default() };
        let duties: BTreeSet<_> = done.effects.iter().filter_map(duty_of).collect();
        Outcome {
            closes_access: done.effects.contains(&Effect::CloseAccess),
            duties: duties.into_iter().collect(),
            episode: done.state.episode().number(),
        }
    }

    fn would_change(&self, note: &Note, at: DateTime<FixedOffset>, policy: &Policy) -> bool {
        note.to_event().is_some_and(|event| {
            step(&self.state, &event, at, policy)
                .is_ok_and(|done| done.verdict == Verdict::Accepted)
        })
    }

    fn fold(&mut self, note: &Note, at: DateTime<FixedOffset>, policy: &Policy) {
        self.last_at = Some(at);
        let Some(event) = note.to_event() else {
            self.is_puzzled = true;
            return;
        };
        match step(&self.state, &event, at, policy) {
            Ok(done) => self.state = done.state,
            Err(rejection) => {
                // The machine does not know who closes the way in; it is closed all the same.
                self.is_puzzled |= note.is_closing() && rejection.reason == Reason::NotEntitled;
                tracing::info!(kind = "consent_event_rejected", reason = rejection.reason.as_str());
            }
        }
    }
}

/// The representatives whose link and authority the platform confirms.
fn linked(news: &SubjectNews) -> impl Iterator<Item = &Representative> {
    news.representatives.iter().filter(|who| who.linked && who.authority)
}
