//! The settings of an instance, from a file and the environment to the parts of a diary.

use super::error::{ConfigError, Wrong};
use super::keeping::{self, Keeping};
use super::source::{Given, Source};
use super::{AgeRule, AppealRoute, Settings, Teen, policy, zone};
use crate::esia::{Means, Program, Signer, signing_entropy};
use crate::http;
use crate::keyring::Keyring;
use crate::limits::Limits;
use crate::place::Place;
use crate::register::LookUpBy;
use chrono::FixedOffset;
use clap::ValueEnum;
use esia_core::account::Contour;
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::{Endpoints, Issuers};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::SigningKey;
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::signer::TestSigner;
use esia_core::protocol::verify::Verifier;
use esia_core::secrets::Secret;
use reqwest::Certificate;
use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::Duration;
use tracing_subscriber::EnvFilter;
use url::Url;

/// An instance of the diary, as it is set up.
#[derive(Debug)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where machines ask for metrics, if not at the same address.
    pub metrics: Option<SocketAddr>,
    /// How long it is told to be leaving before it takes no more connections.
    pub drain: Duration,
    /// How long requests that are under way may take after that.
    pub stop: Duration,
    /// Where its data is.
    pub database: Place,
    /// The ESIA that it signs people in through.
    pub esia: EsiaConfig,
    /// Where the consents platform is, without a slash at the end.
    pub consents_url: String,
    /// What carries our requests there.
    pub consents_http: reqwest::Client,
    /// What the platform knows us by.
    pub consents_secret: Secret,
    /// What the pages and rules go by.
    pub settings: Settings,
    /// The zone of the school.
    pub zone: FixedOffset,
    /// How a person is looked up at the door.
    pub lookup: LookUpBy,
    /// The keys of the blind index, if it has any.
    pub keys: Option<Keyring>,
    /// What is proved and what is destroyed, where a key of signing is given.
    pub keeping: Option<Keeping>,
    /// How it logs.
    pub log: Log,
}

/// An ESIA, with every value of the protocol read.
#[derive(Debug)]
pub struct EsiaConfig {
    /// Who we are to it, and where it is.
    pub client: Client,
    /// Who signs our requests.
    pub signer: Signer,
    /// What its tokens are checked against.
    pub verifier: Verifier,
    /// Which contour it is.
    pub contour: Contour,
    /// Whether sign-ins carry PKCE.
    pub uses_pkce: bool,
    /// What carries our requests.
    pub http: reqwest::Client,
    /// How long one request may take.
    pub request: Duration,
}

/// How an instance logs.
#[derive(Clone, Debug)]
pub struct Log {
    /// For machines or for people.
    pub format: LogFormat,
    /// What is logged, in the words of `tracing_subscriber::EnvFilter`.
    pub filter: String,
}

/// `log.format`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum LogFormat {
    /// One object in JSON for each line
    Json,
    /// Lines for people
    Text,
}

/// `esia.contour`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum ContourWord {
    Simulated,
    Test,
    Production,
}

/// `door.lookup`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum LookupWord {
    Memory,
    BlindIndex,
}

/// `signer.kind`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum SignerKind {
    InsecureKey,
    Openssl,
    Command,
    Http,
}

impl Config {
    /// Reads a file of settings, with the environment over it; without a file, the environment
    /// alone.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], with everything that is wrong.
    pub fn read(
        path: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let Some(path) = path else { return Self::parse("", Path::new("."), environment) };
        let text = std::fs::read_to_string(path).map_err(|error| {
            let reason = format!("{} cannot be read: {error}", path.display());
            ConfigError(vec![Wrong::new(super::error::Place::Nowhere, "--config", reason)])
        })?;
        Self::parse(&text, path.parent().unwrap_or_else(|| Path::new(".")), environment)
    }

    /// Reads the text of such a file; what it names is looked for in `folder`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], with everything that is wrong.
    pub fn parse(
        text: &str,
        folder: &Path,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut source = Source::read(text, folder, environment);
        match Self::of(&mut source) {
            Some(config) if source.wrong.is_empty() => Ok(config),
            Some(_) | None => Err(ConfigError(source.wrong)),
        }
    }

    /// Every section is read before any is missed, so that all that is wrong is said at once.
    fn of(source: &mut Source) -> Option<Self> {
        let no_address = "not an address such as 0.0.0.0:8080";
        let listen = source.value("server.listen", no_address, |text| text.parse().ok());
        let metrics = source.value("metrics.listen", no_address, |text| text.parse().ok());
        let public_url = public_url(source);
        let drain = source.count("server.drain_seconds", 0..=600);
        let stop = source.count("server.stop_seconds", 1..=600);
        let database = database(source);
        let esia = esia(source, public_url.as_ref());
        let consents_url = address(source, "consents.url");
        let consents_http = client(source, "consents.ca_file", Duration::from_secs(3));
        let consents_secret = source.secret("consents.secret_file");
        let settings = settings(source, public_url.as_ref(), listen);
        let zone = source.number("policy.zone_hours", -12..=14).and_then(zone);
        let lookup = source.word::<LookupWord>("door.lookup");
        let keys = keyring(source, lookup);
        let keeping = keeping::read(source);
        let log = log(source);
        Some(Self {
            listen: listen?,
            metrics,
            drain: Duration::from_secs(drain?),
            stop: Duration::from_secs(stop?),
            database: database?,
            esia: esia?,
            consents_url: consents_url?.as_str().trim_end_matches('/').to_owned(),
            consents_http: consents_http?,
            consents_secret: consents_secret?.1,
            settings: Settings { metrics_are_apart: metrics.is_some(), ..settings? },
            zone: zone?,
            lookup: match lookup? {
                LookupWord::Memory => LookUpBy::Memory,
                LookupWord::BlindIndex => LookUpBy::BlindIndex,
            },
            keys,
            keeping,
            log: log?,
        })
    }
}

/// A client that trusts the authorities of a file alone, or those of the system.
fn client(source: &mut Source, name: &'static str, connect: Duration) -> Option<reqwest::Client> {
    let (given, files) = source.files(name).unzip();
    let roots = files.unwrap_or_default();
    let roots: Result<Vec<_>, _> =
        roots.iter().map(|pem| Certificate::from_pem_bundle(pem)).collect();
    let roots = roots.map(|roots| roots.into_iter().flatten().collect::<Vec<_>>());
    let is_empty = roots.as_ref().is_ok_and(Vec::is_empty);
    let made = roots.and_then(|roots| http::client(roots, connect));
    match (made, given) {
        (Ok(client), None) => Some(client),
        (Ok(client), Some(_)) if !is_empty => Some(client),
        (Ok(_) | Err(_), Some(given)) => {
            source.refuse(&given, "not certificates of authorities in PEM");
            None
        }
        (Err(_), None) => {
            source.fail(name, "the system has no certificates of authorities: give a file");
            None
        }
    }
}

/// An address over TLS, or on this very machine.
fn address(source: &mut Source, name: &'static str) -> Option<Url> {
    let reason = "not an https address; plain http is for this very machine alone";
    source.value(name, reason, |text| Url::parse(text).ok().filter(is_safe))
}

fn is_safe(url: &Url) -> bool {
    url.has_host() && (url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Where browsers find the diary: an origin, since its addresses are those of a whole host.
fn public_url(source: &mut Source) -> Option<Url> {
    let name = "server.public_url";
    let url = address(source, name)?;
    if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
        return Some(url);
    }
    let given = source.given(name)?;
    source.refuse(&given, "has a path; the diary takes a whole host: https://diary.example");
    None
}

fn database(source: &mut Source) -> Option<Place> {
    let given = source.given("database.url")?;
    let place = Place::read(&given.text());
    let authorities = source.files("database.ca_file");
    if let Some(path) = place.path() {
        return Some(Place::file(&source.path(&given, &path.to_string_lossy())));
    }
    let place = match authorities {
        Some((file, _)) => place.with_authorities(&source.path(&file, &file.text())),
        None => place,
    };
    if place.is_silent_on_tls() {
        let reason = "another machine: say ?sslmode=verify-full, or give database.ca_file; \
                      ?sslmode=disable is for a network of one's own";
        source.refuse(&given, reason);
    }
    Some(place)
}

/// A proxy on loopback is what an instance there usually has in front of it.
fn limits(source: &mut Source) -> Option<Limits> {
    let mut count = |name| source.count(name, 0..=1_000_000)?.try_into().ok();
    let mut milliseconds = |name| Some(Duration::from_millis(count(name).map(u32::into)?));
    let refusal_floor = milliseconds("limits.refusal_floor_ms");
    let form_patience = milliseconds("limits.form_patience_ms");
    let upload_patience = milliseconds("limits.upload_patience_ms");
    let sign_ins_per_minute = count("limits.sign_ins_per_minute");
    let appeals_of_address = count("limits.appeals_of_address");
    let appeals_of_account = count("limits.appeals_of_account");
    let refusals_of_account = count("limits.refusals_of_account");
    let passwords_of_desk = count("limits.passwords_of_desk");
    let passwords_of_address = count("limits.passwords_of_address");
    let passwords_of_login = count("limits.passwords_of_login");
    let codes_of_staff = count("limits.codes_of_staff");
    let codes_of_all = count("limits.codes_of_all");
    let trusted_proxies = trusted_proxies(source);
    Some(Limits {
        refusal_floor: refusal_floor?,
        form_patience: form_patience?,
        upload_patience: upload_patience?,
        sign_ins_per_minute: sign_ins_per_minute?,
        appeals_of_address: appeals_of_address?,
        appeals_of_account: appeals_of_account?,
        refusals_of_account: refusals_of_account?,
        passwords_of_desk: passwords_of_desk?,
        passwords_of_address: passwords_of_address?,
        passwords_of_login: passwords_of_login?,
        codes_of_staff: codes_of_staff?,
        codes_of_all: codes_of_all?,
        trusted_proxies: trusted_proxies?,
    })
}

fn trusted_proxies(source: &mut Source) -> Option<Vec<IpAddr>> {
    let Some(given) = source.given("server.trusted_proxies") else { return Some(Vec::new()) };
    let proxies: Option<_> = given.list().iter().map(|word| word.parse().ok()).collect();
    if proxies.is_none() {
        source.refuse(&given, "not a list of addresses such as [\"10.0.0.1\"]");
    }
    proxies
}

fn settings(
    source: &mut Source,
    public_url: Option<&Url>,
    listen: Option<SocketAddr>,
) -> Option<Settings> {
    let age_rule = source.word::<AgeRule>("policy.age_rule");
    let teen = source.word::<Teen>("policy.teen_consent");
    let staleness = source.count("consents.staleness_seconds", 0..=60);
    let idle = source.count("logins.idle_minutes", 1..=240);
    let hours = source.count("logins.hours", 1..=24);
    let route = source.word::<AppealRoute>("appeal.route");
    let appeal_url = source.given("appeal.url");
    let megabytes = source.count("upload.megabytes", 1..=500);
    let limits = limits(source);
    Some(Settings {
        consent_staleness: Duration::from_secs(staleness?),
        login_idle: Duration::from_secs(idle?.saturating_mul(60)),
        login_life: Duration::from_secs(hours?.saturating_mul(3600)),
        appeal_route: route?,
        appeal_url: appeal_url?.text(),
        upload_bytes_max: megabytes? << 20,
        secure_cookies: public_url?.scheme() == "https",
        limits: limits?.at(listen?),
        ..Settings::on_loopback(policy(age_rule?, teen?))
    })
}

/// The keys of the blind index, the newest first; look-ups by it cannot be without.
fn keyring(source: &mut Source, lookup: Option<LookupWord>) -> Option<Keyring> {
    let name = "door.key_files";
    let given = match lookup {
        Some(LookupWord::BlindIndex) => needed(source, name)?,
        Some(LookupWord::Memory) | None => source.given(name)?,
    };
    let names = given.list();
    let paths: Vec<_> = names.iter().filter_map(|it| source.secret_file(&given, it)).collect();
    if paths.len() < names.len() {
        return None;
    }
    Keyring::read(&paths).map_err(|error| source.refuse(&given, error.to_string())).ok()
}

fn log(source: &mut Source) -> Option<Log> {
    let format = source.word("log.format");
    let filter = source.value("log.filter", "not a filter such as info,sqlx=warn", |text| {
        EnvFilter::try_new(text).is_ok().then(|| text.to_owned())
    });
    Some(Log { format: format?, filter: filter? })
}

fn esia(source: &mut Source, public_url: Option<&Url>) -> Option<EsiaConfig> {
    let contour = source.word::<ContourWord>("esia.contour");
    let endpoints = contour.and_then(|contour| endpoints(source, contour));
    let client_id = source.value("esia.client_id", "not a mnemonic such as ELSH01721", |text| {
        ClientId::parse(text).ok()
    });
    let scope = "not names of scopes with one space between, openid among them";
    let scope = source.value("esia.scope", scope, |text| {
        Scope::parse(text).ok().filter(|scope| scope.has("openid"))
    });
    let keys = provider_keys(source, contour.map_or(Contour::Simulated, ContourWord::contour));
    let signer = signer(source, contour);
    let uses_pkce = source.flag("esia.pkce");
    let connect = source.count("esia.connect_seconds", 1..=60).map(Duration::from_secs);
    let http = connect.and_then(|connect| client(source, "esia.ca_file", connect));
    let request = source.count("esia.request_seconds", 1..=60);
    let redirect_uri =
        RedirectUri::parse(public_url?.join("login/callback").ok()?.as_str()).ok()?;
    let (contour, client_id, (endpoints, issuers)) = (contour?.contour(), client_id?, endpoints?);
    Some(EsiaConfig {
        client: Client::new(client_id.clone(), redirect_uri, scope?, endpoints).ok()?,
        signer: signer?,
        verifier: Verifier::new(contour, issuers, client_id, keys?),
        contour,
        uses_pkce: uses_pkce?,
        http: http?,
        request: Duration::from_secs(request?),
    })
}

impl ContourWord {
    const fn contour(self) -> Contour {
        match self {
            Self::Simulated => Contour::Simulated,
            Self::Test => Contour::Test,
            Self::Production => Contour::Production,
        }
    }
}

/// The addresses and the issuers of a contour; those of ESIA itself are no setting (T-10).
fn endpoints(source: &mut Source, contour: ContourWord) -> Option<(Endpoints, Issuers)> {
    let pinned = match contour {
        ContourWord::Simulated => None,
        ContourWord::Test => Some((Endpoints::test(), Issuers::test())),
        ContourWord::Production => Some((Endpoints::production(), Issuers::production())),
    };
    let (base, issuer) = (source.given("esia.base_url"), source.given("esia.issuer"));
    if let Some((endpoints, issuers)) = pinned {
        for given in [&base, &issuer].into_iter().flatten() {
            source.refuse(given, "this contour has its own: leave it out, or be \"simulated\"");
        }
        return Some((endpoints.ok()?, issuers));
    }
    let Some(base) = base else {
        source.miss("esia.base_url");
        return None;
    };
    let text = base.text();
    let text = text.trim_end_matches('/');
    let is_ours = |found: &Endpoints| found.contour() == Contour::Simulated;
    let Some(endpoints) = Endpoints::at(text).ok().filter(is_ours) else {
        let reason = "not the https address of a stand of one's own, or an http one on loopback";
        source.refuse(&base, reason);
        return None;
    };
    let issuer = issuer.map_or_else(|| format!("{text}/"), |given| given.text());
    Some((endpoints, Issuers::new([issuer])))
}

/// The certificates of ESIA that its tokens are checked with.
fn provider_keys(source: &mut Source, contour: Contour) -> Option<KeySet> {
    let (given, files) = source.files("esia.provider_certificate_files")?;
    let mut keys = KeySet::in_contour(contour);
    for bytes in &files {
        let added = match std::str::from_utf8(bytes) {
            Ok(text) if text.contains("-----BEGIN") => keys.add_pem(text),
            Ok(_) | Err(_) => keys.add_certificate_der(bytes),
        };
        if let Err(error) = added {
            source.refuse(&given, format!("not a certificate of this ESIA: {error}"));
        }
    }
    (keys.len() == files.len() && !keys.is_empty()).then_some(keys)
}

fn signer(source: &mut Source, contour: Option<ContourWord>) -> Option<Signer> {
    let certificate = certificate(source);
    let patience = source.count("signer.seconds", 1..=60);
    let kind = source.word::<SignerKind>("signer.kind")?;
    let means = match kind {
        SignerKind::InsecureKey => {
            if contour == Some(ContourWord::Production) {
                let given = source.given("signer.kind")?;
                source.refuse(&given, "production is signed for outside of this process");
            }
            let (given, key) = secret_needed(source, "signer.key_file")?;
            match SigningKey::from_pkcs8_pem(key.expose()) {
                Ok(key) => {
                    let entropy: fn() -> [u8; 32] = signing_entropy;
                    Means::InsecureKey(Box::new(TestSigner::new(key, certificate?, entropy)))
                }
                Err(error) => {
                    source.refuse(&given, format!("not a signing key: {error}"));
                    return None;
                }
            }
        }
        SignerKind::Openssl => Means::Program(openssl(source)?),
        SignerKind::Command => Means::Program(command(source)?),
        SignerKind::Http => {
            needed(source, "signer.url")?;
            let http = client(source, "signer.ca_file", Duration::from_secs(3))?;
            Means::Service { http, url: address(source, "signer.url")? }
        }
    };
    Some(Signer::new(means, certificate?, Duration::from_secs(patience?)))
}

/// The fingerprint of our certificate, from PEM or DER.
fn certificate(source: &mut Source) -> Option<CertificateFingerprint> {
    let (given, files) = source.files("esia.certificate_file")?;
    let bytes = files.first()?;
    let is_pem = bytes.starts_with(b"-----BEGIN");
    let read = match std::str::from_utf8(bytes) {
        Ok(text) if is_pem => CertificateFingerprint::of_pem(text.trim()).ok(),
        Ok(_) | Err(_) => {
            let mut one = KeySet::new();
            let is_certificate = one.add_certificate_der(bytes).is_ok();
            is_certificate.then(|| CertificateFingerprint::of_der(bytes))
        }
    };
    if read.is_none() {
        source.refuse(&given, "not a certificate in PEM or DER");
    }
    read
}

/// OpenSSL with its GOST engine; the key stays in its file, which this process never reads.
fn openssl(source: &mut Source) -> Option<Program> {
    let key = needed(source, "signer.key_file");
    let key = key.and_then(|given| source.secret_file(&given, &given.text()));
    let conf = source.given("signer.openssl_conf_file");
    let conf = conf.map(|given| source.path(&given, &given.text()));
    let mut arguments: Vec<OsString> = ["dgst", "-md_gost12_256", "-sign"].map(Into::into).into();
    arguments.push(key?.into_os_string());
    Some(Program {
        name: "openssl".into(),
        arguments,
        environment: conf.into_iter().map(|path| ("OPENSSL_CONF".into(), path.into())).collect(),
    })
}

/// Any program that reads the text and writes the signature.
fn command(source: &mut Source) -> Option<Program> {
    let given = needed(source, "signer.command")?;
    let mut words = given.list().into_iter();
    let Some(name) = words.next().filter(|name| !name.is_empty()) else {
        source.refuse(&given, "a list with the program first, then its arguments");
        return None;
    };
    let arguments = words.map(OsString::from).collect();
    Some(Program { name: name.into(), arguments, environment: Vec::new() })
}

/// A key that the kind of signer asks for.
fn needed(source: &mut Source, name: &'static str) -> Option<Given> {
    let given = source.given(name);
    if given.is_none() {
        source.miss(name);
    }
    given
}

fn secret_needed(source: &mut Source, name: &'static str) -> Option<(Given, Secret)> {
    needed(source, name)?;
    source.secret(name)
}

/// What `diary serve --help` names, and what a test starts from.
pub const EXAMPLE: &str = include_str!("../../diary.example.toml");
