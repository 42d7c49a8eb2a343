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

    /// Clicks what has this id, once it is there, and waits until its page is left.
    pub(crate) async fn click(&self, id: &str) {
        leave_by(self.element(id).await, id).await;
    }

    /// Follows the hyperlink with this text.
    pub(crate) async fn follow(&self, text: &str) {
        let link = self.client.wait().at_most(PATIENCE).for_element(Locator::LinkText(text)).await;
        leave_by(link.unwrap(), text).await;
    }

    /// Whether the page has something with this id now.
    pub(crate) async fn has(&self, id: &str) -> bool {
        self.client.find(Locator::Id(id)).await.is_ok()
    }

    /// Ticks or chooses what has this id: the page stays.
    pub(crate) async fn tick(&self, id: &str) {
        self.element(id).await.click().await.unwrap();
    }

    /// Types into an emptied field.
    pub(crate) async fn fill(&self, id: &str, text: &str) {
        let field = self.element(id).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Scrolls until what has this id is in the middle of the window.
    pub(crate) async fn scroll_to(&self, id: &str) {
        self.element(id).await;
        let script = "document.getElementById(arguments[0]).scrollIntoView({block: 'center'})";
        self.client.execute(script, vec![json!(id)]).await.unwrap();
    }

    /// How far the page is wider than the window, in a window of this width: the least that the
    /// browser makes where it makes none so narrow.
    pub(crate) async fn overhang(&self, width: u32) -> i64 {
        self.client.set_window_size(width, 780).await.unwrap();
        let script = "return document.documentElement.scrollWidth - window.innerWidth";
        self.client.execute(script, vec![]).await.unwrap().as_i64().unwrap()
    }

    /// Keeps a picture of the page for the gallery, with what it shows.
    pub(crate) async fn show(&self, section: &str, name: &str, caption: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../gallery").join(section);
        std::fs::create_dir_all(&folder).unwrap();
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css("h1")).await.unwrap();
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), caption).unwrap();
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

    /// Types into the field with this id.
    pub(crate) async fn type_in(&self, id: &str, text: &str) {
        self.element(id).await.send_keys(text).await.unwrap();
    }

    /// Empties the field with this id.
    pub(crate) async fn clear(&self, id: &str) {
        self.element(id).await.clear().await.unwrap();
    }

    /// Chooses from the list with this id.
    pub(crate) async fn choose(&self, id: &str, value: &str) {
        self.element(id).await.select_by_value(value).await.unwrap();
    }

    /// Clicks the first element that a selector finds.
    pub(crate) async fn click_first(&self, selector: &str) {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        found.unwrap().click().await.unwrap();
    }

    /// Waits until nothing has this id.
    pub(crate) async fn gone(&self, id: &str) {
        let gone = async {
            while self.client.find(Locator::Id(id)).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(PATIENCE, gone).await.unwrap();
    }

    /// Signs in to the diary as one of the invented pupils.
    pub(crate) async fn sign_in(&self, school: &School, person: &str) {
        self.sign_in_by("sign-in", school, person).await;
    }

    /// The same of a parent.
    pub(crate) async fn sign_in_as_parent(&self, school: &School, person: &str) {
        self.sign_in_by("sign-in-parent", school, person).await;
    }

    async fn sign_in_by(&self, door: &str, school: &School, person: &str) {
        self.goto(&school.url("/")).await;
        self.click(door).await;
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

    /// Keeps the whole page in the gallery, at the width of a desk and of a phone.
    pub(crate) async fn picture(&self, name: &str, caption: &str) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../gallery/diary");
        std::fs::create_dir_all(&folder).unwrap();
        for (width, suffix) in [(1280, ""), (360, "-phone")] {
            self.client.set_window_size(width, 900).await.unwrap();
            let inner = "return [window.innerWidth, document.documentElement.scrollWidth];";
            let widths = self.client.execute(inner, Vec::new()).await.unwrap();
            let widths: [u64; 2] = serde_json::from_value(widths).unwrap();
            let [inner, content] = widths;
            assert!(content <= inner, "{name} is {content} wide in a window of {inner}");
            let picture = self.client.screenshot().await.unwrap();
            std::fs::write(folder.join(format!("{name}{suffix}.png")), picture).unwrap();
            let caption = if suffix.is_empty() {
                caption.into()
            } else {
                format!("{caption} (телефон)")
            };
            std::fs::write(folder.join(format!("{name}{suffix}.txt")), caption).unwrap();
        }
        self.client.set_window_size(1280, 900).await.unwrap();
    }

    /// What an accessibility checker calls serious or critical on this page.
    pub(crate) async fn problems(&self, axe: &str) -> Vec<String> {
        let run = format!(
            "{axe};\nconst done = arguments[arguments.length - 1];\n\
             axe.run(document, {{ resultTypes: ['violations'] }}).then(found => done(\n\
             found.violations.filter(one => ['serious', 'critical'].includes(one.impact))\n\
             .map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | '))),\n\
             error => done(['axe did not run: ' + error]));"
        );
        let found = self.client.execute_async(&run, Vec::new()).await.unwrap();
        let problems = found.as_array().expect("a list of problems");
        problems.iter().map(|problem| problem.as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// Clicks and waits until the page is left: a busy browser answers the click before it has.
async fn leave_by(element: Element, name: &str) {
    element.clone().click().await.unwrap();
    let left = async {
        while element.is_displayed().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, left).await.unwrap_or_else(|_| panic!("{name} leads nowhere"));
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
