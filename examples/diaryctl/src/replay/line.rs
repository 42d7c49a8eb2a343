//! What the lines of all machines have in common.

use crate::json_lines::{BadInput, Object};
use chrono::{DateTime, FixedOffset};
use consent_model::actor::{Actor, ActorKind, RepresentativeId};
use consent_model::names::Named;
use esia_core::age::AgeReached;
use serde_json::Value;

/// The event that a line names.
pub(super) fn kind<K: Named>(object: &Object) -> Result<K, BadInput> {
    let name = text(object, "event")?;
    let known = K::LIST.iter().copied().find(|known| known.name() == name);
    known.ok_or_else(|| BadInput::key("event", "must be an event of this machine"))
}

/// A moment with its offset.
pub(super) fn moment(
    object: &Object,
    key: &'static str,
) -> Result<DateTime<FixedOffset>, BadInput> {
    DateTime::parse_from_rfc3339(text(object, key)?)
        .map_err(|_| BadInput::key(key, "must be a moment with its offset, as RFC 3339 has it"))
}

/// The handles of a set-up line, in their order.
pub(super) fn representatives(object: &Object) -> Result<Vec<RepresentativeId>, BadInput> {
    let remedy = "must be a list of different handles, none of them the name of an actor";
    let bad = || BadInput::key("representatives", remedy);
    let mut handles = Vec::new();
    if let Some(list) = object.get("representatives") {
        for handle in list.as_array().ok_or_else(bad)? {
            let id = handle.as_str().and_then(|text| RepresentativeId::parse(text).ok());
            let id = id.filter(|id| !handles.contains(id)).ok_or_else(bad)?;
            handles.push(id);
        }
    }
    Ok(handles)
}

/// The age rule of a policy.
pub(super) fn age_rule(policy: &Object) -> Result<AgeReached, BadInput> {
    const WORDS: &[(&str, AgeReached)] =
        &[("day_after", AgeReached::DayAfterBirthday), ("on_birthday", AgeReached::OnBirthday)];
    policy
        .get("age_rule")
        .map_or_else(|| Ok(AgeReached::default()), |_| policy.word("age_rule", WORDS))
}

/// Who acts. Where `by` is left out: `alone`, else the one kind of actor that there is one of.
pub(super) fn by(
    object: &Object,
    actors: &[ActorKind],
    alone: Option<Actor>,
) -> Result<Actor, BadInput> {
    if let Some(by) = actor_or_none(object, "by")? {
        return Ok(by);
    }
    let only = match actors {
        [one] => one.only(),
        _ => None,
    };
    only.or(alone).ok_or_else(|| BadInput::key("by", "is missing, and several may act; name one"))
}

/// The actor under a key, if the key is there.
pub(super) fn actor_or_none(object: &Object, key: &'static str) -> Result<Option<Actor>, BadInput> {
    let read = |_: &Value| {
        Actor::parse(text(object, key)?)
            .map_err(|_| BadInput::key(key, "must be self, school, clock, esia or a handle"))
    };
    object.get(key).map(read).transpose()
}

/// The handle, where the actor is a representative.
pub(super) fn representative(who: &Actor) -> Option<RepresentativeId> {
    match who {
        Actor::Representative(id) => Some(id.clone()),
        Actor::Pupil | Actor::School | Actor::Clock | Actor::Esia => None,
    }
}

/// A text.
pub(super) fn text<'o>(object: &'o Object, key: &'static str) -> Result<&'o str, BadInput> {
    let remedy = || BadInput::key(key, "must be there, as a text");
    object.get(key).and_then(Value::as_str).ok_or_else(remedy)
}

/// `true` or `false`, which must be there.
pub(super) fn flag(object: &Object, key: &'static str) -> Result<bool, BadInput> {
    let remedy = || BadInput::key(key, "must be there, as true or false");
    object.get(key).and_then(Value::as_bool).ok_or_else(remedy)
}

/// `true` or `false`; a key that is not there is `true`.
pub(super) fn flag_or_true(object: &Object, key: &'static str) -> Result<bool, BadInput> {
    object.get(key).map_or(Ok(true), |_| flag(object, key))
}

/// A whole number from 0, which must be there.
pub(super) fn number(object: &Object, key: &'static str) -> Result<u32, BadInput> {
    let given = object.get(key).and_then(Value::as_u64);
    given
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| BadInput::key(key, "must be a whole number from 0"))
}
