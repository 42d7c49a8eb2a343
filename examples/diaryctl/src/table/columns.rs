//! The columns of the contract, and where a table has them.

use super::{Mapping, TableError};
use std::sync::Arc;

/// A column that is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Column {
    /// The key of the row.
    Id,
    /// SNILS (СНИЛС).
    Snils,
    /// Last name (фамилия).
    LastName,
    /// First name (имя).
    FirstName,
    /// Middle name (отчество).
    MiddleName,
    /// Birth date (дата рождения).
    BirthDate,
    /// Series of the birth certificate.
    CertSeries,
    /// Number of the birth certificate.
    CertNumber,
    /// Series and number of the birth certificate in one text.
    Certificate,
    /// Number of the act record.
    ActNumber,
    /// Date of the act record.
    ActDate,
    /// The school whose row it is (школа).
    School,
    /// The class (класс).
    Class,
    /// The school year (учебный год).
    SchoolYear,
}

/// How many columns there are.
pub(super) const COLUMNS: usize = 14;

/// Headers as they are compared: lower case, `ё` as `е`, single blanks. The first is the name of
/// the contract, the second the one that people are shown.
const HEADERS: [(Column, &[&str]); COLUMNS] = [
    (Column::Id, &["id", "ид", "№"]),
    (Column::Snils, &["snils", "снилс"]),
    (Column::LastName, &["last_name", "фамилия"]),
    (Column::FirstName, &["first_name", "имя"]),
    (Column::MiddleName, &["middle_name", "отчество"]),
    (Column::BirthDate, &["birth_date", "дата рождения"]),
    (Column::CertSeries, &["cert_series", "серия свидетельства", "серия свидетельства о рождении"]),
    (Column::CertNumber, &["cert_number", "номер свидетельства", "номер свидетельства о рождении"]),
    (
        Column::Certificate,
        &[
            "certificate",
            "свидетельство о рождении",
            "свидетельство",
            "серия и номер свидетельства",
            "серия/номер свидетельства",
        ],
    ),
    (Column::ActNumber, &["act_number", "номер актовой записи"]),
    (Column::ActDate, &["act_date", "дата актовой записи"]),
    (Column::School, &["school", "школа", "организация"]),
    (Column::Class, &["class", "класс"]),
    (Column::SchoolYear, &["school_year", "учебный год"]),
];

const REQUIRED: [Column; 4] = [Column::Id, Column::LastName, Column::FirstName, Column::BirthDate];

impl Column {
    /// The name of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.headers().first().copied().unwrap_or_default()
    }

    /// The name in Russian.
    #[must_use]
    pub fn russian(self) -> &'static str {
        self.headers().get(1).copied().unwrap_or_default()
    }

    fn headers(self) -> &'static [&'static str] {
        HEADERS.get(self.place()).map_or(&[], |(_, headers)| headers)
    }

    /// The place of the column in a row of ours.
    pub(super) const fn place(self) -> usize {
        match self {
            Self::Id => 0,
            Self::Snils => 1,
            Self::LastName => 2,
            Self::FirstName => 3,
            Self::MiddleName => 4,
            Self::BirthDate => 5,
            Self::CertSeries => 6,
            Self::CertNumber => 7,
            Self::Certificate => 8,
            Self::ActNumber => 9,
            Self::ActDate => 10,
            Self::School => 11,
            Self::Class => 12,
            Self::SchoolYear => 13,
        }
    }

    /// The column that a header names, in any letter case.
    pub(super) fn of_header(header: &str) -> Option<Self> {
        let header = simplified(header);
        HEADERS
            .iter()
            .find(|(_, headers)| headers.contains(&header.as_str()))
            .map(|(column, _)| *column)
    }

    /// Every column.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        HEADERS.iter().map(|(column, _)| *column)
    }
}

/// How many headers that name no column are kept.
const UNKNOWN_MAX: usize = 64;

/// How many letters of each.
const UNKNOWN_CHARACTERS_MAX: usize = 64;

/// A header as it is compared.
pub(super) fn simplified(header: &str) -> String {
    let words: Vec<String> = header
        .trim_start_matches('\u{FEFF}')
        .split_whitespace()
        .map(|word| word.to_lowercase().replace('ё', "е"))
        .collect();
    words.join(" ")
}

/// Which column of ours stands at which place of the table.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// How many fields the header has.
    pub(super) width: usize,
    columns: Vec<Option<Column>>,
    /// The headers that name no column, as far as they are shown.
    unknown: Arc<[String]>,
    /// The one school whose rows are read, as headers are compared.
    school: Option<Arc<str>>,
}

impl Layout {
    /// The layout that a line of headers gives.
    ///
    /// # Errors
    ///
    /// [`TableError::Missing`] and [`TableError::Twice`].
    pub(super) fn of<'a>(
        headers: impl Iterator<Item = &'a str>,
        mapping: &Mapping,
    ) -> Result<Self, TableError> {
        let mut unknown = Vec::new();
        let mut column = |header: &'a str| {
            let column = mapping.column(header);
            if column.is_none() && !header.trim().is_empty() && unknown.len() < UNKNOWN_MAX {
                unknown.push(header.trim().chars().take(UNKNOWN_CHARACTERS_MAX).collect());
            }
            column
        };
        let columns: Vec<_> = headers.map(&mut column).collect();
        let school = mapping.school().map(Arc::from);
        let layout = Self { width: columns.len(), columns, unknown: unknown.into(), school };
        if let Some(column) = Column::all().find(|column| layout.times(*column) > 1) {
            return Err(TableError::Twice(column));
        }
        let school = layout.school.as_ref().map(|_| Column::School);
        if let Some(column) = REQUIRED.into_iter().chain(school).find(|column| !layout.has(*column))
        {
            return Err(TableError::Missing(column));
        }
        Ok(layout)
    }

    /// The headers that name no column of ours, the first of them, shortened.
    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The column of ours at a place of the table, if it is one.
    pub(super) fn column(&self, place: usize) -> Option<Column> {
        self.columns.get(place).copied().flatten()
    }

    /// Whether a row of this school is read.
    pub(super) fn takes(&self, school: &str) -> bool {
        self.school.as_deref().is_none_or(|wanted| simplified(school) == wanted)
    }

    /// Whether the table has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.times(column) > 0
    }

    fn times(&self, column: Column) -> usize {
        self.columns.iter().filter(|own| **own == Some(column)).count()
    }
}
