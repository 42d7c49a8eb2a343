//! The lines of the consent machine (6.1).

use super::line::{self, flag, number, representative, text};
use super::{Extras, Reading, Script};
use crate::json_lines::{BadInput, Object};
use consent_model::actor::{Actor, ActorKind};
use consent_model::consent::{
    Act, CapacityGround, Consent, Disagreement, EndReason, Event, EventKind, Policy, SetUp, State,
    TextVersion,
};
use consent_model::personal::{ActRef, BirthDate};
use esia_core::access::TeenConsent;
use serde_json::Value;

impl Script for Consent {
    const KEYS: &'static [&'static str] = &[
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

    fn read_set_up(object: &Object) -> Result<(SetUp, Policy), BadInput> {
        let birth_date = BirthDate::new(object.date("birth_date")?);
        let representatives = line::representatives(object)?.into_iter().collect();
        Ok((SetUp { birth_date, representatives }, read_policy(object)?))
    }

    fn fields(kind: EventKind) -> &'static [&'static str] {
        fields(kind)
    }

    fn read_event(
        object: &Object,
        kind: EventKind,
        _set_up: &SetUp,
    ) -> Result<Reading<Self>, BadInput> {
        let who = line::actor_or_none(object, "who")?;
        // A representative links nobody but themselves, so the one named is the actor.
        let alone = match kind.actors() {
            [ActorKind::Representative] => who.clone(),
            _ => None,
        };
        let by = line::by(object, kind.actors(), alone)?;
        let act = read_act(object, kind, &who.unwrap_or_else(|| by.clone()))?;
        Ok(act.map_or(Reading::Stranger, |act| Reading::Event(Event::new(by, act))))
    }

    fn extras(state: &State) -> Extras {
        Extras {
            epoch: Some(state.epoch().0),
            end: state.episode().end().map(EndReason::as_str),
            ..Extras::default()
        }
    }
}

fn read_policy(set_up: &Object) -> Result<Policy, BadInput> {
    const WORDS_OF_TEEN: &[(&str, TeenConsent)] =
        &[("parent_only", TeenConsent::ParentOnly), ("parent_or_teen", TeenConsent::ParentOrTeen)];
    const WORDS_OF_DISAGREEMENT: &[(&str, Disagreement)] = &[
        ("objection_blocks", Disagreement::ObjectionBlocks),
        ("grantor_only", Disagreement::GrantorOnly),
    ];
    let keys = ["request_ttl_days", "cool_down_hours", "disagreement", "teen_consent", "age_rule"];
    let mut policy = Policy::default();
    let Some(object) = set_up.nested("policy", &keys)? else { return Ok(policy) };
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
        policy.access.age_rule = line::age_rule(&object)?;
    }
    Ok(policy)
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

const GROUNDS: &[(&str, CapacityGround)] =
    &[("marriage", CapacityGround::Marriage), ("emancipation", CapacityGround::Emancipation)];
