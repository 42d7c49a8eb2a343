//! Goal: every wrong answer about a person, in every state of asking, has its own typed error, and
//! none of it shows.
//! Method: a table of hostile replies, given to every reader there is.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[expect(dead_code, reason = "no answer here is a good one")]
#[path = "support/asked.rs"]
mod asked;
#[expect(dead_code, reason = "the ID token is the matter of other tests")]
#[path = "support/mint.rs"]
mod mint;

use asked::{endpoints, token};
use esia_core::person::KidId;
use esia_core::protocol::error_code::{Advice, EsiaCode};
use esia_core::protocol::http::Reply;
use esia_core::protocol::json::JsonError;
use esia_core::protocol::permissions::{Blindness, Sighting, issued_scopes};
use esia_core::protocol::rest::{self, AnswerShape, Embed, RestError};

/// What each reader makes of one reply: its name and its error.
fn read_by_all(reply: &Reply) -> Vec<(&'static str, Option<RestError>)> {
    let (token, shape) = (token("openid contacts kid_fullname"), AnswerShape::OBJECTS);
    let at = endpoints();
    let kid = KidId::parse("7").unwrap();
    let whole = rest::person(&at, &token, &Embed::of_granted(&token), shape).pending;
    let documents = rest::documents(&at, &token, shape).pending;
    let kid_documents = rest::kid_documents(&at, &token, &kid, shape).pending;
    vec![
        ("person", rest::read_person(reply).err()),
        ("papers", rest::read_documents(reply).err()),
        ("whole", whole.read(reply).err()),
        ("contacts", rest::contacts(&at, &token, shape).pending.read(reply).err()),
        ("addresses", rest::addresses(&at, &token, shape).pending.read(reply).err()),
        ("documents", documents.read(reply).err()),
        ("kids", rest::kids(&at, &token, shape).pending.read(reply).err()),
        ("kid documents", kid_documents.read(reply).err()),
    ]
}

fn code(text: &str) -> Option<EsiaCode> {
    EsiaCode::leading(text)
}

#[test]
fn every_wrong_reply_in_every_state_has_its_error() {
    let of = |status: u16, body: &[u8]| Reply::new(status, body.to_vec());
    let json = RestError::Json;
    let huge = [b"{\"a\":\"".as_slice(), &vec![b'x'; 10 * 1024 * 1024], b"\"}"].concat();
    let deep = [b"{\"elements\":".as_slice(), &[b'['; 10_000], &[b']'; 10_000], b"}"].concat();
    let windows_1251 = b"{\"firstName\":\"\xcf\xf0\xee\xe1\xe0\"}";
    let known = br#"{"code":"ESIA-005011","message":"SecurityErrorEnum.invalidToken"}"#;
    let cases: Vec<(Reply, RestError, Advice)> = vec![
        (of(200, &huge), json(JsonError::TooLarge), Advice::Unknown),
        (of(200, &deep), json(JsonError::TooDeep), Advice::Unknown),
        (of(200, windows_1251), json(JsonError::NotUtf8), Advice::Unknown),
        (of(200, b"<html>"), json(JsonError::NotJson), Advice::Unknown),
        (of(200, b""), json(JsonError::NotJson), Advice::Unknown),
        (of(200, b"{\"a\":1"), json(JsonError::NotJson), Advice::Unknown),
        (of(200, b"{} {}"), json(JsonError::NotJson), Advice::Unknown),
        (of(200, b"\xef\xbb\xbf{}"), json(JsonError::NotJson), Advice::Unknown),
        (of(200, b"[]"), json(JsonError::Shape), Advice::Unknown),
        (of(200, b"null"), json(JsonError::Shape), Advice::Unknown),
        (of(200, b"\"{}\""), json(JsonError::Shape), Advice::Unknown),
        (of(200, br#"{"x":{"a":1,"a":2}}"#), json(JsonError::Doubled), Advice::Unknown),
        (of(200, br#"{"elements":[],"elements":[]}"#), json(JsonError::Doubled), Advice::Unknown),
        (of(200, b"{}").with_content_type("text/html"), RestError::ContentType, Advice::Unknown),
        (
            of(200, b"{}").with_content_type("application/json; charset=windows-1251"),
            RestError::ContentType,
            Advice::Unknown,
        ),
        (of(401, b""), RestError::Unauthorized { code: None }, Advice::Restart),
        (of(401, known), RestError::Unauthorized { code: code("ESIA-005011") }, Advice::Restart),
        (
            of(401, br#"{"message":"SecurityErrorEnum.invalidToken"}"#),
            RestError::Unauthorized { code: code("ESIA-005011") },
            Advice::Restart,
        ),
        (of(403, b"<html>"), RestError::Forbidden { code: None }, Advice::Configuration),
        (
            of(403, br#"{"code":"ESIA-005009"}"#),
            RestError::Forbidden { code: code("ESIA-005009") },
            Advice::Configuration,
        ),
        (
            of(403, br#"{"message":"ESIA-007004: refused"}"#),
            RestError::Forbidden { code: code("ESIA-007004") },
            Advice::UserDenied,
        ),
        (of(204, b""), json(JsonError::NotJson), Advice::Unknown),
        (of(302, b"{}"), RestError::Status { status: 302, code: None }, Advice::Unknown),
        (of(404, b"{}"), RestError::Status { status: 404, code: None }, Advice::Unknown),
        (of(429, b"{}"), RestError::Status { status: 429, code: None }, Advice::Retry),
        (of(500, &deep), RestError::Status { status: 500, code: None }, Advice::Retry),
        (of(500, &huge), RestError::Status { status: 500, code: None }, Advice::Retry),
        (
            of(500, br#"{"code":"ESIA-007008","code":"ESIA-007004"}"#),
            RestError::Status { status: 500, code: None },
            Advice::Retry,
        ),
        (
            of(503, br#"{"code":"ESIA-007008"}"#),
            RestError::Status { status: 503, code: code("ESIA-007008") },
            Advice::Retry,
        ),
    ];
    for (reply, expected, advice) in &cases {
        for (reader, error) in read_by_all(reply) {
            assert_eq!(error, Some(*expected), "{reader}: {reply:?}");
            let error = error.unwrap();
            assert_eq!(error.advice(), *advice, "{reader}: {reply:?}");
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("html") && shown.len() < 120, "{shown}");
        }
        let sighting = issued_scopes(&endpoints(), &token("openid")).pending.read(reply);
        assert_eq!(sighting.listed(), None, "{reply:?}");
    }
}

#[test]
fn fields_of_a_wrong_type_are_refused_and_not_guessed() {
    for (reader, body) in [
        ("person", r#"{"firstName":[]}"#),
        ("person", r#"{"trusted":"yes"}"#),
        ("person", r#"{"updatedOn":"yesterday"}"#),
        ("person", r#"{"documents":7}"#),
        ("person", r#"{"contacts":{"elements":[7]}}"#),
        ("contacts", r#"{"elements":{"0":{}}}"#),
        ("contacts", r#"{"size":-1}"#),
        ("contacts", r#"{"elements":[{"value":{}}]}"#),
        ("addresses", r#"{"elements":[[]]}"#),
        ("documents", r#"{"elements":[{"number":[]}]}"#),
        ("kids", r#"{"elements":[null]}"#),
        ("kids", r#"{"elements":[{"documents":[]}]}"#),
    ] {
        let errors = read_by_all(&Reply::new(200, body.into()));
        let own = errors.iter().find(|(name, _)| *name == reader).unwrap();
        assert_eq!(own.1, Some(RestError::Json(JsonError::Shape)), "{reader}: {body}");
    }
}

#[test]
fn absent_null_and_unknown_are_no_errors() {
    for body in [
        "{}",
        r#"{"elements":null,"size":0,"stateFacts":null,"eTag":null}"#,
        r#"{"size":0,"something":{"new":[1,2,3]}}"#,
        r#"{"elements":[{}],"firstName":null,"documents":null,"kids":{"size":0}}"#,
        r#"{"rIdDoc":"not an id/","updatedOn":9223372036854775807,"status":"NEW","gender":"?"}"#,
    ] {
        for (reader, error) in read_by_all(&Reply::new(200, body.into())) {
            assert_eq!(error, None, "{reader}: {body}");
        }
    }
}

/// A list that could not be read shows nothing of consent.
#[test]
fn what_is_blind_says_why() {
    let pending = issued_scopes(&endpoints(), &token("openid")).pending;
    let blind = |status: u16, body: &str| match pending.read(&Reply::new(status, body.into())) {
        Sighting::Unknown { because } => Some(because),
        Sighting::Listed(_) => None,
    };
    let denied = |code| Some(Blindness::NoPermission { code });
    assert_eq!(blind(401, ""), denied(None));
    assert_eq!(blind(403, r#"{"code":"ESIA-007019"}"#), denied(code("ESIA-007019")));
    assert_eq!(blind(400, r#"{"code":"ESIA-007004"}"#), denied(code("ESIA-007004")));
    let failed = |code| Some(Blindness::Failed { code });
    assert_eq!(blind(500, ""), failed(None));
    assert_eq!(blind(503, r#"{"code":"ESIA-007008"}"#), failed(code("ESIA-007008")));
    for body in [
        "",
        "{}",
        "[]",
        r#"{"elements":null}"#,
        r#"{"size":2,"elements":[{"sysname":"fullname"}]}"#,
        r#"{"elements":["fullname"]}"#,
        r#"{"elements":[{}]}"#,
    ] {
        assert_eq!(blind(200, body), Some(Blindness::Unreadable), "{body}");
    }
}
