//! One row of a table, in the columns of the contract.

use super::columns::{COLUMNS, Layout};
use super::{Column, Item};
use esia_matching::birth_date::DateOrder;
use esia_matching::evidence::Texts;
use esia_matching::sheet::SheetCell;

/// The longest text of a cell that is read; no name, number or id comes near.
const CHARACTERS_MAX: usize = 1024;

/// The texts of one row, which stand in what was read.
///
/// `Debug` is not derived: the values are personal.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The physical line at which the row begins; of a Parquet file, the row counted from 1.
    pub(crate) line: u64,
    cells: [Cell<'a>; COLUMNS],
}

/// A text, and how it arrived.
#[derive(Clone, Copy, Default)]
struct Cell<'a> {
    text: &'a str,
    typed: SheetCell,
}

impl<'a> Row<'a> {
    /// A row without any text.
    pub(super) fn new(line: u64) -> Self {
        Self { line, cells: [Cell::default(); COLUMNS] }
    }

    /// With a text in a column, which is known to hold no NUL.
    ///
    /// # Errors
    ///
    /// [`Reason::Long`].
    pub(super) fn set(&mut self, column: Column, text: &'a str) -> Result<(), Reason> {
        if is_long(text) {
            return Err(Reason::Long(column));
        }
        if let Some(own) = self.cells.get_mut(column.place()) {
            own.text = text;
        }
        Ok(())
    }

    /// The text in a column; empty where there is none.
    pub(crate) fn get(&self, column: Column) -> &'a str {
        self.typed(column).0
    }

    /// The key of the row.
    pub(crate) fn id(&self) -> &'a str {
        self.get(Column::Id).trim()
    }

    /// The text in a column, and how it arrived.
    pub(crate) fn typed(&self, column: Column) -> (&'a str, SheetCell) {
        let cell = self.cells.get(column.place()).copied().unwrap_or_default();
        (cell.text, cell.typed)
    }

    /// The texts of the person.
    pub(crate) fn texts(&self, order: DateOrder) -> Texts<'a> {
        let (snils, snils_cell) = self.typed(Column::Snils);
        let texts = Texts::default()
            .names(
                self.get(Column::LastName),
                self.get(Column::FirstName),
                self.get(Column::MiddleName),
            )
            .birth_date_with(self.get(Column::BirthDate), order)
            .snils_of_cell(snils, snils_cell)
            .act_record(self.get(Column::ActNumber), self.get(Column::ActDate));
        let series = self.get(Column::CertSeries);
        let (number, number_cell) = self.typed(Column::CertNumber);
        if series.trim().is_empty() && number.trim().is_empty() {
            texts.certificate(self.get(Column::Certificate))
        } else {
            texts.certificate_parts_of_cell(series, number, number_cell)
        }
    }

    /// Whether nothing stands in the row.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.chars().all(char::is_whitespace))
    }

    /// Whether the row has a key, is not the line of headers once more, and is asked for.
    ///
    /// # Errors
    ///
    /// [`Reason::HeaderAgain`], [`Reason::NoId`] and [`Reason::OtherSchool`].
    pub(super) fn check(&self, layout: &Layout) -> Result<(), Reason> {
        let is_header =
            |column| Column::of_header(self.get(column)).is_some_and(|named| named == column);
        // No header of ours holds a digit, and nearly every key does.
        let has_digit = self.get(Column::Id).bytes().any(|byte| byte.is_ascii_digit());
        let is_header = || [Column::Id, Column::LastName, Column::FirstName].map(is_header);
        if !has_digit && is_header() == [true; 3] {
            Err(Reason::HeaderAgain)
        } else if !has_digit && self.id().is_empty() {
            Err(Reason::NoId)
        } else if layout.takes(self.get(Column::School)) {
            Ok(())
        } else {
            Err(Reason::OtherSchool)
        }
    }
}

/// The texts of one row, put together text by text.
///
/// `Debug` is not derived: the values are personal.
pub(crate) struct OwnRow {
    line: u64,
    text: String,
    cells: [OwnCell; COLUMNS],
}

/// Where the text of a cell stands, and how it arrived.
#[derive(Clone, Copy, Default)]
struct OwnCell {
    /// INVARIANT: fourteen texts of 1024 characters of at most four bytes fit.
    start: u16,
    end: u16,
    typed: SheetCell,
}

impl OwnRow {
    /// A row without any text.
    pub(super) fn new(line: u64) -> Self {
        Self { line, text: String::new(), cells: [OwnCell::default(); COLUMNS] }
    }

    /// The physical line at which the row begins.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// With a text in a column.
    ///
    /// # Errors
    ///
    /// [`Reason::Long`] and [`Reason::Nul`].
    pub(super) fn set(
        &mut self,
        column: Column,
        text: &str,
        typed: SheetCell,
    ) -> Result<(), Reason> {
        if is_long(text) {
            return Err(Reason::Long(column));
        }
        if text.contains('\0') {
            return Err(Reason::Nul(column));
        }
        let start = self.length();
        self.text.push_str(text);
        let end = self.length();
        if let Some(own) = self.cells.get_mut(column.place()) {
            *own = OwnCell { start, end, typed };
        }
        Ok(())
    }

    /// The same row, by itself.
    pub(crate) fn of(row: &Row<'_>) -> Self {
        let mut own = Self::new(row.line);
        for (cell, read) in own.cells.iter_mut().zip(row.cells) {
            let start = u16::try_from(own.text.len()).unwrap_or(u16::MAX);
            own.text.push_str(read.text);
            let end = u16::try_from(own.text.len()).unwrap_or(u16::MAX);
            *cell = OwnCell { start, end, typed: read.typed };
        }
        own
    }

    /// The row, as it is read.
    pub(crate) fn row(&self) -> Row<'_> {
        let cells = self.cells.map(|cell| Cell {
            text: self.text.get(cell.start.into()..cell.end.into()).unwrap_or_default(),
            typed: cell.typed,
        });
        Row { line: self.line, cells }
    }

    fn length(&self) -> u16 {
        u16::try_from(self.text.len()).unwrap_or(u16::MAX)
    }

    /// The row as an item; none where it is blank.
    pub(super) fn into_item(self, layout: &Layout) -> Option<OwnItem> {
        let row = self.row();
        if row.is_blank() {
            return None;
        }
        Some(match row.check(layout) {
            Ok(()) => OwnItem::Row(self),
            Err(reason) => OwnItem::Refused { line: self.line, reason },
        })
    }
}

/// A row of a table by itself, or the line of one that cannot be used.
pub(crate) enum OwnItem {
    /// A row with an id.
    Row(OwnRow),
    /// A row that is left out.
    Refused {
        /// The physical line at which it begins.
        line: u64,
        /// Why.
        reason: Reason,
    },
}

impl OwnItem {
    /// The item, as it is read.
    pub(super) fn with<T>(&self, each: impl FnOnce(Item<'_>) -> T) -> T {
        match self {
            Self::Row(row) => each(Item::Row(&row.row())),
            Self::Refused { line, reason } => each(Item::Refused { line: *line, reason: *reason }),
        }
    }
}

fn is_long(text: &str) -> bool {
    text.len() > CHARACTERS_MAX && text.chars().nth(CHARACTERS_MAX).is_some()
}

/// Why a row is refused: the field and the remedy, never the value.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Reason {
    /// `J5;Тестова` under a header of four columns.
    #[error("{found} fields where the header has {expected}; check the quotation marks")]
    Fields {
        /// Fields of the row.
        found: usize,
        /// Fields of the header.
        expected: usize,
    },
    /// `J5;"Тестова;Анна` with nothing that closes the mark.
    #[error("a quotation mark is not closed; close it or remove it")]
    Quote,
    /// Lines that an old Mac ends, so that the whole file is one.
    #[error("lines end in a carriage return alone; save the file as CSV UTF-8")]
    CarriageReturn,
    /// A line without an end.
    #[error("the row is longer than 16 MiB; shorten it")]
    Endless,
    /// A cell with a million letters.
    #[error("{}: longer than 1024 characters; shorten it", .0.as_str())]
    Long(Column),
    /// A cell with U+0000.
    #[error("{}: holds a NUL character; remove it", .0.as_str())]
    Nul(Column),
    /// `;Тестова;Анна;05.03.2014`.
    #[error("id: is empty; give the row its key")]
    NoId,
    /// `id;last_name;first_name` in the middle of a file.
    #[error("the line of headers stands here again; remove it")]
    HeaderAgain,
    /// A row of another school than `--school` names.
    #[error("school: is another than --school names; the row is left to its own school")]
    OtherSchool,
}
