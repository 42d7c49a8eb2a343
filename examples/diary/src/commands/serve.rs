//! `diary serve`: one instance; `diary check`: its settings alone.

use super::SettingsFile;
use crate::config::{Config, ConfigError, Log, LogFormat};
use crate::instance::Instance;
use tracing::Level;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Runs an instance until it is told to stop.
///
/// # Errors
///
/// Settings that cannot be used, an address that is taken, a database that cannot be opened.
pub async fn run(file: &SettingsFile) -> Result<(), Box<dyn std::error::Error>> {
    let config = read(file)?;
    log(&config.log);
    let instance = Instance::start(config).await?;
    if let Some(address) = instance.metrics_address() {
        tracing::info!(kind = "metrics", %address);
    }
    announce(&instance);
    instance.run().await?;
    Ok(())
}

/// Reads the settings and everything that they name, and says so.
///
/// # Errors
///
/// [`ConfigError`], with everything that is wrong.
pub fn check(file: &SettingsFile) -> Result<(), Box<dyn std::error::Error>> {
    read(file)?;
    #[expect(clippy::print_stdout, reason = "a place that speaks to the operator")]
    {
        println!("the settings can be used");
    }
    Ok(())
}

/// The settings of a file with the environment of this process over it.
///
/// # Errors
///
/// [`ConfigError`], with everything that is wrong.
pub fn read(file: &SettingsFile) -> Result<Config, ConfigError> {
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    Config::read(file.path.as_deref(), environment)
}

/// Logs go to standard error, so that what a command answers stands alone. Whatever the filter says,
/// libraries are heard from `info` on: below that a client logs addresses, which name people (T-15).
fn log(log: &Log) {
    let calm = filter_fn(|it| *it.level() <= Level::INFO || it.target().starts_with("diary"));
    let lines = layer().with_writer(std::io::stderr);
    let lines = match log.format {
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
        LogFormat::Text => lines.with_ansi(false).boxed(),
    };
    let filter = EnvFilter::new(&log.filter);
    tracing_subscriber::registry().with(filter).with(lines.with_filter(calm)).init();
    // What a panic says may hold a value; where it happened does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(kind = "panic", place);
    }));
}

fn announce(instance: &Instance) {
    #[expect(clippy::print_stdout, reason = "a place that speaks to the operator")]
    {
        println!("listening on {}", instance.address);
    }
}
