//! The stand as a program of its own.

use clap::Parser;
use gosuslugi_stand::{Client, Config, EXAMPLE, Stand};
use std::path::PathBuf;

/// A simulated ESIA and Gosuslugi on this machine; everything is in memory.
#[derive(Debug, Parser)]
#[command(version, after_long_help = EXAMPLE)]
struct Arguments {
    /// File of settings in TOML; an example is shown below.
    #[arg(long, conflicts_with_all = ["client_id", "certificate", "redirect_uri", "logout_url",
        "consents_secret_file"])]
    config: Option<PathBuf>,
    /// Port on 127.0.0.1, in place of the file's or of 8081.
    #[arg(long)]
    port: Option<u16>,
    /// Mnemonic of the information system.
    #[arg(long, default_value = "ELSH01721")]
    client_id: String,
    /// Its certificate for signing requests, in DER; without one no code request is accepted.
    #[arg(long)]
    certificate: Option<PathBuf>,
    /// Its return address; may be given several times.
    #[arg(long, default_value = "http://127.0.0.1:8080/login/callback")]
    redirect_uri: Vec<String>,
    /// Its address after sign-out; may be given several times.
    #[arg(long, default_value = "http://127.0.0.1:8080/")]
    logout_url: Vec<String>,
    /// File with its secret for the consents platform.
    #[arg(long)]
    consents_secret_file: Option<PathBuf>,
}

impl Arguments {
    fn config(self) -> Result<Config, Box<dyn std::error::Error>> {
        let config = match &self.config {
            Some(path) => {
                let name = path.display();
                Config::read(path).map_err(|error| format!("{name}: {error}"))?
            }
            None => Config::default().with_port(DEFAULT_PORT).with_client(self.client()?),
        };
        Ok(match self.port {
            Some(port) => config.with_port(port),
            None => config,
        })
    }

    fn client(&self) -> std::io::Result<Client> {
        let mut client = Client::new(&self.client_id);
        if let Some(path) = &self.certificate {
            client = client.with_certificate(std::fs::read(path)?);
        }
        for uri in &self.redirect_uri {
            client = client.with_redirect_uri(uri);
        }
        for url in &self.logout_url {
            client = client.with_logout_url(url);
        }
        if let Some(path) = &self.consents_secret_file {
            client = client.with_consents_secret(std::fs::read_to_string(path)?.trim());
        }
        Ok(client)
    }
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let stand = Stand::start_with(arguments.config()?).await?;
    tracing::info!(address = stand.base_url(), "the stand is open; stop it with Ctrl+C");
    tokio::signal::ctrl_c().await?;
    stand.stop().await;
    Ok(())
}

const DEFAULT_PORT: u16 = 8081;
