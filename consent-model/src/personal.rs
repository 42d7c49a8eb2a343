//! Values about a person that events carry; none shows itself in `Debug`.

use alloc::string::String;
use chrono::NaiveDate;
use core::fmt;
use esia_core::secrets::Personal;

/// The pupil's birth date (дата рождения), as a verified source gives it (T-19).
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// A date from a verified source.
    #[must_use]
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The date itself; never for a log.
    #[must_use]
    pub const fn expose(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// A reference to the act of a court or a guardianship body (реквизиты акта).
///
/// It leads to a family's case, so `Debug` does not show it.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ActRef(Personal);

impl ActRef {
    /// Takes a reference in; a blank text refers to nothing.
    ///
    /// # Errors
    ///
    /// [`ActRefError::Empty`] for a blank text.
    pub fn parse(text: &str) -> Result<Self, ActRefError> {
        if text.trim().is_empty() {
            return Err(ActRefError::Empty);
        }
        Ok(Self(Personal::new(String::from(text))))
    }

    /// The reference itself; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// Why a text is not a reference to an act.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ActRefError {
    /// White space only: `"  "`.
    #[error("a reference to an act is not blank")]
    Empty,
}
