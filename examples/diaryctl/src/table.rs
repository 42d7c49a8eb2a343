//! Tables of people, read row by row: CSV, Excel workbooks and Parquet (design.md §3.2).
//!
//! Whatever the format, a caller sees rows with the columns of the contract, and rows that are
//! refused with their line and a reason. A reason names the field and never a value.

mod columns;
mod csv;
mod lines;
mod mapping;
mod parquet;
mod row;
mod xlsx;

pub(crate) use columns::Column;
pub(crate) use mapping::Mapping;
pub(crate) use row::{Reason, Row};

use columns::Layout;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

/// One row of a table, or the line of one that cannot be used.
pub(crate) enum Item {
    /// A row with an id.
    Row(Row),
    /// A row that is left out.
    Refused {
        /// The physical line at which it begins.
        line: u64,
        /// Why.
        reason: Reason,
    },
}

/// What is known of a table once it has been read.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    layout: Layout,
    /// Records that were not UTF-8 and were read as Windows-1251.
    pub(crate) converted: u64,
    /// The line of the first of them.
    pub(crate) first_converted: Option<u64>,
}

impl Summary {
    const fn of(layout: Layout) -> Self {
        Self { layout, converted: 0, first_converted: None }
    }

    /// Whether the table has such a column at all.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.layout.has(column)
    }
}

/// Who takes the items of a table, in order.
type Take<'a> = dyn FnMut(Item) -> io::Result<()> + 'a;

/// Reads a table and hands over its items in order; `-` is standard input.
///
/// # Errors
///
/// [`TableError`] where the table as a whole cannot be used, or `take` fails.
pub(crate) fn read(
    path: &Path,
    mapping: &Mapping,
    take: &mut Take<'_>,
) -> Result<Summary, TableError> {
    if path == Path::new("-") {
        let mut input = io::stdin().lock();
        let start = input.fill_buf()?;
        return match Format::of(start)? {
            Format::Csv => csv::read(input, mapping, take),
            Format::Xlsx | Format::Parquet => Err(TableError::NotACsvStream),
        };
    }
    let mut input = BufReader::with_capacity(1 << 16, File::open(path)?);
    match Format::of(input.fill_buf()?)? {
        Format::Csv => csv::read(input, mapping, take),
        Format::Xlsx => guarded(TableError::Xlsx, || xlsx::read(path, mapping, take)),
        Format::Parquet => guarded(TableError::Parquet, || parquet::read(path, mapping, take)),
    }
}

/// Runs a reader that is not ours: if it panics on a broken file, the file is refused, and the
/// text of the panic, which may hold values, is not printed.
fn guarded(
    broken: TableError,
    read: impl FnOnce() -> Result<Summary, TableError>,
) -> Result<Summary, TableError> {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let done = panic::catch_unwind(AssertUnwindSafe(read));
    panic::set_hook(hook);
    done.unwrap_or(Err(broken))
}

/// What a file holds, told by its first bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Format {
    Csv,
    Xlsx,
    Parquet,
}

impl Format {
    fn of(start: &[u8]) -> Result<Self, TableError> {
        if start.is_empty() {
            Err(TableError::Empty)
        } else if start.starts_with(b"PK\x03\x04") {
            Ok(Self::Xlsx)
        } else if start.starts_with(b"PAR1") {
            Ok(Self::Parquet)
        } else if start.starts_with(b"\xD0\xCF\x11\xE0") {
            Err(TableError::OldWorkbook)
        } else if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
            Err(TableError::Utf16)
        } else {
            Ok(Self::Csv)
        }
    }
}

/// Why a table cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TableError {
    /// What reading the file, or writing the answers, fails with.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A file of no bytes, or of blank lines alone.
    #[error("the file is empty; give at least the line of headers")]
    Empty,
    /// A header without `birth_date`.
    #[error("column {} ({}) is missing; add it or name it with --columns", .0.as_str(), .0.russian())]
    Missing(Column),
    /// A header with both `snils` and `СНИЛС`.
    #[error("column {} ({}) is given twice; leave one", .0.as_str(), .0.russian())]
    Twice(Column),
    /// A header line with an open quotation mark.
    #[error("the line of headers cannot be read: {0}")]
    Header(Reason),
    /// A file that Excel saved as "Unicode text".
    #[error("the file is UTF-16; save it as CSV in UTF-8")]
    Utf16,
    /// A workbook of the time before 2007.
    #[error("the file is an .xls workbook; save it as .xlsx")]
    OldWorkbook,
    /// A workbook or a Parquet file on standard input.
    #[error("only CSV is read from standard input; name the file instead")]
    NotACsvStream,
    /// A zip archive that is no workbook, or a broken one.
    #[error("the workbook cannot be read to its end; save it again as .xlsx or as CSV")]
    Xlsx,
    /// A zip bomb.
    #[error("the workbook unpacks to more than a workbook can hold; save it as CSV")]
    Bomb,
    /// A truncated Parquet file.
    #[error("the Parquet file is broken or truncated; write it again")]
    Parquet,
}

#[cfg(test)]
mod tests;
