//! The diary's own record of a pupil, as far as the login rules need it.

use alloc::string::String;
use core::fmt;

/// An identifier of a record (запись) in the diary's register of pupils.
///
/// It is the diary's own key and says nothing about the person, so it may stand in a log.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct RecordId(String);

impl RecordId {
    /// The register's own key.
    #[must_use]
    pub const fn new(id: String) -> Self {
        Self(id)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
