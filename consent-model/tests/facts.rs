//! Goal: the login decision is told the truth at every moment, timers or no timers.
//! Method: scenarios up to a moment, then the fact and what is overdue, typed by hand.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/world.rs"]
mod world;

use consent_model::consent::{Act, Event, Policy};
use consent_model::fact::{consent_fact, overdue};
use esia_core::access::{ConsentState, Epoch, TeenConsent};
use lines::{event, moment};
use world::World;

const CHILD: &str = "2014-05-05";
const TEEN: &str = "2010-05-05";
const ADULT: &str = "2005-05-05";
/// 18 is reached on 2 September 2026, sixteen hours after the beginning.
const TURNS_ADULT: &str = "2008-09-01";
const ATTEMPT: &str = "self sign_in_attempted";

fn told(birth: &str, lines: &[&str]) -> World {
    let mut world = World::new(birth, Policy::default());
    for line in lines {
        world.say(0, line);
    }
    world
}

fn due(world: &World, hour: i64) -> Option<&'static str> {
    let policy = world.history.policy();
    overdue(world.history.state(), moment(hour), policy).map(|event| event.kind().as_str())
}

#[test]
fn each_state_has_its_fact() {
    let cases: [(&str, &[&str], ConsentState); 10] = [
        (CHILD, &[], ConsentState::None),
        (CHILD, &[ATTEMPT], ConsentState::Requested),
        (CHILD, &["p approved_in_advance"], ConsentState::GrantedByParent),
        (ADULT, &[ATTEMPT, "self self_approved"], ConsentState::GrantedBySelf),
        (CHILD, &["p approved_in_advance", "q objected"], ConsentState::Contested),
        (CHILD, &[ATTEMPT, "p declined", "q declined"], ConsentState::Declined),
        (CHILD, &["p approved_in_advance", "p withdrawn"], ConsentState::Withdrawn),
        (CHILD, &[ATTEMPT, "clock request_lapsed"], ConsentState::Lapsed),
        (CHILD, &["p approved_in_advance", "clock term_expired"], ConsentState::Ended),
        (TEEN, &["p approved_in_advance", "school emancipated"], ConsentState::Ended),
    ];
    for (birth, lines, expected) in cases {
        let world = told(birth, lines);
        assert_eq!(consent_fact(world.history.state(), moment(0)).state, expected, "{lines:?}");
    }
    let world = told(CHILD, &["p approved_in_advance", "p withdrawn"]);
    assert_eq!(consent_fact(world.history.state(), moment(0)).epoch, Epoch(1));
}

#[test]
fn a_consent_with_a_term_counts_as_ended_from_the_very_moment() {
    let mut world = told(CHILD, &[]);
    let approval = event("p approved_in_advance");
    let act = Act::ApprovedInAdvance { expires_at: Some(moment(10)) };
    let _step = world.history.push(moment(0), Event::new(approval.by, act)).unwrap();
    let state = |hour| consent_fact(world.history.state(), moment(hour)).state;
    assert_eq!(state(9), ConsentState::GrantedByParent);
    assert_eq!(state(10), ConsentState::Ended);
    assert_eq!((due(&world, 9), due(&world, 10)), (None, Some("term_expired")));
    // Another grant without a term holds the consent up.
    world.say(1, "q approved");
    assert_eq!(
        consent_fact(world.history.state(), moment(10)).state,
        ConsentState::GrantedByParent
    );
    assert_eq!(due(&world, 10), None);
}

#[test]
fn adulthood_is_due_by_date_and_the_fact_waits_for_it() {
    for lines in [[ATTEMPT].as_slice(), &["p approved_in_advance"]] {
        let world = told(TURNS_ADULT, lines);
        assert_eq!((due(&world, 15), due(&world, 16)), (None, Some("turned_eighteen")));
    }
    let world = told(TURNS_ADULT, &["p approved_in_advance"]);
    assert_eq!(
        consent_fact(world.history.state(), moment(16)).state,
        ConsentState::GrantedByParent
    );
    assert_eq!(due(&told(TURNS_ADULT, &[]), 16), None);
    assert_eq!(due(&told(ADULT, &[ATTEMPT, "self self_approved"]), 16), None);
}

#[test]
fn a_self_grant_that_the_policy_no_longer_takes_is_due_to_be_annulled() {
    let mut policy = Policy::default();
    policy.access.teen_consent = TeenConsent::ParentOrTeen;
    let mut world = World::new(TEEN, policy);
    world.say(0, ATTEMPT);
    world.say(0, "self self_approved step_up");
    let state = world.history.state();
    assert_eq!(consent_fact(state, moment(0)).state, ConsentState::GrantedBySelf);
    assert_eq!(overdue(state, moment(0), &policy), None);
    let strict = overdue(state, moment(0), &Policy::default());
    assert_eq!(strict, Some(event("esia evidence_annulled")));
    world.say(1, "p approved");
    let state = world.history.state();
    assert_eq!(consent_fact(state, moment(1)).state, ConsentState::GrantedByParent);
    assert_eq!(overdue(state, moment(1), &Policy::default()), None);
}
