//! ESIA's own error codes and what to do about each.

use core::fmt;

/// A code of ESIA (код ошибки ЕСИА): `ESIA-007014`.
///
/// Every six digits are kept, known or not. A code is nothing personal and may stand in a log.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::error_code::{Advice, EsiaCode};
///
/// let code = EsiaCode::leading("ESIA-007015: wrong time").unwrap();
/// assert_eq!(code.to_string(), "ESIA-007015");
/// assert_eq!(code.advice(), Advice::RetryOnce);
/// assert_eq!(EsiaCode::leading("ESIA-999999").unwrap().advice(), Advice::Unknown);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct EsiaCode(u32);

impl EsiaCode {
    /// Reads the code that a description begins with, if it begins with one.
    #[must_use]
    pub fn leading(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("ESIA-")?.as_bytes().first_chunk::<6>()?;
        let add = |number: u32, digit: &u8| {
            let digit = digit.is_ascii_digit().then(|| u32::from(digit & 0xf))?;
            Some(number.saturating_mul(10).saturating_add(digit))
        };
        digits.iter().try_fold(0, add).map(Self)
    }

    /// The six digits as a number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The row of [`CODES`], if the code is known.
    #[must_use]
    pub fn row(self) -> Option<&'static CodeRow> {
        CODES.iter().find(|row| row.code == self)
    }

    /// What to do about it; [`Advice::Unknown`] for an unknown code.
    #[must_use]
    pub fn advice(self) -> Advice {
        self.row().map_or(Advice::Unknown, |row| row.advice)
    }
}

impl fmt::Display for EsiaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ESIA-{:06}", self.0)
    }
}

/// What a caller does about a failure.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Advice {
    /// Begin the sign-in again after a pause that grows.
    Retry,
    /// Correct the clock, then begin again, once.
    RetryOnce,
    /// Begin the sign-in again from the start.
    Restart,
    /// The person refused: say so, and let the person begin again.
    UserDenied,
    /// The person has something to do at ESIA first.
    UserAction,
    /// The settings of the system, here or at ESIA: tell the operator.
    Configuration,
    /// A request that ESIA cannot accept: a defect of ours.
    OurBug,
    /// A sign of an attack: stop, and tell the operator.
    Stop,
    /// Nothing is known: refuse, and keep the code for the operator.
    Unknown,
}

/// One known code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CodeRow {
    /// The code.
    pub code: EsiaCode,
    /// What it means, in our words.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: Advice,
}

/// The known codes, in ascending order.
pub const CODES: &[CodeRow] = &[
    row(5_011, "invalid token at the person data service", Advice::Restart),
    row(
        7_002,
        "the certificate is not of this mnemonic, or none is registered",
        Advice::Configuration,
    ),
    row(7_003, "a mandatory parameter is missing, wrong or repeated", Advice::OurBug),
    row(7_004, "the person or the service refused", Advice::UserDenied),
    row(7_005, "the system may not ask for a token in this way", Advice::Configuration),
    row(7_006, "a scope is wrong, unknown or malformed", Advice::Configuration),
    row(7_007, "unexpected error of the server", Advice::Retry),
    row(7_008, "overload or maintenance", Advice::Retry),
    row(7_009, "this way of getting a token is not supported", Advice::Configuration),
    row(
        7_011,
        "the code or refresh token is invalid, expired, revoked or of another client",
        Advice::Restart,
    ),
    row(7_012, "the grant type is not supported", Advice::OurBug),
    row(7_013, "no scope in the request", Advice::OurBug),
    row(7_014, "a mandatory parameter is absent, often client_certificate_hash", Advice::OurBug),
    row(7_015, "the time of the request is wrong", Advice::RetryOnce),
    row(
        7_019,
        "no permission for the access: not granted to the system, or withdrawn",
        Advice::Configuration,
    ),
    row(7_023, "the return address is not among the registered", Advice::Configuration),
    row(7_038, "the parameters could not be read", Advice::OurBug),
    row(7_039, "no code_challenge was given", Advice::OurBug),
    row(7_040, "the PKCE comparison failed", Advice::Stop),
    row(7_046, "a second factor is needed that the person cannot pass", Advice::UserAction),
    row(
        7_053,
        "the signature does not fit the hash, the system, or an active certificate",
        Advice::Configuration,
    ),
    row(7_055, "the account is not confirmed", Advice::UserAction),
    row(7_060, "wrong roles", Advice::OurBug),
    row(7_061, "wrong obj_type", Advice::OurBug),
    row(7_062, "wrong type or role of the person", Advice::OurBug),
    row(7_194, "an organisation scope, and the person is not its employee", Advice::UserAction),
    row(8_010, "the client could not be authenticated", Advice::Configuration),
    row(36_700, "no consent type is named", Advice::OurBug),
    row(36_701, "the consent type is unknown", Advice::Configuration),
    row(36_702, "a mandatory scope of the consent type is missing", Advice::OurBug),
    row(36_703, "scopes outside the allowed set", Advice::Configuration),
    row(36_704, "scopes not allowed for the consent type", Advice::OurBug),
    row(36_705, "no action is given", Advice::OurBug),
    row(36_706, "unknown action", Advice::OurBug),
    row(36_707, "no purpose is given", Advice::OurBug),
    row(36_716, "wrong expiry of a consent", Advice::OurBug),
    row(36_726, "unknown purpose", Advice::OurBug),
    row(36_727, "exactly one purpose is needed", Advice::OurBug),
];

const fn row(code: u32, meaning: &'static str, advice: Advice) -> CodeRow {
    CodeRow { code: EsiaCode(code), meaning, advice }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn a_code_is_read_only_from_the_beginning() {
        let code = EsiaCode::leading("ESIA-007014: [client_certificate_hash].").unwrap();
        assert_eq!((code.number(), code.to_string().as_str()), (7014, "ESIA-007014"));
        for text in [
            "",
            "ESIA-",
            "ESIA-00701",
            "ESIA-00701x",
            " ESIA-007014",
            "esia-007014",
            "ESIA-00701\u{2014}",
        ] {
            assert_eq!(EsiaCode::leading(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_code_stands_once_and_in_order() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert_eq!(CODES.len(), 38);
        assert!(CODES.iter().all(|row| row.advice != Advice::Unknown));
    }

    #[test]
    fn the_advice_that_matters_most_is_right() {
        for (text, advice) in [
            ("ESIA-007004", Advice::UserDenied),
            ("ESIA-007008", Advice::Retry),
            ("ESIA-007011", Advice::Restart),
            ("ESIA-007015", Advice::RetryOnce),
            ("ESIA-007023", Advice::Configuration),
            ("ESIA-007039", Advice::OurBug),
            ("ESIA-007040", Advice::Stop),
            ("ESIA-007053", Advice::Configuration),
            ("ESIA-007055", Advice::UserAction),
            ("ESIA-123456", Advice::Unknown),
        ] {
            assert_eq!(EsiaCode::leading(text).unwrap().advice(), advice, "{text}");
        }
    }
}
