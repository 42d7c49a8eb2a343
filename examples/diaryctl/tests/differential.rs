//! Goal: `diaryctl reconcile` answers as the whole index and the whole diagnoser of the matching
//! crate do, whatever short ways it takes.
//! Method: tables with every noise and every mistake are invented, some rows of the journal are
//! given twice or with another's key, and each answer of the binary is compared as a whole with
//! one that is put together here, row by row, from the plain index over all records.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/run.rs"]
mod support;

use csv::StringRecord;
use esia_core::record::RecordId;
use esia_matching::diagnose::{Diagnoser, Diagnosis};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::outcome::Outcome;
use esia_matching::policy::{MatchPolicy, YoPolicy};
use serde_json::{Value, json};
use std::fs;
use support::Folder;

fn rows(text: &str) -> Vec<StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn texts(row: &StringRecord) -> Texts<'_> {
    let cell = |at: usize| row.get(at).unwrap();
    Texts::default()
        .snils(cell(1))
        .names(cell(2), cell(3), cell(4))
        .birth_date(cell(5))
        .certificate_parts(cell(6), cell(7))
        .act_record(cell(8), cell(9))
}

/// The answer to one person, by the plain way.
fn answer(
    row: &StringRecord,
    index: &Index,
    diagnoser: Option<&Diagnoser<'_>>,
    policy: MatchPolicy,
) -> Value {
    let person = Evidence::from_provider(&texts(row), Vouched::EVERYTHING);
    let identity = row.get(0).unwrap();
    let outcome = index.find(&person, &policy);
    if let Outcome::Found { record, ground, notes } = &outcome {
        let notes: Vec<&str> = notes.iter().map(|note| note.as_str()).collect();
        return json!({
            "identity": identity, "outcome": "found", "record": record.as_str(),
            "ground": ground.as_str(), "notes": notes,
        });
    }
    let mut findings = Vec::new();
    let diagnosis = diagnoser.map(|diagnoser| diagnoser.diagnose(&person, &policy));
    for candidate in diagnosis.iter().flat_map(Diagnosis::candidates) {
        for finding in candidate.findings() {
            let mut told = json!({
                "record": candidate.record().as_str(), "field": finding.field().as_str(),
                "kind": finding.kind().as_str(), "hint": finding.hint(),
            });
            if !finding.at().is_empty() {
                told.as_object_mut().unwrap().insert("at".into(), json!(finding.at()));
            }
            findings.push(told);
        }
    }
    json!({
        "identity": identity, "outcome": outcome.as_str(), "record": null, "ground": null,
        "findings": findings,
    })
}

#[test]
fn every_answer_is_that_of_the_whole_index_and_the_whole_diagnoser() {
    let folder = Folder::new();
    let invented = support::run(
        &["generate", "--seed", "11", "--records", "6000", "--out", &folder.path("")],
        b"",
    );
    assert_eq!(invented.code, 0, "{}", invented.errors);
    let mut journal = fs::read_to_string(folder.path("journal.csv")).unwrap();
    // Rows that are given once more: the same, and under the key of another.
    let again: Vec<String> = journal.lines().skip(1).step_by(97).map(str::to_owned).collect();
    for (at, line) in again.iter().enumerate() {
        let key = if at % 2 == 0 { line.split(',').next().unwrap() } else { "J7" };
        let rest = line.split_once(',').unwrap().1;
        journal.push_str(&[key, ",", rest, "\n"].concat());
    }
    let path = folder.write("journal.csv", journal.as_bytes());
    let identities = fs::read_to_string(folder.path("identities.csv")).unwrap();

    let journal = rows(&journal);
    let entry = |row: &StringRecord| {
        let record = RecordId::new(row.get(0).unwrap().into());
        Entry::active(record, Evidence::from_journal(&texts(row)))
    };
    let index = Index::new(journal.iter().map(entry));
    let diagnoser = Diagnoser::of(&index);
    for switches in [&[][..], &["--no-diagnosis"], &["--no-yo-fold", "--threads", "3"]] {
        let is_yo_exact = switches.contains(&"--no-yo-fold");
        let yo = if is_yo_exact { YoPolicy::Exact } else { YoPolicy::Folded };
        let policy = MatchPolicy { yo, ..MatchPolicy::default() };
        let diagnoser = (!switches.contains(&"--no-diagnosis")).then_some(&diagnoser);
        let mut args = vec!["reconcile", "--journal", &path, "--identities"];
        let identities_path = folder.path("identities.csv");
        args.push(&identities_path);
        args.extend(switches);
        let run = support::run(&args, b"");
        assert_eq!(run.code, 0, "{}", run.errors);
        let lines = run.lines();
        let people = rows(&identities);
        assert_eq!(lines.len(), people.len());
        for (line, row) in lines.iter().zip(&people) {
            let told: Value = serde_json::from_str(line).unwrap();
            assert_eq!(told, answer(row, &index, diagnoser, policy));
        }
    }
}
