//! Refusals by ESIA's codes. What a code means stands in `esia-core`; here is what we refuse for.

use esia_core::protocol::error_code::{CodeRow, EsiaCode};
use esia_core::protocol::provider_error::ErrorWord;
use std::fmt;

/// Why the stand refuses.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Code {
    /// No certificate is registered for the mnemonic.
    NoCertificate,
    /// A parameter is wrong or repeated.
    WrongParameter,
    /// The person refused.
    Denied,
    /// Nobody knows this client.
    UnknownClient,
    /// A scope is unknown or malformed.
    WrongScope,
    /// Something inside failed.
    ServerError,
    /// Only codes are given out.
    WrongResponseType,
    /// The code or refresh token is not good.
    WrongGrant,
    /// The grant type is not known.
    WrongGrantType,
    /// No scope at all.
    NoScope,
    /// A mandatory parameter is absent.
    NoParameter,
    /// The request's time is off.
    WrongTime,
    /// The scope was not granted to the system, or the person withdrew the consent.
    ScopeNotGranted,
    /// The return address is not registered.
    WrongRedirect,
    /// The parameters could not be read.
    Unreadable,
    /// The client must send a `code_challenge`.
    NoChallenge,
    /// The `code_verifier` does not fit.
    WrongVerifier,
    /// The secret does not fit the certificate, the hash or the text.
    WrongSecret,
    /// The access token is not good.
    InvalidToken,
    /// `permissions` without a type.
    NoConsentType,
    /// An unknown consent type.
    UnknownConsentType,
    /// A scope that the type demands is not asked for.
    MandatoryScopeMissing,
    /// A scope that the system does not have.
    ScopeOutsideAllowed,
    /// A scope that the type does not have.
    ScopeOutsideType,
    /// No action.
    NoAction,
    /// An unknown action.
    UnknownAction,
    /// No purpose.
    NoPurpose,
    /// A wrong `expire`.
    WrongExpiry,
    /// An unknown purpose.
    UnknownPurpose,
    /// More than one purpose.
    SeveralPurposes,
    /// Demanded by a fault switch.
    Demanded(EsiaCode),
}

impl Code {
    /// The six digits.
    const fn digits(self) -> u32 {
        match self {
            Self::InvalidToken => 5_011,
            Self::NoCertificate => 7_002,
            Self::WrongParameter => 7_003,
            Self::Denied => 7_004,
            Self::UnknownClient => 7_005,
            Self::WrongScope => 7_006,
            Self::ServerError => 7_007,
            Self::WrongResponseType => 7_009,
            Self::WrongGrant => 7_011,
            Self::WrongGrantType => 7_012,
            Self::NoScope => 7_013,
            Self::NoParameter => 7_014,
            Self::WrongTime => 7_015,
            Self::ScopeNotGranted => 7_019,
            Self::WrongRedirect => 7_023,
            Self::Unreadable => 7_038,
            Self::NoChallenge => 7_039,
            Self::WrongVerifier => 7_040,
            Self::WrongSecret => 7_053,
            Self::NoConsentType => 36_700,
            Self::UnknownConsentType => 36_701,
            Self::MandatoryScopeMissing => 36_702,
            Self::ScopeOutsideAllowed => 36_703,
            Self::ScopeOutsideType => 36_704,
            Self::NoAction => 36_705,
            Self::UnknownAction => 36_706,
            Self::NoPurpose => 36_707,
            Self::WrongExpiry => 36_716,
            Self::UnknownPurpose => 36_726,
            Self::SeveralPurposes => 36_727,
            Self::Demanded(code) => code.number(),
        }
    }

    /// `ESIA-007011`.
    pub(crate) fn number(self) -> String {
        format!("ESIA-{:06}", self.digits())
    }

    /// The OAuth name: `invalid_grant`, by the library's table.
    pub(crate) fn error(self) -> &'static str {
        let word = self.row().and_then(|row| row.word).and_then(ErrorWord::as_str);
        word.unwrap_or("invalid_request")
    }

    /// What the description says: ESIA's own word where one was seen, else what the code means.
    fn text(self) -> String {
        match self.row() {
            Some(row) => row.name.map_or_else(|| capital(row.meaning), String::from),
            None => "An error of ESIA".into(),
        }
    }

    fn row(self) -> Option<&'static CodeRow> {
        EsiaCode::leading(&self.number()).and_then(EsiaCode::row)
    }
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A refusal: the code and, for some, the parameter it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    parameter: Option<&'static str>,
}

impl Refusal {
    pub(crate) const fn new(code: Code) -> Self {
        Self { code, parameter: None }
    }

    pub(crate) const fn about(code: Code, parameter: &'static str) -> Self {
        Self { code, parameter: Some(parameter) }
    }

    /// The text without its code: `… [client_certificate_hash].`
    pub(crate) fn text(&self) -> String {
        match self.parameter {
            Some(parameter) => format!("{} [{parameter}].", self.code.text()),
            None => format!("{}.", self.code.text()),
        }
    }

    /// `ESIA-007014: … [client_certificate_hash].`
    pub(crate) fn description(&self) -> String {
        format!("{}: {}", self.code.number(), self.text())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description())
    }
}

impl std::error::Error for Refusal {}
