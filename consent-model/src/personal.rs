//! Values about a person that events carry; none shows itself in `Debug`.

use alloc::string::String;
use chrono::NaiveDate;
use core::fmt;
use esia_core::age::{AgeBand, AgeReached};
use esia_core::secrets::Personal;

/// The pupil's birth date (дата рождения), as a verified source gives it (T-19).
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct BirthDate(NaiveDate);

impl BirthDate {
    /// A date from a verified source.
    #[must_use]
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The date itself; never for a log.
    #[must_use]
    pub const fn expose(self) -> NaiveDate {
        self.0
    }

    /// The age band on `today`. A date that lies ahead counts as the youngest band: it opens
    /// nothing to the pupil.
    #[must_use]
    pub fn band_on(self, today: NaiveDate, rule: AgeReached) -> AgeBand {
        AgeBand::on(self.0, today, rule).unwrap_or(AgeBand::Under14)
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

/// Declares a text about a person: compared, stored, never shown.
macro_rules! personal_text {
    (
        $(#[$meta:meta])*
        pub struct $name:ident;
        $(#[$error_meta:meta])*
        pub enum $error:ident: $message:literal
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Personal);

        impl $name {
            /// Takes a text in, as it is; a blank one means nothing.
            ///
            /// # Errors
            ///
            /// `Empty` for a blank text.
            pub fn parse(text: &str) -> Result<Self, $error> {
                if text.trim().is_empty() {
                    return Err($error::Empty);
                }
                Ok(Self(Personal::new(String::from(text))))
            }

            /// The text itself; never for a log.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }

        $(#[$error_meta])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
        #[non_exhaustive]
        pub enum $error {
            /// White space only: `"  "`.
            #[error($message)]
            Empty,
        }
    };
}

personal_text! {
    /// A reference to the act of a court or a guardianship body (реквизиты акта).
    ///
    /// It leads to a family's case, so `Debug` does not show it.
    pub struct ActRef;
    /// Why a text is not a reference to an act.
    pub enum ActRefError: "a reference to an act is not blank"
}

personal_text! {
    /// A handle of an account at the portal (учётная запись).
    pub struct AccountId;
    /// Why a text is not a handle of an account.
    pub enum AccountIdError: "a handle of an account is not blank"
}

personal_text! {
    /// An e-mail address (электронная почта), as it was typed; whether it exists is not asked here.
    pub struct Email;
    /// Why a text is not an address.
    pub enum EmailError: "an e-mail address is not blank"
}
