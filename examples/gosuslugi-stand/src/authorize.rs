//! The code request: `GET /aas/oauth2/v2/ac`, and what follows when the person has decided.

use crate::client::{Client, Pkce};
use crate::error::{Code, Refusal};
use crate::faults::Fault;
use crate::layout;
use crate::parameters::{Parameters, signed};
use crate::random;
use crate::routes::Routes;
use crate::signature;
use crate::state::{Challenge, ChallengeHash, Code as IssuedCode, Grant, Pending, Shared};
use crate::tokens::{CODE_SECONDS, Issue};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use chrono::TimeDelta;
use std::sync::Arc;
use url::Url;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new().route("/aas/oauth2/v2/ac", get(code_request))
}

/// `GET /aas/oauth2/v2/ac`.
async fn code_request(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    match check(&shared, query.as_deref().unwrap_or("")) {
        Ok(id) => {
            tracing::info!(request = %id, "code request accepted");
            Redirect::to(&format!("/login/{id}")).into_response()
        }
        Err(Rejection::Page(refusal)) => {
            tracing::info!(code = %refusal.code.number(), "code request refused on a page");
            let page = layout::refusal(&refusal);
            (StatusCode::BAD_REQUEST, page).into_response()
        }
        Err(Rejection::Back(address)) => {
            tracing::info!("code request refused by redirect");
            Redirect::to(&address).into_response()
        }
    }
}

/// How a bad code request is answered.
pub(crate) enum Rejection {
    /// By a page: the return address is not to be trusted (T-11).
    Page(Refusal),
    /// At the registered return address.
    Back(String),
}

/// Checks a whole code request; a good one gets an identifier under which it waits.
pub(crate) fn check(shared: &Shared, query: &str) -> Result<String, Rejection> {
    let parameters = Parameters::parse(query);
    let (client, redirect_uri) =
        client_and_address(shared, &parameters).map_err(Rejection::Page)?;
    accept(shared, &client, &parameters).map_err(|refusal| {
        tracing::info!(code = %refusal.code.number(), "code request refused");
        let state = parameters.optional("state").ok().flatten();
        Rejection::Back(refusal_address(&redirect_uri, &refusal, state))
    })
}

fn client_and_address(
    shared: &Shared,
    parameters: &Parameters,
) -> Result<(Client, String), Refusal> {
    let id = parameters.one("client_id")?;
    let register = shared.register();
    let client = register.clients.get(id).ok_or(Refusal::new(Code::UnknownClient))?;
    let address = parameters.one("redirect_uri")?;
    if !client.redirect_uris.iter().any(|registered| registered == address) {
        return Err(Refusal::new(Code::WrongRedirect));
    }
    Ok((client.clone(), address.to_owned()))
}

fn accept(shared: &Shared, client: &Client, parameters: &Parameters) -> Result<String, Refusal> {
    if parameters.one("response_type")? != "code" {
        return Err(Refusal::new(Code::WrongResponseType));
    }
    let is_offline = match parameters.optional("access_type")? {
        None | Some("online") => false,
        Some("offline") => true,
        Some(_) => return Err(Refusal::about(Code::WrongParameter, "access_type")),
    };
    let fields = signed(shared, client, parameters)?;
    let hash = parameters.one("client_certificate_hash")?;
    let secret = parameters.one("client_secret")?;
    signature::check(client, hash, secret, &[fields.code_request()])?;
    let challenge = challenge(client, parameters)?;

    let now = shared.clock.now();
    let id = random::token()?;
    let mut register = shared.register();
    if !register.is_fresh(&client.id, fields.state, now) {
        return Err(Refusal::about(Code::WrongParameter, "state"));
    }
    register.sweep(now);
    let grant = Grant {
        client_id: client.id.clone(),
        redirect_uri: fields.redirect_uri.into(),
        scope: fields.scope.into(),
        scope_org: fields.scope_org.into(),
        oid: 0,
        is_offline,
    };
    let expires_at = now.checked_add_signed(TimeDelta::minutes(PENDING_MINUTES)).unwrap_or(now);
    let state = fields.state.into();
    let pending = Pending { grant, state, challenge, session: None, expires_at };
    register.pending.insert(id.clone(), pending);
    Ok(id)
}

fn challenge(client: &Client, parameters: &Parameters) -> Result<Option<Challenge>, Refusal> {
    let Some(value) = parameters.optional("code_challenge")? else {
        return match client.pkce {
            Pkce::Required => Err(Refusal::new(Code::NoChallenge)),
            Pkce::Optional => Ok(None),
        };
    };
    let hash = match parameters.one("code_challenge_method")? {
        "S256" => ChallengeHash::Sha256,
        "St256" | "GOST3411" => ChallengeHash::Streebog256,
        _ => return Err(Refusal::about(Code::WrongParameter, "code_challenge_method")),
    };
    // The hash of 32 bytes is 43 signs of base64url.
    if value.len() != 43 {
        return Err(Refusal::about(Code::WrongParameter, "code_challenge"));
    }
    Ok(Some(Challenge { value: value.into(), hash }))
}

/// The person granted: takes the waiting request and answers the address with the code.
pub(crate) fn grant(shared: &Shared, id: &str, oid: u64) -> Result<String, Refusal> {
    let person = shared.person(oid).ok_or(Refusal::new(Code::ServerError))?;
    let pending = take(shared, id)?;
    let now = shared.clock.now();
    let grant = Grant { oid, ..pending.grant };
    let sid = random::uuid()?;
    let code =
        Issue { shared, grant: &grant, person: &person, sid: &sid, now }.code(&pending.state)?;
    let state = if shared.faults.is_set(Fault::WrongCallbackState) {
        random::uuid()?
    } else {
        pending.state
    };
    let address = with_query(&grant.redirect_uri, &[("code", &code), ("state", &state)]);
    let issued = IssuedCode {
        grant,
        challenge: pending.challenge,
        expires_at: now.checked_add_signed(TimeDelta::seconds(CODE_SECONDS)).unwrap_or(now),
        is_spent: false,
        access_token: None,
        refresh_token: None,
    };
    shared.register().codes.insert(code, issued);
    tracing::info!(request = %id, "code issued");
    Ok(address)
}

/// The person refused: takes the waiting request and answers the address with the refusal.
pub(crate) fn refuse(shared: &Shared, id: &str) -> Result<String, Refusal> {
    let pending = take(shared, id)?;
    tracing::info!(request = %id, "the person refused");
    let refusal = Refusal::new(Code::Denied);
    Ok(refusal_address(&pending.grant.redirect_uri, &refusal, Some(&pending.state)))
}

fn take(shared: &Shared, id: &str) -> Result<Pending, Refusal> {
    let now = shared.clock.now();
    let pending = shared.register().pending.remove(id).ok_or(Refusal::new(Code::WrongGrant))?;
    if pending.expires_at > now { Ok(pending) } else { Err(Refusal::new(Code::WrongGrant)) }
}

fn refusal_address(redirect_uri: &str, refusal: &Refusal, state: Option<&str>) -> String {
    let description = refusal.description();
    let mut pairs =
        vec![("error", refusal.code.error()), ("error_description", description.as_str())];
    pairs.extend(state.map(|state| ("state", state)));
    with_query(redirect_uri, &pairs)
}

/// The address with more pairs in its query.
pub(crate) fn with_query(address: &str, pairs: &[(&str, &str)]) -> String {
    Url::parse(address).map_or_else(
        |_| address.to_owned(),
        |mut url| {
            url.query_pairs_mut().extend_pairs(pairs);
            url.into()
        },
    )
}

/// How long the person may think.
const PENDING_MINUTES: i64 = 30;
