//! `diaryctl replay`: a machine fed with the events of a trace, one answer each (design.md §3.6).

use crate::json_lines::{self, BadInput, Object};
use chrono::{DateTime, FixedOffset};
use clap::ValueEnum;
use consent_model::actor::{Actor, ActorKind, RepresentativeId};
use consent_model::consent::{
    Act, CapacityGround, Disagreement, EndReason, Event, EventKind, Policy, Rejection, SetUp,
    State, Step, TextVersion, Verdict,
};
use consent_model::history::History;
use consent_model::personal::{ActRef, BirthDate};
use esia_core::access::TeenConsent;
use esia_core::age::AgeReached;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

/// Which machine is replayed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "kebab-case")]
pub(crate) enum Machine {
    /// The consent of one pupil (6.1)
    Consent,
}

/// Answers every line of `input`, a set-up or an event of 6.1, with one line of `output`.
///
/// A line that cannot be read gets its error, and the run goes on. After a set-up that cannot be
/// read there is no trace until the next one: its events must not fall to the trace before.
///
/// # Errors
///
/// What reading or writing fails with.
pub(crate) fn run(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut trace: Option<History> = None;
    json_lines::for_each(input, |line, text| {
        match text.and_then(|text| answer(line, text, &mut trace)) {
            Ok(answer) => json_lines::write(&mut output, &answer),
            Err(bad) => json_lines::write_error(&mut output, line, &bad),
        }
    })?;
    output.flush()
}

fn answer(line: u64, text: &str, trace: &mut Option<History>) -> Result<Answer, BadInput> {
    let object = Object::parse(text, KEYS)?;
    if let Some(set_up) = object.get("setup") {
        *trace = None;
        only(&object, &["setup"], "does not belong to a set-up line")?;
        let history = read_set_up(set_up)?;
        return Ok(Answer::new(line, trace.insert(history).state()));
    }
    let (at, reading) = read_event(&object)?;
    let history = trace.as_mut().ok_or_else(|| {
        BadInput::line("there is no trace yet; give a readable set-up line first")
    })?;
    let outcome = match reading {
        Reading::Event(event) => history.push(at, event),
        Reading::Stranger(kind) => Err(history.push_stranger(at, kind)),
    };
    Ok(Answer::new(line, history.state()).with(outcome))
}

/// The answer to one line.
#[derive(Serialize)]
struct Answer {
    line: u64,
    accepted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    ignored: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    state: &'static str,
    epoch: u64,
    effects: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'static str>,
}

impl Answer {
    fn new(line: u64, state: &State) -> Self {
        Self {
            line,
            accepted: true,
            ignored: None,
            reason: None,
            state: state.kind().as_str(),
            epoch: state.epoch().0,
            effects: Vec::new(),
            end: state.episode().end().map(EndReason::as_str),
        }
    }

    fn with(self, outcome: Result<Step, Rejection>) -> Self {
        match outcome {
            Ok(step) => {
                let effects = step.effects.iter().map(ToString::to_string).collect();
                let ignored = match step.verdict {
                    Verdict::Accepted => None,
                    Verdict::Ignored => Some(true),
                };
                Self { ignored, effects, ..self }
            }
            Err(refused) => Self { accepted: false, reason: Some(refused.reason.as_str()), ..self },
        }
    }
}

fn read_set_up(value: &Value) -> Result<History, BadInput> {
    let object = nested("setup", value, &["birth_date", "representatives", "policy"])?;
    let birth_date = BirthDate::new(object.date("birth_date")?);
    let mut representatives = BTreeSet::new();
    if let Some(list) = object.get("representatives") {
        let remedy = "must be a list of different handles, none of them the name of an actor";
        let bad = || BadInput::key("representatives", remedy);
        for handle in list.as_array().ok_or_else(bad)? {
            let id = handle.as_str().and_then(|text| RepresentativeId::parse(text).ok());
            if !representatives.insert(id.ok_or_else(bad)?) {
                return Err(bad());
            }
        }
    }
    let policy = object.get("policy").map_or_else(|| Ok(Policy::default()), read_policy)?;
    Ok(History::new(SetUp { birth_date, representatives }, policy))
}

fn read_policy(value: &Value) -> Result<Policy, BadInput> {
    const WORDS_OF_AGE: &[(&str, AgeReached)] =
        &[("day_after", AgeReached::DayAfterBirthday), ("on_birthday", AgeReached::OnBirthday)];
    const WORDS_OF_TEEN: &[(&str, TeenConsent)] =
        &[("parent_only", TeenConsent::ParentOnly), ("parent_or_teen", TeenConsent::ParentOrTeen)];
    const WORDS_OF_DISAGREEMENT: &[(&str, Disagreement)] = &[
        ("objection_blocks", Disagreement::ObjectionBlocks),
        ("grantor_only", Disagreement::GrantorOnly),
    ];
    let keys = ["request_ttl_days", "cool_down_hours", "disagreement", "teen_consent", "age_rule"];
    let object = nested("policy", value, &keys)?;
    let mut policy = Policy::default();
    if object.get("request_ttl_days").is_some() {
        policy.request_ttl_days = number(&object, "request_ttl_days")?;
    }
    if object.get("cool_down_hours").is_some() {
        policy.cool_down_hours = number(&object, "cool_down_hours")?;
    }
    if object.get("disagreement").is_some() {
        policy.disagreement = object.word("disagreement", WORDS_OF_DISAGREEMENT)?;
    }
    if object.get("teen_consent").is_some() {
        policy.access.teen_consent = object.word("teen_consent", WORDS_OF_TEEN)?;
    }
    if object.get("age_rule").is_some() {
        policy.access.age_rule = object.word("age_rule", WORDS_OF_AGE)?;
    }
    Ok(policy)
}

/// What an event line says.
enum Reading {
    Event(Event),
    /// A representative is meant, and whoever is named, or else acts, is none.
    Stranger(EventKind),
}

fn read_event(object: &Object) -> Result<(DateTime<FixedOffset>, Reading), BadInput> {
    let kind = text(object, "event")?;
    let kind = EventKind::ALL
        .into_iter()
        .find(|known| known.as_str() == kind)
        .ok_or_else(|| BadInput::key("event", "must be an event of this machine"))?;
    let keys: Vec<&str> = COMMON.iter().chain(fields(kind)).copied().collect();
    only(object, &keys, "does not belong to this event")?;
    let at = DateTime::parse_from_rfc3339(text(object, "at")?)
        .map_err(|_| BadInput::key("at", "must be a moment with its offset, as RFC 3339 has it"))?;
    let who = object.get("who").map(|_| actor(object, "who")).transpose()?;
    let by = match object.get("by") {
        Some(_) => actor(object, "by")?,
        None => only_actor(kind, who.as_ref())?,
    };
    let act = read_act(object, kind, &who.unwrap_or_else(|| by.clone()))?;
    Ok((at, act.map_or(Reading::Stranger(kind), |act| Reading::Event(Event::new(by, act)))))
}

/// The one actor who can be meant where `by` is left out.
fn only_actor(kind: EventKind, who: Option<&Actor>) -> Result<Actor, BadInput> {
    let by = match (kind.actors(), who) {
        // A representative links nobody but themselves, so the one named is the actor.
        ([ActorKind::Representative], Some(who)) => Some(who.clone()),
        ([one], _) => one.only(),
        _ => None,
    };
    by.ok_or_else(|| BadInput::key("by", "is missing, and several may act; name one"))
}

/// The fields of an event besides `at`, `event` and `by`: the column of 6.1.
const fn fields(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::SignInAttempted => &["matched", "account_active"],
        EventKind::SelfApproved | EventKind::SelfDeclined | EventKind::SelfWithdrawn => {
            &["step_up"]
        }
        EventKind::AuthorityRuling => &["allow", "act_ref"],
        EventKind::ScopeChanged => &["text_version"],
        EventKind::AuthorityLost
        | EventKind::Unlinked
        | EventKind::Linked
        | EventKind::NoticeFailed => &["who"],
        EventKind::Emancipated => &["ground", "act_ref"],
        EventKind::BirthDateCorrected => &["birth_date"],
        EventKind::RetentionElapsed => &["episode"],
        EventKind::ApprovedInAdvance
        | EventKind::Approved
        | EventKind::Declined
        | EventKind::Withdrawn
        | EventKind::Objected
        | EventKind::ObjectionLifted
        | EventKind::RequestLapsed
        | EventKind::TermExpired
        | EventKind::TurnedFourteen
        | EventKind::TurnedEighteen
        | EventKind::AccountDeleted
        | EventKind::EvidenceAnnulled => &[],
    }
}

/// `None` where a representative is meant and `who` is none.
fn read_act(object: &Object, kind: EventKind, who: &Actor) -> Result<Option<Act>, BadInput> {
    Ok(Some(match kind {
        EventKind::SignInAttempted => Act::SignInAttempted {
            matched: flag(object, "matched")?,
            account_active: match object.get("account_active") {
                Some(_) => flag(object, "account_active")?,
                None => true,
            },
        },
        EventKind::ApprovedInAdvance => Act::ApprovedInAdvance { expires_at: None },
        EventKind::Approved => Act::Approved { expires_at: None },
        EventKind::SelfApproved => {
            Act::SelfApproved { step_up: object.flag("step_up")?, expires_at: None }
        }
        EventKind::Declined => Act::Declined,
        EventKind::SelfDeclined => Act::SelfDeclined { step_up: object.flag("step_up")? },
        EventKind::Withdrawn => Act::Withdrawn,
        EventKind::SelfWithdrawn => Act::SelfWithdrawn { step_up: object.flag("step_up")? },
        EventKind::Objected => Act::Objected,
        EventKind::ObjectionLifted => Act::ObjectionLifted,
        EventKind::AuthorityRuling => {
            Act::AuthorityRuling { allow: flag(object, "allow")?, act_ref: act_ref(object)? }
        }
        EventKind::RequestLapsed => Act::RequestLapsed,
        EventKind::TermExpired => Act::TermExpired,
        EventKind::ScopeChanged => Act::ScopeChanged { text_version: text_version(object)? },
        EventKind::AuthorityLost => {
            return Ok(representative(who).map(|who| Act::AuthorityLost { who }));
        }
        EventKind::Unlinked => return Ok(representative(who).map(|who| Act::Unlinked { who })),
        EventKind::Linked => return Ok(representative(who).map(|who| Act::Linked { who })),
        EventKind::TurnedFourteen => Act::TurnedFourteen,
        EventKind::TurnedEighteen => Act::TurnedEighteen,
        EventKind::Emancipated => Act::Emancipated {
            ground: object.get("ground").map(|_| object.word("ground", GROUNDS)).transpose()?,
            act_ref: act_ref(object)?,
        },
        EventKind::BirthDateCorrected => {
            Act::BirthDateCorrected { birth_date: BirthDate::new(object.date("birth_date")?) }
        }
        EventKind::AccountDeleted => Act::AccountDeleted,
        EventKind::EvidenceAnnulled => Act::EvidenceAnnulled,
        EventKind::NoticeFailed => return Ok(who.party().map(|who| Act::NoticeFailed { who })),
        EventKind::RetentionElapsed => Act::RetentionElapsed {
            episode: object.get("episode").map(|_| number(object, "episode")).transpose()?,
        },
    }))
}

fn representative(who: &Actor) -> Option<RepresentativeId> {
    match who {
        Actor::Representative(id) => Some(id.clone()),
        Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => None,
    }
}

/// `Err` for the first key that is there and not among `keys`.
fn only(object: &Object, keys: &[&str], message: &str) -> Result<(), BadInput> {
    KEYS.iter()
        .find(|key| object.get(key).is_some() && !keys.contains(key))
        .map_or(Ok(()), |key| Err(BadInput::key(key, message)))
}

/// An object inside a line.
fn nested(key: &'static str, value: &Value, keys: &[&'static str]) -> Result<Object, BadInput> {
    if !value.is_object() {
        return Err(BadInput::key(key, "must be an object"));
    }
    Object::parse(&value.to_string(), keys)
}

fn actor(object: &Object, key: &'static str) -> Result<Actor, BadInput> {
    Actor::parse(text(object, key)?)
        .map_err(|_| BadInput::key(key, "must be self, school, clock, esia or a handle"))
}

/// The reference of an act; a trace may leave it out, yet what it gives must be one.
fn act_ref(object: &Object) -> Result<Option<ActRef>, BadInput> {
    let read = |_: &Value| {
        ActRef::parse(text(object, "act_ref")?)
            .map_err(|_| BadInput::key("act_ref", "must refer to the act behind the event"))
    };
    object.get("act_ref").map(read).transpose()
}

/// A version may be a text or a number: operators count in either.
fn text_version(object: &Object) -> Result<Option<TextVersion>, BadInput> {
    let read = |given: &Value| match given {
        Value::String(version) => Ok(TextVersion::new(version.clone())),
        Value::Number(version) => Ok(TextVersion::new(version.to_string())),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(BadInput::key("text_version", "must be a text or a number"))
        }
    };
    object.get("text_version").map(read).transpose()
}

fn text<'o>(object: &'o Object, key: &'static str) -> Result<&'o str, BadInput> {
    let remedy = || BadInput::key(key, "must be there, as a text");
    object.get(key).and_then(Value::as_str).ok_or_else(remedy)
}

fn flag(object: &Object, key: &'static str) -> Result<bool, BadInput> {
    let remedy = || BadInput::key(key, "must be there, as true or false");
    object.get(key).and_then(Value::as_bool).ok_or_else(remedy)
}

fn number(object: &Object, key: &'static str) -> Result<u32, BadInput> {
    let given = object.get(key).and_then(Value::as_u64);
    given
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| BadInput::key(key, "must be a whole number from 0"))
}

const GROUNDS: &[(&str, CapacityGround)] =
    &[("marriage", CapacityGround::Marriage), ("emancipation", CapacityGround::Emancipation)];

const COMMON: &[&str] = &["at", "event", "by"];
/// Every key of a line; which of them an event has is told by [`fields`].
const KEYS: &[&str] = &[
    "setup",
    "at",
    "event",
    "by",
    "who",
    "matched",
    "account_active",
    "step_up",
    "allow",
    "act_ref",
    "text_version",
    "ground",
    "birth_date",
    "episode",
];

#[cfg(test)]
mod tests;
