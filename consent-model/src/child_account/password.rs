//! The portal's rule for passwords (R-60), explained; a diary never sees such a password.
//!
//! The machine is told `policy_ok` and nothing else. These functions are for whoever shows the
//! form. That classes of signs are asked for at all is the portal's rule, not ours: ASVS 6.2.5
//! advises against it.

use crate::names::names;
use alloc::vec::Vec;
use esia_core::secrets::Secret;

/// The fewest signs.
pub const LENGTH_MIN: usize = 8;
/// The symbols that the instruction lists, read literally (Q-15).
pub const SYMBOLS: &str = "!\"$%&'()+,-./:;<=>?@[]^_{}~";
/// Symbols of which the damaged list does not say whether they belong to it (Q-15).
pub const DISPUTED_SYMBOLS: &str = "\\`|#*";

names! {
    /// What is wrong with a password.
    #[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
    pub enum PasswordFault {
        /// Fewer than eight signs.
        Length = "length",
        /// No upper-case Latin letter.
        UpperCase = "upper_case",
        /// No lower-case Latin letter.
        LowerCase = "lower_case",
        /// No digit.
        Digit = "digit",
        /// No symbol of the list.
        Symbol = "symbol",
        /// A symbol that the portal may or may not accept.
        Disputed = "disputed",
        /// A sign of none of the classes.
        Character = "character",
    }
}

/// Everything that is wrong with `password`; nothing where it keeps the rule.
///
/// ```
/// use consent_model::child_account::password::{PasswordFault, faults};
/// use esia_core::secrets::Secret;
///
/// assert_eq!(faults(&Secret::new("Abcdef1!".into())), []);
/// assert_eq!(faults(&Secret::new("Abcdefg1".into())), [PasswordFault::Symbol]);
/// ```
#[must_use]
pub fn faults(password: &Secret) -> Vec<PasswordFault> {
    let text = password.expose();
    PasswordFault::ALL.into_iter().filter(|fault| fault.is_in(text)).collect()
}

impl PasswordFault {
    fn is_in(self, text: &str) -> bool {
        match self {
            Self::Length => text.chars().count() < LENGTH_MIN,
            Self::UpperCase => !text.contains(|sign: char| sign.is_ascii_uppercase()),
            Self::LowerCase => !text.contains(|sign: char| sign.is_ascii_lowercase()),
            Self::Digit => !text.contains(|sign: char| sign.is_ascii_digit()),
            Self::Symbol => !text.contains(|sign| SYMBOLS.contains(sign)),
            Self::Disputed => text.contains(|sign| DISPUTED_SYMBOLS.contains(sign)),
            Self::Character => text.contains(|sign: char| {
                let of_a_list = SYMBOLS.contains(sign) || DISPUTED_SYMBOLS.contains(sign);
                !sign.is_ascii_alphanumeric() && !of_a_list
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    //! Goal: the lists of symbols are those of Q-15.
    //! Method: counted, and compared with the line of the instruction.

    use super::{DISPUTED_SYMBOLS, SYMBOLS};
    use alloc::collections::BTreeSet;

    #[test]
    fn the_list_has_the_twenty_seven_symbols_of_the_instruction() {
        let ours: BTreeSet<char> = SYMBOLS.chars().collect();
        assert_eq!((ours.len(), SYMBOLS.len()), (27, 27));
        // R-60 as it stands in the seed, escapes and all.
        let seed = r#"!\"\$%&'()+,-./:;<=>?@[[]^_{}~"#;
        assert_eq!(ours, seed.chars().filter(|sign| *sign != '\\').collect());
        assert!(DISPUTED_SYMBOLS.chars().all(|sign| !ours.contains(&sign)));
    }
}
