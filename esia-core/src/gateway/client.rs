//! Who we are to a gateway, and what its claims mean.

use crate::account::{AccountKind, AccountLevel, Contour};
use crate::gateway::claims::Claims;
use crate::gateway::keys::Algorithm;
use crate::protocol::client::{ClientError, ClientId, RedirectUri, Scope};
use crate::secrets::Secret;
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::Value;

/// The settings of one system at one gateway.
///
/// **Guarantees**: the scope names `openid`, without which there is no ID token.
///
/// # Examples
///
/// ```
/// use esia_core::account::Contour;
/// use esia_core::gateway::client::{AccountClaims, Client, SignedFact};
/// use esia_core::protocol::client::{ClientId, RedirectUri, Scope};
/// use esia_core::secrets::Secret;
///
/// let client = Client::new(
///     Contour::Production,
///     ClientId::parse("school-diary")?,
///     RedirectUri::parse("https://diary.example/login/callback")?,
///     Scope::parse("openid profile snils")?,
/// )?
/// .with_secret(Secret::new("from the settings".into()))
/// .with_account_claims(
///     AccountClaims::unknown()
///         .with_child(SignedFact::text("account_kind", "child"))
///         .with_confirmed(SignedFact::text("account_level", "confirmed")),
/// )
/// .with_snils_claim("snils");
/// assert_eq!(client.client_id().as_str(), "school-diary");
/// # Ok::<(), esia_core::protocol::client::ClientError>(())
/// ```
#[expect(clippy::struct_field_names, reason = "client_id is the word of the protocol")]
#[derive(Clone, Debug)]
pub struct Client {
    contour: Contour,
    client_id: ClientId,
    secret: Option<Secret>,
    secret_in_body: bool,
    redirect_uri: RedirectUri,
    scope: Scope,
    account_claims: AccountClaims,
    snils_claim: Option<String>,
    algorithms: Vec<Algorithm>,
}

impl Client {
    /// A public client whose tokens are signed with `RS256` and say nothing of kind and level.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoOpenId`].
    pub fn new(
        contour: Contour,
        client_id: ClientId,
        redirect_uri: RedirectUri,
        scope: Scope,
    ) -> Result<Self, ClientError> {
        if !scope.has("openid") {
            return Err(ClientError::NoOpenId);
        }
        Ok(Self {
            contour,
            client_id,
            secret: None,
            secret_in_body: false,
            redirect_uri,
            scope,
            account_claims: AccountClaims::unknown(),
            snils_claim: None,
            algorithms: Vec::from([Algorithm::Rs256]),
        })
    }

    /// Shows this secret when it exchanges a code.
    #[must_use]
    pub fn with_secret(self, secret: Secret) -> Self {
        Self { secret: Some(secret), ..self }
    }

    /// Shows the secret in the body even where the gateway takes it in the header: for a client that
    /// is registered for `client_secret_post`.
    #[must_use]
    pub fn with_secret_in_body(self) -> Self {
        Self { secret_in_body: true, ..self }
    }

    /// Learns kind and level from these claims.
    #[must_use]
    pub fn with_account_claims(self, account_claims: AccountClaims) -> Self {
        Self { account_claims, ..self }
    }

    /// Reads the SNILS from this claim; there is no standard name for it.
    #[must_use]
    pub fn with_snils_claim(self, name: &str) -> Self {
        Self { snils_claim: Some(String::from(name)), ..self }
    }

    /// Accepts ID tokens that are signed in one of these ways, in place of `RS256` alone.
    #[must_use]
    pub fn with_algorithms(self, algorithms: &[Algorithm]) -> Self {
        Self { algorithms: Vec::from(algorithms), ..self }
    }

    /// The contour.
    #[must_use]
    pub const fn contour(&self) -> Contour {
        self.contour
    }

    /// The name of the system at the gateway.
    #[must_use]
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// The return address.
    #[must_use]
    pub const fn redirect_uri(&self) -> &RedirectUri {
        &self.redirect_uri
    }

    /// The scope.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(crate) const fn secret(&self) -> Option<&Secret> {
        self.secret.as_ref()
    }

    pub(crate) const fn has_secret_in_body(&self) -> bool {
        self.secret_in_body
    }

    pub(crate) const fn account_claims(&self) -> &AccountClaims {
        &self.account_claims
    }

    pub(crate) fn snils_claim(&self) -> Option<&str> {
        self.snils_claim.as_deref()
    }

    pub(crate) fn algorithms(&self) -> &[Algorithm] {
        &self.algorithms
    }
}

/// Which claims of a gateway's ID token say who opened an account and how far it is trusted.
///
/// Two facts open anything: that the account is a child's, and that it is confirmed. Each is one
/// named claim with one value. Where neither holds, the account is
/// [`SelfMade`](AccountKind::SelfMade) and [`Simplified`](AccountLevel::Simplified). Only the ID
/// token is asked, since the userinfo answer is not signed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AccountClaims {
    child: Option<SignedFact>,
    confirmed: Option<SignedFact>,
}

impl AccountClaims {
    /// A gateway that says nothing of kind and level: nobody gets in through it.
    #[must_use]
    pub const fn unknown() -> Self {
        Self { child: None, confirmed: None }
    }

    /// This fact makes an account a child's.
    #[must_use]
    pub fn with_child(self, fact: SignedFact) -> Self {
        Self { child: Some(fact), ..self }
    }

    /// This fact makes an account confirmed.
    #[must_use]
    pub fn with_confirmed(self, fact: SignedFact) -> Self {
        Self { confirmed: Some(fact), ..self }
    }

    /// Kind and level from the claims of a verified ID token.
    pub(crate) fn account(&self, claims: &Claims) -> (AccountKind, AccountLevel) {
        let holds =
            |fact: &Option<SignedFact>| fact.as_ref().is_some_and(|fact| fact.holds(claims));
        if holds(&self.child) {
            (AccountKind::Child, AccountLevel::Child)
        } else if holds(&self.confirmed) {
            (AccountKind::SelfMade, AccountLevel::Confirmed)
        } else {
            (AccountKind::SelfMade, AccountLevel::Simplified)
        }
    }
}

/// A claim with the one value that makes it hold; compared to the letter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedFact {
    claim: String,
    value: Value,
}

impl SignedFact {
    /// The claim is this text: `"account_level": "confirmed"`.
    #[must_use]
    pub fn text(claim: &str, value: &str) -> Self {
        Self { claim: String::from(claim), value: Value::from(value) }
    }

    /// The claim is the JSON value `true`: `"confirmed": true`.
    #[must_use]
    pub fn flag(claim: &str) -> Self {
        Self { claim: String::from(claim), value: Value::Bool(true) }
    }

    fn holds(&self, claims: &Claims) -> bool {
        claims.get(&self.claim) == Some(&self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(claims: &str) -> (AccountKind, AccountLevel) {
        AccountClaims::unknown()
            .with_child(SignedFact::text("account_kind", "child"))
            .with_confirmed(SignedFact::flag("confirmed"))
            .account(&Claims::read(claims.as_bytes()).unwrap())
    }

    #[test]
    fn only_the_named_claim_with_the_named_value_says_anything() {
        use AccountKind::{Child, SelfMade};
        use AccountLevel::{Confirmed, Simplified};
        for (claims, expected) in [
            (r#"{"account_kind":"child"}"#, (Child, AccountLevel::Child)),
            (r#"{"account_kind":"child","confirmed":true}"#, (Child, AccountLevel::Child)),
            (r#"{"confirmed":true}"#, (SelfMade, Confirmed)),
            (r#"{"confirmed":"true"}"#, (SelfMade, Simplified)),
            (r#"{"confirmed":1}"#, (SelfMade, Simplified)),
            (r#"{"account_kind":"Child"}"#, (SelfMade, Simplified)),
            (r#"{"account_kind":["child"]}"#, (SelfMade, Simplified)),
            (r#"{"trusted":true,"kidAccCreatedByParent":true}"#, (SelfMade, Simplified)),
            ("{}", (SelfMade, Simplified)),
        ] {
            assert_eq!(account(claims), expected, "{claims}");
        }
    }

    #[test]
    fn what_is_not_configured_is_unknown_whatever_the_gateway_says() {
        let claims = Claims::read(br#"{"account_kind":"child","confirmed":true}"#).unwrap();
        assert_eq!(
            AccountClaims::unknown().account(&claims),
            (AccountKind::SelfMade, AccountLevel::Simplified)
        );
    }
}
