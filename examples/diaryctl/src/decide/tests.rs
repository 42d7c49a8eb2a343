//! Goal: the contract of design.md §3.5, byte for byte, and no line that stops the run.
//!
//! Method: lines typed by hand, the whole output compared; then one line spoilt in one way at a
//! time, with a canary in the spoilt place that must not come back.

use super::{AgeRule, DecideArgs, Teen, run};

const DEFAULTS: DecideArgs =
    DecideArgs { age_rule: AgeRule::DayAfter, teen_consent: Teen::ParentOnly };

const GOOD: &str = r#"{"today":"2026-11-22","birth_date":"2014-03-05","account_kind":"child","account_level":"child","lookup":"found","linked_parents":1,"consent":"granted_by_parent"}"#;

fn decide(args: &DecideArgs, input: impl AsRef<[u8]>) -> String {
    let mut output = Vec::new();
    run(args, input.as_ref(), &mut output).unwrap();
    String::from_utf8(output).unwrap()
}

fn row(args: &DecideArgs, line: &str) -> String {
    let answer = decide(args, line);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    answer["row"].as_str().unwrap().to_owned()
}

#[test]
fn the_example_of_the_contract_is_answered_byte_for_byte() {
    assert_eq!(
        decide(&DEFAULTS, GOOD),
        concat!(
            r#"{"line":1,"decision":"allow","row":"D-14","rules":["R-06","R-14","R-32","R-33"],"#,
            r#""message":null,"request_consent":false}"#,
            "\n"
        )
    );
}

#[test]
fn missing_consent_shows_both_lines_of_the_seed_and_asks_for_a_request() {
    assert_eq!(
        decide(&DEFAULTS, GOOD.replace("granted_by_parent", "withdrawn")),
        concat!(
            r#"{"line":1,"decision":"need_consent","row":"D-11","rules":["R-10","R-11"],"#,
            r#""message":"Для входа в дневник нужно согласие одного из родителей\n"#,
            "Согласия уже запрошены автоматически — родителям в их личные кабинеты на портале ",
            "Госуслуг придут уведомления. Чтобы выдать согласие, одному из родителей нужно ",
            r#"перейти по ссылке из уведомления.","request_consent":true}"#,
            "\n"
        )
    );
}

#[test]
fn our_own_row_cites_itself_as_own() {
    let line = GOOD.replace('}', r#","protocol_error":true}"#);
    assert_eq!(
        decide(&DEFAULTS, line),
        concat!(
            r#"{"line":1,"decision":"refuse","row":"D-01","rules":["own"],"message":"#,
            r#""Не удалось завершить вход через Госуслуги. Попробуйте войти ещё раз.","#,
            r#""request_consent":false}"#,
            "\n"
        )
    );
}

#[test]
fn null_stands_for_an_unknown_birth_date_and_an_unknown_number_of_links() {
    assert_eq!(row(&DEFAULTS, &GOOD.replace(r#""2014-03-05""#, "null")), "D-02");
    assert_eq!(
        row(&DEFAULTS, &GOOD.replace(r#""linked_parents":1"#, r#""linked_parents":null"#)),
        "D-14"
    );
}

#[test]
fn an_optional_key_may_say_false() {
    let line = GOOD.replace('}', r#","protocol_error":false,"emancipated":false}"#);
    assert_eq!(row(&DEFAULTS, &line), "D-14");
}

#[test]
fn the_arguments_choose_the_policy() {
    let eighteen_today = GOOD
        .replace("2014-03-05", "2008-11-22")
        .replace(r#""account_kind":"child","account_level":"child""#, SELF_MADE);
    let on_birthday = DecideArgs { age_rule: AgeRule::OnBirthday, ..DEFAULTS };
    assert_eq!(row(&DEFAULTS, &eighteen_today), "D-14");
    assert_eq!(row(&on_birthday, &eighteen_today), "D-13");

    let teen = eighteen_today
        .replace("2008-11-22", "2010-01-01")
        .replace("granted_by_parent", "granted_by_self");
    let teen_may = DecideArgs { teen_consent: Teen::ParentOrTeen, ..DEFAULTS };
    assert_eq!(row(&DEFAULTS, &teen), "D-13");
    assert_eq!(row(&teen_may, &teen), "D-14");
}

const SELF_MADE: &str = r#""account_kind":"self_made","account_level":"confirmed""#;

#[test]
fn a_line_that_cannot_be_read_gets_its_error_and_the_run_goes_on() {
    let mut input = b"\xEF\xBB\xBF".to_vec();
    input.extend_from_slice(GOOD.as_bytes());
    input.extend_from_slice(b"\r\n\n\xFF\xFE\n[]\nnot json\n");
    input.extend_from_slice(&vec![b' '; 17_000_000]);
    input.extend_from_slice(b"\n");
    input.extend_from_slice(GOOD.as_bytes());
    let output = decide(&DEFAULTS, input);
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), 7);
    assert!(lines[0].starts_with(r#"{"line":1,"decision":"allow""#));
    assert_eq!(
        lines[1],
        r#"{"line":2,"error":{"code":"bad_input","message":"the line is empty; give one JSON object per line"}}"#
    );
    assert_eq!(
        lines[2],
        r#"{"line":3,"error":{"code":"bad_input","message":"the line is not UTF-8; convert the file to UTF-8"}}"#
    );
    for (line, answer) in [(4, lines[3]), (5, lines[4])] {
        assert_eq!(
            answer,
            format!(
                r#"{{"line":{line},"error":{{"code":"bad_input","message":"the line is not one JSON object; give one per line"}}}}"#
            )
        );
    }
    assert_eq!(
        lines[5],
        r#"{"line":6,"error":{"code":"bad_input","message":"the line is longer than 16 MiB; split it"}}"#
    );
    assert!(lines[6].starts_with(r#"{"line":7,"decision":"allow""#));
}

#[test]
fn every_missing_key_is_named() {
    for key in [
        "today",
        "birth_date",
        "account_kind",
        "account_level",
        "lookup",
        "linked_parents",
        "consent",
    ] {
        let mut object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(GOOD).unwrap();
        object.remove(key).unwrap();
        let answer = decide(&DEFAULTS, serde_json::to_string(&object).unwrap());
        let start = format!(
            r#"{{"line":1,"error":{{"code":"bad_input","message":"{key}: is missing; give "#
        );
        assert!(answer.starts_with(&start), "{answer}");
    }
}

#[test]
fn every_wrong_value_is_named_by_its_key_and_never_repeated() {
    let spoilt = [
        ("today", "2026-11-22", "2026-02-30"),
        ("today", r#""2026-11-22""#, "null"),
        ("today", "2026-11-22", "22.11.2026"),
        ("today", "2026-11-22", "2026-11-2 "),
        ("today", "2026-11-22", "+026-11-22"),
        ("birth_date", "2014-03-05", "2014-13-05"),
        ("birth_date", "2014-03-05", "2013-02-29"),
        ("birth_date", r#""2014-03-05""#, "20140305"),
        ("account_kind", r#""account_kind":"child""#, r#""account_kind":"Canary""#),
        ("account_kind", r#""account_kind":"child""#, r#""account_kind":null"#),
        ("account_level", r#""account_level":"child""#, r#""account_level":"KD""#),
        ("lookup", "found", "Canary"),
        ("lookup", r#""found""#, r#"{"canary":1}"#),
        ("linked_parents", ":1,", ":-1,"),
        ("linked_parents", ":1,", ":1.5,"),
        ("linked_parents", ":1,", ":4294967296,"),
        ("linked_parents", ":1,", r#":"1","#),
        ("consent", "granted_by_parent", "granted"),
        ("consent", r#""granted_by_parent""#, "null"),
        ("protocol_error", r#"parent"}"#, r#"parent","protocol_error":null}"#),
        ("emancipated", r#"parent"}"#, r#"parent","emancipated":"true"}"#),
        ("consent", r#"parent"}"#, r#"parent","consent":"none"}"#),
        ("emancipated", r#"parent"}"#, r#"parent","emancipated":true,"emancipated":true}"#),
    ];
    for (key, from, to) in spoilt {
        let line = GOOD.replace(from, to);
        assert_ne!(line, GOOD);
        let answer = decide(&DEFAULTS, &line);
        let start = format!(r#"{{"line":1,"error":{{"code":"bad_input","message":"{key}: "#);
        assert!(answer.starts_with(&start), "{line}\n{answer}");
        for canary in ["anary", "KD", "02-30", "13-05", "02-29", "20140305", "4294967296"] {
            assert!(!answer.contains(canary), "{answer}");
        }
    }
}

#[test]
fn an_unknown_key_is_refused_and_not_repeated() {
    let line = GOOD.replace('}', r#","Canary":1}"#);
    assert_eq!(
        decide(&DEFAULTS, line),
        concat!(
            r#"{"line":1,"error":{"code":"bad_input","message":"key 8 is unknown; use only today, "#,
            "birth_date, account_kind, account_level, lookup, linked_parents, consent, ",
            r#"protocol_error, emancipated"}}"#,
            "\n"
        )
    );
}

#[test]
fn a_mistake_is_told_even_where_an_earlier_fact_would_decide() {
    let line = GOOD.replace("granted_by_parent\"}", "granted\",\"protocol_error\":true}");
    assert!(decide(&DEFAULTS, line).contains(r#""message":"consent: "#));
}
