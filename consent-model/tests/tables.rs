//! Goal: the three tables are whole: every state with every event is answered, and by a rule.
//! Method: every pair of names, for each machine by the same code; the counts typed by hand from
//! `state-machines.md`; the words of the instructions looked up in the instructions.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use consent_model::child_account::ChildAccount;
use consent_model::consent::Consent;
use consent_model::linking::Linking;
use consent_model::machine::Machine;
use consent_model::message::Message;
use consent_model::names::Named;
use consent_model::reason::Reason;
use consent_model::table::{Line, Outcome, Row, lines};
use std::collections::BTreeSet;
use std::path::Path;

fn check<M: Machine>(states: usize, events: usize) {
    assert_eq!((M::StateKind::LIST.len(), M::EventKind::LIST.len()), (states, events));
    let mut answered = Vec::new();
    for state in M::StateKind::LIST {
        for event in M::EventKind::LIST {
            let pair = format!("{}: {state} with {event}", M::NAME);
            let rows: Vec<Line> = lines::<M>()
                .filter(|line| line.from == state.name() && line.event == event.name())
                .collect();
            assert!(!rows.is_empty(), "{pair} has no row");
            let (last, others) = rows.split_last().unwrap();
            assert_eq!(last.guards, [""; 0], "{pair} may go unanswered");
            // A row behind one without guards, or behind one with the same, is never reached.
            let guards: BTreeSet<&[&str]> = others.iter().map(|line| &*line.guards).collect();
            assert_eq!(guards.len(), others.len(), "{pair} has a row twice");
            assert!(!guards.contains(&[""; 0][..]), "{pair} has a row that cannot be reached");
            // Whoever may not act is asked for first.
            let first = rows.first().unwrap();
            assert_eq!(first.guards, ["foreign_actor"], "{pair}");
            assert_eq!(first.outcome, Outcome::Rejected(Reason::NotEntitled), "{pair}");
            // The index leads to the first of the rows, and skips none.
            let skipped = M::TABLE.len().checked_sub(M::rows(*state, *event).len()).unwrap();
            let is_for = |row: &Row<M>| row.event == *event && row.from.contains(state);
            assert_eq!(M::TABLE.iter().position(is_for), Some(skipped), "{pair}");
            assert!(!M::actors(*event).is_empty(), "nobody may cause {event}");
            answered.push(pair);
        }
    }
    assert_eq!(Some(answered.len()), states.checked_mul(events));
    for line in lines::<M>() {
        assert!(!line.rules.is_empty(), "{line:?}");
        let silent = line.changes.is_empty() && line.effects.is_empty();
        assert!(line.outcome != Outcome::Ignored || silent, "{line:?}");
        assert!(line.outcome != Outcome::Moves || line.to.is_some(), "{line:?}");
        if let Outcome::Rejected(_) = line.outcome {
            assert!(line.effects.is_empty(), "a refusal tells nobody to do anything: {line:?}");
        }
    }
}

/// I-35.
#[test]
fn every_pair_of_the_consent_machine_has_its_rows() {
    check::<Consent>(8, 25);
}

/// I-35.
#[test]
fn every_pair_of_the_linking_machine_has_its_rows() {
    check::<Linking>(7, 14);
}

/// I-35.
#[test]
fn every_pair_of_the_child_account_machine_has_its_rows() {
    check::<ChildAccount>(15, 29);
}

fn unused<M: Machine>() -> Vec<&'static str> {
    let mut words = BTreeSet::new();
    words.extend(M::Guard::LIST.iter().map(|guard| guard.name()));
    words.extend(M::Change::LIST.iter().map(|change| change.name()));
    words.extend(M::Emit::LIST.iter().map(|emit| emit.name()));
    words.extend(M::Detail::LIST.iter().map(|detail| detail.name()));
    for line in lines::<M>() {
        let effects = line.effects.iter().map(String::as_str);
        for word in line.guards.into_iter().chain(line.changes).chain(line.detail).chain(effects) {
            words.remove(word);
        }
    }
    words.into_iter().collect()
}

#[test]
fn every_word_of_a_table_is_used_in_it() {
    assert_eq!(unused::<Consent>(), [""; 0]);
    assert_eq!(unused::<Linking>(), [""; 0]);
    assert_eq!(unused::<ChildAccount>(), [""; 0]);
}

#[test]
fn every_state_is_the_goal_of_some_row_or_the_first_one() {
    fn goals<M: Machine>() -> BTreeSet<&'static str> {
        lines::<M>().filter_map(|line| line.to).collect()
    }
    assert_eq!(goals::<Consent>().len(), 7);
    assert_eq!(goals::<Linking>().len(), 7);
    assert_eq!(goals::<ChildAccount>().len(), 15);
}

#[test]
fn i_39_the_words_of_the_instructions_are_theirs_byte_for_byte() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/sources/000.txt");
    let seed = std::fs::read_to_string(path).unwrap();
    for message in Message::ALL {
        assert!(seed.contains(message.text()), "{message}");
    }
    let shown: BTreeSet<&str> = lines::<ChildAccount>().filter_map(|line| line.message).collect();
    assert_eq!(shown.len(), Message::ALL.len(), "a text that no row shows");
}
