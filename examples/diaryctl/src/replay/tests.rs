//! Goal: `replay` speaks the lines of design.md §3.6, byte for byte.
//! Method: traces and answers typed by hand; bad lines stand beside good ones.

mod child_account;
mod linking;

use super::{Machine, Script, run};
use consent_model::child_account::ChildAccount;
use consent_model::consent::Consent;
use consent_model::linking::Linking;
use consent_model::names::Named as _;
use consent_model::render::Shown;

/// Feeds the lines to a machine and gives back the answers.
fn replay_with(machine: Machine, lines: &[&str]) -> Vec<String> {
    let mut output = Vec::new();
    run(machine, lines.join("\n").as_bytes(), &mut output).unwrap();
    String::from_utf8(output).unwrap().lines().map(str::to_owned).collect()
}

fn replay(lines: &[&str]) -> Vec<String> {
    replay_with(Machine::Consent, lines)
}

const MINOR: &str = r#"{"setup":{"birth_date":"2014-05-05","representatives":["p","q"],"policy":{"request_ttl_days":30,"cool_down_hours":24}}}"#;

#[test]
fn the_lines_of_the_contract_are_answered_byte_for_byte() {
    let answers = replay(&[
        MINOR,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"sign_in_attempted","matched":true}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"sign_in_attempted","matched":true,"by":"self"}"#,
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"approved","by":"school"}"#,
        r#"{"at":"2026-09-01T08:02:00+03:00","event":"approved","by":"p"}"#,
        r#"{"at":"2026-09-01T08:03:00+03:00","event":"objected","by":"q"}"#,
        r#"{"at":"2026-09-01T08:04:00+03:00","event":"term_expired"}"#,
    ]);
    assert_eq!(
        answers,
        [
            r#"{"line":1,"accepted":true,"state":"none","epoch":0,"effects":[]}"#,
            r#"{"line":2,"accepted":true,"state":"requested","epoch":0,"effects":["notice:p","notice:q"]}"#,
            r#"{"line":3,"accepted":true,"ignored":true,"state":"requested","epoch":0,"effects":[]}"#,
            r#"{"line":4,"accepted":false,"reason":"not_entitled","state":"requested","epoch":0,"effects":[]}"#,
            r#"{"line":5,"accepted":true,"state":"granted","epoch":0,"effects":["inform:q"]}"#,
            r#"{"line":6,"accepted":true,"state":"contested","epoch":1,"effects":["close_access","inform:p","inform:q"]}"#,
            r#"{"line":7,"accepted":true,"state":"ended","epoch":1,"effects":["inform:p","inform:q"],"end":"expired"}"#,
        ]
    );
}

#[test]
fn order_is_held_against_the_last_line_that_was_in_order() {
    let line = |minute: u8| {
        format!(r#"{{"at":"2026-09-01T08:0{minute}:00+03:00","event":"turned_fourteen"}}"#)
    };
    let answers = replay(&[MINOR, &line(5), &line(3), &line(4), &line(5), "nonsense", &line(6)]);
    let out_of_order =
        answers.iter().map(|answer| answer.contains("out_of_order")).collect::<Vec<_>>();
    assert_eq!(out_of_order, [false, false, true, true, false, false, false]);
    // The same instant in another zone is not earlier.
    let answers = replay(&[
        MINOR,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"turned_fourteen"}"#,
        r#"{"at":"2026-09-01T05:00:00Z","event":"turned_fourteen"}"#,
    ]);
    assert!(!answers.concat().contains("out_of_order"));
}

#[test]
fn a_second_set_up_begins_an_independent_trace() {
    let answers = replay(&[
        MINOR,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"approved_in_advance","by":"p"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"withdrawn","by":"p"}"#,
        MINOR,
        r#"{"at":"2020-09-01T08:00:00+03:00","event":"approved_in_advance","by":"p"}"#,
    ]);
    assert!(answers[2].contains(r#""state":"withdrawn","epoch":1"#));
    assert_eq!(answers[3], r#"{"line":4,"accepted":true,"state":"none","epoch":0,"effects":[]}"#);
    assert!(answers[4].contains(r#""state":"granted","epoch":0"#));
}

#[test]
fn a_line_that_cannot_be_read_is_bad_input_and_changes_nothing() {
    let bad = [
        "",
        "[]",
        "not json",
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"Иванов"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"declined","by":"p","Иванов":1}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"declined","by":"p","matched":true}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"declined"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"declined","by":"p","by":"q"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"scope_changed","text_version":"2"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"unlinked","who":"p"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"account_deleted"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_ruling","act_ref":"A"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_ruling","allow":true,"act_ref":" "}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"scope_changed","by":"esia","text_version":null}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_ruling","allow":"yes","act_ref":"A"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"emancipated","by":"school","ground":"Иванов","act_ref":"A"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"birth_date_corrected","by":"esia","birth_date":"2014-02-30"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"retention_elapsed","episode":-1}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"sign_in_attempted"}"#,
        r#"{"at":"2026-09-01T08:00:00","event":"turned_fourteen"}"#,
        r#"{"event":"turned_fourteen"}"#,
    ];
    for line in bad {
        let answers = replay(&[
            MINOR,
            line,
            r#"{"at":"2026-09-01T08:00:00+03:00","event":"declined","by":"p"}"#,
        ]);
        let error = r#"{"line":2,"error":{"code":"bad_input","message":"#;
        assert!(answers[1].starts_with(error), "{line} → {}", answers[1]);
        assert!(!answers[1].contains("Иванов"), "{}", answers[1]);
        assert!(answers[2].contains(r#""reason":"no_request""#), "{line} → {}", answers[2]);
    }
}

#[test]
fn a_set_up_that_cannot_be_read_leaves_no_trace() {
    let bad = [
        r#"{"setup":{"representatives":["p"]}}"#,
        r#"{"setup":{"birth_date":"05.05.2014","representatives":["p"]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p","p"]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["self"]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":[1]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"grantor":1}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"policy":{"cool_down_hours":-1}}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"policy":{"age_rule":"later"}}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"]},"at":"2026-09-01T08:00:00Z"}"#,
        r#"{"setup":7}"#,
        r#"{"setup":{"birth_date":"2014-05-05","birth_date":"2005-05-05","representatives":["p"]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"representatives":["q"]}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"policy":{},"policy":{}}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"policy":{"cool_down_hours":1,"cool_down_hours":2}}}"#,
        r#"{"setup":{"birth_date":"2014-05-05","representatives":["p"],"policy":[]}}"#,
    ];
    for line in bad {
        let event = r#"{"at":"2026-09-01T08:00:00+03:00","event":"turned_fourteen"}"#;
        let answers = replay(&[MINOR, line, event]);
        assert!(answers[1].contains(r#""code":"bad_input""#), "{line} → {}", answers[1]);
        assert!(answers[2].contains(r#""code":"bad_input""#), "{line} → {}", answers[2]);
    }
}

#[test]
fn the_papers_behind_an_event_may_be_left_out() {
    let answers = replay(&[
        MINOR,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"approved_in_advance","by":"p"}"#,
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"scope_changed","by":"school"}"#,
        r#"{"at":"2026-09-01T08:02:00+03:00","event":"approved_in_advance","by":"p"}"#,
        r#"{"at":"2026-09-01T08:03:00+03:00","event":"authority_ruling","allow":false}"#,
        r#"{"setup":{"birth_date":"2010-05-05","representatives":["p"]}}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"approved_in_advance","by":"p"}"#,
        r#"{"at":"2026-09-01T08:01:00+03:00","event":"emancipated","by":"esia"}"#,
    ]);
    assert!(answers[2].contains(r#""state":"ended""#), "{}", answers[2]);
    assert!(answers[2].ends_with(r#""end":"scope_changed"}"#), "{}", answers[2]);
    assert!(answers[4].contains(r#""state":"withdrawn","epoch":2"#), "{}", answers[4]);
    assert!(answers[7].ends_with(r#""end":"age_transition"}"#), "{}", answers[7]);
    for version in ["3", r#""3""#] {
        let changed = format!(
            r#"{{"at":"2026-09-01T08:01:00+03:00","event":"scope_changed","by":"esia","text_version":{version}}}"#
        );
        assert!(replay(&[MINOR, &changed])[1].contains(r#""accepted":true"#), "{version}");
    }
}

#[test]
fn whoever_is_no_representative_is_not_entitled_where_one_is_meant() {
    let refused = r#"{"line":3,"accepted":false,"reason":"not_entitled","state":"granted","epoch":0,"effects":[]}"#;
    for line in [
        // Without `who`, `by` is meant, and that is no representative.
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"authority_lost","by":"esia"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"authority_lost"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"unlinked","by":"esia"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"linked","by":"school"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"notice_failed","by":"school"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"notice_failed"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"authority_lost","who":"school"}"#,
        r#"{"at":"2026-09-01T08:05:00+03:00","event":"authority_lost","who":"self"}"#,
    ] {
        let answers = replay(&[
            MINOR,
            r#"{"at":"2026-09-01T08:01:00+03:00","event":"approved_in_advance","by":"p"}"#,
            line,
            // It was a moment of the trace: what is earlier than it is out of order, and so is it.
            r#"{"at":"2026-09-01T08:04:00+03:00","event":"withdrawn","by":"p"}"#,
            &line.replace("08:05", "08:04"),
        ]);
        assert_eq!(answers[2], refused, "{line}");
        assert!(answers[3].contains(r#""reason":"out_of_order""#), "{}", answers[3]);
        assert!(answers[4].contains(r#""reason":"out_of_order""#), "{}", answers[4]);
    }
}

#[test]
fn by_may_be_left_out_where_one_actor_is_possible() {
    let answers = replay(&[
        MINOR,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"sign_in_attempted","matched":true}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"notice_failed","who":"p"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"linked","by":"r"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"linked","who":"s"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"unlinked","by":"r"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_lost","who":"q"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"authority_lost","who":"z"}"#,
        r#"{"at":"2026-09-01T08:00:00+03:00","event":"request_lapsed"}"#,
    ]);
    let tail = |line: usize| answers[line - 1].split_once("\"effects\":").unwrap().1.to_owned();
    assert_eq!(tail(3), r#"["retry_notice:p"]}"#);
    assert_eq!(tail(4), r#"["notice:r"]}"#);
    assert_eq!(tail(5), r#"["notice:s"]}"#);
    assert!(answers[5].contains(r#""accepted":true,"state":"requested""#));
    assert!(answers[6].contains(r#""accepted":true,"state":"requested""#));
    assert!(answers[7].contains(r#""reason":"not_entitled""#));
    assert!(answers[8].contains(r#""state":"lapsed""#));
}

#[test]
fn the_settings_of_the_set_up_are_used() {
    let answers = replay(&[
        r#"{"setup":{"birth_date":"2010-09-01","representatives":["p"],"policy":{"teen_consent":"parent_or_teen","disagreement":"grantor_only","age_rule":"on_birthday","cool_down_hours":1}}}"#,
        r#"{"at":"2024-08-31T23:59:59+03:00","event":"sign_in_attempted","matched":true}"#,
        r#"{"at":"2024-08-31T23:59:59+03:00","event":"self_approved","step_up":true}"#,
        r#"{"at":"2024-09-01T00:00:00+03:00","event":"self_approved"}"#,
        r#"{"at":"2024-09-01T00:00:00+03:00","event":"self_approved","step_up":true}"#,
        r#"{"at":"2024-09-01T00:00:00+03:00","event":"objected","by":"p"}"#,
    ]);
    assert!(answers[2].contains(r#""reason":"wrong_band""#));
    assert!(answers[3].contains(r#""reason":"not_entitled""#));
    assert!(answers[4].contains(r#""state":"granted""#));
    assert!(answers[5].contains(r#""reason":"not_entitled""#));
}

#[test]
fn the_generated_pages_name_the_fields_that_replay_reads() {
    fn check<M: Script>(shown: Shown) {
        assert_eq!(shown.name(), M::NAME);
        for event in M::EventKind::LIST {
            let page = shown.fields(event.name());
            // In brackets stand the default or the choice, not a field.
            let outside = page.split('(').map(|part| part.rsplit(')').next().unwrap_or_default());
            let mut named: Vec<&str> = outside
                .flat_map(|part| part.split('`').skip(1).step_by(2))
                // A term of its own is known to the machine and is not told in a line.
                .filter(|field| shown != Shown::Consent || *field != "expires_at")
                .collect();
            let mut read: Vec<&str> = M::fields(*event).to_vec();
            named.sort_unstable();
            read.sort_unstable();
            assert_eq!(named, read, "{}: {}", M::NAME, event.name());
        }
    }
    check::<Consent>(Shown::Consent);
    check::<Linking>(Shown::Linking);
    check::<ChildAccount>(Shown::ChildAccount);
}
