//! Any text as the number of an act record.

use crate::steady;
use esia_matching::act_record::ActRecord;
use esia_matching::snils::Check;

/// A canonical number reads as itself in no step; neither it nor an error shows the text.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match ActRecord::parse(text) {
        Ok(act) => {
            let canonical = act.to_string();
            steady(&act, &canonical, |text| ActRecord::read(text).ok());
            assert_eq!(act.is_short(), canonical.chars().count() <= 6);
            assert_eq!(act.is_short(), act.check() == Check::NotApplicable);
            assert!(!act.is_short() || act.act_type().is_none() && act.year().is_none());
            assert!(!format!("{act:?}").contains(&canonical), "an act record shows itself");
        }
        Err(error) => assert!(text.len() < 48 || !error.to_string().contains(text)),
    }
}
