//! The raw texts of a person, and who vouches for what.

use super::kept::{Act, beginning};
use super::{Assurance, Detail, Identifier};
use crate::birth_date::{BirthDate, BirthDateError, DateOrder};
use crate::certificate::{BirthCertificate, CertificateError};
use crate::name::{FullName, KeyBuffer, NameError};
use crate::sheet::SheetCell;
use crate::snils::{Snils, SnilsError};
use alloc::boxed::Box;
use core::fmt;

/// The texts of one person as they arrived (исходные тексты); an empty text is a missing one.
///
/// `Debug` shows none of them.
///
/// # Examples
///
/// ```
/// use esia_matching::evidence::Texts;
///
/// let texts = Texts::default()
///     .names("Тестова", "Анна", "Ивановна")
///     .birth_date("05.03.2014")
///     .snils("112-233-445 95")
///     .certificate_parts("III-МЮ", "123456");
/// assert_eq!(format!("{texts:?}"), "Texts([personal])");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Texts<'a> {
    last_name: &'a str,
    first_name: &'a str,
    middle_name: &'a str,
    birth_date: &'a str,
    date_order: DateOrder,
    snils: &'a str,
    snils_cell: SheetCell,
    certificate: Certificate<'a>,
    act: (&'a str, &'a str),
}

impl<'a> Texts<'a> {
    /// With last, first and middle name.
    #[must_use]
    pub const fn names(mut self, last: &'a str, first: &'a str, middle: &'a str) -> Self {
        (self.last_name, self.first_name, self.middle_name) = (last, first, middle);
        self
    }

    /// With a birth date whose text leaves no doubt about the order.
    #[must_use]
    pub const fn birth_date(self, text: &'a str) -> Self {
        self.birth_date_with(text, DateOrder::Undeclared)
    }

    /// With a birth date, in the order that the source declares.
    #[must_use]
    pub const fn birth_date_with(mut self, text: &'a str, order: DateOrder) -> Self {
        (self.birth_date, self.date_order) = (text, order);
        self
    }

    /// With a SNILS.
    #[must_use]
    pub const fn snils(self, text: &'a str) -> Self {
        self.snils_of_cell(text, SheetCell::Text)
    }

    /// With a SNILS from a spreadsheet's cell.
    #[must_use]
    pub const fn snils_of_cell(mut self, text: &'a str, cell: SheetCell) -> Self {
        (self.snils, self.snils_cell) = (text, cell);
        self
    }

    /// With a birth certificate in one text.
    #[must_use]
    pub const fn certificate(mut self, text: &'a str) -> Self {
        self.certificate = Certificate::Whole(text);
        self
    }

    /// With a birth certificate in two columns.
    #[must_use]
    pub const fn certificate_parts(self, series: &'a str, number: &'a str) -> Self {
        self.certificate_parts_of_cell(series, number, SheetCell::Text)
    }

    /// With a birth certificate in two columns of a spreadsheet, of which the second may be
    /// numeric.
    #[must_use]
    pub const fn certificate_parts_of_cell(
        mut self,
        series: &'a str,
        number: &'a str,
        number_cell: SheetCell,
    ) -> Self {
        self.certificate = Certificate::Parts { series, number, number_cell };
        self
    }

    /// With number and date of the act record behind the certificate; for the explanation alone.
    #[must_use]
    pub const fn act_record(mut self, number: &'a str, date: &'a str) -> Self {
        self.act = (number, date);
        self
    }

    pub(super) fn read_act(&self) -> Option<Act> {
        let (number, date) = self.act;
        Act::read(number, BirthDate::parse_with(date, self.date_order).ok())
    }

    pub(super) fn kept_names(&self) -> [Box<str>; 3] {
        [self.last_name, self.first_name, self.middle_name].map(beginning)
    }

    pub(super) fn kept_snils(&self) -> Box<str> {
        beginning(self.snils)
    }

    pub(super) fn kept_certificate(&self) -> [Box<str>; 2] {
        match self.certificate {
            Certificate::Whole(text) => ["", text],
            Certificate::Parts { series, number, .. } => [series, number],
        }
        .map(beginning)
    }

    pub(super) fn read_names(&self, assurance: Assurance) -> Detail<FullName> {
        let names = FullName::parse(self.last_name, self.first_name, Some(self.middle_name));
        read_name(names, assurance)
    }

    /// The exact key of the names that [`read_names`](Self::read_names) gives.
    pub(crate) fn read_name_key<'b>(
        &self,
        assurance: Assurance,
        buffer: &'b mut KeyBuffer,
    ) -> Detail<&'b [u8]> {
        let key = buffer.read_bytes(self.last_name, self.first_name, Some(self.middle_name));
        read_name(key, assurance)
    }

    pub(crate) fn read_birth_date(&self, assurance: Assurance) -> Detail<BirthDate> {
        match BirthDate::parse_with(self.birth_date, self.date_order) {
            Ok(date) => Detail::Present(date, assurance),
            Err(BirthDateError::Empty) => Detail::Missing,
            Err(_) => Detail::Unreadable,
        }
    }

    pub(crate) fn read_snils(&self, assurance: Assurance) -> Identifier<Snils> {
        // Which steps it takes, nobody asks here.
        let read = match self.snils_cell {
            SheetCell::Text => Snils::parse(self.snils),
            SheetCell::Numeric => Snils::read(self.snils, self.snils_cell).map(|read| read.value),
        };
        match read {
            Ok(snils) => Identifier::Present(snils, assurance),
            Err(SnilsError::Empty) => Identifier::Missing,
            Err(_) => Identifier::Unreadable,
        }
    }

    pub(crate) fn read_certificate(&self, assurance: Assurance) -> Identifier<BirthCertificate> {
        let read = match self.certificate {
            Certificate::Whole(text) => BirthCertificate::parse(text),
            Certificate::Parts { series, number, number_cell: SheetCell::Text } => {
                BirthCertificate::parse_parts(series, number)
            }
            Certificate::Parts { series, number, number_cell } => {
                BirthCertificate::read_parts(series, number, number_cell).map(|read| read.value)
            }
        };
        match read {
            Ok(certificate) => Identifier::Present(certificate, assurance),
            Err(CertificateError::Empty) => Identifier::Missing,
            Err(_) => Identifier::Unreadable,
        }
    }
}

fn read_name<T>(read: Result<T, NameError>, assurance: Assurance) -> Detail<T> {
    match read {
        Ok(name) => Detail::Present(name, assurance),
        Err(NameError::Empty) => Detail::Missing,
        Err(_) => Detail::Unreadable,
    }
}

impl fmt::Debug for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Texts([personal])")
    }
}

/// How a certificate arrived: in one text, or in two columns.
#[derive(Clone, Copy)]
enum Certificate<'a> {
    Whole(&'a str),
    Parts { series: &'a str, number: &'a str, number_cell: SheetCell },
}

impl Default for Certificate<'_> {
    fn default() -> Self {
        Self::Whole("")
    }
}

/// What the provider vouches for, field by field; nothing unless it is said.
#[expect(clippy::exhaustive_structs, reason = "a caller must notice a new field")]
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Vouched {
    /// The names.
    pub names: Assurance,
    /// The birth date.
    pub birth_date: Assurance,
    /// The SNILS.
    pub snils: Assurance,
    /// The birth certificate.
    pub certificate: Assurance,
}

impl Vouched {
    /// Every field.
    pub const EVERYTHING: Self = Self {
        names: Assurance::Verified,
        birth_date: Assurance::Verified,
        snils: Assurance::Verified,
        certificate: Assurance::Verified,
    };

    /// No field.
    pub const NOTHING: Self = Self {
        names: Assurance::Stated,
        birth_date: Assurance::Stated,
        snils: Assurance::Stated,
        certificate: Assurance::Stated,
    };
}
