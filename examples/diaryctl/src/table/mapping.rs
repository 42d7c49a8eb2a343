//! Headers that a register calls by names of its own: a small file of `name=header` lines.

use super::Column;
use super::columns::simplified;
use std::fs;
use std::io;
use std::path::Path;

/// The headers of one register; without any, the names of the contract alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mapping(Vec<(Column, String)>);

impl Mapping {
    /// Reads a file: `birth_date=Родился`, one column per line; `#` begins a remark.
    ///
    /// # Errors
    ///
    /// What reading fails with; a line that is no such pair, by its number.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
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
        Ok(Self(pairs))
    }

    /// The column that a header names; a header that the file gives comes first, and a column
    /// that the file gives has no other header.
    pub(super) fn column(&self, header: &str) -> Option<Column> {
        let header = simplified(header);
        let own = self.0.iter().find(|(_, name)| *name == header).map(|(column, _)| *column);
        own.or_else(|| {
            Column::of_header(&header)
                .filter(|column| self.0.iter().all(|(mapped, _)| mapped != column))
        })
    }
}
