//! Newtypes for what must not reach a log: personal data and secrets.
//!
//! `Debug` shows that a value is there and nothing of it; there is no `Display`. Reading a value
//! takes the word `expose`, so that a reviewer can search for it (T-15).

use alloc::string::String;
use core::fmt;

/// A text about a person: a name, a number, an address.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Personal(String);

impl Personal {
    /// Takes a text in.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself; never for a log, an error or a page of somebody else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// A secret: a token, a code, a key.
///
/// It has no `PartialEq`: comparing secrets is a matter of constant time and of the place where
/// it is done.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a text in.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself; only for the request that carries it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}
