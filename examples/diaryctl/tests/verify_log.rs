//! Goal: a log that was written once is read for ever, and a second process that keeps old heads
//! catches the log that tells another story.
//! Method: two golden logs of the same eight entries but one; the binary, run over them.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/run.rs"]
mod support;

use support::{Folder, run};

const HONEST: &str = include_str!("golden/consents.jsonl");
const FORKED: &str = include_str!("golden/consents-forked.jsonl");
const KEY: &str = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c";

#[test]
fn the_golden_log_is_sound() {
    for args in [vec!["verify-log", "-"], vec!["verify-log", "-", "--key", KEY]] {
        let run = run(&args, HONEST.as_bytes());
        assert_eq!((run.code, run.lines().len(), run.errors.as_str()), (0, 1, ""));
        let start =
            r#"{"ok":true,"first_bad":null,"entry":null,"provable":8,"entries":8,"opened":7,"#;
        assert!(run.output.starts_with(start), "{}", run.output);
    }
}

#[test]
fn kept_heads_catch_the_fork_that_the_file_alone_does_not_show() {
    let folder = Folder::new();
    let head = HONEST.lines().nth(6).unwrap();
    let kept = folder.write("kept.jsonl", format!("{head}\n").as_bytes());
    let alone = run(&["verify-log", "-"], FORKED.as_bytes());
    assert!(alone.output.starts_with(r#"{"ok":true,"#), "{}", alone.output);
    let forked = run(&["verify-log", "-", "--heads", &kept], FORKED.as_bytes());
    assert_eq!(forked.code, 0, "a verdict is no failure");
    let first = r#"{"heads_line":1,"ok":false,"reason":"fork","#;
    assert!(forked.output.starts_with(first), "{}", forked.output);
    let file = folder.write("log.jsonl", HONEST.as_bytes());
    let honest = run(&["verify-log", &file, "--heads", &kept], b"");
    assert!(honest.output.starts_with(r#"{"ok":true,"#), "{}", honest.output);
}

#[test]
fn what_is_no_log_is_exit_2_with_one_line() {
    let cases = [
        (vec!["verify-log", "no-such-file"], HONEST),
        (vec!["verify-log", "-"], ""),
        (vec!["verify-log", "-"], "{}\n"),
        (vec!["verify-log", "-", "--key", "7"], HONEST),
    ];
    for (args, input) in cases {
        let run = run(&args, input.as_bytes());
        assert_eq!((run.code, run.errors.lines().count()), (2, 1), "{args:?}: {}", run.errors);
        assert_eq!(run.output, "");
    }
}
