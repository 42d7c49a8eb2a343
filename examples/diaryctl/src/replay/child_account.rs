//! The lines of the child-account machine (6.3).
//!
//! A flag that is left out is false, except `complete`, as 6.3 has it.

use super::line::{self, flag_or_true};
use super::{Extras, Reading, Script};
use crate::json_lines::{BadInput, Object};
use consent_model::actor::{Actor, ActorKind};
use consent_model::child_account::{
    Act, CertificateIssuer, ChildAccount, Citizenship, Detail, Event, EventKind, Policy, SetUp,
    State,
};
use consent_model::names::Named;
use consent_model::personal::BirthDate;

impl Script for ChildAccount {
    const KEYS: &'static [&'static str] = &[
        "issuer",
        "complete",
        "ticked",
        "auto_update",
        "other_account",
        "citizenship",
        "is_parents",
        "used",
        "tick",
        "policy_ok",
        "equal",
    ];

    fn read_set_up(object: &Object) -> Result<(SetUp, Policy), BadInput> {
        let birth_date = BirthDate::new(object.date("birth_date")?);
        let representatives = line::representatives(object)?.into_iter().collect();
        let policy = match object.nested("policy", &["age_rule"])? {
            Some(given) => Policy { age_rule: line::age_rule(&given)? },
            None => Policy::default(),
        };
        Ok((SetUp { birth_date, representatives }, policy))
    }

    fn fields(kind: EventKind) -> &'static [&'static str] {
        match kind {
            EventKind::CardSaved => &["issuer", "complete"],
            EventKind::ZagsRequested => &["ticked", "auto_update"],
            EventKind::AccountFormOpened => &["other_account"],
            EventKind::AddressGiven => &["citizenship"],
            EventKind::PhoneGiven => &["is_parents", "used"],
            EventKind::EmailGiven => &["used", "tick"],
            EventKind::PasswordSet => &["policy_ok", "equal"],
            EventKind::CardAdded
            | EventKind::CardFromRegistry
            | EventKind::CardCancelled
            | EventKind::CardEdited
            | EventKind::ZagsConfirmed
            | EventKind::ZagsMismatch
            | EventKind::ZagsUnavailable
            | EventKind::Tick
            | EventKind::PhoneSkipped
            | EventKind::PhoneCodeOk
            | EventKind::PhoneCodeBad
            | EventKind::EmailConfirmed
            | EventKind::EmailLinkExpired
            | EventKind::LetterResent
            | EventKind::EmailChanged
            | EventKind::PhoneChanged
            | EventKind::PasswordChanged
            | EventKind::AccountDeleted
            | EventKind::TurnedEighteen
            | EventKind::TurnedFourteen
            | EventKind::Back
            | EventKind::Abandoned => &[],
        }
    }

    fn read_event(
        object: &Object,
        kind: EventKind,
        set_up: &SetUp,
    ) -> Result<Reading<Self>, BadInput> {
        // Where there is one representative, nobody else can be meant.
        let mut handles = set_up.representatives.iter();
        let alone = match (kind.actors(), handles.next(), handles.next()) {
            ([ActorKind::Representative], Some(id), None) => {
                Some(Actor::Representative(id.clone()))
            }
            _ => None,
        };
        let by = line::by(object, kind.actors(), alone)?;
        Ok(Reading::Event(Event::new(by, read_act(object, kind)?)))
    }

    fn extras(state: &State) -> Extras {
        Extras { why: state.detail().map(Detail::as_str), ..Extras::default() }
    }
}

fn read_act(object: &Object, kind: EventKind) -> Result<Act, BadInput> {
    Ok(match kind {
        EventKind::CardAdded => Act::CardAdded,
        EventKind::CardFromRegistry => Act::CardFromRegistry,
        EventKind::CardSaved => {
            let complete = flag_or_true(object, "complete")?;
            // A card that is not complete may lack the issuer too.
            let issuer = if complete || object.get("issuer").is_some() {
                Some(word::<CertificateIssuer>(object, "issuer")?)
            } else {
                None
            };
            Act::CardSaved { issuer, complete }
        }
        EventKind::CardCancelled => Act::CardCancelled,
        EventKind::CardEdited => Act::CardEdited,
        EventKind::ZagsRequested => Act::ZagsRequested {
            ticked: object.flag("ticked")?,
            auto_update: object.flag("auto_update")?,
        },
        EventKind::ZagsConfirmed => Act::ZagsConfirmed,
        EventKind::ZagsMismatch => Act::ZagsMismatch,
        EventKind::ZagsUnavailable => Act::ZagsUnavailable,
        EventKind::Tick => Act::Tick,
        EventKind::AccountFormOpened => {
            Act::AccountFormOpened { other_account: object.flag("other_account")? }
        }
        EventKind::AddressGiven => {
            Act::AddressGiven { citizenship: word::<Citizenship>(object, "citizenship")? }
        }
        EventKind::PhoneSkipped => Act::PhoneSkipped,
        EventKind::PhoneGiven => {
            Act::PhoneGiven { is_parents: object.flag("is_parents")?, used: object.flag("used")? }
        }
        EventKind::PhoneCodeOk => Act::PhoneCodeOk,
        EventKind::PhoneCodeBad => Act::PhoneCodeBad,
        EventKind::EmailGiven => {
            Act::EmailGiven { used: object.flag("used")?, tick: object.flag("tick")? }
        }
        EventKind::EmailConfirmed => Act::EmailConfirmed,
        EventKind::EmailLinkExpired => Act::EmailLinkExpired,
        EventKind::LetterResent => Act::LetterResent,
        EventKind::EmailChanged => Act::EmailChanged,
        EventKind::PasswordSet => {
            Act::PasswordSet { policy_ok: object.flag("policy_ok")?, equal: object.flag("equal")? }
        }
        EventKind::PhoneChanged => Act::PhoneChanged,
        EventKind::PasswordChanged => Act::PasswordChanged,
        EventKind::AccountDeleted => Act::AccountDeleted,
        EventKind::TurnedEighteen => Act::TurnedEighteen,
        EventKind::TurnedFourteen => Act::TurnedFourteen,
        EventKind::Back => Act::Back,
        EventKind::Abandoned => Act::Abandoned,
    })
}

fn word<T: Named>(object: &Object, key: &'static str) -> Result<T, BadInput> {
    let words: Vec<(&'static str, T)> = T::LIST.iter().map(|word| (word.name(), *word)).collect();
    object.word(key, &words)
}
