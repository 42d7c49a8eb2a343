//! Identifiers of records in somebody's profile: never those of an account.

use crate::secrets::Personal;
use alloc::string::String;

macro_rules! record_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Personal);

        impl $name {
            /// Reads an identifier: 1 to 64 ASCII letters, digits, `-` and `_`.
            ///
            /// # Errors
            ///
            /// [`IdError`].
            pub fn parse(text: &str) -> Result<Self, IdError> {
                let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                if (1..=64).contains(&text.len()) && text.bytes().all(is_sign) {
                    Ok(Self(Personal::new(String::from(text))))
                } else {
                    Err(IdError)
                }
            }

            /// The identifier, for a request; never for a log.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }
        }
    };
}

record_id! {
    /// The number of a child's record in a parent's profile (`kids[].id`).
    ///
    /// It is **not** the number of the child's own account, and no source says that the two agree:
    /// so it is no [`SubjectId`](crate::account::SubjectId), cannot be made one, and finds nobody.
    ///
    /// ```compile_fail
    /// use esia_core::account::SubjectId;
    /// use esia_core::person::KidId;
    ///
    /// let subject: SubjectId = KidId::parse("70000007")?.into();
    /// # Ok::<(), esia_core::person::IdError>(())
    /// ```
    KidId
}

record_id! {
    /// The number of a paper in a profile (`id`, `rIdDoc`).
    DocumentId
}

/// Not the number of a record: `""`, `"../7"`, `"7?x=1"`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the number of a record is 1 to 64 ASCII letters, digits, '-', '_'")]
pub struct IdError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_lead_elsewhere_is_no_number() {
        assert_eq!(KidId::parse("70000007").unwrap().expose(), "70000007");
        let long = "7".repeat(65);
        for text in ["", "../7", "7/docs", "7?x=1", "7#", "7%2F", "7\r\nHost: a", "семь", &long]
        {
            assert_eq!(KidId::parse(text), Err(IdError), "{text:?}");
            assert_eq!(DocumentId::parse(text), Err(IdError), "{text:?}");
        }
    }
}
