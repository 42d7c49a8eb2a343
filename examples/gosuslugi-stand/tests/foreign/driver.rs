//! A foreign client as a program of its own, and a browser for it.

use gosuslugi_stand::{Client, Config, Relaxation, Stand};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::Command;

/// What went wrong, in words for whoever runs it.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The mnemonic under which every foreign client is registered.
pub(crate) const CLIENT_ID: &str = "FOREIGN01";
const REDIRECT_URI: &str = "http://127.0.0.1:8080/back";
const LOGOUT_URL: &str = "http://127.0.0.1:8080/out";

/// The key of a client.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    /// What the old clients were written for.
    Rsa,
    /// GOST R 34.10-2012, by OpenSSL's engine.
    Gost,
}

/// How a foreign client is started.
pub(crate) struct Foreign {
    /// The program with its arguments.
    pub(crate) command: Vec<String>,
    /// More settings of its environment.
    pub(crate) environment: Vec<(&'static str, String)>,
    pub(crate) key: Key,
    pub(crate) scope: &'static str,
    /// Whether it needs the lenient mode.
    pub(crate) is_relaxed: bool,
}

/// What it learnt, and what the stand had to let pass for it.
pub(crate) struct SignedIn {
    pub(crate) answer: Value,
    pub(crate) relaxations: Vec<Relaxation>,
}

impl Foreign {
    /// Lets it sign in as this person.
    pub(crate) async fn sign_in(&self, person: &str) -> Result<SignedIn, Failure> {
        let folder = TempDir::new()?;
        let certificate = self.make_key(folder.path()).await?;
        // The old clients know this one issuer.
        let config = Config::default().with_issuer("http://esia.gosuslugi.ru/");
        let stand = Stand::start_with(config).await?;
        let mut client = Client::new(CLIENT_ID)
            .with_certificate(certificate)
            .with_redirect_uri(REDIRECT_URI)
            .with_logout_url(LOGOUT_URL)
            .with_scopes(self.scope);
        if self.is_relaxed {
            client = client.with_insecure_relaxed_checks();
        }
        stand.register(client);
        let answer = self.run(&stand, folder.path(), person).await?;
        let logout = answer.get("logout").and_then(Value::as_str);
        if let Some(logout) = logout {
            let left = browser()?.get(logout).send().await?;
            if location(&left).as_deref() != Some(LOGOUT_URL) {
                return Err("the address of its sign-out is refused".into());
            }
        }
        let relaxations = stand.relaxations_of(CLIENT_ID);
        stand.stop().await;
        Ok(SignedIn { answer, relaxations })
    }

    async fn run(&self, stand: &Stand, folder: &Path, person: &str) -> Result<Value, Failure> {
        fs::write(folder.join("stand.pem"), stand.certificate_pem())?;
        let key = openssl(folder, "x509 -in stand.pem -noout -pubkey").await?;
        fs::write(folder.join("stand.key.pem"), key)?;
        let hash = openssl(folder, "dgst -md_gost12_256 -r cert.der").await?;
        let hash = hash.split_whitespace().next().unwrap_or("").to_uppercase();
        let file = |name: &str| folder.join(name).display().to_string();
        let (program, arguments) = self.command.split_first().ok_or("no program")?;
        let mut child = Command::new(program)
            .args(arguments)
            .env("STAND", stand.base_url())
            .env("CLIENT_ID", CLIENT_ID)
            .env("REDIRECT_URI", REDIRECT_URI)
            .env("LOGOUT_URL", LOGOUT_URL)
            .env("SCOPE", self.scope)
            .env("STATE", "0f0e0d0c-0000-4000-8000-000000000001")
            .env("CERTIFICATE", file("cert.pem"))
            .env("CERTIFICATE_HASH", hash)
            .env("KEY", file("key.pem"))
            .env("TOKEN_KEY", file("stand.key.pem"))
            .env("OPENSSL_CONF", file("gost.cnf"))
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .envs(self.environment.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{program} cannot be started: {error}"))?;
        let mut input = child.stdin.take().ok_or("no standard input")?;
        let mut output = BufReader::new(child.stdout.take().ok_or("no standard output")?).lines();
        let address = output.next_line().await?.ok_or("it wrote no address")?;

        let page = browser()?.get(&address).send().await?;
        let page = location(&page).ok_or("the code request is refused on a page")?;
        if !page.starts_with("/login/") {
            return Err(format!("the code request is refused: {page}").into());
        }
        let back = stand.callback_from(&page, person)?;
        input.write_all(format!("{back}\n").as_bytes()).await?;
        let answer = output.next_line().await?.ok_or("it wrote no answer: see its own words")?;
        drop(input);
        if !child.wait().await?.success() {
            return Err("it ended with a failure".into());
        }
        Ok(serde_json::from_str(&answer)?)
    }

    /// A fresh key and certificate; the DER of the latter.
    async fn make_key(&self, folder: &Path) -> Result<Vec<u8>, Failure> {
        fs::write(folder.join("gost.cnf"), CONFIGURATION)?;
        let (key, hash) = match self.key {
            Key::Rsa => ("RSA -pkeyopt rsa_keygen_bits:2048", "sha256"),
            Key::Gost => ("gost2012_256 -pkeyopt paramset:XA", "md_gost12_256"),
        };
        openssl(folder, &format!("genpkey -algorithm {key} -out key.pem")).await?;
        let request = format!("req -new -x509 -{hash} -key key.pem -days 30 -subj /CN=school");
        openssl(folder, &format!("{request} -out cert.pem")).await?;
        openssl(folder, "x509 -in cert.pem -outform DER -out cert.der").await?;
        Ok(fs::read(folder.join("cert.der"))?)
    }
}

/// The folder of this package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where foreign code is installed: below the build folder, and never committed.
pub(crate) fn installed(name: &str) -> PathBuf {
    let build = option_env!("CARGO_TARGET_TMPDIR").map(PathBuf::from);
    build.unwrap_or_else(|| package().join("../../target/tmp")).join("foreign").join(name)
}

/// Installs the pinned Python packages; their folder.
pub(crate) async fn python_packages() -> Result<PathBuf, Failure> {
    let (target, list) = (installed("python"), package().join("foreign/python/requirements.txt"));
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"])
        .arg("--target")
        .arg(&target)
        .arg("--requirement")
        .arg(&list)
        // What builds the client is pinned too.
        .env("PIP_CONSTRAINT", &list)
        .env("PIP_BUILD_CONSTRAINT", &list);
    tool(&mut pip, "python3 with python3-pip").await?;
    Ok(target)
}

/// Runs a tool to its end.
pub(crate) async fn tool(command: &mut Command, needs: &str) -> Result<String, Failure> {
    let output = command.output().await;
    let output = output.map_err(|error| format!("{needs} is needed and cannot be run: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("{needs} is needed, and this failed: {command:?}\n{words}").into())
}

async fn openssl(folder: &Path, arguments: &str) -> Result<String, Failure> {
    let mut command = Command::new("openssl");
    command.args(arguments.split_whitespace()).current_dir(folder);
    command.env("OPENSSL_CONF", folder.join("gost.cnf"));
    tool(&mut command, "openssl with libengine-gost-openssl").await
}

fn browser() -> Result<reqwest::Client, Failure> {
    let policy = reqwest::redirect::Policy::none();
    Ok(reqwest::Client::builder().redirect(policy).no_proxy().build()?)
}

fn location(answer: &reqwest::Response) -> Option<String> {
    answer.headers().get("location")?.to_str().ok().map(String::from)
}

/// Loads OpenSSL's GOST engine (esia-protocol.md 4.4).
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
