//! The file of settings, in TOML.

use super::Config;
use super::error::ConfigError;
use super::people::PersonTable;
use crate::client::{Client, Pkce, RefreshText};
use crate::clock::ClockStart;
use crate::faults::{Fault, Place};
use crate::keys::{TokenCertificate, der_of};
use crate::mode::Mode;
use crate::permissions::ConsentType;
use crate::rest::PersonShape;
use chrono::{DateTime, Utc};
use esia_core::protocol::error_code::EsiaCode;
use esia_core::protocol::key_set::{KeySet, TokenAlgorithm};
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

/// A file and its text.
pub(super) struct Source<'f> {
    pub(super) text: &'f str,
    folder: &'f Path,
}

impl Source<'_> {
    /// Something is wrong with a value.
    pub(super) fn wrong<T>(&self, value: &Spanned<T>, reason: impl Into<String>) -> ConfigError {
        ConfigError::at(self.text, value.span(), reason)
    }

    fn file(&self, name: &Spanned<String>) -> Result<Vec<u8>, ConfigError> {
        std::fs::read(self.folder.join(name.get_ref()))
            .map_err(|error| self.wrong(name, format!("the file cannot be read: {error}")))
    }

    fn text_file(&self, name: &Spanned<String>) -> Result<String, ConfigError> {
        String::from_utf8(self.file(name)?)
            .map_err(|_| self.wrong(name, "the file is not text in UTF-8"))
    }

    pub(super) fn moment(&self, text: &Spanned<String>) -> Result<DateTime<Utc>, ConfigError> {
        DateTime::parse_from_rfc3339(text.get_ref())
            .map(|at| at.to_utc())
            .map_err(|_| self.wrong(text, "not a moment such as \"2026-11-22T09:00:00Z\""))
    }

    /// One of the words that a key may have.
    pub(super) fn word<T: Copy>(
        &self,
        word: &Spanned<String>,
        words: &[(&str, T)],
    ) -> Result<T, ConfigError> {
        let found = words.iter().find(|(name, _)| name == word.get_ref());
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
            self.wrong(word, format!("not one of: {}", names.join(", ")))
        })
    }
}

/// Reads the whole file.
pub(super) fn parse(text: &str, folder: &Path) -> Result<Config, ConfigError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        ConfigError::at(text, span, error.message())
    })?;
    let source = Source { text, folder };
    let mut config = Config { port: file.port, issuer: file.issuer, ..Config::default() };
    config.seed = file.seed;
    config.clock = match (&file.clock.at, file.clock.frozen) {
        (None, None | Some(false)) => ClockStart::Machine,
        (Some(at), None | Some(false)) => ClockStart::At(source.moment(at)?),
        (Some(at), Some(true)) => ClockStart::Frozen(source.moment(at)?),
        (None, Some(true)) => {
            let end = text.find("frozen").unwrap_or(0);
            return Err(ConfigError::at(text, end..end, "a frozen clock needs the key at"));
        }
    };
    if let Some(shape) = &file.person_shape {
        let words = [("2018", PersonShape::Of2018), ("2025", PersonShape::Of2025)];
        config.shape = source.word(shape, &words)?;
    }
    config.rotation = file.rotation.as_ref().map(|at| source.moment(at)).transpose()?;
    let table = |table: &CertificateTable| table.read(&source);
    config.token_certificates =
        file.token_certificate.iter().map(table).collect::<Result<_, _>>()?;
    config.consent_types.extend(file.consent_type.into_iter().map(ConsentTypeTable::into_type));
    config.clients =
        file.client.iter().map(|table| table.read(&source)).collect::<Result<_, _>>()?;
    config.residents = PersonTable::read_all(&file.person, &source)?;
    config.faults = file.fault.iter().map(|table| table.read(&source)).collect::<Result<_, _>>()?;
    Ok(config)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    port: u16,
    issuer: Option<String>,
    seed: Option<u64>,
    person_shape: Option<Spanned<String>>,
    rotation: Option<Spanned<String>>,
    #[serde(default)]
    clock: ClockTable,
    #[serde(default)]
    client: Vec<ClientTable>,
    #[serde(default)]
    person: Vec<PersonTable>,
    #[serde(default)]
    token_certificate: Vec<CertificateTable>,
    #[serde(default)]
    consent_type: Vec<ConsentTypeTable>,
    #[serde(default)]
    fault: Vec<FaultTable>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockTable {
    at: Option<Spanned<String>>,
    frozen: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClientTable {
    id: Spanned<String>,
    certificate: Option<Spanned<String>>,
    redirect_uris: Vec<Spanned<String>>,
    #[serde(default)]
    logout_urls: Vec<Spanned<String>>,
    scopes: Option<Vec<Spanned<String>>>,
    pkce: Option<Spanned<String>>,
    mode: Option<Spanned<String>>,
    token_algorithm: Option<Spanned<String>>,
    refresh_text: Option<Spanned<String>>,
    consents_secret_file: Option<Spanned<String>>,
    oidc_secret_file: Option<Spanned<String>>,
    service: Option<String>,
}

impl ClientTable {
    fn read(&self, source: &Source<'_>) -> Result<Client, ConfigError> {
        if self.id.get_ref().is_empty() {
            return Err(source.wrong(&self.id, "a client has a mnemonic"));
        }
        let mut client = Client::new(self.id.get_ref());
        if let Some(name) = &self.certificate {
            client.certificate_der = Some(certificate(source, name)?);
        }
        for uri in self.redirect_uris.iter().chain(&self.logout_urls) {
            url::Url::parse(uri.get_ref())
                .map_err(|_| source.wrong(uri, "not an absolute address"))?;
        }
        let plain = |list: &[Spanned<String>]| list.iter().map(|it| it.get_ref().clone()).collect();
        client.redirect_uris = plain(&self.redirect_uris);
        client.logout_urls = plain(&self.logout_urls);
        if let Some(scopes) = &self.scopes {
            let known = |it: &&Spanned<String>| {
                !crate::client::KNOWN_SCOPES.contains(&it.as_ref().as_str())
            };
            if let Some(unknown) = scopes.iter().find(known) {
                return Err(source.wrong(unknown, "an unknown scope"));
            }
            client.scopes = plain(scopes);
        }
        if let Some(word) = &self.pkce {
            let words = [("optional", Pkce::Optional), ("required", Pkce::Required)];
            client.pkce = source.word(word, &words)?;
        }
        if let Some(word) = &self.mode {
            let words = [("strict", Mode::Strict), ("insecure_relaxed", Mode::InsecureRelaxed)];
            client.mode = source.word(word, &words)?;
        }
        if let Some(word) = &self.token_algorithm {
            client.token_algorithm = source.word(word, &ALGORITHMS)?;
        }
        if let Some(word) = &self.refresh_text {
            let words = [
                ("either", RefreshText::Either),
                ("as-code-request", RefreshText::AsCodeRequest),
                ("with-refresh-token", RefreshText::WithRefreshToken),
            ];
            client.refresh_text = source.word(word, &words)?;
        }
        if let Some(name) = &self.consents_secret_file {
            client.consents_secret = Some(source.text_file(name)?.trim().to_owned());
        }
        if let Some(name) = &self.oidc_secret_file {
            client.oidc_secret = Some(source.text_file(name)?.trim().to_owned());
        }
        if let Some(service) = &self.service {
            client.service.clone_from(service);
        }
        Ok(client)
    }
}

/// A client's certificate, in PEM or DER.
fn certificate(source: &Source<'_>, name: &Spanned<String>) -> Result<Vec<u8>, ConfigError> {
    let bytes = source.file(name)?;
    let der = std::str::from_utf8(&bytes).ok().and_then(der_of).unwrap_or(bytes);
    let reason = "not a certificate with a GOST R 34.10-2012 (256 bits) or RSA key, in PEM or DER";
    KeySet::new().add_certificate_der(&der).map_err(|_| source.wrong(name, reason))?;
    Ok(der)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificateTable {
    key: Spanned<String>,
    certificate: Spanned<String>,
    from: Option<Spanned<String>>,
}

impl CertificateTable {
    fn read(&self, source: &Source<'_>) -> Result<TokenCertificate, ConfigError> {
        let (key, certificate) =
            (source.text_file(&self.key)?, source.text_file(&self.certificate)?);
        let read = TokenCertificate::from_pem(&key, &certificate);
        let read = read.map_err(|error| source.wrong(&self.key, error.to_string()))?;
        Ok(match &self.from {
            Some(from) => read.signing_from(source.moment(from)?),
            None => read,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsentTypeTable {
    sysname: String,
    #[serde(default)]
    mandatory_scopes: Vec<String>,
    scopes: Vec<String>,
    actions: Vec<String>,
    purposes: Vec<String>,
    expire_max: u32,
}

impl ConsentTypeTable {
    fn into_type(self) -> ConsentType {
        let Self { sysname, mandatory_scopes, scopes, actions, purposes, expire_max } = self;
        ConsentType { sysname, mandatory_scopes, scopes, actions, purposes, expire_max }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultTable {
    kind: Spanned<String>,
    at: Option<Spanned<String>>,
    millis: Option<u32>,
    code: Option<Spanned<String>>,
    seconds: Option<i32>,
}

impl FaultTable {
    fn read(&self, source: &Source<'_>) -> Result<Fault, ConfigError> {
        let missing = |key: &str| source.wrong(&self.kind, format!("needs the key {key}"));
        let at = || {
            let word = self.at.as_ref().ok_or_else(|| missing("at"))?;
            source.word(word, &PLACES)
        };
        match self.kind.get_ref().as_str() {
            "late" => {
                let millis = self.millis.ok_or_else(|| missing("millis"))?;
                Ok(Fault::Late { at: at()?, millis })
            }
            "down" => Ok(Fault::Down { at: at()? }),
            "garbage" => Ok(Fault::Garbage { at: at()? }),
            "refuse" => {
                let word = self.code.as_ref().ok_or_else(|| missing("code"))?;
                let code = EsiaCode::leading(word.get_ref()).filter(|_| word.get_ref().len() == 11);
                let code = code.ok_or_else(|| source.wrong(word, "not a code: ESIA-007015"))?;
                Ok(Fault::Refuse { at: at()?, code })
            }
            "skewed-clock" => {
                let seconds = self.seconds.ok_or_else(|| missing("seconds"))?;
                Ok(Fault::SkewedClock { seconds })
            }
            _ => source.word(&self.kind, &Fault::NAMED),
        }
    }
}

const PLACES: [(&str, Place); 3] = [
    ("code-request", Place::CodeRequest),
    ("token", Place::Token),
    ("person-data", Place::PersonData),
];

const ALGORITHMS: [(&str, TokenAlgorithm); 2] =
    [("RS256", TokenAlgorithm::Rs256), ("GOST3410_2012_256", TokenAlgorithm::Gost256)];
