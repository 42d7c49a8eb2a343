//! Scenarios of 6.2 in lines: `p link_started child@example.org`,
//! `p ownership_confirmed A child 60` (code, account, the minute of its death),
//! `self code_entered A child`; a dash for an account is none.

use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::code::BindingCode;
use consent_model::history::History;
use consent_model::linking::{Act, Event, Issue, Linking, Policy, SetUp};
use consent_model::personal::{AccountId, BirthDate, Email};

/// The machine of `p`; `q` is linked already. Born on `birth`.
pub(crate) fn history(birth: &str) -> History<Linking> {
    let id = |text| RepresentativeId::parse(text).unwrap();
    let birth_date = BirthDate::new(birth.parse().unwrap());
    let set_up = SetUp { birth_date, parent: id("p"), others: [id("q")].into() };
    History::new(set_up, Policy::default())
}

/// 1 September 2026, 08:00 in Moscow, and so many minutes.
pub(crate) fn moment(minute: i64) -> DateTime<FixedOffset> {
    let start = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    start.checked_add_signed(TimeDelta::minutes(minute)).unwrap()
}

/// Reads `by event arguments`.
#[expect(clippy::panic, reason = "a misspelt line is a mistake in the test")]
pub(crate) fn event(line: &str) -> Event {
    let words: Vec<&str> = line.split(' ').collect();
    let word = |place: usize| words.get(place).copied();
    let who = || RepresentativeId::parse(word(2).unwrap_or("p")).unwrap();
    let issue = || Issue {
        code: BindingCode::parse(word(2).unwrap()).unwrap(),
        expires_at: moment(word(4).unwrap().parse().unwrap()),
        account: word(3).filter(|name| *name != "-").map(|name| AccountId::parse(name).unwrap()),
    };
    let act = match word(1).unwrap() {
        "child_account_created" => Act::ChildAccountCreated,
        "link_started" => Act::LinkStarted {
            email: Email::parse(word(2).unwrap()).unwrap(),
            card: word(3) != Some("no_card"),
        },
        "card_verified" => Act::CardVerified { account_exists: word(2) != Some("no_account") },
        "ownership_confirmed" => Act::OwnershipConfirmed(issue()),
        "code_entered" => Act::CodeEntered {
            code: BindingCode::entered(word(2).unwrap()),
            account: AccountId::parse(word(3).unwrap()).unwrap(),
            same_child: word(4) != Some("other_child"),
        },
        "window_closed" => Act::WindowClosed,
        "tick" => Act::Tick,
        "code_requested_again" => Act::CodeRequestedAgain(issue()),
        "child_email_changed" => Act::ChildEmailChanged,
        "unlinked" => Act::Unlinked { who: who() },
        "authority_lost" => Act::AuthorityLost { who: who() },
        "turned_eighteen" => Act::TurnedEighteen,
        "account_deleted" => Act::AccountDeleted,
        "authority_restored" => Act::AuthorityRestored { who: who() },
        other => panic!("no such event: {other}"),
    };
    Event::new(Actor::parse(word(0).unwrap()).unwrap(), act)
}
