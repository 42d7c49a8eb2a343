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

    /// The same request for another kind of answer.
    pub(crate) fn accepting(mut self, kind: String) -> Self {
        self.headers.retain(|(name, _)| *name != "accept");
        self.headers.push(("accept", kind));
        self
    }

    /// A request for a public document.
    #[cfg(feature = "openidconnect")]
    pub(crate) fn get(url: Url) -> Self {
        let accept = ("accept", String::from("application/json"));
        Self { method: Method::Get, url, headers: Vec::from([accept]), body: None }
    }

    /// With the secret of a client in its header.
    #[cfg(feature = "openidconnect")]
    pub(crate) fn with_authorization(mut self, value: String) -> Self {
        self.headers.push(("authorization", value));
        self
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
    content_type: Option<String>,
}

impl Reply {
    /// A reply. Reading the body may stop after [`MAX_BODY`] and a byte: more is refused.
    #[must_use]
    pub const fn new(status: u16, body: Vec<u8>) -> Self {
        Self { status, body, content_type: None }
    }

    /// With its `content-type` as received: an answer that calls itself something else than JSON
    /// in UTF-8 is then refused before it is read.
    #[must_use]
    pub fn with_content_type(self, content_type: &str) -> Self {
        Self { content_type: Some(String::from(content_type)), ..self }
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

    /// Whether nothing is said of the content, or that it is JSON in UTF-8.
    pub(crate) fn may_be_json(&self) -> bool {
        let Some(told) = &self.content_type else { return true };
        let mut parts = told.split(';').map(|part| part.trim().to_ascii_lowercase());
        let is_json = parts.next().is_some_and(|kind| {
            kind == "application/json"
                || (kind.starts_with("application/") && kind.ends_with("+json"))
        });
        is_json
            && parts.all(|parameter| {
                parameter
                    .strip_prefix("charset=")
                    .is_none_or(|set| matches!(set.trim_matches('"'), "utf-8" | "utf8"))
            })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_in_utf_8_is_json() {
        let may = |kind: &str| Reply::new(200, Vec::new()).with_content_type(kind).may_be_json();
        assert!(Reply::new(200, Vec::new()).may_be_json(), "nothing is said");
        for kind in [
            "application/json",
            "Application/JSON; Charset=UTF-8",
            "application/json;charset=\"utf-8\"",
            "application/problem+json",
            "application/json; schema=\"https://esia.example/rs/model/prn/Person-3\"",
        ] {
            assert!(may(kind), "{kind}");
        }
        for kind in [
            "",
            "text/html",
            "text/plain",
            "application/json; charset=windows-1251",
            "application/jsonp",
            "text/html, application/json",
            "image/svg+json",
        ] {
            assert!(!may(kind), "{kind}");
        }
    }
}
