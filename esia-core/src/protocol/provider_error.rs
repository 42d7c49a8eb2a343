//! What ESIA answers instead of a code or of tokens.

use crate::protocol::error_code::{Advice, EsiaCode};
use crate::secrets::Personal;
use alloc::string::String;
use core::fmt;

/// The `error` word of an answer.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ErrorWord {
    /// `invalid_request`.
    InvalidRequest,
    /// `invalid_client`.
    InvalidClient,
    /// `invalid_grant`.
    InvalidGrant,
    /// `invalid_scope`.
    InvalidScope,
    /// `unauthorized_client`.
    UnauthorizedClient,
    /// `unsupported_grant_type`.
    UnsupportedGrantType,
    /// `unsupported_response_type`.
    UnsupportedResponseType,
    /// `access_denied`: *not* a proof that the person refused; only the code is.
    AccessDenied,
    /// `server_error`.
    ServerError,
    /// `temporarily_unavailable`.
    TemporarilyUnavailable,
    /// Any other word.
    Other,
}

impl ErrorWord {
    /// Reads the word; every text is some word.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        match text {
            "invalid_request" => Self::InvalidRequest,
            "invalid_client" => Self::InvalidClient,
            "invalid_grant" => Self::InvalidGrant,
            "invalid_scope" => Self::InvalidScope,
            "unauthorized_client" => Self::UnauthorizedClient,
            "unsupported_grant_type" => Self::UnsupportedGrantType,
            "unsupported_response_type" => Self::UnsupportedResponseType,
            "access_denied" => Self::AccessDenied,
            "server_error" => Self::ServerError,
            "temporarily_unavailable" => Self::TemporarilyUnavailable,
            _ => Self::Other,
        }
    }

    const fn advice(self) -> Advice {
        match self {
            Self::ServerError | Self::TemporarilyUnavailable => Advice::Retry,
            Self::InvalidGrant => Advice::Restart,
            Self::InvalidClient
            | Self::InvalidScope
            | Self::UnauthorizedClient
            | Self::UnsupportedResponseType => Advice::Configuration,
            Self::InvalidRequest | Self::UnsupportedGrantType => Advice::OurBug,
            Self::AccessDenied | Self::Other => Advice::Unknown,
        }
    }
}

/// An error that ESIA reports: a word, and mostly a code.
///
/// The description is free text that may name a person, so it is kept closed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProviderError {
    word: ErrorWord,
    code: Option<EsiaCode>,
    description: Option<Personal>,
}

impl ProviderError {
    /// An error from the two texts of an answer.
    #[must_use]
    pub fn new(error: &str, description: Option<&str>) -> Self {
        Self {
            word: ErrorWord::from_text(error),
            code: description.and_then(EsiaCode::leading),
            description: description.map(|text| Personal::new(String::from(text))),
        }
    }

    /// The word.
    #[must_use]
    pub const fn word(&self) -> ErrorWord {
        self.word
    }

    /// ESIA's own code, if the description begins with one.
    #[must_use]
    pub const fn code(&self) -> Option<EsiaCode> {
        self.code
    }

    /// The free text; for nobody but the operator.
    #[must_use]
    pub const fn description(&self) -> Option<&Personal> {
        self.description.as_ref()
    }

    /// What to do: by the code, or by the word where there is no known code.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self.code.and_then(EsiaCode::row) {
            Some(row) => row.advice,
            None => self.word.advice(),
        }
    }
}

impl fmt::Display for ProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "ESIA answered with {code}"),
            None => f.write_str("ESIA answered with an error without a code"),
        }
    }
}

impl core::error::Error for ProviderError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_alone_never_proves_a_refusal() {
        let refused = ProviderError::new("access_denied", Some("ESIA-007004: owner refused"));
        assert_eq!(refused.advice(), Advice::UserDenied);
        let wrong_signature = ProviderError::new("access_denied", Some("ESIA-007053: wrong"));
        assert_eq!(wrong_signature.advice(), Advice::Configuration);
        assert_eq!(ProviderError::new("access_denied", None).advice(), Advice::Unknown);
    }

    #[test]
    fn the_word_helps_where_the_code_does_not() {
        let unknown = ProviderError::new("server_error", Some("ESIA-999999: new"));
        assert_eq!(unknown.advice(), Advice::Retry);
        assert_eq!(ProviderError::new("soon", None).advice(), Advice::Unknown);
    }
}
