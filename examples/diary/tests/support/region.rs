//! What several instances share: a portal, a database and the settings; and the instances, each a
//! process of its own that is told to stop, or killed.

use crate::place;
use crate::visitor::Site;
use chrono::{DateTime, FixedOffset, TimeDelta};
use diary::clock::Clock;
use diary::demo;
use diary::desk::password;
use diary::place::Place;
use diary::store::{Role, Staff, Store};
use esia_core::protocol::gost::{SigningKey, certificate};
use gosuslugi_stand::{Client, Config, Pkce, Stand};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use tempfile::TempDir;

/// Where browsers find the diary, whichever instance answers them.
pub(crate) const PUBLIC: &str = "https://diary.example";

/// The password of everybody at the desk of these tests.
pub(crate) const PASSWORD: &str = "a password of tests";

/// A portal, a database with the invented journal and staff, and the settings of the instances.
pub(crate) struct Region {
    pub(crate) stand: Stand,
    pub(crate) database: Place,
    pub(crate) folder: TempDir,
}

impl Region {
    /// Sets everything up but the instances; `name` keeps its database apart from those of others.
    pub(crate) async fn found(name: &str) -> Self {
        Self::found_at(place::fresh(&format!("region-{name}")).await).await
    }

    /// The same over this database.
    pub(crate) async fn found_at(database: Place) -> Self {
        let stand = Stand::start_with(Config::default()).await.expect("the stand starts");
        let region = Self { stand, database, folder: tempfile::tempdir().unwrap() };
        region.write("settings", &settings(&region));
        region.make_key();
        region.write("esia.pem", region.stand.certificate_pem());
        region.write("consents.secret", "secret of tests\n");
        let store = region.store().await;
        store.put_records(&demo::records(clock().today())).await.unwrap();
        for (login, role) in
            [("secretary", Role::Secretary), ("head", Role::Head), ("support", Role::Support)]
        {
            let (login, name) = (login.to_owned(), String::from("Журналова Валентина Никитична"));
            let password_hash = password::hash(PASSWORD).unwrap();
            let staff = Staff { login, name, role, school: None, password_hash };
            store.put_staff(&staff).await.unwrap();
        }
        region
    }

    /// The store that the instances share, for what a test puts in or looks up.
    pub(crate) async fn store(&self) -> Store {
        Store::at(&self.database).await.unwrap()
    }

    /// A file of the region: settings, keys, logs.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts an instance and waits until it listens.
    pub(crate) fn instance(&self, name: &str) -> Instance {
        self.instance_with(name, &[])
    }

    /// The same with some settings of its own, as variables of its environment.
    pub(crate) fn instance_with(&self, name: &str, settings: &[(&str, &str)]) -> Instance {
        self.started(name, program(&["serve"], &self.path("settings")), settings)
    }

    /// The same by another command, which starts it.
    pub(crate) fn started(
        &self,
        name: &str,
        mut command: Command,
        settings: &[(&str, &str)],
    ) -> Instance {
        let log = self.path(&format!("{name}.log"));
        let mut process = command
            .env_remove("DATABASE_URL")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        for line in BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap) {
            if let Some(address) = line.strip_prefix("listening on ") {
                return Instance { url: format!("http://{address}"), process, log };
            }
        }
        let status = process.wait().unwrap();
        panic!("{name} ended with {status}: {}", std::fs::read_to_string(log).unwrap());
    }

    /// Puts a file into the region's folder that nobody else may read.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(self.path(name), private).unwrap();
    }

    /// The key that signs the requests of all instances, with a certificate that the portal knows.
    fn make_key(&self) {
        let (key, now) = (SigningKey::from_bytes([7; 32]).unwrap(), clock().now());
        let der = certificate::self_signed(&key, "Diary", now, year_after(now), [1; 32]).unwrap();
        self.write("client.key.pem", key.to_pkcs8_pem().unwrap().expose());
        std::fs::write(self.path("client.der"), &der).unwrap();
        self.stand.register(
            Client::new(demo::CLIENT_ID)
                .with_certificate(der)
                .with_redirect_uri(&format!("{PUBLIC}/login/callback"))
                .with_logout_url(&format!("{PUBLIC}/"))
                .with_pkce(Pkce::Required)
                .with_consents_secret("secret of tests"),
        );
    }
}

/// The program itself, with nothing of the database that the tests themselves may have been given.
pub(crate) fn program(words: &[&str], settings: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_diary"));
    program.args(words).arg("--config").arg(settings).env_remove("DATABASE_URL");
    program
}

fn settings(region: &Region) -> String {
    let (stand, client) = (region.stand.base_url(), demo::CLIENT_ID);
    let database = match region.database.path() {
        Some(path) => path.display().to_string(),
        None => region.database.url().expose().to_owned(),
    };
    format!(
        "[server]\nlisten = \"127.0.0.1:0\"\npublic_url = \"{PUBLIC}\"\ndrain_seconds = 0\n\
         [database]\nurl = \"{database}\"\n\
         [esia]\ncontour = \"simulated\"\nbase_url = \"{stand}\"\nclient_id = \"{client}\"\n\
         provider_certificate_files = [\"esia.pem\"]\ncertificate_file = \"client.der\"\n\
         [signer]\nkind = \"insecure_key\"\nkey_file = \"client.key.pem\"\n\
         [consents]\nurl = \"{stand}\"\nsecret_file = \"consents.secret\"\n"
    )
}

/// The school's clock, as the instances have it.
pub(crate) fn clock() -> Clock {
    Clock::system(FixedOffset::east_opt(3 * 3600).unwrap())
}

fn year_after(now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    now.checked_add_signed(TimeDelta::days(365)).unwrap()
}

/// A running instance; dropping it kills it.
pub(crate) struct Instance {
    pub(crate) url: String,
    process: Child,
    log: PathBuf,
}

impl Instance {
    /// What this instance has at an address, be it a path or an address of the public host.
    pub(crate) fn at(&self, address: &str) -> String {
        format!("{}{}", self.url, address.strip_prefix(PUBLIC).unwrap_or(address))
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// `kill -9`: nothing of it is left, and it had no time to do anything.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Tells it to stop, as an operator's system does.
    pub(crate) fn terminate(&self) {
        self.signal("TERM");
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> String {
        self.process.id().to_string()
    }

    /// Sends a signal by its name: `STOP` and `CONT` make a process that hangs.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.pid());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits for its end.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // One that has ended already cannot be killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An instance as a visitor finds it: its own address, and the portal of its region.
pub(crate) struct At<'r>(pub(crate) &'r Region, pub(crate) &'r Instance);

impl Site for At<'_> {
    fn url(&self, path: &str) -> String {
        self.1.at(path)
    }

    fn stand(&self) -> &Stand {
        &self.0.stand
    }

    fn password_of(&self, _login: &str) -> String {
        String::from(PASSWORD)
    }
}
