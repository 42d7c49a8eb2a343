//! A registered information system (информационная система) and the stand's settings.

use std::fmt;

/// Whether a client must send a PKCE challenge.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Pkce {
    /// Checked if sent.
    #[default]
    Optional,
    /// Missing is `ESIA-007039`.
    Required,
}

/// What the technical portal would hold about an information system.
#[derive(Clone)]
pub struct Client {
    pub(crate) id: String,
    pub(crate) certificate_der: Option<Vec<u8>>,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) logout_urls: Vec<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) pkce: Pkce,
    pub(crate) consents_secret: Option<String>,
    pub(crate) service: String,
}

impl Client {
    /// A client with this mnemonic, the scopes of a diary and nothing else.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.into(),
            certificate_der: None,
            redirect_uris: Vec::new(),
            logout_urls: Vec::new(),
            scopes: words(DIARY_SCOPES),
            pkce: Pkce::Optional,
            consents_secret: None,
            service: "Электронная школа".into(),
        }
    }

    /// The certificate (DER) whose key signs the client's requests.
    #[must_use]
    pub fn with_certificate(mut self, der: Vec<u8>) -> Self {
        self.certificate_der = Some(der);
        self
    }

    /// One more allowed return address; compared to the letter (T-11).
    #[must_use]
    pub fn with_redirect_uri(mut self, uri: &str) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// One more allowed address after sign-out; compared to the letter.
    #[must_use]
    pub fn with_logout_url(mut self, url: &str) -> Self {
        self.logout_urls.push(url.into());
        self
    }

    /// The granted scopes, in place of a diary's.
    #[must_use]
    pub fn with_scopes(mut self, scopes: &str) -> Self {
        self.scopes = words(scopes);
        self
    }

    /// Whether a PKCE challenge is demanded.
    #[must_use]
    pub fn with_pkce(mut self, pkce: Pkce) -> Self {
        self.pkce = pkce;
        self
    }

    /// The bearer secret of the consents platform.
    #[must_use]
    pub fn with_consents_secret(mut self, secret: &str) -> Self {
        self.consents_secret = Some(secret.into());
        self
    }

    /// The name that people see on the pages of the portal.
    #[must_use]
    pub fn with_service(mut self, name: &str) -> Self {
        self.service = name.into();
        self
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How to start the stand.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub(crate) port: u16,
    pub(crate) issuer: Option<String>,
}

impl Config {
    /// The port on 127.0.0.1; 0 takes a free one.
    #[must_use]
    pub const fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The `iss` of the tokens; by default the stand's address with a slash at the end.
    #[must_use]
    pub fn with_issuer(mut self, issuer: &str) -> Self {
        self.issuer = Some(issuer.into());
        self
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(String::from).collect()
}

/// All scopes that the stand knows, which are those a school diary asks for.
pub(crate) const DIARY_SCOPES: &str = "openid fullname birthdate gender snils birth_cert_doc \
                                       kid_fullname kid_birthdate kid_gender kid_snils \
                                       kid_birth_cert_doc";
