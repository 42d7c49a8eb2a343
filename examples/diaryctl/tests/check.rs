//! Goal: `diaryctl check` names every record of a journal with something to mend.
//! Method: the binary is run on a small journal typed by hand, and what it says is compared.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::indexing_slicing, reason = "tests")]

#[path = "support/run.rs"]
mod support;

use serde_json::Value;
use std::fs;
use support::Folder;

const JOURNAL: &str = "\
id,snils,last_name,first_name,birth_date
J1,112-233-445 95,Тестова,Анна,05.03.2014
J2,111-111-111 11,Пробный,Пётр,01.09.2013
J3,112-233-445 95,Другова,Ольга,31.06.2012
J4,087-654-303 00,Верная,Ольга,12.12.2012
";

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).unwrap()
}

/// The record, and field and kind of each finding.
fn told(line: &str) -> String {
    let answer: Value = serde_json::from_str(line).unwrap();
    let findings = answer["findings"].as_array().unwrap();
    let findings: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}:{}", finding["field"], finding["kind"]))
        .collect();
    format!("{} {}", answer["record"], findings.join(" ")).replace('"', "")
}

#[test]
fn each_record_with_a_finding_has_a_line_and_the_others_have_none() {
    let run = support::run(&["check", "-"], JOURNAL.as_bytes());
    assert_eq!(run.code, 0, "{}", run.errors);
    let lines: Vec<String> = run.lines().iter().map(|line| told(line)).collect();
    assert_eq!(
        lines,
        ["J1 snils:duplicate", "J2 snils:placeholder", "J3 birth_date:other_date snils:duplicate"]
    );
    assert!(
        run.errors
            .starts_with("diaryctl: 3 records with findings; journal: 4 rows read, 0 refused")
    );
}

#[test]
fn a_key_that_stands_twice_is_a_finding_of_the_record() {
    let journal = format!("{JOURNAL}J4,087-654-303 00,Иная,Ольга,12.12.2012\n");
    let run = support::run(&["check", "-"], journal.as_bytes());
    let lines: Vec<String> = run.lines().iter().map(|line| told(line)).collect();
    assert_eq!(lines[3..], ["J4 record:duplicate", "J4 record:duplicate"]);
}

/// What is told of each record of a journal with every column.
fn told_of(rows: &str) -> Vec<String> {
    let head = "id,snils,last_name,first_name,middle_name,birth_date,certificate\n";
    let run = support::run(&["check", "-"], [head, rows].concat().as_bytes());
    assert_eq!(run.code, 0, "{}", run.errors);
    run.lines().iter().map(|line| told(line)).collect()
}

#[test]
fn a_name_that_no_one_can_match_is_a_finding() {
    let rows = "\
J1,112-233-445 95,,Анна,Ильинична,05.03.2014,III-МЮ 123456
J2,087-654-303 00,Тестова,,Ильинична,05.03.2014,III-МЮ 123457
J3,021-006-999 00,Тестова Анна Ильинична,,,05.03.2014,III-МЮ 123458
J4,543-546-368 00,Тестова А.И.,,,05.03.2014,III-МЮ 123459
J5,613-102-003 00,Тестова (5А),,,05.03.2014,III-МЮ 123460
J6,123-456-789 64,Тестова,Анна,,05.03.2014,III-МЮ 123461
";
    assert_eq!(
        told_of(rows),
        [
            "J1 last_name:missing",
            "J2 first_name:missing",
            "J3 last_name:swapped_fields first_name:swapped_fields",
            "J4 last_name:initials first_name:initials",
            "J5 last_name:note_in_name first_name:missing",
        ]
    );
}

#[test]
fn a_digit_among_letters_is_a_look_alike_and_a_class_beside_them_is_a_note() {
    let rows = "\
J1,112-233-445 95,Петр0ва,Анна,,05.03.2014,III-МЮ 123456
J2,087-654-303 00,Тестова 5А,Анна,,05.03.2014,III-МЮ 123457
J3,021-006-999 00,Тестова5А,Анна,,05.03.2014,III-МЮ 123458
";
    assert_eq!(
        told_of(rows),
        ["J1 last_name:look_alike", "J2 last_name:note_in_name", "J3 last_name:note_in_name"]
    );
}

#[test]
fn the_number_of_another_document_is_told_from_a_slip() {
    // A mobile telephone, a SNILS from 7 or 8 with a slip, a certificate of no Russian kind.
    let rows = "\
J1,89161234567,Тестова,Анна,,05.03.2014,III-МЮ 123456
J2,799-999-999 00,Тестова,Анна,,05.03.2014,III-МЮ 123457
J3,812-345-678 00,Тестова,Анна,,05.03.2014,III-МЮ 123458
J4,112-233-445 95,Тестова,Анна,,05.03.2014,AZ 123
J5,087-654-303 00,Тестова,Анна,,05.03.2014,III-МЮ 123
";
    assert_eq!(
        told_of(rows),
        [
            "J1 snils:wrong_document",
            "J2 snils:wrong_document",
            "J3 snils:checksum",
            "J4 certificate:different",
            "J5 certificate:digit_lost",
        ]
    );
    let run = support::run(
        &["check", "-"],
        "id,snils,last_name,first_name,birth_date\nJ1,89161234567,Тестова,Анна,05.03.2014\n"
            .as_bytes(),
    );
    assert!(run.output.contains("в журнале вместо номера СНИЛС номер телефона"), "{}", run.output);
}

#[test]
fn two_outputs_never_share_a_file() {
    let folder = Folder::new();
    let journal = folder.write("journal.csv", JOURNAL.as_bytes());
    let out = folder.path("out");
    for args in [["--out", &out, "--html", &out], ["--refused", &out, "--out", &out]] {
        let run = support::run(&[&["check", &journal][..], &args].concat(), b"");
        assert_eq!(run.code, 2, "{args:?}");
        assert!(
            run.errors.contains("names a file that this run reads or writes"),
            "{}",
            run.errors
        );
    }
}

#[test]
fn answers_go_to_a_file_and_hold_no_value() {
    let folder = Folder::new();
    let journal = folder.write("journal.csv", JOURNAL.as_bytes());
    let out = folder.path("out.jsonl");
    let run = support::run(&["check", &journal, "--out", &out], b"");
    assert_eq!((run.code, run.output.as_str()), (0, ""));
    let written = read(&folder, "out.jsonl");
    assert_eq!(written.lines().count(), 3);
    for value in ["112", "Другова", "31.06"] {
        assert!(!written.contains(value) && !run.errors.contains(value), "{value}");
    }
}

#[test]
fn the_page_counts_and_lists_without_a_value_and_escapes_what_a_register_calls_its_records() {
    let folder = Folder::new();
    let journal = JOURNAL.replace("J2,", "<J2>,");
    let journal = folder.write("journal.csv", journal.as_bytes());
    let html = folder.path("page.html");
    let run = support::run(&["check", &journal, "--html", &html], b"");
    assert_eq!(run.code, 0, "{}", run.errors);
    let page = read(&folder, "page.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ru\">"));
    assert!(page.contains("Записей: 4. С замечаниями: 3. Не прочитано строк: 0."), "{page}");
    assert!(page.contains("<td>&lt;J2&gt;</td>") && !page.contains("<J2>"), "{page}");
    // Both duplicates stand in one bar, the longest.
    assert!(page.contains("<td class=\"count\">2</td><td><svg"), "{page}");
    for value in ["112", "Другова", "31.06"] {
        assert!(!page.contains(value), "{value}");
    }
}
