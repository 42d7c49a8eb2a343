//! `diary keys`: keys made, put in force and out of it.

use super::{SettingsFile, serve};
use crate::random;
use crate::register::BATCH;
use crate::store::{Retired, Store};
use consent_model::log::to_hex;
use esia_matching::blind::KeyVersion;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What can be done to keys.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Makes a key of the blind index: a new file, for every instance
    New {
        /// Its version: higher than those before it
        #[arg(long)]
        version: u32,
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Makes a key that signs the heads of the consent log
    Sign {
        /// The file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Says which versions are in force, and which of them look-ups may go by
    List(SettingsFile),
    /// Puts a version in force that every instance has, and hashes the register under it
    Begin {
        /// The version
        version: u32,
        /// Where its settings are
        #[command(flatten)]
        settings: SettingsFile,
    },
    /// Takes a version out of force and drops its digests
    Retire {
        /// The version
        version: u32,
        /// Where its settings are
        #[command(flatten)]
        settings: SettingsFile,
    },
}

/// Does it.
///
/// # Errors
///
/// A file that is there already, settings that cannot be used, a store that fails.
pub async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    match command {
        Command::New { version, to } => make(&to, &format!("{version}:")),
        Command::Sign { to } => make(&to, ""),
        Command::List(settings) => {
            for version in store(&settings).await?.blind_versions().await? {
                let state = if version.is_complete { "complete" } else { "filling" };
                say(&format!("{} {state}", version.version));
            }
            Ok(())
        }
        Command::Begin { version, settings } => {
            let store = store(&settings).await?;
            store.check_keys().await?;
            store.begin_key(KeyVersion(version)).await?;
            while store.fill_blind_index(BATCH).await? {}
            say("complete");
            Ok(())
        }
        Command::Retire { version, settings } => {
            match store(&settings).await?.retire_key(KeyVersion(version)).await? {
                Retired::Done => say("retired"),
                Retired::Unknown => return Err("there is no such version".into()),
                Retired::Needed => return Err("no other version is complete".into()),
            }
            Ok(())
        }
    }
}

async fn store(settings: &SettingsFile) -> Result<Store, Box<dyn std::error::Error>> {
    let config = serve::read(settings)?;
    let store = Store::at(&config.database).await?;
    Ok(match config.keys {
        Some(keys) => store.with_keys(keys),
        None => store,
    })
}

fn make(path: &Path, beginning: &str) -> Result<(), Box<dyn std::error::Error>> {
    let key = Zeroizing::new(random::bytes::<32>()?);
    let text = Zeroizing::new(format!("{beginning}{}\n", to_hex(&*key)));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let told = |error| format!("{}: {error}", path.display());
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(told)?;
    Ok(())
}

pub(super) fn say(line: &str) {
    #[expect(clippy::print_stdout, reason = "a place that speaks to the operator")]
    {
        println!("{line}");
    }
}
