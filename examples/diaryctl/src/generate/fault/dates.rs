//! Mistakes in birth dates: rows 73 to 79.

use super::{Case, Fault};
use crate::generate::row::day_text;
use chrono::{Datelike as _, NaiveDate};

const fn date(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "birth_date", make }
}

/// Of a birth date, which every line has.
pub(super) const DATES: &[Fault] = &[
    date("day_month_swapped", |case| {
        let birth = case.person.birth;
        NaiveDate::from_ymd_opt(birth.year(), birth.day(), birth.month())
            .is_some_and(|swapped| set(case, swapped))
    }),
    date("other_date", |case| {
        // A time zone took the day before.
        case.person.birth.pred_opt().is_some_and(|before| set(case, before))
    }),
    date("other_date", |case| {
        // The day of the act, or the first of the year.
        let first = NaiveDate::from_ymd_opt(case.person.birth.year(), 1, 1);
        let other = if case.dice.chance(5_000) { Some(case.person.act_date) } else { first };
        other.is_some_and(|other| set(case, other))
    }),
    date("other_date", |case| {
        // A year of two digits.
        case.row.birth = day_text(case.person.birth, "%d.%m.%y");
        true
    }),
    date("other_date", |case| {
        // An order that nobody declared.
        case.row.birth = day_text(case.person.birth, "%d/%m/%Y");
        true
    }),
    date("other_date", |case| {
        // The number of the day in a spreadsheet.
        NaiveDate::from_ymd_opt(1899, 12, 30).is_some_and(|zero| {
            let days = case.person.birth.signed_duration_since(zero).num_days();
            case.row.birth = days.to_string();
            true
        })
    }),
    date("other_date", |case| {
        // No day of any calendar.
        case.row.birth = day_text(case.person.birth, "31.06.%Y");
        true
    }),
];

fn set(case: &mut Case<'_>, day: NaiveDate) -> bool {
    case.row.birth = day_text(day, "%Y-%m-%d");
    true
}
