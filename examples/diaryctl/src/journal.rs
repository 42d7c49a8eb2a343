//! A school's journal from bytes: the readers as a service calls them.
//!
//! A reader of a workbook that panics on a broken file is caught, and meanwhile no panic of any
//! thread is printed; one journal is read at a time, so that the hook is put back as it was.

pub use crate::table::{Column, Reason, TableError};

use crate::reconcile::threads;
use crate::table::{self, Item, Mapping, OwnRow, Part, Source};
use bytes::Bytes;
use esia_matching::sheet::SheetCell;
use std::fmt;
use std::io;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// A journal as it was read; a row that cannot be used stands among the refused.
#[derive(Debug)]
#[non_exhaustive]
pub struct Journal {
    /// The rows, in their order.
    pub rows: Vec<JournalRow>,
    /// The lines that are left out, and why, in their order.
    pub refused: Vec<(u64, Reason)>,
    /// The headers that name no column, the first of them, shortened.
    pub unknown: Vec<String>,
    /// How many records were not UTF-8 and were read as Windows-1251.
    pub converted: u64,
}

/// One row; `Debug` tells its line alone.
pub struct JournalRow {
    line: u64,
    row: OwnRow,
}

impl JournalRow {
    /// The physical line at which the row begins.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// The text in a column, and how it arrived; empty where there is none.
    #[must_use]
    pub fn cell(&self, column: Column) -> (&str, SheetCell) {
        self.row.row().typed(column)
    }
}

impl fmt::Debug for JournalRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalRow").field("line", &self.line).finish_non_exhaustive()
    }
}

/// Why a journal cannot be used at all.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum JournalError {
    /// A broken workbook, a header without `birth_date`.
    #[error(transparent)]
    Table(#[from] TableError),
    /// More rows than the caller takes.
    #[error("the journal has more than {0} rows; split it")]
    TooLong(usize),
}

/// Reads a journal of whatever format it is, told by its bytes: CSV in UTF-8 or Windows-1251, or
/// a workbook. No formula is evaluated: what counts is the text or the value that stands there.
///
/// # Errors
///
/// [`JournalError`]: a journal that cannot be used at all, or of more than `rows_max` rows, those
/// that are refused included.
pub fn read(bytes: &Bytes, rows_max: usize) -> Result<Journal, JournalError> {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let pool = threads(Some(NonZeroUsize::MIN)).map_err(TableError::Io)?;
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    let mut is_long = false;
    let summary =
        table::read(Source::Bytes(bytes), &Mapping::default(), &pool, &cut, &mut |part| {
            let (own_rows, own_refused) = part;
            rows.extend(own_rows);
            refused.extend(own_refused);
            is_long = rows.len().saturating_add(refused.len()) > rows_max;
            if is_long { Err(io::Error::other("too long")) } else { Ok(()) }
        });
    if is_long {
        return Err(JournalError::TooLong(rows_max));
    }
    let summary = summary?;
    let (unknown, converted) = (summary.unknown().to_vec(), summary.converted.count);
    Ok(Journal { rows, refused, unknown, converted })
}

/// The rows of a part, and the lines of it that are left out.
type Cut = (Vec<JournalRow>, Vec<(u64, Reason)>);

fn cut(part: &Part<'_>) -> Cut {
    let mut cut = (Vec::new(), Vec::new());
    part.for_each(|_, item| match item {
        Item::Row(row) => cut.0.push(JournalRow { line: row.line, row: OwnRow::of(row) }),
        Item::Refused { line, reason } => cut.1.push((line, reason)),
    });
    cut
}

#[cfg(test)]
mod tests {
    use super::{Column, JournalError, Reason, SheetCell, TableError, read};
    use bytes::Bytes;

    const HEADER: &str = "id;Фамилия;Имя;Дата рождения;Класс;Столовая\n";

    #[test]
    fn rows_keep_their_lines_and_a_column_that_is_not_known_is_named() {
        let text = format!("{HEADER}J5;Тестова;Анна;05.03.2014;5А;да\nJ6;Тестов\n");
        let journal = read(&Bytes::from(text), 2).unwrap();
        assert_eq!(journal.unknown, ["Столовая"]);
        assert_eq!(journal.refused, [(3, Reason::Fields { found: 2, expected: 6 })]);
        let row = journal.rows.first().unwrap();
        assert_eq!((row.line(), journal.rows.len()), (2, 1));
        assert_eq!(row.cell(Column::Class), ("5А", SheetCell::Text));
        assert_eq!(row.cell(Column::Snils), ("", SheetCell::Text));
        assert_eq!(format!("{row:?}"), "JournalRow { line: 2, .. }");
    }

    #[test]
    fn a_journal_of_too_many_rows_or_without_a_column_is_no_journal() {
        let text = format!("{HEADER}{}", "J5;Тестова;Анна;05.03.2014;5А;да\n".repeat(3));
        assert!(matches!(read(&Bytes::from(text), 2), Err(JournalError::TooLong(2))));
        let missing = read(&Bytes::from_static(b"id;snils\n1;2\n"), 2);
        let expected = TableError::Missing(Column::LastName);
        assert_eq!(missing.unwrap_err().to_string(), expected.to_string());
    }
}
