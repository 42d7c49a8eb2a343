//! What is wrong with the settings: everything at once, each with its key and a remedy.

use super::keys::Key;
use std::fmt;

/// Something wrong with one setting. It never repeats the value: it may be a secret.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wrong {
    place: Place,
    key: String,
    reason: String,
}

/// Where a value was given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// Nowhere.
    Nowhere,
    /// On this line of the file.
    Line(usize),
    /// In this variable of the environment.
    Variable(String),
}

impl Wrong {
    pub(super) fn new(place: Place, key: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place, key: key.into(), reason: reason.into() }
    }

    pub(super) fn missing(key: &Key) -> Self {
        let reason = format!("missing: give it in the file, or as {}", key.variable());
        Self::new(Place::Nowhere, key.name, reason)
    }

    /// The key with its section: `server.listen`; empty where it is about the file.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The line of the file, if it stands there.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self.place {
            Place::Line(line) => Some(line),
            Place::Nowhere | Place::Variable(_) => None,
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Nowhere => {}
            Place::Line(line) => write!(f, "line {line}, ")?,
            Place::Variable(name) => write!(f, "{name}, ")?,
        }
        write!(f, "{}: {}", self.key, self.reason)
    }
}

/// Why settings cannot be used: one line for each thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigError(pub(super) Vec<Wrong>);

impl ConfigError {
    /// Everything that is wrong.
    #[must_use]
    pub fn all(&self) -> &[Wrong] {
        &self.0
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the settings cannot be used")?;
        self.0.iter().try_for_each(|wrong| write!(f, "\n  {wrong}"))
    }
}

impl std::error::Error for ConfigError {}
