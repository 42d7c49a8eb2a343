//! Any order of events of a consent.

use crate::at;
use chrono::{NaiveDate, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, Consent, Event, EventKind, Policy, SetUp};
use consent_model::fact::{consent_fact, overdue};
use consent_model::history::History;
use consent_model::personal::BirthDate;
use esia_core::access::ConsentState;

/// Replay equals live; the epoch never falls; no grant is in force that nobody gave.
///
/// Two bytes are one event: what by whom, and after how many hours.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let [p, q] = ["p", "q"].map(|name| RepresentativeId::parse(name).expect("a constant"));
    let birth_date = BirthDate::new(NaiveDate::from_ymd_opt(2012, 12, 5).expect("a constant"));
    let set_up = SetUp { birth_date, representatives: [p, q].into() };
    let policy = Policy::default();
    let mut history = History::<Consent>::new(set_up.clone(), policy);
    let mut now = at();
    for pair in data.chunks_exact(2) {
        let [what, hours] = pair else { continue };
        now += TimeDelta::hours(i64::from(*hours) * 8);
        let epoch = history.state().epoch();
        for _ in 0..4 {
            let Some(event) = overdue(history.state(), now, &policy) else { break };
            let _step = history.push(now, event).expect("what is overdue can be stepped");
        }
        assert_eq!(overdue(history.state(), now, &policy), None, "time is never done");
        let before = history.clone();
        if history.push(now, event(*what)).is_err() {
            assert_eq!(history.state(), before.state(), "a rejected event changed the state");
            assert_eq!(history.entries(), before.entries(), "a rejected event was kept");
        }
        assert!(epoch <= history.state().epoch(), "the epoch fell");
    }
    let approved = |kinds: [EventKind; 2]| {
        history.entries().iter().any(|entry| kinds.contains(&entry.event.kind()))
    };
    match consent_fact(history.state(), now).state {
        ConsentState::GrantedByParent => {
            assert!(approved([EventKind::Approved, EventKind::ApprovedInAdvance]));
        }
        ConsentState::GrantedBySelf => assert!(approved([EventKind::SelfApproved; 2])),
        _ => {}
    }
    let replayed = History::<Consent>::replay(set_up, policy, history.entries().to_vec());
    let replayed = replayed.expect("what was accepted is accepted again");
    assert_eq!(replayed.state(), history.state(), "replay differs from live");
}

fn event(byte: u8) -> Event {
    let [p, q] = ["p", "q"].map(|name| RepresentativeId::parse(name).expect("a constant"));
    let by = match byte % 6 {
        0 => Actor::Representative(p.clone()),
        1 => Actor::Representative(q.clone()),
        2 => Actor::Pupil,
        3 => Actor::School,
        4 => Actor::Clock,
        _ => Actor::Esia,
    };
    let step_up = true;
    let act = match byte / 6 {
        0 => Act::SignInAttempted { matched: true, account_active: true },
        1 => Act::ApprovedInAdvance { expires_at: None },
        2 => Act::Approved { expires_at: None },
        3 => Act::Approved { expires_at: Some(at() + TimeDelta::days(40)) },
        4 => Act::SelfApproved { step_up, expires_at: None },
        5 => Act::Declined,
        6 => Act::SelfDeclined { step_up },
        7 => Act::Withdrawn,
        8 => Act::SelfWithdrawn { step_up },
        9 => Act::Objected,
        10 => Act::ObjectionLifted,
        11 => Act::RequestLapsed,
        12 => Act::TermExpired,
        13 => Act::AuthorityLost { who: p },
        14 => Act::Unlinked { who: q },
        15 => Act::Linked { who: q },
        16 => Act::TurnedFourteen,
        17 => Act::TurnedEighteen,
        18 => Act::AccountDeleted,
        19 => Act::EvidenceAnnulled,
        _ => Act::RetentionElapsed { episode: None },
    };
    Event::new(by, act)
}
