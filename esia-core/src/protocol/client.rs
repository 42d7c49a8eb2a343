//! The information system that asks: its name at ESIA, its scope, its return address.

use crate::protocol::endpoints::Endpoints;
use crate::protocol::signing_input::RefreshOrder;
use alloc::string::String;
use core::fmt;
use url::Url;

/// The mnemonic of an information system (мнемоника ИС): `ELSH01721`.
///
/// **Syntax**: 1 to 64 ASCII letters, digits, `_`, `-`, `.`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientId(String);

impl ClientId {
    /// Reads a mnemonic.
    ///
    /// # Errors
    ///
    /// [`ClientError::ClientId`].
    pub fn parse(text: &str) -> Result<Self, ClientError> {
        let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        if (1..=64).contains(&text.len()) && text.bytes().all(is_sign) {
            Ok(Self(String::from(text)))
        } else {
            Err(ClientError::ClientId)
        }
    }

    /// The mnemonic as registered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a system asks for (область доступа): names with one space between.
///
/// The text is kept as written, because it is signed as written.
///
/// # Examples
///
/// ```
/// use esia_core::protocol::client::Scope;
///
/// let scope = Scope::parse("openid fullname birthdate snils birth_cert_doc")?;
/// assert!(scope.has("snils"));
/// assert!(Scope::parse("openid  snils").is_err());
/// # Ok::<(), esia_core::protocol::client::ClientError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scope(String);

impl Scope {
    /// Reads names with exactly one space between.
    ///
    /// # Errors
    ///
    /// [`ClientError::Scope`].
    pub fn parse(text: &str) -> Result<Self, ClientError> {
        // The signs of a scope name in RFC 6749, 3.3.
        let is_sign = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(is_sign);
        if text.len() <= MAX_TEXT && text.split(' ').all(is_name) {
            Ok(Self(String::from(text)))
        } else {
            Err(ClientError::Scope)
        }
    }

    /// The scope of a request for consents: `openid` alone.
    pub(crate) fn openid() -> Self {
        Self(String::from("openid"))
    }

    /// The names as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a name is among them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.split(' ').any(|own| own == name)
    }
}

/// The return address of a system, exactly as registered at ESIA (T-11).
///
/// It is kept as text: it is signed and compared letter by letter, and a URL type would add a
/// slash here and there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// Reads an absolute `http` or `https` address without a fragment.
    ///
    /// # Errors
    ///
    /// [`ClientError::RedirectUri`].
    pub fn parse(text: &str) -> Result<Self, ClientError> {
        let is_plain = text.len() <= MAX_TEXT && text.bytes().all(|byte| byte.is_ascii_graphic());
        let url = Url::parse(text).map_err(|_| ClientError::RedirectUri)?;
        let is_address = matches!(url.scheme(), "http" | "https") && url.fragment().is_none();
        if is_plain && is_address {
            Ok(Self(String::from(text)))
        } else {
            Err(ClientError::RedirectUri)
        }
    }

    /// The address as registered.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the system wants a refresh token.
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum AccessType {
    /// While the person is here: no refresh token.
    #[default]
    Online,
    /// Also later: with a refresh token (маркер обновления).
    Offline,
}

impl AccessType {
    /// The word that is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
        }
    }
}

/// The settings of one system at one ESIA.
///
/// **Guarantees**: the scope names `openid`, without which ESIA sends no `id_token`.
#[expect(clippy::struct_field_names, reason = "client_id is the word of the protocol")]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Client {
    client_id: ClientId,
    redirect_uri: RedirectUri,
    scope: Scope,
    scope_org: Option<Scope>,
    access_type: AccessType,
    person_filter: Option<String>,
    refresh_order: RefreshOrder,
    endpoints: Endpoints,
}

impl Client {
    /// A system with its scope, its return address and the ESIA that it turns to.
    ///
    /// # Errors
    ///
    /// [`ClientError::NoOpenId`].
    pub fn new(
        client_id: ClientId,
        redirect_uri: RedirectUri,
        scope: Scope,
        endpoints: Endpoints,
    ) -> Result<Self, ClientError> {
        if !scope.has("openid") {
            return Err(ClientError::NoOpenId);
        }
        Ok(Self {
            client_id,
            redirect_uri,
            scope,
            scope_org: None,
            access_type: AccessType::Online,
            person_filter: None,
            refresh_order: RefreshOrder::default(),
            endpoints,
        })
    }

    /// Also asks for organisation scopes (`scope_org`), signed right after the scope.
    #[must_use]
    pub fn with_scope_org(self, scope_org: Scope) -> Self {
        Self { scope_org: Some(scope_org), ..self }
    }

    /// Asks for a refresh token, or not.
    #[must_use]
    pub fn with_access_type(self, access_type: AccessType) -> Self {
        Self { access_type, ..self }
    }

    /// Sends a `person_filter`, already encoded; only `conf_acc` in base64 is known.
    #[must_use]
    pub fn with_person_filter(self, person_filter: String) -> Self {
        Self { person_filter: Some(person_filter), ..self }
    }

    /// Signs a refresh in this reading of the sources.
    #[must_use]
    pub fn with_refresh_order(self, refresh_order: RefreshOrder) -> Self {
        Self { refresh_order, ..self }
    }

    /// The mnemonic.
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

    /// The organisation scopes, if any.
    #[must_use]
    pub const fn scope_org(&self) -> Option<&Scope> {
        self.scope_org.as_ref()
    }

    /// Whether a refresh token is asked for.
    #[must_use]
    pub const fn access_type(&self) -> AccessType {
        self.access_type
    }

    /// The filter of persons, if any.
    #[must_use]
    pub fn person_filter(&self) -> Option<&str> {
        self.person_filter.as_deref()
    }

    /// What is signed in a refresh.
    #[must_use]
    pub const fn refresh_order(&self) -> RefreshOrder {
        self.refresh_order
    }

    /// The ESIA that is asked.
    #[must_use]
    pub const fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }
}

/// Why the settings of a system cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// Not a mnemonic: `""`, `"MY SCHOOL"`.
    #[error("a mnemonic is 1 to 64 ASCII letters, digits, '_', '-', '.'")]
    ClientId,
    /// Not a scope: `""`, `"openid  snils"` (two spaces).
    #[error("a scope is names with one space between")]
    Scope,
    /// Not a return address: `"/back"`, `"https://school.example/#top"`.
    #[error("a return address is an absolute http or https address without a fragment")]
    RedirectUri,
    /// A scope for sign-in without `openid`: `"fullname snils"`.
    #[error("the scope of a sign-in names openid")]
    NoOpenId,
}

const MAX_TEXT: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_are_kept_to_the_letter() {
        let uri = RedirectUri::parse("https://school.example").unwrap();
        assert_eq!(uri.as_str(), "https://school.example");
        assert_eq!(ClientId::parse("ELSH01721").unwrap().as_str(), "ELSH01721");
    }

    #[test]
    fn unusable_settings_are_told_apart() {
        assert_eq!(ClientId::parse("MY SCHOOL"), Err(ClientError::ClientId));
        assert_eq!(ClientId::parse(""), Err(ClientError::ClientId));
        for text in ["", " openid", "openid ", "openid  snils", "openid\tsnils", "опен"] {
            assert_eq!(Scope::parse(text), Err(ClientError::Scope), "{text:?}");
        }
        for text in ["/back", "ftp://a.example/", "https://a.example/#top", "https://a.example/ b"]
        {
            assert_eq!(RedirectUri::parse(text), Err(ClientError::RedirectUri), "{text:?}");
        }
        let client = Client::new(
            ClientId::parse("X").unwrap(),
            RedirectUri::parse("https://school.example/back").unwrap(),
            Scope::parse("fullname").unwrap(),
            Endpoints::test().unwrap(),
        );
        assert_eq!(client, Err(ClientError::NoOpenId));
    }
}
