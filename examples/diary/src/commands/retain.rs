//! `diary retain`: what may not be kept any longer.

use super::keys::say;
use super::{SettingsFile, serve};
use crate::clock::Clock;
use crate::consent::Consents;
use crate::metrics::Metrics;
use crate::platform::HttpPlatform;
use crate::store::Store;
use crate::upkeep;

/// `diary retain`.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Say what is due, and destroy nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    settings: SettingsFile,
}

/// Destroys, or says what is due.
///
/// # Errors
///
/// Settings that cannot be used or name no key of signing, a store that fails, an act that cannot be
/// written.
pub async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = serve::read(&arguments.settings)?;
    let store = Store::at(&config.database).await?;
    let keeping = config.keeping.ok_or("proof.key_file: missing; an act names a signed head")?;
    let settings = &config.settings;
    // The platform is not asked here.
    let platform = HttpPlatform::new(
        config.consents_http,
        config.consents_url,
        config.consents_secret,
        Metrics::new().calls,
    );
    let consents = Consents::new(platform, settings.policy, settings.consent_staleness);
    let retention = upkeep::of(&keeping, config.esia.contour, settings);
    let now = Clock::system(config.zone).now();
    let done = if arguments.dry_run {
        retention.look(&store, &consents, now).await?
    } else {
        retention.run(&store, &consents, now).await?
    };
    say(&format!("pupils: {}", done.subjects));
    for (category, count) in &done.expired {
        say(&format!("{}: {count}", category.russian()));
    }
    for path in &done.documents {
        say(&path.display().to_string());
    }
    Ok(())
}
