//! The fifth step: asking for person data, and reading what comes.

use crate::person::{Document, DocumentKind, Gender, Person, ReceivedDate, Verification};
use crate::protocol::endpoints::Endpoints;
use crate::protocol::error_code::{Advice, EsiaCode};
use crate::protocol::http::{MAX_BODY, Reply, Request};
use crate::protocol::json::{self, JsonError};
use crate::protocol::verify::VerifiedAccessToken;
use crate::secrets::Personal;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Deserialize;

/// The request for the person whose account the token names.
#[must_use]
pub fn person_request(endpoints: &Endpoints, token: &VerifiedAccessToken) -> Request {
    request(endpoints, token, "", None)
}

/// The request for the person's papers, all in one answer.
#[must_use]
pub fn documents_request(endpoints: &Endpoints, token: &VerifiedAccessToken) -> Request {
    request(endpoints, token, "/docs", Some("embed=(elements)"))
}

/// The request for the person and the papers in one answer.
#[must_use]
pub fn person_with_documents_request(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
) -> Request {
    request(endpoints, token, "", Some("embed=(documents.elements)"))
}

fn request(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    resource: &str,
    query: Option<&str>,
) -> Request {
    let base = endpoints.rest_base();
    let mut url = base.clone();
    url.set_path(&[base.path(), "prns/", token.subject().expose(), resource].concat());
    url.set_query(query);
    Request::get_with_bearer(url, token.token().expose())
}

/// Reads the answer about a person; an empty object is a person of whom nothing is known.
///
/// # Errors
///
/// One variant of [`RestError`] for each way of not being a person.
pub fn read_person(reply: &Reply) -> Result<Person, RestError> {
    read::<PersonAnswer>(reply).map(PersonAnswer::into_person)
}

/// Reads the answer about papers.
///
/// # Errors
///
/// One variant of [`RestError`] for each way of not being papers.
pub fn read_documents(reply: &Reply) -> Result<Vec<Document>, RestError> {
    read::<Collection<DocumentAnswer>>(reply)?
        .elements
        .unwrap_or_default()
        .into_iter()
        .map(|element| match element {
            Element::Here(document) => Ok(document.into_document()),
            Element::Link(_) => Err(RestError::NotEmbedded),
        })
        .collect()
}

/// Why a reply gives no person data.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RestError {
    /// Status 401: the token has expired or was withdrawn.
    #[error("the access token is not accepted")]
    Unauthorized {
        /// ESIA's own code, if it gave one: `ESIA-005011`.
        code: Option<EsiaCode>,
    },
    /// Status 403: no scope for this resource, or the person withdrew the consent.
    #[error("no permission for this resource")]
    Forbidden {
        /// ESIA's own code, if it gave one.
        code: Option<EsiaCode>,
    },
    /// Another status that is no success: 500.
    #[error("status {status}")]
    Status {
        /// The status of the reply.
        status: u16,
        /// ESIA's own code, if it gave one.
        code: Option<EsiaCode>,
    },
    /// A success with a body that cannot be read: `<html>`, two mebibytes, a thousand `[`.
    #[error("the answer cannot be read ({0})")]
    Json(JsonError),
    /// Links where objects were asked for: `{"elements":["https://…"]}`.
    #[error("links in place of what they lead to")]
    NotEmbedded,
}

impl RestError {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::Unauthorized { .. } => Advice::Restart,
            Self::Forbidden { code } => code.map_or(Advice::Configuration, EsiaCode::advice),
            Self::Status { code: Some(code), .. } => code.advice(),
            Self::Status { status: 429 | 500.., code: None } => Advice::Retry,
            Self::Status { code: None, .. } | Self::Json(_) => Advice::Unknown,
            Self::NotEmbedded => Advice::OurBug,
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(reply: &Reply) -> Result<T, RestError> {
    if reply.is_success() {
        return json::read(reply.body(), MAX_BODY).map_err(RestError::Json);
    }
    let body = json::read::<Failure>(reply.body(), MAX_BODY).ok();
    let code = body.and_then(|failure| EsiaCode::leading(&failure.code?));
    Err(match reply.status() {
        401 => RestError::Unauthorized { code },
        403 => RestError::Forbidden { code },
        status => RestError::Status { status, code },
    })
}

#[derive(Deserialize)]
struct Failure {
    code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonAnswer {
    last_name: Option<String>,
    first_name: Option<String>,
    middle_name: Option<String>,
    birth_date: Option<String>,
    snils: Option<String>,
    gender: Option<String>,
    trusted: Option<bool>,
    verifying: Option<bool>,
    documents: Option<Documents>,
}

impl PersonAnswer {
    fn into_person(self) -> Person {
        let elements = match self.documents {
            Some(Documents::Here(collection)) => collection.elements.unwrap_or_default(),
            Some(Documents::Link(_)) | None => Vec::new(),
        };
        let here = |element: Element<DocumentAnswer>| match element {
            Element::Here(document) => Some(document.into_document()),
            Element::Link(_) => None,
        };
        Person {
            last_name: self.last_name.map(Personal::new),
            first_name: self.first_name.map(Personal::new),
            middle_name: self.middle_name.map(Personal::new),
            birth_date: self.birth_date.as_deref().map(ReceivedDate::from_text),
            snils: self.snils.map(Personal::new),
            gender: self.gender.as_deref().and_then(gender),
            trusted: self.trusted,
            verifying: self.verifying,
            documents: elements.into_iter().filter_map(here).collect(),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DocumentAnswer {
    r#type: Option<String>,
    series: Option<String>,
    number: Option<String>,
    issue_date: Option<String>,
    issued_by: Option<String>,
    act_no: Option<String>,
    act_date: Option<String>,
    vrf_stu: Option<String>,
    vrf_val_stu: Option<String>,
}

impl DocumentAnswer {
    fn into_document(self) -> Document {
        Document {
            kind: DocumentKind::from_text(self.r#type.as_deref().unwrap_or_default()),
            series: self.series.map(Personal::new),
            number: self.number.map(Personal::new),
            issue_date: self.issue_date.as_deref().map(ReceivedDate::from_text),
            issued_by: self.issued_by.map(Personal::new),
            act_no: self.act_no.map(Personal::new),
            act_date: self.act_date.as_deref().map(ReceivedDate::from_text),
            verification: verification(self.vrf_stu.as_deref(), self.vrf_val_stu.as_deref()),
        }
    }
}

#[derive(Deserialize)]
struct Collection<T> {
    elements: Option<Vec<Element<T>>>,
}

/// What ESIA puts in a collection: the thing itself where `embed` asked for it, else its address.
#[derive(Deserialize)]
#[serde(untagged)]
enum Element<T> {
    Here(Box<T>),
    Link(#[expect(dead_code, reason = "an address is recognised and not followed")] String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Documents {
    Here(Collection<DocumentAnswer>),
    Link(#[expect(dead_code, reason = "an address is recognised and not followed")] String),
}

fn gender(text: &str) -> Option<Gender> {
    match text {
        "F" => Some(Gender::Female),
        "M" => Some(Gender::Male),
        _ => None,
    }
}

fn verification(status: Option<&str>, value_status: Option<&str>) -> Verification {
    match (status, value_status) {
        (Some("VERIFIED"), _) => Verification::Verified,
        (_, Some("VERIFYING")) => Verification::Verifying,
        (_, Some("VERIFICATION_FAILED")) => Verification::Failed,
        (_, Some(_) | None) => Verification::NotVerified,
    }
}
