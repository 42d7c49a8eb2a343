//! Many keys, one after another, without an allocation for each.

use core::fmt;

use super::common::Common;
use super::key::NameKey;
use super::line::Line;
use super::{FullName, NameError};

/// Reads the keys (ключи сравнения) of many names into one piece of memory.
///
/// # Guarantees
///
/// What it reads is what [`FullName::exact_key`] gives for the same three texts, or the same
/// error; only sooner. A name as most are is read without an allocation. `Debug` never shows a
/// letter.
///
/// # Examples
///
/// ```
/// use esia_matching::name::KeyBuffer;
///
/// let mut buffer = KeyBuffer::default();
/// assert_eq!(buffer.read("Ивaнов", "ПЁТР", None)?, "ИВАНОВ|ПЁТР|"); // with a Latin a
/// assert_eq!(buffer.read("Мамедов", "Али", Some("Али-оглы"))?, "МАМЕДОВ|АЛИ|АЛИ ОГЛЫ");
/// # Ok::<(), esia_matching::name::NameError>(())
/// ```
#[derive(Clone)]
pub struct KeyBuffer {
    line: Line,
    /// The last key that took the full path.
    key: Option<NameKey>,
}

impl KeyBuffer {
    /// Reads the key of a name letter by letter: `ё` is not `е`.
    ///
    /// # Errors
    ///
    /// As [`FullName::parse`].
    #[inline]
    pub fn read(
        &mut self,
        last: &str,
        first: &str,
        middle: Option<&str>,
    ) -> Result<&str, NameError> {
        // INVARIANT: a key is text, so that the empty one never stands in for it.
        self.read_bytes(last, first, middle)
            .map(|key| core::str::from_utf8(key).unwrap_or_default())
    }

    /// Reads the same key as the bytes of its text: enough to look it up or to compare it, and
    /// sooner by what it takes to see that bytes are text.
    ///
    /// # Errors
    ///
    /// As [`FullName::parse`].
    pub fn read_bytes(
        &mut self,
        last: &str,
        first: &str,
        middle: Option<&str>,
    ) -> Result<&[u8], NameError> {
        self.line.clear();
        if let Some(common) = Common::read(last, first, middle, &mut self.line) {
            common.join_patronymic(&mut self.line);
            return Ok(self.line.bytes());
        }
        let key = FullName::read_in_full(last, first, middle)?.value.exact_key();
        Ok(self.key.insert(key).as_str().as_bytes())
    }
}

impl Default for KeyBuffer {
    fn default() -> Self {
        Self { line: Line::new(), key: None }
    }
}

impl fmt::Debug for KeyBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyBuffer([personal])")
    }
}
