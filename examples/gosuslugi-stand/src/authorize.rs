//! The code request, in both generations, and what follows when the person has decided.

use crate::client::{Client, Pkce};
use crate::error::{Code, Refusal};
use crate::faults::{Fault, Place};
use crate::layout;
use crate::oidc;
use crate::parameters::{Parameters, check_scope, signed};
use crate::permissions::{self, Standing};
use crate::routes::Routes;
use crate::signature::{Generation, Proof};
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
    Routes::new()
        .route(CURRENT, get(by_query).post(by_form))
        .route(FIRST, get(by_query_first).post(by_form_first))
}

async fn by_query(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    code_request(&shared, Generation::Current, query.as_deref().unwrap_or(""))
}

async fn by_form(State(shared): State<Arc<Shared>>, body: String) -> Response {
    code_request(&shared, Generation::Current, &body)
}

async fn by_query_first(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    code_request(&shared, Generation::First, query.as_deref().unwrap_or(""))
}

async fn by_form_first(State(shared): State<Arc<Shared>>, body: String) -> Response {
    code_request(&shared, Generation::First, &body)
}

fn code_request(shared: &Shared, generation: Generation, parameters: &str) -> Response {
    match check(shared, generation, parameters) {
        Ok(id) => {
            tracing::info!(request = %id, "code request accepted");
            Redirect::to(&format!("/login/{id}")).into_response()
        }
        Err(Rejection::Page(refusal)) => {
            tracing::info!(code = %refusal.code, "code request refused on a page");
            let page = layout::refusal(&refusal);
            (StatusCode::BAD_REQUEST, page).into_response()
        }
        Err(Rejection::Back(address)) => {
            tracing::info!("code request refused by redirect");
            Redirect::to(&address).into_response()
        }
    }
}

/// Checks the address of a code request, as a robot has it.
pub(crate) fn check_address(shared: &Shared, address: &str) -> Result<String, Rejection> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let generation = if path.ends_with(FIRST) { Generation::First } else { Generation::Current };
    check(shared, generation, query)
}

/// How a bad code request is answered.
pub(crate) enum Rejection {
    /// By a page: the return address is not to be trusted (T-11).
    Page(Refusal),
    /// At the registered return address.
    Back(String),
}

/// Checks a whole code request; a good one gets an identifier under which it waits.
fn check(shared: &Shared, generation: Generation, text: &str) -> Result<String, Rejection> {
    let parameters = Parameters::parse(text);
    let (client, redirect_uri) =
        client_and_address(shared, &parameters).map_err(Rejection::Page)?;
    let accepted = match shared.faults.refusal_at(Place::CodeRequest) {
        Some(code) => Err(Refusal::demanded(code)),
        None => accept(shared, generation, &client, &parameters),
    };
    accepted.map_err(|refusal| {
        tracing::info!(code = %refusal.code, "code request refused");
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
    let client = register.clients.get(id).ok_or(Refusal::new(Code::ForbiddenGrant))?;
    let address = parameters.one("redirect_uri")?;
    if !client.redirect_uris.iter().any(|registered| registered == address) {
        return Err(Refusal::new(Code::ForeignRedirect));
    }
    Ok((client.clone(), address.to_owned()))
}

fn accept(
    shared: &Shared,
    generation: Generation,
    client: &Client,
    parameters: &Parameters,
) -> Result<String, Refusal> {
    if parameters.one("response_type")? != "code" {
        return Err(Refusal::new(Code::WrongResponseType));
    }
    let is_offline = match parameters.optional("access_type")? {
        None | Some("online") => false,
        Some("offline") => true,
        Some(_) => return Err(Refusal::about(Code::WrongParameter, "access_type")),
    };
    let fields = signed(shared, client, parameters)?;
    check_scope(client, fields.scope)?;
    Proof {
        generation,
        fields: &fields,
        texts: vec![fields.code_request()],
        secret: parameters.one("client_secret")?,
        hash: parameters.optional("client_certificate_hash")?,
        may_lack_hash: false,
    }
    .check(client)?;
    let challenge = match generation {
        Generation::First => None,
        Generation::Current => challenge(client, parameters)?,
    };
    let permissions = asked_permissions(shared, client, parameters, fields.scope)?;

    let now = shared.clock.now();
    let id = shared.random.token()?;
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
        permissions,
    };
    let expires_at = now.checked_add_signed(TimeDelta::minutes(PENDING_MINUTES)).unwrap_or(now);
    let state = fields.state.into();
    let pending = Pending { grant, state, challenge, session: None, expires_at };
    register.pending.insert(id.clone(), pending);
    Ok(id)
}

/// With `permissions`, the scope is `openid` alone (esia-protocol.md 1.2).
fn asked_permissions(
    shared: &Shared,
    client: &Client,
    parameters: &Parameters,
    scope: &str,
) -> Result<Vec<Standing>, Refusal> {
    match parameters.optional("permissions")? {
        None => Ok(Vec::new()),
        Some(_) if scope != "openid" => Err(Refusal::about(Code::WrongScope, "permissions")),
        Some(text) => permissions::check(shared, client, text),
    }
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
    let sid = shared.random.uuid()?;
    let algorithm = shared.token_algorithm_of(&grant.client_id);
    let issue = Issue { shared, grant: &grant, person: &person, algorithm, sid: &sid };
    let code = issue.code(&pending.state)?;
    let is_bent = shared.faults.is_set(Fault::WrongCallbackState)
        && !oidc::is_inner(shared, &grant.redirect_uri);
    let state = if is_bent { shared.random.uuid()? } else { pending.state };
    let address = with_query(&grant.redirect_uri, &[("code", &code), ("state", &state)]);
    let mut register = shared.register();
    if !grant.permissions.is_empty() {
        let given = grant.permissions.iter().cloned().map(|asked| asked.given(now));
        register.permissions.insert((grant.client_id.clone(), oid), given.collect());
    }
    let issued = IssuedCode {
        grant,
        challenge: pending.challenge,
        expires_at: now.checked_add_signed(TimeDelta::seconds(CODE_SECONDS)).unwrap_or(now),
        is_spent: false,
        access_token: None,
        refresh_token: None,
    };
    register.codes.insert(code, issued);
    tracing::info!(request = %id, "code issued");
    Ok(address)
}

/// The person refused: takes the waiting request and answers the address with the refusal.
pub(crate) fn refuse(shared: &Shared, id: &str) -> Result<String, Refusal> {
    let pending = take(shared, id)?;
    tracing::info!(request = %id, "the person refused");
    let refusal = Refusal::new(Code::Refused);
    Ok(refusal_address(&pending.grant.redirect_uri, &refusal, Some(&pending.state)))
}

fn take(shared: &Shared, id: &str) -> Result<Pending, Refusal> {
    let now = shared.clock.now();
    let pending = shared.register().pending.remove(id).ok_or(Refusal::new(Code::SpentGrant))?;
    if pending.expires_at > now { Ok(pending) } else { Err(Refusal::new(Code::SpentGrant)) }
}

fn refusal_address(redirect_uri: &str, refusal: &Refusal, state: Option<&str>) -> String {
    let description = refusal.description();
    let mut pairs = vec![("error", refusal.error()), ("error_description", description.as_str())];
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

const CURRENT: &str = "/aas/oauth2/v2/ac";
const FIRST: &str = "/aas/oauth2/ac";
/// How long the person may think.
const PENDING_MINUTES: i64 = 30;
