//! Parameters of a request and the checks that both OAuth endpoints share.

use crate::client::{Client, KNOWN_SCOPES};
use crate::error::{Code, Refusal};
use crate::mode::Relaxation;
use crate::signature::Signed;
use crate::state::Shared;
use chrono::{DateTime, TimeDelta, Utc};

/// The pairs of a query or a form, in their order.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Splits a query or an `application/x-www-form-urlencoded` body.
    pub(crate) fn parse(text: &str) -> Self {
        Self(url::form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// A mandatory parameter: given once and not empty.
    pub(crate) fn one(&self, name: &'static str) -> Result<&str, Refusal> {
        self.optional(name)?.ok_or_else(|| Refusal::about(Code::NoParameter, name))
    }

    /// A parameter given at most once; an empty one is none.
    pub(crate) fn optional(&self, name: &'static str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value);
        let first = values.next().map(String::as_str).filter(|value| !value.is_empty());
        match values.next() {
            Some(_) => Err(Refusal::about(Code::WrongParameter, name)),
            None => Ok(first),
        }
    }
}

/// The fields that all requests sign, checked as far as possible without the secret.
pub(crate) fn signed<'r>(
    shared: &Shared,
    client: &Client,
    parameters: &'r Parameters,
) -> Result<Signed<'r>, Refusal> {
    let scope = parameters.optional("scope")?.ok_or(Refusal::new(Code::NoScope))?;
    let timestamp = parameters.one("timestamp")?;
    check_time(shared.esia_now(), timestamp)?;
    let state = parameters.one("state")?;
    if !is_uuid(state) && !Relaxation::LooseState.passes(client) {
        return Err(Refusal::about(Code::WrongParameter, "state"));
    }
    Ok(Signed {
        client_id: parameters.one("client_id")?,
        scope,
        scope_org: parameters.optional("scope_org")?.unwrap_or(""),
        timestamp,
        state,
        redirect_uri: parameters.optional("redirect_uri")?.unwrap_or(""),
    })
}

/// Every scope is known, and granted to the system.
pub(crate) fn check_scope(client: &Client, scope: &str) -> Result<(), Refusal> {
    for name in scope.split(' ') {
        if !KNOWN_SCOPES.contains(&name) {
            return Err(Refusal::new(Code::WrongScope));
        }
        if !client.scopes.iter().any(|granted| granted == name) {
            return Err(Refusal::new(Code::NoPermission));
        }
    }
    Ok(())
}

/// `2015.11.02 09:37:16 +0000`, within five minutes of now, to the letter.
fn check_time(now: DateTime<Utc>, text: &str) -> Result<(), Refusal> {
    let wrong = Refusal::about(Code::WrongTime, "timestamp");
    let at = DateTime::parse_from_str(text, TIMESTAMP).map_err(|_| wrong)?;
    let distance = now.signed_duration_since(at).abs();
    let is_exact = at.format(TIMESTAMP).to_string() == text;
    if is_exact && distance <= TimeDelta::minutes(WINDOW_MINUTES) { Ok(()) } else { Err(wrong) }
}

/// A UUID in lower case with hyphens.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(position, byte)| match position {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

const TIMESTAMP: &str = "%Y.%m.%d %H:%M:%S %z";

/// How far a request's time may be off, and how long its state is remembered twice over.
pub(crate) const WINDOW_MINUTES: i64 = 5;
