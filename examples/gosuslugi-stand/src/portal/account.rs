//! An account (учётная запись) at the portal: how to reach it, and its password.

use super::Portal;
use consent_model::child_account::phone::PhoneNumber;
use esia_core::account::AccountLevel;
use esia_core::secrets::Secret;
use families::people::{PASSWORD, Person};

/// The account of a person who has one.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) oid: u64,
    /// In lower case.
    pub(super) email: String,
    pub(super) phone: Option<PhoneNumber>,
    pub(super) password: Secret,
    /// The card whose machine this account is, where a parent made it.
    pub(super) card: Option<usize>,
    /// Given for the right current password, and spent with the new one.
    pub(super) permit: Option<String>,
}

impl Account {
    /// As the families begin: a child account is reached by e-mail alone.
    pub(super) fn at_start(person: &Person) -> Self {
        let phone = match person.account {
            AccountLevel::Child => None,
            AccountLevel::Simplified | AccountLevel::Standard | AccountLevel::Confirmed => {
                PhoneNumber::parse(&person.phone()).ok()
            }
        };
        Self {
            oid: person.oid,
            email: person.email(),
            phone,
            password: Secret::new(PASSWORD.to_owned()),
            card: None,
            permit: None,
        }
    }
}

impl Portal {
    /// Whose account has this e-mail.
    pub(super) fn owner_of_email(&self, email: &str) -> Option<&'static str> {
        let email = email.to_lowercase();
        self.accounts.iter().find(|(_, account)| account.email == email).map(|(key, _)| *key)
    }

    /// Whose account has this phone.
    pub(super) fn owner_of_phone(&self, phone: &PhoneNumber) -> Option<&'static str> {
        let mut all = self.accounts.iter();
        all.find(|(_, account)| account.phone.as_ref() == Some(phone)).map(|(key, _)| *key)
    }

    /// The phones of all representatives of a child.
    pub(super) fn phones_of_parents(&self, child: &Person) -> Vec<PhoneNumber> {
        let accounts = child.parents.iter().filter_map(|key| self.accounts.get(key));
        accounts.filter_map(|account| account.phone.clone()).collect()
    }
}

/// Whether a text can be an e-mail address; the letter shows whether it is one.
pub(super) fn is_email(text: &str) -> bool {
    let is_plain =
        |sign: char| !sign.is_whitespace() && !sign.is_control() && !"<>\"',;".contains(sign);
    let parts = text.split_once('@');
    text.len() <= 100
        && text.chars().all(is_plain)
        && parts.is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && host.split('.').all(|label| !label.is_empty())
        })
}

/// An e-mail so that whoever knows it recognises it: `n…r@pochta.example`.
pub(super) fn masked_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let mut signs = name.chars();
    match (signs.next(), signs.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{host}"),
        _ => format!("…@{host}"),
    }
}

/// A name so that whoever knows the person recognises it: «Анна С.» (T-04).
pub(super) fn masked_name(person: &Person) -> String {
    let initial =
        person.last_name.chars().next().map_or_else(String::new, |sign| format!(" {sign}."));
    format!("{}{initial}", person.first_name)
}
