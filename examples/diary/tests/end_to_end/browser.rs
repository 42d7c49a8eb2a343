//! A real headless Chromium, driven through chromedriver.

use crate::school::School;
use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::json;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// How long a page may take on a loaded machine before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A browser with a profile of its own.
pub(crate) struct Browser {
    client: Client,
    _driver: Child,
    _profile: tempfile::TempDir,
}

impl Browser {
    pub(crate) async fn open() -> Self {
        let (driver, port) = start_driver().await;
        let profile = tempfile::tempdir().unwrap();
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=ru",
            "--window-size=900,900",
        ]
        .map(String::from)
        .into();
        // Chromium has no sandbox of its own for the superuser, which a container often is.
        arguments.push(String::from("--no-sandbox"));
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        let mut capabilities = Capabilities::new();
        capabilities.insert(String::from("goog:chromeOptions"), json!({ "args": arguments }));
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("Chromium starts; install the packages chromium and chromium-driver");
        Self { client, _driver: driver, _profile: profile }
    }

    pub(crate) async fn goto(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Clicks what has this id, once it is there, and waits until its page is left: a busy browser
    /// answers the click before it has left the page.
    pub(crate) async fn click(&self, id: &str) {
        let element = self.element(id).await;
        element.clone().click().await.unwrap();
        let left = async {
            while element.is_displayed().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(PATIENCE, left)
            .await
            .unwrap_or_else(|_| panic!("#{id} leads nowhere"));
    }

    /// The text of what has this id, as a person sees it.
    pub(crate) async fn text(&self, id: &str) -> String {
        self.element(id).await.text().await.unwrap()
    }

    async fn element(&self, id: &str) -> Element {
        self.client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Id(id))
            .await
            .unwrap_or_else(|error| panic!("no #{id} on this page: {error}"))
    }

    /// The address that the browser shows.
    pub(crate) async fn address(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// Signs in to the diary as one of the invented people.
    pub(crate) async fn sign_in(&self, school: &School, person: &str) {
        self.goto(&school.url("/")).await;
        self.click("sign-in").await;
        self.click(&format!("login-as-{person}")).await;
        self.click("rights-grant").await;
    }

    /// Keeps a picture of the page among the build's files.
    pub(crate) async fn shoot(&self, name: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// Starts chromedriver on a port of its own choice.
async fn start_driver() -> (Child, u16) {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver starts; install the packages chromium and chromium-driver");
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, rest)) = line.split_once("successfully on port ") {
            let port = rest.trim_end_matches('.').parse().unwrap();
            // Whoever writes to a closed pipe dies: somebody has to go on reading.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return (driver, port);
        }
    }
    panic!("chromedriver ended before it was ready");
}
