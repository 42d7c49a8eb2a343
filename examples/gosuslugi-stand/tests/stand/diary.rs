//! A client for the tests: it does everything right unless told otherwise.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use esia_core::protocol::gost::{SigningKey, certificate};
use gosuslugi_stand::{Client, Config, Pkce, Stand};
use serde_json::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use streebog::{Digest as _, Streebog256};
use url::Url;

pub(crate) const CLIENT: &str = "ELSH01721";
pub(crate) const ADDRESS: &str = "http://127.0.0.1:8080/login/callback";
pub(crate) const SECRET: &str = "consents-secret";

/// A stand with one registered client that holds its key.
pub(crate) struct Diary {
    pub(crate) stand: Stand,
    pub(crate) http: reqwest::Client,
    key: SigningKey,
    pub(crate) certificate: Vec<u8>,
}

/// The fields of a request, in any state of wrongness.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) client_id: String,
    pub(crate) scope: String,
    pub(crate) timestamp: String,
    pub(crate) state: String,
    pub(crate) redirect_uri: String,
    pub(crate) hash: String,
    pub(crate) code: String,
    pub(crate) verifier: Option<String>,
    /// What is signed, if not the right text.
    pub(crate) text: Option<String>,
    /// The signature itself, if not ours.
    pub(crate) secret: Option<String>,
    /// More pairs.
    pub(crate) more: Vec<(&'static str, String)>,
    /// A parameter that is left out.
    pub(crate) without: &'static str,
}

impl Diary {
    pub(crate) async fn start() -> Self {
        Self::start_with(Pkce::Optional).await
    }

    pub(crate) async fn start_with(pkce: Pkce) -> Self {
        Self::start_as(Config::default(), |client| client.with_pkce(pkce)).await
    }

    /// A stand of these settings, with the client bent.
    pub(crate) async fn start_as(config: Config, bend: impl FnOnce(Client) -> Client) -> Self {
        crate::log::listen();
        let (key, certificate) = key_pair(7);
        let stand = Stand::start_with(config).await.unwrap();
        let client = Client::new(CLIENT)
            .with_certificate(certificate.clone())
            .with_redirect_uri(ADDRESS)
            .with_logout_url("http://127.0.0.1:8080/")
            .with_consents_secret(SECRET);
        stand.register(bend(client));
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { stand, http, key, certificate }
    }

    pub(crate) fn fields(&self) -> Fields {
        Fields {
            client_id: CLIENT.into(),
            scope: "openid fullname birthdate gender snils birth_cert_doc kid_fullname \
                    kid_birthdate kid_snils kid_birth_cert_doc"
                .into(),
            timestamp: timestamp(now()),
            state: state(),
            redirect_uri: ADDRESS.into(),
            hash: hash(&self.certificate),
            code: String::new(),
            verifier: None,
            text: None,
            secret: None,
            more: Vec::new(),
            without: "",
        }
    }

    pub(crate) fn sign(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.key.sign(text.as_bytes(), [9; 32]))
    }

    /// The address of a code request.
    pub(crate) fn code_request(&self, fields: &Fields) -> String {
        let Fields { client_id, scope, timestamp, state, redirect_uri, .. } = fields;
        let right = format!("{client_id}{scope}{timestamp}{state}{redirect_uri}");
        let mut pairs = self.pairs(fields, &right);
        pairs.push(("response_type", "code".into()));
        pairs.push(("access_type", "offline".into()));
        pairs.extend(fields.more.iter().cloned());
        pairs.retain(|(name, _)| *name != fields.without);
        let mut url = Url::parse(self.stand.base_url()).unwrap();
        url.set_path("/aas/oauth2/v2/ac");
        url.query_pairs_mut().extend_pairs(pairs);
        url.into()
    }

    /// The form of a token request.
    pub(crate) fn form(&self, fields: &Fields) -> Vec<(&'static str, String)> {
        let Fields { client_id, scope, timestamp, state, redirect_uri, code, .. } = fields;
        let right = format!("{client_id}{scope}{timestamp}{state}{redirect_uri}{code}");
        let mut pairs = self.pairs(fields, &right);
        pairs.push(("code", code.clone()));
        pairs.push(("grant_type", "authorization_code".into()));
        pairs.push(("token_type", "Bearer".into()));
        pairs.extend(fields.verifier.clone().map(|verifier| ("code_verifier", verifier)));
        for (name, value) in &fields.more {
            pairs.retain(|(taken, _)| taken != name);
            pairs.push((name, value.clone()));
        }
        pairs.retain(|(name, _)| *name != fields.without);
        pairs
    }

    fn pairs(&self, fields: &Fields, right: &str) -> Vec<(&'static str, String)> {
        let text = fields.text.as_deref().unwrap_or(right);
        let secret = fields.secret.clone().unwrap_or_else(|| self.sign(text));
        vec![
            ("client_id", fields.client_id.clone()),
            ("client_secret", secret),
            ("client_certificate_hash", fields.hash.clone()),
            ("scope", fields.scope.clone()),
            ("state", fields.state.clone()),
            ("timestamp", fields.timestamp.clone()),
            ("redirect_uri", fields.redirect_uri.clone()),
        ]
    }

    /// Posts a form to the token endpoint: status and JSON.
    pub(crate) async fn post(&self, form: &[(&'static str, String)]) -> (u16, Value) {
        self.post_to("/aas/oauth2/v3/te", form).await
    }

    /// Posts a form to an endpoint: status and JSON.
    pub(crate) async fn post_to(
        &self,
        path: &str,
        form: &[(&'static str, String)],
    ) -> (u16, Value) {
        let address = format!("{}{path}", self.stand.base_url());
        let answer = self.http.post(address).form(form).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// A code for a person, by the robot.
    pub(crate) fn code_for(&self, person: &str) -> String {
        let request = self.code_request(&self.fields());
        parameter(&self.stand.callback_for(&request, person).unwrap(), "code").unwrap()
    }

    /// Tokens for a person.
    pub(crate) async fn tokens_for(&self, person: &str) -> Value {
        let fields = Fields { code: self.code_for(person), ..self.fields() };
        let (status, answer) = self.post(&self.form(&fields)).await;
        assert_eq!(status, 200, "{answer}");
        answer
    }

    /// `GET` with a bearer: status and JSON (null if the body is empty).
    pub(crate) async fn get(&self, path: &str, bearer: &str) -> (u16, Value) {
        let address = format!("{}{path}", self.stand.base_url());
        let answer = self.http.get(address).bearer_auth(bearer).send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// `GET` of a page with a cookie: status, header `location`, cookie, body.
    pub(crate) async fn open(&self, path: &str, cookie: &str) -> Page {
        let address = format!("{}{path}", self.stand.base_url());
        Page::read(self.http.get(address).header("cookie", cookie).send().await.unwrap()).await
    }

    /// `POST` of a form with a cookie.
    pub(crate) async fn send(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Page {
        let address = format!("{}{path}", self.stand.base_url());
        let request = self.http.post(address).header("cookie", cookie).form(form);
        Page::read(request.send().await.unwrap()).await
    }
}

/// An answer to a browser.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) body: String,
}

impl Page {
    async fn read(answer: reqwest::Response) -> Self {
        let header = |name: &str| {
            let value = answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
            value.to_owned()
        };
        let cookie = header("set-cookie").split(';').next().unwrap().to_owned();
        let (status, location) = (answer.status().as_u16(), header("location"));
        Self { status, location, cookie, body: answer.text().await.unwrap() }
    }

    /// The protection of the page's form.
    pub(crate) fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    pub(crate) fn has(&self, test_id: &str) -> bool {
        self.body.contains(&format!("data-testid=\"{test_id}\""))
    }
}

pub(crate) fn key_pair(seed: u8) -> (SigningKey, Vec<u8>) {
    let key = SigningKey::from_bytes([seed; 32]).unwrap();
    let from = DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    let until = DateTime::parse_from_rfc3339("2046-01-01T00:00:00Z").unwrap();
    let der = certificate::self_signed(&key, "Школа № 1", from, until, [seed; 32]).unwrap();
    (key, der)
}

pub(crate) fn hash(der: &[u8]) -> String {
    upper_hex(&Streebog256::digest(der))
}

pub(crate) fn upper_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat()
}

/// A parameter of an address's query.
pub(crate) fn parameter(address: &str, name: &str) -> Option<String> {
    let url = Url::parse(address).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[expect(clippy::disallowed_methods, reason = "a request of now")]
pub(crate) fn now() -> DateTime<FixedOffset> {
    Utc::now().fixed_offset()
}

/// A moment as ESIA wants it.
pub(crate) fn timestamp(at: DateTime<FixedOffset>) -> String {
    at.format("%Y.%m.%d %H:%M:%S %z").to_string()
}

pub(crate) fn minutes_ago(minutes: i64) -> String {
    timestamp(now() - TimeDelta::minutes(minutes))
}

/// A state that no test used before.
pub(crate) fn state() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("0000abcd-0000-4000-8000-{:012x}", NEXT.fetch_add(1, Ordering::Relaxed))
}
