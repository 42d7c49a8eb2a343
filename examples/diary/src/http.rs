//! Asking others over HTTP, and taking a reply in up to a bound: whoever answers may be mistaken or
//! hostile.

use esia_core::protocol::http::MAX_BODY;
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client};
use std::time::Duration;

/// A client that goes where it is sent and nowhere else: no redirect, no proxy of the environment.
///
/// With `roots` it trusts these alone; without any, those of the system.
///
/// # Errors
///
/// A root that is no certificate, or a system that has none.
pub fn client(roots: Vec<Certificate>, connect: Duration) -> Result<Client, reqwest::Error> {
    let client = Client::builder().redirect(Policy::none()).no_proxy().connect_timeout(connect);
    if roots.is_empty() { client.build() } else { client.tls_certs_only(roots).build() }
}

/// The body, or as much of it as shows that it is too long to be read.
///
/// # Errors
///
/// What the connection failed with.
pub async fn read_bounded(mut response: reqwest::Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await? {
        body.extend_from_slice(&part);
        if body.len() > MAX_BODY {
            break;
        }
    }
    Ok(body)
}
