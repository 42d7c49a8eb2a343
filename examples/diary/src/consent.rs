//! Consent at the diary: a mirror of the platform, folded by consent-model.
//!
//! The platform is the system of record. What it says is taken in, event by event, and the state
//! is the fold of the events that the store keeps. While it does not answer, its last word counts
//! for a bounded time; after that consent is unknown, and unknown lets nobody in (T-21).

mod ledger;
mod note;

use crate::incident::Incident;
use crate::platform::ConsentsPlatform;
use crate::random;
use crate::store::{DutyKind, Store, StoreError};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use consent_model::actor::Actor;
use consent_model::consent::{Act, Event, Policy, State, StateKind, step};
use consent_model::fact;
use esia_core::access::{self, ConsentFact, ConsentState, Decision, Epoch, LinkedParents};
use esia_core::account::{Contour, Subject};
use ledger::Ledger;
use note::Note;
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

    /// Where the consent stood when the platform was last heard; nobody is asked.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn last_heard(
        &self,
        store: &Store,
        subject: &Subject,
        now: DateTime<FixedOffset>,
    ) -> Result<Standing, StoreError> {
        let ledger = Ledger::load(store, subject, &self.policy).await?;
        let ledger = ledger.filter(|ledger| !ledger.is_puzzled);
        Ok(ledger.map_or_else(Standing::unknown, |ledger| Standing::of(&ledger.state, now)))
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

impl Consents {
    /// Whether the term is over for which a subject's data is kept after consent has ended (TM-6).
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn is_term_over(
        &self,
        store: &Store,
        subject: &Subject,
        term: TimeDelta,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        let ledger = Ledger::load(store, subject, &self.policy).await?;
        Ok(ledger.and_then(|ledger| ledger.closed_at).is_some_and(|closed_at| {
            closed_at.checked_add_signed(term).is_some_and(|over_at| over_at <= now)
        }))
    }

    /// Takes in that the term is over: the machine answers with the duty to destroy.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn end_term(
        &self,
        store: &Store,
        subject: &Subject,
        term: TimeDelta,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let Some(mut ledger) = Ledger::load(store, subject, &self.policy).await? else {
            return Ok(());
        };
        // Looked at once more: the pupil may have come back since.
        let over_at = ledger.closed_at.and_then(|closed_at| closed_at.checked_add_signed(term));
        if over_at.is_some_and(|over_at| over_at <= now) {
            let event = Event::new(Actor::Clock, Act::RetentionElapsed { episode: None });
            ledger.append(store, &self.policy, Note::of(&event), None, now).await?;
        }
        Ok(())
    }
}

/// A consent that a former system holds.
#[derive(Clone, Copy, Debug)]
pub struct FormerConsent<'a> {
    /// Who gave it, by the platform's handle.
    pub by: &'a str,
    /// When it ends.
    pub expires_at: Option<DateTime<FixedOffset>>,
    /// Where it comes from.
    pub provenance: &'a str,
    /// What it is known by if it comes again.
    pub key: &'a str,
    /// Whether nothing is changed.
    pub is_dry_run: bool,
}

/// What became of a consent of a former system.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Imported {
    /// It is an event of the history.
    Accepted,
    /// It was there already.
    Again,
    /// It was not taken in.
    Refused(&'static str),
}

impl Consents {
    /// Takes in a consent that a former system holds, if nothing has been heard about the pupil yet
    /// and the machine accepts it.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn import(
        &self,
        store: &Store,
        subject: &Subject,
        birth_date: NaiveDate,
        former: &FormerConsent<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<Imported, StoreError> {
        let note = Note::of_former(former.by, former.expires_at, former.provenance);
        let set_up = note::StoredSetUp::new(birth_date, [former.by.to_owned()]);
        let (Some(event), Ok(start)) = (note.to_event(), set_up.to_set_up()) else {
            return Ok(Imported::Refused("a representative has no such handle"));
        };
        if let Some(ledger) = Ledger::load(store, subject, &self.policy).await?
            && !ledger.is_empty()
        {
            return Ok(if ledger.has_seen(former.key) {
                Imported::Again
            } else {
                Imported::Refused("the platform's word about this pupil is here already")
            });
        }
        let accepted = step(&State::new(&start), &event, now, &self.policy);
        let granted = accepted.is_ok_and(|done| done.state.kind() == StateKind::Granted);
        if !granted {
            return Ok(Imported::Refused("the rules do not take such a consent"));
        }
        if former.is_dry_run {
            return Ok(Imported::Accepted);
        }
        // The platform has not spoken: whatever it says later is newer.
        let long_ago = DateTime::UNIX_EPOCH.fixed_offset();
        store.begin_consent_history(subject, &set_up.to_stored(), long_ago).await?;
        let Some(mut ledger) = Ledger::load(store, subject, &self.policy).await? else {
            return Ok(Imported::Refused("somebody else was faster; try again"));
        };
        let key = Some(former.key.to_owned());
        let is_kept = ledger.append(store, &self.policy, note, key, now).await?;
        Ok(if is_kept && ledger.state.kind() == StateKind::Granted {
            Imported::Accepted
        } else {
            Imported::Refused("somebody else was faster; try again")
        })
    }
}

/// A key that names this episode of this pupil and nobody.
fn request_key(subject: &Subject, episode: u32) -> String {
    let (contour, issuer, id) = (subject.contour(), subject.issuer(), subject.id().expose());
    random::hash(&format!("{contour} {issuer} {id} {episode}"))
}
