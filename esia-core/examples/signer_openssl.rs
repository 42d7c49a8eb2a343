//! A signer that is a command: OpenSSL with its GOST engine.
//!
//! ```sh
//! cargo run -p esia-core --features cms,gost --example signer_openssl -- key.pem cert.pem gost.cnf
//! ```
//!
//! It writes the address of a signed request in each generation. The key stays in its file; this
//! process never reads it.

#[path = "support/request.rs"]
mod request;

use esia_core::protocol::cms::{CmsSigner, SigningCertificate};
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::signer::RequestSigner;
use esia_core::protocol::signing_input::SigningInput;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use url::Url;

/// Signs with `openssl dgst`.
struct OpenSsl {
    key: PathBuf,
    /// What loads the engine (`OPENSSL_CONF`), where the system's own configuration does not.
    configuration: Option<PathBuf>,
    certificate: CertificateFingerprint,
}

impl RequestSigner for OpenSsl {
    type Error = io::Error;

    fn sign(&self, input: &SigningInput) -> io::Result<Vec<u8>> {
        let mut command = Command::new("openssl")
            .args(["dgst", "-md_gost12_256", "-sign"])
            .arg(&self.key)
            .envs(self.configuration.iter().map(|file| ("OPENSSL_CONF", file)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // The text goes through a pipe: it never stands in a list of processes or in a file.
        // Dropping the pipe ends it. A command that is gone already is told by its status.
        if let Some(mut pipe) = command.stdin.take() {
            let _ = pipe.write_all(input.as_bytes());
        }
        let output = command.wait_with_output()?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(io::Error::other("openssl did not sign: is its GOST engine configured?"))
        }
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

/// The addresses of a request in both generations, signed with this key.
///
/// # Errors
///
/// A file that cannot be read, a certificate of another kind, an OpenSSL that does not sign.
pub(crate) fn run(
    key: PathBuf,
    certificate: PathBuf,
    configuration: Option<PathBuf>,
) -> Result<[Url; 2], Box<dyn Error>> {
    let certificate = SigningCertificate::from_pem(&std::fs::read_to_string(certificate)?)?;
    let bare = OpenSsl { key, configuration, certificate: *certificate.fingerprint() };
    let current = request::signed(Generation::Current, &bare)?;
    // The same means, in a container, serves the first generation.
    let first = request::signed(Generation::V1, &CmsSigner::new(bare, certificate))?;
    Ok([current, first])
}

#[cfg(not(test))]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(key), Some(certificate)) = (arguments.next(), arguments.next()) else {
        return Err("usage: signer_openssl KEY.pem CERTIFICATE.pem [OPENSSL.cnf]".into());
    };
    for url in run(key, certificate, arguments.next())? {
        writeln!(io::stdout(), "{url}")?;
    }
    Ok(())
}
