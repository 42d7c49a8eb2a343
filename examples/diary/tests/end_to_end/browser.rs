//! A real headless Chromium, driven through chromedriver.

use crate::album::Album;
use crate::school::School;
use crate::tools;
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use reqwest::Method;
use serde_json::json;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use url::{ParseError, Url};

/// How long a page may take on a loaded machine before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// The tallest picture, in pixels.
const TALLEST: u32 = 6000;

/// A command of the browser's own protocol.
#[derive(Debug)]
struct DevTools(serde_json::Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

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

    /// The same of what a selector finds.
    pub(crate) async fn has_any(&self, selector: &str) -> bool {
        self.client.find(Locator::Css(selector)).await.is_ok()
    }

    /// Lets the form go though this field is empty, as an old browser does.
    pub(crate) async fn waive(&self, id: &str) {
        let script = "document.getElementById(arguments[0]).required = false";
        self.client.execute(script, vec![json!(id)]).await.unwrap();
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

    /// How far the page is wider than a window of this width.
    pub(crate) async fn overhang(&self, width: u32) -> i64 {
        self.set_size(Some((width, 780))).await;
        let script = "return document.documentElement.scrollWidth - window.innerWidth";
        let overhang = self.client.execute(script, vec![]).await.unwrap().as_i64().unwrap();
        // A click would miss what stands elsewhere in the real window.
        self.set_size(None).await;
        overhang
    }

    /// The text of what has this id, as a person sees it.
    pub(crate) async fn text(&self, id: &str) -> String {
        self.element(id).await.text().await.unwrap()
    }

    async fn element(&self, id: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::Id(id)).await {
            Ok(element) => element,
            Err(error) => {
                let address = self.address().await;
                let page = self.client.find(Locator::Css("body")).await.unwrap();
                panic!("no #{id} at {address}: {error}: {}", page.text().await.unwrap())
            }
        }
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

    /// Signs in at the school's desk.
    pub(crate) async fn sit_down(&self, school: &School, login: &str) {
        let staff = school.demo.staff.iter().find(|staff| staff.login == login).unwrap();
        self.sit_down_with(school, login, &staff.password).await;
        self.text("queue").await;
    }

    /// The same with any password.
    pub(crate) async fn sit_down_with(&self, school: &School, login: &str, password: &str) {
        self.goto(&school.url("/desk/sign-in")).await;
        self.type_in("login", login).await;
        self.type_in("password", password).await;
        self.click("desk-sign-in").await;
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

    /// Keeps the whole page in the gallery, at the width of a desk and of a phone, and has a checker
    /// of accessibility look at it.
    pub(crate) async fn keep(&self, album: &Album, name: &str) {
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css("h1")).await.unwrap();
        let (folder, name) = album.place(name);
        for width in [1280, 360] {
            assert!(self.overhang(width).await <= 0, "{name} is wider than {width}");
            self.set_size(Some((width, 780))).await;
            let height = "return document.documentElement.scrollHeight";
            let height = self.client.execute(height, vec![]).await.unwrap().as_u64().unwrap();
            let height = u32::try_from(height).unwrap().min(TALLEST);
            self.set_size(Some((width, height))).await;
            let picture = self.client.screenshot().await.unwrap();
            std::fs::write(folder.join(format!("{name}-{width}.png")), picture).unwrap();
        }
        self.set_size(None).await;
        let problems = self.problems(&tools::axe()).await;
        assert!(problems.is_empty(), "{name}: {problems:?}");
    }

    /// Makes the window as large as that: no browser's window is as narrow as a phone by itself.
    async fn set_size(&self, size: Option<(u32, u32)>) {
        let (command, parameters) = match size {
            Some((width, height)) => (
                "Emulation.setDeviceMetricsOverride",
                json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
            ),
            None => ("Emulation.clearDeviceMetricsOverride", json!({})),
        };
        let order = json!({ "cmd": command, "params": parameters });
        self.client.issue_cmd(DevTools(order)).await.unwrap();
    }

    /// Presses a button twice before the browser has left the page.
    pub(crate) async fn press_twice(&self, id: &str) {
        let script = "const button = document.getElementById(arguments[0]); \
             button.click(); button.click();";
        self.client.execute(script, vec![json!(id)]).await.unwrap();
    }

    /// Goes back as the button of the browser does.
    pub(crate) async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Forgets who was signed in at the address that is shown.
    pub(crate) async fn forget(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// A second tab, which is in front from now on; the name of the first.
    pub(crate) async fn second_tab(&self) -> WindowHandle {
        let first = self.client.window().await.unwrap();
        let second = self.client.new_window(true).await.unwrap().handle;
        self.client.switch_to_window(second).await.unwrap();
        first
    }

    pub(crate) async fn turn_to(&self, tab: WindowHandle) {
        self.client.switch_to_window(tab).await.unwrap();
    }

    /// Sends a form with other values than its fields have, as a page of somebody else would.
    pub(crate) async fn send_form(&self, address: &str, fields: serde_json::Value) {
        let script = "const form = document.createElement('form'); form.method = 'post'; \
             form.action = arguments[0]; for (const name in arguments[1]) { \
             const field = document.createElement('input'); field.name = name; \
             field.value = arguments[1][name]; form.append(field); } \
             document.body.append(form); form.submit();";
        let left = self.client.find(Locator::Css("h1")).await.unwrap();
        self.client.execute(script, vec![json!(address), fields]).await.unwrap();
        await_leaving(&left, address).await;
    }

    /// The value of a hidden field.
    pub(crate) async fn hidden(&self, name: &str) -> String {
        let field = format!("input[name={name}]");
        let field = self.client.find(Locator::Css(&field)).await.unwrap();
        field.prop("value").await.unwrap().unwrap()
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
    await_leaving(&element, name).await;
}

async fn await_leaving(element: &Element, name: &str) {
    let left = async {
        while element.is_displayed().await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, left).await.unwrap_or_else(|_| panic!("{name} leads nowhere"));
}

/// Starts chromedriver on a port of its own choice; where somebody else took the port first, again.
async fn start_driver() -> (Child, u16) {
    for _ in 0..3 {
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
    }
    panic!("chromedriver ended before it was ready");
}
