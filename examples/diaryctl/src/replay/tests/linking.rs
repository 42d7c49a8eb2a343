//! Goal: `replay linking` speaks the lines of design.md §3.6, byte for byte.
//! Method: traces and answers typed by hand; bad lines stand beside good ones.

use super::{Machine, replay_with};

fn replay(lines: &[&str]) -> Vec<String> {
    replay_with(Machine::Linking, lines)
}

const TEEN: &str = r#"{"setup":{"birth_date":"2010-05-05","representatives":["p","q"],"policy":{"code_tries":2}}}"#;
const START: &str =
    r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"p","email":"a@example.org"}"#;
const ISSUE: &str = r#"{"at":"2026-09-01T08:00:30+03:00","event":"ownership_confirmed","by":"p","code":"481516","expires_at":"2026-09-01T08:10:30+03:00","account":"child"}"#;

#[test]
fn the_way_to_a_link_is_answered_byte_for_byte() {
    let answers = replay(&[
        TEEN,
        START,
        ISSUE,
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"code_entered","by":"self","code":"481517","account":"child"}"#,
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"window_closed"}"#,
        r#"{"at":"2026-09-01T08:02:00+03:00","event":"code_entered","by":"self","code":"481516","account":"child"}"#,
        r#"{"at":"2026-09-01T08:03:00+03:00","event":"authority_lost","who":"p"}"#,
    ]);
    assert_eq!(
        answers,
        [
            r#"{"line":1,"accepted":true,"state":"unlinked","effects":[]}"#,
            r#"{"line":2,"accepted":true,"state":"target_given","effects":[]}"#,
            r#"{"line":3,"accepted":true,"state":"code_issued","effects":["code_issued"]}"#,
            r#"{"line":4,"accepted":false,"reason":"code_wrong","state":"code_issued","effects":[]}"#,
            r#"{"line":5,"accepted":true,"ignored":true,"state":"code_issued","effects":[]}"#,
            r#"{"line":6,"accepted":true,"state":"linked","effects":["code_consumed","linked_notice:q","linked_notice:self"],"origin":"code"}"#,
            r#"{"line":7,"accepted":true,"state":"closed","effects":[]}"#,
        ]
    );
}

#[test]
fn a_refused_event_may_change_the_state() {
    let wrong = r#"{"at":"2026-09-01T08:01:00+03:00","event":"code_entered","by":"p","code":"4815160","account":"child"}"#;
    let late = r#"{"at":"2026-09-01T08:10:30+03:00","event":"code_entered","by":"self","code":"481516","account":"child"}"#;
    let answers = replay(&[TEEN, START, ISSUE, wrong, wrong, TEEN, START, ISSUE, late]);
    assert_eq!(
        answers[4],
        r#"{"line":5,"accepted":false,"reason":"code_wrong","state":"voided","effects":[],"why":"tries"}"#
    );
    assert_eq!(
        answers[8],
        r#"{"line":9,"accepted":false,"reason":"code_dead","state":"expired","effects":[]}"#
    );
}

#[test]
fn by_may_be_left_out_where_the_machines_own_parent_alone_may_act() {
    let answers =
        replay(&[TEEN, &START.replace(r#""by":"p","#, ""), &ISSUE.replace("\"by\":\"p\",", "")]);
    assert!(answers[2].contains(r#""state":"code_issued""#), "{}", answers[2]);
    let several =
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"code_entered","code":"1","account":"child"}"#;
    assert!(replay(&[TEEN, several])[1].contains("bad_input"));
}

#[test]
fn whoever_is_no_representative_of_the_set_up_is_not_entitled() {
    for line in [
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_lost","by":"esia"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_lost","who":"self"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_lost","who":"z"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"unlinked","by":"esia","who":"school"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"q","email":"a@example.org"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"z","email":"a@example.org"}"#,
    ] {
        let refused = r#"{"line":2,"accepted":false,"reason":"not_entitled","state":"unlinked","effects":[]}"#;
        assert_eq!(replay(&[TEEN, line])[1], refused, "{line}");
    }
    let unlinked = r#"{"at":"2026-09-01T08:05:00+03:00","event":"unlinked","by":"esia"}"#;
    let answers = replay(&[TEEN, START, unlinked]);
    assert_eq!(answers[2], r#"{"line":3,"accepted":true,"state":"unlinked","effects":[]}"#);
}

#[test]
fn a_line_that_cannot_be_read_is_bad_input_and_repeats_nothing() {
    for line in [
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"sign_in_attempted","matched":true}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"p"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"p","email":" "}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"p","email":"canary","card":"yes"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"link_started","by":"p","email":"canary","code":"canary"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"code_entered","by":"self","code":"canary"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"code_entered","by":"self","code":7,"account":"canary"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"ownership_confirmed","by":"p","code":"canary","expires_at":"soon","account":"canary"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"ownership_confirmed","by":"p","code":"","expires_at":"2026-09-01T08:10:00+03:00","account":"canary"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"tick","matched":true}"#,
        r#"{"setup":{"birth_date":"2010-05-05"}}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":[]}}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":["p"],"policy":{"code_tries":0}}}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":["p"],"policy":{"code_tries":256}}}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":["p"],"policy":{"cool_down_hours":1}}}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":["p"],"policy":{"code_tries":1,"code_tries":2}}}"#,
    ] {
        let answer = &replay(&[TEEN, line])[1];
        assert!(
            answer.starts_with(r#"{"line":2,"error":{"code":"bad_input""#),
            "{line} → {answer}"
        );
        assert!(!answer.contains("canary"), "{answer}");
    }
}

#[test]
fn a_code_for_no_account_is_issued_and_opens_nothing() {
    let nobody = ISSUE.replace(r#""account":"child""#, r#""account":null"#);
    let entered = r#"{"at":"2026-09-01T08:01:00+03:00","event":"code_entered","by":"self","code":"481516","account":"child"}"#;
    let answers = replay(&[TEEN, START, &nobody, entered]);
    assert_eq!(
        answers[2],
        r#"{"line":3,"accepted":true,"state":"code_issued","effects":["code_issued"]}"#
    );
    assert!(answers[3].contains(r#""reason":"code_wrong""#), "{}", answers[3]);
    let other = entered.replace('}', r#","same_child":false}"#);
    assert!(replay(&[TEEN, START, ISSUE, &other])[3].contains(r#""reason":"wrong_account""#));
}
