//! Where ESIA is, and under which names it issues tokens: all of it configuration.

use crate::account::Contour;
use crate::protocol::contour::{ContourError, Material, known_host};
use crate::protocol::generation::Generation;
use alloc::collections::BTreeSet;
use alloc::string::String;
use url::Url;

/// The host of ESIA in production.
pub const PRODUCTION_HOST: &str = "https://esia.gosuslugi.ru";
/// The host of ESIA's own test stand.
pub const TEST_HOST: &str = "https://esia-portal1.test.gosuslugi.ru";
/// The issuer in production tokens: `http`, with the slash, although the service is `https`.
pub const PRODUCTION_ISSUER: &str = "http://esia.gosuslugi.ru/";
/// The issuer in tokens of the test stand.
pub const TEST_ISSUER: &str = "http://esia-portal1.test.gosuslugi.ru/";

/// The issuer in tokens of the second test stand.
pub const DEMO_ISSUER: &str = "http://esia-demo.test.gosuslugi.ru/";

/// The addresses of one ESIA, of the current [`Generation`] unless told otherwise.
///
/// **Guarantees**: every address is `https`, or `http` on this very machine; the only way around
/// it is [`Endpoints::insecure_at`].
///
/// # Examples
///
/// ```
/// use esia_core::protocol::endpoints::Endpoints;
///
/// let stand = Endpoints::at("http://127.0.0.1:8085")?;
/// assert_eq!(stand.token().as_str(), "http://127.0.0.1:8085/aas/oauth2/v3/te");
/// # Ok::<(), esia_core::protocol::endpoints::EndpointsError>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoints {
    contour: Contour,
    generation: Generation,
    authorize: Url,
    token: Url,
    rest_base: Url,
    logout: Url,
}

impl Endpoints {
    /// ESIA in production.
    ///
    /// # Errors
    ///
    /// None in practice: the address is a constant that a test reads.
    pub fn production() -> Result<Self, EndpointsError> {
        Self::at(PRODUCTION_HOST)
    }

    /// ESIA's own test stand.
    ///
    /// # Errors
    ///
    /// None in practice: the address is a constant that a test reads.
    pub fn test() -> Result<Self, EndpointsError> {
        Self::at(TEST_HOST)
    }

    /// An ESIA at another host: a simulated stand, a regional copy.
    ///
    /// # Errors
    ///
    /// [`EndpointsError::Url`] for what is not an address with a host, and
    /// [`EndpointsError::Plain`] for `http` to another machine.
    pub fn at(base: &str) -> Result<Self, EndpointsError> {
        let base = parse(base)?;
        if base.scheme() == "https" || is_loopback(&base) {
            Ok(Self::under(&base))
        } else {
            Err(EndpointsError::Plain)
        }
    }

    /// An ESIA at any host, even over plain `http`: for a closed test network only.
    ///
    /// # Errors
    ///
    /// [`EndpointsError::Url`] for what is not an address with a host.
    pub fn insecure_at(base: &str) -> Result<Self, EndpointsError> {
        parse(base).map(|base| Self::under(&base))
    }

    fn under(base: &Url) -> Self {
        let generation = Generation::default();
        let known = base.host_str().and_then(known_host);
        Self {
            contour: known.unwrap_or(Contour::Simulated),
            generation,
            authorize: with_path(base, generation.authorize_path()),
            token: with_path(base, generation.token_path()),
            rest_base: with_path(base, REST_PATH),
            logout: with_path(base, LOGOUT_PATH),
        }
    }

    /// The same ESIA, spoken to in this generation.
    #[must_use]
    pub fn with_generation(self, generation: Generation) -> Self {
        Self {
            generation,
            authorize: with_path(&self.authorize, generation.authorize_path()),
            token: with_path(&self.token, generation.token_path()),
            ..self
        }
    }

    /// The same addresses, as those of this contour: for a proxy in front of ESIA.
    ///
    /// The hosts of ESIA itself have their contour; any other is a stand of one's own unless this
    /// says otherwise.
    ///
    /// # Errors
    ///
    /// [`ContourError`]: a host of ESIA itself, given to another contour.
    pub fn in_contour(self, contour: Contour) -> Result<Self, ContourError> {
        if let Some(found) = self.authorize.host_str().and_then(known_host) {
            ContourError::check(Material::Endpoints, found, contour)?;
        }
        Ok(Self { contour, ..self })
    }

    /// The contour that they belong to (T-10).
    #[must_use]
    pub const fn contour(&self) -> Contour {
        self.contour
    }

    /// The generation that it is spoken to in.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// Where the browser is sent to sign in.
    #[must_use]
    pub const fn authorize(&self) -> &Url {
        &self.authorize
    }

    /// Where a code is exchanged for tokens.
    #[must_use]
    pub const fn token(&self) -> &Url {
        &self.token
    }

    /// What the addresses of person data begin with.
    #[must_use]
    pub const fn rest_base(&self) -> &Url {
        &self.rest_base
    }

    /// Where the browser is sent to sign out.
    #[must_use]
    pub const fn logout(&self) -> &Url {
        &self.logout
    }
}

/// The issuers that a verifier accepts, compared exactly (T-10).
///
/// It is a set, because one contour has used several names; nothing is added by itself. Each set
/// belongs to one contour: tokens of the test stand once carried the production issuer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issuers {
    contour: Contour,
    names: BTreeSet<String>,
}

impl Issuers {
    /// Exactly these issuers, for a stand of one's own.
    #[must_use]
    pub fn new(issuers: impl IntoIterator<Item = String>) -> Self {
        Self { contour: Contour::Simulated, names: issuers.into_iter().collect() }
    }

    /// Exactly these issuers, for this contour.
    ///
    /// # Errors
    ///
    /// [`ContourError`]: the name of a test stand, for production.
    pub fn in_contour(
        contour: Contour,
        issuers: impl IntoIterator<Item = String>,
    ) -> Result<Self, ContourError> {
        let names: BTreeSet<String> = issuers.into_iter().collect();
        for (name, found) in [(TEST_ISSUER, Contour::Test), (DEMO_ISSUER, Contour::Demo)] {
            if contour == Contour::Production && names.contains(name) {
                return Err(ContourError { material: Material::Issuers, found, expected: contour });
            }
        }
        Ok(Self { contour, names })
    }

    /// The issuer of production.
    #[must_use]
    pub fn production() -> Self {
        Self::of_one(Contour::Production, PRODUCTION_ISSUER)
    }

    /// The issuer of the test stand.
    #[must_use]
    pub fn test() -> Self {
        Self::of_one(Contour::Test, TEST_ISSUER)
    }

    /// The issuer of the second test stand.
    #[must_use]
    pub fn demo() -> Self {
        Self::of_one(Contour::Demo, DEMO_ISSUER)
    }

    fn of_one(contour: Contour, name: &str) -> Self {
        Self { contour, names: BTreeSet::from([String::from(name)]) }
    }

    /// The contour that they belong to.
    #[must_use]
    pub const fn contour(&self) -> Contour {
        self.contour
    }

    /// Whether this very text is one of the issuers.
    #[must_use]
    pub fn contains(&self, issuer: &str) -> bool {
        self.names.contains(issuer)
    }
}

/// Why a text cannot be the address of an ESIA.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EndpointsError {
    /// Not an address with a host: `"esia"`, `"mailto:a@b.example"`.
    #[error("not an http or https address")]
    Url,
    /// Plain `http` to another machine: `"http://esia.example"`.
    #[error("plain http is for this very machine only")]
    Plain,
}

const REST_PATH: &str = "/rs/";
const LOGOUT_PATH: &str = "/idp/ext/Logout";

fn parse(base: &str) -> Result<Url, EndpointsError> {
    let url = Url::parse(base).map_err(|_| EndpointsError::Url)?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() {
        Ok(url)
    } else {
        Err(EndpointsError::Url)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn with_path(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url.set_query(None);
    url.set_fragment(None);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_contours_have_the_addresses_of_the_paper() {
        let production = Endpoints::production().unwrap();
        assert_eq!(production.authorize().as_str(), "https://esia.gosuslugi.ru/aas/oauth2/v2/ac");
        assert_eq!(production.token().as_str(), "https://esia.gosuslugi.ru/aas/oauth2/v3/te");
        assert_eq!(production.rest_base().as_str(), "https://esia.gosuslugi.ru/rs/");
        let test = Endpoints::test().unwrap();
        assert_eq!(test.logout().as_str(), "https://esia-portal1.test.gosuslugi.ru/idp/ext/Logout");
    }

    #[test]
    fn each_generation_has_its_own_addresses_and_the_rest_is_shared() {
        let current = Endpoints::production().unwrap();
        assert_eq!(current.generation(), Generation::Current);
        let older = current.clone().with_generation(Generation::V1);
        assert_eq!(older.generation(), Generation::V1);
        assert_eq!(older.authorize().as_str(), "https://esia.gosuslugi.ru/aas/oauth2/ac");
        assert_eq!(older.token().as_str(), "https://esia.gosuslugi.ru/aas/oauth2/te");
        assert_eq!(older.rest_base(), current.rest_base());
        assert_eq!(older.logout(), current.logout());
        assert_eq!(older.with_generation(Generation::Current), current);
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for base in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost"] {
            assert!(Endpoints::at(base).is_ok(), "{base}");
        }
        assert_eq!(Endpoints::at("http://esia.example"), Err(EndpointsError::Plain));
        assert_eq!(Endpoints::at("http://localhost.example"), Err(EndpointsError::Plain));
        assert!(Endpoints::insecure_at("http://stand").is_ok());
        assert_eq!(Endpoints::at("esia"), Err(EndpointsError::Url));
        assert_eq!(Endpoints::insecure_at("mailto:a@b.example"), Err(EndpointsError::Url));
    }

    #[test]
    fn an_issuer_is_compared_to_the_letter() {
        let issuers = Issuers::production();
        assert!(issuers.contains("http://esia.gosuslugi.ru/"));
        assert!(!issuers.contains("http://esia.gosuslugi.ru"));
        assert!(!issuers.contains("https://esia.gosuslugi.ru/"));
        assert!(!issuers.contains("http://esia-portal1.test.gosuslugi.ru/"));
    }
}
