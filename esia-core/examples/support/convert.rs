//! What every caller of `esia-core` brings: random bytes, the time, and its HTTP types.

use chrono::{DateTime, FixedOffset, Utc};
use esia_core::protocol::http::Request;

/// A request of the protocol as one of the crate `http`.
pub(crate) fn to_http(request: &Request) -> http::Result<http::Request<String>> {
    let mut parts =
        http::Request::builder().method(request.method().as_str()).uri(request.url().as_str());
    for (name, value) in request.headers() {
        parts = parts.header(*name, value);
    }
    parts.body(request.body().unwrap_or_default().to_owned())
}

/// Bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map(|()| bytes)
}

/// The clock of this machine.
#[expect(clippy::disallowed_methods, reason = "the place where the time comes in")]
pub(crate) fn now() -> DateTime<FixedOffset> {
    Utc::now().fixed_offset()
}

/// A person with a browser, on a terminal: shows the address, reads the one that came back.
#[expect(clippy::print_stdout, reason = "the conversation with the person")]
pub(crate) fn ask_on_terminal(url: &url::Url) -> String {
    println!("Open {url}\nand paste the address that the browser came back to:");
    let mut line = String::new();
    // Without a line there is no address: the next step says so.
    drop(std::io::stdin().read_line(&mut line));
    line.trim().to_owned()
}
