//! The command line: each command is a file.

pub mod backup;
pub mod demo;
pub mod export;
pub mod health;
pub mod import;
pub mod keys;
pub mod retain;
pub mod serve;
pub mod staff;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Электронный дневник со входом через Госуслуги.
///
/// Without a command: a demonstration, the diary and beside it, on loopback, the simulated portal
/// that it signs in through.
#[derive(Clone, Debug, Parser)]
#[command(name = "diary", version, after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What the demonstration may be told.
    #[command(flatten)]
    pub demo: demo::Arguments,
    /// What else is to be done.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What `diary` does beside the demonstration.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Runs one instance of the diary against an ESIA
    Serve(SettingsFile),
    /// Says what is wrong with the settings, and does nothing else
    Check(SettingsFile),
    /// Asks the instance of these settings on this machine whether it lives
    Health(SettingsFile),
    /// The school's staff
    #[command(subcommand)]
    Staff(staff::Command),
    /// The keys of the blind index and of the consent log
    #[command(subcommand)]
    Keys(keys::Command),
    /// The consent log: a head signed, the whole written out or checked
    #[command(subcommand)]
    Log(export::LogCommand),
    /// Destroys what may not be kept any longer, and writes the acts
    Retain(retain::Arguments),
    /// Writes out everything that is kept about one pupil (152-FZ art. 14)
    ExportSubject(export::SubjectArguments),
    /// Takes in bindings and consents of a former system
    Import(import::Arguments),
    /// Copies the database into a file, with a proof beside it
    Backup(backup::BackupArguments),
    /// Puts a copy into an empty database, and proves that it is whole
    Restore(backup::RestoreArguments),
}

/// `--config`.
#[derive(Clone, Debug, clap::Args)]
pub struct SettingsFile {
    /// The file of settings; without one, all of them come from the environment
    #[arg(long = "config", value_name = "FILE")]
    pub path: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
PostgreSQL:
  --database postgres://diary:PASSWORD@HOST/diary, or the same in DATABASE_URL, which keeps the
  password out of the list of processes. The tables are made and brought up to date at start.

In earnest:
  diary serve --config diary.toml, with the settings of examples/diary/diary.example.toml; the
  operator's guide is docs/operating.md. What this build cannot bring: certified means of signing
  (signer.kind = \"command\" or \"http\" calls those that you have), and an adapter to the region's
  consents platform (the trait ConsentsPlatform).";

/// What was asked for, done.
///
/// # Errors
///
/// What it failed with, as the operator reads it.
pub async fn run(cli: Cli) -> Result<(), Box<dyn std::error::Error>> {
    match cli.command {
        None => demo::run(cli.demo).await,
        Some(Command::Serve(file)) => serve::run(&file).await,
        Some(Command::Check(file)) => serve::check(&file),
        Some(Command::Health(file)) => health::run(&file).await,
        Some(Command::Staff(command)) => staff::run(command).await,
        Some(Command::Keys(command)) => keys::run(command).await,
        Some(Command::Log(command)) => export::log(command).await,
        Some(Command::Retain(arguments)) => retain::run(arguments).await,
        Some(Command::ExportSubject(arguments)) => export::subject(arguments).await,
        Some(Command::Import(arguments)) => import::run(arguments).await,
        Some(Command::Backup(arguments)) => backup::backup(arguments).await,
        Some(Command::Restore(arguments)) => backup::restore(arguments).await,
    }
}
