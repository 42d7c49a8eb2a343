//! A person as ESIA verified it: what one sign-in leaves, and what a login keeps.

use esia_core::account::{Account, AccountKind, AccountLevel, Subject};
use esia_core::person::Person;
use esia_core::protocol::http::Reply;
use esia_core::protocol::rest::{self, RestError};
use esia_core::secrets::Personal;
use serde::{Deserialize, Serialize};

/// The account behind verified tokens, and what ESIA says of its person.
#[derive(Clone, Debug)]
pub struct Verified {
    account: Account,
    person: Person,
    answer: Personal,
}

impl Verified {
    /// Reads the answer about the person.
    ///
    /// # Errors
    ///
    /// [`RestError`] where the answer is none.
    pub fn read(account: Account, reply: &Reply) -> Result<Self, RestError> {
        let person = rest::read_person(reply)?;
        let answer = Personal::new(String::from_utf8_lossy(reply.body()).into_owned());
        Ok(Self { account, person, answer })
    }

    /// Whose account.
    #[must_use]
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// What ESIA says of the person.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// The person as a login keeps it, so that each request is decided anew on the same facts.
    #[must_use]
    pub fn to_stored(&self) -> Personal {
        let stored = Stored {
            is_child: self.account.kind() == AccountKind::Child,
            level: match self.account.level() {
                AccountLevel::Simplified => Level::Simplified,
                AccountLevel::Standard => Level::Standard,
                AccountLevel::Confirmed => Level::Confirmed,
                AccountLevel::Child => Level::Child,
            },
            answer: self.answer.expose().to_owned(),
        };
        // A flat structure of texts cannot fail to be written; the empty text is nobody.
        Personal::new(serde_json::to_string(&stored).unwrap_or_default())
    }

    /// Reads back what [`Verified::to_stored`] wrote.
    ///
    /// # Errors
    ///
    /// [`StoredPersonError`].
    pub fn from_stored(subject: Subject, text: &Personal) -> Result<Self, StoredPersonError> {
        let stored: Stored = serde_json::from_str(text.expose()).map_err(|_| StoredPersonError)?;
        let kind = if stored.is_child { AccountKind::Child } else { AccountKind::SelfMade };
        let level = match stored.level {
            Level::Simplified => AccountLevel::Simplified,
            Level::Standard => AccountLevel::Standard,
            Level::Confirmed => AccountLevel::Confirmed,
            Level::Child => AccountLevel::Child,
        };
        let account = Account::from_verified(subject, kind, level);
        let reply = Reply::new(200, stored.answer.into_bytes());
        Self::read(account, &reply).map_err(|_| StoredPersonError)
    }
}

/// A stored text that is no verified person.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a stored login cannot be read")]
pub struct StoredPersonError;

#[derive(Deserialize, Serialize)]
struct Stored {
    is_child: bool,
    level: Level,
    answer: String,
}

#[derive(Deserialize, Serialize)]
enum Level {
    Simplified,
    Standard,
    Confirmed,
    Child,
}
