//! The lines of the linking machine (6.2).

use super::line::{self, flag_or_true, representative, text};
use super::{Extras, Reading, Script};
use crate::json_lines::{BadInput, Object};
use consent_model::actor::Actor;
use consent_model::code::BindingCode;
use consent_model::linking::{
    Act, Detail, Event, EventKind, Issue, Linking, Policy, SetUp, State, StateKind,
};
use consent_model::personal::{AccountId, BirthDate, Email};
use serde_json::Value;
use std::num::NonZeroU8;

impl Script for Linking {
    const KEYS: &'static [&'static str] =
        &["who", "email", "card", "account_exists", "code", "expires_at", "account", "same_child"];

    fn read_set_up(object: &Object) -> Result<(SetUp, Policy), BadInput> {
        let birth_date = BirthDate::new(object.date("birth_date")?);
        let mut handles = line::representatives(object)?.into_iter();
        let remedy = "must name the parent of this machine first, then those who are linked";
        let parent = handles.next().ok_or_else(|| BadInput::key("representatives", remedy))?;
        let mut policy = Policy::default();
        if let Some(given) =
            object.nested("policy", &["code_tries", "email_cool_down_hours", "age_rule"])?
        {
            policy.age_rule = line::age_rule(&given)?;
            if let Some(tries) = given.get("code_tries") {
                let tries = tries.as_u64().and_then(|tries| u8::try_from(tries).ok());
                let remedy = || BadInput::key("code_tries", "must be a whole number from 1 to 255");
                policy.code_tries = tries.and_then(NonZeroU8::new).ok_or_else(remedy)?;
            }
            if let Some(hours) = given.get("email_cool_down_hours") {
                let remedy = || BadInput::key("email_cool_down_hours", "must be a whole number");
                let hours = hours.as_u64().and_then(|hours| u32::try_from(hours).ok());
                policy.email_cool_down_hours = hours.ok_or_else(remedy)?;
            }
        }
        Ok((SetUp { birth_date, parent, others: handles.collect() }, policy))
    }

    fn fields(kind: EventKind) -> &'static [&'static str] {
        match kind {
            EventKind::LinkStarted => &["email", "card"],
            EventKind::CardVerified => &["account_exists"],
            EventKind::OwnershipConfirmed | EventKind::CodeRequestedAgain => {
                &["code", "expires_at", "account"]
            }
            EventKind::CodeEntered => &["code", "account", "same_child"],
            EventKind::Unlinked | EventKind::AuthorityLost | EventKind::AuthorityRestored => {
                &["who"]
            }
            EventKind::ChildAccountCreated
            | EventKind::WindowClosed
            | EventKind::Tick
            | EventKind::ChildEmailChanged
            | EventKind::TurnedEighteen
            | EventKind::AccountDeleted => &[],
        }
    }

    fn read_event(
        object: &Object,
        kind: EventKind,
        set_up: &SetUp,
    ) -> Result<Reading<Self>, BadInput> {
        // No other representative than the machine's own parent may act.
        let parent = Actor::Representative(set_up.parent.clone());
        let alone = (kind.actors() == [parent.kind()]).then_some(parent);
        let by = line::by(object, kind.actors(), alone)?;
        let act = read_act(object, kind, &by, set_up)?;
        Ok(act.map_or(Reading::Stranger, |act| Reading::Event(Event::new(by, act))))
    }

    fn extras(state: &State) -> Extras {
        let detail = state.detail().map(Detail::as_str);
        if state.kind() == StateKind::Linked {
            Extras { origin: detail, ..Extras::default() }
        } else {
            Extras { why: detail, ..Extras::default() }
        }
    }
}

/// `None` where a representative is meant and whoever is named is none.
fn read_act(
    object: &Object,
    kind: EventKind,
    by: &Actor,
    set_up: &SetUp,
) -> Result<Option<Act>, BadInput> {
    let who = line::actor_or_none(object, "who")?;
    Ok(Some(match kind {
        EventKind::ChildAccountCreated => Act::ChildAccountCreated,
        EventKind::LinkStarted => Act::LinkStarted {
            email: Email::parse(text(object, "email")?)
                .map_err(|_| BadInput::key("email", "must be an address"))?,
            card: flag_or_true(object, "card")?,
        },
        EventKind::CardVerified => {
            Act::CardVerified { account_exists: flag_or_true(object, "account_exists")? }
        }
        EventKind::OwnershipConfirmed => Act::OwnershipConfirmed(read_issue(object)?),
        EventKind::CodeEntered => Act::CodeEntered {
            code: BindingCode::entered(text(object, "code")?),
            account: read_account(object)?,
            same_child: flag_or_true(object, "same_child")?,
        },
        EventKind::WindowClosed => Act::WindowClosed,
        EventKind::Tick => Act::Tick,
        EventKind::CodeRequestedAgain => Act::CodeRequestedAgain(read_issue(object)?),
        EventKind::ChildEmailChanged => Act::ChildEmailChanged,
        EventKind::Unlinked => {
            // 6.2 gives it no `who`: the link of this machine is meant.
            let parent = || Some(set_up.parent.clone());
            let who = who.as_ref().map_or_else(parent, representative);
            return Ok(who.map(|who| Act::Unlinked { who }));
        }
        EventKind::AuthorityLost => {
            let who = representative(who.as_ref().unwrap_or(by));
            return Ok(who.map(|who| Act::AuthorityLost { who }));
        }
        EventKind::TurnedEighteen => Act::TurnedEighteen,
        EventKind::AccountDeleted => Act::AccountDeleted,
        EventKind::AuthorityRestored => {
            let who = representative(who.as_ref().unwrap_or(by));
            return Ok(who.map(|who| Act::AuthorityRestored { who }));
        }
    }))
}

fn read_issue(object: &Object) -> Result<Issue, BadInput> {
    let code = BindingCode::parse(text(object, "code")?)
        .map_err(|_| BadInput::key("code", "must not be blank where it is issued"))?;
    // Null: no account has the address, and nobody is told (T-16).
    let account = match object.get("account") {
        Some(Value::Null) => None,
        _ => Some(read_account(object)?),
    };
    Ok(Issue { code, expires_at: line::moment(object, "expires_at")?, account })
}

fn read_account(object: &Object) -> Result<AccountId, BadInput> {
    AccountId::parse(text(object, "account")?)
        .map_err(|_| BadInput::key("account", "must be a handle of an account"))
}
