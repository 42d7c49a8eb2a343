//! The values of texts, read to be compared at once and not kept.

use super::{Assurance, Detail, Identifier, Texts};
use crate::birth_date::BirthDate;
use crate::certificate::BirthCertificate;
use crate::name::KeyBuffer;
use crate::snils::Snils;
use core::fmt;

/// What texts say of a person, beside a buffer that holds the names (прочитанные сведения).
///
/// **Guarantees**: its values are those of the [`Evidence`](super::Evidence) that the same texts
/// make; they are only read sooner, and nothing is kept of what cannot be read. `Debug` shows
/// none of it.
///
/// # Examples
///
/// ```
/// use esia_matching::evidence::Texts;
/// use esia_matching::name::KeyBuffer;
///
/// let mut buffer = KeyBuffer::default();
/// let texts = Texts::default().names("Тестова", "Алёна", "").snils("111-111-111 11");
/// let known = texts.known(&mut buffer);
/// assert_eq!(known.name_key(), Some("ТЕСТОВА|АЛЁНА|".as_bytes()));
/// assert!(known.snils().is_none());
/// ```
#[derive(Clone, Copy)]
pub struct Known<'a> {
    name_key: Option<&'a [u8]>,
    birth_date: Option<BirthDate>,
    snils: Option<Snils>,
    certificate: Option<BirthCertificate>,
    is_readable: bool,
}

impl<'a> Known<'a> {
    /// The key of the names letter by letter, as the bytes of its text.
    #[must_use]
    pub const fn name_key(&self) -> Option<&'a [u8]> {
        self.name_key
    }

    /// The birth date.
    #[must_use]
    pub const fn birth_date(&self) -> Option<BirthDate> {
        self.birth_date
    }

    /// The SNILS; never a placeholder.
    #[must_use]
    pub const fn snils(&self) -> Option<&Snils> {
        self.snils.as_ref()
    }

    /// The birth certificate.
    #[must_use]
    pub const fn certificate(&self) -> Option<&BirthCertificate> {
        self.certificate.as_ref()
    }

    /// Whether no text is there that could not be read.
    pub(crate) const fn is_readable(&self) -> bool {
        self.is_readable
    }
}

impl Texts<'_> {
    /// The values of the texts, read into a buffer that is used again.
    #[must_use]
    pub fn known<'b>(&self, buffer: &'b mut KeyBuffer) -> Known<'b> {
        let (name_key, has_names) = match self.read_name_key(Assurance::Verified, buffer) {
            Detail::Present(key, _) => (Some(key), true),
            Detail::Missing => (None, true),
            Detail::Unreadable => (None, false),
        };
        let (birth_date, has_date) = match self.read_birth_date(Assurance::Verified) {
            Detail::Present(date, _) => (Some(date), true),
            Detail::Missing => (None, true),
            Detail::Unreadable => (None, false),
        };
        let snils = self.read_snils(Assurance::Verified).without_placeholder();
        let (snils, has_snils) = value(snils);
        let (certificate, has_certificate) = value(self.read_certificate(Assurance::Verified));
        Known {
            name_key,
            birth_date,
            snils,
            certificate,
            is_readable: has_names && has_date && has_snils && has_certificate,
        }
    }
}

/// The value of an identifier, and whether what is there can be read.
fn value<T>(identifier: Identifier<T>) -> (Option<T>, bool) {
    match identifier {
        Identifier::Present(value, _) => (Some(value), true),
        Identifier::Missing | Identifier::Placeholder => (None, true),
        Identifier::Unreadable => (None, false),
    }
}

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Known([personal])")
    }
}

#[cfg(test)]
mod tests {
    //! Goal: one text that cannot be read is enough to say so, and a missing one is not.
    //! Method: a person typed by hand, then with one field spoiled at a time.

    use crate::evidence::Texts;
    use crate::name::KeyBuffer;

    #[test]
    fn each_text_that_cannot_be_read_makes_the_whole_unreadable() {
        let anna = Texts::default()
            .names("Тестова", "Анна", "Ивановна")
            .birth_date("05.03.2014")
            .snils("112-233-445 95")
            .certificate("III-МЮ 123456");
        let is_readable = |texts: Texts<'_>| texts.known(&mut KeyBuffer::default()).is_readable();
        for readable in [
            anna,
            Texts::default(),
            anna.names("", "", ""),
            anna.birth_date(""),
            anna.snils("111-111-111 11"),
            anna.certificate(""),
        ] {
            assert!(is_readable(readable));
        }
        for unreadable in [
            anna.names("Тестова5", "Анна", ""),
            anna.birth_date("31.06.2014"),
            anna.snils("112-233-445"),
            anna.certificate("IIII-МЮ 123456"),
        ] {
            assert!(!is_readable(unreadable));
        }
    }
}
