//! The same seed and the same clock: the same answers, letter by letter.

use crate::diary::{Diary, Fields, parameter, timestamp};
use chrono::{DateTime, TimeDelta};
use esia_core::protocol::key_set::TokenAlgorithm;
use gosuslugi_stand::{ClockStart, Config};
use serde_json::Value;

const AT: &str = "2026-11-22T09:00:00Z";

/// What a stand answers to one sign-in at a frozen moment.
async fn answers(seed: u64, algorithm: TokenAlgorithm) -> (String, Value) {
    let at = DateTime::parse_from_rfc3339(AT).unwrap();
    let config = Config::default()
        .with_issuer("http://esia.invalid/")
        .with_seed(seed)
        .with_clock(ClockStart::Frozen(at.to_utc()));
    let diary = Diary::start_as(config, |client| client.with_token_algorithm(algorithm)).await;
    let fields = Fields {
        timestamp: timestamp(at),
        state: "0000abcd-0000-4000-8000-00000000aaaa".into(),
        ..diary.fields()
    };
    let back = diary.stand.callback_for(&diary.code_request(&fields), "adult-pupil").unwrap();
    let code = parameter(&back, "code").unwrap();
    let state = "0000abcd-0000-4000-8000-00000000bbbb".into();
    let exchange = Fields { state, code, ..fields };
    let (status, answer) = diary.post(&diary.form(&exchange)).await;
    assert_eq!(status, 200, "{answer}");
    (back, answer)
}

#[tokio::test]
async fn a_seed_and_a_frozen_clock_repeat_a_run_to_the_letter() {
    for algorithm in [TokenAlgorithm::Rs256, TokenAlgorithm::Gost256] {
        let first = answers(7, algorithm).await;
        assert_eq!(answers(7, algorithm).await, first);
        let other = answers(8, algorithm).await;
        assert_ne!(other.0, first.0);
        for name in ["access_token", "id_token", "refresh_token"] {
            assert_ne!(other.1[name], first.1[name], "{name}");
        }
    }
}

#[tokio::test]
async fn a_frozen_clock_moves_when_it_is_told_to() {
    let at = DateTime::parse_from_rfc3339(AT).unwrap();
    let clock = ClockStart::Frozen(at.to_utc());
    let diary = Diary::start_as(Config::default().with_clock(clock), |client| client).await;
    let date = async || {
        let address = diary.stand.base_url();
        let answer = diary.http.get(address).send().await.unwrap();
        answer.headers()["date"].to_str().unwrap().to_owned()
    };
    assert_eq!(date().await, "Sun, 22 Nov 2026 09:00:00 GMT");
    diary.stand.advance(TimeDelta::hours(25));
    assert_eq!(date().await, "Mon, 23 Nov 2026 10:00:00 GMT");
}

#[tokio::test]
async fn without_a_seed_no_two_runs_are_alike() {
    let code = async || Diary::start().await.code_for("adult-pupil");
    assert_ne!(code().await, code().await);
}
