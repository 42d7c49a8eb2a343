//! Refusals by ESIA's codes (esia-protocol.md 3.2), as data.

use std::fmt;

/// A code that the stand answers with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Code {
    /// 007002: no certificate is registered for the mnemonic.
    NoCertificate,
    /// 007003: a parameter is wrong or repeated.
    WrongParameter,
    /// 007004: the person refused.
    Denied,
    /// 007005: nobody knows this client.
    UnknownClient,
    /// 007006: a scope is unknown or malformed.
    WrongScope,
    /// 007007: something inside failed.
    ServerError,
    /// 007009: only codes are given out.
    WrongResponseType,
    /// 007011: the code or refresh token is not good.
    WrongGrant,
    /// 007012: the grant type is not known.
    WrongGrantType,
    /// 007013: no scope at all.
    NoScope,
    /// 007014: a mandatory parameter is absent.
    NoParameter,
    /// 007015: the request's time is off.
    WrongTime,
    /// 007019: the scope was not granted to the system.
    ScopeNotGranted,
    /// 007023: the return address is not registered.
    WrongRedirect,
    /// 007039: the client must send a `code_challenge`.
    NoChallenge,
    /// 007040: the `code_verifier` does not fit.
    WrongVerifier,
    /// 007053: the secret does not fit the certificate, the hash or the text.
    WrongSecret,
}

impl Code {
    /// Number, OAuth error and text.
    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NoCertificate => {
                ("007002", "unauthorized_client", "OAuthErrorEnum.clientCertificateNotFound")
            }
            Self::WrongParameter => {
                ("007003", "invalid_request", "The request has a wrong or repeated parameter")
            }
            Self::Denied => ("007004", "access_denied", "OAuthErrorEnum.accessDenied"),
            Self::UnknownClient => {
                ("007005", "unauthorized_client", "The client is not authorized")
            }
            Self::WrongScope => ("007006", "invalid_scope", "The requested scope is invalid"),
            Self::ServerError => ("007007", "server_error", "Unexpected error of the server"),
            Self::WrongResponseType => {
                ("007009", "unsupported_response_type", "The response type is not supported")
            }
            Self::WrongGrant => {
                ("007011", "invalid_grant", "The code or refresh token is invalid or expired")
            }
            Self::WrongGrantType => {
                ("007012", "unsupported_grant_type", "The grant type is not supported")
            }
            Self::NoScope => ("007013", "invalid_scope", "The request has no scope"),
            Self::NoParameter => {
                ("007014", "invalid_request", "The request has no mandatory parameter")
            }
            Self::WrongTime => ("007015", "invalid_request", "The time of the request is wrong"),
            Self::ScopeNotGranted => ("007019", "access_denied", "OAuthErrorEnum.noGrants"),
            Self::WrongRedirect => {
                ("007023", "invalid_request", "The redirect_uri is not among the allowed")
            }
            Self::NoChallenge => ("007039", "invalid_request", "No code_challenge was given"),
            Self::WrongVerifier => {
                ("007040", "invalid_grant", "The code_verifier does not fit the code_challenge")
            }
            Self::WrongSecret => ("007053", "access_denied", "OAuthErrorEnum.clientSecretWrong"),
        }
    }

    /// `ESIA-007011`.
    pub(crate) fn number(self) -> String {
        format!("ESIA-{}", self.row().0)
    }

    /// The OAuth name: `invalid_grant`.
    pub(crate) const fn error(self) -> &'static str {
        self.row().1
    }
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

    /// `ESIA-007014: … [client_certificate_hash].`
    pub(crate) fn description(&self) -> String {
        let text = self.code.row().2;
        match self.parameter {
            Some(parameter) => format!("{}: {text} [{parameter}].", self.code.number()),
            None => format!("{}: {text}.", self.code.number()),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description())
    }
}

impl std::error::Error for Refusal {}
