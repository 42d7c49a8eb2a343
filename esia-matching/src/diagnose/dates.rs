//! Two birth dates that differ.

use super::class::Class;
use crate::finding::FindingKind;
use chrono::{Datelike as _, NaiveDate};

/// What differs between two different days.
///
/// Two of day, month and year that agree are near: one slip of the finger.
pub(crate) fn class(one: NaiveDate, other: NaiveDate) -> Class {
    let same = [one.year() == other.year(), one.month() == other.month(), one.day() == other.day()];
    if same[0] && (one.day(), one.month()) == (other.month(), other.day()) {
        return Class::near(FindingKind::DayMonthSwapped);
    }
    let alike = same.into_iter().filter(|&same| same).count();
    if alike == 2 {
        Class::near(FindingKind::OtherDate)
    } else {
        Class::far(FindingKind::OtherDate)
    }
}
