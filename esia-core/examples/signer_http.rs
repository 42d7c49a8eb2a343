//! A signer that is a service: the key is behind HTTP, on this machine or in a device.
//!
//! ```sh
//! cargo run -p esia-core --features cms,gost --example signer_http -- 127.0.0.1:3037 cert.pem
//! ```
//!
//! The service takes the text as the body of `POST /sign` and answers with the bare signature in
//! base64url. Whoever may call it may sign: it belongs on loopback or behind mutual TLS.

#[path = "support/request.rs"]
mod request;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::protocol::cms::SigningCertificate;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::signer::RequestSigner;
use esia_core::protocol::signing_input::SigningInput;
use std::error::Error;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Signs at a service.
struct Service {
    address: SocketAddr,
    certificate: CertificateFingerprint,
}

/// A service that does not answer is a failure, not a wait.
const PATIENCE: Duration = Duration::from_secs(5);
/// An answer is a signature and some headers.
const MAX_ANSWER: u64 = 16 * 1024;

impl RequestSigner for Service {
    type Error = io::Error;

    fn sign(&self, input: &SigningInput) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let text = input.as_bytes();
        write!(
            stream,
            "POST /sign HTTP/1.1\r\nHost: {}\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            text.len()
        )?;
        stream.write_all(text)?;
        let mut answer = String::new();
        stream.take(MAX_ANSWER).read_to_string(&mut answer)?;
        let refused = || io::Error::other("the service did not sign");
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(refused)?;
        if !head.starts_with("HTTP/1.1 200 ") {
            return Err(refused());
        }
        URL_SAFE_NO_PAD.decode(body.trim()).map_err(|_| refused())
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

/// The address of a request, signed by the service.
///
/// # Errors
///
/// A file that cannot be read, a certificate of another kind, a service that does not sign.
pub(crate) fn run(address: SocketAddr, certificate: PathBuf) -> Result<Url, Box<dyn Error>> {
    let certificate = SigningCertificate::from_pem(&std::fs::read_to_string(certificate)?)?;
    let signer = Service { address, certificate: *certificate.fingerprint() };
    request::signed(Generation::Current, &signer)
}

#[cfg(not(test))]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(certificate)) = (arguments.next(), arguments.next()) else {
        return Err("usage: signer_http ADDRESS:PORT CERTIFICATE.pem".into());
    };
    writeln!(io::stdout(), "{}", run(address.parse()?, certificate.into())?)?;
    Ok(())
}
