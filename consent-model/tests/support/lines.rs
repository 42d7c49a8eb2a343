//! A small language for events: `p approved`, `esia authority_lost p`,
//! `self sign_in_attempted unmatched`.

use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::actor::{Actor, Party, RepresentativeId};
use consent_model::consent::{Act, CapacityGround, Event, SetUp, TextVersion};
use consent_model::personal::{ActRef, BirthDate};

/// A pupil born on `birth`, with the representatives `p` and `q`.
pub(crate) fn set_up(birth: &str) -> SetUp {
    let representatives = ["p", "q"].map(|id| RepresentativeId::parse(id).unwrap()).into();
    SetUp { birth_date: BirthDate::new(birth.parse().unwrap()), representatives }
}

/// 1 September 2026, 08:00 in Moscow, and so many hours.
pub(crate) fn moment(hour: i64) -> DateTime<FixedOffset> {
    let start = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    start.checked_add_signed(TimeDelta::hours(hour)).unwrap()
}

/// Reads `by event argument`.
#[expect(clippy::panic, reason = "a misspelt line is a mistake in the test")]
pub(crate) fn event(line: &str) -> Event {
    let mut words = line.split(' ');
    let by = Actor::parse(words.next().unwrap()).unwrap();
    let name = words.next().unwrap();
    let argument = words.next();
    let who = || RepresentativeId::parse(argument.unwrap()).unwrap();
    let step_up = argument == Some("step_up");
    let act_ref = || Some(ActRef::parse("act 7").unwrap());
    let act = match name {
        "sign_in_attempted" => Act::SignInAttempted {
            matched: argument != Some("unmatched"),
            account_active: argument != Some("inactive"),
        },
        "approved_in_advance" => Act::ApprovedInAdvance { expires_at: None },
        "approved" => Act::Approved { expires_at: None },
        "self_approved" => Act::SelfApproved { step_up, expires_at: None },
        "declined" => Act::Declined,
        "self_declined" => Act::SelfDeclined { step_up },
        "withdrawn" => Act::Withdrawn,
        "self_withdrawn" => Act::SelfWithdrawn { step_up },
        "objected" => Act::Objected,
        "objection_lifted" => Act::ObjectionLifted,
        "authority_ruling" => {
            Act::AuthorityRuling { allow: argument == Some("allow"), act_ref: act_ref() }
        }
        "request_lapsed" => Act::RequestLapsed,
        "term_expired" => Act::TermExpired,
        "scope_changed" => Act::ScopeChanged { text_version: Some(TextVersion::new("2".into())) },
        "authority_lost" => Act::AuthorityLost { who: who() },
        "unlinked" => Act::Unlinked { who: who() },
        "linked" => Act::Linked { who: who() },
        "turned_fourteen" => Act::TurnedFourteen,
        "turned_eighteen" => Act::TurnedEighteen,
        "emancipated" => {
            Act::Emancipated { ground: Some(CapacityGround::Marriage), act_ref: act_ref() }
        }
        "birth_date_corrected" => Act::BirthDateCorrected {
            birth_date: BirthDate::new(argument.unwrap().parse().unwrap()),
        },
        "account_deleted" => Act::AccountDeleted,
        "evidence_annulled" => Act::EvidenceAnnulled,
        "notice_failed" => Act::NoticeFailed {
            who: Actor::parse(argument.unwrap()).unwrap().party().unwrap_or(Party::Pupil),
        },
        "retention_elapsed" => {
            Act::RetentionElapsed { episode: argument.map(|number| number.parse().unwrap()) }
        }
        other => panic!("no such event: {other}"),
    };
    Event::new(by, act)
}
