//! Headers that a register calls by names of its own: a small file of `name=header` lines.

use super::Column;
use super::columns::simplified;
use std::fs;
use std::io;
use std::path::Path;

/// The headers of one register; without any, the names of the contract alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping {
    headers: Vec<(Column, String)>,
    school: Option<String>,
}

impl Mapping {
    /// Reads a file: `birth_date=Родился`, one column per line; `#` begins a remark.
    ///
    /// # Errors
    ///
    /// What reading fails with; a line that is no such pair, by its number.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        Self::parse(&fs::read_to_string(path)?)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    ///
    /// A line that is no such pair, by its number.
    pub(crate) fn parse(text: &str) -> io::Result<Self> {
        let mut pairs = Vec::new();
        for (number, line) in (1_u64..).zip(text.lines()) {
            let line = line.trim_start_matches('\u{FEFF}').trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let pair = line
                .split_once('=')
                .and_then(|(name, header)| Some((Column::of_header(name)?, simplified(header))))
                .filter(|(_, header)| !header.is_empty());
            pairs.push(pair.ok_or_else(|| {
                io::Error::other(format!("--columns: line {number}: write column=header"))
            })?);
        }
        Ok(Self { headers: pairs, school: None })
    }

    /// The same headers, of a table in which the rows of one school alone are read.
    pub(crate) fn of_school(&self, school: &str) -> Self {
        Self { school: Some(simplified(school)), ..self.clone() }
    }

    /// The one school whose rows are read, as headers are compared.
    pub(super) fn school(&self) -> Option<&str> {
        self.school.as_deref()
    }

    /// How many headers there are.
    pub(crate) const fn len(&self) -> usize {
        self.headers.len()
    }

    /// The column that a header names; a header that the file gives comes first, and a column
    /// that the file gives has no other header.
    pub(super) fn column(&self, header: &str) -> Option<Column> {
        let header = simplified(header);
        let own = self.headers.iter().find(|(_, name)| *name == header).map(|(column, _)| *column);
        own.or_else(|| {
            Column::of_header(&header)
                .filter(|column| self.headers.iter().all(|(mapped, _)| mapped != column))
        })
    }
}
