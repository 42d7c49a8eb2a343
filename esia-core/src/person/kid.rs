//! A child as the profile of a parent describes one.

use super::{Document, Gender, KidId, ReceivedDate, Unread};
use crate::secrets::Personal;
use alloc::vec::Vec;

/// A child in a parent's profile (карточка ребёнка) as received; every part may be missing.
///
/// A parent fills the card in, and the registry checks the birth certificate: what it vouches for
/// is told by the [documents](Self::documents), each with its own verification.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Kid {
    /// The number of the card, which is not that of the child's account.
    pub id: Option<KidId>,
    /// Last name (фамилия).
    pub last_name: Option<Personal>,
    /// First name (имя).
    pub first_name: Option<Personal>,
    /// Middle name (отчество).
    pub middle_name: Option<Personal>,
    /// Birth date.
    pub birth_date: Option<ReceivedDate>,
    /// Sex, as the provider has it.
    pub gender: Option<Gender>,
    /// SNILS (СНИЛС), in any of its spellings.
    pub snils: Option<Personal>,
    /// Taxpayer's number (ИНН).
    pub inn: Option<Personal>,
    /// A hint that decides nothing: no source says what it means of a card.
    pub trusted: Option<bool>,
    /// Papers that came in the same answer; more may be asked for.
    pub documents: Vec<Document>,
    /// Words without a meaning here.
    pub unread: Unread,
}
