//! Goal: permissions of ESIA become grants and withdrawals, each once, and never more than they
//! say.
//! Method: permissions typed by hand; the events are stepped by the consent machine as well.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/lines.rs"]
mod lines;

use chrono::TimeDelta;
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::Consent;
use consent_model::consent::{Event, Policy, StateKind};
use consent_model::esia::{
    Grantor, Needed, Permission, PermissionError, Permissions, Sighting, fact,
};
use consent_model::fact::{consent_fact, overdue};
use consent_model::history::History;
use esia_core::access::ConsentState;
use esia_core::secrets::Personal;
use lines::{event, moment, set_up};
use std::collections::BTreeSet;

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| String::from(*word)).collect()
}

fn needed() -> Needed {
    Needed {
        operator: "Школа № 1".into(),
        purpose: "DIARY".into(),
        scopes: set(&["fullname", "birthdate"]),
        actions: set(&["READ"]),
    }
}

/// A permission of `p`, given at the beginning for ten hours.
fn permission(id: &str) -> Permission {
    Permission {
        id: Personal::new(id.into()),
        grantor: Grantor::Representative(RepresentativeId::parse("p").unwrap()),
        operator: "Школа № 1".into(),
        purpose: "DIARY".into(),
        scopes: set(&["fullname", "birthdate", "snils"]),
        actions: set(&["ALL_ACTIONS_TO_DATA"]),
        granted_at: moment(0),
        expire_minutes: 600,
        is_withdrawn: false,
    }
}

fn withdrawn(id: &str) -> Permission {
    Permission { is_withdrawn: true, ..permission(id) }
}

fn said(event: Option<Event>) -> Option<&'static str> {
    event.map(|event| event.kind().as_str())
}

#[test]
fn a_permission_grants_once_and_is_withdrawn_once() {
    let mut permissions = Permissions::new(needed());
    let mut take = |permission: &Permission| said(permissions.take(permission, moment(1)).unwrap());
    assert_eq!(take(&permission("1")), Some("approved_in_advance"));
    assert_eq!(take(&permission("1")), None, "doubled");
    assert_eq!(take(&withdrawn("1")), Some("withdrawn"));
    assert_eq!(take(&withdrawn("1")), None, "doubled");
    assert_eq!(take(&permission("1")), None, "late");
    assert_eq!(take(&permission("2")), Some("approved_in_advance"), "a new one");
}

#[test]
fn a_grant_that_the_machine_refused_can_come_again() {
    let mut permissions = Permissions::new(needed());
    let grantor = Grantor::Representative(RepresentativeId::parse("r").unwrap());
    let by_r = Permission { grantor, ..permission("1") };
    let mut history = History::<Consent>::new(set_up("2014-05-05"), Policy::default());
    let too_early = permissions.take(&by_r, moment(1)).unwrap().unwrap();
    assert!(history.receive(moment(1), too_early).is_err());
    permissions.forget(&by_r.id);
    assert!(history.push(moment(1), event("r linked r")).is_ok());
    let again = permissions.take(&by_r, moment(1)).unwrap().unwrap();
    assert_eq!(history.receive(moment(1), again).unwrap().state.kind(), StateKind::Granted);
}

#[test]
fn a_withdrawal_that_overtakes_its_grant_stays_a_withdrawal() {
    let mut permissions = Permissions::new(needed());
    let mut take = |permission: &Permission| said(permissions.take(permission, moment(1)).unwrap());
    assert_eq!(take(&withdrawn("1")), Some("withdrawn"));
    assert_eq!(take(&permission("1")), None);
}

#[test]
fn whoever_has_another_permission_in_force_has_not_withdrawn() {
    let mut permissions = Permissions::new(needed());
    assert!(permissions.take(&permission("1"), moment(1)).unwrap().is_some());
    assert!(permissions.take(&permission("2"), moment(1)).unwrap().is_some());
    assert_eq!(permissions.take(&withdrawn("1"), moment(2)), Ok(None));
    let last = permissions.take(&withdrawn("2"), moment(2)).unwrap();
    assert_eq!(said(last), Some("withdrawn"));
}

#[test]
fn a_permission_at_its_very_end_is_dead() {
    let taken =
        |hour| said(Permissions::new(needed()).take(&permission("1"), moment(hour)).unwrap());
    assert_eq!(taken(9), Some("approved_in_advance"));
    assert_eq!(taken(10), None);
    let mut permissions = Permissions::new(needed());
    assert!(permissions.take(&permission("1"), moment(1)).unwrap().is_some());
    assert_eq!(permissions.take(&withdrawn("1"), moment(10)), Ok(None), "over already");
}

#[test]
fn what_is_gone_from_the_whole_list_was_withdrawn_and_what_was_renewed_was_not() {
    let events = |list: &[&[Permission]]| {
        let mut permissions = Permissions::new(needed());
        let mut told = Vec::new();
        for list in list {
            let events = permissions.take_list(list, moment(1));
            told.push(events.iter().map(|event| event.kind().as_str()).collect::<Vec<_>>());
        }
        told
    };
    let (one, two) = ([permission("1")], [permission("2")]);
    let granted = vec!["approved_in_advance"];
    assert_eq!(events(&[&one, &one, &[]]), [granted.clone(), vec![], vec!["withdrawn"]]);
    assert_eq!(events(&[&one, &two, &one]), [granted.clone(), granted.clone(), vec!["withdrawn"]]);
    // One that does not cover the need is no renewal.
    let narrow = [Permission { scopes: set(&["fullname"]), ..permission("2") }];
    assert_eq!(events(&[&one, &narrow]), [granted, vec!["withdrawn"]]);
}

#[test]
fn each_way_of_not_covering_the_need_has_its_error_and_is_not_remembered() {
    let mut permissions = Permissions::new(needed());
    let before = permissions.clone();
    let actions = |words: &[&str]| Permission { actions: set(words), ..permission("1") };
    let last_day = chrono::DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
    let cases = [
        (
            Permission { operator: "Другая школа".into(), ..permission("1") },
            PermissionError::Operator,
        ),
        (Permission { purpose: "ACCOUNT".into(), ..permission("1") }, PermissionError::Purpose),
        (Permission { scopes: set(&["fullname"]), ..permission("1") }, PermissionError::Scope),
        (actions(&[]), PermissionError::Action),
        (Permission { granted_at: last_day, ..permission("1") }, PermissionError::Term),
    ];
    for (permission, error) in cases {
        assert_eq!(permissions.take(&permission, moment(1)), Err(error));
    }
    assert_eq!(permissions, before);
    assert!(permissions.take(&actions(&["READ"]), moment(1)).unwrap().is_some());
}

#[test]
fn the_machine_takes_the_events_and_ends_the_consent_with_its_term() {
    let mut permissions = Permissions::new(needed());
    let policy = Policy::default();
    let mut history = History::<Consent>::new(set_up("2014-05-05"), policy);
    let attempt = history.push(moment(0), event("self sign_in_attempted")).unwrap();
    assert_eq!(attempt.state.kind(), StateKind::Requested);
    let granted = permissions.take(&permission("1"), moment(1)).unwrap().unwrap();
    let step = history.receive(moment(1), granted).unwrap();
    assert_eq!(step.state.kind(), StateKind::Granted);
    let fact = |hour| consent_fact(history.state(), moment(hour)).state;
    assert_eq!((fact(9), fact(10)), (ConsentState::GrantedByParent, ConsentState::Ended));
    let due = overdue(history.state(), moment(10), &policy);
    assert_eq!(said(due), Some("term_expired"));
    let withdrawal = permissions.take(&withdrawn("1"), moment(2)).unwrap().unwrap();
    // News that closes access is taken however late it is (settled case 16).
    let late = moment(0) - TimeDelta::minutes(1);
    assert_eq!(history.receive(late, withdrawal).unwrap().state.kind(), StateKind::Withdrawn);
}

#[test]
fn a_pupils_own_permission_is_a_self_grant_and_carries_the_step_up() {
    let mut permissions = Permissions::new(needed());
    let grantor = Grantor::Pupil { step_up: true };
    let own = Permission { grantor: grantor.clone(), ..permission("1") };
    let granted = permissions.take(&own, moment(1)).unwrap().unwrap();
    assert_eq!((granted.by.clone(), said(Some(granted))), (Actor::Pupil, Some("self_approved")));
    let back = Permission { is_withdrawn: true, grantor, ..permission("1") };
    let taken_back = permissions.take(&back, moment(1)).unwrap().unwrap();
    assert_eq!(taken_back, event("self self_withdrawn step_up"));
    // A parent's table says whether a child under 14 may: here it may not.
    let mut history = History::<Consent>::new(set_up("2014-05-05"), Policy::default());
    assert!(history.receive(moment(1), event("self self_approved step_up")).is_err());
}

fn listed(scopes: &[&str]) -> Sighting {
    Sighting::Listed(set(scopes))
}

/// Settled case 16.
#[test]
fn a_refusal_shows_no_withdrawal_and_makes_the_consent_unknown() {
    let mut permissions = Permissions::new(needed());
    let mut history = History::<Consent>::new(set_up("2014-05-05"), Policy::default());
    assert!(history.push(moment(0), event("self sign_in_attempted")).is_ok());
    let granted = permissions.take(&permission("1"), moment(1)).unwrap().unwrap();
    assert!(history.receive(moment(1), granted).is_ok());
    let before = permissions.clone();
    assert_eq!(permissions.take_sighting(&Sighting::Unknown, moment(2)), []);
    assert_eq!(permissions, before);
    let known = consent_fact(history.state(), moment(2));
    let unknown = fact(history.state(), &Sighting::Unknown, moment(2));
    assert_eq!(
        (known.state, unknown.state),
        (ConsentState::GrantedByParent, ConsentState::Unknown)
    );
    assert_eq!(known.epoch, unknown.epoch, "nobody's login is ended by a failure");
    // Once the list can be read again, it is what it was.
    let seen = listed(&["birthdate", "fullname", "snils"]);
    assert_eq!(permissions.take_sighting(&seen, moment(3)), []);
    assert_eq!(fact(history.state(), &seen, moment(3)), consent_fact(history.state(), moment(3)));
}

#[test]
fn a_list_that_lacks_what_is_needed_takes_the_consent_back_once() {
    let mut permissions = Permissions::new(needed());
    let mut history = History::<Consent>::new(set_up("2014-05-05"), Policy::default());
    assert!(history.push(moment(0), event("self sign_in_attempted")).is_ok());
    for id in ["1", "2"] {
        if let Some(event) = permissions.take(&permission(id), moment(1)).unwrap() {
            assert!(history.receive(moment(1), event).is_ok());
        }
    }
    let less = listed(&["fullname"]);
    let events = permissions.take_sighting(&less, moment(2));
    assert_eq!(events.len(), 1, "two permissions of one parent, one withdrawal");
    let step = history.receive(moment(2), events[0].clone()).unwrap();
    assert_eq!(step.state.kind(), StateKind::Withdrawn);
    assert_eq!(permissions.take_sighting(&less, moment(3)), [], "once");
    // The old permission is not back because its scopes are: somebody must have given a new one.
    assert_eq!(permissions.take_sighting(&listed(&["fullname", "birthdate"]), moment(4)), []);
    assert_eq!(said(permissions.take(&permission("1"), moment(4)).unwrap()), None);
    let anew = Permission { granted_at: moment(4), ..permission("3") };
    assert_eq!(said(permissions.take(&anew, moment(4)).unwrap()), Some("approved_in_advance"));
}

#[test]
fn scopes_that_are_there_grant_nothing() {
    let mut permissions = Permissions::new(needed());
    let all = listed(&["fullname", "birthdate", "snils"]);
    assert_eq!(permissions.take_sighting(&all, moment(1)), []);
    assert_eq!(permissions.take_sighting(&listed(&[]), moment(1)), [], "nothing was in force");
    assert!(permissions.take(&permission("1"), moment(1)).unwrap().is_some());
    // What is over by its own term is not taken back as well.
    assert_eq!(permissions.take_sighting(&listed(&[]), moment(10)), []);
}

#[test]
fn each_grantor_is_told_once_and_the_pupil_apart() {
    let mut permissions = Permissions::new(needed());
    let by = |id: &str, grantor| Permission { grantor, ..permission(id) };
    let q = Grantor::Representative(RepresentativeId::parse("q").unwrap());
    for given in [permission("1"), by("2", q), by("3", Grantor::Pupil { step_up: true })] {
        assert!(permissions.take(&given, moment(1)).unwrap().is_some());
    }
    let events = permissions.take_sighting(&listed(&["snils"]), moment(2));
    let kinds: Vec<_> = events.iter().map(|event| event.kind().as_str()).collect();
    assert_eq!(kinds, ["withdrawn", "withdrawn", "self_withdrawn"]);
}

#[test]
fn no_canary_shows_in_debug() {
    let mut permissions = Permissions::new(needed());
    let handle = RepresentativeId::parse("canary-handle").unwrap();
    let grantor = Grantor::Representative(handle);
    let given = Permission { grantor, ..permission("canary-id") };
    let event = permissions.take(&given, moment(1)).unwrap();
    let shown = format!("{given:?} {permissions:?} {event:?}");
    assert!(!shown.contains("canary"), "{shown}");
}
