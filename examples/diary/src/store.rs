//! What the diary keeps: SQLite, through one small interface.
//!
//! Nothing that decides is held in memory alone: the copy of the register that answers look-ups is
//! made anew when the register changes. Each file under `store/` is one table's verbs.

mod bindings;
mod consents;
mod logins;
mod records;
mod sign_ins;

pub use bindings::{Binding, Bound};
pub use consents::{ConsentHistory, StoredEvent};
pub use logins::StoredLogin;
pub use records::Record;
pub use sign_ins::StoredSignIn;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use std::path::Path;

/// The diary's database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
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
    /// The database file cannot be made or opened.
    #[error("the database file cannot be opened; give a writable place with --database")]
    Open,
    /// The tables cannot be brought up to date.
    #[error("the tables cannot be brought up to date; was this file written by another version?")]
    Migrate,
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "an open enum of another crate")]
        let kind = match error {
            sqlx::Error::Database(_) => "refused",
            sqlx::Error::PoolTimedOut => "busy",
            sqlx::Error::Io(_) => "input or output failed",
            _ => "failed",
        };
        Self::Database { kind }
    }
}

impl Store {
    /// Opens the database file, makes it where it is missing, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// [`StoreError::Open`] or [`StoreError::Migrate`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(|_| StoreError::Open)?;
        sqlx::migrate!("./migrations").run(&pool).await.map_err(|_| StoreError::Migrate)?;
        Ok(Self { pool })
    }

    /// Whether the database answers, for `/readyz`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }
}
