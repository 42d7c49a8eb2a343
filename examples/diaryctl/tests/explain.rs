//! Goal: `diaryctl explain` names every step of one decision in the order of identity.md 8.
//! Method: the binary is run on a small journal typed by hand, once for each way to fail.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/run.rs"]
mod support;

use serde_json::{Value, json};
use support::Folder;

const JOURNAL: &str = "\
id,snils,last_name,first_name,middle_name,birth_date,certificate
J1,112-233-445 95,Тестова,Анна,Ивановна,05.03.2014,III-МЮ 123456
J2,087-654-303 00,Верная,Ольга,,12.12.2012,
J3,087-654-303 00,Другая,Ольга,,12.12.2011,
";

/// Anna, who finds her diary with her parent's consent.
fn anna() -> Value {
    json!({
        "snils": "112-233-445 95", "last_name": "Тестова", "first_name": "Анна",
        "middle_name": "Ивановна", "birth_date": "05.03.2014", "certificate": "III-МЮ 123456",
        "account_kind": "child", "account_level": "child", "linked_parents": 1,
        "consent": "granted_by_parent",
    })
}

/// Anna with some of it otherwise.
fn anna_with(changes: &Value) -> Value {
    let mut anna = anna();
    anna.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    anna
}

/// The answers to one person.
fn explain(person: &Value) -> Vec<Value> {
    let folder = Folder::new();
    let journal = folder.write("journal.csv", JOURNAL.as_bytes());
    let person = folder.write("person.json", person.to_string().as_bytes());
    let arguments =
        ["explain", "--journal", &journal, "--identity", &person, "--today", "2026-11-22"];
    let run = support::run(&arguments, b"");
    assert_eq!(run.code, 0, "{}", run.errors);
    run.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The steps with what came of each, but for those that are fine.
fn told(answers: &[Value]) -> Vec<String> {
    let steps = answers.iter().filter(|step| step["standing"].is_string());
    steps
        .filter(|step| step["standing"] != "fine")
        .map(|step| {
            let findings = step["findings"].as_array().unwrap().iter();
            let findings: Vec<_> = findings.map(|finding| &finding["kind"]).collect();
            format!("{} {} {findings:?}", step["check"], step["standing"]).replace('"', "")
        })
        .map(|step| step.replace("String(", "").replace([')', '[', ']'], "").trim_end().into())
        .collect()
}

#[test]
fn eight_steps_in_the_order_of_support_and_then_the_decision() {
    let answers = explain(&anna());
    let steps: Vec<_> = answers.iter().filter_map(|step| step["check"].as_str()).collect();
    assert_eq!(
        steps,
        [
            "account",
            "consent",
            "verification",
            "enrolment",
            "snils",
            "certificate",
            "person",
            "duplicates"
        ]
    );
    assert_eq!(told(&answers), [""; 0]);
    let decision = &answers[8];
    assert_eq!(decision["outcome"], "found");
    assert_eq!(decision["record"], "J1");
    assert_eq!(decision["decision"], "allow");
    assert_eq!(decision["row"], "D-14");
    assert_eq!(decision["message"], Value::Null);
}

#[test]
fn a_swapped_digit_is_the_cause_and_is_told_without_a_value() {
    let answers = explain(&anna_with(&json!({"snils": "112-323-445 95", "certificate": null})));
    assert_eq!(
        told(&answers),
        ["enrolment attention", "snils cause transposition", "certificate cause missing"]
    );
    let hint = answers[4]["findings"][0]["hint"].as_str().unwrap();
    assert_eq!(hint, "в номере СНИЛС переставлены 4-я и 5-я цифры");
    assert_eq!(answers[8]["outcome"], "not_found");
    assert_eq!(answers[8]["record"], "J1");
    assert_eq!(answers[8]["row"], "D-07");
    let text = serde_json::to_string(&answers).unwrap();
    for value in ["112-", "323", "Тестова", "Анна", "2014", "123456"] {
        assert!(!text.contains(value), "{value}");
    }
}

#[test]
fn consent_bars_although_everything_else_is_right() {
    let answers = explain(&anna_with(&json!({"consent": "withdrawn"})));
    assert_eq!(told(&answers), ["consent cause"]);
    assert_eq!(answers[1]["row"], "D-11");
    assert_eq!(answers[8]["decision"], "need_consent");
}

#[test]
fn an_account_that_bars_leaves_the_consent_open() {
    let answers =
        explain(&anna_with(&json!({"account_kind": "self_made", "account_level": "confirmed"})));
    assert_eq!(told(&answers), ["account cause", "consent open"]);
    assert_eq!(answers[0]["row"], "D-03");
    assert_eq!(answers[8]["row"], "D-03");
}

#[test]
fn what_esia_does_not_vouch_for_is_the_cause_before_any_field() {
    let changes = json!({"snils_verified": false, "certificate_verified": false});
    let answers = explain(&anna_with(&changes));
    assert_eq!(told(&answers), ["verification cause", "enrolment attention"]);
    assert_eq!(answers[8]["outcome"], "not_found");
}

#[test]
fn a_pupil_who_is_in_no_journal_has_no_field_to_compare() {
    let stranger = json!({
        "snils": "613-102-003 00", "last_name": "Нездешний", "first_name": "Пётр",
        "middle_name": "Ильич", "birth_date": "2013-01-02", "certificate": "V-АБ 654321",
    });
    let answers = explain(&anna_with(&stranger));
    assert_eq!(
        told(&answers),
        ["enrolment cause", "snils open", "certificate open", "person open", "duplicates open"]
    );
    assert_eq!(answers[8]["record"], Value::Null);
}

#[test]
fn a_number_that_stands_in_two_records_is_told_although_the_diary_opens() {
    let olga = json!({
        "snils": "087-654-303 00", "last_name": "Верная", "first_name": "Ольга",
        "middle_name": null, "birth_date": "2012-12-12", "certificate": null,
    });
    let answers = explain(&anna_with(&olga));
    assert_eq!(told(&answers), ["duplicates attention duplicate"]);
    assert_eq!(answers[8]["notes"], json!(["duplicate_identifier"]));
    assert_eq!(answers[8]["decision"], "allow");
}

#[test]
fn without_facts_the_match_alone_is_explained() {
    let mut person = anna();
    for key in ["account_kind", "account_level", "linked_parents", "consent"] {
        person.as_object_mut().unwrap().remove(key);
    }
    let answers = explain(&person);
    assert_eq!(told(&answers), ["account open", "consent open"]);
    assert_eq!(answers[8]["outcome"], "found");
    assert_eq!(answers[8]["decision"], Value::Null);
}

#[test]
fn what_cannot_be_used_is_told_by_key_in_one_line() {
    let folder = Folder::new();
    let journal = folder.write("journal.csv", JOURNAL.as_bytes());
    for (person, message) in [
        (r#"{"surname":"Тестова"}"#, "key 1 is unknown"),
        (r#"{"snils":11223344595}"#, "snils: must be a text, or null"),
        (
            r#"{"consent":"maybe","account_kind":"child","account_level":"child"}"#,
            "consent: must be one of",
        ),
        (r#"{"account_kind":"child"}"#, "account_level: is missing"),
        ("[]", "not one JSON object"),
    ] {
        let person = folder.write("person.json", person.as_bytes());
        let arguments =
            ["explain", "--journal", &journal, "--identity", &person, "--today", "2026-11-22"];
        let run = support::run(&arguments, b"");
        assert_eq!(run.code, 2, "{message}");
        assert!(run.errors.contains(message), "{}", run.errors);
        assert_eq!(run.errors.lines().count(), 1);
        assert!(!run.errors.contains("Тестова"));
    }
}
