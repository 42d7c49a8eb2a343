//! What the face remembers, beside the tables of the simulated ESIA.

use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// The tables of the face.
#[derive(Default)]
pub(crate) struct Memory {
    pub(super) waiting: BTreeMap<String, Request>,
    pub(super) codes: BTreeMap<String, Code>,
    pub(super) access: BTreeMap<String, Access>,
}

impl Memory {
    /// Ends what an account that is gone could still do.
    pub(crate) fn forget(&mut self, oid: u64) {
        self.codes.retain(|_, code| code.oid != oid);
        self.access.retain(|_, access| access.oid != oid);
    }

    /// Forgets what nobody can use any more.
    pub(super) fn sweep(&mut self, now: DateTime<Utc>) {
        let is_recent = |at: DateTime<Utc>| now.signed_duration_since(at).num_hours() < KEPT_HOURS;
        self.waiting.retain(|_, request| is_recent(request.at));
        // A spent code is kept for a while, so that its second use is seen for what it is.
        self.codes.retain(|_, code| is_recent(code.request.at));
        self.access.retain(|_, access| access.expires_at > now);
    }
}

/// What a client asked for.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) client_id: String,
    pub(super) redirect_uri: String,
    pub(super) scope: String,
    pub(super) state: String,
    pub(super) nonce: Option<String>,
    pub(super) challenge: String,
    pub(super) at: DateTime<Utc>,
}

impl Request {
    pub(super) fn has(&self, scope: &str) -> bool {
        self.scope.split(' ').any(|own| own == scope)
    }
}

/// A code that was given out.
pub(super) struct Code {
    pub(super) request: Request,
    pub(super) oid: u64,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) is_spent: bool,
    /// The access token made from it: it dies when the code is shown again.
    pub(super) access_token: Option<String>,
}

/// An access token that was given out; opaque.
#[derive(Clone)]
pub(super) struct Access {
    pub(super) request: Request,
    pub(super) oid: u64,
    pub(super) expires_at: DateTime<Utc>,
}

const KEPT_HOURS: i64 = 1;
