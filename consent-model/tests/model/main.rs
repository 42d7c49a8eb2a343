//! The machines and the login decision, checked together.
//!
//! Goal: every safety invariant of 6.5 that is marked SR or BS holds in the product of the machines
//! with the login decision, every liveness property marked SP holds under weak fairness, and none of
//! them holds for want of cases: the goals are reached, and each seeded fault is caught.
//! Method: stateright walks all that the real `step` and the real `decide` can reach, the graph is
//! searched backward, and spin checks a twin made from the same rows. What was found is the page
//! `docs/model.md`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "places of a list that the same run has made; a mistake is a failed test"
)]

#[expect(dead_code, reason = "only the reader of lines is used here")]
#[path = "../support/child_account.rs"]
mod child_lines;
mod faults;
mod graph;
#[expect(dead_code, reason = "only the reader of lines is used here")]
#[path = "../support/lines.rs"]
mod lines;
mod moves;
mod properties;
mod report;
mod scope;
mod spin;
mod world;

use consent_model::child_account;
use consent_model::consent::{Consent, EventKind as On};
use consent_model::linking::Linking;
use consent_model::machine::Machine as _;
use faults::{FAULTS, STALLS};
use graph::Graph;
use moves::Move;
use properties::{Family, GOALS, INVARIANTS};
use report::{EXPLORED, catches};
use scope::{Scope, scopes};
use std::collections::BTreeSet;
use std::path::Path;

fn scope(name: &str) -> Scope {
    scopes().into_iter().find(|scope| scope.name == name).unwrap()
}

#[test]
fn every_safety_invariant_holds_in_every_exploration() {
    for explored in EXPLORED.iter() {
        println!("{}: {} states", explored.scope, explored.states);
        assert_eq!(explored.broken, [""; 0], "{}", explored.scope);
    }
    for (name, _) in INVARIANTS {
        println!("always: {name}");
    }
}

#[test]
fn every_goal_is_reached_in_some_exploration() {
    let reached: BTreeSet<_> = EXPLORED.iter().flat_map(|explored| &explored.reached).collect();
    for (name, _) in GOALS {
        assert!(reached.contains(name), "never: {name}");
        println!("sometimes: {name}");
    }
}

#[test]
fn every_event_of_the_consent_and_of_the_child_account_can_happen() {
    // A failed notice is a matter of liveness, and what is destroyed changes no state.
    let elsewhere = [On::NoticeFailed, On::RetentionElapsed];
    let (mut of_consent, mut of_child) = (Vec::from(elsewhere), Vec::new());
    // These reach the consent from other machines.
    of_consent.extend([On::Unlinked, On::AccountDeleted]);
    for line in scopes().into_iter().flat_map(|scope| scope.moves) {
        match Move::read(line) {
            Move::Consent(event) => of_consent.push(event.kind()),
            Move::Child(event) => of_child.push(event.kind()),
            Move::Clock
            | Move::SignIn
            | Move::Record(_)
            | Move::AccountMoved
            | Move::AccountDeleted
            | Move::Link(..)
            | Move::News(..) => {}
        }
    }
    assert!(On::ALL.iter().all(|event| of_consent.contains(event)));
    assert!(child_account::EventKind::ALL.iter().all(|event| of_child.contains(event)));
}

#[test]
fn no_move_breaks_an_invariant_and_no_way_is_cut_off() {
    for name in [
        "card and child account",
        "linking, child account",
        "linking, own account",
        "consent, default policies",
    ] {
        let graph = Graph::explore(Family::new(scope(name)));
        assert_eq!(graph.broken(), [], "{name}");
        assert_eq!(graph.empty(), [""; 0], "{name}: a way that begins nowhere");
        let explored = EXPLORED.iter().find(|explored| explored.scope == name).unwrap();
        assert_eq!(
            graph.states(),
            explored.states,
            "{name}: the graph is what stateright has seen"
        );
    }
    for name in graph::names() {
        println!("on the graph: {name}");
    }
}

#[test]
fn worlds_that_count_as_one_state_have_the_same_future() {
    for name in
        ["card and child account", "consent, with a term", "consent, corrections of the birth date"]
    {
        assert_eq!(graph::split(&Family::new(scope(name))), None, "{name}");
    }
}

#[test]
fn each_seeded_fault_is_caught_by_the_invariant_it_is_named_with() {
    for fault in FAULTS {
        let faulty = Scope { tables: (fault.tables)(), ..scope(fault.scope) };
        assert!(catches(fault.invariant, faulty), "{} slips past {}", fault.name, fault.invariant);
        println!("{}: caught by {}", fault.name, fault.invariant);
    }
}

#[test]
fn every_invariant_catches_a_fault_or_no_row_can_break_it() {
    // `close_access` and the epoch belong to every move, and I-01 rests on `decide`; each dispute
    // has two ways to either end, a parent's and a ruling, and one row cuts off one of them.
    const BROKEN_BY_NO_ROW: [&str; 6] = [
        "I-01 a live login implies consent in force",
        "I-13 leaving the granted state has ended every login of the pupil",
        "I-13 a move that leaves the granted state leaves no login open",
        "I-27 a move that leaves the granted state raises the epoch, and no other does",
        "I-44 every dispute can still end in the granted state",
        "I-44 every dispute can still end in the withdrawn state",
    ];
    let names = INVARIANTS.iter().map(|(name, _)| *name).chain(graph::names());
    for name in names {
        let catches = FAULTS.iter().any(|fault| fault.invariant == name);
        assert!(catches != BROKEN_BY_NO_ROW.contains(&name), "{name}");
    }
}

#[test]
fn a_caller_that_leaves_access_open_is_caught_by_i_13() {
    let deaf = Scope { is_deaf: true, ..scope("consent, default policies") };
    for invariant in [
        "I-13 leaving the granted state has ended every login of the pupil",
        "I-13 a move that leaves the granted state leaves no login open",
    ] {
        assert!(catches(invariant, deaf.clone()), "{invariant}");
    }
}

#[test]
fn every_request_every_code_and_every_notice_comes_to_its_end() {
    assert_eq!(spin::check(&spin::REQUESTS_END, Consent::TABLE), Ok(()));
    assert_eq!(spin::check(&spin::CODES_END, Linking::TABLE), Ok(()));
    assert_eq!(spin::check(&spin::NOTICES_END, Consent::TABLE), Ok(()));
    for twin in report::TWINS {
        println!("at last: {}", twin.name);
    }
}

#[test]
fn spin_finds_the_run_without_end_where_a_row_stalls() {
    for stall in STALLS {
        let told = (stall.check)(stall.twin);
        assert_eq!(told, Err(spin::Endless), "{} slips past {}", stall.name, stall.twin.name);
        println!("{}: caught by {}", stall.name, stall.twin.name);
    }
}

#[test]
fn the_page_says_what_was_checked() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/model.md");
    let page = report::page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written == page, "docs/model.md is of another run; UPDATE=1 writes it anew");
}
