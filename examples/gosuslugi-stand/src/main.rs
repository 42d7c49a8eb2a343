//! The stand as a program of its own.

use clap::Parser;
use gosuslugi_stand::{Client, Config, Stand};
use std::path::PathBuf;

/// A simulated ESIA and Gosuslugi on this machine; everything is in memory.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8081)]
    port: u16,
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

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let mut client = Client::new(&arguments.client_id);
    if let Some(path) = arguments.certificate {
        client = client.with_certificate(std::fs::read(path)?);
    }
    for uri in &arguments.redirect_uri {
        client = client.with_redirect_uri(uri);
    }
    for url in &arguments.logout_url {
        client = client.with_logout_url(url);
    }
    if let Some(path) = arguments.consents_secret_file {
        client = client.with_consents_secret(std::fs::read_to_string(path)?.trim());
    }
    let stand = Stand::start_with(Config::default().with_port(arguments.port)).await?;
    stand.register(client);
    tracing::info!(address = stand.base_url(), "the stand is open; stop it with Ctrl+C");
    tokio::signal::ctrl_c().await?;
    stand.stop().await;
    Ok(())
}
