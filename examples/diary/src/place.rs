//! Where the diary keeps what it keeps: a file, or a server.

use esia_core::secrets::Secret;
use std::fmt::{self, Write as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// A database: a file of SQLite, or a server that speaks PostgreSQL.
///
/// **Syntax**: an address that begins with `postgres://` or `postgresql://` names a server;
/// everything else is the path of a file. `Debug` does not show it: an address holds a password.
#[derive(Clone)]
pub struct Place(Inner);

#[derive(Clone)]
enum Inner {
    File(PathBuf),
    Server(Secret),
}

/// Whose dialect is spoken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Engine {
    /// SQLite: one file, one machine.
    Sqlite,
    /// PostgreSQL, or what speaks as it does (Citus).
    Postgres,
}

impl Place {
    /// A place as an operator writes it.
    #[must_use]
    pub fn read(text: &str) -> Self {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            Self(Inner::Server(Secret::new(text.to_owned())))
        } else {
            Self::file(Path::new(text))
        }
    }

    /// A file of SQLite.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self(Inner::File(path.to_owned()))
    }

    /// Whose dialect is spoken.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.0 {
            Inner::File(_) => Engine::Sqlite,
            Inner::Server(_) => Engine::Postgres,
        }
    }

    /// The file, where it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.0 {
            Inner::File(path) => Some(path),
            Inner::Server(_) => None,
        }
    }

    /// Whether it is a server of another machine whose address does not say how TLS is spoken.
    #[must_use]
    pub fn is_silent_on_tls(&self) -> bool {
        let Inner::Server(url) = &self.0 else { return false };
        let Ok(url) = Url::parse(url.expose()) else { return false };
        let says = url.query_pairs().any(|(name, _)| name == "sslmode" || name == "ssl-mode");
        let is_near = match url.host_str().unwrap_or_default() {
            "" | "localhost" => true,
            host => host.trim_matches(['[', ']']).parse().is_ok_and(|ip: IpAddr| ip.is_loopback()),
        };
        !says && !is_near
    }

    /// The same server, with its certificate checked against the authorities of this file.
    #[must_use]
    pub fn with_authorities(self, path: &Path) -> Self {
        let Inner::Server(text) = &self.0 else { return self };
        let Ok(mut url) = Url::parse(text.expose()) else { return self };
        let path = path.to_string_lossy();
        url.query_pairs_mut()
            .append_pair("sslmode", "verify-full")
            .append_pair("sslrootcert", &path);
        Self(Inner::Server(Secret::new(url.into())))
    }

    /// The address, as the driver reads it.
    #[must_use]
    pub fn url(&self) -> Secret {
        match &self.0 {
            Inner::File(path) => Secret::new(file_url(path)),
            Inner::Server(url) => url.clone(),
        }
    }

    /// What each connection begins with.
    ///
    /// A server loses nothing that it acknowledged; a file in its journal mode would, when the
    /// machine loses power, unless it is told to wait for the disk. What is deleted is overwritten.
    pub(crate) const fn preparations(&self) -> &'static [&'static str] {
        match self.engine() {
            Engine::Sqlite => &[
                "PRAGMA busy_timeout = 5000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA secure_delete = ON",
            ],
            Engine::Postgres => &["SET statement_timeout = '10s'", "SET lock_timeout = '5s'"],
        }
    }

    /// How many connections one instance holds at most.
    pub(crate) const fn connections_max(&self) -> u32 {
        match self.engine() {
            Engine::Sqlite => 4,
            Engine::Postgres => 16,
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({:?})", self.engine())
    }
}

/// In an address a few signs of a path would mean something else.
fn file_url(path: &Path) -> String {
    let mut url = String::from("sqlite:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_') {
            url.push(char::from(*byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url.push_str("?mode=rwc");
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_told_from_a_file_by_its_scheme() {
        let url = "postgres://diary:geheim@127.0.0.1:5432/diary";
        assert_eq!(Place::read(url).engine(), Engine::Postgres);
        assert_eq!(Place::read("postgresql:///diary").engine(), Engine::Postgres);
        for path in ["target/demo/diary.db", "postgres", "postgres:file", "/var/lib/diary.db"] {
            assert_eq!(Place::read(path).engine(), Engine::Sqlite, "{path}");
        }
    }

    #[test]
    fn the_password_of_a_server_is_not_shown() {
        let shown = format!("{:?}", Place::read("postgres://diary:geheim@127.0.0.1/diary"));
        assert!(!shown.contains("geheim"), "{shown}");
    }

    #[test]
    fn a_server_of_another_machine_must_say_how_tls_is_spoken() {
        for (address, is_silent) in [
            ("postgres://diary@db.example/diary", true),
            ("postgres://diary@10.0.0.5:5432/diary?application_name=diary", true),
            ("postgres://diary@db.example/diary?sslmode=verify-full", false),
            ("postgres://diary@db.example/diary?sslmode=disable", false),
            ("postgres://diary@127.0.0.1/diary", false),
            ("postgres://diary@[::1]/diary", false),
            ("postgres:///diary", false),
            ("target/demo/diary.db", false),
        ] {
            assert_eq!(Place::read(address).is_silent_on_tls(), is_silent, "{address}");
        }
        let server = Place::read("postgres://diary@db.example/diary");
        let checked = server.with_authorities(Path::new("ca.pem"));
        assert!(checked.url().expose().ends_with("?sslmode=verify-full&sslrootcert=ca.pem"));
        assert!(!checked.is_silent_on_tls());
    }

    #[test]
    fn signs_that_mean_something_in_an_address_stay_part_of_the_path() {
        let url = Place::file(Path::new("target/школа?mode=ro#1 %.db")).url();
        let url = url.expose();
        assert!(url.starts_with("sqlite:target/%D1%88"), "{url}");
        assert!(url.ends_with("%3Fmode%3Dro%231%20%25.db?mode=rwc"), "{url}");
    }
}
