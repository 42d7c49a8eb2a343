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

    /// The word as it is sent; none for [`ErrorWord::Other`].
    #[must_use]
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::InvalidRequest => Some("invalid_request"),
            Self::InvalidClient => Some("invalid_client"),
            Self::InvalidGrant => Some("invalid_grant"),
            Self::InvalidScope => Some("invalid_scope"),
            Self::UnauthorizedClient => Some("unauthorized_client"),
            Self::UnsupportedGrantType => Some("unsupported_grant_type"),
            Self::UnsupportedResponseType => Some("unsupported_response_type"),
            Self::AccessDenied => Some("access_denied"),
            Self::ServerError => Some("server_error"),
            Self::TemporarilyUnavailable => Some("temporarily_unavailable"),
            Self::Other => None,
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
/// The description is free text that may name a person, so it is kept closed; what is read out of
/// it is a code, a name of ESIA's own and a parameter of the protocol, and nothing else:
///
/// | description | code | name | parameter |
/// |---|---|---|---|
/// | `ESIA-007004: refused` | `ESIA-007004` | | |
/// | `ESIA-007014: … parameter [client_certificate_hash].` | `ESIA-007014` | | `client_certificate_hash` |
/// | `ESIA-007053: OAuthErrorEnum.clientSecretWrong` | `ESIA-007053` | `OAuthErrorEnum.clientSecretWrong` | |
/// | `OAuthErrorEnum.noGrants` | `ESIA-007019`, by its name | `OAuthErrorEnum.noGrants` | |
///
/// # Examples
///
/// ```
/// use esia_core::protocol::error_code::{Advice, KnownCode};
/// use esia_core::protocol::provider_error::ProviderError;
///
/// let told = "ESIA-007014: the request has no mandatory parameter [client_certificate_hash].";
/// let error = ProviderError::new("invalid_request", Some(told));
/// assert_eq!(error.code().and_then(|code| code.known()), Some(KnownCode::NoParameter));
/// assert_eq!(error.parameter(), Some("client_certificate_hash"));
/// assert_eq!(error.advice(), Advice::OurBug);
/// ```
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
        let by_name = |text: &str| EsiaCode::named(enum_name(text)?);
        Self {
            word: ErrorWord::from_text(error),
            code: description.and_then(|text| EsiaCode::leading(text).or_else(|| by_name(text))),
            description: description.map(|text| Personal::new(String::from(text))),
        }
    }

    /// The word.
    #[must_use]
    pub const fn word(&self) -> ErrorWord {
        self.word
    }

    /// ESIA's own code: the one that the description begins with, else the one of its name.
    #[must_use]
    pub const fn code(&self) -> Option<EsiaCode> {
        self.code
    }

    /// The name that newer descriptions have: `OAuthErrorEnum.noGrants`, known or not.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        enum_name(self.description.as_ref()?.expose())
    }

    /// The parameter of the protocol that the description has in brackets, if it is one of ours.
    #[must_use]
    pub fn parameter(&self) -> Option<&'static str> {
        let text = self.description.as_ref()?.expose();
        let told = text.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        told.into_iter().find_map(|(name, _)| PARAMETERS.iter().find(|own| **own == name)).copied()
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
            Some(code) => write!(f, "ESIA answered with {code}")?,
            None => f.write_str("ESIA answered with an error without a code")?,
        }
        match self.parameter() {
            Some(parameter) => write!(f, ", about {parameter}"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for ProviderError {}

/// The first word of the form `OAuthErrorEnum.noGrants`: letters, `Enum`, a dot, letters.
fn enum_name(text: &str) -> Option<&str> {
    let is_name = |word: &&str| {
        let is_letters =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        word.len() <= MAX_NAME
            && word.split_once('.').is_some_and(|(family, name)| {
                family.ends_with("Enum") && is_letters(family) && is_letters(name)
            })
    };
    let trimmed = |word: &'_ str| word.trim_end_matches(['.', ',', ';', ':']).len();
    text.split_whitespace().filter_map(|word| word.get(..trimmed(word))).find(is_name)
}

const MAX_NAME: usize = 80;

/// The parameters of our requests.
const PARAMETERS: &[&str] = &[
    "access_type",
    "client_certificate_hash",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "grant_type",
    "nonce",
    "permissions",
    "person_filter",
    "redirect_uri",
    "redirect_url",
    "refresh_token",
    "response_type",
    "scope",
    "scope_org",
    "state",
    "timestamp",
    "token_type",
];

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
    fn a_word_that_is_sent_reads_as_itself() {
        for row in crate::protocol::error_code::CODES {
            let sent = row.word.map(|word| word.as_str().unwrap());
            assert_eq!(sent.map(ErrorWord::from_text), row.word, "{}", row.code);
        }
        assert_eq!(ErrorWord::from_text("Access_Denied").as_str(), None);
    }

    #[test]
    fn the_word_helps_where_the_code_does_not() {
        let unknown = ProviderError::new("server_error", Some("ESIA-999999: new"));
        assert_eq!(unknown.advice(), Advice::Retry);
        assert_eq!(ProviderError::new("soon", None).advice(), Advice::Unknown);
    }

    #[test]
    fn a_description_gives_a_code_a_name_and_a_parameter_and_nothing_else() {
        let read = |text: &str| {
            let error = ProviderError::new("access_denied", Some(text));
            let code = error.code().map(EsiaCode::number);
            (code, error.name().map(String::from), error.parameter())
        };
        let name = |text: &str| Some(String::from(text));
        assert_eq!(
            read("ESIA-007014: parameter [client_certificate_hash]."),
            (Some(7_014), None, Some("client_certificate_hash"))
        );
        assert_eq!(
            read("ESIA-007003: [ИВАНОВ] or [x] or [scope]"),
            (Some(7_003), None, Some("scope"))
        );
        assert_eq!(
            read("ESIA-007053: OAuthErrorEnum.clientSecretWrong."),
            (Some(7_053), name("OAuthErrorEnum.clientSecretWrong"), None)
        );
        assert_eq!(
            read("OAuthErrorEnum.noGrants"),
            (Some(7_019), name("OAuthErrorEnum.noGrants"), None)
        );
        assert_eq!(
            read("SomethingEnum.new"),
            (None, name("SomethingEnum.new"), None),
            "kept, and it means nothing"
        );
        for text in ["", "[", "][", "[state", "Enum.", ".noGrants", "ИванEnum.новый", "a.b", "…"]
        {
            assert_eq!(read(text), (None, None, None), "{text:?}");
        }
    }

    #[test]
    fn the_code_outweighs_the_name() {
        let error = ProviderError::new("", Some("ESIA-999999: OAuthErrorEnum.noGrants"));
        assert_eq!(error.code().map(EsiaCode::number), Some(999_999));
        assert_eq!(error.advice(), Advice::Unknown);
    }
}
