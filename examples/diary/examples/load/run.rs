//! One load: a crowd, a portal, a database, and runs with so many instances.

mod cpu;
mod floor;
mod instance;
mod journal;
mod outcome;
mod people;
mod visit;

pub(crate) use outcome::{HEADER, Outcome};

use diary::clock::Clock;
use diary::demo::CLIENT_ID;
use diary::place::{Engine, Place};
use diary::random;
use diary::store::Store;
use esia_core::protocol::key_set::TokenAlgorithm;
use floor::Floor;
use gosuslugi_stand::{Client, Config, Pkce, Stand};
use indicatif::ProgressBar;
use instance::{Instance, Settings};
use people::Known;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use visit::Ground;

/// Why a load came to nothing.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What is to be done.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The same seed makes the same pupils.
    pub(crate) seed: u64,
    /// How many records the journal has.
    pub(crate) journal: u64,
    /// How many pupils sign in, in each run.
    pub(crate) pupils: usize,
    /// How many of them begin within a second.
    pub(crate) rate: u32,
    /// How many instances share the database: a run for each number.
    pub(crate) instances: Vec<u8>,
    /// The database; without one, a temporary file.
    pub(crate) database: Option<Place>,
    /// What the portal signs its tokens with.
    pub(crate) tokens: TokenAlgorithm,
    /// The program `diary`.
    pub(crate) diary: PathBuf,
}

impl Plan {
    /// Who signs in before anything is counted: connections are made, code is paged in.
    fn warm_up(&self) -> usize {
        (self.pupils / 10).clamp(1, 100)
    }

    /// One more is for the floor.
    fn pupils_in_all(&self) -> usize {
        let in_a_run = self.pupils.saturating_add(self.warm_up());
        in_a_run.saturating_mul(self.instances.len()).saturating_add(1)
    }
}

/// Everything but the instances.
#[derive(Debug)]
pub(crate) struct Load {
    settings: Settings,
    stand: Arc<Stand>,
    floor: Floor,
    database: Place,
    /// Who has not signed in yet.
    waiting: std::vec::IntoIter<Known>,
    folder: TempDir,
}

impl Load {
    /// Invents the crowd, fills the journal, opens the portal.
    ///
    /// # Errors
    ///
    /// A journal too small for the pupils, a database that is not empty, a system that fails.
    pub(crate) async fn prepare(plan: &Plan, bar: &ProgressBar) -> Result<Self, Failure> {
        let folder = tempfile::tempdir()?;
        let database = match &plan.database {
            Some(place) => place.clone(),
            None => Place::file(&folder.path().join("diary.db")),
        };
        let zone = chrono::FixedOffset::east_opt(ZONE_SECONDS).ok_or("no such zone")?;
        let clock = Clock::system(zone);
        bar.set_message("the journal is filled");
        let (known, citizens) = people::choose(plan, clock.today())?;
        let store = Store::at(&database).await?;
        journal::fill(&store, &database, plan, clock.today(), bar).await?;

        bar.set_message("the portal opens");
        let (key, certificate) = floor::key(clock.now())?;
        let secret = random::ticket()?;
        let stand = Stand::start_with(Config::default().with_people(citizens)).await?;
        stand.register(
            Client::new(CLIENT_ID)
                .with_certificate(certificate.clone())
                .with_redirect_uri(&format!("{PUBLIC}/login/callback"))
                .with_pkce(Pkce::Required)
                .with_token_algorithm(plan.tokens)
                .with_consents_secret(&secret),
        );
        let settings =
            Settings::write(folder.path(), &stand, &database, &key, &certificate, &secret)?;
        let mut waiting = known.into_iter();
        let first = waiting.next().ok_or("nobody to sign in")?;
        let floor = Floor::listen(&stand, key, &certificate, first.key, clock.now()).await?;
        Ok(Self { settings, stand: Arc::new(stand), floor, database, waiting, folder })
    }

    /// Starts so many instances, signs the pupils in and stops the instances.
    ///
    /// # Errors
    ///
    /// An instance that does not start or has ended, a system that fails. A sign-in that fails is
    /// counted, and no error.
    pub(crate) async fn run(
        &mut self,
        plan: &Plan,
        instances: u8,
        bar: &ProgressBar,
    ) -> Result<Outcome, Failure> {
        bar.set_message(format!("{instances} instances start"));
        let started: Vec<Instance> = (0..instances)
            .map(|number| self.settings.start(&plan.diary, &format!("{instances}-{number}")))
            .collect::<Result<_, _>>()?;
        let ground = Arc::new(Ground {
            http: visit::browser()?,
            instances: started.iter().map(|instance| instance.url.clone()).collect(),
            stand: self.stand.clone(),
        });
        let server = match self.database.engine() {
            Engine::Sqlite => None,
            Engine::Postgres => Some(cpu::Server::of(&self.database).await?),
        };
        let first: Vec<Known> = self.waiting.by_ref().take(plan.warm_up()).collect();
        let warmed = visit::all(&ground, first, plan.rate, bar).await;
        let before = self.floor.cost()?;
        let counted = |started: &[Instance]| -> Result<Duration, Failure> {
            started.iter().map(|it| cpu::of_process(it.id())).sum()
        };
        let (diary, database) = (counted(&started)?, server.map(cpu::Server::used).transpose()?);
        let pupils: Vec<Known> = self.waiting.by_ref().take(plan.pupils).collect();
        let visits = visit::all(&ground, pupils, plan.rate, bar).await;
        let used = counted(&started)?.saturating_sub(diary);
        let server = match (server, database) {
            (Some(server), Some(before)) => Some(server.used()?.saturating_sub(before)),
            (Some(_) | None, _) => None,
        };
        let after = self.floor.cost()?;
        if warmed.trouble().count() == plan.warm_up() {
            return Err(format!("nobody gets in; see {}", self.kept().display()).into());
        }
        Ok(Outcome {
            instances,
            journal: plan.journal,
            rate: plan.rate,
            visits,
            floor: before.saturating_add(after).checked_div(2).unwrap_or_default(),
            diary: used,
            server,
        })
    }

    /// The folder of the settings and the logs, which then outlives this program.
    pub(crate) fn kept(&mut self) -> &Path {
        self.folder.disable_cleanup(true);
        self.folder.path()
    }
}

/// Where browsers find the diary, whichever instance answers them: nobody listens there.
const PUBLIC: &str = "http://127.0.0.1:9";

/// Moscow.
const ZONE_SECONDS: i32 = 3 * 3600;
