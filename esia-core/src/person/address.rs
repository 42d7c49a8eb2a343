//! Postal addresses as received.

use super::Unread;
use crate::secrets::Personal;

/// An address (адрес) as received; every part may be missing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Address {
    /// What it is; none where nothing is said, or a word without a meaning here.
    pub kind: Option<AddressKind>,
    /// Country, region, town and street in one line.
    pub line: Option<Personal>,
    /// House (дом).
    pub house: Option<Personal>,
    /// Flat (квартира).
    pub flat: Option<Personal>,
    /// Code in the state's register of addresses (код ФИАС).
    pub fias_code: Option<Personal>,
    /// Postal code (индекс).
    pub postal_code: Option<Personal>,
    /// Country: `RUS`.
    pub country: Option<Personal>,
    /// Words without a meaning here.
    pub unread: Unread,
}

/// What an address is.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AddressKind {
    /// Where the person lives: `PLV`.
    Living,
    /// Where the person is registered: `PRG`.
    Registration,
}

impl AddressKind {
    /// Reads ESIA's word.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "PLV" => Some(Self::Living),
            "PRG" => Some(Self::Registration),
            _ => None,
        }
    }
}
