//! Any text as a SNILS.

use crate::steady;
use esia_matching::sheet::SheetCell;
use esia_matching::snils::Snils;

/// A canonical SNILS reads as itself in no step; neither it nor an error shows what was typed.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _from_cell = Snils::read(text, SheetCell::Numeric);
    match Snils::parse(text) {
        Ok(snils) => {
            steady(&snils, &snils.to_string(), |text| Snils::read(text, SheetCell::Text).ok());
            assert_eq!(format!("{snils:?}"), "Snils([personal])");
        }
        Err(error) => assert!(text.len() < 48 || !error.to_string().contains(text)),
    }
}
