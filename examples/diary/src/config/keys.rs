//! Every key of the settings, once: code, example, guide and their tests read this table.

/// A key of the settings file; the same in the environment is [`Key::variable`].
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The section and the key: `server.listen`.
    pub name: &'static str,
    /// What holds where nobody says anything.
    pub unsaid: Unsaid,
}

/// What a key that is not given means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unsaid {
    /// It must be given.
    Refused,
    /// This value, as the file would have it.
    Is(&'static str),
    /// Nothing: another key decides whether it belongs there.
    Nothing,
}

impl Key {
    const fn needed(name: &'static str) -> Self {
        Self { name, unsaid: Unsaid::Refused }
    }

    const fn or(name: &'static str, value: &'static str) -> Self {
        Self { name, unsaid: Unsaid::Is(value) }
    }

    const fn perhaps(name: &'static str) -> Self {
        Self { name, unsaid: Unsaid::Nothing }
    }

    /// The variable that overrides it: `DIARY_SERVER_LISTEN`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("DIARY_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// The section: `server`.
    #[must_use]
    pub fn section(&self) -> &'static str {
        self.name.split('.').next().unwrap_or(self.name)
    }
}

/// All keys, by section.
pub const KEYS: &[Key] = &[
    Key::or("server.listen", "127.0.0.1:8080"),
    Key::needed("server.public_url"),
    Key::perhaps("server.trusted_proxies"),
    Key::or("server.drain_seconds", "5"),
    Key::or("server.stop_seconds", "25"),
    Key::needed("database.url"),
    Key::perhaps("database.ca_file"),
    Key::needed("esia.contour"),
    Key::perhaps("esia.base_url"),
    Key::perhaps("esia.issuer"),
    Key::perhaps("esia.ca_file"),
    Key::needed("esia.client_id"),
    Key::or("esia.scope", crate::demo::SCOPE),
    Key::needed("esia.provider_certificate_files"),
    Key::needed("esia.certificate_file"),
    Key::or("esia.pkce", "true"),
    Key::or("esia.connect_seconds", "3"),
    Key::or("esia.request_seconds", "10"),
    Key::needed("signer.kind"),
    Key::perhaps("signer.key_file"),
    Key::perhaps("signer.openssl_conf_file"),
    Key::perhaps("signer.command"),
    Key::perhaps("signer.url"),
    Key::perhaps("signer.ca_file"),
    Key::or("signer.seconds", "5"),
    Key::needed("consents.url"),
    Key::perhaps("consents.ca_file"),
    Key::needed("consents.secret_file"),
    Key::or("consents.staleness_seconds", "60"),
    Key::or("policy.age_rule", "day_after"),
    Key::or("policy.teen_consent", "parent_only"),
    Key::or("policy.zone_hours", "3"),
    Key::or("door.lookup", "memory"),
    Key::perhaps("door.key_files"),
    Key::or("logins.idle_minutes", "30"),
    Key::or("logins.hours", "8"),
    Key::or("appeal.route", "organisation"),
    Key::or("appeal.url", "/appeal"),
    Key::or("upload.megabytes", "50"),
    Key::or("limits.refusal_floor_ms", "300"),
    Key::or("limits.form_patience_ms", "10000"),
    Key::or("limits.upload_patience_ms", "20000"),
    Key::or("limits.sign_ins_per_minute", "600"),
    Key::or("limits.appeals_of_address", "30"),
    Key::or("limits.appeals_of_account", "10"),
    Key::or("limits.refusals_of_account", "30"),
    Key::or("limits.passwords_of_desk", "10"),
    Key::or("limits.passwords_of_address", "50"),
    Key::or("limits.passwords_of_login", "100"),
    Key::or("limits.codes_of_staff", "120"),
    Key::or("limits.codes_of_all", "2000"),
    Key::or("proof.origin", "diary/consents"),
    Key::perhaps("proof.key_file"),
    Key::perhaps("proof.heads_file"),
    Key::or("retention.days", "30"),
    Key::or("retention.daily", "false"),
    Key::or("retention.acts_folder", "acts"),
    Key::perhaps("operator.name"),
    Key::perhaps("operator.address"),
    Key::perhaps("operator.processor"),
    Key::perhaps("operator.system"),
    Key::perhaps("operator.responsible"),
    Key::perhaps("metrics.listen"),
    Key::or("log.format", "json"),
    Key::or("log.filter", "info"),
];

/// The variable that every program which speaks with a database knows; it goes before the file.
pub const DATABASE_URL: &str = "DATABASE_URL";

/// The key of a name that the code asks for.
pub(super) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
