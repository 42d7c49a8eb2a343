//! Goal: 6.3 answers every state and event as `state-machines.md` says, and the error cases of the
//! instructions by their rules.
//! Method: the cells that the table of 6.3 lists, typed by hand; every other pair by the sentence
//! under that table; then scenarios. Minutes count from 1 September 2026, 08:00 in Moscow.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/child_account.rs"]
mod child_account;

use child_account::{event, history, moment};
use consent_model::child_account::password::{DISPUTED_SYMBOLS, PasswordFault, faults};
use consent_model::child_account::{ChildAccount, EventKind, StateKind};
use consent_model::history::History;
use esia_core::secrets::Secret;

const CHILD: &str = "2016-05-05";
/// 18 is reached on 2 September 2026, sixteen hours (960 minutes) after the beginning.
const TURNS_ADULT: &str = "2008-09-01";

/// How each state is reached: the lines before it, all in minute 0.
const WAY: &[(StateKind, &[&str])] = &[
    (StateKind::NoCard, &[]),
    (StateKind::Draft, &["p card_added"]),
    (StateKind::Manual, &["p card_added", "p card_saved"]),
    (StateKind::ZagsPending, &["p card_added", "p card_saved", "p zags_requested"]),
    (
        StateKind::Mismatch,
        &["p card_added", "p card_saved", "p zags_requested", "esia zags_mismatch"],
    ),
    (StateKind::Verified, &["esia card_from_registry"]),
    (StateKind::FormAddress, &["esia card_from_registry", FORM]),
    (StateKind::FormPhone, &["esia card_from_registry", FORM, ADDRESS]),
    (StateKind::FormPhoneCode, &["esia card_from_registry", FORM, ADDRESS, "p phone_given"]),
    (StateKind::FormEmail, &["esia card_from_registry", FORM, ADDRESS, SKIP]),
    (StateKind::FormEmailWait, &["esia card_from_registry", FORM, ADDRESS, SKIP, MAIL]),
    (StateKind::FormPassword, &["esia card_from_registry", FORM, ADDRESS, SKIP, MAIL, CONFIRM]),
    (StateKind::Active, &["esia card_from_registry", FORM, ADDRESS, SKIP, MAIL, CONFIRM, SET]),
    (
        StateKind::Deleted,
        &["esia card_from_registry", FORM, ADDRESS, SKIP, MAIL, CONFIRM, SET, "p account_deleted"],
    ),
    (StateKind::Refused, &["p card_added", "p card_saved foreign"]),
];
const FORM: &str = "p account_form_opened";
const ADDRESS: &str = "p address_given";
const SKIP: &str = "p phone_skipped";
const MAIL: &str = "p email_given";
const CONFIRM: &str = "self email_confirmed";
const SET: &str = "p password_set";

/// What the machine answers to `line`, said in that minute.
fn say(history: &mut History<ChildAccount>, minute: i64, line: &str) -> String {
    answers::say(history, moment(minute), event(line))
}

fn way(state: StateKind) -> &'static [&'static str] {
    WAY.iter().find(|(of, _)| *of == state).unwrap().1
}

fn reached(birth: &str, state: StateKind) -> History<ChildAccount> {
    let mut history = history(birth);
    for line in way(state) {
        say(&mut history, 0, line);
    }
    assert_eq!(history.state().kind(), state);
    history
}

/// The cells that 6.3 lists, by state.
#[rustfmt::skip]
const LISTED: &[(StateKind, &str, &str)] = &[
    (StateKind::NoCard,        "p card_added",                      "→ draft"),
    (StateKind::NoCard,        "q card_added",                      "→ draft"),
    (StateKind::NoCard,        "esia card_from_registry",           "→ verified"),
    (StateKind::Draft,         "p card_saved",                      "→ manual"),
    (StateKind::Draft,         "p card_saved consulate",            "→ manual"),
    (StateKind::Draft,         "p card_saved incomplete",           "✗ not_verified"),
    (StateKind::Draft,         "p card_saved no_issuer",            "✗ not_verified"),
    (StateKind::Draft,         "p card_saved foreign",              "→ refused(foreign_certificate)"),
    (StateKind::Draft,         "p card_saved foreign_and_incomplete", "✗ not_verified"),
    (StateKind::Draft,         "p card_cancelled",                  "→ no_card"),
    (StateKind::Manual,        "p card_edited",                     "→ draft"),
    (StateKind::Manual,        "p zags_requested",                  "→ zags_pending: zags_request"),
    (StateKind::Manual,        "p zags_requested auto_update",      "✗ auto_update_on"),
    (StateKind::Manual,        "p zags_requested not_ticked",       "✗ not_verified"),
    (StateKind::Manual,        "p zags_requested neither",          "✗ auto_update_on"),
    (StateKind::ZagsPending,   "esia zags_confirmed",               "→ verified"),
    (StateKind::ZagsPending,   "esia zags_mismatch",                "→ mismatch"),
    (StateKind::ZagsPending,   "esia zags_unavailable",             "stay: zags_request"),
    (StateKind::ZagsPending,   "clock tick",                        "·"),
    (StateKind::NoCard,        FORM,                                "✗ not_verified"),
    (StateKind::Draft,         FORM,                                "✗ not_verified"),
    (StateKind::Manual,        FORM,                                "✗ not_verified"),
    (StateKind::ZagsPending,   FORM,                                "✗ not_verified"),
    (StateKind::Mismatch,      FORM,                                "✗ not_verified"),
    (StateKind::Mismatch,      "p card_edited",                     "→ draft"),
    (StateKind::Verified,      "p card_edited",                     "→ draft"),
    (StateKind::Verified,      FORM,                                "→ form_address"),
    (StateKind::Verified,      "p account_form_opened other_account", "✗ already_open"),
    (StateKind::FormAddress,   ADDRESS,                             "→ form_phone"),
    (StateKind::FormAddress,   "p address_given other",             "→ refused(citizenship)"),
    (StateKind::FormPhone,     SKIP,                                "→ form_email"),
    (StateKind::FormPhone,     "p phone_given",                     "→ form_phone_code: sms_code"),
    (StateKind::FormPhone,     "p phone_given parents",             "✗ phone_is_parents"),
    (StateKind::FormPhone,     "p phone_given used",                "✗ phone_used"),
    (StateKind::FormPhone,     "p phone_given parents_and_used",    "✗ phone_is_parents"),
    (StateKind::FormPhoneCode, "p phone_code_ok",                   "→ form_email"),
    (StateKind::FormPhoneCode, "p phone_code_bad",                  "✗ code_wrong, stay"),
    (StateKind::FormPhoneCode, SKIP,                                "→ form_email"),
    (StateKind::FormEmail,     MAIL,                                "→ form_email_wait: letter"),
    (StateKind::FormEmail,     "p email_given used",                "✗ email_used"),
    (StateKind::FormEmail,     "p email_given no_tick",             "✗ tick_missing"),
    (StateKind::FormEmail,     "p email_given used_and_no_tick",    "✗ email_used"),
    (StateKind::FormEmailWait, CONFIRM,                             "→ form_password"),
    (StateKind::FormEmailWait, "p email_confirmed",                 "→ form_password"),
    (StateKind::FormEmailWait, "clock email_link_expired",          "→ form_email"),
    (StateKind::FormEmailWait, "esia email_link_expired",           "→ form_email"),
    (StateKind::FormEmailWait, "p letter_resent",                   "stay: letter"),
    (StateKind::FormEmailWait, "p email_changed",                   "stay: letter"),
    (StateKind::FormPassword,  SET,                                 "→ active: emit:child_account_created"),
    (StateKind::FormPassword,  "p password_set weak",               "✗ password_weak"),
    (StateKind::FormPassword,  "p password_set unequal",            "✗ password_weak"),
    (StateKind::Active,        "p phone_changed",                   "stay"),
    (StateKind::Active,        "p email_changed",                   "stay"),
    (StateKind::Active,        "p password_changed",                "stay"),
    (StateKind::Active,        "p account_deleted",                 "→ deleted: emit:account_deleted"),
    (StateKind::Active,        "esia account_deleted",              "→ deleted: emit:account_deleted"),
    (StateKind::FormAddress,   "p back",                            "→ verified"),
    (StateKind::FormPhone,     "p back",                            "→ form_address"),
    (StateKind::FormPhoneCode, "p back",                            "→ form_phone"),
    (StateKind::FormEmail,     "p back",                            "→ form_phone"),
    (StateKind::FormEmailWait, "p back",                            "→ form_email"),
    (StateKind::FormPassword,  "p back",                            "→ form_email"),
    (StateKind::FormAddress,   "p abandoned",                       "→ verified"),
    (StateKind::FormPhone,     "p abandoned",                       "→ verified"),
    (StateKind::FormPhoneCode, "p abandoned",                       "→ verified"),
    (StateKind::FormEmail,     "p abandoned",                       "→ verified"),
    (StateKind::FormEmailWait, "p abandoned",                       "→ verified"),
    (StateKind::FormPassword,  "p abandoned",                       "→ verified"),
];

/// The `by` column: the first of them is taken where any will do.
#[rustfmt::skip]
const ACTORS: &[(&[&str], &[&str])] = &[
    (&["esia"],          &["card_from_registry", "zags_confirmed", "zags_mismatch", "zags_unavailable"]),
    (&["clock"],         &["tick", "turned_eighteen", "turned_fourteen"]),
    (&["p", "self"],     &["email_confirmed"]),
    (&["clock", "esia"], &["email_link_expired"]),
    (&["p", "esia"],     &["account_deleted"]),
    (&["p"],             &["card_added", "card_saved", "card_cancelled", "card_edited", "zags_requested",
                           "account_form_opened", "address_given", "phone_skipped", "phone_given", "phone_code_ok",
                           "phone_code_bad", "email_given", "letter_resent", "email_changed", "password_set",
                           "phone_changed", "password_changed", "back", "abandoned"]),
];

fn actors(event: EventKind) -> &'static [&'static str] {
    ACTORS.iter().find(|(_, events)| events.contains(&event.as_str())).unwrap().0
}

const FORMS: [StateKind; 6] = [
    StateKind::FormAddress,
    StateKind::FormPhone,
    StateKind::FormPhoneCode,
    StateKind::FormEmail,
    StateKind::FormEmailWait,
    StateKind::FormPassword,
];

/// "Pairs not listed reject", and the timers.
fn unlisted(state: StateKind, event: EventKind) -> &'static str {
    if let EventKind::Tick | EventKind::TurnedFourteen | EventKind::TurnedEighteen = event {
        return "·";
    }
    match state {
        StateKind::NoCard
        | StateKind::Draft
        | StateKind::Manual
        | StateKind::ZagsPending
        | StateKind::Mismatch => "✗ not_verified",
        StateKind::Verified => "✗ no_request",
        StateKind::FormAddress
        | StateKind::FormPhone
        | StateKind::FormPhoneCode
        | StateKind::FormEmail
        | StateKind::FormEmailWait
        | StateKind::FormPassword
        | StateKind::Active => "✗ already_open",
        StateKind::Deleted | StateKind::Refused => "✗ terminal",
    }
}

#[test]
fn the_cells_of_the_table_are_answered_as_typed() {
    for (state, line, expected) in LISTED {
        assert_eq!(say(&mut reached(CHILD, *state), 1, line), *expected, "{state}: {line}");
    }
}

#[test]
fn every_pair_that_is_not_listed_is_refused_or_a_timer() {
    for state in StateKind::ALL {
        for event in EventKind::ALL {
            let named = |line: &str| line.split(' ').nth(1) == Some(event.as_str());
            if LISTED.iter().any(|(of, line, _)| *of == state && named(line)) {
                continue;
            }
            let by = actors(event).first().unwrap();
            let answer = say(&mut reached(CHILD, state), 1, &format!("{by} {event}"));
            assert_eq!(answer, unlisted(state, event), "{state}: {event}");
        }
    }
}

#[test]
fn whoever_is_not_in_the_by_column_is_not_entitled() {
    for state in StateKind::ALL {
        for event in EventKind::ALL {
            for by in ["p", "z", "self", "school", "clock", "esia"] {
                if !actors(event).contains(&by) {
                    let answer = say(&mut reached(CHILD, state), 1, &format!("{by} {event}"));
                    assert_eq!(answer, "✗ not_entitled", "{state}: {by} {event}");
                }
            }
        }
    }
}

#[test]
fn case_12_from_the_day_of_18_every_event_of_a_form_refuses_the_account() {
    for state in FORMS {
        for event in EventKind::ALL {
            let by = actors(event).first().unwrap();
            let answer = say(&mut reached(TURNS_ADULT, state), 960, &format!("{by} {event}"));
            assert_eq!(answer, "→ refused(wrong_band)", "{state}: {event}");
            let answer = say(&mut reached(TURNS_ADULT, state), 960, &format!("school {event}"));
            assert_eq!(answer, "✗ not_entitled", "{state}: {event}");
        }
        let answer = say(&mut reached(TURNS_ADULT, state), 959, "clock turned_eighteen");
        assert_eq!(answer, "·", "the date decides, not the timer");
    }
}

fn scene(birth: &str, lines: &[(i64, &str, &str)]) {
    let mut history = history(birth);
    for (minute, line, expected) in lines {
        assert_eq!(say(&mut history, *minute, line), *expected, "{minute}: {line}");
    }
}

#[test]
fn r_34_an_adult_gets_no_child_account_and_keeps_the_one_that_is_there() {
    let verified = (0, "esia card_from_registry", "→ verified");
    scene(
        TURNS_ADULT,
        &[
            verified,
            (959, "p account_form_opened other_account", "✗ already_open"),
            // 18 before another account.
            (960, "p account_form_opened other_account", "✗ wrong_band"),
            (960, FORM, "✗ wrong_band"),
            (960, "clock turned_eighteen", "·"),
        ],
    );
    let mut active = reached(TURNS_ADULT, StateKind::Active);
    assert_eq!(say(&mut active, 959, "clock turned_eighteen"), "·");
    assert_eq!(say(&mut active, 960, "clock turned_eighteen"), "stay");
    assert_eq!(say(&mut active, 960, "clock turned_eighteen"), "·");
    assert_eq!(active.state().kind(), StateKind::Active);
}

#[test]
fn r_40_a_foreign_certificate_allows_no_account_and_a_consular_one_does() {
    scene(
        CHILD,
        &[
            (0, "p card_added", "→ draft"),
            (0, "p card_saved foreign", "→ refused(foreign_certificate)"),
            (0, "p card_added", "✗ terminal"),
        ],
    );
    scene(CHILD, &[(0, "p card_added", "→ draft"), (0, "p card_saved consulate", "→ manual")]);
}

#[test]
fn r_45_too_early_the_account_waits_for_the_registry() {
    scene(
        CHILD,
        &[
            (0, "p card_added", "→ draft"),
            (0, "p card_saved", "→ manual"),
            (0, FORM, "✗ not_verified"),
            (0, "p zags_requested", "→ zags_pending: zags_request"),
            (1, FORM, "✗ not_verified"),
            (2, "esia zags_confirmed", "→ verified"),
            (2, FORM, "→ form_address"),
        ],
    );
}

#[test]
fn tm_2_an_average_is_no_deadline() {
    const DAYS_30: i64 = 30 * 24 * 60;
    scene(
        CHILD,
        &[
            (0, "p card_added", "→ draft"),
            (0, "p card_saved", "→ manual"),
            (5, "p zags_requested", "→ zags_pending: zags_request"),
            (24, "clock tick", "·"),
            (25, "clock tick", "stay: soft_notice"),
            (26, "clock tick", "·"),
            (26, "esia zags_unavailable", "stay: zags_request"),
            (DAYS_30, "clock tick", "·"),
            (DAYS_30 + 5, "clock tick", "stay: escalate"),
            (DAYS_30 + 6, "clock tick", "·"),
            (9 * DAYS_30, "clock tick", "·"),
            (9 * DAYS_30, "esia zags_mismatch", "→ mismatch"),
            (9 * DAYS_30, "p card_edited", "→ draft"),
            (9 * DAYS_30, "p card_saved", "→ manual"),
            (9 * DAYS_30, "p zags_requested", "→ zags_pending: zags_request"),
            // A new check has its own count; a timer that comes late says both, once (I-06).
            (10 * DAYS_30, "clock tick", "stay: soft_notice escalate"),
            (10 * DAYS_30, "clock tick", "·"),
        ],
    );
}

#[test]
fn r_49_another_citizenship_allows_no_account() {
    let mut history = reached(CHILD, StateKind::FormAddress);
    assert_eq!(say(&mut history, 1, "p address_given other"), "→ refused(citizenship)");
}

#[test]
fn r_51_a_phone_of_a_parent_and_a_used_phone_are_refused_with_one_text() {
    let history = reached(CHILD, StateKind::FormPhone);
    let texts = ["p phone_given parents", "p phone_given used"].map(|line| {
        let event = event(line);
        let refused = history.clone().push(moment(1), event).unwrap_err();
        refused.message.unwrap().text()
    });
    assert_eq!(texts[0], texts[1]);
    assert!(texts[0].starts_with("Номер ребёнка должен отличаться от номера родителей"));
}

#[test]
fn r_52_after_the_third_wrong_code_the_phone_is_given_anew() {
    let mut history = reached(CHILD, StateKind::FormPhoneCode);
    for expected in ["✗ code_wrong, stay", "✗ code_wrong, stay", "✗ code_wrong, → form_phone"]
    {
        assert_eq!(say(&mut history, 1, "p phone_code_bad"), expected);
    }
    assert_eq!(say(&mut history, 2, "p phone_given"), "→ form_phone_code: sms_code");
    assert_eq!(say(&mut history, 2, "p phone_code_bad"), "✗ code_wrong, stay");
    assert_eq!(say(&mut history, 2, "p phone_code_ok"), "→ form_email");
}

#[test]
fn r_55_a_used_e_mail_is_refused() {
    let mut history = reached(CHILD, StateKind::FormEmail);
    assert_eq!(say(&mut history, 1, "p email_given used"), "✗ email_used");
}

#[test]
fn r_56_without_the_consent_tick_no_letter_goes_out() {
    let mut history = reached(CHILD, StateKind::FormEmail);
    assert_eq!(say(&mut history, 1, "p email_given no_tick"), "✗ tick_missing");
}

fn password(text: &str) -> Vec<PasswordFault> {
    faults(&Secret::new(text.into()))
}

#[test]
fn r_60_each_class_that_is_missing_is_named() {
    assert_eq!(password("Abcdef1!"), []);
    assert_eq!(password("abcdef1!"), [PasswordFault::UpperCase]);
    assert_eq!(password("ABCDEF1!"), [PasswordFault::LowerCase]);
    assert_eq!(password("Abcdefg!"), [PasswordFault::Digit]);
    assert_eq!(password("Abcdefg1"), [PasswordFault::Symbol]);
    // Cyrillic letters are of no class, whatever they look like.
    assert_eq!(password("Аbcdef1!"), [PasswordFault::UpperCase, PasswordFault::Character]);
    assert_eq!(password("Abcdef1! "), [PasswordFault::Character]);
    assert_eq!(password("").len(), 5);
}

#[test]
fn r_60_seven_characters_are_too_few() {
    assert_eq!(password("Abcde1!"), [PasswordFault::Length]);
}

#[test]
fn r_60_each_disputed_symbol_is_refused_and_named_so() {
    for symbol in ['\\', '`', '|', '#', '*'] {
        assert!(DISPUTED_SYMBOLS.contains(symbol));
        assert_eq!(password(&format!("Abcdef1!{symbol}")), [PasswordFault::Disputed], "{symbol}");
        let alone = [PasswordFault::Symbol, PasswordFault::Disputed];
        assert_eq!(password(&format!("Abcdef12{symbol}")), alone, "{symbol}");
    }
}

#[test]
fn r_60_each_symbol_of_the_list_will_do() {
    for symbol in "!\"$%&'()+,-./:;<=>?@[]^_{}~".chars() {
        assert_eq!(password(&format!("Abcdef12{symbol}")), [], "{symbol}");
    }
}
