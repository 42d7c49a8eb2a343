//! Corner cases of dates that the corpus does not name.

use alloc::string::ToString as _;

use super::{BirthDate, BirthDateError, DateOrder};
use crate::steps::Step;

#[test]
fn a_canonical_text_takes_no_step_and_every_other_text_takes_one() {
    let steps = |text| BirthDate::read(text, DateOrder::DayMonthYear).unwrap().steps;
    assert_eq!(steps("2015-02-01"), []);
    assert_eq!(steps("1.2.2015"), [Step::Separators]);
    assert_eq!(steps("\u{200E} 2015-02-01"), [Step::Invisible, Step::Spaces]);
    assert_eq!(steps("01/02/2015"), [Step::Separators]);
}

#[test]
fn a_declared_order_covers_every_separator_but_not_two_different_ones() {
    let read =
        |text| BirthDate::parse_with(text, DateOrder::DayMonthYear).map(|date| date.to_string());
    for text in ["1/2/2015", "01-02-2015", "01 02 2015", "1–2–2015", "01.02.2015"] {
        assert_eq!(read(text).as_deref(), Ok("2015-02-01"), "{text}");
        assert_eq!(read("2015-02-01").as_deref(), Ok("2015-02-01"));
    }
    for text in ["01/02.2015", "01/02/15", "2015/02/01", "1//2/2015", "01022015"] {
        assert_eq!(read(text), Err(BirthDateError::Shape), "{text}");
    }
}

#[test]
fn the_calendar_is_asked_before_the_range() {
    assert_eq!(BirthDate::parse("31.06.1850"), Err(BirthDateError::Impossible));
    assert_eq!(BirthDate::parse("0000-01-01"), Err(BirthDateError::Range));
    assert_eq!(BirthDate::parse("1900-01-01").unwrap().to_string(), "1900-01-01");
    assert_eq!(BirthDate::parse("31.12.2100").unwrap().to_string(), "2100-12-31");
}
