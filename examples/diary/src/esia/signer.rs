//! Who signs our requests: a key in this process, a program, or a service.

use crate::http::read_bounded;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use esia_core::protocol::fingerprint::CertificateFingerprint;
use esia_core::protocol::signer::{RequestSigner, TestSigner};
use esia_core::protocol::signing_input::SigningInput;
use std::ffi::OsString;
use std::fmt;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use url::Url;

/// A signer (подпись запроса) with the certificate of its key.
///
/// What is outside of this process is waited for, so it signs on a thread that may wait.
#[derive(Debug)]
pub struct Signer {
    means: Means,
    certificate: CertificateFingerprint,
    patience: Duration,
}

/// A key in this process, with its source of entropy.
pub type KeyInMemory = TestSigner<fn() -> [u8; 32]>;

/// What signs.
pub enum Means {
    /// A key in this process: no certified means, for tests and the simulated stand alone.
    InsecureKey(Box<KeyInMemory>),
    /// A program that reads the text and writes the 64 bytes of the bare signature.
    Program(Program),
    /// A service that is sent the text and answers with the bare signature in base64url.
    Service {
        /// What asks it.
        http: reqwest::Client,
        /// Where it is.
        url: Url,
    },
}

/// A program with its arguments and what is added to its environment.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub name: OsString,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Variables beside those of this process.
    pub environment: Vec<(OsString, OsString)>,
}

impl Signer {
    /// A signer that is waited for as long as this.
    #[must_use]
    pub const fn new(
        means: Means,
        certificate: CertificateFingerprint,
        patience: Duration,
    ) -> Self {
        Self { means, certificate, patience }
    }

    /// Whether signing waits for something outside of this process.
    #[must_use]
    pub const fn waits(&self) -> bool {
        match self.means {
            Means::InsecureKey(_) => false,
            Means::Program(_) | Means::Service { .. } => true,
        }
    }

    /// Runs to its end on a thread that may wait.
    fn wait(
        &self,
        signature: impl Future<Output = Result<Vec<u8>, SignerError>>,
    ) -> Result<Vec<u8>, SignerError> {
        let bounded = async { tokio::time::timeout(self.patience, signature).await };
        tokio::runtime::Handle::current().block_on(bounded).map_err(|_| SignerError::Late)?
    }
}

impl RequestSigner for Signer {
    type Error = SignerError;

    fn sign(&self, input: &SigningInput) -> Result<Vec<u8>, SignerError> {
        match &self.means {
            Means::InsecureKey(signer) => signer.sign(input).map_err(|never| match never {}),
            Means::Program(program) => self.wait(program.sign(input.as_bytes())),
            Means::Service { http, url } => self.wait(ask(http, url, input.as_bytes().to_vec())),
        }
    }

    fn certificate_hash(&self) -> &CertificateFingerprint {
        &self.certificate
    }
}

impl Program {
    async fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignerError> {
        let mut program = Command::new(&self.name)
            .args(&self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| SignerError::NotStarted(error.kind()))?;
        // The text goes through a pipe: it never stands in a list of processes or in a file. A
        // program that is gone already is told by its status.
        if let Some(mut pipe) = program.stdin.take() {
            let _ = pipe.write_all(text).await;
        }
        match program.wait_with_output().await {
            Ok(output) if output.status.success() => Ok(output.stdout),
            Ok(_) | Err(_) => Err(SignerError::Refused),
        }
    }
}

async fn ask(http: &reqwest::Client, url: &Url, text: Vec<u8>) -> Result<Vec<u8>, SignerError> {
    let request = http.post(url.clone()).header("content-type", "text/plain; charset=utf-8");
    let response = request.body(text).send().await.map_err(|_| SignerError::Unreachable)?;
    if !response.status().is_success() {
        return Err(SignerError::Refused);
    }
    let body = read_bounded(response).await.map_err(|_| SignerError::Unreachable)?;
    URL_SAFE_NO_PAD.decode(body.trim_ascii()).map_err(|_| SignerError::Unreadable)
}

impl fmt::Debug for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InsecureKey(_) => "insecure_key",
            Self::Program(_) => "program",
            Self::Service { .. } => "service",
        })
    }
}

/// Why a signer gave no signature; it repeats neither key nor text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SignerError {
    /// The program could not be started.
    #[error("the signing program was not started: {0}")]
    NotStarted(std::io::ErrorKind),
    /// The service could not be reached.
    #[error("the signing service does not answer")]
    Unreachable,
    /// The program ended with an error, or the service answered with one.
    #[error("the signer refused")]
    Refused,
    /// The answer is no signature in base64url.
    #[error("the signer answered something else")]
    Unreadable,
    /// It took longer than it may.
    #[error("the signer took too long")]
    Late,
}
