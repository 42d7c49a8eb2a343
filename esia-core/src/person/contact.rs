//! Telephones and e-mail addresses as received.

use super::{Unread, Verification};
use crate::secrets::Personal;

/// A contact (контакт) as received; every part may be missing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Contact {
    /// What it is; none where nothing is said, or a word without a meaning here.
    pub kind: Option<ContactKind>,
    /// The number or the address.
    pub value: Option<Personal>,
    /// Whether that value is checked.
    pub verification: Verification,
    /// A new value that is to replace it.
    pub new_value: Option<Personal>,
    /// How far the check of the new value has come; it says nothing of the present one.
    pub new_value_verification: Option<Verification>,
    /// Words without a meaning here.
    pub unread: Unread,
}

/// What a contact is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ContactKind {
    /// A mobile telephone: `MBT`.
    MobilePhone,
    /// A telephone at home: `PHN`.
    HomePhone,
    /// An e-mail address: `EML`.
    Email,
    /// An e-mail address at work: `CEM`.
    WorkEmail,
}

impl ContactKind {
    /// Reads ESIA's word.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "MBT" => Some(Self::MobilePhone),
            "PHN" => Some(Self::HomePhone),
            "EML" => Some(Self::Email),
            "CEM" => Some(Self::WorkEmail),
            _ => None,
        }
    }
}
