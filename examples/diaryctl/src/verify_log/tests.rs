//! Goal: `verify-log` says what is wrong with a log, where, and what is still provable.
//! Method: a log of eight entries, one of them erased, written line by line; then every
//! byte of the file flipped, whole lines taken away, and a fork against kept heads.

use super::{Check, PublicKey, run};
use chrono::{DateTime, FixedOffset, SecondsFormat, TimeDelta};
use consent_model::actor::{Actor, RepresentativeId};
use consent_model::consent::{Act, Event, Policy, SetUp};
use consent_model::log::{
    Digest, Entry, HeadSigner, Log, Origin, Salt, Sha256, SignedHead, Stream, StreamId, to_hex,
};
use consent_model::personal::BirthDate;
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::Value;
use std::convert::Infallible;
use std::io::BufRead as _;

struct Operator(SigningKey);

impl HeadSigner for Operator {
    type Error = Infallible;

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Infallible> {
        Ok(self.0.sign(message).to_bytes().to_vec())
    }
}

fn operator() -> Operator {
    Operator(SigningKey::from_bytes(&[7; 32]))
}

fn key() -> Digest {
    Digest::new(operator().0.verifying_key().to_bytes())
}

fn moment(hour: i64) -> DateTime<FixedOffset> {
    let start = DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
    start.checked_add_signed(TimeDelta::hours(hour)).unwrap()
}

fn entry_line(index: usize, entry: &Entry) -> String {
    let opening = entry.opening.as_ref().map(|opening| {
        let (salt, record) = (to_hex(opening.salt().expose()), to_hex(opening.expose()));
        format!(r#","salt":"{salt}","record":"{record}""#)
    });
    let Entry { previous, commitment, .. } = entry;
    let opening = opening.unwrap_or_default();
    format!(r#"{{"entry":{index},"previous":"{previous}","commitment":"{commitment}"{opening}}}"#)
}

fn head_line(SignedHead { head, signature }: &SignedHead) -> String {
    let at = head.at.to_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let (size, root, signature) = (head.size, head.root, to_hex(signature));
    format!(r#"{{"head":{size},"root":"{root}","at":"{at}","signature":"{signature}"}}"#)
}

/// A header, five entries, a head, three entries, a head: eleven lines. Entry 3 is erased; what
/// the third event is, is an argument, so that there can be two stories.
fn lines(third: Act) -> Vec<String> {
    let origin = Origin::parse("diary.example/consents").unwrap();
    let mut log: Log = Log::new(origin.clone());
    let parent = || RepresentativeId::parse("r-17").unwrap();
    let set_up = || SetUp {
        birth_date: BirthDate::new("2014-05-05".parse().unwrap()),
        representatives: [parent()].into(),
    };
    let mut heads = Vec::new();
    let mut salts = 0_u8;
    let mut salt = || {
        salts = salts.saturating_add(1);
        Salt::new([salts; 32])
    };
    let attempt = Act::SignInAttempted { matched: true, account_active: true };
    let (pupil, parent) = (Actor::Pupil, Actor::Representative(parent()));
    let mut open = |log: &mut Log, name: &str| {
        let (id, policy) = (StreamId::parse(name).unwrap(), Policy::default());
        Stream::open(log, id, set_up(), policy, salt(), moment(0)).unwrap()
    };
    let mut streams = [open(&mut log, "s-1"), open(&mut log, "s-2")];
    let events = [
        (0, pupil.clone(), attempt.clone()),
        (0, parent.clone(), Act::Approved { expires_at: None }),
        (0, parent.clone(), third),
        (1, pupil, attempt),
        (1, Actor::School, Act::Approved { expires_at: None }),
        (1, parent, Act::Approved { expires_at: None }),
    ];
    for (which, by, act) in events {
        let event = Event::new(by, act);
        let _logged = streams[which].push(&mut log, event, salt(), moment(1)).unwrap();
        if [5, 8].contains(&log.len()) {
            let Ok(head) = log.head(moment(2)).sign::<Sha256, _>(&origin, &operator());
            heads.push(head_line(&head));
        }
    }
    assert_eq!(log.erase([3], moment(3)).entries.len(), 1);
    let key = key();
    let header = r#"{"log":1,"origin":"diary.example/consents","hash":"sha-256","key":"#;
    let mut lines = vec![format!(r#"{header}"{key}"}}"#)];
    let entries = (0_usize..).zip(log.entries()).map(|(index, entry)| entry_line(index, entry));
    lines.extend(entries);
    lines.insert(6, heads.remove(0));
    lines.push(heads.remove(0));
    assert_eq!(lines.len(), 11);
    lines
}

fn honest() -> Vec<String> {
    lines(Act::Withdrawn)
}

/// The answers to a file; `None` where there is no log to check.
fn checked(file: &[u8], kept: &[String]) -> Option<Vec<Value>> {
    let mut check = Check::of(file, None).ok()?;
    check.read_kept(kept.join("\n").as_bytes()).unwrap();
    let mut output = Vec::new();
    check.answer(&mut output).unwrap();
    Some(output.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect())
}

fn answers(lines: &[String]) -> Vec<Value> {
    checked(lines.join("\n").as_bytes(), &[]).unwrap()
}

fn verdict(answers: &[Value]) -> (bool, Value, Value, u64) {
    let last = answers.last().unwrap();
    let field = |key: &str| last.get(key).unwrap().clone();
    let number = field("provable").as_u64().unwrap();
    (field("ok").as_bool().unwrap(), field("first_bad"), field("entry"), number)
}

#[test]
fn a_sound_log_is_one_summary_line() {
    let answers = answers(&honest());
    assert_eq!(answers.len(), 1, "{answers:?}");
    let root: Value = serde_json::from_str(&honest()[10]).unwrap();
    let expected = serde_json::json!({
        "ok": true, "first_bad": null, "entry": null, "provable": 8, "entries": 8, "opened": 7,
        "erased": 1, "heads": 2, "signed": 8, "root": root["root"], "key": "in_file",
    });
    assert_eq!(answers[0], expected);
}

#[test]
fn i_32_every_flipped_byte_of_the_file_is_noticed_and_the_rest_stays_provable() {
    let lines = honest();
    let file = lines.join("\n").into_bytes();
    let mut line = 1_u64;
    let (mut noticed, mut unusable) = (0, 0);
    for place in 0..file.len() {
        // Bit 5 makes small letters of great ones; the other goes round.
        for bit in [5, place % 8] {
            let mut file = file.clone();
            file[place] ^= 1 << bit;
            let Some(answers) = checked(&file, &[]) else {
                assert_eq!(line, 1, "{place} {bit}");
                unusable += 1;
                continue;
            };
            let (ok, first_bad, _, provable) = verdict(&answers);
            assert!(!ok, "bit {bit} of byte {place}, line {line}");
            noticed += 1;
            if line > 1 {
                let first_bad = first_bad.as_u64().unwrap();
                // A changed leaf at the very end is told by the head after it alone, and so is
                // a line that is gone with it; a joined line takes its neighbour along.
                assert!(first_bad <= line + 1, "{first_bad} for {line}");
                assert!(provable >= 5 || line <= 7, "{provable} for {line}");
            }
        }
        line += u64::from(file[place] == b'\n');
    }
    assert!(noticed > 5_000 && unusable > 200, "{noticed} {unusable}");
}

#[test]
fn a_changed_entry_is_named_and_costs_no_other_entry_its_proof() {
    for index in 0..7_usize {
        let mut lines = honest();
        let at = if index < 5 { index + 1 } else { index + 2 };
        let field = lines[at].find(r#""commitment":""#).unwrap() + 14;
        let digit = if lines[at].as_bytes()[field] == b'0' { "1" } else { "0" };
        lines[at].replace_range(field..=field, digit);
        let answers = answers(&lines);
        let expected = (false, (at + 1).into(), index.into(), 7);
        assert_eq!(verdict(&answers), expected, "{answers:?}");
        assert_eq!(answers[0]["reason"], "altered");
        assert_eq!(answers[0]["line"], at + 1);
    }
}

#[test]
fn a_line_that_cannot_be_read_gets_its_error_and_the_run_goes_on() {
    let mut lines = honest();
    lines[4] = String::from("canary");
    let answers = answers(&lines);
    assert_eq!(answers[0]["line"], 5);
    assert_eq!(answers[0]["error"]["code"], "bad_input");
    // The entry is missing, and stands before line 6.
    assert_eq!((&answers[1]["line"], &answers[1]["reason"]), (&6.into(), &"missing".into()));
    assert_eq!(verdict(&answers), (false, 5.into(), 3.into(), 7));
    assert!(!format!("{answers:?}").contains("canary"));
}

#[test]
fn lines_that_were_taken_away_are_missed() {
    let reasons = |lines: &[String]| {
        let answers = answers(lines);
        let (_, _, entry, provable) = verdict(&answers);
        (answers[0]["reason"].as_str().map(str::to_owned), entry, provable)
    };
    let lines = honest();
    // The last two entries, then the last entry with its head: nobody here can miss the latter.
    let cut = [&lines[..8], &lines[10..]].concat();
    assert_eq!(reasons(&cut), (Some("size".into()), Value::Null, 5));
    assert_eq!(reasons(&lines[..9]), (None, Value::Null, 5));
    let twice = [&lines[..3], &lines[2..]].concat();
    assert_eq!(reasons(&twice).0.as_deref(), Some("index"));
}

#[test]
fn whoever_kept_old_heads_catches_a_fork() {
    let (told_then, told_now) = (honest(), lines(Act::Declined));
    let file = told_now.join("\n");
    // By itself the new story holds: every link, root and signature is right.
    assert!(verdict(&checked(file.as_bytes(), &[]).unwrap()).0);
    let kept = [told_then[6].clone()];
    let answers = checked(file.as_bytes(), &kept).unwrap();
    assert_eq!((&answers[0]["heads_line"], &answers[0]["reason"]), (&1.into(), &"fork".into()));
    assert_eq!(verdict(&answers), (false, 2.into(), 0.into(), 0));
    // Whoever kept a head is not alarmed by an honest log, nor by its cut beginning's own head.
    assert!(verdict(&checked(told_then.join("\n").as_bytes(), &kept).unwrap()).0);
    // The end that somebody has seen is missed, though the file alone looks whole.
    let answers = checked(told_then[..7].join("\n").as_bytes(), &told_then[10..]).unwrap();
    assert_eq!(answers[0]["reason"], "fork");
}

#[test]
fn a_given_key_is_believed_and_the_one_in_the_file_is_not() {
    let file = honest().join("\n");
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    let check = Check::of(file.as_bytes(), Some(PublicKey(other))).unwrap();
    let mut output = Vec::new();
    check.answer(&mut output).unwrap();
    let answers: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    let reasons: Vec<&Value> = answers.iter().filter_map(|answer| answer.get("reason")).collect();
    assert_eq!(reasons, ["key", "signature", "signature"]);
    assert_eq!(verdict(&answers), (false, 1.into(), Value::Null, 0));
    assert_eq!(answers[3]["key"], "given");
}

#[test]
fn what_is_no_log_is_unusable() {
    let refused = |file: &str, key: Option<&str>| {
        let args =
            super::VerifyLogArgs { file: "-".into(), key: key.map(str::to_owned), heads: None };
        run(&args, file.as_bytes(), &mut Vec::new()).map_err(|error| error.to_string())
    };
    let header = &honest()[0];
    assert!(refused(header, None).is_ok());
    assert!(refused("", None).unwrap_err().contains("empty"));
    assert!(refused("canary", None).unwrap_err().contains("header"));
    assert!(refused(&honest()[1], None).unwrap_err().contains("header"));
    assert!(refused(&header.replace("sha-256", "md5"), None).unwrap_err().contains("hash"));
    assert!(refused(header, Some("7")).unwrap_err().contains("--key"));
    assert!(!refused("canary", None).unwrap_err().contains("canary"));
}
