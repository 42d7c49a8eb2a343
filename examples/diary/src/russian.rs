//! Russian as people write it: plurals, days, weeks.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Weekday};

/// The form of a noun that goes with a number: `["урок", "урока", "уроков"]`.
#[must_use]
pub const fn plural(number: usize, forms: [&str; 3]) -> &str {
    let [one, few, many] = forms;
    match (number % 100, number % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        (_, _) => many,
    }
}

/// `5 уроков`.
#[must_use]
pub fn count(number: usize, forms: [&str; 3]) -> String {
    format!("{number} {}", plural(number, forms))
}

/// `30 ноября`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month(day.month()))
}

/// `30 ноября 2026 года`.
#[must_use]
pub fn full_day(of: NaiveDate) -> String {
    format!("{} {} года", day(of), of.year())
}

/// `понедельник, 30 ноября`.
#[must_use]
pub fn weekday(of: NaiveDate) -> String {
    let name = match of.weekday() {
        Weekday::Mon => "понедельник",
        Weekday::Tue => "вторник",
        Weekday::Wed => "среда",
        Weekday::Thu => "четверг",
        Weekday::Fri => "пятница",
        Weekday::Sat => "суббота",
        Weekday::Sun => "воскресенье",
    };
    format!("{name}, {}", day(of))
}

/// `30.11.2026, 14:05`, in the school's zone.
#[must_use]
pub fn moment(seconds: i64, zone: FixedOffset) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(
        || String::from("—"),
        |at| at.with_timezone(&zone).format("%d.%m.%Y, %H:%M").to_string(),
    )
}

const fn month(number: u32) -> &'static str {
    match number {
        1 => "января",
        2 => "февраля",
        3 => "марта",
        4 => "апреля",
        5 => "мая",
        6 => "июня",
        7 => "июля",
        8 => "августа",
        9 => "сентября",
        10 => "октября",
        11 => "ноября",
        _ => "декабря",
    }
}

#[cfg(test)]
mod tests {
    use super::{count, full_day, moment, weekday};
    use chrono::{FixedOffset, NaiveDate};

    #[test]
    fn numbers_take_their_own_form_of_the_noun() {
        let lessons = |number| count(number, ["урок", "урока", "уроков"]);
        let expected = [
            (0, "0 уроков"),
            (1, "1 урок"),
            (2, "2 урока"),
            (4, "4 урока"),
            (5, "5 уроков"),
            (11, "11 уроков"),
            (14, "14 уроков"),
            (21, "21 урок"),
            (22, "22 урока"),
            (111, "111 уроков"),
            (121, "121 урок"),
        ];
        for (number, text) in expected {
            assert_eq!(lessons(number), text);
        }
    }

    #[test]
    fn days_are_written_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert_eq!(full_day(day), "30 ноября 2026 года");
        assert_eq!(weekday(day), "понедельник, 30 ноября");
        let zone = FixedOffset::east_opt(3 * 3600).unwrap();
        assert_eq!(moment(0, zone), "01.01.1970, 03:00");
    }
}
