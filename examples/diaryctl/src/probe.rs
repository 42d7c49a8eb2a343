//! The readers by themselves, over any bytes: what a fuzzer calls, and the diary's tests.

use crate::explain::Described;
use crate::reconcile::{Table, threads, unusable};
use crate::table::{self, Item, Mapping, Part, Source};
use crate::verify_log::{self, VerifyLogArgs};
use bytes::Bytes;
use esia_matching::birth_date::DateOrder;
use esia_matching::evidence::Evidence;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::num::NonZeroUsize;

/// What a table came to, without any of its values.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Seen {
    /// For each row that is read, its line and a hash of what the matching crate makes of it.
    pub rows: Vec<(u64, u64)>,
    /// For each row that is refused, its line and the reason.
    pub refused: Vec<(u64, String)>,
}

/// Reads bytes as a table of whatever format they are: CSV, a workbook or Parquet.
///
/// # Errors
///
/// A table that cannot be used at all, with what was read before that was seen.
pub fn read_table(bytes: &[u8], count: NonZeroUsize) -> Result<Seen, (Seen, io::Error)> {
    let mut seen = Seen::default();
    let done = threads(Some(count)).and_then(|pool| {
        let source = Bytes::copy_from_slice(bytes);
        let mapping = Mapping::default();
        let summary =
            table::read(Source::Bytes(&source), &mapping, &pool, &part, &mut |made: Seen| {
                seen.rows.extend(made.rows);
                seen.refused.extend(made.refused);
                Ok(())
            });
        summary.map_err(|error| unusable(Table::Journal, &error))
    });
    match done {
        Ok(_) => Ok(seen),
        Err(error) => Err((seen, error)),
    }
}

fn part(part: &Part<'_>) -> Seen {
    let mut seen = Seen::default();
    part.for_each(|_, item| match item {
        Item::Row(row) => {
            let evidence = Evidence::from_journal(&row.texts(DateOrder::Undeclared));
            let mut hasher = DefaultHasher::new();
            row.id().hash(&mut hasher);
            evidence.snils().value().hash(&mut hasher);
            evidence.certificate().value().hash(&mut hasher);
            evidence
                .names()
                .value()
                .map(|names| names.exact_key().as_str().to_owned())
                .hash(&mut hasher);
            evidence.birth_date().value().hash(&mut hasher);
            seen.rows.push((row.line, hasher.finish()));
        }
        Item::Refused { line, reason } => seen.refused.push((line, reason.to_string())),
    });
    seen
}

/// Reads the description of one person, as `explain --identity` takes it.
///
/// # Errors
///
/// What is no such description; the message holds no value of it.
pub fn read_person(text: &str) -> io::Result<Evidence> {
    let described = Described::read(text, DateOrder::Undeclared);
    described.map(|described| described.person).map_err(|bad| io::Error::other(bad.to_string()))
}

/// Reads a file of `--columns`: how many headers it gives.
///
/// # Errors
///
/// The first line that gives none, by its number.
pub fn read_columns(text: &str) -> io::Result<usize> {
    Mapping::parse(text).map(|mapping| mapping.len())
}

/// Checks a consent log as `verify-log -` does, and gives its answers.
///
/// # Errors
///
/// What is no log at all.
pub fn verify_log(log: &[u8]) -> io::Result<String> {
    let mut answers = Vec::new();
    verify_log::run(&VerifyLogArgs::of_input(), log, &mut answers)?;
    String::from_utf8(answers).map_err(io::Error::other)
}
