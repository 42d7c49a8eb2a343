//! Excel workbooks: the first sheet, cell by cell, each used as it is typed.
//!
//! A workbook is a zip archive, and its parts are measured before they are read, so that a zip
//! bomb is refused instead of being unpacked into memory.

use super::columns::Layout;
use super::row::{OwnItem, OwnRow, Reason};
use super::{Mapping, Summary, TableError, Take};
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use esia_matching::sheet::SheetCell;
use std::borrow::Cow;
use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// What a part may always unpack to.
const PART_BYTES_MIN: u64 = 1 << 24;
/// How many times its packed size a part may unpack to; sheets stay below 50.
const RATIO_MAX: u64 = 100;
/// What all parts may unpack to; a full sheet of eleven columns stays below.
const TOTAL_BYTES_MAX: u64 = 1 << 30;
/// The most parts of an archive; a workbook has a dozen.
const PARTS_MAX: usize = 10_000;

/// Reads the first sheet of a workbook to its end; `open` begins anew at its first byte.
///
/// # Errors
///
/// [`TableError`] where the workbook or its header cannot be used, or `take` fails.
pub(super) fn read<R: Read + Seek>(
    open: impl Fn() -> io::Result<R>,
    mapping: &Mapping,
    take: &mut Take<'_>,
) -> Result<Summary, TableError> {
    measure(open()?)?;
    let mut workbook = Xlsx::new(open()?).map_err(|_| TableError::Xlsx)?;
    let sheet = workbook.sheet_names().into_iter().next().ok_or(TableError::Empty)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|_| TableError::Xlsx)?;

    let mut header = Some(Header::default());
    let mut rows: Option<Rows> = None;
    while let Some(cell) = cells.next_cell().map_err(|_| TableError::Xlsx)? {
        let (line, place) = cell.get_position();
        let line = u64::from(line).saturating_add(1);
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if let Some(open) = header.take_if(|open| open.line.is_some_and(|own| own != line)) {
            rows = Some(Rows::new(open.layout(mapping)?));
        }
        let (text, typed) = text(cell.get_value());
        match (&mut header, &mut rows) {
            (Some(open), _) => open.set(line, place, &text)?,
            (None, Some(rows)) => rows.set(line, place, &text, typed, take)?,
            (None, None) => {}
        }
    }
    match (header, rows) {
        (_, Some(mut rows)) => {
            rows.finish(take)?;
            Ok(rows.summary)
        }
        (Some(open), None) => Ok(Summary::of(open.layout(mapping)?)),
        (None, None) => Err(TableError::Empty),
    }
}

/// The row of headers, cell by cell.
#[derive(Default)]
struct Header {
    line: Option<u64>,
    texts: Vec<String>,
}

impl Header {
    fn set(&mut self, line: u64, place: usize, text: &str) -> Result<(), TableError> {
        self.line = Some(line);
        // A sheet has 16,384 columns.
        if place >= 1 << 14 {
            return Err(TableError::Xlsx);
        }
        if self.texts.len() <= place {
            self.texts.resize(place.saturating_add(1), String::new());
        }
        if let Some(own) = self.texts.get_mut(place) {
            text.clone_into(own);
        }
        Ok(())
    }

    fn layout(&self, mapping: &Mapping) -> Result<Layout, TableError> {
        if self.line.is_none() {
            return Err(TableError::Empty);
        }
        Layout::of(self.texts.iter().map(String::as_str), mapping)
    }
}

/// The rows below the headers, put together from their cells.
struct Rows {
    summary: Summary,
    layout: Layout,
    open: Option<(OwnRow, Result<(), Reason>)>,
}

impl Rows {
    fn new(layout: Layout) -> Self {
        Self { summary: Summary::of(layout.clone()), layout, open: None }
    }

    fn set(
        &mut self,
        line: u64,
        place: usize,
        text: &str,
        typed: SheetCell,
        take: &mut Take<'_>,
    ) -> io::Result<()> {
        if self.open.as_ref().is_some_and(|(row, _)| row.line() != line) {
            self.finish(take)?;
        }
        let Some(column) = self.layout.column(place) else { return Ok(()) };
        let (row, so_far) = self.open.get_or_insert_with(|| (OwnRow::new(line), Ok(())));
        if so_far.is_ok() {
            *so_far = row.set(column, text, typed);
        }
        Ok(())
    }

    fn finish(&mut self, take: &mut Take<'_>) -> io::Result<()> {
        let Some((row, so_far)) = self.open.take() else { return Ok(()) };
        let item = match so_far {
            Ok(()) => row.into_item(&self.layout),
            Err(reason) => Some(OwnItem::Refused { line: row.line(), reason }),
        };
        item.map_or(Ok(()), take)
    }
}

/// The text of a cell as the canonicaliser wants it, and how it arrived.
fn text<'a>(value: &'a DataRef<'_>) -> (Cow<'a, str>, SheetCell) {
    match value {
        DataRef::Empty => (Cow::Borrowed(""), SheetCell::Text),
        DataRef::String(text) | DataRef::DurationIso(text) => {
            (Cow::Borrowed(text), SheetCell::Text)
        }
        DataRef::SharedString(text) => (Cow::Borrowed(text), SheetCell::Text),
        // `Display` of a float never uses an exponent and shows a whole number bare.
        DataRef::Float(number) => (number.to_string().into(), SheetCell::Numeric),
        DataRef::Int(number) => (number.to_string().into(), SheetCell::Numeric),
        DataRef::Bool(value) => (value.to_string().into(), SheetCell::Text),
        DataRef::DateTime(moment) if moment.is_datetime() => (date(moment).into(), SheetCell::Text),
        DataRef::DateTime(moment) => (moment.as_f64().to_string().into(), SheetCell::Numeric),
        DataRef::DateTimeIso(text) => {
            (Cow::Borrowed(text.strip_suffix("T00:00:00").unwrap_or(text)), SheetCell::Text)
        }
        DataRef::Error(_) => (Cow::Borrowed("#"), SheetCell::Text),
    }
}

/// The date of a cell of either epoch; a cell that holds a time of day too is no birth date.
fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// Unpacks every part into nothing, and counts.
fn measure(file: impl Read + Seek) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(file).map_err(|_| TableError::Xlsx)?;
    if archive.len() > PARTS_MAX {
        return Err(TableError::Bomb);
    }
    let mut total = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| TableError::Xlsx)?;
        let limit = part.compressed_size().saturating_mul(RATIO_MAX).max(PART_BYTES_MIN);
        let mut measured = part.take(limit.saturating_add(1));
        let size = io::copy(&mut measured, &mut io::sink()).map_err(|_| TableError::Xlsx)?;
        total = total.saturating_add(size);
        if size > limit || total > TOTAL_BYTES_MAX {
            return Err(TableError::Bomb);
        }
    }
    Ok(())
}
