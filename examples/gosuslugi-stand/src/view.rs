//! What one access token may see.

use crate::error::{Code, Refusal};
use crate::state::{Access, Shared};
use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use esia_core::protocol::error_code::EsiaCode;
use families::people::Person;
use families::profile::Profile;
use serde_json::json;

/// The data of the person whose token it is.
pub(crate) struct View<'s> {
    pub(crate) shared: &'s Shared,
    pub(crate) access: Access,
    pub(crate) person: Person,
    pub(crate) profile: Profile,
}

impl<'s> View<'s> {
    /// A token opens the data of its own person alone.
    pub(crate) fn open(shared: &'s Shared, headers: &HeaderMap, oid: &str) -> Result<Self, Denied> {
        let token = bearer(headers).ok_or(Denied::Token)?;
        let now = shared.clock.now();
        let found = shared.register().access.get(token).cloned();
        let access = found.filter(|access| access.expires_at > now).ok_or(Denied::Token)?;
        if access.oid.to_string() != oid {
            return Err(Denied::Grant);
        }
        let person = shared.person(access.oid).ok_or(Denied::Token)?;
        let profile = shared.profile(&person);
        Ok(Self { shared, access, person, profile })
    }

    /// Whether a scope is open: granted at sign-in, or by a consent that stands.
    pub(crate) fn has(&self, scope: &str) -> bool {
        self.access.has(scope) || (self.access.by_consent && self.is_consented(scope))
    }

    fn is_consented(&self, scope: &str) -> bool {
        let now = self.shared.clock.now();
        let register = self.shared.register();
        let key = (self.access.client_id.clone(), self.access.oid);
        let mut standing = register.permissions.get(&key).into_iter().flatten();
        standing.any(|it| it.is_in_force(now) && it.scopes.iter().any(|name| name == scope))
    }
}

/// Why a resource is not shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Denied {
    /// 401: no token, or an unknown or expired one.
    Token,
    /// 403: another person's data, a scope that was not granted, a consent that is gone.
    Grant,
    /// What a fault switch demands.
    Code(EsiaCode),
}

impl Denied {
    pub(crate) fn into_response(self) -> Response {
        let refusal = match self {
            Self::Token => Refusal::new(Code::InvalidRestToken),
            Self::Grant => Refusal::new(Code::NoPermission),
            Self::Code(code) => Refusal::demanded(code),
        };
        let code = refusal.code;
        tracing::info!(%code, "person data refused");
        let status = match code.known() {
            Some(Code::InvalidRestToken) => StatusCode::UNAUTHORIZED,
            Some(Code::ServerError) => StatusCode::INTERNAL_SERVER_ERROR,
            Some(Code::Overloaded) => StatusCode::SERVICE_UNAVAILABLE,
            Some(_) | None => StatusCode::FORBIDDEN,
        };
        let message = refusal.text();
        let body = json!({ "code": code.to_string(), "message": message.trim_end_matches('.') });
        (status, Json(body)).into_response()
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}
