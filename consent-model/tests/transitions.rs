//! Goal: every state with every event answers as 6.1 says.
//! Method: three tables typed by hand from `state-machines.md` (a minor, a minor under
//! `grantor_only`, an adult), one line for each event and actor, the first column standing for
//! `none` and the four states that are over. The table of the crate is not read, except to see
//! that every pair of it is answered.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/world.rs"]
mod world;

use consent_model::consent::{Disagreement, EventKind, Policy, StateKind, TABLE};
use world::World;

const MINOR: &str = "2014-05-05";
const ADULT: &str = "2005-05-05";

/// How each state is reached; the states that are over come first.
fn ways(own: bool) -> [(&'static str, Vec<&'static str>); 8] {
    let attempt = "self sign_in_attempted";
    let (grant, withdrawal) = if own {
        ("self self_approved", "self self_withdrawn")
    } else {
        ("p approved", "p withdrawn")
    };
    let declined = if own {
        vec![attempt, "self self_declined"]
    } else {
        vec![attempt, "p declined", "q declined"]
    };
    [
        ("none", vec![]),
        ("declined", declined),
        ("withdrawn", vec![attempt, grant, withdrawal]),
        ("lapsed", vec![attempt, "clock request_lapsed"]),
        ("ended", vec![attempt, grant, "clock term_expired"]),
        ("requested", vec![attempt]),
        ("granted", vec![attempt, grant]),
        ("contested", vec![attempt, grant, "q objected"]),
    ]
}

type Line = (&'static str, [&'static str; 4]);

fn check(birth: &str, policy: Policy, skip: &str, table: &[Line]) {
    for (event, columns) in table {
        for (place, (state, way)) in ways(birth == ADULT).into_iter().enumerate() {
            if state == skip {
                continue;
            }
            let mut world = World::new(birth, policy);
            for line in way {
                world.say(0, line);
            }
            assert_eq!(world.history.state().kind().as_str(), state);
            let epoch = world.history.state().epoch().0;
            let answer = world.say(0, event);
            let expected = *columns.get(place.saturating_sub(4)).unwrap();
            assert_eq!(answer, expected, "{state}: {event}");
            let left = state == "granted" && answer.starts_with('→');
            assert_eq!(answer.contains("close_access"), left, "{state}: {event}");
            let rise = world.history.state().epoch().0.checked_sub(epoch);
            assert_eq!(rise, Some(u64::from(left)));
        }
    }
}

/// `cool_down_hours: 0`, so that `declined` is like the other states that are over.
fn policy() -> Policy {
    Policy { cool_down_hours: 0, ..Policy::default() }
}

#[rustfmt::skip]
const OF_A_MINOR: &[Line] = &[
    // event                                   none / over                           requested                            granted                                                contested
    ("self sign_in_attempted",                 ["→ requested: notice:p notice:q",    "·",                                 "·",                                                   "·"]),
    ("self sign_in_attempted unmatched",       ["✗ no_match",                        "✗ no_match",                        "✗ no_match",                                          "✗ no_match"]),
    ("self sign_in_attempted inactive",        ["✗ no_account",                      "✗ no_account",                      "✗ no_account",                                        "✗ no_account"]),
    ("p sign_in_attempted",                    ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p approved_in_advance",                  ["→ granted: inform:q",               "→ granted: inform:q",               "·",                                                   "✗ self_conflict"]),
    ("q approved_in_advance",                  ["→ granted: inform:p",               "→ granted: inform:p",               "stay",                                                "✗ self_conflict"]),
    ("z approved_in_advance",                  ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("school approved_in_advance",             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p approved",                             ["✗ no_request",                      "→ granted: inform:q",               "·",                                                   "✗ not_contested"]),
    ("q approved",                             ["✗ no_request",                      "→ granted: inform:p",               "stay",                                                "✗ not_contested"]),
    ("z approved",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("self approved",                          ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("self self_approved",                     ["✗ wrong_band",                      "✗ wrong_band",                      "✗ wrong_band",                                        "✗ wrong_band"]),
    ("p self_approved",                        ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p declined",                             ["✗ no_request",                      "stay",                              "✗ already_open",                                      "✗ already_open"]),
    ("z declined",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("self self_declined",                     ["✗ wrong_band",                      "✗ wrong_band",                      "✗ wrong_band",                                        "✗ wrong_band"]),
    ("p withdrawn",                            ["✗ terminal",                        "✗ no_request",                      "→ withdrawn: close_access inform:q",                  "→ withdrawn: inform:q"]),
    ("q withdrawn",                            ["✗ terminal",                        "✗ no_request",                      "→ contested: close_access inform:p inform:q",         "·"]),
    ("z withdrawn",                            ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("clock withdrawn",                        ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("self self_withdrawn",                    ["✗ terminal",                        "✗ no_request",                      "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p objected",                             ["·",                                 "·",                                 "✗ self_conflict",                                     "✗ self_conflict"]),
    ("q objected",                             ["·",                                 "·",                                 "→ contested: close_access inform:p inform:q",         "·"]),
    ("z objected",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("q objection_lifted",                     ["·",                                 "·",                                 "·",                                                   "→ granted: inform:p"]),
    ("p objection_lifted",                     ["·",                                 "·",                                 "·",                                                   "·"]),
    ("z objection_lifted",                     ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia authority_ruling allow",            ["stay",                              "stay",                              "stay",                                                "→ granted: inform:p inform:q"]),
    ("esia authority_ruling deny",             ["stay",                              "stay",                              "→ withdrawn: close_access inform:p inform:q",         "→ withdrawn: inform:p inform:q"]),
    ("school authority_ruling allow",          ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p authority_ruling allow",               ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("clock request_lapsed",                   ["·",                                 "→ lapsed",                          "·",                                                   "·"]),
    ("p request_lapsed",                       ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("clock term_expired",                     ["·",                                 "·",                                 "→ ended(expired): close_access inform:p inform:q",    "→ ended(expired): inform:p inform:q"]),
    ("school scope_changed",                   ["·",                                 "→ ended(scope_changed): inform:p inform:q", "→ ended(scope_changed): close_access inform:p inform:q", "→ ended(scope_changed): inform:p inform:q"]),
    ("p scope_changed",                        ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia authority_lost p",                  ["stay",                              "stay",                              "→ ended(authority_lost): close_access inform:q",      "→ ended(authority_lost): inform:q"]),
    ("esia authority_lost q",                  ["stay",                              "stay",                              "stay: recheck",                                       "→ granted: inform:p"]),
    ("esia authority_lost z",                  ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("q authority_lost p",                     ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p unlinked p",                           ["stay",                              "stay",                              "stay",                                                "stay"]),
    ("esia unlinked p",                        ["stay",                              "stay",                              "stay",                                                "stay"]),
    ("q unlinked p",                           ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia unlinked z",                        ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("r linked r",                             ["stay",                              "stay: notice:r",                    "stay",                                                "stay"]),
    ("q linked q",                             ["·",                                 "·",                                 "·",                                                   "·"]),
    ("esia linked r",                          ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("q linked r",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("clock turned_fourteen",                  ["·",                                 "·",                                 "·",                                                   "·"]),
    ("clock turned_eighteen",                  ["·",                                 "·",                                 "·",                                                   "·"]),
    ("p turned_eighteen",                      ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("school emancipated",                     ["✗ wrong_band",                      "✗ wrong_band",                      "✗ wrong_band",                                        "✗ wrong_band"]),
    ("p emancipated",                          ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia birth_date_corrected 2013-01-01",   ["stay",                              "stay",                              "stay",                                                "stay"]),
    ("esia birth_date_corrected 2014-05-05",   ["·",                                 "·",                                 "·",                                                   "·"]),
    ("school birth_date_corrected 2005-05-05", ["stay",                              "→ ended(age_transition): inform:p inform:q", "→ ended(age_transition): close_access inform:p inform:q", "→ ended(age_transition): inform:p inform:q"]),
    ("p birth_date_corrected 2005-05-05",      ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("p account_deleted",                      ["stay",                              "→ ended(account_deleted): inform:q", "→ ended(account_deleted): close_access inform:q",    "→ ended(account_deleted): inform:q"]),
    ("esia account_deleted",                   ["stay",                              "→ ended(account_deleted): inform:p inform:q", "→ ended(account_deleted): close_access inform:p inform:q", "→ ended(account_deleted): inform:p inform:q"]),
    ("z account_deleted",                      ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("school account_deleted",                 ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia evidence_annulled",                 ["·",                                 "→ ended(annulled): inform:p inform:q", "→ ended(annulled): close_access inform:p inform:q", "→ ended(annulled): inform:p inform:q"]),
    ("school evidence_annulled",               ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("esia notice_failed p",                   ["·",                                 "stay: retry_notice:p",              "·",                                                   "·"]),
    ("esia notice_failed self",                ["·",                                 "·",                                 "·",                                                   "·"]),
    ("esia notice_failed z",                   ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
    ("clock retention_elapsed 7",              ["·",                                 "✗ already_open",                    "✗ already_open",                                      "✗ already_open"]),
    ("esia retention_elapsed",                 ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      "✗ not_entitled"]),
];

#[rustfmt::skip]
const UNDER_GRANTOR_ONLY: &[Line] = &[
    ("q objected",                             ["·",                                 "·",                                 "✗ not_entitled",                                      ""]),
    ("p objected",                             ["·",                                 "·",                                 "✗ not_entitled",                                      ""]),
    ("q withdrawn",                            ["✗ terminal",                        "✗ no_request",                      "✗ not_entitled",                                      ""]),
    ("p withdrawn",                            ["✗ terminal",                        "✗ no_request",                      "→ withdrawn: close_access inform:q",                  ""]),
    ("z objected",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
];

#[rustfmt::skip]
const OF_AN_ADULT: &[Line] = &[
    ("self sign_in_attempted",                 ["→ requested: notice:self",          "·",                                 "·",                                                   ""]),
    ("self self_approved",                     ["✗ no_request",                      "→ granted",                         "·",                                                   ""]),
    ("self self_declined",                     ["✗ no_request",                      "→ declined",                        "✗ already_open",                                      ""]),
    ("self self_withdrawn",                    ["✗ terminal",                        "✗ no_request",                      "→ withdrawn: close_access",                           ""]),
    ("p approved_in_advance",                  ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p approved",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p declined",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p withdrawn",                            ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p objected",                             ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p objection_lifted",                     ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("p account_deleted",                      ["✗ not_entitled",                    "✗ not_entitled",                    "✗ not_entitled",                                      ""]),
    ("clock request_lapsed",                   ["·",                                 "→ lapsed",                          "·",                                                   ""]),
    ("clock term_expired",                     ["·",                                 "·",                                 "→ ended(expired): close_access inform:self",          ""]),
    ("school scope_changed",                   ["·",                                 "→ ended(scope_changed): inform:self", "→ ended(scope_changed): close_access inform:self",  ""]),
    ("esia authority_lost p",                  ["·",                                 "·",                                 "·",                                                   ""]),
    ("esia unlinked p",                        ["·",                                 "·",                                 "·",                                                   ""]),
    ("r linked r",                             ["·",                                 "·",                                 "·",                                                   ""]),
    ("clock turned_fourteen",                  ["·",                                 "·",                                 "·",                                                   ""]),
    ("clock turned_eighteen",                  ["·",                                 "·",                                 "·",                                                   ""]),
    ("school emancipated",                     ["stay",                              "stay",                              "stay",                                                ""]),
    ("esia birth_date_corrected 2004-05-05",   ["stay",                              "stay",                              "stay",                                                ""]),
    ("esia birth_date_corrected 2014-05-05",   ["stay",                              "→ ended(age_transition): inform:self", "→ ended(age_transition): close_access inform:self", ""]),
    ("esia account_deleted",                   ["stay",                              "→ ended(account_deleted): inform:self", "→ ended(account_deleted): close_access inform:self", ""]),
    ("esia evidence_annulled",                 ["·",                                 "→ ended(annulled): inform:self",    "→ ended(annulled): close_access inform:self",         ""]),
    ("esia notice_failed self",                ["·",                                 "stay: retry_notice:self",           "·",                                                   ""]),
    ("esia authority_ruling allow",            ["·",                                 "·",                                 "·",                                                   ""]),
];

/// Cell by cell: R-05, R-07, R-10, R-11, R-12, R-15, R-26, R-27, R-29, R-30, R-32, R-33, R-65,
/// R-82; Q-01, Q-09, Q-10, Q-11, Q-12, Q-20, Q-21; T-05, T-06, T-19; I-23; TM-3, TM-4.
#[test]
fn a_minor_is_answered_as_typed() {
    check(MINOR, policy(), "", OF_A_MINOR);
}

/// Q-12.
#[test]
fn an_objection_has_no_weight_under_grantor_only() {
    let policy = Policy { disagreement: Disagreement::GrantorOnly, ..policy() };
    check(MINOR, policy, "contested", UNDER_GRANTOR_ONLY);
}

/// Cell by cell: R-14, R-16; Q-24; case 4.
#[test]
fn an_adult_is_answered_as_typed() {
    check(ADULT, policy(), "contested", OF_AN_ADULT);
}

/// The `by` column of 6.1: `p` stands for any representative.
#[rustfmt::skip]
const ACTORS: &[(&str, &[&str])] = &[
    ("self", &["sign_in_attempted", "self_approved", "self_declined", "self_withdrawn"]),
    ("p",    &["approved_in_advance", "approved", "declined", "withdrawn", "objected", "objection_lifted",
               "unlinked p", "linked p", "account_deleted"]),
    ("school", &["scope_changed", "emancipated", "birth_date_corrected 2005-05-05"]),
    ("clock", &["request_lapsed", "term_expired", "turned_fourteen", "turned_eighteen", "retention_elapsed"]),
    ("esia", &["authority_ruling allow", "scope_changed", "authority_lost p", "unlinked p", "emancipated",
               "birth_date_corrected 2005-05-05", "account_deleted", "evidence_annulled", "notice_failed p"]),
];

/// T-05, T-25, I-24; case 1.
#[test]
fn whoever_is_not_in_the_by_column_is_not_entitled() {
    for line in ACTORS.iter().flat_map(|(_, lines)| *lines) {
        for (actor, own) in ACTORS.iter().filter(|(_, lines)| !lines.contains(line)) {
            for (state, way) in ways(false) {
                let mut world = World::new(MINOR, policy());
                for step in way {
                    world.say(0, step);
                }
                let answer = world.say(0, &format!("{actor} {line}"));
                assert_eq!(answer, "✗ not_entitled", "{state}: {actor} {line}, who may {own:?}");
            }
        }
    }
}

#[test]
fn the_hand_typed_table_of_a_minor_has_every_event() {
    for event in EventKind::ALL {
        let named = |line: &&str| line.split(' ').nth(1) == Some(event.as_str());
        assert!(OF_A_MINOR.iter().map(|(line, _)| *line).any(|line| named(&line)), "{event}");
    }
}

#[test]
fn every_pair_has_a_last_row_without_guards_and_none_after_it() {
    for state in StateKind::ALL {
        for event in EventKind::ALL {
            let mut rows =
                TABLE.iter().filter(|row| row.event == event && row.from.contains(&state));
            let open = rows.position(|row| row.guards.is_empty());
            assert!(open.is_some(), "{state} with {event} may go unanswered");
            assert_eq!(rows.next(), None, "{state} with {event} has a row that cannot be reached");
        }
    }
}

#[test]
fn every_row_cites_a_rule() {
    assert_eq!(TABLE.iter().find(|row| row.rules.is_empty()), None);
}
