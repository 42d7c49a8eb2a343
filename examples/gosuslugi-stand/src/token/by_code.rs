//! A code for tokens.

use super::Exchange;
use crate::error::{Code, Refusal};
use crate::parameters::check_scope;
use crate::signature::Signed;
use crate::state::{Challenge, ChallengeHash, Grant, Shared};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use streebog::Streebog256;

impl Exchange<'_> {
    pub(super) fn by_code(&self) -> Result<Value, Refusal> {
        check_scope(&self.client, self.fields.scope)?;
        self.check_address()?;
        let code = self.parameters.one("code")?;
        self.authenticate(vec![self.fields.token_request(code)], false)?;
        let verifier = self.parameters.optional("code_verifier")?;
        let grant = spend(self.shared, code, &self.fields, verifier)?;
        let (access_token, answer) = self.issue(&grant)?;
        if let Some(record) = self.shared.register().codes.get_mut(code) {
            record.access_token = Some(access_token);
            record.refresh_token =
                answer.get("refresh_token").and_then(Value::as_str).map(String::from);
        }
        Ok(answer)
    }
}

/// Takes a code once; a second time ends what the first one gave (RFC 9700, 2.1.1).
fn spend(
    shared: &Shared,
    code: &str,
    fields: &Signed<'_>,
    verifier: Option<&str>,
) -> Result<Grant, Refusal> {
    let wrong = Refusal::new(Code::SpentGrant);
    let now = shared.clock.now();
    let mut register = shared.register();
    let record = register.codes.get_mut(code).ok_or(wrong)?;
    if record.grant.client_id != fields.client_id {
        return Err(wrong);
    }
    if record.is_spent {
        let (access, refresh) = (record.access_token.take(), record.refresh_token.take());
        access.map(|token| register.access.remove(&token));
        refresh.map(|token| register.refresh.remove(&token));
        return Err(wrong);
    }
    record.is_spent = true;
    let is_same = record.grant.redirect_uri == fields.redirect_uri
        && record.grant.scope == fields.scope
        && record.grant.scope_org == fields.scope_org;
    if record.expires_at <= now || !is_same {
        return Err(wrong);
    }
    check_verifier(record.challenge.as_ref(), verifier)?;
    Ok(record.grant.clone())
}

fn check_verifier(challenge: Option<&Challenge>, verifier: Option<&str>) -> Result<(), Refusal> {
    let wrong = Refusal::new(Code::WrongVerifier);
    match (challenge, verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) => {
            let made = match challenge.hash {
                ChallengeHash::Sha256 => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
                ChallengeHash::Streebog256 => URL_SAFE_NO_PAD.encode(Streebog256::digest(verifier)),
            };
            if made == challenge.value { Ok(()) } else { Err(wrong) }
        }
        // A verifier without a challenge is a downgrade (RFC 9700, 4.8.2).
        (Some(_), None) | (None, Some(_)) => Err(wrong),
    }
}
