//! Goal: the vectors of, and the laws I-36 and I-37.
//! Method: vectors typed from `rules.md`; the laws over every birth date of forty years.

use super::{AgeBand, AgeReached, IMPLAUSIBLE_YEARS, is_reached, reached_on};
use alloc::vec::Vec;
use chrono::{Days, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn births() -> impl Iterator<Item = NaiveDate> {
    day("1990-01-01").iter_days().take_while(|date| *date < day("2030-01-01"))
}

/// I-37.
#[test]
fn the_vectors_of_q05_and_q06_hold() {
    let vectors = [
        ("2008-02-28", 14, "2022-03-01"),
        ("2006-02-28", 18, "2024-02-29"),
        ("2008-02-29", 14, "2022-03-01"),
        ("2008-02-29", 18, "2026-03-01"),
        ("2012-12-31", 14, "2027-01-01"),
        ("2010-06-15", 14, "2024-06-16"),
    ];
    for (birth, years, reached) in vectors {
        let got = reached_on(day(birth), years, AgeReached::DayAfterBirthday);
        assert_eq!(got, day(reached), "{birth} reaches {years}");
    }
    let on_birthday = reached_on(day("2008-02-29"), 14, AgeReached::OnBirthday);
    assert_eq!(on_birthday, day("2022-02-28"));
    assert_eq!(reached_on(day("2008-02-29"), 16, AgeReached::OnBirthday), day("2024-02-29"));
}

#[test]
fn the_wrong_order_of_arithmetic_would_be_noticed() {
    // birth + 1 day first, then the years, gives thirty wrong days for 1995–2024.
    let wrong_first = |birth: NaiveDate, years: u8| {
        reached_on(birth + Days::new(1), years, AgeReached::OnBirthday)
    };
    let wrong: usize = births()
        .filter(|birth| (day("1995-01-01")..day("2025-01-01")).contains(birth))
        .flat_map(|birth| [14, 18].map(|years| (birth, years)))
        .filter(|(birth, years)| {
            wrong_first(*birth, *years) != reached_on(*birth, *years, AgeReached::DayAfterBirthday)
        })
        .count();
    assert_eq!(wrong, 30);
}

/// I-37.
#[test]
fn an_age_is_reached_monotonically_in_the_birth_date() {
    for rule in AgeReached::ALL {
        for years in [14, 18] {
            let days: Vec<_> = births().map(|birth| reached_on(birth, years, rule)).collect();
            assert!(days.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }
}

/// I-36.
#[test]
fn the_band_flips_exactly_twice_in_a_life() {
    for birth in births().step_by(37).chain([day("2008-02-29"), day("2008-02-28")]) {
        for rule in AgeReached::ALL {
            let life: Vec<_> = birth
                .iter_days()
                .take(365 * 20)
                .map(|today| AgeBand::on(birth, today, rule).unwrap())
                .collect();
            assert_eq!(life.windows(2).filter(|pair| pair[0] != pair[1]).count(), 2);
            assert!(life.is_sorted());
        }
    }
}

#[test]
fn the_next_day_rule_is_never_ahead_of_the_birthday_rule() {
    for birth in births() {
        let birthday = reached_on(birth, 18, AgeReached::OnBirthday);
        let after = reached_on(birth, 18, AgeReached::DayAfterBirthday);
        assert_eq!(birthday.succ_opt(), Some(after));
    }
}

///
#[test]
fn an_age_is_reached_from_its_day_on() {
    for birth in births().step_by(11).chain([day("2008-02-29"), day("2008-12-31")]) {
        for rule in AgeReached::ALL {
            for years in [14, 18, 121] {
                let reached = reached_on(birth, years, rule);
                assert!(!is_reached(birth, years, rule, reached.pred_opt().unwrap()));
                assert!(is_reached(birth, years, rule, reached));
            }
        }
    }
}

#[test]
fn a_birth_in_the_future_has_no_band() {
    let rule = AgeReached::DayAfterBirthday;
    assert_eq!(AgeBand::on(day("2026-11-23"), day("2026-11-22"), rule), None);
    assert_eq!(AgeBand::on(day("2026-11-22"), day("2026-11-22"), rule), Some(AgeBand::Under14));
}

#[test]
fn the_ends_of_the_calendar_do_not_panic() {
    for birth in [NaiveDate::MIN, NaiveDate::MAX] {
        for rule in AgeReached::ALL {
            assert!(!is_reached(NaiveDate::MAX, IMPLAUSIBLE_YEARS, rule, day("2026-11-22")));
            let _ = AgeBand::on(birth, NaiveDate::MAX, rule);
            let _ = AgeBand::on(birth, NaiveDate::MIN, rule);
        }
    }
}
