//! A person's name in three parts, and the key by which names are compared.
//!
//! ```
//! use esia_matching::name::FullName;
//!
//! let journal = FullName::parse("Ивaнов", "ПЕТР", None)?; // with a Latin a
//! let sent = FullName::parse("Иванов", "Пётр", Some("-"))?;
//! assert_eq!(journal.last_name(), Some("ИВАНОВ"));
//! assert_eq!(journal.key(), sent.key());
//! assert_eq!(journal.key().as_str(), "ИВАНОВ|ПЕТР|");
//! assert_ne!(journal.exact_key(), sent.exact_key());
//! # Ok::<(), esia_matching::name::NameError>(())
//! ```

use alloc::string::String;
use core::fmt;

use crate::steps::{Read, Trace};

mod absent;
mod buffer;
mod common;
mod key;
mod letters;
mod line;
mod part;

pub use buffer::KeyBuffer;
pub use key::NameKey;

use common::Common;
use line::Line;

/// A name (фамилия, имя, отчество) in canonical form: capitals, composed, one kind of each sign.
///
/// # Guarantees
///
/// A last or a first name is there. Each part that is there has a letter in it and holds only
/// letters, single spaces, hyphens, apostrophes, full stops, quotation marks and round brackets.
/// `ё` stays; only [`FullName::key`] folds it. `Debug` never shows a letter.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FullName {
    last: Option<String>,
    first: Option<String>,
    middle: Option<String>,
}

impl FullName {
    /// Reads a name; only the format of its parts is mended (identity.md 3.4), never a letter.
    ///
    /// A patronymic that says that there is none («нет», «-», «б/о») is none.
    ///
    /// # Errors
    ///
    /// [`NameError::Empty`] if last and first name are both missing, [`NameError::Character`] for
    /// a sign that no name holds.
    pub fn parse(last: &str, first: &str, middle: Option<&str>) -> Result<Self, NameError> {
        Self::read(last, first, middle).map(|read| read.value)
    }

    /// Reads a name and says which steps that took, over all three parts.
    ///
    /// # Errors
    ///
    /// As [`FullName::parse`].
    pub fn read(last: &str, first: &str, middle: Option<&str>) -> Result<Read<Self>, NameError> {
        let mut line = Line::new();
        match Common::read(last, first, middle, &mut line) {
            Some(common) => Ok(common.trace.with(Self::from_line(&common, &line))),
            None => Self::read_in_full(last, first, middle),
        }
    }

    /// Reads any name; what is common is read sooner, and to the same, by [`Common`].
    fn read_in_full(
        last: &str,
        first: &str,
        middle: Option<&str>,
    ) -> Result<Read<Self>, NameError> {
        let mut trace = Trace::default();
        let last = part::canonical(last, &mut trace);
        let first = part::canonical(first, &mut trace);
        let middle = middle.and_then(|middle| absent::patronymic(middle, &mut trace));
        if last.is_none() && first.is_none() {
            return Err(NameError::Empty);
        }
        let is_allowed = |part: &String| part.chars().all(part::is_allowed);
        if ![&last, &first, &middle].into_iter().flatten().all(is_allowed) {
            return Err(NameError::Character);
        }
        Ok(trace.with(Self { last, first, middle }))
    }

    /// Takes a common name from the line in which it stands.
    fn from_line(common: &Common, line: &Line) -> Self {
        let [last, first, middle] = common.parts(line.bytes());
        // INVARIANT: parts are text, and a part that is missing is empty.
        let part = |bytes| core::str::from_utf8(bytes).ok().filter(|part| !part.is_empty());
        let [last, first, middle] = [last, first, middle].map(|bytes| part(bytes).map(Into::into));
        Self { last, first, middle }
    }

    /// The last name (фамилия) in canonical form.
    #[must_use]
    pub fn last_name(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// The first name (имя) in canonical form.
    #[must_use]
    pub fn first_name(&self) -> Option<&str> {
        self.first.as_deref()
    }

    /// The middle name (отчество) in canonical form; none is a legal case.
    #[must_use]
    pub fn middle_name(&self) -> Option<&str> {
        self.middle.as_deref()
    }

    /// The key of a comparison that takes `ё` for `е` (identity.md 0.5).
    #[must_use]
    pub fn key(&self) -> NameKey {
        NameKey::folded(self)
    }

    /// The key of a comparison letter by letter: `ё` is not `е`.
    #[must_use]
    pub fn exact_key(&self) -> NameKey {
        NameKey::exact(self)
    }
}

impl fmt::Debug for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FullName([personal])")
    }
}

/// Why three texts are not a name, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// Neither a last nor a first name: `("", "-")`.
    #[error("last and first name are both missing")]
    Empty,
    /// A digit, or a sign that no name holds: `"Иванов (5А)"`, `"Чезганов /Пар/"`.
    #[error("a sign that no name holds")]
    Character,
}

impl NameError {
    /// The code of the contract: `empty`, `character`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Character => "character",
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
