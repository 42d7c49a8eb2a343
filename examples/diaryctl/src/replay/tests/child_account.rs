//! Goal: `replay child-account` speaks the lines of design.md §3.6, byte for byte.
//! Method: one account from the card to its end, and bad lines beside good ones.

use super::{Machine, replay_with};

fn replay(lines: &[&str]) -> Vec<String> {
    replay_with(Machine::ChildAccount, lines)
}

const CHILD: &str = r#"{"setup":{"birth_date":"2016-05-05","representatives":["p","q"]}}"#;

/// An event of `p` at 08:00, with these fields after it.
fn by_p(event: &str) -> String {
    let (name, fields) = event.split_once(' ').unwrap_or((event, ""));
    let comma = if fields.is_empty() { "" } else { "," };
    format!(r#"{{"at":"2026-09-01T08:00:00+03:00","event":"{name}","by":"p"{comma}{fields}}}"#)
}

fn by_esia(event: &str) -> String {
    by_p(event).replace(r#""by":"p""#, r#""by":"esia""#)
}

#[test]
fn an_account_is_made_and_deleted_byte_for_byte() {
    let lines = [
        CHILD.to_owned(),
        by_p("card_added"),
        by_p(r#"card_saved "issuer":"russia_zags""#),
        by_p(r#"zags_requested "ticked":true,"auto_update":true"#),
        by_p(r#"zags_requested "ticked":true,"auto_update":false"#),
        r#"{"at":"2026-09-01T08:20:00+03:00","event":"tick"}"#.to_owned(),
        r#"{"at":"2026-09-01T08:21:00+03:00","event":"zags_confirmed"}"#.to_owned(),
    ]
    .into_iter()
    .chain(
        [
            "account_form_opened",
            r#"address_given "citizenship":"russia""#,
            r#"phone_given "is_parents":true,"used":false"#,
            r#"phone_given "is_parents":false,"used":false"#,
            "phone_code_ok",
            r#"email_given "used":false,"tick":true"#,
            "email_confirmed",
            r#"password_set "policy_ok":true,"equal":true"#,
            "account_deleted",
        ]
        .map(|event| by_p(event).replace("08:00:00", "08:30:00")),
    )
    .collect::<Vec<_>>();
    let answers = replay(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        answers,
        [
            r#"{"line":1,"accepted":true,"state":"no_card","effects":[]}"#,
            r#"{"line":2,"accepted":true,"state":"draft","effects":[]}"#,
            r#"{"line":3,"accepted":true,"state":"manual","effects":[]}"#,
            r#"{"line":4,"accepted":false,"reason":"auto_update_on","state":"manual","effects":[]}"#,
            r#"{"line":5,"accepted":true,"state":"zags_pending","effects":["zags_request"]}"#,
            r#"{"line":6,"accepted":true,"state":"zags_pending","effects":["soft_notice"]}"#,
            r#"{"line":7,"accepted":true,"state":"verified","effects":[]}"#,
            r#"{"line":8,"accepted":true,"state":"form_address","effects":[]}"#,
            r#"{"line":9,"accepted":true,"state":"form_phone","effects":[]}"#,
            r#"{"line":10,"accepted":false,"reason":"phone_is_parents","state":"form_phone","effects":[]}"#,
            r#"{"line":11,"accepted":true,"state":"form_phone_code","effects":["sms_code"]}"#,
            r#"{"line":12,"accepted":true,"state":"form_email","effects":[]}"#,
            r#"{"line":13,"accepted":true,"state":"form_email_wait","effects":["letter"]}"#,
            r#"{"line":14,"accepted":true,"state":"form_password","effects":[]}"#,
            r#"{"line":15,"accepted":true,"state":"active","effects":["emit:child_account_created"]}"#,
            r#"{"line":16,"accepted":true,"state":"deleted","effects":["emit:account_deleted"]}"#,
        ]
    );
}

#[test]
fn a_move_to_refused_is_accepted_and_says_why() {
    let answers = replay(&[CHILD, &by_p("card_added"), &by_p(r#"card_saved "issuer":"foreign""#)]);
    assert_eq!(
        answers[2],
        r#"{"line":3,"accepted":true,"state":"refused","effects":[],"why":"foreign_certificate"}"#
    );
    let incomplete = by_p(r#"card_saved "complete":false"#);
    assert_eq!(
        replay(&[CHILD, &by_p("card_added"), &incomplete])[2],
        r#"{"line":3,"accepted":false,"reason":"not_verified","state":"draft","effects":[]}"#
    );
}

#[test]
fn a_flag_that_is_left_out_is_false() {
    let verified = by_esia("card_from_registry");
    let lines = [
        CHILD,
        &verified,
        &by_p("account_form_opened"),
        &by_p(r#"address_given "citizenship":"russia""#),
        &by_p(r#"phone_given "used":true"#),
        &by_p("phone_skipped"),
        &by_p(r#"email_given "used":false"#),
    ];
    let answers = replay(&lines);
    assert!(answers[4].contains(r#""reason":"phone_used""#), "{}", answers[4]);
    assert!(answers[6].contains(r#""reason":"tick_missing""#), "{}", answers[6]);
}

#[test]
fn by_may_be_left_out_where_one_actor_is_possible() {
    let no_one = r#"{"at":"2026-09-01T08:00:00+03:00","event":"card_added"}"#;
    assert!(replay(&[CHILD, no_one])[1].contains("bad_input"));
    let single = CHILD.replace(r#","q""#, "");
    assert!(replay(&[&single, no_one])[1].contains(r#""state":"draft""#));
    let esia = r#"{"at":"2026-09-01T08:00:00+03:00","event":"card_from_registry"}"#;
    assert!(replay(&[CHILD, esia])[1].contains(r#""state":"verified""#));
    let either = r#"{"at":"2026-09-01T08:00:00+03:00","event":"email_link_expired"}"#;
    assert!(replay(&[CHILD, either])[1].contains("bad_input"));
}

#[test]
fn a_line_that_cannot_be_read_is_bad_input() {
    let bad = [
        by_p("card_saved"),
        by_p(r#"card_saved "issuer":"canary""#),
        by_p("address_given"),
        by_p(r#"address_given "citizenship":"canary""#),
        by_p(r#"phone_given "used":"canary""#),
        by_p(r#"phone_given "phone":"canary""#),
        by_p(r#"password_set "policy_ok":true,"equal":null"#),
        by_p(r#"card_added "used":true"#),
        by_p("code_entered"),
        r#"{"setup":{"birth_date":"2016-05-05","policy":{"code_tries":5}}}"#.to_owned(),
        r#"{"setup":{"birth_date":"2016-05-05","birth_date":"2000-05-05"}}"#.to_owned(),
    ];
    for line in bad {
        let answer = &replay(&[CHILD, &line])[1];
        assert!(
            answer.starts_with(r#"{"line":2,"error":{"code":"bad_input""#),
            "{line} → {answer}"
        );
        assert!(!answer.contains("canary"), "{answer}");
    }
}
