//! What a gateway says about itself: the discovery document.

use crate::gateway::issuer::{Issuer, is_protected};
use crate::protocol::http::{MAX_BODY, Reply, Request};
use crate::protocol::json::{self, JsonError};
use alloc::string::String;
use alloc::vec::Vec;
use serde::Deserialize;
use url::Url;

/// A gateway as its own document describes it, under the pinned issuer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Provider {
    issuer: Issuer,
    authorization: Url,
    token: Url,
    userinfo: Option<Url>,
    keys: Url,
    sends_issuer: bool,
    takes_basic: bool,
}

impl Provider {
    /// The request for the document of an issuer.
    ///
    /// # Errors
    ///
    /// [`DiscoveryError::Endpoint`] for an issuer below which no address can be made.
    pub fn request(issuer: &Issuer) -> Result<Request, DiscoveryError> {
        let address = issuer.discovery_address();
        address.map(Request::get).map_err(|_| DiscoveryError::Endpoint { name: "issuer" })
    }

    /// Reads the document; a gateway that cannot do what a sign-in needs is refused here.
    ///
    /// # Errors
    ///
    /// One variant of [`DiscoveryError`] for each way of being of no use.
    pub fn read(issuer: &Issuer, reply: &Reply) -> Result<Self, DiscoveryError> {
        let document: Document = read_success(reply)?;
        if document.issuer.as_deref() != Some(issuer.as_str()) {
            return Err(DiscoveryError::Issuer);
        }
        let lacks = |list: &Option<Vec<String>>, word: &str| {
            list.as_ref().is_some_and(|list| !list.iter().any(|own| own == word))
        };
        if lacks(&document.response_types_supported, "code") {
            return Err(DiscoveryError::NoCodeFlow);
        }
        if lacks(&document.code_challenge_methods_supported, "S256") {
            return Err(DiscoveryError::NoPkce);
        }
        Ok(Self {
            issuer: issuer.clone(),
            authorization: endpoint(
                document.authorization_endpoint.as_deref(),
                "authorization_endpoint",
            )?,
            token: endpoint(document.token_endpoint.as_deref(), "token_endpoint")?,
            userinfo: document
                .userinfo_endpoint
                .as_deref()
                .map(|text| endpoint(Some(text), "userinfo_endpoint"))
                .transpose()?,
            keys: endpoint(document.jwks_uri.as_deref(), "jwks_uri")?,
            sends_issuer: document
                .authorization_response_iss_parameter_supported
                .unwrap_or_default(),
            takes_basic: !lacks(
                &document.token_endpoint_auth_methods_supported,
                "client_secret_basic",
            ),
        })
    }

    /// The request for its keys.
    #[must_use]
    pub fn keys_request(&self) -> Request {
        Request::get(self.keys.clone())
    }

    /// The pinned issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// Where the browser is sent.
    #[must_use]
    pub const fn authorization(&self) -> &Url {
        &self.authorization
    }

    /// Where a code is exchanged.
    #[must_use]
    pub const fn token(&self) -> &Url {
        &self.token
    }

    /// Where more is said about the person, if anywhere.
    #[must_use]
    pub const fn userinfo(&self) -> Option<&Url> {
        self.userinfo.as_ref()
    }

    /// Whether every callback must name the issuer (RFC 9207).
    #[must_use]
    pub const fn sends_issuer(&self) -> bool {
        self.sends_issuer
    }

    /// Whether the secret of a client goes into the header `Authorization`, as is the default.
    pub(crate) const fn takes_basic(&self) -> bool {
        self.takes_basic
    }
}

/// Reads the body of a success.
pub(crate) fn read_success<T: serde::de::DeserializeOwned>(
    reply: &Reply,
) -> Result<T, DiscoveryError> {
    if !reply.is_success() {
        return Err(DiscoveryError::Status { status: reply.status() });
    }
    json::read(reply.body(), MAX_BODY).map_err(DiscoveryError::Json)
}

fn endpoint(text: Option<&str>, name: &'static str) -> Result<Url, DiscoveryError> {
    let wrong = DiscoveryError::Endpoint { name };
    let url = Url::parse(text.ok_or(wrong)?).map_err(|_| wrong)?;
    if url.fragment().is_some() {
        Err(wrong)
    } else if is_protected(&url) {
        Ok(url)
    } else {
        Err(DiscoveryError::NotEncrypted { name })
    }
}

/// Why a gateway cannot be used as it describes itself.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DiscoveryError {
    /// A status that is no success: 404.
    #[error("status {status}")]
    Status {
        /// The status of the reply.
        status: u16,
    },
    /// Not the JSON object that was asked for: `<html>`.
    #[error("the document cannot be read ({0})")]
    Json(JsonError),
    /// Another issuer than the pinned one, or none: `{"issuer":"https://other.example"}` (T-10).
    #[error("the document is that of another issuer")]
    Issuer,
    /// An address that is missing or no address: no `token_endpoint`.
    #[error("{name} is missing or no address")]
    Endpoint {
        /// Which.
        name: &'static str,
    },
    /// An address that can be read on the way: `"http://gateway.example/token"`.
    #[error("{name} is neither https nor on loopback")]
    NotEncrypted {
        /// Which.
        name: &'static str,
    },
    /// Codes are not given out: `"response_types_supported":["id_token"]`.
    #[error("the gateway knows no code flow")]
    NoCodeFlow,
    /// PKCE is known, but not S256: `"code_challenge_methods_supported":["plain"]`.
    #[error("the gateway does not know S256")]
    NoPkce,
    /// No key in the set can check a signature: `{"keys":[]}`.
    #[error("no usable key")]
    NoKey,
}

/// What is read of the document; the rest is ignored, so that one strange field, such as a GOST
/// algorithm for what is not used here, does not shut the gateway out.
#[derive(Deserialize)]
struct Document {
    issuer: Option<String>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    userinfo_endpoint: Option<String>,
    jwks_uri: Option<String>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    authorization_response_iss_parameter_supported: Option<bool>,
}
