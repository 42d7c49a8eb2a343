//! Sending a request of the protocol, and taking its reply in, up to a bound.

use super::EsiaError;
use esia_core::protocol::http::{MAX_BODY, Method, Reply, Request};
use std::time::Duration;

/// How long one request to ESIA may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a request to exactly its address.
///
/// # Errors
///
/// [`EsiaError::Unreachable`] where no whole reply came in time.
pub(super) async fn send(client: &reqwest::Client, request: &Request) -> Result<Reply, EsiaError> {
    let method = match request.method() {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    };
    let mut builder = client.request(method, request.url().clone()).timeout(PATIENCE);
    for (name, value) in request.headers() {
        builder = builder.header(*name, value);
    }
    if let Some(body) = request.body() {
        builder = builder.body(body.to_owned());
    }
    let mut response = builder.send().await.map_err(|_| EsiaError::Unreachable)?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|_| EsiaError::Unreachable)? {
        body.extend_from_slice(&part);
        if body.len() > MAX_BODY {
            // The reader refuses a body of this size; there is no need to take the rest in.
            break;
        }
    }
    Ok(Reply::new(status, body))
}
