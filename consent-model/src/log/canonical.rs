//! The canonical bytes of a record, version 1 (LG-5).
//!
//! | field | bytes |
//! |---|---|
//! | version | the byte 1, not prefixed |
//! | machine | `consent` |
//! | stream | text |
//! | sequence | 8 |
//! | instant | 8 bytes of seconds since 1970 in UTC, 4 of nanoseconds |
//! | zone | 4 bytes of seconds east of UTC |
//! | policy | age rule, teen consent, disagreement (1 byte each), cool-down hours, life of a request in days (4 each), tries of a notice (1) |
//! | what | `opened`, or the identifier of the event |
//! | opened: | birth date (4: days, 1 January of year 1 being 1), number of representatives (4), each as text |
//! | an event: | actor, the event's own fields in the order of [`Act`], outcome, episode (4), number of rules (4), each as text |
//!
//! Every field after the version is prefixed with its length in four bytes. Numbers are
//! big-endian, texts UTF-8, truth values 0 or 1; an optional field is a 0, or a 1 and the field.
//! A table of words stands for the closed sets: the place in it is the byte. Nothing may follow.

use super::record::{Body, Outcome, Record, StreamId};
use crate::actor::{Actor, Party, RepresentativeId};
use crate::consent::{
    Act, CapacityGround, Disagreement, Event, EventKind, Policy, SetUp, TextVersion,
};
use crate::personal::{ActRef, BirthDate};
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use esia_core::access::{Policy as AccessPolicy, TeenConsent};
use esia_core::age::AgeReached;

/// The canonical bytes of a record: equal for equal records, different for different ones.
#[must_use]
pub fn encode(record: &Record) -> Vec<u8> {
    let mut writer = Writer { bytes: alloc::vec![VERSION] };
    writer.text(MACHINE);
    writer.text(record.stream.expose());
    writer.field(&record.sequence.to_be_bytes());
    writer.moment(record.at);
    writer.policy(&record.policy);
    match &record.body {
        Body::Opened(set_up) => {
            writer.text(OPENED);
            writer.date(set_up.birth_date);
            writer.count(set_up.representatives.len());
            for id in &set_up.representatives {
                writer.text(id.expose());
            }
        }
        Body::Stepped { event, outcome, episode, rules } => {
            writer.text(event.kind().as_str());
            writer.actor(&event.by);
            writer.act(&event.act);
            writer.text(outcome.as_str());
            writer.field(&episode.to_be_bytes());
            writer.count(rules.len());
            for rule in rules {
                writer.text(rule);
            }
        }
    }
    writer.into_bytes()
}

/// The record of which these are the canonical bytes.
///
/// # Errors
///
/// One variant of [`CanonicalError`] for each way of not being such bytes.
pub fn decode(bytes: &[u8]) -> Result<Record, CanonicalError> {
    let [VERSION, fields @ ..] = bytes else { return Err(CanonicalError::Version) };
    let mut reader = Reader { rest: fields };
    let record = reader.record().ok_or(CanonicalError::Shape)?;
    // What was read is canonical exactly if it is written so again: order of sets, no rest, …
    if encode(&record) == bytes { Ok(record) } else { Err(CanonicalError::Shape) }
}

/// Why bytes are not the canonical form of a record.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// Another version, or no byte at all: `[2]`.
    #[error("not the first version of the canonical form")]
    Version,
    /// Cut off, too long, out of order, or a value that there is not: `[1]`.
    #[error("not the canonical form of a record")]
    Shape,
}

/// Writes length-prefixed fields.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn field(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(&length(bytes.len()).to_be_bytes());
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn instant(&mut self, at: DateTime<FixedOffset>) {
        let mut bytes = at.timestamp().to_be_bytes().to_vec();
        bytes.extend_from_slice(&at.timestamp_subsec_nanos().to_be_bytes());
        self.field(&bytes);
    }

    fn text(&mut self, text: &str) {
        self.field(text.as_bytes());
    }

    fn count(&mut self, count: usize) {
        self.field(&length(count).to_be_bytes());
    }

    fn flag(&mut self, flag: bool) {
        self.field(&[u8::from(flag)]);
    }

    fn word<T: Copy + PartialEq>(&mut self, words: &[T], value: T) {
        let place = words.iter().position(|word| *word == value);
        // INVARIANT: the tables below hold every value of their types.
        self.field(&[place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)]);
    }

    fn optional<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn moment(&mut self, at: DateTime<FixedOffset>) {
        self.instant(at);
        self.field(&at.offset().local_minus_utc().to_be_bytes());
    }

    fn date(&mut self, date: BirthDate) {
        self.field(&date.expose().num_days_from_ce().to_be_bytes());
    }

    fn actor(&mut self, actor: &Actor) {
        match actor {
            Actor::Representative(id) => self.text(id.expose()),
            // INVARIANT: no handle of a representative is one of these words.
            Actor::Pupil => self.text(PUPIL),
            Actor::School => self.text("school"),
            Actor::Clock => self.text("clock"),
            Actor::Esia => self.text("esia"),
        }
    }

    fn policy(&mut self, policy: &Policy) {
        self.word(&AgeReached::ALL, policy.access.age_rule);
        self.word(&TeenConsent::ALL, policy.access.teen_consent);
        self.word(&Disagreement::ALL, policy.disagreement);
        self.field(&policy.cool_down_hours.to_be_bytes());
        self.field(&policy.request_ttl_days.to_be_bytes());
        self.field(&[policy.notice_tries]);
    }

    fn act(&mut self, act: &Act) {
        let text = |writer: &mut Self, value: &ActRef| writer.text(value.expose());
        match act {
            Act::SignInAttempted { matched, account_active } => {
                self.flag(*matched);
                self.flag(*account_active);
            }
            Act::ApprovedInAdvance { expires_at } | Act::Approved { expires_at } => {
                self.optional(*expires_at, Self::moment);
            }
            Act::SelfApproved { step_up, expires_at } => {
                self.flag(*step_up);
                self.optional(*expires_at, Self::moment);
            }
            Act::SelfDeclined { step_up } | Act::SelfWithdrawn { step_up } => self.flag(*step_up),
            Act::AuthorityRuling { allow, act_ref } => {
                self.flag(*allow);
                self.optional(act_ref.as_ref(), text);
            }
            Act::ScopeChanged { text_version } => {
                self.optional(text_version.as_ref(), |writer, version| {
                    writer.text(version.as_str());
                });
            }
            Act::AuthorityLost { who } | Act::Unlinked { who } | Act::Linked { who } => {
                self.text(who.expose());
            }
            Act::Emancipated { ground, act_ref } => {
                self.optional(*ground, |writer, ground| writer.word(&GROUNDS, ground));
                self.optional(act_ref.as_ref(), text);
            }
            Act::BirthDateCorrected { birth_date } => self.date(*birth_date),
            Act::NoticeFailed { who } => self.text(&who.to_string()),
            Act::RetentionElapsed { episode } => {
                self.optional(*episode, |writer, episode| writer.field(&episode.to_be_bytes()));
            }
            Act::Declined
            | Act::Withdrawn
            | Act::Objected
            | Act::ObjectionLifted
            | Act::RequestLapsed
            | Act::TermExpired
            | Act::TurnedFourteen
            | Act::TurnedEighteen
            | Act::AccountDeleted
            | Act::EvidenceAnnulled => {}
        }
    }
}

/// Reads what [`Writer`] writes; `None` for anything else.
struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn field(&mut self) -> Option<&'b [u8]> {
        let (length, rest) = self.rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (field, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(field)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.field()?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        str::from_utf8(self.field()?).ok()
    }

    fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    fn flag(&mut self) -> Option<bool> {
        self.word(&[false, true])
    }

    fn word<T: Copy>(&mut self, words: &[T]) -> Option<T> {
        let [place] = self.array()?;
        words.get(usize::from(place)).copied()
    }

    #[expect(clippy::option_option, reason = "the outer one says whether it can be read at all")]
    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { read(self).map(Some) } else { Some(None) }
    }

    /// As many as it says, read one by one: a number that lies ends at the end of the bytes.
    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }

    fn moment(&mut self) -> Option<DateTime<FixedOffset>> {
        let instant: [u8; 12] = self.array()?;
        let (seconds, nanoseconds) = instant.split_first_chunk::<8>()?;
        let nanoseconds = u32::from_be_bytes(nanoseconds.try_into().ok()?);
        let utc = DateTime::from_timestamp(i64::from_be_bytes(*seconds), nanoseconds)?;
        let zone = FixedOffset::east_opt(self.array().map(i32::from_be_bytes)?)?;
        // A moment whose date in its own zone the calendar does not have is none.
        utc.naive_utc().checked_add_offset(zone).map(|_| utc.with_timezone(&zone))
    }

    fn date(&mut self) -> Option<BirthDate> {
        let days = self.array().map(i32::from_be_bytes)?;
        NaiveDate::from_num_days_from_ce_opt(days).map(BirthDate::new)
    }

    fn actor(&mut self) -> Option<Actor> {
        Actor::parse(self.text()?).ok()
    }

    fn representative(&mut self) -> Option<RepresentativeId> {
        RepresentativeId::parse(self.text()?).ok()
    }

    fn party(&mut self) -> Option<Party> {
        self.actor()?.party()
    }

    #[expect(clippy::option_option, reason = "the outer one says whether it can be read at all")]
    fn act_ref(&mut self) -> Option<Option<ActRef>> {
        self.optional(|reader| ActRef::parse(reader.text()?).ok())
    }

    fn record(&mut self) -> Option<Record> {
        if self.text()? != MACHINE {
            return None;
        }
        let stream = StreamId::parse(self.text()?).ok()?;
        let sequence = self.array().map(u64::from_be_bytes)?;
        let at = self.moment()?;
        let policy = self.policy()?;
        let body = self.body()?;
        Some(Record { stream, sequence, at, policy, body })
    }

    fn policy(&mut self) -> Option<Policy> {
        Some(Policy {
            access: AccessPolicy {
                age_rule: self.word(&AgeReached::ALL)?,
                teen_consent: self.word(&TeenConsent::ALL)?,
            },
            disagreement: self.word(&Disagreement::ALL)?,
            cool_down_hours: self.number()?,
            request_ttl_days: self.number()?,
            notice_tries: self.array().map(u8::from_be_bytes)?,
        })
    }

    fn body(&mut self) -> Option<Body> {
        let what = self.text()?;
        if what == OPENED {
            let birth_date = self.date()?;
            let representatives: BTreeSet<_> =
                self.list(Self::representative)?.into_iter().collect();
            return Some(Body::Opened(SetUp { birth_date, representatives }));
        }
        let kind = EventKind::ALL.into_iter().find(|kind| kind.as_str() == what)?;
        let event = Event::new(self.actor()?, self.act(kind)?);
        let outcome = self.text()?;
        let outcome = Outcome::all().find(|known| known.as_str() == outcome)?;
        let episode = self.number()?;
        let rules = self.list(|reader| reader.text().map(String::from))?;
        Some(Body::Stepped { event, outcome, episode, rules })
    }

    fn act(&mut self, kind: EventKind) -> Option<Act> {
        Some(match kind {
            EventKind::SignInAttempted => {
                Act::SignInAttempted { matched: self.flag()?, account_active: self.flag()? }
            }
            EventKind::ApprovedInAdvance => {
                Act::ApprovedInAdvance { expires_at: self.optional(Self::moment)? }
            }
            EventKind::Approved => Act::Approved { expires_at: self.optional(Self::moment)? },
            EventKind::SelfApproved => Act::SelfApproved {
                step_up: self.flag()?,
                expires_at: self.optional(Self::moment)?,
            },
            EventKind::Declined => Act::Declined,
            EventKind::SelfDeclined => Act::SelfDeclined { step_up: self.flag()? },
            EventKind::Withdrawn => Act::Withdrawn,
            EventKind::SelfWithdrawn => Act::SelfWithdrawn { step_up: self.flag()? },
            EventKind::Objected => Act::Objected,
            EventKind::ObjectionLifted => Act::ObjectionLifted,
            EventKind::AuthorityRuling => {
                Act::AuthorityRuling { allow: self.flag()?, act_ref: self.act_ref()? }
            }
            EventKind::RequestLapsed => Act::RequestLapsed,
            EventKind::TermExpired => Act::TermExpired,
            EventKind::ScopeChanged => Act::ScopeChanged {
                text_version: self
                    .optional(|reader| reader.text().map(|text| TextVersion::new(text.into())))?,
            },
            EventKind::AuthorityLost => Act::AuthorityLost { who: self.representative()? },
            EventKind::Unlinked => Act::Unlinked { who: self.representative()? },
            EventKind::Linked => Act::Linked { who: self.representative()? },
            EventKind::TurnedFourteen => Act::TurnedFourteen,
            EventKind::TurnedEighteen => Act::TurnedEighteen,
            EventKind::Emancipated => Act::Emancipated {
                ground: self.optional(|reader| reader.word(&GROUNDS))?,
                act_ref: self.act_ref()?,
            },
            EventKind::BirthDateCorrected => Act::BirthDateCorrected { birth_date: self.date()? },
            EventKind::AccountDeleted => Act::AccountDeleted,
            EventKind::EvidenceAnnulled => Act::EvidenceAnnulled,
            EventKind::NoticeFailed => Act::NoticeFailed { who: self.party()? },
            EventKind::RetentionElapsed => {
                Act::RetentionElapsed { episode: self.optional(Self::number)? }
            }
        })
    }
}

/// A length or a count; nothing of ours is 4 GiB long, and what were would not decode.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

const VERSION: u8 = 1;
const MACHINE: &str = "consent";
const OPENED: &str = "opened";
const PUPIL: &str = "self";
const GROUNDS: [CapacityGround; 2] = [CapacityGround::Marriage, CapacityGround::Emancipation];
