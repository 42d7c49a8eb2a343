//! Any text as a birth date.

use crate::steady;
use esia_matching::birth_date::{BirthDate, DateOrder};

/// A canonical date reads as itself in no step; a declared order only adds readings.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let declared = BirthDate::parse_with(text, DateOrder::DayMonthYear);
    match BirthDate::parse(text) {
        Ok(birth) => {
            let read = |text: &str| BirthDate::read(text, DateOrder::Undeclared).ok();
            steady(&birth, &birth.to_string(), read);
            assert_eq!(declared, Ok(birth), "a declared order changed a date");
            assert!(!format!("{birth:?}").contains(&birth.to_string()));
        }
        Err(error) => assert!(text.len() < 48 || !error.to_string().contains(text)),
    }
}
