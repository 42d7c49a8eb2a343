//! Backup and restore, with proof (rules: a copy that nobody has tried is none).
//!
//! A copy is of one moment, and so are the counts and the root of the consent log that stand beside
//! it. After a restore they must be equal, the log must verify, and nobody is signed in.

use crate::consent_log::{PublicKey, audit};
use crate::place::{Engine, Place};
use crate::store::{Fingerprint, Store, StoreError};
use consent_model::log::{Origin, Report};
use std::io;
use std::path::{Path, PathBuf};
use tokio::process::Command;
use url::Url;

/// Why there is no copy, or why one was not put back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file is in the way, or cannot be written or read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A program of PostgreSQL is not there, or failed; what it said is in the log of the server.
    #[error("{0} failed; is it of the server's version, and on the path (--postgres-bin)?")]
    Program(&'static str),
    /// There is something in the database already.
    #[error("the database is not empty; give a new one")]
    NotEmpty,
    /// The copy is not what it was when it was made.
    #[error("the copy is not whole: {0}")]
    Differs(String),
}

/// Where the programs of PostgreSQL are; `None` looks on the path.
type Programs<'a> = Option<&'a Path>;

/// Copies a database into a file that is not there yet, and writes its fingerprint beside it.
///
/// # Errors
///
/// [`BackupError`].
pub async fn backup(
    store: &Store,
    place: &Place,
    to: &Path,
    programs: Programs<'_>,
) -> Result<Fingerprint, BackupError> {
    if to.exists() {
        let source = io::Error::from(io::ErrorKind::AlreadyExists);
        return Err(BackupError::File { path: to.to_owned(), source });
    }
    let made = match place.engine() {
        Engine::Sqlite => {
            store.copy_into(&to.to_string_lossy()).await?;
            // What is proved is the copy itself.
            let copy = Place::file(to);
            Store::at(&copy).await?.fingerprint(&copy).await?
        }
        Engine::Postgres => dump(store, place, to, programs).await?,
    };
    let path = proof_of(to);
    // Flat texts and numbers cannot fail to be written.
    let text = serde_json::to_string_pretty(&made).unwrap_or_default();
    std::fs::write(&path, text).map_err(|source| BackupError::File { path, source })?;
    Ok(made)
}

/// The program and the counting see one moment, held by a transaction.
async fn dump(
    store: &Store,
    place: &Place,
    to: &Path,
    programs: Programs<'_>,
) -> Result<Fingerprint, BackupError> {
    let mut connection = store.connection().await?;
    let done = async {
        for statement in
            ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "SET LOCAL statement_timeout = 0"]
        {
            sqlx::query(statement).execute(&mut *connection).await.map_err(StoreError::from)?;
        }
        let row = sqlx::query("SELECT pg_export_snapshot() AS snapshot")
            .fetch_one(&mut *connection)
            .await
            .map_err(StoreError::from)?;
        let snapshot: String = sqlx::Row::try_get(&row, "snapshot").map_err(StoreError::from)?;
        let mut program = program("pg_dump", place, programs);
        program.args(["--format=custom", "--no-owner", "--snapshot", &snapshot, "--file"]).arg(to);
        run(program, "pg_dump").await?;
        Ok(Fingerprint::of(&mut connection, Engine::Postgres).await?)
    }
    .await;
    // The connection goes back to others: the transaction must be over, whatever came of it.
    sqlx::query("ROLLBACK").execute(&mut *connection).await.map_err(StoreError::from)?;
    done
}

/// What came of a restore.
#[derive(Debug)]
pub struct Restored {
    /// How many logins and begun sign-ins of the copy were ended.
    pub ended: u64,
    /// What the check of the consent log found; `None` where no key was given.
    pub log: Option<Report>,
}

/// Puts a copy into an empty place, proves that it is whole, and ends whatever was open.
///
/// # Errors
///
/// [`BackupError`]; what stands in the place then must not be used.
pub async fn restore(
    from: &Path,
    place: &Place,
    programs: Programs<'_>,
    log: Option<(&Origin, &PublicKey)>,
) -> Result<(Store, Restored), BackupError> {
    let path = proof_of(from);
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|source| BackupError::File { path: path.clone(), source })?;
    let expected: Fingerprint = serde_json::from_str(&text)
        .map_err(|error| BackupError::File { path, source: io::Error::from(error) })?;
    if let Some(to) = place.path() {
        if to.exists() {
            return Err(BackupError::NotEmpty);
        }
        std::fs::copy(from, to)
            .map_err(|source| BackupError::File { path: from.to_owned(), source })?;
    } else {
        if !is_empty(place).await? {
            return Err(BackupError::NotEmpty);
        }
        let mut program = program("pg_restore", place, programs);
        program.args(["--exit-on-error", "--no-owner"]).arg(from);
        run(program, "pg_restore").await?;
    }
    let store = Store::at(place).await?;
    let found = store.fingerprint(place).await?;
    if let Some(difference) = difference(&expected, &found) {
        return Err(BackupError::Differs(difference));
    }
    let ended = store.end_everything_open().await?;
    let report = match log {
        Some((origin, key)) => Some(audit(&store, origin, key).await?),
        None => None,
    };
    if report.as_ref().is_some_and(|report| !report.is_sound()) {
        return Err(BackupError::Differs(String::from("the consent log does not verify")));
    }
    Ok((store, Restored { ended, log: report }))
}

/// The first thing that is not equal. Tables that a newer version added are none of the copy's.
fn difference(expected: &Fingerprint, found: &Fingerprint) -> Option<String> {
    let differs = |(table, count): &(&String, &i64)| found.counts.get(*table) != Some(*count);
    // The table of the migrations grows with a newer version.
    let tables = expected.counts.iter().filter(|(table, _)| *table != "_sqlx_migrations");
    if let Some((table, _)) = tables.into_iter().find(differs) {
        return Some(format!("the table {table} has another number of rows"));
    }
    let is_same_log = (expected.log_size, &expected.log_root) == (found.log_size, &found.log_root);
    (!is_same_log).then(|| String::from("the consent log has another root"))
}

async fn is_empty(place: &Place) -> Result<bool, BackupError> {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(place.url().expose()).await.map_err(|_| StoreError::Open)?;
    let mut connection = pool.acquire().await.map_err(StoreError::from)?;
    let found = sqlx::query(
        "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema()",
    )
    .fetch_optional(&mut *connection)
    .await
    .map_err(StoreError::from)?;
    Ok(found.is_none())
}

/// A program of PostgreSQL for this database; the password stays out of the list of processes.
fn program(name: &str, place: &Place, programs: Programs<'_>) -> Command {
    let path = programs.map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
    let mut program = Command::new(path);
    let url = place.url();
    if let Ok(mut url) = Url::parse(url.expose()) {
        if let Some(password) = url.password() {
            let password = percent_decoded(password);
            program.env("PGPASSWORD", password);
            let _ = url.set_password(None);
        }
        program.arg("--dbname").arg(url.as_str());
    }
    program
}

fn percent_decoded(text: &str) -> String {
    let pair = format!("p={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

async fn run(mut program: Command, name: &'static str) -> Result<(), BackupError> {
    let done = program.stdin(std::process::Stdio::null()).output().await;
    if done.is_ok_and(|done| done.status.success()) {
        Ok(())
    } else {
        Err(BackupError::Program(name))
    }
}

/// `diary.copy` has its fingerprint in `diary.copy.proof.json`.
fn proof_of(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".proof.json");
    PathBuf::from(name)
}
