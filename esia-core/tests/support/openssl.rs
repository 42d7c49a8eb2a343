//! OpenSSL with its GOST engine, in a folder of its own: an implementation that shares no code
//! with ours.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// What is signed: the text of a request, with letters beyond ASCII in it.
pub(crate) const MESSAGE: &[u8] = "openid fullname2026.11.22 10:00:00 +0000ELSH01школа".as_bytes();

/// The configuration that loads the engine (esia-protocol.md 4.4).
const CONFIGURATION: &str = "openssl_conf = o
[o]
engines = e
[e]
gost = g
[g]
default_algorithms = ALL
[req]
distinguished_name = d
[d]
";

/// A folder in which OpenSSL works.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().unwrap());
        folder.write("gost.cnf", CONFIGURATION.as_bytes());
        folder.write("message", MESSAGE);
        let engine = folder.run(&["dgst", "-md_gost12_256", "message"]);
        assert!(
            engine.status.success(),
            "OpenSSL has no GOST engine: install `openssl` and `libengine-gost-openssl` \
             (the names of Debian and Ubuntu), then run this test again"
        );
        folder
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.root().join(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.root().join(name)).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new("openssl")
            .args(arguments)
            .current_dir(self.root())
            .env("OPENSSL_CONF", "gost.cnf")
            .output()
            .unwrap_or_else(|_| panic!("no `openssl` to run: install it and its GOST engine"))
    }

    /// Runs a command that has to succeed; its standard output.
    pub(crate) fn openssl(&self, command: &str) -> Vec<u8> {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = self.run(&arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {command}: {errors}");
        output.stdout
    }

    /// A key, a certificate and a signature of the message, all by OpenSSL.
    pub(crate) fn made_by_openssl(parameter_set: &str) -> Self {
        let folder = Self::new();
        folder.openssl(&format!(
            "genpkey -algorithm gost2012_256 -pkeyopt paramset:{parameter_set} -out key.pem"
        ));
        folder.openssl(
            "req -new -x509 -md_gost12_256 -key key.pem -days 30 -subj /CN=test -out cert.pem",
        );
        folder.openssl("x509 -in cert.pem -outform DER -out cert.der");
        folder.openssl("pkey -in key.pem -pubout -outform DER -out public.der");
        folder.openssl("dgst -md_gost12_256 -sign key.pem -out signature message");
        folder
    }
}

/// The same bytes with one bit changed in the byte `at`.
pub(crate) fn spoiled(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    *bytes.get_mut(at).unwrap() ^= 1;
    bytes
}
