//! CSV: the delimiter by the header, the encoding record by record.

use super::columns::Layout;
use super::lines::{Record, Records};
use super::row::{Reason, Row};
use super::{Column, Item, Mapping, Summary, TableError, Take};
use encoding_rs::WINDOWS_1251;
use esia_matching::sheet::SheetCell;
use std::borrow::Cow;
use std::io::BufRead;

/// Reads a CSV file to its end.
///
/// # Errors
///
/// [`TableError`] where the header cannot be used, or reading or `take` fails.
pub(super) fn read(
    input: impl BufRead,
    mapping: &Mapping,
    take: &mut Take<'_>,
) -> Result<Summary, TableError> {
    let mut records = Records::new(input);
    // Excel's own line, which only names the delimiter.
    if records.peek()?.is_some_and(|line| line.starts_with(b"sep=") && line.len() <= 6) {
        records.skip()?;
    }
    let delimiter = delimiter(records.peek()?.ok_or(TableError::Empty)?, mapping);
    records.delimit(delimiter);

    let mut record = Record::default();
    records.next(None, &mut record)?.ok_or(TableError::Empty)?.map_err(TableError::Header)?;
    let (headers, _) = texts(&record);
    let layout = Layout::of(headers.iter().map(AsRef::as_ref), mapping)?;
    let width = layout.width;
    let mut summary = Summary::of(layout);
    while let Some(read) = records.next(Some(width), &mut record)? {
        let line = record.line;
        if let Err(reason) = read {
            take(Item::Refused { line, reason })?;
            continue;
        }
        let (fields, is_converted) = texts(&record);
        if is_converted {
            summary.converted = summary.converted.saturating_add(1);
            summary.first_converted.get_or_insert(line);
        }
        take(match row(line, &fields, &summary.layout) {
            Ok(None) => continue,
            Ok(Some(row)) => Item::Row(row),
            Err(reason) => Item::Refused { line, reason },
        })?;
    }
    Ok(summary)
}

/// The row of a record; none where it is blank.
fn row(line: u64, fields: &[Cow<'_, str>], layout: &Layout) -> Result<Option<Row>, Reason> {
    let mut row = Row::new(line);
    for (place, text) in fields.iter().enumerate() {
        if let Some(column) = layout.column(place) {
            row.set(column, text, SheetCell::Text)?;
        }
    }
    if row.is_blank() { Ok(None) } else { row.checked().map(Some) }
}

/// The fields of a record: UTF-8 if the whole record is, else Windows-1251.
fn texts(record: &Record) -> (Vec<Cow<'_, str>>, bool) {
    if record.fields().all(|field| str::from_utf8(field).is_ok()) {
        (record.fields().map(String::from_utf8_lossy).collect(), false)
    } else {
        let decoded =
            record.fields().map(|field| WINDOWS_1251.decode_without_bom_handling(field).0);
        (decoded.collect(), true)
    }
}

/// What separates the fields: whichever gives more columns that are known, then more fields.
fn delimiter(header: &[u8], mapping: &Mapping) -> u8 {
    let text = str::from_utf8(header)
        .map_or_else(|_| WINDOWS_1251.decode_without_bom_handling(header).0, Cow::Borrowed);
    let gain = |delimiter: char| {
        let fields = || text.split(delimiter);
        let known = fields()
            .filter_map(|field| mapping.column(field.trim().trim_matches('"')))
            .filter(|column: &Column| !column.as_str().is_empty());
        (known.count(), fields().count())
    };
    if gain(';') > gain(',') { b';' } else { b',' }
}
