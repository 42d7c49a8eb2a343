//! Goal: 6.2 answers every state and event as `state-machines.md` says, and its settled cases.
//! Method: a table typed by hand for a teen, a child under 14 and an adult, one line for each event
//! and actor; then scenarios. The first column stands for `unlinked`, `expired` and `voided`.
//! Minutes count from 1 September 2026, 08:00 in Moscow.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/linking.rs"]
mod linking;

use chrono::DateTime;
use consent_model::history::History;
use consent_model::linking::{EventKind, Linking, Policy, StateKind};
use linking::{event, history, moment};

const CHILD: &str = "2016-05-05";
const TEEN: &str = "2010-05-05";
/// 18 is reached on 2 September 2026, sixteen hours (960 minutes) after the beginning.
const TURNS_ADULT: &str = "2008-09-01";

const START: (i64, &str) = (0, "p link_started a@example.org");
const ISSUE: (i64, &str) = (0, "p ownership_confirmed A child 9999");
const SHORT: (i64, &str) = (0, "p ownership_confirmed A child 5");

/// What the machine answers to `line`, said in that minute.
fn say(history: &mut History<Linking>, minute: i64, line: &str) -> String {
    answers::say(history, moment(minute), event(line))
}

/// Says each line in its minute and compares the answers.
fn scene(birth: &str, lines: &[(i64, &str, &str)]) -> History<Linking> {
    let mut history = history(birth);
    for (minute, line, expected) in lines {
        assert_eq!(say(&mut history, *minute, line), *expected, "{minute}: {line}");
    }
    history
}

/// How each state is reached, within five minutes.
fn ways() -> [(&'static str, Vec<(i64, &'static str)>); 7] {
    [
        ("unlinked", vec![]),
        ("expired", vec![START, SHORT, (5, "clock tick")]),
        ("voided", vec![START, ISSUE, (1, "self child_email_changed")]),
        ("target_given", vec![START]),
        ("code_issued", vec![START, ISSUE]),
        ("linked", vec![START, ISSUE, (1, "self code_entered A child")]),
        ("closed", vec![(0, "esia account_deleted")]),
    ]
}

type Line = (&'static str, [&'static str; 5]);

fn check(birth: &str, minute: i64, table: &[Line]) {
    for (event, columns) in table {
        for (place, (state, way)) in ways().into_iter().enumerate() {
            let mut history = history(birth);
            for (minute, line) in way {
                say(&mut history, minute, line);
            }
            assert_eq!(history.state().kind().as_str(), state);
            let expected = *columns.get(place.saturating_sub(2)).unwrap();
            assert_eq!(say(&mut history, minute, event), expected, "{state}: {event}");
        }
    }
}

const NO: &str = "✗ not_entitled";
const BAND: &str = "✗ wrong_band";
const DEAD: &str = "✗ code_dead";

#[rustfmt::skip]
const OF_A_TEEN: &[Line] = &[
    // event                                     unlinked / expired / voided  target_given                code_issued                              linked           closed
    ("p child_account_created",                  ["→ linked(created)",        "→ linked(created)",        "→ linked(created): code_voided",        "·",             NO]),
    ("q child_account_created",                  [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self child_account_created",               [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p link_started a@example.org",             ["→ target_given",           "·",                        "→ target_given: code_voided",           "·",             NO]),
    ("p link_started b@example.org",             ["→ target_given",           "stay",                     "→ target_given: code_voided",           "·",             NO]),
    ("p link_started a@example.org no_card",     [NO,                         NO,                         NO,                                      "·",             NO]),
    ("q link_started a@example.org",             [NO,                         NO,                         NO,                                      NO,              NO]),
    ("esia link_started a@example.org",          [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p card_verified",                          [BAND,                       BAND,                       BAND,                                    "·",             NO]),
    ("p card_verified no_account",               ["✗ no_account",             "✗ no_account",             "✗ no_account",                          "✗ no_account",  "✗ no_account"]),
    ("q card_verified",                          [NO,                         NO,                         NO,                                      NO,              NO]),
    ("esia card_verified",                       [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p ownership_confirmed B child 60",         ["✗ no_request",             "→ code_issued: code_issued", "·",                                   "·",             NO]),
    ("p ownership_confirmed B - 60",             ["✗ no_request",             "→ code_issued: code_issued", "·",                                   "·",             NO]),
    ("q ownership_confirmed B child 60",         [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self ownership_confirmed B child 60",      [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self code_entered A child",                [DEAD,                       DEAD,                       "→ linked(code): code_consumed linked_notice:q linked_notice:self", DEAD, DEAD]),
    ("p code_entered A child",                   [DEAD,                       DEAD,                       "→ linked(code): code_consumed linked_notice:q linked_notice:self", DEAD, DEAD]),
    ("self code_entered B child",                [DEAD,                       DEAD,                       "✗ code_wrong, stay",                    DEAD,            DEAD]),
    ("self code_entered AA child",               [DEAD,                       DEAD,                       "✗ code_wrong, stay",                    DEAD,            DEAD]),
    ("self code_entered A other",                [DEAD,                       DEAD,                       "✗ code_wrong, stay",                    DEAD,            DEAD]),
    ("self code_entered A child other_child",    [DEAD,                       DEAD,                       "✗ wrong_account, stay",                 DEAD,            DEAD]),
    ("q code_entered A child",                   [NO,                         NO,                         NO,                                      NO,              NO]),
    ("school code_entered A child",              [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self window_closed",                       ["·",                        "·",                        "·",                                     "·",             "·"]),
    ("p window_closed",                          [NO,                         NO,                         NO,                                      NO,              NO]),
    ("clock tick",                               ["·",                        "·",                        "·",                                     "·",             "·"]),
    ("p tick",                                   [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p code_requested_again B child 60",        ["✗ no_request",             "✗ no_request",             "stay: code_voided code_issued",         "·",             NO]),
    ("p code_requested_again A child 9999",      ["✗ no_request",             "✗ no_request",             "·",                                     "·",             NO]),
    ("p code_requested_again A child 60",        ["✗ no_request",             "✗ no_request",             "stay: code_voided code_issued",         "·",             NO]),
    ("q code_requested_again B child 60",        [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self code_requested_again B child 60",     [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p child_email_changed",                    ["·",                        "→ voided(email_changed)",  "→ voided(email_changed): code_voided",  "·",             "·"]),
    ("self child_email_changed",                 ["·",                        "→ voided(email_changed)",  "→ voided(email_changed): code_voided",  "·",             "·"]),
    ("q child_email_changed",                    [NO,                         NO,                         NO,                                      NO,              NO]),
    ("school child_email_changed",               [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p unlinked",                               ["·",                        "→ unlinked",               "→ voided(unlinked): code_voided",       "→ unlinked",    "·"]),
    ("esia unlinked",                            ["·",                        "→ unlinked",               "→ voided(unlinked): code_voided",       "→ unlinked",    "·"]),
    ("esia unlinked q",                          ["stay",                     "stay",                     "stay",                                  "stay",          "stay"]),
    ("esia unlinked z",                          [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p unlinked q",                             [NO,                         NO,                         NO,                                      NO,              NO]),
    ("q unlinked q",                             [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self unlinked",                            [NO,                         NO,                         NO,                                      NO,              NO]),
    ("esia authority_lost p",                    ["→ closed",                 "→ closed",                 "→ closed: code_voided",                 "→ closed",      "stay"]),
    ("esia authority_lost q",                    ["stay",                     "stay",                     "stay",                                  "stay",          "stay"]),
    ("esia authority_lost z",                    [NO,                         NO,                         NO,                                      NO,              NO]),
    ("q authority_lost p",                       [NO,                         NO,                         NO,                                      NO,              NO]),
    ("clock turned_eighteen",                    ["·",                        "·",                        "·",                                     "·",             "·"]),
    ("p turned_eighteen",                        [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p account_deleted",                        [NO,                         NO,                         NO,                                      "→ closed",      NO]),
    ("esia account_deleted",                     ["→ closed",                 "→ closed",                 "→ closed: code_voided",                 "→ closed",      "·"]),
    ("q account_deleted",                        [NO,                         NO,                         NO,                                      NO,              NO]),
    ("self account_deleted",                     [NO,                         NO,                         NO,                                      NO,              NO]),
    ("esia authority_restored p",                ["·",                        "·",                        "·",                                     "·",             NO]),
    ("esia authority_restored q",                ["·",                        "·",                        "·",                                     "·",             "·"]),
    ("esia authority_restored z",                [NO,                         NO,                         NO,                                      NO,              NO]),
    ("p authority_restored p",                   [NO,                         NO,                         NO,                                      NO,              NO]),
];

#[rustfmt::skip]
const OF_AN_ADULT: &[Line] = &[
    ("p child_account_created",                  [BAND, BAND, BAND, BAND, BAND]),
    ("p link_started a@example.org",             [BAND, BAND, BAND, BAND, BAND]),
    ("p link_started a@example.org no_card",     [NO,   NO,   NO,   BAND, NO]),
    ("p card_verified",                          [BAND, BAND, BAND, BAND, BAND]),
    ("p ownership_confirmed B child 9999",       [BAND, BAND, BAND, BAND, BAND]),
    ("self code_entered A child",                [BAND, BAND, BAND, BAND, BAND]),
    ("p code_requested_again B child 9999",      [BAND, BAND, BAND, BAND, BAND]),
    ("clock turned_eighteen",                    ["→ closed", "→ closed", "→ closed: code_voided", "→ closed", "·"]),
    ("esia authority_restored p",                ["·",  "·",  "·",  "·",  NO]),
];

/// Cell by cell;
/// Q-21; T-01, T-02, T-06, T-14.
#[test]
fn a_teen_is_answered_as_typed() {
    check(TEEN, 6, OF_A_TEEN);
}

/// I-09, T-26; case 11.
#[test]
fn an_adult_is_answered_as_typed_though_no_timer_has_fired() {
    check(TURNS_ADULT, 960, OF_AN_ADULT);
}

/// I-35.
#[test]
fn the_hand_typed_table_of_a_teen_has_every_event() {
    for event in EventKind::ALL {
        let named = |line: &&str| line.split(' ').nth(1) == Some(event.as_str());
        assert!(OF_A_TEEN.iter().map(|(line, _)| *line).any(|line| named(&line)), "{event}");
    }
}

///
#[test]
fn a_child_under_14_is_linked_by_its_account_or_by_a_verified_card() {
    scene(
        CHILD,
        &[
            (0, "p link_started a@example.org", BAND),
            (0, "p ownership_confirmed A child 10", "✗ no_request"),
            (0, "self code_entered A child", DEAD),
            (0, "p code_requested_again A child 10", "✗ no_request"),
            (0, "p card_verified no_account", "✗ no_account"),
            (0, "p card_verified", "→ linked(card): linked_notice:q"),
            (0, "p card_verified", "·"),
            (0, "p link_started a@example.org", "·"),
            (1, "p unlinked", "→ unlinked"),
            (1, "p child_account_created", "→ linked(created)"),
            (2, "esia authority_lost p", "→ closed"),
            (2, "p card_verified", NO),
            (2, "p child_account_created", NO),
            (2, "p link_started a@example.org", NO),
        ],
    );
}

#[test]
fn a_closed_link_of_a_child_under_14_is_of_the_wrong_band_for_a_code() {
    scene(CHILD, &[(0, "esia account_deleted", "→ closed"), (0, "p link_started a@e.org", BAND)]);
}

#[test]
fn r_22_an_expired_code_sends_back_to_step_1() {
    scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (0, "p ownership_confirmed A child 10", "→ code_issued: code_issued"),
            (9, "clock tick", "·"),
            (10, "clock tick", "→ expired"),
            (10, "self code_entered A child", DEAD),
            (10, "p code_requested_again B child 20", "✗ no_request"),
            (10, START.1, "→ target_given"),
            (10, "p ownership_confirmed C child 20", "→ code_issued: code_issued"),
            (11, "self code_entered C child", LINKED),
        ],
    );
}

#[test]
fn r_25_a_code_is_dead_at_the_very_instant_it_expires_timer_or_no_timer() {
    let code = [
        (0, START.1, "→ target_given"),
        (0, "p ownership_confirmed A child 10", "→ code_issued: code_issued"),
    ];
    let late = |line: &'static str, expected| [&code[..], &[(10, line, expected)]].concat();
    scene(TEEN, &late("self code_entered A child", "✗ code_dead, → expired"));
    // A wrong code is not told apart from a right one that came too late.
    scene(TEEN, &late("self code_entered B child", "✗ code_dead, → expired"));
    scene(TEEN, &late("p code_requested_again B child 20", "✗ code_dead, → expired"));
    scene(TEEN, &[&code[..], &[(9, "self code_entered A child", LINKED)]].concat());
}

#[test]
fn t_03_wrong_tries_void_the_code_and_never_the_account() {
    let history = scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (0, "p ownership_confirmed A child 60", "→ code_issued: code_issued"),
            (1, "self code_entered B child", "✗ code_wrong, stay"),
            (1, "self code_entered A other", "✗ code_wrong, stay"),
            (1, "self code_entered A child other_child", "✗ wrong_account, stay"),
            (1, "self code_entered B other", "✗ code_wrong, stay"),
            (1, "self code_entered B child", "✗ code_wrong, → voided(tries)"),
            (1, "self code_entered A child", DEAD),
            (2, START.1, "→ target_given"),
            (2, "p ownership_confirmed C child 60", "→ code_issued: code_issued"),
            (3, "self code_entered C child", LINKED),
        ],
    );
    // What was refused and counted is part of the history: it is replayed to the same state.
    let entries = history.entries().iter().cloned();
    let again = History::replay(history.set_up().clone(), *history.policy(), entries);
    let again: History<Linking> = again.unwrap();
    assert_eq!(again.state(), history.state());
}

/// T-04.
#[test]
fn case_14_the_last_try_in_another_childs_account_voids_the_code_too() {
    let wrong = (1, "self code_entered A child other_child", "✗ wrong_account, stay");
    scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (0, "p ownership_confirmed A child 60", "→ code_issued: code_issued"),
            wrong,
            wrong,
            wrong,
            wrong,
            (1, "self code_entered A child other_child", "✗ wrong_account, → voided(tries)"),
        ],
    );
}

#[test]
fn case_11_a_new_code_has_fresh_tries_and_the_old_one_is_wrong() {
    let wrong = (1, "self code_entered X child", "✗ code_wrong, stay");
    scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (0, "p ownership_confirmed A child 60", "→ code_issued: code_issued"),
            wrong,
            wrong,
            wrong,
            wrong,
            // The same event again is no way to fresh tries.
            (1, "p code_requested_again A child 60", "·"),
            // The same letters with another end, or for another account, are another code.
            (1, "p code_requested_again A child 70", "stay: code_voided code_issued"),
            (1, "p code_requested_again A other 70", "stay: code_voided code_issued"),
            (1, "p code_requested_again A child 60", "stay: code_voided code_issued"),
            (1, "p code_requested_again B child 60", "stay: code_voided code_issued"),
            (1, "self code_entered A child", "✗ code_wrong, stay"),
            wrong,
            wrong,
            wrong,
            (1, "self code_entered B child", LINKED),
        ],
    );
}

#[test]
fn t_16_an_address_without_an_account_looks_like_one_and_opens_nothing() {
    let mut with = history(TEEN);
    let mut without = history(TEEN);
    for history in [&mut with, &mut without] {
        say(history, 0, START.1);
    }
    let answer = say(&mut with, 0, "p ownership_confirmed A child 60");
    assert_eq!(say(&mut without, 0, "p ownership_confirmed A - 60"), answer);
    assert_eq!(say(&mut without, 1, "self code_entered A child"), "✗ code_wrong, stay");
}

#[test]
fn case_11_authority_events_of_another_parent_do_not_move_the_link() {
    scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (0, ISSUE.1, "→ code_issued: code_issued"),
            (1, "esia authority_lost q", "stay"),
            (1, "esia authority_lost q", "·"),
            // Who is no representative any more is not told (T-06).
            (2, "self code_entered A child", "→ linked(code): code_consumed linked_notice:self"),
            (3, "esia authority_restored q", "stay"),
            (3, "esia authority_restored q", "·"),
        ],
    );
}

#[test]
fn authority_that_is_restored_leads_back_to_step_1() {
    scene(
        TEEN,
        &[
            (0, "esia authority_lost p", "→ closed"),
            (0, "esia authority_lost p", "·"),
            // A parent without authority deletes nothing (case 10).
            (0, "p account_deleted", NO),
            (0, "self code_entered A child", DEAD),
            (1, "esia authority_restored p", "→ unlinked"),
            (1, START.1, "→ target_given"),
            (2, "esia authority_lost p", "→ closed"),
            (2, "p ownership_confirmed A child 60", NO),
            (2, "p code_requested_again A child 60", NO),
            (3, "esia account_deleted", "stay"),
            (3, "esia authority_restored p", NO),
        ],
    );
}

#[test]
fn authority_is_not_restored_over_an_adult() {
    scene(
        TURNS_ADULT,
        &[
            (0, "esia authority_lost p", "→ closed"),
            (960, "esia authority_restored p", NO),
            // Entitlement is asked before the age.
            (960, "p link_started a@example.org", NO),
        ],
    );
}

/// In another zone the same evening is the day before: the 14th birthday is not over there.
#[test]
fn the_pairs_that_the_invariants_exclude_are_answered_too() {
    let east = |minute: u8| {
        DateTime::parse_from_rfc3339(&format!("2026-09-02T00:{minute:02}:00+14:00")).unwrap()
    };
    let west = DateTime::parse_from_rfc3339("2026-09-01T00:00:00-12:00").unwrap();
    let start = ["p link_started a@example.org"];
    let code = ["p link_started a@example.org", "p ownership_confirmed A child 9999"];
    let cases: [(&[&str], &str, &str); 7] = [
        (&start, "p link_started b@example.org", BAND),
        (&start, "p ownership_confirmed A child 9999", BAND),
        (&start, "p card_verified", "→ linked(card): linked_notice:q"),
        (&code, "p link_started b@example.org", BAND),
        (&code, "self code_entered A child", BAND),
        (&code, "p code_requested_again B child 9999", BAND),
        (&code, "p card_verified", "→ linked(card): code_voided linked_notice:q"),
    ];
    for (way, line, expected) in cases {
        let mut history = history("2012-09-01");
        for (minute, line) in (0..).zip(way) {
            assert!(answers::say(&mut history, east(minute), event(line)).starts_with('→'));
        }
        assert_eq!(answers::say(&mut history, west, event(line)), expected, "{line}");
    }
}

/// whoever changed the e-mail does not link at once with the new one; the table of the
/// instructions, which is the default, knows no such wait.
#[test]
fn t_14_after_a_change_of_e_mail_linking_waits_where_the_policy_says_so() {
    let policy = Policy { email_cool_down_hours: 24, ..Policy::default() };
    let (changed, over) = (10, 10 + 24 * 60);
    for (state, way) in ways() {
        let mut history = History::<Linking>::new(history(TEEN).set_up().clone(), policy);
        for (minute, line) in way {
            say(&mut history, minute, line);
        }
        let expected = match state {
            "target_given" => "→ voided(email_changed)",
            "code_issued" => "→ voided(email_changed): code_voided",
            _ => "stay",
        };
        assert_eq!(say(&mut history, changed, "p child_email_changed"), expected, "{state}");
        let (early, late) = match state {
            "linked" => ("·", "·"),
            "closed" => (NO, NO),
            _ => ("✗ cool_down", "→ target_given"),
        };
        for minute in [changed, over - 1] {
            assert_eq!(say(&mut history, minute, START.1), early, "{state} at {minute}");
        }
        // A change elsewhere is remembered too: a link that is undone is not made anew at once.
        if state == "linked" {
            assert_eq!(say(&mut history, over - 1, "p unlinked"), "→ unlinked");
            assert_eq!(say(&mut history, over - 1, START.1), "✗ cool_down");
            assert_eq!(say(&mut history, over, START.1), "→ target_given");
        } else {
            assert_eq!(say(&mut history, over, START.1), late, "{state}");
        }
    }
    scene(
        TEEN,
        &[
            (0, START.1, "→ target_given"),
            (1, "p child_email_changed", "→ voided(email_changed)"),
            (1, START.1, "→ target_given"),
        ],
    );
}

/// T-25.
#[test]
fn i_24_no_event_of_staff_is_taken() {
    for (state, way) in ways() {
        for (line, _) in OF_A_TEEN {
            let mut history = history(TEEN);
            for (minute, line) in &way {
                say(&mut history, *minute, line);
            }
            let (_, rest) = line.split_once(' ').unwrap();
            assert_eq!(say(&mut history, 6, &format!("school {rest}")), NO, "{state}: {line}");
        }
    }
    assert_eq!(StateKind::ALL.len(), ways().len());
}

const LINKED: &str = "→ linked(code): code_consumed linked_notice:q linked_notice:self";
