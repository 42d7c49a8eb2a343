//! Sign-out at the stand: `GET /idp/ext/Logout`.

use crate::error::{Code, Refusal};
use crate::layout;
use crate::parameters::Parameters;
use crate::routes::Routes;
use crate::session::Visitor;
use crate::state::Shared;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use std::sync::Arc;

/// The table of this module.
pub(crate) fn routes() -> Routes {
    Routes::new().route("/idp/ext/Logout", get(logout).post(logout_by_form))
}

/// Ends the stand's session and goes to a registered address (the parameter is `redirect_url`).
async fn logout(
    State(shared): State<Arc<Shared>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    sign_out(&shared, query.as_deref().unwrap_or(""), &headers)
}

/// The same, with the pairs in the body.
async fn logout_by_form(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: String,
) -> Response {
    sign_out(&shared, &body, &headers)
}

fn sign_out(shared: &Shared, text: &str, headers: &HeaderMap) -> Response {
    let target = target(shared, &Parameters::parse(text));
    if let Some(visitor) = Visitor::known(shared, headers) {
        visitor.end(shared);
    }
    match target {
        Ok(Some(address)) => Redirect::to(&address).into_response(),
        Ok(None) => layout::message("Выход", "Вы вышли.").into_response(),
        Err(refusal) => (StatusCode::BAD_REQUEST, layout::refusal(&refusal)).into_response(),
    }
}

fn target(shared: &Shared, parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let id = parameters.one("client_id")?;
    let register = shared.register();
    let client = register.clients.get(id).ok_or(Refusal::new(Code::ForbiddenGrant))?;
    match parameters.optional("redirect_url")? {
        None => Ok(None),
        Some(url) if client.logout_urls.iter().any(|known| known == url) => Ok(Some(url.into())),
        Some(_) => Err(Refusal::about(Code::ForeignRedirect, "redirect_url")),
    }
}
