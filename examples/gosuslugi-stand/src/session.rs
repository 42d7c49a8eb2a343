//! The stand's own session: one cookie for the sign-in page and the cabinet.

use crate::error::Refusal;
use crate::random;
use crate::state::Shared;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// A browser that opened a page of the stand.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) csrf: String,
    /// Who is signed in to the cabinet.
    pub(crate) oid: Option<u64>,
}

/// A session with its name.
pub(crate) struct Visitor {
    pub(crate) id: String,
    pub(crate) session: Session,
}

impl Visitor {
    /// The browser's session, if it has one.
    pub(crate) fn known(shared: &Shared, headers: &HeaderMap) -> Option<Self> {
        let id = cookie(headers)?;
        let session = shared.register().sessions.get(id)?.clone();
        Some(Self { id: id.into(), session })
    }

    /// The browser's session, or a new one.
    pub(crate) fn open(shared: &Shared, headers: &HeaderMap) -> Result<Self, Refusal> {
        if let Some(known) = Self::known(shared, headers) {
            return Ok(known);
        }
        let visitor =
            Self { id: random::token()?, session: Session { csrf: random::token()?, oid: None } };
        shared.register().sessions.insert(visitor.id.clone(), visitor.session.clone());
        Ok(visitor)
    }

    /// Whether a form came from a page of this session.
    pub(crate) fn sent(&self, csrf: &str) -> bool {
        self.session.csrf == csrf
    }

    /// A new session for the person who signs in, in place of this one.
    pub(crate) fn sign_in(self, shared: &Shared, oid: u64) -> Result<Self, Refusal> {
        let session = Session { csrf: random::token()?, oid: Some(oid) };
        let signed_in = Self { id: random::token()?, session };
        let mut register = shared.register();
        register.sessions.remove(&self.id);
        register.sessions.insert(signed_in.id.clone(), signed_in.session.clone());
        Ok(signed_in)
    }

    /// Ends the session.
    pub(crate) fn end(&self, shared: &Shared) {
        shared.register().sessions.remove(&self.id);
    }

    /// The same answer with the cookie.
    pub(crate) fn with_cookie(&self, mut response: Response) -> Response {
        let cookie = format!("{NAME}={}; Path=/; HttpOnly; SameSite=Lax", self.id);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME).then_some(value))
}

/// Cookies do not tell ports apart, so the name must not be the diary's.
const NAME: &str = "stand_session";
