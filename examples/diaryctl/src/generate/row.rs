//! The texts of one line of a file.

use super::person::{Person, digits_text};
use chrono::NaiveDate;

/// The texts of a person, as they stand in a line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Row {
    pub(crate) snils: String,
    pub(crate) last: String,
    pub(crate) first: String,
    pub(crate) middle: String,
    pub(crate) birth: String,
    pub(crate) series: String,
    pub(crate) number: String,
    pub(super) act_number: String,
    pub(super) act_date: String,
}

/// The columns of a journal and of the identities, in the order of [`Row::cells`].
pub(super) const HEADER: [&str; 10] = [
    "id",
    "snils",
    "last_name",
    "first_name",
    "middle_name",
    "birth_date",
    "cert_series",
    "cert_number",
    "act_number",
    "act_date",
];

impl Row {
    /// As a school types with care: the date with the year first.
    pub(super) fn of_journal(person: &Person) -> Self {
        Self::new(person, "%Y-%m-%d")
    }

    /// As ESIA sends it: the date with the day first.
    pub(super) fn of_identity(person: &Person) -> Self {
        Self::new(person, "%d.%m.%Y")
    }

    fn new(person: &Person, date: &str) -> Self {
        Self {
            snils: snils_text(&person.snils),
            last: person.name.last.clone(),
            first: person.name.first.to_owned(),
            middle: person.name.middle.clone(),
            birth: day_text(person.birth, date),
            series: person.certificate.series(),
            number: person.certificate.digits(),
            act_number: person.act_number.clone(),
            act_date: day_text(person.act_date, date),
        }
    }

    /// Without a SNILS.
    pub(super) fn drop_snils(&mut self) {
        self.snils.clear();
    }

    /// Without a certificate and the act that stands on it.
    pub(super) fn drop_certificate(&mut self) {
        for text in [&mut self.series, &mut self.number, &mut self.act_number, &mut self.act_date] {
            text.clear();
        }
    }

    /// The cells after `id`, in the order of [`HEADER`].
    pub(super) fn cells(&self) -> [&str; 9] {
        [
            &self.snils,
            &self.last,
            &self.first,
            &self.middle,
            &self.birth,
            &self.series,
            &self.number,
            &self.act_number,
            &self.act_date,
        ]
    }
}

/// `XXX-XXX-XXX YY`.
pub(crate) fn snils_text(digits: &[u8; 11]) -> String {
    let mut text = String::with_capacity(14);
    for (place, digit) in digits.iter().enumerate() {
        match place {
            3 | 6 => text.push('-'),
            9 => text.push(' '),
            _ => {}
        }
        text.push_str(&digits_text(&[*digit]));
    }
    text
}

/// A day in a pattern of `chrono`.
pub(super) fn day_text(day: NaiveDate, pattern: &str) -> String {
    day.format(pattern).to_string()
}
