//! Any text as the header `Date` of an answer.

use crate::at;
use esia_core::protocol::clock::{ClockOffset, HttpDate};

/// A date that is read is written as HTTP writes it today and reads as itself; no text moves the
/// clock by more than a day.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(date) = HttpDate::parse(text, at()) {
        let written = date.moment().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        assert_eq!(HttpDate::parse(&written, at()), Ok(date), "{written}");
    }
    if let Ok(offset) = ClockOffset::observed(text, at(), at()) {
        assert!(offset.seconds().abs() <= 86_400, "a clock moved by {}", offset.seconds());
    }
}
