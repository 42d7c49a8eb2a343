//! Goal: our gateway client signs in at a provider that others wrote and that is certified by the
//! OpenID Foundation, and the attacks that a client must see are seen there too.
//! Method: `oidc-provider` from npm, pinned by `tests/foreign/package-lock.json`, is installed below
//! the build folder and started on loopback; a plain HTTP client plays the browser on its pages.
//!
//! Needs Node.js 20 or later with npm (Debian: `nodejs`, `npm`), and the npm registry or its cache
//! for the first run.

#![cfg(feature = "openidconnect")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![expect(clippy::expect_used, reason = "the message names what the machine must have")]

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use esia_core::account::{AccountKind, AccountLevel, Contour};
use esia_core::gateway::callback::{self, Callback, CallbackError, CodeGrant};
use esia_core::gateway::client::{AccountClaims, Client, SignedFact};
use esia_core::gateway::issuer::Issuer;
use esia_core::gateway::keys::Keys;
use esia_core::gateway::pending::PendingSignIn;
use esia_core::gateway::provider::Provider;
use esia_core::gateway::sign_in::{Opening, SignIn};
use esia_core::gateway::token::{TokenError, TokenExchange, Tokens};
use esia_core::gateway::verify::{Verifier, VerifyError};
use esia_core::protocol::client::{ClientId, RedirectUri, Scope};
use esia_core::protocol::http::{Reply, Request};
use esia_core::protocol::provider_error::ErrorWord;
use esia_core::secrets::Secret;
use http::header::{LOCATION, SET_COOKIE};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};
use ureq::Agent;
use url::Url;

const BACK: &str = "http://127.0.0.1:9/back";
const SECRET: &str = "a secret: with % signs";
const BASIC: &str = "school-diary-client_secret_basic";
const POST: &str = "school-diary-client_secret_post";

/// What the machine must have; said instead of skipping.
const NEEDED: &str = "Node.js 20 or later with npm is needed (Debian: apt-get install nodejs npm)";

// --- the foreign provider -------------------------------------------------------------------

/// A running provider of others; it ends with this value.
struct Foreign {
    process: Child,
    /// Kept open: the provider has more to say, and ends if nobody listens.
    _said: BufReader<ChildStdout>,
    http: Agent,
    provider: Provider,
    keys: Keys,
}

impl Foreign {
    fn start() -> Self {
        let folder = installed();
        let mut process = Command::new("node")
            .arg("provider.mjs")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect(NEEDED);
        let mut issuer = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut issuer).unwrap();
        assert!(!issuer.is_empty(), "oidc-provider did not start; {NEEDED}");
        // No connection is kept: Node closes one that idles, and a busy machine idles long.
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_idle_connections(0);
        let http = config.build().new_agent();
        let issuer = Issuer::parse(issuer.trim()).unwrap();
        let document = send(&http, &Provider::request(&issuer).unwrap());
        let provider = Provider::read(&issuer, &document).unwrap();
        let keys = Keys::read(&send(&http, &provider.keys_request())).unwrap();
        Self { process, _said: said, http, provider, keys }
    }

    fn begin(&self, client: &Client) -> SignIn {
        static NEXT: AtomicU8 = AtomicU8::new(1);
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let opening = Opening::from_random([next; 16], [next; 16], [next; 32]);
        SignIn::begin(client, &self.provider, opening, now()).unwrap()
    }

    /// A browser goes to this address, signs in under a name and consents: the query it brings back.
    fn walk(&self, start: &Url, login: &str) -> String {
        let mut browser = Browser { http: &self.http, cookies: BTreeMap::new() };
        let mut page = browser.open(start, None);
        for _ in 0..20 {
            page = match page {
                Page::Moved(to) if to.as_str().starts_with(BACK) => {
                    return to.query().unwrap().to_owned();
                }
                Page::Moved(to) => browser.open(&to, None),
                Page::Form { action, prompt } => {
                    let form = [("prompt", prompt.as_str()), ("login", login), ("password", "x")];
                    browser.open(&action, Some(&form))
                }
            };
        }
        panic!("the pages of the provider lead nowhere")
    }

    fn grant(&self, pending: PendingSignIn, query: &str) -> CodeGrant {
        match callback::read(&self.provider, pending, query).unwrap() {
            Callback::Code(grant) => grant,
            Callback::Refused(word) => panic!("refused: {word:?}"),
        }
    }

    fn exchange(&self, client: &Client, grant: CodeGrant) -> Result<Tokens, TokenError> {
        let exchange = TokenExchange::begin(client, grant);
        exchange.pending.read(&send(&self.http, &exchange.request))
    }

    /// Tokens of a sign-in that went well.
    fn tokens(&self, client: &Client, login: &str) -> Tokens {
        let sign_in = self.begin(client);
        let query = self.walk(&sign_in.url, login);
        self.exchange(client, self.grant(sign_in.pending, &query)).unwrap()
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        // It may have ended by itself: then there is nothing to end.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The folder with the installed provider; installed once for each version of the lock file.
fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oidc-provider");
        fs::create_dir_all(&folder).unwrap();
        for name in ["package.json", "package-lock.json", "provider.mjs"] {
            fs::copy(sources.join(name), folder.join(name)).unwrap();
        }
        let (wanted, done) = (folder.join("package-lock.json"), folder.join("installed.json"));
        if fs::read(&done).ok() != fs::read(&wanted).ok() {
            let npm = Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&folder)
                .output()
                .expect(NEEDED);
            let said = String::from_utf8_lossy(&npm.stderr);
            assert!(npm.status.success(), "npm ci failed in {}: {said}", folder.display());
            fs::copy(&wanted, &done).unwrap();
        }
        folder
    })
}

/// As much of a browser as the provider's pages need.
struct Browser<'h> {
    http: &'h Agent,
    cookies: BTreeMap<String, String>,
}

enum Page {
    Moved(Url),
    Form { action: Url, prompt: String },
}

impl Browser<'_> {
    fn open(&mut self, url: &Url, form: Option<&[(&str, &str)]>) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies = cookies.join("; ");
        let mut answer = match form {
            Some(form) => self
                .http
                .post(url.as_str())
                .header("cookie", cookies)
                .send_form(form.iter().copied())
                .unwrap(),
            None => self.http.get(url.as_str()).header("cookie", cookies).call().unwrap(),
        };
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(to) = answer.headers().get(LOCATION) {
            return Page::Moved(url.join(to.to_str().unwrap()).unwrap());
        }
        let body = answer.body_mut().read_to_string().unwrap();
        let after = |start: &str| {
            let (_, rest) =
                body.split_once(start).unwrap_or_else(|| panic!("no {start} in {body}"));
            rest.split_once('"').unwrap().0.to_owned()
        };
        let action = url.join(&after("action=\"")).unwrap();
        Page::Form { action, prompt: after("name=\"prompt\" value=\"") }
    }
}

fn send(agent: &Agent, request: &Request) -> Reply {
    let mut parts =
        http::Request::builder().method(request.method().as_str()).uri(request.url().as_str());
    for (name, value) in request.headers() {
        parts = parts.header(*name, value);
    }
    let mut answer = match request.body() {
        Some(body) => agent.run(parts.body(body.to_owned()).unwrap()),
        None => agent.run(parts.body(()).unwrap()),
    }
    .unwrap();
    let status = answer.status().as_u16();
    Reply::new(status, answer.body_mut().read_to_vec().unwrap())
}

fn client(id: &str) -> Client {
    let client = Client::new(
        Contour::Test,
        ClientId::parse(id).unwrap(),
        RedirectUri::parse(BACK).unwrap(),
        Scope::parse("openid profile snils").unwrap(),
    )
    .unwrap()
    .with_secret(Secret::new(SECRET.to_owned()))
    .with_account_claims(
        AccountClaims::unknown()
            .with_child(SignedFact::text("account_kind", "child"))
            .with_confirmed(SignedFact::text("account_level", "confirmed")),
    )
    .with_snils_claim("snils");
    if id == POST { client.with_secret_in_body() } else { client }
}

#[expect(clippy::disallowed_methods, reason = "the provider's clock is the real one")]
fn now() -> DateTime<FixedOffset> {
    Utc::now().fixed_offset()
}

// --- the tests ------------------------------------------------------------------------------

#[test]
fn a_child_and_an_adult_sign_in_at_the_certified_provider() {
    let foreign = Foreign::start();
    for (id, login, kind, level) in [
        (BASIC, "child-17", AccountKind::Child, AccountLevel::Child),
        (POST, "adult-18", AccountKind::SelfMade, AccountLevel::Confirmed),
    ] {
        let client = client(id);
        let tokens = foreign.tokens(&client, login);
        let checks = Verifier::new(&client, &foreign.provider, &foreign.keys);
        let verified = checks.verify(tokens, now()).unwrap();
        let account = verified.account();
        assert_eq!(account.subject().id().expose(), login);
        assert_eq!(account.subject().issuer(), foreign.provider.issuer().as_str());
        assert_eq!((account.kind(), account.level()), (kind, level));

        // Signed in the token are kind and level alone; the person comes from userinfo.
        assert!(verified.person().last_name.is_none());
        let reply = send(&foreign.http, &verified.userinfo_request().unwrap());
        let person = verified.read_userinfo(&reply).unwrap();
        assert_eq!(person.last_name.unwrap().expose(), "Тестова");
        assert_eq!(person.middle_name.unwrap().expose(), "Ивановна");
        assert_eq!(person.birth_date.unwrap().text().expose(), "01.09.2012");
        assert_eq!(person.snils.unwrap().expose(), "000-000-600 06");
    }
}

#[test]
fn attacks_are_seen_at_the_certified_provider() {
    let foreign = Foreign::start();
    let client = client(BASIC);
    let refused = |word| Some(TokenError::Provider(word));

    // Code injection: the code of one sign-in in the answer to another (T-11).
    let (mine, theirs) = (foreign.begin(&client), foreign.begin(&client));
    let (my_state, their_state) = (mine.pending.state().clone(), theirs.pending.state().clone());
    let stolen = foreign.walk(&theirs.url, "child-17");
    let other = callback::read(&foreign.provider, mine.pending.clone(), &stolen).map(|_| ());
    assert_eq!(
        other,
        Err(CallbackError::Form(esia_core::protocol::callback::CallbackError::WrongState))
    );
    let injected = stolen.replace(their_state.expose(), my_state.expose());
    let grant = foreign.grant(mine.pending, &injected);
    assert_eq!(foreign.exchange(&client, grant).err(), refused(ErrorWord::InvalidGrant));

    // Mix-up: the same answer under the name of another issuer (T-10).
    let sign_in = foreign.begin(&client);
    let query = foreign.walk(&sign_in.url, "child-17");
    let bent = query.replace("iss=http%3A%2F%2F127.0.0.1", "iss=http%3A%2F%2F127.0.0.2");
    assert_ne!(bent, query);
    let read = callback::read(&foreign.provider, sign_in.pending.clone(), &bent).map(|_| ());
    assert_eq!(read, Err(CallbackError::WrongIssuer));

    // A code serves once.
    let pending = sign_in.pending.clone();
    assert!(foreign.exchange(&client, foreign.grant(pending, &query)).is_ok());
    let again = foreign.exchange(&client, foreign.grant(sign_in.pending, &query));
    assert_eq!(again.err(), refused(ErrorWord::InvalidGrant));

    // Without PKCE, and with a wrong secret.
    let sign_in = foreign.begin(&client);
    let mut bare = sign_in.url.clone();
    let pairs: Vec<_> = sign_in.url.query_pairs().into_owned().collect();
    let pairs = pairs.iter().filter(|(name, _)| !name.starts_with("code_challenge"));
    bare.query_pairs_mut().clear().extend_pairs(pairs);
    let query = foreign.walk(&bare, "child-17");
    let read = callback::read(&foreign.provider, sign_in.pending, &query);
    assert!(matches!(read, Ok(Callback::Refused(ErrorWord::InvalidRequest))), "{read:?}");
    let sign_in = foreign.begin(&client);
    let query = foreign.walk(&sign_in.url, "child-17");
    let wrong = client.with_secret(Secret::new("guessed".to_owned()));
    let exchanged = foreign.exchange(&wrong, foreign.grant(sign_in.pending, &query));
    assert_eq!(exchanged.err(), refused(ErrorWord::InvalidClient));
}

#[test]
fn a_token_of_the_certified_provider_is_for_one_sign_in_of_one_client_at_its_time() {
    let foreign = Foreign::start();
    let us = client(BASIC);
    let tokens = foreign.tokens(&us, "child-17");
    let check = |client: &Client, tokens: &Tokens, at| {
        let verifier = Verifier::new(client, &foreign.provider, &foreign.keys);
        verifier.verify(tokens.clone(), at).map(|_| ())
    };
    assert_eq!(check(&us, &tokens, now()), Ok(()));
    assert_eq!(check(&client(POST), &tokens, now()), Err(VerifyError::Audience));
    let (hours, early) = (TimeDelta::hours(2), TimeDelta::minutes(5));
    assert_eq!(check(&us, &tokens, now() + hours), Err(VerifyError::Expired));
    assert_eq!(check(&us, &tokens, now() - early), Err(VerifyError::IssuedInFuture));

    let other = foreign.tokens(&us, "adult-18");
    let nonce = Tokens { nonce: other.nonce, ..tokens.clone() };
    assert_eq!(check(&us, &nonce, now()), Err(VerifyError::Nonce));
    // Two providers have two sets of keys and two names.
    let second = Foreign::start();
    let verifier = Verifier::new(&us, &second.provider, &second.keys);
    assert_eq!(verifier.verify(tokens, now()).map(|_| ()), Err(VerifyError::Issuer));
}
