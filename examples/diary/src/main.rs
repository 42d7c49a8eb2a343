//! `diary`: the demonstration, an instance, and what an operator does.

use clap::Parser as _;
use diary::commands::{self, Cli, Command};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // An instance is told by its settings how to log.
    if !matches!(cli.command, Some(Command::Serve(_))) {
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    }
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a place that speaks to the operator")]
            {
                eprintln!("diary: {error}");
            }
            ExitCode::from(2)
        }
    }
}
