//! A token for a consent that stands: `client_credentials` with the scope `prm_chg?oid=…`.

use super::Exchange;
use crate::error::{Code, Refusal};
use crate::state::Grant;
use serde_json::Value;

impl Exchange<'_> {
    /// The person is not there; what counts is the consent that the person gave.
    pub(super) fn by_client(&self) -> Result<Value, Refusal> {
        let oid = self.fields.scope.strip_prefix("prm_chg?oid=").and_then(|oid| oid.parse().ok());
        let oid: u64 = oid.ok_or(Refusal::new(Code::WrongScope))?;
        self.check_address()?;
        self.authenticate(vec![self.fields.code_request()], false)?;
        let now = self.shared.clock.now();
        let permissions = {
            let register = self.shared.register();
            let key = (self.client.id.clone(), oid);
            let given = register.permissions.get(&key).cloned().unwrap_or_default();
            given.into_iter().filter(|it| it.is_in_force(now)).collect::<Vec<_>>()
        };
        if permissions.is_empty() {
            return Err(Refusal::new(Code::NoPermission));
        }
        let grant = Grant {
            client_id: self.client.id.clone(),
            redirect_uri: self.fields.redirect_uri.into(),
            scope: self.fields.scope.into(),
            scope_org: String::new(),
            oid,
            is_offline: false,
            permissions,
        };
        Ok(self.issue(&grant)?.1)
    }
}
