//! Consents asked for at sign-in: the parameter `permissions` (esia-protocol.md 2.7), and what
//! stands afterwards.

use crate::client::Client;
use crate::error::{Code, Refusal};
use crate::routes::Routes;
use crate::signature;
use crate::state::Shared;
use crate::view::{Denied, View};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// A type of consent (тип согласия) as the register of consents would have it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConsentType {
    /// Its mnemonic.
    pub sysname: String,
    /// Scopes that have to be asked for.
    pub mandatory_scopes: Vec<String>,
    /// All scopes that may be asked for.
    pub scopes: Vec<String>,
    /// All actions that may be asked for.
    pub actions: Vec<String>,
    /// All purposes, of which one is to be named.
    pub purposes: Vec<String>,
    /// The longest term, in minutes.
    pub expire_max: u32,
}

impl ConsentType {
    /// The one type of a stand without settings: entry to a school diary, for at most a year.
    #[must_use]
    pub fn diary() -> Self {
        let words = |text: &str| text.split(' ').map(String::from).collect();
        Self {
            sysname: "DIARY_CONSENT".into(),
            mandatory_scopes: words("fullname"),
            scopes: words("fullname birthdate gender snils birth_cert_doc"),
            actions: words("ALL_ACTIONS_TO_DATA"),
            purposes: words("EDU_DIARY"),
            expire_max: 525_600,
        }
    }
}

/// A consent that was asked for, or that stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Standing {
    pub(crate) sysname: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) minutes: u32,
    /// Until when; set when the person gives it.
    pub(crate) until: Option<DateTime<Utc>>,
}

impl Standing {
    /// The same, given now.
    pub(crate) fn given(mut self, now: DateTime<Utc>) -> Self {
        self.until = now.checked_add_signed(TimeDelta::minutes(self.minutes.into()));
        self
    }

    /// Whether it is in force (equal is dead).
    pub(crate) fn is_in_force(&self, now: DateTime<Utc>) -> bool {
        self.until.is_some_and(|until| now < until)
    }
}

/// Reads and checks the parameter against the types and the client's own scopes.
pub(crate) fn check(
    shared: &Shared,
    client: &Client,
    text: &str,
) -> Result<Vec<Standing>, Refusal> {
    let unreadable = Refusal::about(Code::UnreadableParameters, "permissions");
    let bytes = signature::decode(text).ok_or(unreadable)?;
    let asked: Vec<Asked> = serde_json::from_slice(&bytes).map_err(|_| unreadable)?;
    if asked.is_empty() {
        return Err(Refusal::new(Code::NoConsentType));
    }
    asked.iter().map(|asked| asked.check(&shared.consent_types, client)).collect()
}

/// One entry as it is sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    #[serde(default)]
    sysname: String,
    #[serde(default)]
    expire: Value,
    #[serde(default)]
    actions: Vec<Named>,
    #[serde(default)]
    purposes: Vec<Named>,
    #[serde(default)]
    scopes: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    sysname: String,
}

impl Asked {
    fn check(&self, types: &[ConsentType], client: &Client) -> Result<Standing, Refusal> {
        let has = |names: &[String], name: &Named| names.contains(&name.sysname);
        if self.sysname.is_empty() {
            return Err(Refusal::new(Code::NoConsentType));
        }
        let kind = types.iter().find(|kind| kind.sysname == self.sysname);
        let kind = kind.ok_or(Refusal::new(Code::UnknownConsentType))?;
        if self.scopes.iter().any(|scope| !has(&client.scopes, scope)) {
            return Err(Refusal::new(Code::ForeignConsentScope));
        }
        if self.scopes.iter().any(|scope| !has(&kind.scopes, scope)) {
            return Err(Refusal::new(Code::WrongConsentScope));
        }
        let is_asked = |name: &String| self.scopes.iter().any(|scope| scope.sysname == *name);
        if !kind.mandatory_scopes.iter().all(is_asked) {
            return Err(Refusal::new(Code::NoMandatoryScope));
        }
        if self.actions.is_empty() {
            return Err(Refusal::new(Code::NoAction));
        }
        if self.actions.iter().any(|action| !has(&kind.actions, action)) {
            return Err(Refusal::new(Code::UnknownAction));
        }
        match self.purposes.as_slice() {
            [] => return Err(Refusal::new(Code::NoPurpose)),
            [purpose] if has(&kind.purposes, purpose) => {}
            [_] => return Err(Refusal::new(Code::UnknownPurpose)),
            [_, _, ..] => return Err(Refusal::new(Code::SeveralPurposes)),
        }
        let minutes = self.expire.as_u64().and_then(|minutes| u32::try_from(minutes).ok());
        let minutes = minutes.filter(|minutes| (1..=kind.expire_max).contains(minutes));
        Ok(Standing {
            sysname: kind.sysname.clone(),
            scopes: self.scopes.iter().map(|scope| scope.sysname.clone()).collect(),
            minutes: minutes.ok_or(Refusal::new(Code::WrongExpiry))?,
            until: None,
        })
    }
}

/// The table of this module.
pub(crate) fn routes() -> Routes {
    let path = "/esia-rs/api/public/v1/prns/{oid}/issued/permissions/digital/scopes";
    Routes::new().route(path, get(issued))
}

/// What stands for the client that asks: here a withdrawal is noticed, for nobody tells of it.
async fn issued(
    State(shared): State<Arc<Shared>>,
    Path(oid): Path<String>,
    headers: HeaderMap,
) -> Response {
    match View::open(&shared, &headers, &oid) {
        Ok(view) => Json(scopes_in_force(&shared, &view)).into_response(),
        Err(denied) => Denied::into_response(denied),
    }
}

fn scopes_in_force(shared: &Shared, view: &View<'_>) -> Value {
    let now = shared.clock.now();
    let register = shared.register();
    let key = (view.access.client_id.clone(), view.access.oid);
    let standing = register.permissions.get(&key).into_iter().flatten();
    let mut names: Vec<&String> =
        standing.filter(|it| it.is_in_force(now)).flat_map(|it| &it.scopes).collect();
    names.sort();
    names.dedup();
    let elements: Vec<Value> = names.iter().map(|name| json!({ "sysname": name })).collect();
    json!({ "stateFacts": ["hasSize"], "size": elements.len(), "elements": elements })
}
