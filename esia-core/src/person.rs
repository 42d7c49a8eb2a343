//! A person as the identity provider describes one: received, not yet compared with anybody.

mod address;
mod contact;
mod date;
mod document;
mod id;
mod kid;
mod unread;
mod verification;

pub use address::{Address, AddressKind};
pub use contact::{Contact, ContactKind};
pub use date::ReceivedDate;
pub use document::{Document, DocumentGroup, DocumentKind};
pub use id::{DocumentId, IdError, KidId};
pub use kid::Kid;
pub use unread::Unread;
pub use verification::Verification;

use crate::secrets::Personal;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};
use core::fmt;

/// A person (физическое лицо) as received; every part may be missing.
///
/// The texts are kept letter by letter: reading them is the business of whoever compares people.
/// Kind and level of the account are **not** here; they come from signed claims alone, and every
/// field below that speaks of them is a hint that decides nothing (rules.md 4).
///
/// # Examples
///
/// ```
/// use esia_core::person::Person;
/// use esia_core::secrets::Personal;
///
/// let mut person = Person::default();
/// person.last_name = Some(Personal::new("Тестова".into()));
/// assert!(!format!("{person:?}").contains("Тестова"));
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// Last name (фамилия).
    pub last_name: Option<Personal>,
    /// First name (имя).
    pub first_name: Option<Personal>,
    /// Middle name (отчество).
    pub middle_name: Option<Personal>,
    /// Birth date.
    pub birth_date: Option<ReceivedDate>,
    /// Birth place.
    pub birth_place: Option<Personal>,
    /// SNILS (СНИЛС), in any of its spellings.
    pub snils: Option<Personal>,
    /// Taxpayer's number (ИНН).
    pub inn: Option<Personal>,
    /// Sex, as the provider has it.
    pub gender: Option<Gender>,
    /// Citizenship: `RUS`.
    pub citizenship: Option<Personal>,
    /// Whether the provider calls the account confirmed; a hint that decides nothing.
    pub trusted: Option<bool>,
    /// Whether the account is in use; none where nothing is said, or a word without a meaning here.
    pub status: Option<AccountStatus>,
    /// Whether the provider is checking the data right now.
    pub verifying: Option<bool>,
    /// Which of the papers proves the identity at present (`rIdDoc`).
    pub identity_document: Option<DocumentId>,
    /// When the data last changed.
    pub updated_on: Option<DateTime<FixedOffset>>,
    /// Whether a code of confirmation is on its way (`containsUpCfmCode`).
    pub awaits_confirmation_code: Option<bool>,
    /// What `rfgUOperatorCheck` says; no source says what it means.
    pub rfg_u_operator_check: Option<bool>,
    /// Whether a parent opened the account (`kidAccCreatedByParent`); a hint that decides nothing.
    pub created_by_parent: Option<bool>,
    /// What the answer says of itself: `EntityRoot`.
    pub state_facts: Vec<Personal>,
    /// The tag of this state of the data.
    pub e_tag: Option<Personal>,
    /// Telephones and e-mail addresses that came in the same answer.
    pub contacts: Vec<Contact>,
    /// Addresses that came in the same answer.
    pub addresses: Vec<Address>,
    /// Papers that came in the same answer.
    pub documents: Vec<Document>,
    /// Children that came in the same answer.
    pub kids: Vec<Kid>,
    /// Words without a meaning here.
    pub unread: Unread,
}

/// Whether an account is in use.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum AccountStatus {
    /// `REGISTERED`.
    Registered,
    /// `DELETED`.
    Deleted,
}

impl AccountStatus {
    /// Reads ESIA's word.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "REGISTERED" => Some(Self::Registered),
            "DELETED" => Some(Self::Deleted),
            _ => None,
        }
    }
}

/// Sex (пол) as the provider has it; personal, so `Debug` does not show it.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub enum Gender {
    /// `F`.
    Female,
    /// `M`.
    Male,
}

impl Gender {
    /// Reads ESIA's letter.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "F" => Some(Self::Female),
            "M" => Some(Self::Male),
            _ => None,
        }
    }
}

impl fmt::Debug for Gender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}
