//! Goal: every name of every table has its words in both editions, and no word is left over.
//! Method: the glossaries are held against the lists of names; a row is looked up on its page.

use super::view::{View, Word, names};
use super::words::{ACTORS, REASONS};
use super::{Edition, Shown};
use crate::reason::Reason;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

fn check(machine: &str, names: &[Word], glossary: &[(&str, &str)]) {
    for name in names {
        assert!(!name.english.is_empty(), "{machine}: {} has no doc comment", name.name);
        assert!(!name.russian.is_empty(), "{machine}: {} has no Russian words", name.name);
    }
    let known: Vec<&str> = names.iter().map(|name| name.name).collect();
    let told: Vec<&str> = glossary.iter().map(|(name, _)| *name).collect();
    assert_eq!(known, told, "{machine}");
}

#[test]
fn every_name_has_its_words_in_both_languages_and_no_word_is_left_over() {
    for shown in Shown::ALL {
        let View { glossary, states, details, events, guards, changes, emits, .. } = shown.view();
        let machine = shown.name();
        check(machine, &states, glossary.states);
        check(machine, &details, glossary.details);
        check(machine, &guards, glossary.guards);
        check(machine, &changes, glossary.changes);
        let of_rows: Vec<Word> =
            emits.iter().filter(|name| name.name != "close_access").cloned().collect();
        check(machine, &of_rows, glossary.emits);
        assert_eq!(of_rows.len() < emits.len(), shown == Shown::Consent, "{machine}");
        for (list, short) in
            [(glossary.states, glossary.short_states), (glossary.details, glossary.short_details)]
        {
            assert!(list.iter().map(|(name, _)| name).eq(short.iter().map(|(name, _)| name)));
        }
        // In a row they stand side by side, with semicolons between them.
        for (name, words) in [glossary.guards, glossary.changes, glossary.emits].concat() {
            assert!(!words.contains(';'), "{machine}: {name} reads like two in a row");
        }
        let known: Vec<&str> = events.iter().map(|event| event.name).collect();
        let short: Vec<&str> = glossary.short_events.iter().map(|(name, _)| *name).collect();
        assert_eq!(known, short, "{machine}");
        for (event, _) in glossary.fields {
            assert!(known.contains(event), "{machine}: fields of {event}");
        }
        let told: Vec<&str> = glossary.events.iter().map(|(name, _)| *name).collect();
        assert_eq!(known, told, "{machine}");
    }
    check("reasons", &names::<Reason>(REASONS), REASONS);
    assert_eq!(ACTORS.len(), 5);
}

#[test]
fn the_lines_of_a_row_are_one_entry_and_every_line_is_in_one() {
    for shown in Shown::ALL {
        let entries = shown.entries();
        let mut names: Vec<&String> = entries.iter().map(|entry| &entry.name).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{}: two entries of one name", shown.name());
    }
    let lines: usize = Shown::Consent.entries().iter().map(|entry| entry.states.len()).sum();
    assert_eq!(lines, crate::table::lines::<crate::consent::Consent>().count());
}

#[test]
fn the_withdrawal_of_the_last_grant_stands_on_the_page_with_all_that_follows() {
    let page = Shown::Consent.page(Edition::English, &|id| format!("<{id}>"));
    let row = page
        .lines()
        .find(|line| line.contains("`grantor`, `last_grant`") && line.contains("| `granted` |"));
    let row = row.unwrap_or_default();
    for part in
        ["→&nbsp;withdrawn", "`ungrant`", "`close_access`, `inform:others`", "<R-33>, <Q-11>"]
    {
        assert!(row.contains(part), "{part} is not in {row}");
    }
    assert!(row.contains("«до его отзыва родителем»"), "{row}");
}

#[test]
fn the_diagrams_begin_in_the_first_state_and_name_every_way_once() {
    let mermaid = Shown::Linking.mermaid(Edition::English);
    assert!(mermaid.starts_with("stateDiagram-v2\n    [*] --> unlinked\n"), "{mermaid}");
    assert!(
        mermaid.contains("    target_given --> code_issued : ownership_confirmed\n"),
        "{mermaid}"
    );
    let dot = Shown::Linking.dot();
    assert!(dot.starts_with("digraph \"linking\" {\n") && dot.ends_with("}\n"), "{dot}");
    assert!(
        dot.contains("    target_given -> code_issued [label=\"ownership_confirmed\"];"),
        "{dot}"
    );
    for diagram in [&mermaid, &dot] {
        let mut ways: Vec<String> = diagram
            .lines()
            .filter(|line| line.contains("->"))
            .map(|line| line.split([':', '[']).next().unwrap_or_default().trim().to_string())
            .filter(|way| !way.is_empty())
            .collect();
        let all = ways.len();
        ways.sort();
        ways.dedup();
        assert_eq!(ways.len(), all, "{diagram}");
    }
}

#[test]
fn an_arrow_of_every_event_says_so_and_names_none() {
    let (english, russian) = (
        Shown::ChildAccount.mermaid(Edition::English),
        Shown::ChildAccount.mermaid(Edition::Russian),
    );
    assert!(
        english.contains("    form_email --> refused : any event on a condition\n"),
        "{english}"
    );
    assert!(
        russian.contains("    form_email --> refused : любое событие при условии\n"),
        "{russian}"
    );
    let dot = Shown::ChildAccount.dot();
    assert!(
        dot.contains("    form_email -> refused [label=\"any event on a condition\"];"),
        "{dot}"
    );
    // A way of fewer events names each.
    assert!(english.contains("    draft --> refused : card_saved\n"), "{english}");
}
