//! Instances: processes of `diary serve` with one file of settings.

use super::{Failure, PUBLIC};
use diary::demo::CLIENT_ID;
use diary::place::Place;
use esia_core::protocol::gost::SigningKey;
use gosuslugi_stand::Stand;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The settings that all instances share, in a folder with what they name.
#[derive(Debug)]
pub(crate) struct Settings {
    folder: PathBuf,
}

impl Settings {
    /// Writes them; everything that is not said is as an operator would have it.
    pub(crate) fn write(
        folder: &Path,
        stand: &Stand,
        database: &Place,
        key: &SigningKey,
        certificate: &[u8],
        secret: &str,
    ) -> Result<Self, Failure> {
        let settings = Self { folder: folder.to_owned() };
        let mut certificates = Vec::new();
        for (der, number) in stand.certificates_der().zip(0..) {
            let name = format!("esia-{number}.der");
            settings.put(&name, der)?;
            certificates.push(format!("\"{name}\""));
        }
        settings.put("client.der", certificate)?;
        settings.put("client.key.pem", key.to_pkcs8_pem()?.expose().as_bytes())?;
        settings.put("consents.secret", secret.as_bytes())?;
        let (stand, certificates) = (stand.base_url(), certificates.join(", "));
        let database = match database.path() {
            Some(path) => path.display().to_string(),
            None => database.url().expose().to_owned(),
        };
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\npublic_url = \"{PUBLIC}\"\ndrain_seconds = 0\n\
             [database]\nurl = \"{database}\"\n\
             [esia]\ncontour = \"simulated\"\nbase_url = \"{stand}\"\nclient_id = \"{CLIENT_ID}\"\n\
             provider_certificate_files = [{certificates}]\ncertificate_file = \"client.der\"\n\
             [signer]\nkind = \"insecure_key\"\nkey_file = \"client.key.pem\"\n\
             [consents]\nurl = \"{stand}\"\nsecret_file = \"consents.secret\"\n"
        );
        settings.put(FILE, text.as_bytes())?;
        Ok(settings)
    }

    /// Starts an instance and waits until it listens.
    pub(crate) fn start(&self, diary: &Path, name: &str) -> Result<Instance, Failure> {
        let log = self.folder.join(format!("{name}.log"));
        let mut process = Command::new(diary)
            .args(["serve", "--config"])
            .arg(self.folder.join(FILE))
            .env_remove("DATABASE_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .map_err(|error| format!("{}: {error}", diary.display()))?;
        let output = process.stdout.take().ok_or("no output")?;
        let mut instance = Instance { url: String::new(), process };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let Some(address) = line.trim().strip_prefix("listening on ") else {
            let log = std::fs::read_to_string(log)?;
            return Err(format!("an instance did not start: {log}").into());
        };
        instance.url = format!("http://{address}");
        Ok(instance)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.folder.join(name);
        std::fs::write(&path, bytes)?;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
    }
}

/// A running instance; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Instance {
    /// Where it listens.
    pub(crate) url: String,
    process: Child,
}

impl Instance {
    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // One that has ended already cannot be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const FILE: &str = "diary.toml";
