//! A diary beside the simulated portal, on loopback, with invented families: what the command
//! starts, and what the tests walk through.

mod staff;
mod timetable;

pub use staff::DemoStaff;

use crate::app::{App, Parts};
use crate::clock::Clock;
use crate::config::{Case, Hints, Settings};
use crate::consent::Consents;
use crate::desk::password::PasswordError;
use crate::duties;
use crate::esia::{Esia, Means, Signer, signing_entropy};
use crate::http;
use crate::limits::Gate;
use crate::metrics::{Calls, Metrics};
use crate::place::Place;
use crate::platform::HttpPlatform;
use crate::random;
use crate::register::{LookUpBy, Register};
use crate::stopping::Stopping;
use crate::store::{Enrolment, Record, Store, StoreError};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use esia_core::account::Contour;
use esia_core::protocol::client::{Client, ClientId, RedirectUri, Scope};
use esia_core::protocol::endpoints::{Endpoints, Issuers};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::key_set::KeySet;
use esia_core::protocol::signer::TestSigner;
use esia_core::protocol::verify::Verifier;
use esia_core::record::RecordId;
use esia_core::secrets::{Personal, Secret};
use esia_matching::policy::MatchPolicy;
use families::journal;
use families::people::{self, Role};
use gosuslugi_stand::{Pkce, Stand};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The mnemonic of the demonstration's diary.
pub const CLIENT_ID: &str = "ELSH01721";

/// The scopes that a real diary asks for (esia-protocol.md 1.2).
pub const SCOPE: &str = "openid fullname kid_fullname kid_birthdate kid_snils birth_cert_doc \
                         kid_birth_cert_doc snils gender birthdate";

/// The school of every invented pupil.
pub const SCHOOL: &str = "Школа № 1 (вымышленная)";

/// How a demonstration is set up.
#[derive(Clone, Debug)]
pub struct DemoConfig {
    /// Where the diary listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The port of the stand on loopback; 0 takes a free one.
    pub stand_port: u16,
    /// Where the data is kept: what a file held before is gone; a server keeps what it has, and the
    /// invented records are put in beside it.
    pub database: Place,
    /// The settings of the diary; the hint is filled in.
    pub settings: Settings,
    /// What time it is at the school.
    pub clock: Clock,
    /// Whether sign-ins carry PKCE, and the stand asks for it.
    pub uses_pkce: bool,
}

/// A diary and a stand, both running.
#[derive(Debug)]
pub struct Demo {
    /// Where the diary is: `http://127.0.0.1:8080`.
    pub diary_url: String,
    /// The simulated portal.
    pub stand: Stand,
    /// The diary's parts.
    pub app: App,
    /// The invented staff with their passwords, to be printed at the start.
    pub staff: Vec<DemoStaff>,
    server: JoinHandle<std::io::Result<()>>,
}

/// Why a demonstration did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// An address is taken or may not be used.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The stand did not start.
    #[error("the simulated portal did not start: {0}; choose another port with --stand-port")]
    Stand(String),
    /// The database file cannot be replaced.
    #[error("the database {path} cannot be replaced: {source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A password was not hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed.
    #[error("--database: {0}")]
    Store(#[from] StoreError),
    /// The system has no random bytes to give.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A part of the protocol was set up wrongly.
    #[error("the sign-in cannot be set up: {0}")]
    Protocol(&'static str),
    /// The HTTP client was not made.
    #[error("no HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

impl Demo {
    /// Starts both.
    ///
    /// # Errors
    ///
    /// [`DemoError`]: an address that is taken, a database that cannot be written.
    pub async fn start(config: DemoConfig) -> Result<Self, DemoError> {
        let stand = gosuslugi_stand::Config::default().with_port(config.stand_port);
        let stand =
            Stand::start_with(stand).await.map_err(|error| DemoError::Stand(error.to_string()))?;
        let address = config.listen;
        let listener = TcpListener::bind(address)
            .await
            .map_err(|source| DemoError::Listen { address, source })?;
        let address =
            listener.local_addr().map_err(|source| DemoError::Listen { address, source })?;
        let diary_url = format!("http://{address}");

        let store = fresh_store(&config.database).await?;
        let today = config.clock.today();
        let records = records(today);
        store.put_records(&records).await?;
        timetable::fill(&store, &records, today).await?;
        let staff = staff::hire(&store).await?;
        let http = http::client(Vec::new(), Duration::from_secs(3))?;
        let metrics = Metrics::new();
        let consents_secret = random::ticket()?;
        let (esia, certificate) =
            esia(&stand, &diary_url, &config, http.clone(), metrics.calls.clone())?;
        let pkce = if config.uses_pkce { Pkce::Required } else { Pkce::Optional };
        stand.register(
            gosuslugi_stand::Client::new(CLIENT_ID)
                .with_certificate(certificate)
                .with_redirect_uri(esia.client.redirect_uri().as_str())
                .with_logout_url(&format!("{diary_url}/"))
                .with_pkce(pkce)
                .with_consents_secret(&consents_secret),
        );
        let platform = HttpPlatform::new(
            http,
            stand.base_url().to_owned(),
            Secret::new(consents_secret),
            metrics.calls.clone(),
        );
        let mut settings = config.settings;
        settings.hints = Some(hints(&stand, today));
        settings.cabinet_url = format!("{}/lk", stand.base_url());
        let app = App::new(Parts {
            consents: Consents::new(platform, settings.policy, settings.consent_staleness),
            register: Register::ready(&store, LookUpBy::Memory, MatchPolicy::default()).await?,
            metrics,
            gate: Gate::new(&settings.limits),
            stopping: Stopping::default(),
            clock: config.clock,
            settings,
            store,
            esia,
        });
        let serving = {
            let router = app.clone().router();
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).into_future()
        };
        let duties = duties::meet(app.clone());
        let server = tokio::spawn(async {
            tokio::select! {
                served = serving => served,
                never = duties => match never {},
            }
        });
        Ok(Self { diary_url, stand, app, staff, server })
    }

    /// Serves until the server fails or is stopped.
    ///
    /// # Errors
    ///
    /// What the server failed with.
    pub async fn run(self) -> std::io::Result<()> {
        self.server.await.unwrap_or(Ok(()))
    }
}

/// The client of the stand, with a fresh key whose certificate the stand is then given.
fn esia(
    stand: &Stand,
    diary_url: &str,
    config: &DemoConfig,
    http: reqwest::Client,
    calls: Calls,
) -> Result<(Esia, Vec<u8>), DemoError> {
    let now = config.clock.now();
    let (key, certificate) = request_key(now)?;
    let fingerprint = CertificateFingerprint::of_der(&certificate);
    let client_id = || ClientId::parse(CLIENT_ID).map_err(|_| DemoError::Protocol("client id"));
    let redirect_uri = RedirectUri::parse(&format!("{diary_url}/login/callback"))
        .map_err(|_| DemoError::Protocol("redirect address"))?;
    let scope = Scope::parse(SCOPE).map_err(|_| DemoError::Protocol("scope"))?;
    let endpoints =
        Endpoints::at(stand.base_url()).map_err(|_| DemoError::Protocol("address of the stand"))?;
    let client = Client::new(client_id()?, redirect_uri, scope, endpoints)
        .map_err(|_| DemoError::Protocol("scope without openid"))?;
    let mut keys = KeySet::new();
    keys.add_pem(stand.certificate_pem())
        .map_err(|_| DemoError::Protocol("certificate of the stand"))?;
    let issuers = Issuers::new([stand.issuer().to_owned()]);
    Ok((
        Esia {
            contour: Contour::Simulated,
            client: Arc::new(client),
            signer: Arc::new(Signer::new(
                Means::InsecureKey(Box::new(TestSigner::new(key, fingerprint, signing_entropy))),
                fingerprint,
                Duration::ZERO,
            )),
            verifier: Verifier::new(Contour::Simulated, issuers, client_id()?, keys),
            uses_pkce: config.uses_pkce,
            http,
            patience: Duration::from_secs(10),
            calls,
        },
        certificate,
    ))
}

/// A key for signing requests and its certificate, made for this run alone.
fn request_key(now: DateTime<FixedOffset>) -> Result<(SigningKey, Vec<u8>), DemoError> {
    let key =
        SigningKey::from_bytes(random::bytes()?).map_err(|_| DemoError::Protocol("signing key"))?;
    let year = TimeDelta::days(365);
    let not_after = now.checked_add_signed(year).unwrap_or(now);
    let der = certificate::self_signed(&key, "Diary demo", now, not_after, random::bytes()?)
        .map_err(|_| DemoError::Protocol("certificate"))?;
    Ok((key, der))
}

/// A database with empty tables, whatever the file held before; a server is taken as it is.
async fn fresh_store(place: &Place) -> Result<Store, DemoError> {
    let Some(path) = place.path() else { return Ok(Store::at(place).await?) };
    let failed = |source| DemoError::Database { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    for suffix in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        match std::fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(Store::at(place).await?)
}

/// Whom to try: every invented pupil and parent, with what the case shows.
fn hints(stand: &Stand, today: NaiveDate) -> Hints {
    let of = |role| {
        let people = people::people(today).into_iter().filter(move |person| person.role == role);
        people.map(move |person| Case {
            name: person.full_name(),
            shows: person.case.to_owned(),
            steps: (role == Role::Pupil)
                .then(|| format!("{}/#family-{}", stand.base_url(), person.key)),
        })
    };
    Hints {
        stand: stand.base_url().to_owned(),
        pupils: of(Role::Pupil).collect(),
        parents: of(Role::Parent).collect(),
    }
}

/// The invented journal, for tests that seed a database of their own.
#[must_use]
pub fn records(today: NaiveDate) -> Vec<Record> {
    journal::journal(today).iter().map(record).collect()
}

/// A row of the invented journal as the register keeps it.
fn record(row: &journal::JournalRow) -> Record {
    let personal = |text: &str| Personal::new(text.to_owned());
    Record {
        id: RecordId::new(row.id.to_string()),
        snils: personal(&row.snils),
        last_name: personal(&row.last_name),
        first_name: personal(&row.first_name),
        middle_name: personal(&row.middle_name),
        birth_date: personal(&row.birth_date),
        cert_series: personal(&row.cert_series),
        cert_number: personal(&row.cert_number),
        class: row.class.to_string(),
        school: String::from(SCHOOL),
        school_year: String::new(),
        enrolment: Enrolment::Active,
        pupil: None,
        version: 0,
    }
}
