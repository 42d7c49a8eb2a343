//! Words of the provider that have no meaning here.

use crate::secrets::Personal;
use alloc::vec::Vec;
use core::fmt;

/// Words that this crate has no meaning for (нераспознанные слова), kept as they came.
///
/// A word outside a known vocabulary, such as a new kind of document, decides nothing and is not
/// lost: the operator can look it up by the field that it stood in. `Debug` shows the fields alone.
///
/// # Examples
///
/// ```
/// use esia_core::person::Unread;
/// use esia_core::secrets::Personal;
///
/// let mut unread = Unread::default();
/// unread.keep("vrfStu", Personal::new("HALF_VERIFIED".into()));
/// assert_eq!(unread.find("vrfStu").map(Personal::expose), Some("HALF_VERIFIED"));
/// assert_eq!(format!("{unread:?}"), r#"Unread(["vrfStu"])"#);
/// ```
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Unread(Vec<(&'static str, Personal)>);

impl Unread {
    /// Keeps a word, by the name of its field as the provider writes it.
    pub fn keep(&mut self, field: &'static str, word: Personal) {
        self.0.push((field, word));
    }

    /// The word that a field held, if this crate has no meaning for it.
    #[must_use]
    pub fn find(&self, field: &str) -> Option<&Personal> {
        self.0.iter().find(|(own, _)| *own == field).map(|(_, word)| word)
    }

    /// Whether every word was understood.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that held such a word.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(field, _)| *field)
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<&str> = self.fields().collect();
        write!(f, "Unread({fields:?})")
    }
}
