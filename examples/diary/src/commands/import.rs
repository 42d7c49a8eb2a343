//! `diary import`: bindings and consents of a former system.

use super::keys::say;
use super::{SettingsFile, serve};
use crate::clock::Clock;
use crate::consent::Consents;
use crate::import::Import;
use crate::metrics::Metrics;
use crate::platform::HttpPlatform;
use crate::register::Register;
use crate::store::Store;
use esia_matching::policy::MatchPolicy;
use std::path::PathBuf;

/// `diary import`.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// The file: JSON Lines in the form of docs/keeping.md
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// The name of the former system; it stands in the history of each consent
    #[arg(long)]
    source: String,
    /// Say what would come of it, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    settings: SettingsFile,
}

/// Takes the file in; the lines that are refused are told, each with its reason.
///
/// # Errors
///
/// A file or settings that cannot be used, a store that fails.
pub async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = serve::read(&arguments.settings)?;
    let text = std::fs::read_to_string(&arguments.from)
        .map_err(|error| format!("{}: {error}", arguments.from.display()))?;
    let store = Store::at(&config.database).await?;
    let store = match config.keys {
        Some(keys) => store.with_keys(keys),
        None => store,
    };
    let register = Register::ready(&store, config.lookup, MatchPolicy::default()).await?;
    // The platform is not asked here.
    let platform = HttpPlatform::new(
        config.consents_http,
        config.consents_url,
        config.consents_secret,
        Metrics::new().calls,
    );
    let settings = &config.settings;
    let import = Import {
        store: &store,
        register: &register,
        consents: &Consents::new(platform, settings.policy, settings.consent_staleness),
        contour: config.esia.contour,
        source: &arguments.source,
        is_dry_run: arguments.dry_run,
    };
    let done = import.run(&text, Clock::system(config.zone).now()).await?;
    for (line, reason) in &done.refused {
        say(&format!("line {line}: {reason}"));
    }
    let (bindings, consents) = (done.bindings, done.consents);
    let (again, refused) = (done.again, done.refused.len());
    say(&format!("bindings: {bindings}, consents: {consents}, again: {again}, refused: {refused}"));
    Ok(())
}
