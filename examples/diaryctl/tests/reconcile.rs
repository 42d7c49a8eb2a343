//! Goal: `diaryctl reconcile` answers as design.md 3.2 says, whatever stands in its tables.
//! Method: the binary is run on small tables typed by hand, and its answers are compared with
//! answers typed by hand; the words of hints are the matching crate's and are not repeated here.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::indexing_slicing, reason = "tests")]

#[path = "support/run.rs"]
mod support;

use serde_json::Value;
use std::fs;
use support::{Folder, Run};

const HEAD: &str = "id,snils,last_name,first_name,middle_name,birth_date,certificate\n";

/// A journal of three, invented.
const JOURNAL: &str = "\
id,snils,last_name,first_name,middle_name,birth_date,certificate
J1,112-233-445 95,Тестова,Анна,Ивановна,05.03.2014,III-МЮ 123456
J2,087-654-303 00,Пробный,Семён,Петрович,2013-09-01,II-АГ 654321
J3,,Примерова,Ольга,,12.12.2012,IV-БК 111222
";

fn run(folder: &Folder, journal: &str, identities: &str, more: &[&str]) -> Run {
    let journal = folder.write("journal.csv", journal.as_bytes());
    let identities = folder.write("identities.csv", identities.as_bytes());
    let mut args = vec!["reconcile", "--journal", &journal, "--identities", &identities];
    args.extend(more);
    support::run(&args, b"")
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).unwrap()
}

/// Outcome, and record, field and kind of the findings.
fn told(line: &str) -> (String, Vec<(String, String, String)>) {
    let answer: Value = serde_json::from_str(line).unwrap();
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let findings = answer["findings"].as_array().cloned().unwrap_or_default();
    let findings = findings
        .iter()
        .map(|finding| (word(finding, "record"), word(finding, "field"), word(finding, "kind")))
        .collect();
    (word(&answer, "outcome"), findings)
}

#[test]
fn each_identity_is_answered_in_its_order_and_in_the_shape_of_the_contract() {
    let identities = format!(
        "{HEAD}\
         E3,,Примерова,Ольга,,12.12.2012,IVБК111222\n\
         E1,11223344595,ТЕСТОВА,анна,Ивановна,2014-03-05,\n\
         E2,087 654 303 00,Пробный,Семен,Петрович,01.09.2013,\n\
         E4,,Никто,Никак,,01.01.2011,\n"
    );
    let run = run(&Folder::new(), JOURNAL, &identities, &[]);
    assert_eq!(run.code, 0, "{}", run.errors);
    assert_eq!(
        run.lines(),
        [
            r#"{"identity":"E3","outcome":"found","record":"J3","ground":"certificate","notes":[]}"#,
            r#"{"identity":"E1","outcome":"found","record":"J1","ground":"snils","notes":[]}"#,
            r#"{"identity":"E2","outcome":"found","record":"J2","ground":"snils","notes":["yo_folded"]}"#,
            r#"{"identity":"E4","outcome":"not_found","record":null,"ground":null,"findings":[]}"#,
        ]
    );
    assert!(
        run.errors.starts_with(
            "diaryctl: found 3, not_found 1, ambiguous 0, conflict 0; \
             journal: 3 rows read, 0 refused; identities: 4 rows read, 0 refused; "
        ),
        "{}",
        run.errors
    );
    assert_eq!(run.errors.lines().count(), 1, "no progress but on a terminal");
}

#[test]
fn a_conflict_names_the_record_and_what_differs() {
    let identities = format!("{HEAD}E1,112-233-445 95,Тестова,Анна,Ивановна,06.03.2014,\n");
    let run = run(&Folder::new(), JOURNAL, &identities, &[]);
    let line = run.lines().remove(0);
    assert!(
        line.starts_with(
            r#"{"identity":"E1","outcome":"conflict","record":null,"ground":null,"findings":[{"record":"J1","field":"#
        ),
        "{line}"
    );
    let (outcome, findings) = told(&line);
    assert_eq!(outcome, "conflict");
    let date = ("J1".to_owned(), "birth_date".to_owned(), "other_date".to_owned());
    assert!(findings.contains(&date), "{findings:?}");
}

#[test]
fn a_slip_of_the_pen_is_named_with_its_record_kind_and_places() {
    let identities = format!("{HEAD}E1,112-323-445 95,Тестова,Анна,Ивановна,05.03.2014,\n");
    let run = run(&Folder::new(), JOURNAL, &identities, &[]);
    let line = run.lines().remove(0);
    assert!(
        line.starts_with(
            r#"{"identity":"E1","outcome":"not_found","record":null,"ground":null,"findings":[{"record":"J1","field":"snils","kind":"transposition","at":[4,5],"hint":""#
        ),
        "{line}"
    );
}

#[test]
fn two_records_of_one_person_are_ambiguous_and_both_are_told() {
    let journal = format!(
        "{HEAD}J1,112-233-445 95,Тестова,Анна,,05.03.2014,\nJ2,112-233-445 95,Тестова,Анна,,05.03.2014,\n"
    );
    let identities = format!("{HEAD}E1,112-233-445 95,Тестова,Анна,,05.03.2014,\n");
    let run = run(&Folder::new(), &journal, &identities, &[]);
    assert_eq!(told(&run.lines()[0]).0, "ambiguous");
}

#[test]
fn switches_do_what_they_say() {
    let identities = format!("{HEAD}E2,087-654-303 00,Пробный,Семен,Петрович,01/09/2013,\n");
    let folder = Folder::new();
    let outcome = |more: &[&str]| told(&run(&folder, JOURNAL, &identities, more).lines()[0]).0;
    assert_eq!(outcome(&[]), "conflict");
    assert_eq!(outcome(&["--date-order", "dmy"]), "found");
    assert_eq!(outcome(&["--date-order", "dmy", "--no-yo-fold"]), "conflict");

    let silent = run(&folder, JOURNAL, &identities, &["--no-diagnosis"]);
    assert_eq!(
        silent.lines(),
        [r#"{"identity":"E2","outcome":"conflict","record":null,"ground":null,"findings":[]}"#]
    );
}

#[test]
fn more_threads_than_help_anybody_are_refused_before_they_start() {
    let folder = Folder::new();
    for count in ["0", "257", "99999"] {
        let run = run(&folder, JOURNAL, HEAD, &["--threads", count]);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{count}");
        assert!(run.errors.contains("--threads"), "{}", run.errors);
    }
    assert_eq!(run(&folder, JOURNAL, HEAD, &["--threads", "8"]).code, 0);
}

#[test]
fn what_the_command_line_lacks_is_named_in_one_line() {
    for (args, what) in [
        (&["normalise"][..], "<KIND>"),
        (&["normalise", "inn"], "snils, certificate, name, birth-date"),
        (&["reconcile", "--journal", "j.csv"], "--identities <FILE>"),
        (&[], "a command is missing"),
    ] {
        let run = support::run(args, b"");
        assert_eq!((run.code, run.output.as_str(), run.errors.lines().count()), (2, "", 1));
        assert!(run.errors.contains(what), "{args:?}: {}", run.errors);
    }
}

#[test]
fn the_order_is_kept_and_the_answers_are_the_same_with_any_number_of_threads() {
    let mut identities = HEAD.to_owned();
    for number in 0..20_000 {
        identities.extend([
            "E",
            &number.to_string(),
            ",,Тестова,Анна,Ивановна,05.03.2014,III-МЮ 123456\n",
        ]);
        if number % 997 == 0 {
            identities.push_str("broken\n");
        }
    }
    let folder = Folder::new();
    let one = run(&folder, JOURNAL, &identities, &["--threads", "1"]);
    let four = run(&folder, JOURNAL, &identities, &["--threads", "4"]);
    assert_eq!(one.output, four.output);
    let keys =
        one.lines().iter().filter(|line| line.contains("identity")).cloned().collect::<Vec<_>>();
    assert_eq!(keys.len(), 20_000);
    for (number, line) in keys.iter().enumerate() {
        assert!(line.starts_with(&format!("{{\"identity\":\"E{number}\",\"outcome\":\"found\"")));
    }
    assert!(one.lines()[1].starts_with(r#"{"line":3,"error":{"code":"bad_input","message":"#));
}

#[test]
fn refused_rows_are_named_by_line_and_reason_and_their_values_never() {
    let long = "Я".repeat(1_000_000);
    let journal = format!(
        "{JOURNAL}J4,\"112-233,Скрытов,Пётр\nJ5,1\n,,Скрытов,Пётр,,01.01.2012,\n\
         J6,,{long},Пётр,,01.01.2012,\nJ7,,Скры\0тов,Пётр,,01.01.2012,\n\
         J8,087-654-303 00,Последний,Пётр,,01.01.2012,\n"
    );
    let identities = format!("{HEAD}E1,2\nE2,,Последний,Пётр,,01.01.2012,\n");
    let folder = Folder::new();
    let refused = folder.path("refused.jsonl");
    let run = run(&folder, &journal, &identities, &["--refused", &refused]);
    assert_eq!(run.code, 0);
    let errors: Vec<&str> = run.errors.lines().collect();
    assert_eq!(
        errors[..6],
        [
            "diaryctl: journal: line 5: a quotation mark is not closed; close it or remove it",
            "diaryctl: journal: line 6: 2 fields where the header has 7; check the quotation marks",
            "diaryctl: journal: line 7: id: is empty; give the row its key",
            "diaryctl: journal: line 8: last_name: longer than 1024 characters; shorten it",
            "diaryctl: journal: line 9: last_name: holds a NUL character; remove it",
            "diaryctl: identities: line 2: 2 fields where the header has 7; check the quotation marks",
        ]
    );
    assert!(
        errors[6].contains("journal: 4 rows read, 5 refused; identities: 1 rows read, 1 refused")
    );
    assert_eq!(
        run.lines()[0],
        r#"{"line":2,"error":{"code":"bad_input","message":"2 fields where the header has 7; check the quotation marks"}}"#
    );
    assert_eq!(told(&run.lines()[1]).0, "not_found");
    let written = read(&folder, "refused.jsonl");
    assert_eq!(written.lines().count(), 6);
    assert_eq!(
        written.lines().nth(2).unwrap(),
        r#"{"table":"journal","line":7,"reason":"id: is empty; give the row its key"}"#
    );
    for told in [&run.errors, &written] {
        assert!(!told.contains("Скрытов") && !told.contains("112-233"), "{told}");
    }
}

#[test]
fn each_record_has_its_own_encoding() {
    // "Тестова;Анна" in Windows-1251, in a file whose other rows are UTF-8.
    let mut identities =
        Vec::from("id;СНИЛС;Фамилия;Имя;Отчество;Дата рождения\nE1;112-233-445 95;");
    identities.extend([0xD2, 0xE5, 0xF1, 0xF2, 0xEE, 0xE2, 0xE0, b';', 0xC0, 0xED, 0xED, 0xE0]);
    identities.extend([b';', 0xC8, 0xE2, 0xE0, 0xED, 0xEE, 0xE2, 0xED, 0xE0]);
    identities
        .extend(";05.03.2014\nE2;112-233-445 95;Тестова;Анна;Ивановна;05.03.2014\n".as_bytes());
    let folder = Folder::new();
    let journal = folder.write("j.csv", JOURNAL.as_bytes());
    let identities = folder.write("i.csv", &identities);
    let run = support::run(&["reconcile", "--journal", &journal, "--identities", &identities], b"");
    for line in run.lines() {
        assert!(line.contains(r#""outcome":"found","record":"J1""#), "{line}");
    }
    assert_eq!(
        run.errors.lines().next().unwrap(),
        "diaryctl: identities: 1 rows are not UTF-8 and were read as Windows-1251, the first at line 2"
    );
}

#[test]
fn tables_that_cannot_be_used_end_the_run_with_two_and_the_name_of_the_column() {
    let folder = Folder::new();
    let identities = format!("{HEAD}E1,,Тестова,Анна,,05.03.2014,\n");
    for (journal, said) in [
        ("", "journal: the file is empty"),
        ("id,last_name,first_name\nJ1,Тестова,Анна\n", "journal: column birth_date"),
        ("id,СНИЛС,snils,last_name,first_name,birth_date\n", "journal: column snils"),
        ("last_name,first_name,birth_date\n", "journal: column id"),
        ("\u{0}\u{0}\u{0}", "journal: column id"),
        ("PAR1 and no more", "journal: the Parquet file is broken or truncated"),
        ("PK\u{3}\u{4} and no more", "journal: the workbook cannot be read"),
    ] {
        let run = run(&folder, journal, &identities, &[]);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{said}");
        assert!(run.errors.starts_with(&format!("diaryctl: {said}")), "{}", run.errors);
        assert_eq!(run.errors.lines().count(), 1, "{}", run.errors);
    }
    let missing = support::run(&["reconcile", "--journal", "/none", "--identities", "/none"], b"");
    assert_eq!(missing.code, 2);
}

#[test]
fn a_header_alone_is_an_empty_table() {
    let folder = Folder::new();
    let run = run(&folder, HEAD, HEAD, &[]);
    assert_eq!((run.code, run.output.as_str()), (0, ""));
}

#[test]
fn csv_answers_have_the_columns_of_the_contract_and_no_formulas() {
    let identities = format!(
        "{HEAD}=1+1,112-233-445 95,Тестова,Анна,Ивановна,05.03.2014,\n\
         \"E,2\",,Никто,Никак,,01.01.2011,\nE3\n"
    );
    let folder = Folder::new();
    let out = folder.path("out.csv");
    let run = run(&folder, JOURNAL, &identities, &["--format", "csv", "--out", &out]);
    assert_eq!((run.code, run.output.as_str()), (0, ""));
    assert_eq!(
        read(&folder, "out.csv").lines().collect::<Vec<_>>(),
        [
            "identity,outcome,record,ground,notes,findings",
            "'=1+1,found,J1,snils,,",
            "\"E,2\",not_found,,,,[]",
            r#",bad_input,,,,"{""line"":4,""error"":{""code"":""bad_input"",""message"":""1 fields where the header has 7; check the quotation marks""}}""#,
        ]
    );
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = Folder::new();
    let journal = folder.path("journal.csv");
    let run = run(&folder, JOURNAL, HEAD, &["--out", &journal]);
    assert_eq!(run.code, 2);
    assert_eq!(read(&folder, "journal.csv"), JOURNAL);
}

#[test]
fn one_table_may_come_from_standard_input_and_two_may_not() {
    let folder = Folder::new();
    let journal = folder.write("j.csv", JOURNAL.as_bytes());
    let identities = format!("{HEAD}E1,112-233-445 95,Тестова,Анна,Ивановна,05.03.2014,\n");
    let args = ["reconcile", "--journal", &journal, "--identities", "-"];
    let run = support::run(&args, identities.as_bytes());
    assert_eq!(told(&run.lines()[0]).0, "found");
    let both = support::run(&["reconcile", "--journal", "-", "--identities", "-"], b"");
    assert_eq!(both.code, 2);
}

#[test]
fn other_headers_are_named_by_a_file() {
    let folder = Folder::new();
    let columns = folder.write("columns", "# ours\nid = Код\nbirth_date = Родился\n".as_bytes());
    let head = "Код;Фамилия;Имя;Отчество;Родился;СНИЛС\n";
    let journal = format!("{head}J1;Тестова;Анна;;05.03.2014;112-233-445 95\n");
    let identities = format!("{head}E1;Тестова;Анна;;05.03.2014;112-233-445 95\n");
    assert_eq!(run(&folder, &journal, &identities, &[]).code, 2);
    let run = run(&folder, &journal, &identities, &["--columns", &columns]);
    assert_eq!(told(&run.lines()[0]).0, "found");
}

#[test]
fn a_row_of_another_school_is_refused_and_shown_in_no_hint() {
    let folder = Folder::new();
    let head = "id;школа;last_name;first_name;middle_name;birth_date;snils\n";
    let journal = format!(
        "{head}J1;Школа № 1;Тестова;Анна;Ивановна;05.03.2014;112-233-445 96\n\
         J2; школа  № 1 ;Пробный;Пётр;Ильич;01.09.2013;087-654-303 00\n\
         J3;Лицей;Примерова;Ольга;Ильинична;12.12.2012;112-233-446 95\n"
    );
    // What ESIA sends names no school.
    let identities = format!(
        "{HEAD}E1,112-233-445 95,Тестова,Анна,Ивановна,05.03.2014,\n\
         E2,087-654-303 00,Пробный,Пётр,Ильич,01.09.2013,\n\
         E3,112-233-446 85,Примерова,Ольга,Ильинична,12.12.2012,\n"
    );
    let ours = run(&folder, &journal, &identities, &["--school", "школа № 1"]);
    assert_eq!(ours.code, 0, "{}", ours.errors);
    assert!(
        ours.errors.contains("journal: line 4: school: is another than --school names"),
        "{}",
        ours.errors
    );
    let answers: Vec<_> = ours.lines().iter().map(|line| told(line)).collect();
    assert_eq!(answers[0].1[0], ("J1".into(), "snils".into(), "one_digit".into()));
    assert_eq!(answers[1].0, "found");
    assert_eq!(answers[2], ("not_found".into(), Vec::new()));
    // Without the option the register is one.
    let all = run(&folder, &journal, &identities, &[]);
    assert_eq!(told(&all.lines()[2]).1[0].0, "J3");
    // A register that tells no school cannot be asked for one.
    let without = run(&folder, JOURNAL, &identities, &["--school", "Лицей"]);
    assert_eq!((without.code, without.output.as_str()), (2, ""));
    assert!(without.errors.contains("column school (школа) is missing"), "{}", without.errors);
}
