//! Birth dates: identity.md 3.5a and rows 73 to 79 of its catalogue.

use esia_matching::birth_date::{BirthDate, BirthDateError, DateOrder};

fn date(text: &str) -> Result<String, BirthDateError> {
    BirthDate::parse(text).map(|date| date.to_string())
}

fn declared_date(text: &str) -> Result<String, BirthDateError> {
    BirthDate::parse_with(text, DateOrder::DayMonthYear).map(|date| date.to_string())
}

// ---- birth dates: identity.md 3.5a ----

#[test]
fn vectors_of_3_5a() {
    assert_eq!(date("01.02.2015").as_deref(), Ok("2015-02-01"));
    assert_eq!(date("1.2.2015").as_deref(), Ok("2015-02-01"));
    assert_eq!(date("2015-02-01").as_deref(), Ok("2015-02-01"));
    for text in ["31.06.2015", "29.02.2015"] {
        assert_eq!(date(text), Err(BirthDateError::Impossible), "{text}");
    }
    for text in ["1899-12-31", "2101-01-01"] {
        assert_eq!(date(text), Err(BirthDateError::Range), "{text}");
    }
    for text in ["2015-01-31T21:00Z", "01/02/2015", "42036", "01.02.15"] {
        assert_eq!(date(text), Err(BirthDateError::Shape), "{text}");
    }
    assert_eq!(date("29.02.2016").as_deref(), Ok("2016-02-29"));
    assert_eq!(date("  "), Err(BirthDateError::Empty));
}

#[test]
fn dates_of_7a_lose_blanks_and_invisible_signs_round_them() {
    for text in
        [" 01.02.2015", "01.02.2015\t", "\u{A0}2015-02-01\u{200B}", "\u{FEFF}1.2.2015\u{200E} "]
    {
        assert_eq!(date(text).as_deref(), Ok("2015-02-01"), "{text:?}");
    }
    for text in ["01-02-2015", "1-2-2015", "2015-2-1", "2015/02/01", "01. 02. 2015", "٠١.٠٢.٢٠١٥"]
    {
        assert_eq!(date(text), Err(BirthDateError::Shape), "{text}");
    }
}

// ---- birth dates: the catalogue ----

#[test]
fn row_73_the_order_is_known_with_dots_and_otherwise_only_where_declared() {
    assert_eq!(date("1.2.2015").as_deref(), Ok("2015-02-01"));
    for text in ["01/02/2015", "1/2/2015", "01-02-2015"] {
        assert_eq!(date(text), Err(BirthDateError::Shape), "{text}");
        assert_eq!(declared_date(text).as_deref(), Ok("2015-02-01"), "{text}");
    }
    assert_eq!(declared_date("2015-02-01").as_deref(), Ok("2015-02-01"), "ISO stays ISO");
}

#[test]
fn rows_74_and_77_swapped_and_default_days_are_kept_as_other_dates() {
    assert_eq!(date("03.09.2015").as_deref(), Ok("2015-09-03"));
    assert_eq!(date("09.03.2015").as_deref(), Ok("2015-03-09"));
    assert_eq!(date("01.01.2015").as_deref(), Ok("2015-01-01"));
}

#[test]
fn rows_75_76_78_and_79_serials_short_years_impossible_days_and_moments_are_refused() {
    for order in [DateOrder::Undeclared, DateOrder::DayMonthYear] {
        for text in ["42036", "01.02.15", "2015-01-31T21:00Z", "2015-01-31 00:00:00"] {
            assert_eq!(BirthDate::parse_with(text, order), Err(BirthDateError::Shape), "{text}");
        }
        for text in ["31.06.2015", "2015-06-31", "00.01.2015", "01.13.2015", "2015-00-10"] {
            let read = BirthDate::parse_with(text, order);
            assert_eq!(read, Err(BirthDateError::Impossible), "{text}");
        }
    }
}
