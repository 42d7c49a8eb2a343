//! The stand's settings: from a program, or from a file.

mod error;
mod file;
mod people;

use crate::client::Client;
use crate::clock::ClockStart;
use crate::faults::Fault;
use crate::keys::TokenCertificate;
use crate::permissions::ConsentType;
use crate::resident::Resident;
use crate::rest::PersonShape;
use chrono::{DateTime, Utc};
pub use error::ConfigError;
use families::people::Person;
use std::path::Path;

/// How to start the stand.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) port: u16,
    pub(crate) issuer: Option<String>,
    pub(crate) seed: Option<u64>,
    pub(crate) clock: ClockStart,
    pub(crate) shape: PersonShape,
    pub(crate) rotation: Option<DateTime<Utc>>,
    pub(crate) token_certificates: Vec<TokenCertificate>,
    pub(crate) consent_types: Vec<ConsentType>,
    pub(crate) clients: Vec<Client>,
    pub(crate) residents: Vec<Resident>,
    pub(crate) people: Vec<Person>,
    pub(crate) faults: Vec<Fault>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            issuer: None,
            seed: None,
            clock: ClockStart::default(),
            shape: PersonShape::default(),
            rotation: None,
            token_certificates: Vec::new(),
            consent_types: vec![ConsentType::diary()],
            clients: Vec::new(),
            residents: Vec::new(),
            people: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl Config {
    /// Reads a file of settings; what it names is looked for beside it.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], with the line and the key.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::whole(format!("cannot be read: {error}")))?;
        Self::parse(&text, path.parent().unwrap_or_else(|| Path::new(".")))
    }

    /// Reads the text of such a file; what it names is looked for in `folder`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`], with the line and the key.
    ///
    /// # Examples
    ///
    /// ```
    /// use gosuslugi_stand::Config;
    /// use std::path::Path;
    ///
    /// let error = Config::parse("port = 8081\npott = 1\n", Path::new(".")).unwrap_err();
    /// assert_eq!((error.line(), error.key()), (2, "pott"));
    /// ```
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        file::parse(text, folder)
    }

    /// The port on 127.0.0.1; 0 takes a free one.
    #[must_use]
    pub const fn with_port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The `iss` of the tokens; by default the stand's address with a slash at the end.
    #[must_use]
    pub fn with_issuer(mut self, issuer: &str) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// Ids, codes and tokens are the same for the same seed; with a frozen clock, to the letter.
    /// The sessions of people are not: nobody shall guess those.
    #[must_use]
    pub const fn with_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// What time it is when the stand starts.
    #[must_use]
    pub const fn with_clock(mut self, clock: ClockStart) -> Self {
        self.clock = clock;
        self
    }

    /// Which shape the person object has.
    #[must_use]
    pub const fn with_person_shape(mut self, shape: PersonShape) -> Self {
        self.shape = shape;
        self
    }

    /// From this moment on the next certificate of each algorithm signs; both are published all
    /// the time. It counts only without certificates of one's own.
    #[must_use]
    pub const fn with_rotation(mut self, moment: DateTime<Utc>) -> Self {
        self.rotation = Some(moment);
        self
    }

    /// One more certificate of ESIA, in place of the committed ones.
    #[must_use]
    pub fn with_token_certificate(mut self, certificate: TokenCertificate) -> Self {
        self.token_certificates.push(certificate);
        self
    }

    /// One more type of consent, beside the diary's.
    #[must_use]
    pub fn with_consent_type(mut self, kind: ConsentType) -> Self {
        self.consent_types.push(kind);
        self
    }

    /// One more information system.
    #[must_use]
    pub fn with_client(mut self, client: Client) -> Self {
        self.clients.push(client);
        self
    }

    /// More people beside the families, each with an account, as many as one likes: a crowd. What a
    /// pupil's representatives said is in force from the start.
    ///
    /// Keys and numbers must be nobody else's.
    #[must_use]
    pub fn with_people(mut self, people: impl IntoIterator<Item = Person>) -> Self {
        self.people.extend(people);
        self
    }

    /// A fault that is on from the start.
    #[must_use]
    pub fn with_fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }
}

/// What `--help` shows, and what a test reads.
pub const EXAMPLE: &str = include_str!("../stand.example.toml");
