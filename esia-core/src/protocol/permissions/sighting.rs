//! Whether a consent still stands, as far as asking shows it.

use crate::protocol::endpoints::Endpoints;
use crate::protocol::error_code::{EsiaCode, KnownCode};
use crate::protocol::http::{MAX_BODY, Reply, Request};
use crate::protocol::json;
use crate::protocol::provider_error::ProviderError;
use crate::protocol::rest::RestError;
use crate::protocol::verify::VerifiedAccessToken;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Deserialize;

/// What asking has shown of the consents that a person gave (что видно о согласиях).
///
/// Only a whole list shows that something is absent. Whatever fails shows nothing: neither that the
/// consent stands nor that it was taken back (settled case 16).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Sighting {
    /// A list of the scopes that are covered by consents in force, of whatever system.
    Listed(BTreeSet<String>),
    /// Nothing was shown.
    Unknown {
        /// Why, as far as it is told.
        because: Blindness,
    },
}

/// Why asking has shown nothing.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Blindness {
    /// A refusal that a withdrawal could be behind, and many other things: status 401 or 403,
    /// ESIA-005011, ESIA-007004, ESIA-007019.
    NoPermission {
        /// ESIA's own code, if it gave one.
        code: Option<EsiaCode>,
    },
    /// Another failure.
    Failed {
        /// ESIA's own code, if it gave one.
        code: Option<EsiaCode>,
    },
    /// An answer that cannot be read, or a list with fewer elements than it says.
    Unreadable,
}

impl Sighting {
    /// What a failed request for data shows: nothing.
    #[must_use]
    pub fn of_failure(error: &RestError) -> Self {
        let because = match error {
            RestError::Unauthorized { code } | RestError::Forbidden { code } => {
                Blindness::NoPermission { code: *code }
            }
            RestError::Status { code, .. } => Blindness::of_code(*code),
            RestError::Json(_)
            | RestError::ContentType
            | RestError::NotEmbedded
            | RestError::ForeignLink => Blindness::Unreadable,
        };
        Self::Unknown { because }
    }

    /// What a refused token shows: nothing.
    #[must_use]
    pub fn of_refusal(error: &ProviderError) -> Self {
        Self::Unknown { because: Blindness::of_code(error.code()) }
    }

    /// The list, if there is one: what `consent_model::esia` takes.
    #[must_use]
    pub const fn listed(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::Listed(scopes) => Some(scopes),
            Self::Unknown { .. } => None,
        }
    }
}

impl Blindness {
    fn of_code(code: Option<EsiaCode>) -> Self {
        match code.and_then(EsiaCode::known) {
            Some(KnownCode::InvalidRestToken | KnownCode::Refused | KnownCode::NoPermission) => {
                Self::NoPermission { code }
            }
            Some(_) | None => Self::Failed { code },
        }
    }
}

/// The request for what the person has consented to, and what its answer is read with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SightingRequest {
    /// The request to send.
    pub request: Request,
    /// What reads the answer.
    pub pending: PendingSighting,
}

/// A list of consents that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct PendingSighting(());

/// Asks which scopes the person's consents cover at present.
///
/// It is the resource of which the portal's own pages make use; no document promises it to a
/// system, so one that may not ask is answered with a refusal, and knows as much as before.
#[must_use]
pub fn issued_scopes(endpoints: &Endpoints, token: &VerifiedAccessToken) -> SightingRequest {
    let mut url = endpoints.rest_base().clone();
    let path = ["/esia-rs/api/public/v1/prns/", token.subject().expose(), ISSUED].concat();
    url.set_path(&path);
    let request = Request::get_with_bearer(url, token.token().expose());
    SightingRequest { request, pending: PendingSighting(()) }
}

impl PendingSighting {
    /// Reads the answer; it is total, for whatever cannot be read shows nothing.
    #[must_use]
    pub fn read(self, reply: &Reply) -> Sighting {
        if !reply.is_success() {
            return Sighting::of_failure(&crate::protocol::rest::failure(reply));
        }
        let answer = json::read::<IssuedAnswer>(reply.body(), MAX_BODY).ok();
        match answer.filter(|_| reply.may_be_json()).and_then(IssuedAnswer::into_scopes) {
            Some(scopes) => Sighting::Listed(scopes),
            None => Sighting::Unknown { because: Blindness::Unreadable },
        }
    }
}

/// `{"size":1,"elements":[{"sysname":"fullname"}]}`: a list must be there to be one.
#[derive(Deserialize)]
struct IssuedAnswer {
    size: Option<u64>,
    elements: Option<Vec<Issued>>,
}

#[derive(Deserialize)]
struct Issued {
    sysname: String,
}

impl IssuedAnswer {
    fn into_scopes(self) -> Option<BTreeSet<String>> {
        let elements = match (self.elements, self.size) {
            (Some(elements), _) => elements,
            (None, Some(0)) => Vec::new(),
            (None, Some(_) | None) => return None,
        };
        let count = u64::try_from(elements.len()).ok()?;
        let is_whole = self.size.is_none_or(|size| size == count);
        is_whole.then(|| elements.into_iter().map(|issued| issued.sysname).collect())
    }
}

const ISSUED: &str = "/issued/permissions/digital/scopes";
