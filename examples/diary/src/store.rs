//! What the diary keeps: SQLite in a file, or PostgreSQL behind many instances, through one small
//! interface.
//!
//! Nothing that decides is held in memory alone: the copy of the register that answers look-ups is
//! made anew when the register changes. Each file under `store/` is one table's verbs. Every
//! statement is plain SQL that both databases read alike, with `$1` for its values: there is one
//! text of each, and one set of migrations.

mod backup;
mod bindings;
mod blind;
mod cases;
mod changes;
mod consents;
mod counts;
mod dossier;
mod duties;
mod events;
mod log;
mod logins;
mod parents;
mod records;
mod retention;
mod rows;
mod sign_ins;
mod staff;
mod uploads;
mod weeks;

pub use backup::Fingerprint;
pub use bindings::{Binding, Bound};
pub use blind::{BlindVersion, READING, Retired};
pub use cases::{About, Case, CaseId, NewCase};
pub use changes::{Change, ChangeId, ChangeKind, Decided, NewChange, Proposed, Row, Status};
pub use consents::{ConsentHistory, Outcome, StoredEvent};
pub use dossier::{SECTIONS, Section, Whose};
pub use duties::{Duty, DutyKind};
pub use events::{Act, DeskEvent};
pub use log::{LogStream, LogWrite, NewLogEntry, PlacedEntry, written};
pub use logins::StoredLogin;
pub use parents::StoredFamily;
pub use records::{Enrolment, Record};
pub use retention::{Act as DestructionAct, Category, Destruction, Lives, Reason};
pub use sign_ins::{Entrance, StoredSignIn};
pub use staff::{Role, Staff};
pub use uploads::Upload;
pub use weeks::Lesson;

use crate::keyring::Keyring;
use crate::place::{Engine, Place};
use sqlx::any::{AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyPool, Connection as _, Decode, Row as _, Type};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// The diary's database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    keys: Option<Arc<Keyring>>,
}

/// How many connections to the database an instance holds.
#[derive(Clone, Copy, Debug)]
pub struct Connections {
    /// Open, and at nobody's service.
    pub idle: u32,
    /// At work.
    pub busy: u32,
    /// As many as there may be.
    pub max: u32,
}

/// Why the store did not answer. It names no value: a row may hold personal data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database did not do what it was asked: the file is locked, the disk is full.
    #[error("the database did not answer: {kind}")]
    Database {
        /// The kind of failure, without the values of the statement.
        kind: &'static str,
    },
    /// A row does not hold what this program wrote.
    #[error("a row of the table {table} cannot be read")]
    Row {
        /// The table.
        table: &'static str,
    },
    /// The register is hashed under a key that is not held here, or nothing is hashed yet.
    #[error(
        "the register is hashed under another key than is held here; give this instance every key \
         in force (diary keys list)"
    )]
    Keys,
    /// The consent log has another name than it was asked for.
    #[error("the consent log of this database was begun under another name (origin)")]
    Origin,
    /// A head of the consent log was not signed.
    #[error("the means of signing did not sign")]
    Sign,
    /// The system has no random bytes to name a row with.
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The database file cannot be made or opened, or the server does not let us in.
    #[error("the database cannot be opened; give a writable file or a server that lets us in")]
    Open,
    /// The tables cannot be brought up to date.
    #[error(
        "the tables cannot be brought up to date; was this database written by another version?"
    )]
    Migrate,
}

/// The columns of a row that this program wrote.
#[derive(Clone, Copy)]
struct Columns<'r> {
    row: &'r AnyRow,
    table: &'static str,
}

impl<'r> Columns<'r> {
    const fn new(row: &'r AnyRow, table: &'static str) -> Self {
        Self { row, table }
    }

    fn get<T: Decode<'r, Any> + Type<Any>>(self, column: &str) -> Result<T, StoreError> {
        self.row.try_get(column).map_err(|_| self.unreadable())
    }

    /// What a word of the column means; a word that no version wrote cannot be read.
    fn word<T>(self, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, StoreError> {
        let word: String = self.get(column)?;
        parse(&word).ok_or_else(|| self.unreadable())
    }

    const fn unreadable(self) -> StoreError {
        StoreError::Row { table: self.table }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "an open enum of another crate")]
        let kind = match error {
            sqlx::Error::Database(error) => refusal(error.code().as_deref()),
            sqlx::Error::PoolTimedOut => "busy",
            sqlx::Error::Io(_) => "input or output failed",
            _ => "failed",
        };
        Self::Database { kind }
    }
}

/// What a database refuses with, where an operator can do something about it: a code of SQLite, or a
/// class of PostgreSQL's.
fn refusal(code: Option<&str>) -> &'static str {
    match code.unwrap_or_default() {
        "13" | "778" | "53100" => "it cannot write; is the disk full?",
        "5" | "261" | "517" | "55P03" => "somebody else holds a lock",
        "8" | "25006" => "it may only be read",
        _ => "refused",
    }
}

impl Store {
    /// Opens the database file, makes it where it is missing, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`] or [`StoreError::Migrate`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::at(&Place::file(path)).await
    }

    /// Opens the database at a place, and brings its tables up to date. Instances that start
    /// together wait for each other.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`] or [`StoreError::Migrate`].
    pub async fn at(place: &Place) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let mut tries: u32 = 1;
        loop {
            match Self::try_at(place).await {
                // A server makes them wait; of a file one gets the lock and the others an error.
                Err(_) if place.engine() == Engine::Sqlite && tries < START_TRIES => {
                    tries = tries.saturating_add(1);
                    tokio::time::sleep(START_PAUSE).await;
                }
                done => return done,
            }
        }
    }

    async fn try_at(place: &Place) -> Result<Self, StoreError> {
        let preparations = place.preparations();
        let pool = AnyPoolOptions::new()
            .max_connections(place.connections_max())
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(|connection, usage| {
                Box::pin(async move {
                    if usage.idle_for > TESTED_FOR {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    for statement in preparations {
                        sqlx::query(*statement).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            })
            .connect(place.url().expose())
            .await
            .map_err(|_| StoreError::Open)?;
        sqlx::migrate!("./migrations").run(&pool).await.map_err(|_| StoreError::Migrate)?;
        Ok(Self { pool, keys: None })
    }

    /// The store with the keys of the blind index, which it then keeps in step with the register.
    #[must_use]
    pub fn with_keys(self, keys: Keyring) -> Self {
        Self { keys: Some(Arc::new(keys)), ..self }
    }

    /// The connections of this instance, for the metrics.
    #[must_use]
    pub fn connections(&self) -> Connections {
        let idle = u32::try_from(self.pool.num_idle()).unwrap_or(u32::MAX);
        let busy = self.pool.size().saturating_sub(idle);
        Connections { idle, busy, max: self.pool.options().get_max_connections() }
    }

    /// Whether the database answers, for `/readyz`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let asked = tokio::time::timeout(PATIENCE, async {
            let mut connection = self.pool.acquire().await?;
            match connection.backend_name() {
                // A file that somebody holds can still be read, and nobody be signed in.
                "SQLite" => {
                    drop(connection);
                    self.pool.begin_with("BEGIN IMMEDIATE").await?.rollback().await
                }
                _ => sqlx::query("SELECT 1").execute(&mut *connection).await.map(drop),
            }
        });
        Ok(asked.await.map_err(|_| sqlx::Error::PoolTimedOut)??)
    }
}

/// How long a request waits for a connection before the person is told to try again later.
const PATIENCE: Duration = Duration::from_secs(5);

/// For how long a connection counts as alive that was tested when it was given back, as each is: to
/// test it at once again would cost as much as most statements.
const TESTED_FOR: Duration = Duration::from_secs(1);

/// How often, and after what pause, a file is opened that another instance is just making.
const START_TRIES: u32 = 20;
const START_PAUSE: Duration = Duration::from_millis(100);
