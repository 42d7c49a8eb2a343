//! A refresh token for new tokens.

use super::Exchange;
use crate::client::RefreshText;
use crate::error::{Code, Refusal};
use crate::parameters::check_scope;
use crate::signature::Generation;
use crate::state::Grant;
use serde_json::Value;

impl Exchange<'_> {
    /// The refresh token is good once, and for its own client.
    pub(super) fn by_refresh_token(&self) -> Result<Value, Refusal> {
        let wrong = Refusal::new(Code::SpentGrant);
        check_scope(&self.client, self.fields.scope)?;
        let is_short = self.is_short();
        if !is_short {
            self.check_address()?;
        }
        let refresh_token = self.parameters.one("refresh_token")?;
        let wanted = self.client.refresh_text;
        let texts = self.fields.refresh_request(refresh_token, wanted);
        self.authenticate(texts, is_short)?;
        let grant = {
            let mut register = self.shared.register();
            // Another client's attempt must not use the token up.
            let is_ours = |grant: &&Grant| grant.client_id == self.client.id;
            register.refresh.get(refresh_token).filter(is_ours).ok_or(wrong)?;
            register.refresh.remove(refresh_token).ok_or(wrong)?
        };
        let address = self.fields.redirect_uri;
        let is_address = (is_short && address.is_empty()) || grant.redirect_uri == address;
        if grant.scope != self.fields.scope || !is_address {
            return Err(wrong);
        }
        Ok(self.issue(&grant)?.1)
    }

    /// Whether the request may lack the return address and the hash: a container has its own
    /// certificate, and one reading of the disputed request sends neither.
    fn is_short(&self) -> bool {
        match (self.generation, self.client.refresh_text) {
            (Generation::First, _)
            | (Generation::Current, RefreshText::Either | RefreshText::WithRefreshToken) => true,
            (Generation::Current, RefreshText::AsCodeRequest) => false,
        }
    }
}
