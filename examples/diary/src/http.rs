//! Taking a reply in, up to a bound: whoever answers may be mistaken or hostile.

use esia_core::protocol::http::MAX_BODY;

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
