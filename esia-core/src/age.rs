//! When an age is reached, and which of the three bands a person is in.
//!
//! The instructions speak of «младше 18», «от 14 до 18» and «старше 18» and leave the days
//! between open (Q-03, Q-04). Bands are half-open over the *legal* age: `[0, 14)`, `[14, 18)`,
//! `[18, ∞)`; the day on which an age is reached is a policy, [`AgeReached`].
//!
//! ```
//! use chrono::NaiveDate;
//! use esia_core::age::{AgeBand, AgeReached};
//!
//! let birth = NaiveDate::from_ymd_opt(2008, 2, 29).unwrap();
//! let last_day_before = NaiveDate::from_ymd_opt(2022, 2, 28).unwrap();
//! let rule = AgeReached::DayAfterBirthday;
//! assert_eq!(AgeBand::on(birth, last_day_before, rule), Some(AgeBand::Under14));
//! let next = last_day_before.succ_opt().unwrap();
//! assert_eq!(AgeBand::on(birth, next, rule), Some(AgeBand::From14To17));
//! ```

use chrono::{Datelike, Days, NaiveDate};

/// The age from which a minor may hold an own account.
pub const TEEN_YEARS: u8 = 14;
/// The age of full legal capacity (совершеннолетие).
pub const ADULT_YEARS: u8 = 18;
/// An age that nobody who signs in has: a birth date this old is a mistake (D-02).
pub const IMPLAUSIBLE_YEARS: u8 = 121;

/// The day on which an age counts as reached (Q-04).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AgeReached {
    /// At 00:00 of the day after the birthday: the reading of the courts, and the cautious one.
    #[default]
    DayAfterBirthday,
    /// On the birthday itself, as a portal may count it.
    OnBirthday,
}

impl AgeReached {
    /// Both rules, the default first.
    pub const ALL: [Self; 2] = [Self::DayAfterBirthday, Self::OnBirthday];
}

/// The age band (до 14 лет; 14–17; 18 и старше) that the rules distinguish (Q-03).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AgeBand {
    /// 14 is not reached yet.
    Under14,
    /// 14 is reached and 18 is not.
    From14To17,
    /// 18 is reached.
    Adult,
}

impl AgeBand {
    /// All bands, youngest first.
    pub const ALL: [Self; 3] = [Self::Under14, Self::From14To17, Self::Adult];

    /// The band of a person born on `birth`, on the civil day `today` of the school's zone (Q-07).
    ///
    /// `None` where no age can be told: `birth` lies after `today`.
    #[must_use]
    pub fn on(birth: NaiveDate, today: NaiveDate, rule: AgeReached) -> Option<Self> {
        if birth > today {
            return None;
        }
        let years = full_years(birth, today, rule);
        Some(if years >= i32::from(ADULT_YEARS) {
            Self::Adult
        } else if years >= i32::from(TEEN_YEARS) {
            Self::From14To17
        } else {
            Self::Under14
        })
    }

    /// Whether the person is a minor (несовершеннолетний): not an adult.
    #[must_use]
    pub const fn is_minor(self) -> bool {
        match self {
            Self::Under14 | Self::From14To17 => true,
            Self::Adult => false,
        }
    }
}

/// The first day on which a person born on `birth` has reached `years` full years.
///
/// The order of the arithmetic is fixed by Q-05: first the anniversary, clamped to the end of its
/// month (29 February becomes 28 February in a common year), then the day after it where the rule
/// says so. The other order is wrong for everyone born on 28 February of some years.
///
/// A day beyond the calendar of `chrono` is [`NaiveDate::MAX`], which no `today` reaches.
#[must_use]
pub fn reached_on(birth: NaiveDate, years: u8, rule: AgeReached) -> NaiveDate {
    let anniversary = anniversary(birth, years).unwrap_or(NaiveDate::MAX);
    match rule {
        AgeReached::OnBirthday => anniversary,
        AgeReached::DayAfterBirthday => {
            anniversary.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
        }
    }
}

/// Whether `years` are reached on `today`.
#[must_use]
pub fn is_reached(birth: NaiveDate, years: u8, rule: AgeReached, today: NaiveDate) -> bool {
    full_years(birth, today, rule) >= i32::from(years)
}

/// The greatest number of years that is reached on `today`; negative before the birth.
///
/// The same days as those of [`reached_on`], told without making a date.
fn full_years(birth: NaiveDate, today: NaiveDate, rule: AgeReached) -> i32 {
    let is_clamped = birth.month() == 2 && birth.day() == 29 && !today.leap_year();
    let born = (birth.month(), if is_clamped { 28 } else { birth.day() });
    let now = (today.month(), today.day());
    let is_behind = match rule {
        AgeReached::OnBirthday => born <= now,
        AgeReached::DayAfterBirthday => born < now,
    };
    // INVARIANT: chrono's years are within ±262,143.
    today.year().saturating_sub(birth.year()).saturating_sub(i32::from(!is_behind))
}

/// `birth` plus `years`, clamped to the end of the month.
fn anniversary(birth: NaiveDate, years: u8) -> Option<NaiveDate> {
    let year = birth.year().checked_add(i32::from(years))?;
    birth.with_year(year).or_else(|| {
        // INVARIANT: only 29 February lacks a namesake in another year of the calendar.
        NaiveDate::from_ymd_opt(year, birth.month(), 28)
    })
}

#[cfg(test)]
mod tests;
