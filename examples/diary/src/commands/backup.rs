//! `diary backup` and `diary restore`.

use super::keys::say;
use super::{SettingsFile, serve};
use crate::backup;
use crate::store::Store;
use std::path::PathBuf;

/// `diary backup`.
#[derive(Clone, Debug, clap::Args)]
pub struct BackupArguments {
    /// The file of the copy; it must not be there yet
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Where `pg_dump` is, if not on the path
    #[arg(long, value_name = "FOLDER")]
    postgres_bin: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsFile,
}

/// `diary restore`.
#[derive(Clone, Debug, clap::Args)]
pub struct RestoreArguments {
    /// The copy; its proof is beside it
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Where `pg_restore` is, if not on the path
    #[arg(long, value_name = "FOLDER")]
    postgres_bin: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsFile,
}

/// Copies the database.
///
/// # Errors
///
/// Settings that cannot be used, a file that is there already, a program that fails.
pub async fn backup(arguments: BackupArguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = serve::read(&arguments.settings)?;
    let store = Store::at(&config.database).await?;
    let programs = arguments.postgres_bin.as_deref();
    let made = backup::backup(&store, &config.database, &arguments.to, programs).await?;
    say(&format!("consent log: {} entries, root {}", made.log_size, made.log_root));
    Ok(())
}

/// Puts a copy into the database of the settings, which must be empty.
///
/// # Errors
///
/// As for [`backup()`], and a copy that is not whole.
pub async fn restore(arguments: RestoreArguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = serve::read(&arguments.settings)?;
    let key = config.keeping.as_ref().map(|keeping| (&keeping.origin, keeping.key.verifier()));
    let log = key.as_ref().map(|(origin, key)| (*origin, key));
    let programs = arguments.postgres_bin.as_deref();
    let restored = backup::restore(&arguments.from, &config.database, programs, log).await?;
    say(&format!("whole; {} logins ended", restored.1.ended));
    match &restored.1.log {
        Some(report) => say(&format!("the consent log verifies: {} entries", report.entries)),
        None => say("the consent log was not checked: proof.key_file is missing"),
    }
    say("now run: diary retain");
    Ok(())
}
