//! The stand as a gateway: its standard OpenID Connect face, with an issuer of its own.
//!
//! It stands before the simulated ESIA as a regional gateway stands before the real one: a client
//! comes here, the person signs in on the stand's own pages, and the face answers in the standard
//! way: discovery, code flow, PKCE S256 required, nonce, JWKS, RS256, userinfo, `iss` in the
//! callback (RFC 9207). Kind and level of the account are the signed claims `account_kind` and
//! `account_level`.

mod authorize;
mod claims;
mod memory;
mod token;

pub(crate) use authorize::robot;
pub(crate) use memory::Memory;

use crate::routes::Routes;
use crate::state::Shared;
use axum::Json;
use axum::extract::State;
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    let face = Routes::new()
        .route("/.well-known/openid-configuration", get(document))
        .route("/authorize", get(authorize::authorize))
        .route(CONTINUE, get(authorize::resume))
        .route("/token", post(token::token))
        .route("/keys", get(keys))
        .route("/userinfo", get(token::userinfo).post(token::userinfo));
    Routes::new().nest(PREFIX, face)
}

/// The issuer of this face; it is not the issuer of the stand's ESIA tokens.
pub(crate) fn issuer(shared: &Shared) -> String {
    address(shared, "")
}

/// Whether an address is the face's own, on the way from the stand's pages: faults of the way back
/// to the client are not for it.
pub(crate) fn is_inner(shared: &Shared, redirect_uri: &str) -> bool {
    redirect_uri == address(shared, CONTINUE)
}

fn address(shared: &Shared, path: &str) -> String {
    format!("{}{PREFIX}{path}", shared.base_url)
}

async fn document(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(json!({
        "issuer": issuer(&shared),
        "authorization_endpoint": address(&shared, "/authorize"),
        "token_endpoint": address(&shared, "/token"),
        "userinfo_endpoint": address(&shared, "/userinfo"),
        "jwks_uri": address(&shared, "/keys"),
        "scopes_supported": claims::SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": claims::NAMES,
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn keys(State(shared): State<Arc<Shared>>) -> Json<Value> {
    Json(shared.keys.jwks())
}

const PREFIX: &str = "/oidc";
const CONTINUE: &str = "/continue";
