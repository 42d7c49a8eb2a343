//! Goal: ESIA's clock is read from its answers, and nonsense changes nothing.
//! Method: the dates of RFC 9110 and texts around them; moments typed by hand.

#![cfg(feature = "protocol")]
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, FixedOffset};
use esia_core::protocol::clock::{ClockError, ClockOffset, HttpDate, HttpDateError};

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn at() -> DateTime<FixedOffset> {
    moment("2026-09-01T08:00:00+03:00")
}

fn date(text: &str) -> Result<String, HttpDateError> {
    HttpDate::parse(text, at()).map(|date| date.moment().to_rfc3339())
}

#[test]
fn the_three_forms_of_the_standard_are_one_moment() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        assert_eq!(date(text).unwrap(), "1994-11-06T08:49:37+00:00", "{text}");
    }
    assert_eq!(date("Wed Nov 16 08:49:37 1994").unwrap(), "1994-11-16T08:49:37+00:00");
    assert_eq!(date("Thu, 29 Feb 2024 23:59:60 GMT").unwrap(), "2024-02-29T23:59:59+00:00");
}

#[test]
fn two_digits_of_a_year_are_never_more_than_fifty_years_ahead() {
    assert_eq!(date("Tuesday, 01-Sep-26 00:00:00 GMT").unwrap(), "2026-09-01T00:00:00+00:00");
    assert_eq!(date("Tuesday, 01-Sep-76 00:00:00 GMT").unwrap(), "2076-09-01T00:00:00+00:00");
    assert_eq!(date("Thursday, 01-Sep-77 00:00:00 GMT").unwrap(), "1977-09-01T00:00:00+00:00");
    assert_eq!(date("Friday, 31-Dec-99 00:00:00 GMT").unwrap(), "1999-12-31T00:00:00+00:00");
}

#[test]
fn what_is_no_date_of_http_is_refused_by_name() {
    for text in [
        "",
        ", ",
        "yesterday",
        "2026-09-01T05:00:00Z",
        "Tue, 1 Sep 2026 05:00:00 GMT",
        "Tue, 01 sep 2026 05:00:00 GMT",
        "tue, 01 Sep 2026 05:00:00 GMT",
        "Tue, 01 Sep 2026 05:00:00",
        "Tue, 01 Sep 2026 05:00:00 UTC",
        "Tue, 01 Sep 2026 05:00:00 +0000",
        "Tue, 01 Sep 2026 5:00:00 GMT",
        "Tue, 01 Sep 2026 05:00 GMT",
        "Tue, 01 Sep 2026 05:00:00:00 GMT",
        "Tue, 01 Sep +026 05:00:00 GMT",
        "Tue,  01 Sep 2026 05:00:00 GMT",
        "Tue, 01 Sep 2026 05:00:00 GMT ",
        "Tue, 01 Sep 2026 05:00:00 GMT\r\nSet-Cookie: a",
        "Tue, 01 Sep 20266 05:00:00 GMT",
        "Вт, 01 Sep 2026 05:00:00 GMT",
        "Tue, 01-Sep-26 05:00:00 GMT",
        "Tuesday, 01 Sep 2026 05:00:00 GMT",
        "Tuesday, 01-Sep-2026 05:00:00 GMT",
        "Tue Sep 1 05:00:00 2026",
        "Tue Sep \u{448}1 05:00:00 2026",
        "Tue Sep  1 05:00:00 2026 GMT",
    ] {
        assert_eq!(date(text), Err(HttpDateError::Form), "{text:?}");
    }
    for text in [
        "Tue, 31 Feb 2026 05:00:00 GMT",
        "Tue, 00 Sep 2026 05:00:00 GMT",
        "Tue, 01 Sep 2026 24:00:00 GMT",
        "Tue, 01 Sep 2026 05:60:00 GMT",
        "Tue, 01 Sep 2026 05:00:61 GMT",
    ] {
        assert_eq!(date(text), Err(HttpDateError::Range), "{text:?}");
    }
    assert_eq!(date("Mon, 01 Sep 2026 05:00:00 GMT"), Err(HttpDateError::Weekday));
}

fn offset(date: &str, sent_at: &str, at: &str) -> Result<i64, ClockError> {
    ClockOffset::observed(date, moment(sent_at), moment(at)).map(ClockOffset::seconds)
}

const FIVE: &str = "Tue, 01 Sep 2026 05:00:00 GMT";

#[test]
fn a_clock_that_is_slow_or_fast_is_corrected_both_ways() {
    let seen = |at: &str| offset(FIVE, at, at);
    assert_eq!(seen("2026-09-01T08:00:00+03:00"), Ok(0));
    assert_eq!(seen("2026-09-01T08:00:00.999+03:00"), Ok(0));
    assert_eq!(seen("2026-09-01T07:50:00+03:00"), Ok(600));
    assert_eq!(seen("2026-09-01T08:10:00+03:00"), Ok(-599));
    assert_eq!(seen("2026-09-01T05:10:00+00:00"), Ok(-599));
    // The answer took eight seconds: the date was written at some moment in between.
    let slow = offset(FIVE, "2026-09-01T08:09:52+03:00", "2026-09-01T08:10:00+03:00");
    assert_eq!(slow, Ok(-595));
    let agreeing = offset(FIVE, "2026-09-01T07:59:55+03:00", "2026-09-01T08:00:05+03:00");
    assert_eq!(agreeing, Ok(0));
}

#[test]
fn the_correction_keeps_the_offset_from_utc() {
    let ten_slow = moment("2026-09-01T07:50:00+03:00");
    let offset = ClockOffset::observed(FIVE, ten_slow, ten_slow).unwrap();
    assert_eq!(offset.apply(ten_slow).to_rfc3339(), "2026-09-01T08:00:00+03:00");
    assert!(!offset.is_zero());
    assert!(ClockOffset::default().is_zero());
    assert_eq!(ClockOffset::default().apply(at()), at());
    let last = DateTime::<chrono::Utc>::MAX_UTC.fixed_offset();
    assert_eq!(offset.apply(last), last);
}

#[test]
fn nonsense_is_refused_and_corrects_nothing() {
    let seen = |date: &str, at: &str| offset(date, at, at);
    assert_eq!(seen("soon", "2026-09-01T08:00:00+03:00"), Err(HttpDateError::Form.into()));
    let backwards = offset(FIVE, "2026-09-01T08:00:01+03:00", "2026-09-01T08:00:00+03:00");
    assert_eq!(backwards, Err(ClockError::Order));
    assert_eq!(seen(FIVE, "2026-08-31T08:00:00+03:00"), Ok(86_400));
    assert_eq!(seen(FIVE, "2026-08-31T07:59:59+03:00"), Err(ClockError::TooFar));
    assert_eq!(seen(FIVE, "2026-09-02T08:00:00+03:00"), Ok(-86_399));
    assert_eq!(seen(FIVE, "2026-09-02T08:00:01+03:00"), Err(ClockError::TooFar));
    let epoch = "Thu, 01 Jan 1970 00:00:00 GMT";
    assert_eq!(seen(epoch, "2026-09-01T08:00:00+03:00"), Err(ClockError::TooFar));
}
