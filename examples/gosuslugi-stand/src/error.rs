//! Refusals by ESIA's codes; what each code means stands in `esia-core`, once.

use esia_core::protocol::error_code::EsiaCode;
pub(crate) use esia_core::protocol::error_code::KnownCode as Code;
use esia_core::protocol::provider_error::ErrorWord;
use std::fmt;

/// A refusal: the code and, for some, the parameter it is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: EsiaCode,
    parameter: Option<&'static str>,
}

impl Refusal {
    pub(crate) const fn new(code: Code) -> Self {
        Self::demanded(code.row().code)
    }

    pub(crate) const fn about(code: Code, parameter: &'static str) -> Self {
        Self { code: code.row().code, parameter: Some(parameter) }
    }

    /// What a fault switch demands, known or not.
    pub(crate) const fn demanded(code: EsiaCode) -> Self {
        Self { code, parameter: None }
    }

    /// The OAuth name: `invalid_grant`.
    pub(crate) fn error(&self) -> &'static str {
        let word = self.code.row().and_then(|row| row.word).and_then(ErrorWord::as_str);
        word.unwrap_or("invalid_request")
    }

    /// The text without its code: ESIA's own name where one was seen, else what the code means.
    pub(crate) fn text(&self) -> String {
        let row = self.code.row();
        let meaning = row.map_or("an error of ESIA", |row| row.name.unwrap_or(row.meaning));
        match self.parameter {
            Some(parameter) => format!("{meaning} [{parameter}]."),
            None => format!("{meaning}."),
        }
    }

    /// `ESIA-007014: … [client_certificate_hash].`
    pub(crate) fn description(&self) -> String {
        format!("{}: {}", self.code, self.text())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.description())
    }
}

impl std::error::Error for Refusal {}
