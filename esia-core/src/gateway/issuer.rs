//! The gateway that is trusted, by name.

use alloc::string::String;
use core::fmt;
use url::{Host, Url};

/// The issuer (издатель) of a gateway: pinned in the settings, compared to the letter (T-10).
///
/// **Syntax**: an absolute `https` address without query and fragment; `http` on loopback alone.
///
/// # Examples
///
/// ```
/// use esia_core::gateway::issuer::{Issuer, IssuerError};
///
/// let issuer = Issuer::parse("https://gateway.example/school")?;
/// assert_eq!(issuer.as_str(), "https://gateway.example/school");
/// assert_eq!(Issuer::parse("http://gateway.example"), Err(IssuerError::NotEncrypted));
/// # Ok::<(), IssuerError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issuer(String);

impl Issuer {
    /// Reads an issuer.
    ///
    /// # Errors
    ///
    /// [`IssuerError`].
    pub fn parse(text: &str) -> Result<Self, IssuerError> {
        let is_plain = text.len() <= MAX_TEXT && text.bytes().all(|byte| byte.is_ascii_graphic());
        let url = Url::parse(text).map_err(|_| IssuerError::Address)?;
        if !is_plain || url.query().is_some() || url.fragment().is_some() {
            return Err(IssuerError::Address);
        }
        if is_protected(&url) {
            Ok(Self(String::from(text)))
        } else {
            Err(IssuerError::NotEncrypted)
        }
    }

    /// The issuer as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where its discovery document is (OpenID Connect Discovery, 4).
    pub(crate) fn discovery_address(&self) -> Result<Url, IssuerError> {
        let base = self.0.strip_suffix('/').unwrap_or(&self.0);
        Url::parse(&[base, WELL_KNOWN].concat()).map_err(|_| IssuerError::Address)
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether nobody on the way can read along: `https`, or `http` that never leaves the machine.
pub(crate) fn is_protected(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        },
        _ => false,
    }
}

/// Why a text is no issuer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IssuerError {
    /// Not an absolute address, or with a query or a fragment: `"gateway"`, `"https://a.example?b"`.
    #[error("not an absolute address without query and fragment")]
    Address,
    /// Readable on the way: `"http://gateway.example"`.
    #[error("neither https nor on loopback")]
    NotEncrypted,
}

const WELL_KNOWN: &str = "/.well-known/openid-configuration";
const MAX_TEXT: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_below_the_issuer() {
        for text in ["https://a.example/school", "https://a.example/school/"] {
            let address = Issuer::parse(text).unwrap().discovery_address().unwrap();
            assert_eq!(
                address.as_str(),
                "https://a.example/school/.well-known/openid-configuration"
            );
        }
    }

    #[test]
    fn plain_http_is_for_loopback_alone() {
        for text in ["http://127.0.0.1:8081/oidc", "http://[::1]/", "http://localhost:3000"] {
            assert!(Issuer::parse(text).is_ok(), "{text}");
        }
        for text in ["http://10.0.0.1/", "http://localhost.example/", "ftp://127.0.0.1/"] {
            assert_eq!(Issuer::parse(text), Err(IssuerError::NotEncrypted), "{text}");
        }
        for text in ["", "gateway", "https://a.example/?b", "https://a.example/#b", "https://а.рф"]
        {
            assert_eq!(Issuer::parse(text), Err(IssuerError::Address), "{text}");
        }
    }
}
