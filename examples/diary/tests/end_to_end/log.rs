//! Everything that was logged in this run of the tests, so that a test can search it.

use families::people::Person;
use std::io::{self, Write};
use std::sync::{Mutex, OnceLock, PoisonError};
use tracing_subscriber::fmt::MakeWriter;

static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static STARTED: OnceLock<()> = OnceLock::new();

struct Memory;

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A test that failed elsewhere must not keep the others from being searched.
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Memory {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        Self
    }
}

/// Keeps what is logged from now on: everything of ours, and of the libraries what a service
/// would keep.
pub(crate) fn keep() {
    STARTED.get_or_init(|| {
        tracing_subscriber::fmt()
            .with_env_filter("info,diary=trace,gosuslugi_stand=trace,esia_core=trace")
            .with_ansi(false)
            .with_writer(Memory)
            .init();
    });
}

/// Fails if a name, a number or a date of one of these people was logged.
pub(crate) fn holds_nothing_of(people: &[Person]) {
    let logged = String::from_utf8_lossy(&LOGGED.lock().unwrap()).into_owned();
    assert!(logged.contains("kind=\"refused\""), "the log is really kept");
    for person in people {
        let digits: String = person.snils.chars().filter(char::is_ascii_digit).collect();
        let oid = person.oid.to_string();
        let birth_date = person.birth_date.to_string();
        for canary in [
            person.last_name,
            person.first_name,
            person.snils,
            digits.as_str(),
            oid.as_str(),
            birth_date.as_str(),
        ] {
            assert!(!logged.contains(canary), "the log names {}", person.key);
        }
    }
}

/// Fails if one of these texts was logged.
pub(crate) fn holds_none_of(canaries: &[&str]) {
    let logged = String::from_utf8_lossy(&LOGGED.lock().unwrap_or_else(PoisonError::into_inner))
        .into_owned();
    for canary in canaries {
        assert!(!logged.contains(canary), "the log holds {canary}");
    }
}
