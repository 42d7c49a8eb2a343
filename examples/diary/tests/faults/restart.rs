//! A database server that falls, with everything that it had in memory, and is started again.

use crate::aftermath::{aftermath, count};
use crate::away::{says, unavailable};
use crate::region::Region;
use crate::visitor::Visitor;
use crate::ways::{ROOMY, enter};
use diary::place::Place;
use reqwest::StatusCode;
use std::fs::File;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Stops a server as a loss of power would: nothing is written out, nobody is told.
const FALL: &[&str] = &["-D", "data", "-w", "-m", "immediate", "stop"];

/// A PostgreSQL server of this test alone; it ends with the test.
struct Server {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { folder, programs: programs(), port };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(server.folder.path()).status();
            assert!(owned.unwrap().success(), "the package of PostgreSQL makes its user");
        }
        server.run("initdb", &["-D", "data", "-U", "postgres", "-A", "trust", "--no-locale"]);
        server.rise();
        server
    }

    fn rise(&self) {
        let folder = self.folder.path().display();
        let settings = format!("-p {} -k {folder} -c listen_addresses=127.0.0.1", self.port);
        self.run("pg_ctl", &["-D", "data", "-w", "-l", "log", "-o", &settings, "start"]);
    }

    fn fall(&self) {
        self.run("pg_ctl", FALL);
    }

    fn place(&self) -> Place {
        Place::read(&format!("postgres://postgres@127.0.0.1:{}/postgres", self.port))
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let (is_success, said) = self.tried(program, arguments);
        assert!(is_success, "{program}: {said}");
    }

    /// Runs a program of the server, which refuses to be root, to its end.
    fn tried(&self, program: &str, arguments: &[&str]) -> (bool, String) {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let said = self.folder.path().join("said");
        let status = command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(File::create(&said).unwrap())
            .stderr(File::options().append(true).open(&said).unwrap())
            .status()
            .unwrap();
        (status.success(), std::fs::read_to_string(&said).unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have fallen already.
        let _ = self.tried("pg_ctl", FALL);
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Where Debian puts the programs of the newest server.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").expect("install `postgresql`");
    let folders = versions.map(|version| version.unwrap().path().join("bin"));
    folders.max().expect("install `postgresql`")
}

/// T-21: what was acknowledged is there again, and whoever was in goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_falls_and_rises_again_has_forgotten_nothing() {
    let server = Server::start();
    let region = Region::found_at(server.place()).await;
    let one = region.instance_with("one", &[ROOMY]);
    let mut pupil = enter(&region, &one, "granted-pupil").await;
    says(&one, StatusCode::OK).await;

    server.fall();
    says(&one, StatusCode::SERVICE_UNAVAILABLE).await;
    unavailable(Visitor::new(), one.at("/login")).await;
    server.rise();

    says(&one, StatusCode::OK).await;
    assert_eq!(count(&region, "logins").await, 1);
    assert_eq!(pupil.get(&one.at("/diary")).await.status(), StatusCode::OK, "still in");
    enter(&region, &one, "adult-granted-pupil").await;
    assert_eq!(count(&region, "logins").await, 2);
    aftermath(&region).await;
}
