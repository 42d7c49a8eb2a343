//! Goal: the catalogue of rules is whole, and its quotations are the instructions' own words.
//!
//! Method: the numbers are counted; each quotation is looked up in the instruction and on the
//! lines that its clause names; every id that a row of the decision table cites is looked up.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use esia_core::access::TABLE;
use esia_core::rules::{INVARIANTS, NOTES, Rule, Standing, THREATS, Words, find, rules};
use std::collections::BTreeSet;

const SOURCE_000: &str = include_str!("../../docs/sources/000.txt");
const SOURCE_002: &str = include_str!("../../docs/sources/002.txt");

#[test]
fn every_number_stands_once_and_in_order() {
    let expected = numbers("R", 82).chain(numbers("Q", 27));
    assert!(rules().map(|rule| rule.id).eq(expected));
    assert!(THREATS.iter().map(|threat| threat.id).eq(numbers("T", 26)));
    assert!(INVARIANTS.iter().map(|invariant| invariant.id).eq(numbers("I", 48)));
    let notes: BTreeSet<&str> = NOTES.iter().map(|note| note.id).collect();
    assert_eq!(notes.len(), NOTES.len());
}

#[test]
fn every_quotation_stands_in_its_instruction_on_the_lines_of_its_clause() {
    let mut quotations = 0;
    for rule in rules().filter(|rule| rule.id.starts_with("R-")) {
        for words in rule.seed {
            let words = one_space(words);
            let found = passages(rule).any(|passage| passage.contains(&words));
            assert!(found, "{} ({}): «{words}»", rule.id, rule.clause);
            quotations += 1;
        }
    }
    assert_eq!(quotations, 120);
}

#[test]
fn a_clause_names_lines_that_the_instruction_has_or_rules_that_there_are() {
    for rule in rules().filter(|rule| rule.id.starts_with("R-")) {
        if rule.clause.starts_with("R-") {
            assert!(rule.seed.is_empty(), "{}", rule.id);
            for id in rule.clause.split(", ") {
                assert!(find(id).is_some(), "{} is derived from {id}", rule.id);
            }
        } else {
            assert!(passages(rule).all(|passage| !passage.trim().is_empty()), "{}", rule.id);
        }
    }
}

#[test]
fn every_sentence_ends_and_stands_in_both_languages() {
    let exclusions = rules().filter_map(|rule| match rule.standing {
        Standing::Row => None,
        Standing::Kept { why, .. } | Standing::Outside { why } => Some((rule.id, why)),
    });
    let all = rules()
        .map(|rule| (rule.id, rule.words))
        .chain(exclusions)
        .chain(
            THREATS
                .iter()
                .flat_map(|threat| [(threat.id, threat.words), (threat.id, threat.defence)]),
        )
        .chain(INVARIANTS.iter().map(|invariant| (invariant.id, invariant.words)))
        .chain(NOTES.iter().map(|note| (note.id, note.words)));
    for (id, Words { english, russian }) in all {
        assert!(english.ends_with('.') && russian.ends_with('.'), "{id}");
        assert!(!english.contains("  ") && !russian.contains("  "), "{id}");
        assert!(russian.chars().any(|sign| ('а'..='я').contains(&sign)), "{id}");
        assert!(!english.contains('|') && !russian.contains('|'), "{id} breaks a table");
    }
}

#[test]
fn every_rule_that_the_decision_table_cites_is_known_and_carried_by_a_row() {
    for row in TABLE {
        for id in row.rules {
            assert!(find(id).is_some(), "{} cites {id}", row.id);
            for rule in rules().filter(|rule| rule.id == *id) {
                assert_eq!(rule.standing, Standing::Row, "{} cites {id}", row.id);
            }
        }
    }
}

#[test]
fn an_id_that_nobody_has_is_not_found() {
    for id in ["", "R-00", "R-83", "r-10", "R-1", "D-01"] {
        assert_eq!(find(id), None, "{id}");
    }
}

fn numbers(letter: &str, last: u32) -> impl Iterator<Item = String> {
    (1..=last).map(move |number| format!("{letter}-{number:02}"))
}

/// The text of each span of lines that a clause names: `000:7; 002:17` are two.
fn passages(rule: &Rule) -> impl Iterator<Item = String> {
    rule.clause.split("; ").flat_map(move |part| {
        let (source, spans) = part.split_once(':').unwrap();
        let lines: Vec<&str> = match source {
            "000" => SOURCE_000.lines().collect(),
            "002" => SOURCE_002.lines().collect(),
            other => panic!("{}: no instruction {other}", rule.id),
        };
        let spans: Vec<String> = spans
            .split(", ")
            .map(|span| {
                let (first, last) = span.split_once('–').unwrap_or((span, span));
                let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
                one_space(&lines.get(first.saturating_sub(1)..last).unwrap().join("\n"))
            })
            .collect();
        spans
    })
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
