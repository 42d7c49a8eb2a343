//! One pupil's history, folded, and appended to.

use super::note::{Note, StoredSetUp};
use crate::platform::{Representative, SubjectNews};
use crate::random;
use crate::store::{
    DutyKind, LogStream, LogWrite, NewLogEntry, Outcome, Store, StoreError, StoredEvent,
};
use chrono::{DateTime, FixedOffset, NaiveDate};
use consent_model::actor::RepresentativeId;
use consent_model::consent::{Effect, Event, Policy, SetUp, State, Verdict, step};
use consent_model::fact;
use consent_model::log::{Log, Origin, Salt, Stream, StreamId, to_hex};
use consent_model::personal::BirthDate;
use consent_model::reason::Reason;
use esia_core::account::Subject;
use esia_core::secrets::{Personal, Secret};
use std::collections::BTreeSet;
use std::time::Duration;

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
pub(super) struct Ledger<'s> {
    subject: &'s Subject,
    pub(super) state: State,
    set_up: SetUp,
    /// What the machine has taken in, in order.
    events: Vec<(DateTime<FixedOffset>, Event)>,
    stream: LogStream,
    /// Since when no episode is open, where one was.
    pub(super) closed_at: Option<DateTime<FixedOffset>>,
    length: usize,
    last_at: Option<DateTime<FixedOffset>>,
    checked_at: i64,
    as_of: DateTime<FixedOffset>,
    seen: BTreeSet<String>,
    /// The platform told of something that the machine cannot take in: consent is unknown.
    pub(super) is_puzzled: bool,
}

impl<'s> Ledger<'s> {
    pub(super) async fn load(
        store: &Store,
        subject: &'s Subject,
        policy: &Policy,
    ) -> Result<Option<Self>, StoreError> {
        let Some(history) = store.consent_history(subject).await? else { return Ok(None) };
        let set_up = StoredSetUp::read(&history.set_up)?;
        let mut ledger = Self {
            subject,
            state: State::new(&set_up),
            set_up,
            events: Vec::new(),
            stream: stream(store, subject, policy).await?,
            closed_at: None,
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
    pub(super) async fn begin(
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

    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(super) fn has_seen(&self, news_id: &str) -> bool {
        self.seen.contains(news_id)
    }

    pub(super) fn is_fresh(&self, now: DateTime<FixedOffset>, staleness: Duration) -> bool {
        let age = now.timestamp().saturating_sub(self.checked_at);
        u64::try_from(age).is_ok_and(|age| age <= staleness.as_secs()) && !self.is_puzzled
    }

    /// Takes in whatever the platform knows and we do not: first what happened, in its order, then
    /// who is a representative now, then what time has made due. False where another instance was
    /// faster: the history must be read again before anything is decided on it.
    pub(super) async fn take_in(
        &mut self,
        store: &Store,
        policy: &Policy,
        birth_date: NaiveDate,
        news: &SubjectNews,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        let mut words: Vec<_> = news.news.iter().collect();
        words.sort_by_key(|item| item.sequence);
        words.dedup_by_key(|item| item.sequence);
        let mut is_late = false;
        for item in words {
            let news_id = format!("{}:{}", news.register, item.sequence);
            let is_new = !self.seen.contains(&news_id);
            is_late |= is_new;
            // What followed a word that came late is heard once more after it: it had the last word.
            if is_late {
                let news_id = is_new.then_some(news_id);
                if !self.append(store, policy, Note::from_news(item), news_id, now).await? {
                    return Ok(false);
                }
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
    pub(super) async fn append(
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
        let mut outcome = self.outcome_of(&note, at, policy);
        outcome.log = self.log_write(&note, at, policy)?;
        if !store.append_consent_event(self.subject, self.length, &stored, &outcome).await? {
            return Ok(false);
        }
        self.length = self.length.saturating_add(1);
        self.seen.extend(news_id);
        if let Some(log) = outcome.log {
            self.stream.is_new = false;
            self.stream.length = self.stream.length.saturating_add(log.entries.len());
        }
        self.fold(&note, at, policy);
        Ok(true)
    }

    /// Whatever the log does not have yet, this event the last: with the first one also what the
    /// machine started from, and all that happened before there was a log or under another policy.
    /// A word that the machine does not know is none of its events.
    fn log_write(
        &self,
        note: &Note,
        at: DateTime<FixedOffset>,
        policy: &Policy,
    ) -> Result<Option<LogWrite>, StoreError> {
        let Some(event) = note.to_event() else { return Ok(None) };
        let unreadable = || StoreError::Row { table: "log_entries" };
        let salt = || random::bytes::<32>().map(Salt::new);
        let id = StreamId::parse(&self.stream.name).map_err(|_| unreadable())?;
        // A log of its own, for the commitments alone: they do not depend on what is before them.
        let mut log: Log = Log::new(Origin::parse("diary").map_err(|_| unreadable())?);
        let began = self.events.first().map_or(at, |(at, _)| *at);
        let opened = Stream::open(&mut log, id, self.set_up.clone(), *policy, salt()?, began);
        let mut stream = opened.map_err(|_| unreadable())?;
        let mut times = vec![began];
        for (at, event) in self.events.iter().chain([&(at, event)]) {
            let _answer = stream.push(&mut log, event.clone(), salt()?, *at);
            times.push(*at);
        }
        let entries = log.entries().iter().zip(times).enumerate().skip(self.stream.length);
        let entries = entries.filter_map(|(sequence, (entry, at))| {
            let opening = entry.opening.as_ref()?;
            Some(NewLogEntry {
                sequence,
                at: at.timestamp_micros(),
                commitment: entry.commitment,
                salt: Secret::new(to_hex(opening.salt().expose())),
                record: Personal::new(to_hex(opening.expose())),
            })
        });
        Ok(Some(LogWrite { stream: self.stream.clone(), entries: entries.collect() }))
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
            log: None,
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
        let was_open = self.state.kind().is_open();
        let answer = step(&self.state, &event, at, policy);
        self.events.push((at, event));
        match answer {
            Ok(done) => {
                self.state = done.state;
                match (was_open, self.state.kind().is_open()) {
                    (_, true) => self.closed_at = None,
                    (true, false) => self.closed_at = Some(at),
                    (false, false) => {}
                }
            }
            Err(rejection) => {
                // The machine does not know who closes the way in; it is closed all the same.
                self.is_puzzled |= note.is_closing() && rejection.reason == Reason::NotEntitled;
                tracing::info!(kind = "consent_event_rejected", reason = rejection.reason.as_str());
            }
        }
    }
}

/// The stream of a subject under this policy, or the name of a new one.
async fn stream(
    store: &Store,
    subject: &Subject,
    policy: &Policy,
) -> Result<LogStream, StoreError> {
    let Policy { access, disagreement, cool_down_hours, request_ttl_days, notice_tries } = policy;
    let policy = format!(
        "{:?} {:?} {disagreement:?} {cool_down_hours} {request_ttl_days} {notice_tries}",
        access.age_rule, access.teen_consent
    );
    match store.log_stream(subject, &policy).await? {
        Some(stream) => Ok(stream),
        None => Ok(LogStream { name: random::name()?, policy, length: 0, is_new: true }),
    }
}

/// The representatives whose link and authority the platform confirms.
fn linked(news: &SubjectNews) -> impl Iterator<Item = &Representative> {
    news.representatives.iter().filter(|who| who.linked && who.authority)
}
