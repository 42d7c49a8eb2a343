//! `diary serve`: one instance; `diary check`: its settings alone.

use super::SettingsFile;
use crate::config::{Config, ConfigError, Log, LogFormat};
use crate::instance::Instance;
use tracing_subscriber::EnvFilter;

/// Runs an instance until it is told to stop.
///
/// # Errors
///
/// Settings that cannot be used, an address that is taken, a database that cannot be opened.
pub async fn run(file: &SettingsFile) -> Result<(), Box<dyn std::error::Error>> {
    let config = read(file)?;
    log(&config.log);
    let instance = Instance::start(config).await?;
    announce(&instance.address.to_string());
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

/// Logs go to standard error, so that what a command answers stands alone.
fn log(log: &Log) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(&log.filter))
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => lines.json().flatten_event(true).init(),
        LogFormat::Text => lines.with_ansi(false).init(),
    }
}

fn announce(address: &str) {
    #[expect(clippy::print_stdout, reason = "a place that speaks to the operator")]
    {
        println!("listening on {address}");
    }
}
