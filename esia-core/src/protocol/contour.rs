//! Production and test apart: material of one contour never counts in another (T-10).

use crate::account::Contour;
use core::fmt;

/// Something that belongs to one contour.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Material {
    /// The keys that tokens are checked with.
    Keys,
    /// The names of issuers.
    Issuers,
    /// The addresses that requests are sent to.
    Endpoints,
    /// The tokens of an answer.
    Tokens,
    /// An account that had signed in.
    Account,
}

impl fmt::Display for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keys => "keys",
            Self::Issuers => "issuers",
            Self::Endpoints => "addresses",
            Self::Tokens => "tokens",
            Self::Account => "an account",
        })
    }
}

/// Material of one contour where another is asked for: test keys in production.
#[expect(clippy::exhaustive_structs, reason = "the three facts of a mix-up")]
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{material} of the contour {found}, where those of {expected} belong")]
pub struct ContourError {
    /// What was mixed up.
    pub material: Material,
    /// The contour that it belongs to.
    pub found: Contour,
    /// The contour where it was given.
    pub expected: Contour,
}

impl ContourError {
    pub(crate) fn check(material: Material, found: Contour, expected: Contour) -> Result<(), Self> {
        if found == expected { Ok(()) } else { Err(Self { material, found, expected }) }
    }
}

/// A fact about ESIA's own names: where a host or an issuer belongs, if it is known.
pub(crate) fn known_host(host: &str) -> Option<Contour> {
    match host {
        "esia.gosuslugi.ru" => Some(Contour::Production),
        "esia-portal1.test.gosuslugi.ru" => Some(Contour::Test),
        "esia-demo.test.gosuslugi.ru" => Some(Contour::Demo),
        _ => None,
    }
}
