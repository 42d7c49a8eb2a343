//! Goal: serde writes canonical texts, reads only what `parse` reads, and repeats nothing.
//!
//! Method: JSON typed by hand beside each value; wrong values of every type of JSON, made of
//! signs that the message must not hold.

#![expect(clippy::unwrap_used, reason = "tests")]

use esia_matching::act_record::ActRecord;
use esia_matching::birth_date::BirthDate;
use esia_matching::certificate::BirthCertificate;
use esia_matching::name::FullName;
use esia_matching::snils::Snils;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn written<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn each_value_is_written_in_canonical_form_and_read_from_any_spelling() {
    let snils = Snils::parse("112-233-445 95").unwrap();
    assert_eq!(written(&snils), r#""112-233-445 95""#);
    assert_eq!(read(r#""СНИЛС 11223344595""#), Ok(snils));

    let certificate = BirthCertificate::parse("III-МЮ 123456").unwrap();
    assert_eq!(written(&certificate), r#""III-МЮ 123456""#);
    assert_eq!(read(r#""111-мю №123456""#), Ok(certificate));

    let date = BirthDate::parse("2015-02-01").unwrap();
    assert_eq!(written(&date), r#""2015-02-01""#);
    assert_eq!(read(r#""1.2.2015""#), Ok(date));

    let act = ActRecord::parse("110189770000100042007").unwrap();
    assert_eq!(written(&act), r#""110189770000100042007""#);
    assert_eq!(read(r#""1 1 018 97700001 00042 00 7""#), Ok(act));
}

#[test]
fn a_name_is_written_in_three_parts_of_which_one_may_be_null_or_missing() {
    let name = FullName::parse("Иванов", "Пётр", None).unwrap();
    let json = r#"{"last":"ИВАНОВ","first":"ПЁТР","middle":null}"#;
    assert_eq!(written(&name), json);
    assert_eq!(read(json), Ok(name.clone()));
    assert_eq!(read(r#"{"first":"пётр","last":"Ивaнов"}"#), Ok(name.clone()));
    assert_eq!(read(r#"{"first":"пётр","class":{"5":["А"]},"last":"иванов"}"#), Ok(name));
    let full = FullName::parse("Иванов", "Пётр", Some("Ильич")).unwrap();
    assert_eq!(read(&written(&full)), Ok(full));
}

#[test]
fn what_parse_refuses_is_refused_with_its_reason() {
    let refused = |error: Result<Snils, String>| error.unwrap_err();
    assert!(refused(read(r#""112-233-445""#)).starts_with("a SNILS has eleven digits"));
    assert!(read::<BirthDate>(r#""31.06.2015""#).is_err());
    assert!(read::<BirthCertificate>(r#""IIII-МЮ 123456""#).is_err());
    assert!(read::<ActRecord>(r#""1234567""#).is_err());
    assert!(read::<FullName>("{}").unwrap_err().starts_with("last and first name are both"));
    let twice = read::<FullName>(r#"{"last":"Иванов","last":"Петров"}"#).unwrap_err();
    assert!(twice.starts_with("duplicate field `last`"), "{twice}");
}

/// The message, if there is one, without the place that serde adds.
fn message<T: DeserializeOwned>(json: &str) -> Option<String> {
    read::<T>(json).err().map(|error| error.split(" at line").next().unwrap().to_owned())
}

#[test]
fn a_refusal_repeats_nothing_of_the_value() {
    let values = [
        "77777777777",
        "-77777777777",
        "7777.7",
        r#""7777777""#,
        r#""777-Ж""#,
        r#""Ж7""#,
        "true",
        r#"["Ж7"]"#,
        r#"{"last":777777}"#,
        r#"{"last":true,"Ж":7}"#,
        r#"{"last":"Ж7"}"#,
        r#"{"last":["Ж7"]}"#,
        "null",
    ];
    for json in values {
        for message in [
            message::<Snils>(json),
            message::<BirthCertificate>(json),
            message::<BirthDate>(json),
            message::<FullName>(json),
        ] {
            let message = message.unwrap();
            assert!(!message.contains(['7', 'Ж']), "{json}: {message}");
            assert!(!message.contains("true"), "{json}: {message}");
        }
    }
    assert!(!message::<ActRecord>("7777777").unwrap().contains('7'));
    assert!(!message::<ActRecord>(r#""7777777""#).unwrap().contains('7'));
}

#[cfg(feature = "blind")]
#[test]
fn a_blind_value_is_written_as_it_is_stored() {
    use esia_matching::blind::BlindValue;

    let text = format!("1:{}", "9f".repeat(32));
    let json = format!("\"{text}\"");
    let value: BlindValue = read(&json).unwrap();
    assert_eq!(written(&value), json);
    assert!(!message::<BlindValue>(r#""1:777""#).unwrap().contains('7'));
}
