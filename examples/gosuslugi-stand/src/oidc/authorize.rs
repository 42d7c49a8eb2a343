//! `GET /oidc/authorize`, and the way back from the stand's own pages.

use super::memory::{Code as IssuedCode, Request};
use super::{CONTINUE, address, claims, is_inner, issuer};
use crate::authorize::with_query;
use crate::client::Client;
use crate::error::{Code, Refusal};
use crate::faults::Fault;
use crate::layout;
use crate::parameters::Parameters;
use crate::session::Visitor;
use crate::state::{Grant, Pending, Shared};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::TimeDelta;
use families::people::Person;
use std::sync::Arc;

/// `GET /oidc/authorize`: a good request goes on to the people of the stand.
pub(super) async fn authorize(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
) -> Response {
    let parameters = Parameters::parse(query.as_deref().unwrap_or(""));
    let (client, redirect_uri) = match client_and_address(&shared, &parameters) {
        Ok(found) => found,
        // The return address is not to be trusted (T-11).
        Err(refusal) => return page(&refusal),
    };
    match accept(&shared, &client, &redirect_uri, &parameters) {
        Ok(id) => Redirect::to(&format!("/login/{id}")).into_response(),
        Err(refusal) => {
            tracing::info!(code = %refusal.code, "OIDC request refused");
            let state = parameters.optional("state").ok().flatten().unwrap_or("");
            let address = back(&shared, &redirect_uri, state, &[("error", refusal.error())]);
            Redirect::to(&address).into_response()
        }
    }
}

fn client_and_address(
    shared: &Shared,
    parameters: &Parameters,
) -> Result<(Client, String), Refusal> {
    let id = parameters.one("client_id")?;
    let register = shared.register();
    let client = register.clients.get(id).filter(|client| client.oidc_secret.is_some());
    let client = client.ok_or(Refusal::new(Code::ForbiddenGrant))?;
    let address = parameters.one("redirect_uri")?;
    if !client.redirect_uris.iter().any(|registered| registered == address) {
        return Err(Refusal::new(Code::ForeignRedirect));
    }
    Ok((client.clone(), address.to_owned()))
}

/// Checks a request; a good one waits here, and as a sign-in of the stand's own.
fn accept(
    shared: &Shared,
    client: &Client,
    redirect_uri: &str,
    parameters: &Parameters,
) -> Result<String, Refusal> {
    if parameters.one("response_type")? != "code" {
        return Err(Refusal::new(Code::WrongResponseType));
    }
    let scope = parameters.one("scope")?;
    let is_known = |name: &str| claims::SCOPES.contains(&name);
    if !scope.split(' ').all(is_known) || !scope.split(' ').any(|name| name == "openid") {
        return Err(Refusal::new(Code::WrongScope));
    }
    // PKCE is required (RFC 9700, 2.1.1); the hash of 32 bytes is 43 signs of base64url.
    let challenge = parameters.optional("code_challenge")?;
    let challenge = challenge.ok_or(Refusal::new(Code::NoChallenge))?;
    if parameters.one("code_challenge_method")? != "S256" || challenge.len() != 43 {
        return Err(Refusal::about(Code::WrongParameter, "code_challenge_method"));
    }
    let now = shared.clock.now();
    let request = Request {
        client_id: client.id.clone(),
        redirect_uri: redirect_uri.into(),
        scope: scope.into(),
        state: parameters.one("state")?.into(),
        nonce: parameters.optional("nonce")?.map(String::from),
        challenge: challenge.into(),
        at: now,
    };
    let (id, waiting) = (shared.random.token()?, shared.random.token()?);
    let pending = Pending {
        grant: Grant {
            client_id: client.id.clone(),
            redirect_uri: address(shared, CONTINUE),
            scope: claims::shown(scope),
            scope_org: String::new(),
            oid: 0,
            is_offline: false,
            permissions: Vec::new(),
        },
        state: waiting.clone(),
        challenge: None,
        session: None,
        expires_at: now.checked_add_signed(TimeDelta::minutes(PENDING_MINUTES)).unwrap_or(now),
    };
    let mut register = shared.register();
    register.oidc.sweep(now);
    register.oidc.waiting.insert(waiting, request);
    register.pending.insert(id.clone(), pending);
    Ok(id)
}

/// `GET /oidc/continue`: the person has decided on the stand's pages.
pub(super) async fn resume(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let signed_in = Visitor::known(&shared, &headers).and_then(|visitor| visitor.session.oid);
    match decided(&shared, query.as_deref().unwrap_or(""), signed_in) {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(refusal) => page(&refusal),
    }
}

/// A robot's sign-in: everything but the pages.
pub(crate) fn robot(shared: &Shared, request: &str, person: &Person) -> Result<String, Refusal> {
    let query = |address: &str| address.split_once('?').map_or("", |(_, query)| query).to_owned();
    let parameters = Parameters::parse(&query(request));
    let (client, redirect_uri) = client_and_address(shared, &parameters)?;
    let id = accept(shared, &client, &redirect_uri, &parameters)?;
    let inner = crate::authorize::grant(shared, &id, person.oid)?;
    decided(shared, &query(&inner), Some(person.oid))
}

/// Where the browser goes when the person has decided: with a code if the person granted.
fn decided(shared: &Shared, query: &str, signed_in: Option<u64>) -> Result<String, Refusal> {
    let parameters = Parameters::parse(query);
    let wrong = Refusal::new(Code::SpentGrant);
    let waiting = parameters.one("state")?;
    if parameters.optional("error")?.is_some() {
        let request = shared.register().oidc.waiting.remove(waiting).ok_or(wrong)?;
        let error = [("error", Refusal::new(Code::Refused).error())];
        return Ok(back(shared, &request.redirect_uri, &request.state, &error));
    }
    let now = shared.clock.now();
    let code = shared.random.token()?;
    let mut register = shared.register();
    let inner = register.codes.remove(parameters.one("code")?).ok_or(wrong)?;
    let request = register.oidc.waiting.remove(waiting).ok_or(wrong)?;
    // The browser that signed in on the pages is the one that goes on (T-09).
    let is_ours = is_inner(shared, &inner.grant.redirect_uri)
        && inner.grant.client_id == request.client_id
        && signed_in == Some(inner.grant.oid)
        && inner.expires_at > now;
    if !is_ours {
        return Err(wrong);
    }
    let issued = IssuedCode {
        request: request.clone(),
        oid: inner.grant.oid,
        expires_at: now.checked_add_signed(TimeDelta::seconds(CODE_SECONDS)).unwrap_or(now),
        is_spent: false,
        access_token: None,
    };
    register.oidc.codes.insert(code.clone(), issued);
    let is_bent = shared.faults.is_set(Fault::WrongCallbackState);
    let state = if is_bent { shared.random.uuid()? } else { request.state };
    Ok(back(shared, &request.redirect_uri, &state, &[("code", &code)]))
}

/// The address back at the client; every answer names its issuer (RFC 9207).
fn back(shared: &Shared, redirect_uri: &str, state: &str, pairs: &[(&str, &str)]) -> String {
    let issuer = issuer(shared);
    let mut all = pairs.to_vec();
    all.push(("iss", &issuer));
    if !state.is_empty() {
        all.push(("state", state));
    }
    with_query(redirect_uri, &all)
}

fn page(refusal: &Refusal) -> Response {
    (StatusCode::BAD_REQUEST, layout::refusal(refusal)).into_response()
}

/// How long the person may think.
const PENDING_MINUTES: i64 = 30;
/// Life of a code.
const CODE_SECONDS: i64 = 60;
