//! The running stand (стенд).

use crate::client::Client;
use crate::config::Config;
use crate::consents::Act;
use crate::faults::Faults;
use crate::keys::{CERTIFICATE_PEM, TokenCertificate, TokenKeys};
use crate::mode::Relaxation;
use crate::state::{Shared, lock};
use crate::{authorize, cabinet, oidc, random, routes};
use chrono::TimeDelta;
use std::fmt;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running stand on 127.0.0.1; dropping it stops it.
pub struct Stand {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

impl Stand {
    /// Starts a stand with nothing but the invented people, on a free port.
    ///
    /// # Errors
    ///
    /// [`StartError`].
    pub async fn start() -> Result<Self, StartError> {
        Self::start_with(Config::default()).await
    }

    /// Starts a stand as the settings say.
    ///
    /// # Errors
    ///
    /// [`StartError`]: the port is taken, or the committed key cannot be read.
    pub async fn start_with(config: Config) -> Result<Self, StartError> {
        let keys = if config.token_certificates.is_empty() {
            TokenKeys::test_only(config.rotation)
        } else {
            TokenKeys::of(config.token_certificates.clone())
        };
        let keys = keys.ok_or(StartError::Key)?;
        let run = random::token().map_err(|_| StartError::Random)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let shared = Arc::new(Shared::new(base_url, run, keys, &config));
        let routes = routes::all(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            if axum::serve(listener, routes).await.is_err() {
                tracing::error!("the stand stopped");
            }
        });
        let stand = Self { shared, task };
        config.clients.into_iter().for_each(|client| stand.register(client));
        Ok(stand)
    }

    /// Registers an information system, or replaces it with its consents as they are.
    pub fn register(&self, client: Client) {
        let (today, now) = (self.shared.clock.today(), self.shared.clock.now());
        let people = self.shared.people();
        let mut register = self.shared.register();
        if !register.clients.contains_key(&client.id) {
            register.consents.open(&client, &people, today, now);
        }
        register.clients.insert(client.id.clone(), client);
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// The `iss` of the tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.shared.issuer
    }

    /// The issuer of the OpenID Connect face, where the stand plays a gateway.
    #[must_use]
    pub fn oidc_issuer(&self) -> String {
        oidc::issuer(&self.shared)
    }

    /// The committed certificate that signs RS256 tokens until a rotation, in PEM.
    #[must_use]
    pub const fn certificate_pem(&self) -> &'static str {
        CERTIFICATE_PEM
    }

    /// The first certificate in DER: without settings, the same one.
    #[must_use]
    pub fn certificate_der(&self) -> &[u8] {
        self.shared.keys.published().next().map_or(&[], TokenCertificate::der)
    }

    /// Every published certificate in DER: former, present and next ones.
    pub fn certificates_der(&self) -> impl Iterator<Item = &[u8]> {
        self.shared.keys.published().map(TokenCertificate::der)
    }

    /// What was let pass for a client so far: nothing, for a strict one.
    #[must_use]
    pub fn relaxations_of(&self, client_id: &str) -> Vec<Relaxation> {
        let register = self.shared.register();
        let client = register.clients.get(client_id);
        client.map_or_else(Vec::new, |client| lock(&client.passed).iter().copied().collect())
    }

    /// The fault switches.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.shared.faults.clone()
    }

    /// Lets time pass on the stand's clock.
    pub fn advance(&self, by: TimeDelta) {
        self.shared.clock.advance(by);
    }

    /// A robot's sign-in: checks the address of a code request as the endpoint does, signs in
    /// as the person and grants; answers the address with the code.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: the request is refused, or there is no such person.
    pub fn callback_for(&self, request: &str, person: &str) -> Result<String, RobotError> {
        let id = self.accepted(request)?;
        self.grant_as(&id, person)
    }

    /// A robot behind the browser: signs in as the person and grants, where a code request was
    /// sent to the page `/login/…`; answers the address with the code.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: no request waits there, or there is no such person.
    pub fn callback_from(&self, page: &str, person: &str) -> Result<String, RobotError> {
        self.grant_as(page.rsplit('/').next().unwrap_or(page), person)
    }

    fn grant_as(&self, id: &str, person: &str) -> Result<String, RobotError> {
        let person = self.shared.person_by_key(person).ok_or(RobotError::Person)?;
        authorize::grant(&self.shared, id, person.oid).map_err(|it| RobotError::of(&it))
    }

    /// The person takes back what was given to a client through `permissions`.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: there is no such person, or nothing stood.
    pub fn withdraw_permissions(&self, client_id: &str, person: &str) -> Result<(), RobotError> {
        let person = self.shared.person_by_key(person).ok_or(RobotError::Person)?;
        let key = (client_id.to_owned(), person.oid);
        let taken = self.shared.register().permissions.remove(&key);
        taken.map(drop).ok_or(RobotError::Act)
    }

    /// A robot's sign-in at the OpenID Connect face; answers the address with the code.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: the request is refused, or there is no such person.
    pub fn oidc_callback_for(&self, request: &str, person: &str) -> Result<String, RobotError> {
        let person = self.shared.person_by_key(person).ok_or(RobotError::Person)?;
        oidc::robot(&self.shared, request, &person).map_err(|it| RobotError::of(&it))
    }

    /// A robot's «Отказаться»; answers the address with the refusal.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: the request itself is refused.
    pub fn refusal_for(&self, request: &str) -> Result<String, RobotError> {
        let id = self.accepted(request)?;
        authorize::refuse(&self.shared, &id).map_err(|it| RobotError::of(&it))
    }

    /// A robot in the cabinet: one person does one thing to the consent for one pupil.
    ///
    /// # Errors
    ///
    /// [`RobotError`]: no such person or consent, or the act is not open to this person now.
    pub fn act(
        &self,
        actor: &str,
        pupil: &str,
        client_id: &str,
        act: Act,
    ) -> Result<(), RobotError> {
        let actor = self.shared.person_by_key(actor).ok_or(RobotError::Person)?;
        let pupil = self.shared.person_by_key(pupil).ok_or(RobotError::Person)?;
        let found = self.shared.register().consents.episode_of(client_id, pupil.oid).cloned();
        let episode = found.ok_or(RobotError::Act)?;
        if cabinet::act_on(&self.shared, &episode.id, &pupil, &actor, act) {
            Ok(())
        } else {
            Err(RobotError::Act)
        }
    }

    /// Stops the stand and waits for it.
    pub async fn stop(mut self) {
        self.task.abort();
        // The task was told to end: that it was cancelled is what is awaited.
        drop((&mut self.task).await);
    }

    fn accepted(&self, request: &str) -> Result<String, RobotError> {
        authorize::check_address(&self.shared, request).map_err(|rejection| match rejection {
            authorize::Rejection::Page(refusal) => RobotError::of(&refusal),
            authorize::Rejection::Back(address) => RobotError::Back(address),
        })
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Stand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stand").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

/// Why the stand did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The port is taken: 8081, where another stand runs.
    #[error("the address cannot be listened on")]
    Listen(#[from] std::io::Error),
    /// The committed key is damaged.
    #[error("the committed test key cannot be read")]
    Key,
    /// The machine gives no random numbers.
    #[error("no random numbers")]
    Random,
}

/// Why a robot did not get through.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RobotError {
    /// No such key: `"nobody"`.
    #[error("there is no such person")]
    Person,
    /// The act is not open now: declining what nobody asked for.
    #[error("the act is not open to this person")]
    Act,
    /// Refused on a page: an address that is not registered.
    #[error("refused: {0}")]
    Refused(String),
    /// Refused at the client's address, which is inside.
    #[error("refused at the client's address")]
    Back(String),
}

impl RobotError {
    fn of(refusal: &crate::error::Refusal) -> Self {
        Self::Refused(refusal.description())
    }
}
