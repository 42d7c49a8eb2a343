//! The binding code (код привязки): a secret that is compared and never shown.

use core::fmt;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// A binding code (код привязки), kept as its hash from the moment it is read.
///
/// **Guarantees.** The text is not kept, so nothing here can show it; codes of any length are
/// compared in the same time. The hash alone does not hide a short code from somebody who holds
/// the state: its life and the number of tries do that (T-01), and a store keeps it apart from
/// logs.
#[derive(Clone, Copy, Eq)]
pub struct BindingCode([u8; 32]);

impl BindingCode {
    /// Takes in a code as its source issued it.
    ///
    /// # Errors
    ///
    /// [`BindingCodeError`] for a blank text.
    pub fn parse(text: &str) -> Result<Self, BindingCodeError> {
        if text.trim().is_empty() {
            return Err(BindingCodeError);
        }
        Ok(Self::entered(text))
    }

    /// Takes in what somebody typed: any text, since a wrong one has its answer too. White space
    /// around it does not count.
    #[must_use]
    pub fn entered(text: &str) -> Self {
        Self(Sha256::new().chain_update(LABEL).chain_update(text.trim()).finalize().into())
    }
}

/// In constant time: how long it takes tells nothing of either code (T-17).
impl PartialEq for BindingCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for BindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// A blank text is no code: `"  "`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a binding code is not blank")]
#[non_exhaustive]
pub struct BindingCodeError;

/// Keeps these hashes apart from every other use of the same text.
const LABEL: &[u8] = b"consent-model binding code 1\0";

#[cfg(test)]
mod tests {
    //! Goal: a code is equal to itself alone and shows nothing.
    //! Method: neighbours of one code by hand, and every bit of its hash turned.

    use super::{BindingCode, BindingCodeError};
    use alloc::format;

    #[test]
    fn a_code_equals_itself_alone() {
        let code = BindingCode::parse("48151623").unwrap();
        assert_eq!(code, BindingCode::entered(" 48151623\n"));
        for other in ["", "4", "48151624", "4815162", "481516233", "4815 1623", "４８１５１６２３"]
        {
            assert_ne!(code, BindingCode::entered(other), "{other}");
        }
    }

    /// A comparison that stopped at the first difference, or looked at a part, would be one of
    /// another kind; that it is the constant-time one, the shape of the repository says.
    #[test]
    fn t_17_every_bit_of_a_code_is_compared() {
        let code = BindingCode::entered("48151623");
        for bit in 0..256 {
            let mut other = code;
            other.0[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(code, other, "bit {bit}");
            other.0[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(code, other, "bit {bit}");
        }
    }

    #[test]
    fn a_blank_text_is_no_code() {
        assert_eq!(BindingCode::parse(" \t"), Err(BindingCodeError));
    }

    #[test]
    fn a_code_shows_nothing() {
        assert_eq!(format!("{:?}", BindingCode::parse("48151623").unwrap()), "[secret]");
    }
}
