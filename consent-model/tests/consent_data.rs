//! Goal: each row of the consent table changes the data that it says, and no others: who granted,
//! declined, objected, was asked, is linked, holds authority; the ruling; the birth date.
//! Method: short histories whose last line is the row in question; then all data in one line,
//! typed by hand. Hours do not matter but for the birthday: a line is said in the hour before it.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/lines.rs"]
mod lines;

use consent_model::actor::{Party, RepresentativeId};
use consent_model::consent::{Act, Consent, Disagreement, Event, Policy, Ruling, State, step};
use consent_model::history::History;
use esia_core::access::TeenConsent;
use lines::{event, moment, set_up};
use std::collections::BTreeSet;

const CHILD: &str = "2014-05-05";
const TEEN: &str = "2010-05-05";
/// 18 is reached on 2 September 2026, sixteen hours after the beginning.
const TURNS_ADULT: &str = "2008-09-01";
const ADULT: &str = "2005-05-05";

const ASK: &str = "self sign_in_attempted";
const P_GRANTS: &str = "p approved_in_advance";
/// `q` objected, and the objection outlived the episode.
const Q_OBJECTS: [&str; 3] = [P_GRANTS, "q objected", "p withdrawn"];
/// The same with `r` beside `q`.
const Q_AND_R_OBJECT: [&str; 5] =
    ["r linked r", P_GRANTS, "q objected", "r objected", "p withdrawn"];
const THREE: &str = "linked p q r; entitled p q r";

fn told(name: &str, items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| format!("{name} {}", items.join(" ")))
}

fn parties<'p>(parties: impl IntoIterator<Item = &'p Party>) -> Vec<String> {
    parties.into_iter().map(ToString::to_string).collect()
}

fn ids(ids: &BTreeSet<RepresentativeId>) -> Vec<String> {
    ids.iter().map(|id| id.expose().to_owned()).collect()
}

/// Everything that a row may change; what is as at the start is left out.
fn data(state: &State, birth: &str) -> String {
    let (facts, episode) = (state.facts(), state.episode());
    let born = facts.birth_date().expose().to_string();
    let set = |name: &str, known: &BTreeSet<RepresentativeId>| {
        let known = ids(known);
        let told = told(name, &known).unwrap_or_else(|| format!("{name} nobody"));
        (known != ["p", "q"]).then_some(told)
    };
    let parts = [
        Some(format!("{} {}", state.kind(), episode.number())),
        episode.is_own().then(|| "own".into()),
        told("recipients", &parties(episode.recipients().keys())),
        told("grants", &parties(episode.grants().keys())),
        told("declines", &parties(episode.declines())),
        told("objections", &ids(facts.objections())),
        facts.ruling().map(|ruling| match ruling {
            Ruling::Allow => "allowed".into(),
            Ruling::Deny => "denied".into(),
        }),
        set("linked", facts.linked()),
        set("entitled", facts.entitled()),
        facts.is_emancipated().then(|| "emancipated".into()),
        (born != birth).then(|| format!("born {born}")),
    ];
    parts.into_iter().flatten().collect::<Vec<String>>().join("; ")
}

fn teens_may() -> Policy {
    let mut policy = Policy::default();
    policy.access.teen_consent = TeenConsent::ParentOrTeen;
    policy
}

fn history(birth: &str, policy: Policy, told: &[&str]) -> History<Consent> {
    let mut history = History::new(set_up(birth), policy);
    for line in told {
        let hour = if line.contains("turned_eighteen") { 16 } else { 0 };
        let answer = history.push(moment(hour), event(line));
        assert!(answer.is_ok(), "{line} of {told:?}: {answer:?}");
    }
    history
}

fn check(birth: &str, policy: Policy, cases: &[(&[&[&str]], &str)]) {
    for (parts, expected) in cases {
        let told = parts.concat();
        let history = history(birth, policy, &told);
        assert_eq!(data(history.state(), birth), *expected, "{told:?}");
    }
}

/// R-05, R-12, R-30, Q-12, and settled case 13.
#[test]
fn a_grant_lifts_the_grantors_own_objection_and_no_other() {
    check(
        CHILD,
        Policy::default(),
        &[
            (&[&Q_OBJECTS], "withdrawn 1; objections q"),
            (&[&Q_OBJECTS, &["q approved_in_advance"]], "granted 2; grants q"),
            (&[&Q_OBJECTS, &["p approved_in_advance"]], "contested 2; grants p; objections q"),
            (&[&Q_OBJECTS, &[ASK, "q approved"]], "granted 2; recipients p q; grants q"),
            (&[&Q_OBJECTS, &[ASK, "q approved_in_advance"]], "granted 2; recipients p q; grants q"),
            (
                &[&Q_OBJECTS, &[ASK, "p approved_in_advance"]],
                "contested 2; recipients p q; grants p; objections q",
            ),
            (&[&Q_OBJECTS, &[ASK, "q objection_lifted"]], "requested 2; recipients p q"),
        ],
    );
    let contested = format!("contested 2; grants q; objections r; {THREE}");
    let asked = format!("contested 2; recipients p q r; grants q; objections r; {THREE}");
    check(
        CHILD,
        Policy::default(),
        &[
            (&[&Q_AND_R_OBJECT, &["q approved_in_advance"]], &contested),
            (&[&Q_AND_R_OBJECT, &[ASK, "q approved_in_advance"]], &asked),
            (&[&Q_AND_R_OBJECT, &[ASK, "q approved"]], &asked),
        ],
    );
}

/// R-33, Q-11, Q-12.
#[test]
fn a_withdrawal_takes_the_own_grant_and_objects_while_another_stands() {
    let stands = format!("contested 1; grants r; objections p q; {THREE}");
    let joined = format!("contested 1; grants p; objections q r; {THREE}");
    check(
        CHILD,
        Policy::default(),
        &[
            (&[&[P_GRANTS, "p withdrawn"]], "withdrawn 1"),
            (&[&[P_GRANTS, "q approved", "p withdrawn"]], "contested 1; grants q; objections p"),
            (&[&[P_GRANTS, "q withdrawn"]], "contested 1; grants p; objections q"),
            (&[&["r linked r", P_GRANTS, "r approved", "q objected", "p withdrawn"]], &stands),
            (&[&["r linked r", P_GRANTS, "q objected", "r withdrawn"]], &joined),
            (&[&[P_GRANTS, "q objected", "q objection_lifted"]], "granted 1; grants p"),
        ],
    );
    check(
        ADULT,
        Policy::default(),
        &[(
            &[&[ASK, "self self_approved", "self self_withdrawn"]],
            "withdrawn 1; own; recipients self",
        )],
    );
}

/// Q-12: who is no longer linked keeps the objection, and may still lift it.
#[test]
fn an_objector_who_is_no_longer_linked_lifts_the_own_objection() {
    let unlinked = [P_GRANTS, "q objected", "q unlinked q"];
    check(
        CHILD,
        Policy::default(),
        &[
            (&[&unlinked], "contested 1; grants p; objections q; linked p"),
            (&[&unlinked, &["q objection_lifted"]], "granted 1; grants p; linked p"),
        ],
    );
}

/// R-16, O-4, and settled case 5.
#[test]
fn an_own_answer_is_kept_beside_the_parents() {
    check(
        TEEN,
        teens_may(),
        &[
            (
                &[&Q_OBJECTS, &[ASK, "self self_approved step_up"]],
                "contested 2; recipients p q; grants self; objections q",
            ),
            (&[&[ASK, "self self_declined step_up"]], "requested 1; recipients p q; declines self"),
            (
                &[&[ASK, "p unlinked p", "q unlinked q", "self self_declined step_up"]],
                "declined 1; declines self; linked nobody",
            ),
        ],
    );
    check(
        ADULT,
        Policy::default(),
        &[(&[&[ASK, "self self_declined"]], "declined 1; own; recipients self; declines self")],
    );
}

/// T-06, R-26, and settled case 8.
#[test]
fn authority_and_link_are_lost_also_where_the_state_moves() {
    check(
        CHILD,
        Policy::default(),
        &[
            (
                &[&[P_GRANTS, "q approved", "esia authority_lost p"]],
                "granted 1; grants q; linked q; entitled q",
            ),
            (
                &[&[ASK, "p declined", "esia authority_lost q"]],
                "declined 1; recipients p; declines p; linked p; entitled p",
            ),
            (
                &[&[ASK, "p declined", "q unlinked q"]],
                "declined 1; recipients p; declines p; linked p",
            ),
            (
                &[&[P_GRANTS, "p withdrawn", "p unlinked p", "q unlinked q", ASK]],
                "requested 2; linked nobody",
            ),
        ],
    );
}

/// AC-13, and settled case 13.
#[test]
fn a_ruling_is_kept_while_the_pupil_is_a_minor() {
    check(
        CHILD,
        Policy::default(),
        &[
            (&[&[P_GRANTS, "esia authority_ruling deny"]], "withdrawn 1; grants p; denied"),
            (
                &[&[P_GRANTS, "q objected", "esia authority_ruling deny"]],
                "withdrawn 1; grants p; objections q; denied",
            ),
            (
                &[&[P_GRANTS, "q objected", "esia authority_ruling allow"]],
                "granted 1; grants p; allowed",
            ),
        ],
    );
    check(
        ADULT,
        Policy::default(),
        &[(
            &[&[ASK, "self self_approved", "esia authority_ruling deny"]],
            "withdrawn 1; own; recipients self; grants self",
        )],
    );
    let denied = history(CHILD, Policy::default(), &[P_GRANTS, "esia authority_ruling deny"]);
    let again = step(denied.state(), &event(ASK), moment(1), &Policy::default()).unwrap_err();
    assert_eq!(again.reason.as_str(), "not_entitled");
}

/// Q-24, O-7, and settled cases 2, 4 and 13.
#[test]
fn adulthood_clears_objections_and_rulings_in_every_state() {
    let deny = ["esia authority_ruling deny"];
    check(
        TEEN,
        Policy::default(),
        &[
            (&[&Q_OBJECTS, &deny], "withdrawn 1; objections q; denied"),
            (&[&Q_OBJECTS, &deny, &["school emancipated"]], "withdrawn 1; emancipated"),
            (&[&[P_GRANTS, "q objected", "school emancipated"]], "ended 1; grants p; emancipated"),
        ],
    );
    check(
        TURNS_ADULT,
        Policy::default(),
        &[
            (&[&Q_OBJECTS, &deny, &["clock turned_eighteen"]], "withdrawn 1"),
            (&[&[P_GRANTS, "q objected", "clock turned_eighteen"]], "ended 1; grants p"),
        ],
    );
}

/// T-19, and settled case 4.
#[test]
fn a_corrected_birth_date_is_in_force_whatever_it_ends() {
    let correct = "esia birth_date_corrected 2014-05-05";
    check(
        TEEN,
        teens_may(),
        &[
            (
                &[&[ASK, "self self_approved step_up", correct]],
                "ended 1; recipients p q; grants self; born 2014-05-05",
            ),
            (
                &[&[ASK, "self self_approved step_up", "p approved", correct]],
                "granted 1; recipients p q; grants p; born 2014-05-05",
            ),
        ],
    );
}

/// R-14, and settled case 4: a request of childhood that the adult answers before the timer fires.
#[test]
fn an_adult_who_answers_a_request_of_childhood_makes_the_episode_the_own_one() {
    let mut history = history(TURNS_ADULT, Policy::default(), &[ASK]);
    let granted = history.push(moment(16), event("self self_approved")).unwrap();
    assert_eq!((granted.effects.len(), granted.rules), (0, &["R-14"][..]));
    assert_eq!(data(history.state(), TURNS_ADULT), "granted 1; own; recipients p q; grants self");
    let _ignored = history.push(moment(17), event("clock turned_eighteen")).unwrap();
    assert_eq!(history.state().kind().as_str(), "granted");
}

/// R-14: an adult's second answer changes nothing, not even the term of the first.
#[test]
fn an_adults_second_grant_is_ignored_with_its_term() {
    let mut history = history(ADULT, Policy::default(), &[ASK, "self self_approved"]);
    let before = history.state().clone();
    let again = Act::SelfApproved { step_up: false, expires_at: Some(moment(50)) };
    let by = event("self self_approved").by;
    let _ignored = history.push(moment(1), Event::new(by, again)).unwrap();
    assert_eq!(*history.state(), before);
}

/// R-16, Q-12: what has the same effect as another row still names its own rule.
#[test]
fn an_answer_names_the_rule_of_its_own_row() {
    let asked = history(ADULT, Policy::default(), &[ASK]);
    let declined =
        step(asked.state(), &event("self self_declined"), moment(1), asked.policy()).unwrap();
    assert_eq!(declined.rules, ["R-16"]);
    let contested = history(CHILD, Policy::default(), &[P_GRANTS, "q objected"]);
    let lifted =
        step(contested.state(), &event("p objection_lifted"), moment(1), contested.policy())
            .unwrap();
    assert_eq!(lifted.rules, ["case 9"]);
}

/// Q-12: the operator may change the policy while objections stand.
#[test]
fn under_another_policy_an_objection_stands_without_weight_and_can_still_be_lifted() {
    let grantor_only = Policy { disagreement: Disagreement::GrantorOnly, ..Policy::default() };
    let after = |state: &State, lines: &[&str]| {
        lines.iter().fold(state.clone(), |state, line| {
            step(&state, &event(line), moment(1), &grantor_only).unwrap().state
        })
    };
    let over = history(CHILD, Policy::default(), &Q_OBJECTS);
    let granted = after(over.state(), &[P_GRANTS]);
    assert_eq!(data(&granted, CHILD), "granted 2; grants p; objections q");
    for (line, expected) in [
        ("q objection_lifted", "granted 2; grants p"),
        ("q approved", "granted 2; grants p q"),
        ("q approved_in_advance", "granted 2; grants p q"),
    ] {
        assert_eq!(data(&after(&granted, &[line]), CHILD), expected, "{line}");
    }
    // In a dispute of the other policy, who has not granted has no say.
    let dispute = ["r linked r", P_GRANTS, "q objected"];
    let contested = history(CHILD, Policy::default(), &dispute);
    let refused =
        step(contested.state(), &event("r withdrawn"), moment(1), &grantor_only).unwrap_err();
    assert_eq!(refused.reason.as_str(), "not_entitled");
}
