//! The fifth step: asking what ESIA says of a person, and reading what comes.
//!
//! A request and its answer are plain values. What reads the answer knows what was asked, so that a
//! link in it is taken only where it leads back to the same person's data.
//!
//! | asked for | by | read by | scope |
//! |---|---|---|---|
//! | the person | [`person_request`] | [`read_person`] | `fullname`, `birthdate`, … |
//! | the person with parts | [`person`] | [`PendingPerson::read`] | of each [`Part`] |
//! | telephones, e-mail | [`contacts`] | [`PendingList::read`] | `contacts`, `mobile`, `email` |
//! | addresses | [`addresses`] | [`PendingList::read`] | `addresses` |
//! | papers | [`documents`] | [`PendingList::read`] | `id_doc`, `birth_cert_doc`, … |
//! | children | [`kids`] | [`PendingList::read`] | `kid_fullname`, … |
//! | a child's papers | [`kid_documents`] | [`PendingList::read`] | `kid_birth_cert_doc`, … |
//! | what a link leads to | [`ItemUrl::request`] | [`ItemUrl::read`] | of its collection |
//!
//! # What an answer may be
//!
//! Every field may be absent or `null`, and what has no meaning here is kept beside what has one
//! ([`Unread`](crate::person::Unread)). An empty object is a person of whom nothing is known; an
//! empty collection is a collection. Whatever is no such answer is a [`RestError`], which never
//! repeats it: more than a mebibyte, nested too deeply, not UTF-8, a key that stands twice, a
//! content type that was not asked for, a link that leads elsewhere.
//!
//! # What it means
//!
//! Nothing here decides. Kind and level of the account are in the signed token
//! ([`VerifiedIdToken::account`](crate::protocol::verify::VerifiedIdToken::account)); which of the
//! data may count as a ground is told by `esia_matching::evidence`, which takes the verification of
//! each paper from here. The number of a child's card is a [`KidId`] and no account.
//!
//! # Examples
//!
//! A parent signs in, and the diary asks for the parent and the children in one request, for as
//! much as the token was granted:
//!
//! ```
//! use esia_core::person::{DocumentKind, Verification};
//! use esia_core::protocol::endpoints::Endpoints;
//! use esia_core::protocol::http::{Reply, Request};
//! use esia_core::protocol::rest::{self, AnswerShape, Embed, RestError};
//! use esia_core::protocol::verify::VerifiedAccessToken;
//!
//! fn children(
//!     endpoints: &Endpoints,
//!     token: &VerifiedAccessToken, // from the sign-in, after every check
//!     send: impl Fn(&Request) -> Reply,
//! ) -> Result<usize, RestError> {
//!     let embed = Embed::of_granted(token); // ?embed=(documents.elements,kids.elements)
//!     let asked = rest::person(endpoints, token, &embed, AnswerShape::default());
//!     let file = asked.pending.read(&send(&asked.request))?;
//!     let mut checked = 0;
//!     for kid in &file.person.kids {
//!         let is_checked = kid.documents.iter().any(|paper| {
//!             paper.kind == DocumentKind::RussianBirthCertificate
//!                 && paper.verification == Verification::Verified
//!         });
//!         checked += usize::from(is_checked);
//!     }
//!     // What came as a link is asked for once more, at an address that was held against ours.
//!     for link in &file.links.kids {
//!         let kid = link.read(&send(&link.request(token)))?;
//!         checked += usize::from(!kid.documents.is_empty());
//!     }
//!     Ok(checked)
//! }
//! ```

mod collection;
mod embed;
mod place;
mod shape;
mod whole;
mod wire;

pub use collection::{Collection, Element, ListRequest, PendingList};
pub use embed::{Embed, Part};
pub use place::ItemUrl;
pub use shape::AnswerShape;
pub use whole::{PendingPerson, PersonFile, PersonLinks, PersonRequest};

use crate::person::{Address, Contact, Document, Kid, KidId, Person};
use crate::protocol::endpoints::Endpoints;
use crate::protocol::error_code::{Advice, EsiaCode};
use crate::protocol::http::{MAX_BODY, Reply, Request};
use crate::protocol::json::{self, JsonError};
use crate::protocol::verify::VerifiedAccessToken;
use alloc::string::String;
use alloc::vec::Vec;
use place::Place;
use serde::Deserialize;
use wire::{CollectionAnswer, DocumentAnswer, PersonAnswer};

/// The request for the person whose account the token names.
#[must_use]
pub fn person_request(endpoints: &Endpoints, token: &VerifiedAccessToken) -> Request {
    Place::person(endpoints, token).request(token, None, AnswerShape::default())
}

/// The request for the person with parts in one answer.
#[must_use]
pub fn person(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    embed: &Embed,
    shape: AnswerShape,
) -> PersonRequest {
    let place = Place::person(endpoints, token);
    let request = place.request(token, embed.query(shape).as_deref(), shape);
    PersonRequest { request, pending: PendingPerson(place) }
}

/// The request for telephones and e-mail addresses.
#[must_use]
pub fn contacts(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    shape: AnswerShape,
) -> ListRequest<Contact> {
    list(Place::person(endpoints, token).collection("ctts"), token, shape)
}

/// The request for addresses.
#[must_use]
pub fn addresses(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    shape: AnswerShape,
) -> ListRequest<Address> {
    list(Place::person(endpoints, token).collection("addrs"), token, shape)
}

/// The request for papers.
#[must_use]
pub fn documents(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    shape: AnswerShape,
) -> ListRequest<Document> {
    list(Place::person(endpoints, token).collection("docs"), token, shape)
}

/// The request for the children in a parent's profile.
#[must_use]
pub fn kids(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    shape: AnswerShape,
) -> ListRequest<Kid> {
    list(Place::person(endpoints, token).collection("kids"), token, shape)
}

/// The request for the papers of one of these children.
#[must_use]
pub fn kid_documents(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
    kid: &KidId,
    shape: AnswerShape,
) -> ListRequest<Document> {
    list(Place::person(endpoints, token).kid(kid).collection("docs"), token, shape)
}

fn list<T>(place: Place, token: &VerifiedAccessToken, shape: AnswerShape) -> ListRequest<T> {
    ListRequest::new(place.request(token, shape.query().as_deref(), shape), place)
}

/// The request for the person's papers, all in one answer.
#[must_use]
pub fn documents_request(endpoints: &Endpoints, token: &VerifiedAccessToken) -> Request {
    documents(endpoints, token, AnswerShape::OBJECTS).request
}

/// The request for the person and the papers in one answer.
#[must_use]
pub fn person_with_documents_request(
    endpoints: &Endpoints,
    token: &VerifiedAccessToken,
) -> Request {
    person(endpoints, token, &Embed::of_parts([Part::Documents]), AnswerShape::OBJECTS).request
}

/// Reads an answer about a person whatever was asked: links in it are passed over.
///
/// For an answer that was kept; [`PendingPerson::read`] reads a fresh one.
///
/// # Errors
///
/// One variant of [`RestError`] for each way of not being a person.
pub fn read_person(reply: &Reply) -> Result<Person, RestError> {
    Ok(read::<PersonAnswer>(reply)?.into_file(None)?.person)
}

/// Reads an answer about papers that has them all as objects.
///
/// # Errors
///
/// One variant of [`RestError`] for each way of not being papers.
pub fn read_documents(reply: &Reply) -> Result<Vec<Document>, RestError> {
    let answer = read::<CollectionAnswer<DocumentAnswer>>(reply)?;
    if answer.has_links() {
        return Err(RestError::NotEmbedded);
    }
    Ok(answer.into_collection(None)?.into_parts().0)
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
    /// A success that does not call itself JSON in UTF-8: `text/html`.
    #[error("the answer is not of the content type that was asked for")]
    ContentType,
    /// Links where objects were asked for: `{"elements":["https://…"]}`.
    #[error("links in place of what they lead to")]
    NotEmbedded,
    /// A link that leads elsewhere: to another host, another person, another collection.
    #[error("a link that leads elsewhere")]
    ForeignLink,
}

impl RestError {
    /// ESIA's own code, if it gave one.
    #[must_use]
    pub const fn code(&self) -> Option<EsiaCode> {
        match self {
            Self::Unauthorized { code } | Self::Forbidden { code } | Self::Status { code, .. } => {
                *code
            }
            Self::Json(_) | Self::ContentType | Self::NotEmbedded | Self::ForeignLink => None,
        }
    }

    /// What to do: by the code, or by the status where there is no known code.
    #[must_use]
    pub fn advice(&self) -> Advice {
        if let Some(known) = self.code().and_then(EsiaCode::known) {
            return known.advice();
        }
        match self {
            Self::Unauthorized { .. } => Advice::Restart,
            Self::Forbidden { .. } => Advice::Configuration,
            Self::Status { status: 429 | 500.., .. } => Advice::Retry,
            Self::Status { .. } | Self::Json(_) | Self::ContentType => Advice::Unknown,
            Self::NotEmbedded => Advice::OurBug,
            Self::ForeignLink => Advice::Stop,
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(reply: &Reply) -> Result<T, RestError> {
    if reply.is_success() {
        if !reply.may_be_json() {
            return Err(RestError::ContentType);
        }
        return json::read(reply.body(), MAX_BODY).map_err(RestError::Json);
    }
    Err(failure(reply))
}

/// What a reply that is no success says.
pub(super) fn failure(reply: &Reply) -> RestError {
    let code = json::read::<Failure>(reply.body(), MAX_BODY).ok().and_then(Failure::code);
    match reply.status() {
        401 => RestError::Unauthorized { code },
        403 => RestError::Forbidden { code },
        status => RestError::Status { status, code },
    }
}

/// The body of a failure: `{"code":"ESIA-005011","message":"SecurityErrorEnum.invalidToken"}`.
#[derive(Deserialize)]
struct Failure {
    code: Option<String>,
    message: Option<String>,
}

impl Failure {
    /// The code, or the one that the message begins with, or the one that its name belongs to.
    fn code(self) -> Option<EsiaCode> {
        let [code, message] = [self.code, self.message].map(Option::unwrap_or_default);
        EsiaCode::leading(&code)
            .or_else(|| EsiaCode::leading(&message))
            .or_else(|| EsiaCode::named(&message))
    }
}
