//! `diary log` and `diary export-subject`: what is shown to others.

use super::keys::say;
use super::{SettingsFile, serve};
use crate::clock::Clock;
use crate::config::{Config, Keeping};
use crate::consent_log::{Openings, audit, export, head_line};
use crate::dossier;
use crate::store::Store;
use esia_core::record::RecordId;
use std::path::PathBuf;

/// What can be done with the consent log.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum LogCommand {
    /// Signs the log as it is, and writes the head
    Head(SettingsFile),
    /// Writes the log to standard output, in the form of `diaryctl verify-log`
    Export {
        /// With salts and records: for an auditor, and personal data
        #[arg(long)]
        openings: bool,
        /// Where its settings are
        #[command(flatten)]
        settings: SettingsFile,
    },
    /// Checks the log as it is kept here
    Verify(SettingsFile),
}

/// `diary export-subject`.
#[derive(Clone, Debug, clap::Args)]
pub struct SubjectArguments {
    /// The key of the pupil's record
    #[arg(long)]
    record: String,
    /// The login of the member of staff who asks for it, for the history of the desk
    #[arg(long, value_name = "LOGIN")]
    by: String,
    /// The folder of the two files
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    #[command(flatten)]
    settings: SettingsFile,
}

type Failed = Box<dyn std::error::Error>;

async fn open(settings: &SettingsFile) -> Result<(Config, Store), Failed> {
    let config = serve::read(settings)?;
    let store = Store::at(&config.database).await?;
    Ok((config, store))
}

fn keeping(config: &Config) -> Result<&Keeping, Failed> {
    config.keeping.as_ref().ok_or_else(|| "proof.key_file: missing".into())
}

/// Does it.
///
/// # Errors
///
/// Settings without a key of signing, a store that fails, a log that does not verify.
pub async fn log(command: LogCommand) -> Result<(), Failed> {
    match command {
        LogCommand::Head(settings) => {
            let (config, store) = open(&settings).await?;
            let keeping = keeping(&config)?;
            while store.order_log(&keeping.origin, 500).await? {}
            let now = Clock::system(config.zone).now();
            let head = store.sign_head(&keeping.origin, &keeping.key, now).await?;
            say(&head.map_or_else(|| "the log is empty".to_owned(), |head| head_line(&head)));
        }
        LogCommand::Export { openings, settings } => {
            let (config, store) = open(&settings).await?;
            let keeping = keeping(&config)?;
            let openings = if openings { Openings::Shown } else { Openings::LeftOut };
            let mut text = Vec::new();
            export(&store, &keeping.origin, &keeping.key, openings, &mut text).await?;
            std::io::Write::write_all(&mut std::io::stdout(), &text)?;
        }
        LogCommand::Verify(settings) => {
            let (config, store) = open(&settings).await?;
            let keeping = keeping(&config)?;
            let report = audit(&store, &keeping.origin, &keeping.key.verifier()).await?;
            say(&format!(
                "entries: {}, opened: {}, erased: {}, provable: {}",
                report.entries, report.opened, report.erased, report.provable
            ));
            if !report.is_sound() {
                return Err("the consent log does not verify; diary log export, then diaryctl \
                            verify-log says where"
                    .into());
            }
        }
    }
    Ok(())
}

/// Writes the two files.
///
/// # Errors
///
/// A login that is nobody's, a record about which nothing is kept, files that cannot be written.
pub async fn subject(arguments: SubjectArguments) -> Result<(), Failed> {
    let (config, store) = open(&arguments.settings).await?;
    if store.staff(&arguments.by).await?.is_none() {
        return Err("--by: there is no such member of staff".into());
    }
    let record = RecordId::new(arguments.record);
    let now = Clock::system(config.zone).now();
    let found = dossier::gather(&store, &record, config.esia.contour, &arguments.by, now).await?;
    if found.is_empty {
        return Err("--record: nothing is kept about it".into());
    }
    std::fs::create_dir_all(&arguments.to)?;
    for (ending, text) in [("json", found.to_json()), ("html", found.to_html())] {
        let path = arguments.to.join(format!("subject.{ending}"));
        std::fs::write(&path, text)?;
        say(&path.display().to_string());
    }
    Ok(())
}
