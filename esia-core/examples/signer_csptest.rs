//! A signer that is a command: CryptoPro's `csptest`, whose output has its bytes reversed.
//!
//! ```sh
//! cargo run -p esia-core --features cms,gost --example signer_csptest -- \
//!     /opt/cprocsp/bin/amd64/csptest CONTAINER cert.pem
//! ```
//!
//! `csptest` reads and writes files, so the text to sign stands in a private folder for the moment
//! of signing. The key stays in its container.

#[path = "support/request.rs"]
mod request;

use esia_core::protocol::cms::SigningCertificate;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::generation::Generation;
use esia_core::protocol::signer::{RequestSigner, reverse_csptest};
use esia_core::protocol::signing_input::SigningInput;
use std::error::Error;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use url::Url;

/// Signs with a key container of CryptoPro.
struct Csptest {
    program: PathBuf,
    container: String,
    certificate: CertificateFingerprint,
}

impl RequestSigner for Csptest {
    type Error = io::Error;

    fn sign(&self, input: &SigningInput) -> io::Result<Vec<u8>> {
        let folder = tempfile::tempdir()?;
        let (text, signature) = (folder.path().join("text"), folder.path().join("signature"));
        std::fs::write(&text, input.as_bytes())?;
        let status = Command::new(&self.program)
            .args(["-keyset", "-sign", "GOST12_256", "-keytype", "exchange"])
            .args(["-cont", &self.container])
            .arg("-in")
            .arg(&text)
            .arg("-out")
            .arg(&signature)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !status.success() {
            return Err(io::Error::other("csptest did not sign"));
        }
        let turned = reverse_csptest(&std::fs::read(&signature)?).map_err(io::Error::other)?;
        Ok(turned.to_vec())
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

/// The address of a request, signed with the key of this container.
///
/// # Errors
///
/// A file that cannot be read, a certificate of another kind, a `csptest` that does not sign.
pub(crate) fn run(
    program: PathBuf,
    container: String,
    certificate: PathBuf,
) -> Result<Url, Box<dyn Error>> {
    let certificate = SigningCertificate::from_pem(&std::fs::read_to_string(certificate)?)?;
    let signer = Csptest { program, container, certificate: *certificate.fingerprint() };
    request::signed(Generation::Current, &signer)
}

#[cfg(not(test))]
fn main() -> Result<(), Box<dyn Error>> {
    use std::io::Write as _;

    let mut arguments = std::env::args().skip(1);
    let (Some(program), Some(container), Some(certificate)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: signer_csptest CSPTEST CONTAINER CERTIFICATE.pem".into());
    };
    writeln!(io::stdout(), "{}", run(program.into(), container, certificate.into())?)?;
    Ok(())
}
