//! A journal from a file, checked before it is taken in: what is new, what differs, what cannot be
//! used and why.
//!
//! Nothing is deleted by an upload: a record that the file does not name stays, and a blank cell
//! leaves the value that is there.

mod merge;
mod problem;

pub use problem::Problem;

use crate::desk::check;
use crate::desk::record_form::{Feedback, RecordForm};
use crate::register;
use crate::store::{Enrolment, Record, Row};
use bytes::Bytes;
use diaryctl::journal::{self, Column, Journal, JournalRow};
use esia_core::record::RecordId;
use esia_matching::index::Index;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A journal that can be handed over: the rows as they are to be, and the report on them.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The rows that are new or differ.
    pub rows: Vec<Row>,
    /// What is told of the file.
    pub report: Report,
}

/// What the check tells; values are masked.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Report {
    /// How many rows the register does not hold yet.
    pub new: usize,
    /// How many differ from the register.
    pub changed: usize,
    /// How many say what the register says.
    pub unchanged: usize,
    /// How many records in force the file does not name.
    pub missing: usize,
    /// The first of them.
    pub missing_shown: Vec<String>,
    /// How many rows are left out.
    pub refused: usize,
    /// The first of them: the line and the reason.
    pub refused_shown: Vec<(u64, String)>,
    /// The headers that name no column.
    pub unknown: Vec<String>,
    /// How many rows were read as Windows-1251.
    pub converted: u64,
    /// How many of the new and changed records have something to mend.
    pub flawed: usize,
    /// The first of them.
    pub flawed_shown: Vec<(String, Vec<String>)>,
    /// The first of the new and changed records.
    pub rows_shown: Vec<ShownRow>,
}

/// A row as the report shows it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ShownRow {
    /// The line of the file.
    pub line: u64,
    /// The key.
    pub record: String,
    /// Whether the register does not hold it yet.
    pub is_new: bool,
    /// What differs: the field, what stands there, and what is to stand there, masked.
    pub fields: Vec<(String, String, String)>,
}

/// Reads a file and compares it with the register; a member of staff of one school brings in its
/// pupils alone.
///
/// # Errors
///
/// [`Problem`]: a file that is no journal, with what to do about it.
pub fn check(file: &Bytes, register: &[Record], school: Option<&str>) -> Result<Checked, Problem> {
    if is_no_table(file) {
        return Err(Problem::no_table());
    }
    let journal = journal::read(file, ROWS_MAX).map_err(|error| Problem::of(&error))?;
    if journal.rows.is_empty() && journal.refused.is_empty() {
        return Err(Problem::no_rows());
    }
    Ok(compare(&journal, register, school))
}

/// Whether the bytes are neither text nor a workbook: a picture, a PDF, a Parquet file.
fn is_no_table(file: &[u8]) -> bool {
    let known: [&[u8]; 4] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"\xFF\xFE", b"\xFE\xFF"];
    let start = file.get(..4096).unwrap_or(file);
    !known.iter().any(|mark| file.starts_with(mark))
        && (start.contains(&0) || file.starts_with(b"PAR1") || file.starts_with(b"%PDF"))
}

fn compare(journal: &Journal, register: &[Record], school: Option<&str>) -> Checked {
    let before: BTreeMap<&str, &Record> =
        register.iter().map(|record| (record.id.as_str(), record)).collect();
    let mut lines: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for row in &journal.rows {
        lines.entry(row.cell(Column::Id).0.trim()).or_default().push(row.line());
    }
    let mut report = Report {
        unknown: journal.unknown.clone(),
        converted: journal.converted,
        ..Report::default()
    };
    let mut refused: Vec<(u64, String)> =
        journal.refused.iter().map(|(line, why)| (*line, problem::of_row(*why))).collect();
    let mut rows = Vec::new();
    for row in &journal.rows {
        let id = row.cell(Column::Id).0.trim();
        let before = before.get(id).copied();
        let taken = take(row, before, lines.get(id).map_or(&[], Vec::as_slice));
        match taken.and_then(|after| of_school(before, after, school)) {
            Err(why) => refused.push((row.line(), why)),
            Ok(after)
                if before.is_some_and(|before| merge::differences(before, &after).is_empty()) =>
            {
                report.unchanged = report.unchanged.saturating_add(1);
            }
            Ok(after) => {
                let count = if before.is_some() { &mut report.changed } else { &mut report.new };
                *count = count.saturating_add(1);
                if report.rows_shown.len() < ROWS_SHOWN_MAX {
                    report.rows_shown.push(shown(row.line(), before, &after));
                }
                rows.push(Row { record: after });
            }
        }
    }
    refused.sort();
    report.refused = refused.len();
    refused.truncate(SHOWN_MAX);
    report.refused_shown = refused;
    let is_missing = |record: &&Record| {
        record.enrolment == Enrolment::Active
            && school.is_none_or(|own| own == record.school)
            && !lines.contains_key(record.id.as_str())
    };
    report.missing = register.iter().filter(is_missing).count();
    let missing = register.iter().filter(is_missing).take(SHOWN_MAX);
    report.missing_shown = missing.map(|record| record.id.as_str().to_owned()).collect();
    find_flaws(&mut report, &rows, register);
    Checked { rows, report }
}

/// The record that a row makes, or why it is left out.
fn take(row: &JournalRow, before: Option<&Record>, lines: &[u64]) -> Result<Record, String> {
    if lines.len() > 1 {
        return Err(problem::twice(lines));
    }
    problem::of_cells(row)?;
    let after = merge::merged(row, before);
    let unreadable = |record: &Record| -> Vec<String> {
        let form = RecordForm::of(record, String::new(), String::new());
        let feedback = form.feedback().into_iter();
        let whys = feedback.filter_map(|(_, feedback)| match feedback {
            Feedback::Unreadable(why) => Some(why),
            Feedback::Read(_) | Feedback::Doubt(_) => None,
        });
        whys.collect()
    };
    let known = before.map(unreadable).unwrap_or_default();
    let whys: Vec<String> =
        unreadable(&after).into_iter().filter(|why| !known.contains(why)).collect();
    if !whys.is_empty() {
        return Err(whys.join("; "));
    }
    if before.is_none() && after.class.is_empty() {
        return Err(String::from("Класс не указан; без него ученика не внести"));
    }
    Ok(after)
}

/// The record as one of the school of whoever uploads it, or why it is none.
fn of_school(
    before: Option<&Record>,
    mut after: Record,
    school: Option<&str>,
) -> Result<Record, String> {
    let Some(own) = school else { return Ok(after) };
    if before.is_none() && after.school.is_empty() {
        own.clone_into(&mut after.school);
    }
    if before.is_none_or(|before| before.school == own) && after.school == own {
        Ok(after)
    } else {
        Err(String::from("это ученик другой школы; вы вносите записи только своей"))
    }
}

fn shown(line: u64, before: Option<&Record>, after: &Record) -> ShownRow {
    let fields =
        before.map_or_else(|| merge::fields(after), |before| merge::differences(before, after));
    ShownRow { line, record: after.id.as_str().to_owned(), is_new: before.is_none(), fields }
}

/// What is wrong with the new and changed records, duplicates in the register as it would be
/// included.
fn find_flaws(report: &mut Report, rows: &[Row], register: &[Record]) {
    let mut whole: BTreeMap<&RecordId, &Record> =
        register.iter().map(|record| (&record.id, record)).collect();
    whole.extend(rows.iter().map(|row| (&row.record.id, &row.record)));
    let index = Index::new(whole.into_values().map(register::entry));
    let own: Vec<Record> = rows
        .iter()
        .filter(|row| row.record.enrolment == Enrolment::Active)
        .map(|row| row.record.clone())
        .collect();
    let mut flawed = check::check(&own, &index).flawed;
    let ids: BTreeSet<&RecordId> = own.iter().map(|record| &record.id).collect();
    flawed.retain(|(record, _)| ids.contains(record));
    report.flawed = flawed.len();
    let flawed = flawed.into_iter().take(FLAWED_SHOWN_MAX);
    report.flawed_shown =
        flawed.map(|(record, hints)| (record.as_str().to_owned(), hints)).collect();
}

/// The most rows of one file; the largest school has a few thousand pupils.
const ROWS_MAX: usize = 20_000;

/// How many lines each list of the report shows.
const SHOWN_MAX: usize = 100;

/// How many records it shows field by field.
const ROWS_SHOWN_MAX: usize = 20;

/// How many records it shows with what is to be mended.
const FLAWED_SHOWN_MAX: usize = 50;
