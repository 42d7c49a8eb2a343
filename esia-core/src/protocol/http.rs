//! Requests to send and replies to read, as plain values: the caller brings the HTTP client.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use url::Url;

/// The method of a request.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
}

impl Method {
    /// The word of the protocol.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request that is ready to be sent, to exactly this address, without following redirects.
///
/// The body, the headers and the path may carry secrets and personal data: `Debug` shows the
/// method and the host.
#[derive(Clone)]
pub struct Request {
    method: Method,
    url: Url,
    headers: Vec<(&'static str, String)>,
    body: Option<String>,
}

impl Request {
    pub(crate) fn post_form(url: Url, body: String) -> Self {
        let kind = ("content-type", String::from("application/x-www-form-urlencoded"));
        let accept = ("accept", String::from("application/json"));
        Self { method: Method::Post, url, headers: Vec::from([kind, accept]), body: Some(body) }
    }

    pub(crate) fn get_with_bearer(url: Url, token: &str) -> Self {
        let bearer = ["Bearer ", token].concat();
        let accept = ("accept", String::from("application/json"));
        let headers = Vec::from([("authorization", bearer), accept]);
        Self { method: Method::Get, url, headers, body: None }
    }

    /// The method.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The address.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// The headers: names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The body, if there is one.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.url.host_str().unwrap_or_default();
        write!(f, "Request({} {host})", self.method.as_str())
    }
}

/// A reply as it came: the status and the body, whatever they are.
///
/// `Debug` shows the status and the size.
#[derive(Clone, Eq, PartialEq)]
pub struct Reply {
    status: u16,
    body: Vec<u8>,
}

impl Reply {
    /// A reply. Reading the body may stop after [`MAX_BODY`] and a byte: more is refused.
    #[must_use]
    pub const fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, body }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({}, {} bytes)", self.status, self.body.len())
    }
}

/// The longest body that is read: one mebibyte.
pub const MAX_BODY: usize = 1024 * 1024;
