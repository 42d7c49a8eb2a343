//! The diary's journal (журнал): school records about the same people, as raw spreadsheet text.
//!
//! Most rows repeat what ESIA holds; some carry the errors of identity.md §7 for which a pupil is
//! not found. [`JournalRow::person`] is the truth for tests: a diary never reads it.

use crate::people::{Person, person};
use chrono::{Datelike, NaiveDate};

/// A row of the school's spreadsheet, before anything is read or corrected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct JournalRow {
    /// The register's own key: `J01`.
    pub id: &'static str,
    /// SNILS, as typed by the school.
    pub snils: String,
    /// Last name, as typed.
    pub last_name: String,
    /// First name, as typed.
    pub first_name: String,
    /// Patronymic, as typed; empty if the cell is.
    pub middle_name: String,
    /// Birth date, as typed.
    pub birth_date: String,
    /// Series of the birth certificate, as typed.
    pub cert_series: String,
    /// Number of the birth certificate, as typed.
    pub cert_number: String,
    /// Number of the act record, as typed.
    pub act_number: String,
    /// Class (класс): `5А`.
    pub class: &'static str,
    /// Key of the person whom the row is about: the truth, for tests only.
    pub person: &'static str,
}

/// The whole journal, in the order of the spreadsheet.
///
/// # Examples
///
/// ```
/// let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let journal = families::journal::journal(today);
/// assert!(journal.iter().all(|row| row.person != "absent-pupil"));
/// ```
#[must_use]
pub fn journal(today: NaiveDate) -> Vec<JournalRow> {
    ROWS.iter().filter_map(|row| Some(row.of(&person(row.person, today)?))).collect()
}

/// A row: whom it is about and where the school's text departs from the person's papers.
struct Row {
    id: &'static str,
    person: &'static str,
    class: &'static str,
    snils: Option<&'static str>,
    certificate: Option<(&'static str, &'static str)>,
    names: Option<(&'static str, &'static str, &'static str)>,
    date: DateStyle,
}

/// How the school writes dates.
#[derive(Clone, Copy)]
enum DateStyle {
    /// `14.03.2016`.
    Padded,
    /// `14.3.2016`.
    Bare,
    /// `2016-03-14`.
    Iso,
}

impl Row {
    const fn plain(id: &'static str, person: &'static str, class: &'static str) -> Self {
        let date = DateStyle::Padded;
        Self { id, person, class, snils: None, certificate: None, names: None, date }
    }

    fn of(&self, person: &Person) -> JournalRow {
        let papers = person.certificate.map_or(("", "", ""), |certificate| {
            (certificate.series, certificate.number, certificate.act_number)
        });
        let (cert_series, cert_number) = self.certificate.unwrap_or((papers.0, papers.1));
        let act_number = if cert_series.is_empty() { "" } else { papers.2 };
        let (last_name, first_name, middle_name) = self.names.unwrap_or_else(|| {
            (person.last_name, person.first_name, person.middle_name.unwrap_or(""))
        });
        JournalRow {
            id: self.id,
            snils: self.snils.unwrap_or(person.snils).into(),
            last_name: last_name.into(),
            first_name: first_name.into(),
            middle_name: middle_name.into(),
            birth_date: self.date.write(person.birth_date),
            cert_series: cert_series.into(),
            cert_number: cert_number.into(),
            act_number: act_number.into(),
            class: self.class,
            person: self.person,
        }
    }
}

impl DateStyle {
    fn write(self, date: NaiveDate) -> String {
        match self {
            Self::Padded => date.format("%d.%m.%Y").to_string(),
            Self::Bare => format!("{}.{}.{}", date.day(), date.month(), date.year()),
            Self::Iso => date.format("%Y-%m-%d").to_string(),
        }
    }
}

/// The journal as constant data. `absent-pupil` is missing on purpose.
const ROWS: &[Row] = &[
    Row::plain("J01", "granted-pupil", "4А"),
    Row::plain("J02", "asked-pupil", "3Б"),
    // The digits 1 and 4 changed places (the true number is 100-006-142 46), and nobody typed
    // the certificate: no ground holds.
    Row {
        snils: Some("100-006-412 46"),
        certificate: Some(("", "")),
        ..Row::plain("J03", "misprint-pupil", "5А")
    },
    Row::plain("J04", "adult-pupil", "11А"),
    Row::plain("J05", "adult-granted-pupil", "11А"),
    Row::plain("J21", "present-sibling", "6В"),
    Row::plain("J22", "ward-pupil", "5А"),
    Row::plain("J06", "withdrawal-pupil", "6В"),
    Row { date: DateStyle::Iso, ..Row::plain("J07", "teen-child-account", "9А") },
    Row::plain("J08", "teen-unlinked", "10А"),
    Row::plain("J09", "teen-linked", "10А"),
    Row::plain("J10", "early-self-made", "6В"),
    Row::plain("J11", "simplified-teen", "9А"),
    Row::plain("J12", "adult-child-account", "11А"),
    Row::plain("J13", "twin-first", "2А"),
    Row::plain("J14", "twin-second", "2А"),
    // Format noise only: bare spaces, decomposed «й», «е» for «ё», lower case, a wide space, a
    // Latin look-alike in the series.
    Row {
        snils: Some(" 100 029 303 67"),
        certificate: Some(("ii - TC", "№ 102929")),
        names: Some(("Ежиков-Шумныи\u{306}", "АНДРЕИ\u{306}", "Алексеевич\u{a0}")),
        date: DateStyle::Bare,
        ..Row::plain("J15", "noisy-pupil", "4А")
    },
    Row::plain("J16", "contested-pupil", "7Б"),
    Row { snils: Some(""), ..Row::plain("J17", "certificate-pupil", "5А") },
    Row::plain("J18", "plain-pupil", "6В"),
    // In the journal already, with no account at the portal yet.
    Row::plain("J19", "new-pupil", "2А"),
    Row::plain("J20", "new-teen", "11А"),
];
