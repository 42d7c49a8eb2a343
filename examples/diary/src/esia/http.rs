//! Sending a request of the protocol.

use super::EsiaError;
use crate::http::read_bounded;
use esia_core::protocol::http::{Method, Reply, Request};
use reqwest::header::CONTENT_TYPE;
use std::time::Duration;

/// Sends a request to exactly its address.
///
/// # Errors
///
/// [`EsiaError::Unreachable`] where no whole reply came in time.
pub(super) async fn send(
    client: &reqwest::Client,
    request: &Request,
    patience: Duration,
) -> Result<Reply, EsiaError> {
    let method = match request.method() {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    };
    let mut builder = client.request(method, request.url().clone()).timeout(patience);
    for (name, value) in request.headers() {
        builder = builder.header(*name, value);
    }
    if let Some(body) = request.body() {
        builder = builder.body(body.to_owned());
    }
    let response = builder.send().await.map_err(|_| EsiaError::Unreachable)?;
    let status = response.status().as_u16();
    let content_type = response.headers().get(CONTENT_TYPE).cloned();
    let body = read_bounded(response).await.map_err(|_| EsiaError::Unreachable)?;
    let reply = Reply::new(status, body);
    Ok(match content_type {
        // What is not even text is no content type that was asked for.
        Some(kind) => reply.with_content_type(kind.to_str().unwrap_or_default()),
        None => reply,
    })
}
