//! `diary health`: whether the instance of these settings lives, for a container's own check.

use super::{SettingsFile, serve};
use crate::http;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// Asks `/healthz` on this machine.
///
/// # Errors
///
/// Settings that cannot be used, or an instance that does not answer or says no.
pub async fn run(file: &SettingsFile) -> Result<(), Box<dyn std::error::Error>> {
    let address = on_this_machine(serve::read(file)?.listen);
    let http = http::client(Vec::new(), PATIENCE)?;
    let answer = http.get(format!("http://{address}/healthz")).timeout(PATIENCE).send().await;
    let status = answer.map_err(|_| format!("{address} does not answer"))?.status();
    if status.is_success() { Ok(()) } else { Err(format!("{address} answers {status}").into()) }
}

/// How long it is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whoever listens everywhere listens on loopback too.
fn on_this_machine(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    SocketAddr::new(ip, listen.port())
}
