//! One pupil's events in the log: a history whose every step is committed to.

use super::record::{Body, Outcome, Record, StreamId};
use super::{AppendError, HashFunction, Log, Salt};
use crate::consent::Consent;
use crate::consent::{Event, Policy, Rejection, SetUp, State, Step};
use crate::history::History;
use alloc::string::ToString;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// A [`History`] and its place in the log.
///
/// Live work and [`Stream::fold`] use the same [`History`], and so the same `step` (I-31).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Stream {
    id: StreamId,
    history: History<Consent>,
    sequence: u64,
}

/// An event that is in the log, and its answer.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a step that is not kept has not happened"]
#[non_exhaustive]
pub struct Logged {
    /// At which index.
    pub index: u64,
    /// What the table answered; a refusal is logged like anything else.
    pub answer: Result<Step, Rejection>,
}

impl Stream {
    /// Begins a stream: its set-up is its first entry.
    ///
    /// # Errors
    ///
    /// [`AppendError`]; nothing has changed then.
    pub fn open<H: HashFunction>(
        log: &mut Log<H>,
        id: StreamId,
        set_up: SetUp,
        policy: Policy,
        salt: Salt,
        at: DateTime<FixedOffset>,
    ) -> Result<Self, AppendError> {
        let history = History::<Consent>::new(set_up.clone(), policy);
        let record =
            Record { stream: id.clone(), sequence: 0, at, policy, body: Body::Opened(set_up) };
        let _index = log.append(&record, salt)?;
        Ok(Self { id, history, sequence: 0 })
    }

    /// Steps an event and commits to it and to its answer.
    ///
    /// # Errors
    ///
    /// [`AppendError`]; nothing has changed then. A refusal by the table is no error: it is an
    /// answer, and logged.
    pub fn push<H: HashFunction>(
        &mut self,
        log: &mut Log<H>,
        event: Event,
        salt: Salt,
        at: DateTime<FixedOffset>,
    ) -> Result<Logged, AppendError> {
        log.check_time(at)?;
        let answer = self.history.push(at, event.clone());
        self.sequence = self.sequence.saturating_add(1);
        let record = self.record(at, event, &answer);
        let index = log.append(&record, salt)?;
        Ok(Logged { index, answer })
    }

    /// The stream that these records make, in the order of the log.
    ///
    /// # Errors
    ///
    /// [`FoldError`] at the first record that does not follow.
    pub fn fold<'r>(records: impl IntoIterator<Item = &'r Record>) -> Result<Self, FoldError> {
        let mut records = records.into_iter();
        let mut stream = Self::first(records.next().ok_or(FoldError::NotOpened)?)?;
        for record in records {
            stream.follow(record)?;
        }
        Ok(stream)
    }

    /// A stream of which this is the first record.
    pub(super) fn first(record: &Record) -> Result<Self, FoldError> {
        let Body::Opened(set_up) = &record.body else { return Err(FoldError::NotOpened) };
        if record.sequence != 0 {
            return Err(FoldError::NotOpened);
        }
        let history = History::<Consent>::new(set_up.clone(), record.policy);
        Ok(Self { id: record.stream.clone(), history, sequence: 0 })
    }

    /// Takes the next record, which must say what the table says.
    pub(super) fn follow(&mut self, record: &Record) -> Result<(), FoldError> {
        if record.stream != self.id || Some(record.sequence) != self.sequence.checked_add(1) {
            return Err(FoldError::Sequence);
        }
        let Body::Stepped { event, .. } = &record.body else { return Err(FoldError::Sequence) };
        self.sequence = record.sequence;
        let answer = self.history.push(record.at, event.clone());
        // The rules are not compared: a later edition may cite others for the same answer.
        let said = without_rules(record.clone());
        if said == without_rules(self.record(record.at, event.clone(), &answer)) {
            Ok(())
        } else {
            Err(FoldError::Answer)
        }
    }

    fn record(
        &self,
        at: DateTime<FixedOffset>,
        event: Event,
        answer: &Result<Step, Rejection>,
    ) -> Record {
        let rules = match answer {
            Ok(step) => step.rules,
            Err(refused) => refused.rules,
        };
        let body = Body::Stepped {
            event,
            outcome: Outcome::from(answer),
            episode: self.history.state().episode().number(),
            rules: rules.iter().map(ToString::to_string).collect(),
        };
        let policy = *self.history.policy();
        Record { stream: self.id.clone(), sequence: self.sequence, at, policy, body }
    }

    /// Whose stream it is.
    #[must_use]
    pub const fn id(&self) -> &StreamId {
        &self.id
    }

    /// The history.
    #[must_use]
    pub const fn history(&self) -> &History<Consent> {
        &self.history
    }

    /// The state after the last event.
    #[must_use]
    pub const fn state(&self) -> &State {
        self.history.state()
    }

    /// The number of the last record, from 0.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        self.sequence
    }
}

fn without_rules(mut record: Record) -> Record {
    if let Body::Stepped { rules, .. } = &mut record.body {
        *rules = Vec::new();
    }
    record
}

/// Why records are not a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// The first record is not the set-up: a stream whose beginning was erased.
    #[error("the stream does not begin with its set-up")]
    NotOpened,
    /// A record of another stream, one twice, or one left out: 0, 1, 3.
    #[error("a record does not follow the one before it in its stream")]
    Sequence,
    /// A record that says what the table does not: an approval by the school, `accepted`.
    #[error("the record does not say what the table answers to its event")]
    Answer,
}
