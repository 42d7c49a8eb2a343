//! Scenarios of 6.3 in lines: `p card_saved foreign`, `p phone_given used`, `p email_given no_tick`.
//! Without an argument an event is as the rules want it.

use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::child_account::{
    Act, CertificateIssuer, ChildAccount, Citizenship, Event, Policy, SetUp,
};
use consent_model::history::History;
use consent_model::personal::BirthDate;

/// The child of `p` and `q`, born on `birth`.
pub(crate) fn history(birth: &str) -> History<ChildAccount> {
    let representatives = ["p", "q"].map(|id| RepresentativeId::parse(id).unwrap()).into();
    let birth_date = BirthDate::new(birth.parse().unwrap());
    History::new(SetUp { birth_date, representatives }, Policy::default())
}

/// 1 September 2026, 08:00 in Moscow, and so many minutes.
pub(crate) fn moment(minute: i64) -> DateTime<FixedOffset> {
    let start = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    start.checked_add_signed(TimeDelta::minutes(minute)).unwrap()
}

/// Reads `by event argument`.
#[expect(clippy::panic, reason = "a misspelt line is a mistake in the test")]
pub(crate) fn event(line: &str) -> Event {
    let mut words = line.split(' ');
    let by = Actor::parse(words.next().unwrap()).unwrap();
    let name = words.next().unwrap();
    let argument = words.next();
    let says = |word| argument == Some(word);
    let act = match name {
        "card_added" => Act::CardAdded,
        "card_from_registry" => Act::CardFromRegistry,
        "card_saved" => Act::CardSaved {
            issuer: match argument {
                Some("foreign" | "foreign_and_incomplete") => Some(CertificateIssuer::Foreign),
                Some("consulate") => Some(CertificateIssuer::RussianConsulate),
                Some("no_issuer") => None,
                _ => Some(CertificateIssuer::RussiaZags),
            },
            complete: !says("incomplete") && !says("foreign_and_incomplete"),
        },
        "card_cancelled" => Act::CardCancelled,
        "card_edited" => Act::CardEdited,
        "zags_requested" => Act::ZagsRequested {
            ticked: !says("not_ticked") && !says("neither"),
            auto_update: says("auto_update") || says("neither"),
        },
        "zags_confirmed" => Act::ZagsConfirmed,
        "zags_mismatch" => Act::ZagsMismatch,
        "zags_unavailable" => Act::ZagsUnavailable,
        "tick" => Act::Tick,
        "account_form_opened" => Act::AccountFormOpened { other_account: says("other_account") },
        "address_given" => Act::AddressGiven {
            citizenship: if says("other") { Citizenship::Other } else { Citizenship::Russia },
        },
        "phone_skipped" => Act::PhoneSkipped,
        "phone_given" => Act::PhoneGiven {
            is_parents: says("parents") || says("parents_and_used"),
            used: says("used") || says("parents_and_used"),
        },
        "phone_code_ok" => Act::PhoneCodeOk,
        "phone_code_bad" => Act::PhoneCodeBad,
        "email_given" => Act::EmailGiven {
            used: says("used") || says("used_and_no_tick"),
            tick: !says("no_tick") && !says("used_and_no_tick"),
        },
        "email_confirmed" => Act::EmailConfirmed,
        "email_link_expired" => Act::EmailLinkExpired,
        "letter_resent" => Act::LetterResent,
        "email_changed" => Act::EmailChanged,
        "password_set" => Act::PasswordSet { policy_ok: !says("weak"), equal: !says("unequal") },
        "phone_changed" => Act::PhoneChanged,
        "password_changed" => Act::PasswordChanged,
        "account_deleted" => Act::AccountDeleted,
        "turned_eighteen" => Act::TurnedEighteen,
        "turned_fourteen" => Act::TurnedFourteen,
        "back" => Act::Back,
        "abandoned" => Act::Abandoned,
        other => panic!("no such event: {other}"),
    };
    Event::new(by, act)
}
