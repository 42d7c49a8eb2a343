//! A registered information system (информационная система).

use crate::mode::{Mode, Relaxation};
use esia_core::protocol::key_set::TokenAlgorithm;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};

/// Whether a client must send a PKCE challenge.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Pkce {
    /// Checked if sent.
    #[default]
    Optional,
    /// Missing is `ESIA-007039`.
    Required,
}

/// Which text the refresh of the current generation has to sign: the sources disagree.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum RefreshText {
    /// Either of the two.
    #[default]
    Either,
    /// That of a code request.
    AsCodeRequest,
    /// Client, scope, time, state, refresh token; then the hash of the certificate and the return
    /// address may be absent.
    WithRefreshToken,
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
    pub(crate) mode: Mode,
    /// What was let pass so far; clones share it.
    pub(crate) passed: Arc<Mutex<BTreeSet<Relaxation>>>,
    pub(crate) token_algorithm: TokenAlgorithm,
    pub(crate) refresh_text: RefreshText,
    pub(crate) consents_secret: Option<String>,
    pub(crate) oidc_secret: Option<String>,
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
            mode: Mode::Strict,
            passed: Arc::default(),
            token_algorithm: TokenAlgorithm::Rs256,
            refresh_text: RefreshText::Either,
            consents_secret: None,
            oidc_secret: None,
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

    /// Lets everything pass that a [`Relaxation`](crate::Relaxation) names, and logs it.
    #[must_use]
    pub fn with_insecure_relaxed_checks(mut self) -> Self {
        self.mode = Mode::InsecureRelaxed;
        self
    }

    /// The algorithm of the tokens, as the system's card at the technical portal has it.
    #[must_use]
    pub fn with_token_algorithm(mut self, algorithm: TokenAlgorithm) -> Self {
        self.token_algorithm = algorithm;
        self
    }

    /// Which reading of the disputed refresh text is taken.
    #[must_use]
    pub fn with_refresh_text(mut self, text: RefreshText) -> Self {
        self.refresh_text = text;
        self
    }

    /// The bearer secret of the consents platform.
    #[must_use]
    pub fn with_consents_secret(mut self, secret: &str) -> Self {
        self.consents_secret = Some(secret.into());
        self
    }

    /// The secret for the OpenID Connect face, `/oidc`; without one the client is unknown there.
    #[must_use]
    pub fn with_oidc_secret(mut self, secret: &str) -> Self {
        self.oidc_secret = Some(secret.into());
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

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(String::from).collect()
}

/// What a school diary asks for: a client has these unless told otherwise.
const DIARY_SCOPES: &str = "openid fullname birthdate gender snils birth_cert_doc \
                            kid_fullname kid_birthdate kid_gender kid_snils kid_birth_cert_doc";

/// All scopes of persons and children that the stand knows (esia-protocol.md 2.6).
pub(crate) const KNOWN_SCOPES: [&str; 41] = [
    "openid",
    "fullname",
    "birthdate",
    "birthplace",
    "gender",
    "snils",
    "inn",
    "id_doc",
    "birth_cert_doc",
    "medical_doc",
    "military_doc",
    "foreign_passport_doc",
    "drivers_licence_doc",
    "residence_doc",
    "temporary_residence_doc",
    "citizenship",
    "email",
    "mobile",
    "contacts",
    "addresses",
    "vehicles",
    "usr_org",
    "usr_avt",
    "self_employed",
    "history_passport_doc",
    "change_fullname_cert_doc",
    "paternity_cert_doc",
    "educational_doc",
    "student_ticket",
    "kid_fullname",
    "kid_birthdate",
    "kid_gender",
    "kid_snils",
    "kid_inn",
    "kid_birth_cert_doc",
    "kid_medical_doc",
    "kid_mobile",
    "kid_email",
    "kid_school_data",
    "http://esia.gosuslugi.ru/usr_sec",
    "http://esia.gosuslugi.ru/usr_trm",
];
