//! What is wrong with a file of settings, and where.

use std::fmt;
use std::ops::Range;

/// Why a file of settings cannot be used: the line, the key, and what is wrong with it.
///
/// The message never repeats the value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigError {
    line: usize,
    key: String,
    reason: String,
}

impl ConfigError {
    /// Something about the whole file.
    pub(super) const fn whole(reason: String) -> Self {
        Self { line: 0, key: String::new(), reason }
    }

    /// Something at a place of the text.
    pub(super) fn at(text: &str, span: Range<usize>, reason: impl Into<String>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count().saturating_add(1);
        Self { line, key: key_at(text, line), reason: reason.into() }
    }

    /// The line, from 1; 0 where it is about the whole file.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The key with the table it stands in: `client.redirect_uris`.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.key.as_str()) {
            (0, _) => write!(f, "{}", self.reason),
            (line, "") => write!(f, "line {line}: {}", self.reason),
            (line, key) => write!(f, "line {line}, {key}: {}", self.reason),
        }
    }
}

impl std::error::Error for ConfigError {}

/// The key that a line belongs to: the nearest one above it, with the nearest table.
fn key_at(text: &str, line: usize) -> String {
    let above: Vec<&str> = text.lines().take(line).collect();
    let table = above.iter().rev().find_map(|line| line.trim().strip_prefix('['));
    let table = table.map(|rest| rest.trim_matches(['[', ']', ' ']));
    let is_header = |line: &str| line.trim().starts_with('[') && !line.contains('=');
    let own = above.iter().rev().take_while(|line| !is_header(line));
    let key = own.filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim()).next();
    match (table, key) {
        (Some(table), Some(key)) => format!("{table}.{key}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => String::new(),
    }
}
