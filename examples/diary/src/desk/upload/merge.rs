//! A row of a file over the record that the register holds.

use crate::desk::mask;
use crate::register::evidence;
use crate::store::{Enrolment, Record};
use diaryctl::journal::{Column, JournalRow};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::certificate::BirthCertificate;
use esia_matching::name::FullName;
use esia_matching::sheet::SheetCell;
use esia_matching::snils::Snils;

/// The record as it is to be. A blank cell leaves what is there, and a value that is read as the
/// register's own leaves its spelling.
pub(super) fn merged(row: &JournalRow, before: Option<&Record>) -> Record {
    let id = RecordId::new(row.cell(Column::Id).0.trim().to_owned());
    let mut after = before.cloned().unwrap_or_else(|| blank(id));
    for (column, field) in [
        (Column::LastName, &mut after.last_name),
        (Column::FirstName, &mut after.first_name),
        (Column::MiddleName, &mut after.middle_name),
        (Column::BirthDate, &mut after.birth_date),
    ] {
        if let Some(text) = text(row, column) {
            *field = Personal::new(text.to_owned());
        }
    }
    if let Some(number) = text(row, Column::Snils) {
        after.snils = Personal::new(snils(number, row.cell(Column::Snils).1));
    }
    let (series, number) = certificate(row);
    for (value, field) in [(series, &mut after.cert_series), (number, &mut after.cert_number)] {
        if let Some(value) = value {
            *field = Personal::new(value);
        }
    }
    for (column, field) in [
        (Column::Class, &mut after.class),
        (Column::School, &mut after.school),
        (Column::SchoolYear, &mut after.school_year),
    ] {
        if let Some(text) = text(row, column) {
            text.clone_into(field);
        }
    }
    if let Some(before) = before {
        keep_spelling(before, &mut after);
    }
    after
}

fn blank(id: RecordId) -> Record {
    let none = || Personal::new(String::new());
    Record {
        id,
        snils: none(),
        last_name: none(),
        first_name: none(),
        middle_name: none(),
        birth_date: none(),
        cert_series: none(),
        cert_number: none(),
        class: String::new(),
        school: String::new(),
        school_year: String::new(),
        enrolment: Enrolment::Active,
        pupil: None,
        version: 0,
    }
}

/// What stands in a cell; a dash stands for nothing.
fn text(row: &JournalRow, column: Column) -> Option<&str> {
    let text = row.cell(column).0.trim();
    let is_blank = text.chars().all(|sign| matches!(sign, '-' | '–' | '—'));
    (!is_blank).then_some(text)
}

/// The register keeps texts: what a spreadsheet made a number gets its zeros back.
fn snils(text: &str, cell: SheetCell) -> String {
    match cell {
        SheetCell::Text => text.to_owned(),
        SheetCell::Numeric => {
            Snils::read(text, cell).map_or_else(|_| text.to_owned(), |read| read.value.to_string())
        }
    }
}

/// Series and number, from their columns or from the one that holds both.
fn certificate(row: &JournalRow) -> (Option<String>, Option<String>) {
    let (series, number) = (text(row, Column::CertSeries), text(row, Column::CertNumber));
    let whole = |value: &BirthCertificate| (Some(value.series()), Some(value.number().to_owned()));
    if series.is_none() && number.is_none() {
        let Some(both) = text(row, Column::Certificate) else { return (None, None) };
        return BirthCertificate::read(both).map_or_else(
            |_| match both.rsplit_once(char::is_whitespace) {
                Some((series, number)) => (Some(series.to_owned()), Some(number.to_owned())),
                None => (None, Some(both.to_owned())),
            },
            |read| whole(&read.value),
        );
    }
    let cell = row.cell(Column::CertNumber).1;
    match (cell, series, number) {
        (SheetCell::Numeric, Some(series), Some(number)) => {
            BirthCertificate::read_parts(series, number, cell).map_or_else(
                |_| (Some(series.to_owned()), Some(number.to_owned())),
                |read| whole(&read.value),
            )
        }
        (SheetCell::Numeric | SheetCell::Text, _, _) => {
            (series.map(str::to_owned), number.map(str::to_owned))
        }
    }
}

/// What reads alike is no change.
fn keep_spelling(before: &Record, after: &mut Record) {
    let (one, other) = (evidence(before), evidence(after));
    let alike = |is_read: bool, is_equal: bool| is_read && is_equal;
    let (old, new) = (one.names().value(), other.names().value());
    if alike(old.is_some(), old.map(FullName::exact_key) == new.map(FullName::exact_key)) {
        after.last_name = before.last_name.clone();
        after.first_name = before.first_name.clone();
        after.middle_name = before.middle_name.clone();
    }
    let (old, new) = (one.birth_date().value(), other.birth_date().value());
    if alike(old.is_some(), old == new) {
        after.birth_date = before.birth_date.clone();
    }
    let (old, new) = (one.snils().value(), other.snils().value());
    if alike(old.is_some(), old == new) {
        after.snils = before.snils.clone();
    }
    let (old, new) = (one.certificate().value(), other.certificate().value());
    if alike(old.is_some(), old == new) {
        after.cert_series = before.cert_series.clone();
        after.cert_number = before.cert_number.clone();
    }
}

/// A field by name, its text in a record, and how it is masked.
type Field = (&'static str, fn(&Record) -> &str, fn(&str) -> String);

const FIELDS: [Field; 10] = [
    ("Фамилия", |row| row.last_name.expose(), mask::word),
    ("Имя", |row| row.first_name.expose(), mask::word),
    ("Отчество", |row| row.middle_name.expose(), mask::word),
    ("Дата рождения", |row| row.birth_date.expose(), mask::number),
    ("СНИЛС", |row| row.snils.expose(), mask::number),
    ("Серия свидетельства", |row| row.cert_series.expose(), mask::number),
    ("Номер свидетельства", |row| row.cert_number.expose(), mask::number),
    ("Класс", |row| &row.class, str::to_owned),
    ("Школа", |row| &row.school, str::to_owned),
    ("Учебный год", |row| &row.school_year, str::to_owned),
];

/// The fields that differ, masked.
pub(super) fn differences(before: &Record, after: &Record) -> Vec<(String, String, String)> {
    let differing = FIELDS.iter().filter(|(_, of, _)| of(before) != of(after));
    differing
        .map(|(name, of, mask)| ((*name).to_owned(), mask(of(before)), mask(of(after))))
        .collect()
}

/// The fields of a new record that are not blank, masked.
pub(super) fn fields(after: &Record) -> Vec<(String, String, String)> {
    let given = FIELDS.iter().filter(|(_, of, _)| !of(after).is_empty());
    given.map(|(name, of, mask)| ((*name).to_owned(), String::new(), mask(of(after)))).collect()
}
