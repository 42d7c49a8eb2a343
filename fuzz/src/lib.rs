//! The laws that hold for any bytes: one module for each fuzz target.
//!
//! A `law` panics where it is broken. The targets in `fuzz_targets` and the replay of the saved
//! inputs in `tests/corpus.rs` call the same functions.

pub mod fuzz_act_record;
pub mod fuzz_birth_date;
pub mod fuzz_callback;
pub mod fuzz_certificate;
pub mod fuzz_claims;
pub mod fuzz_clock;
pub mod fuzz_cms;
pub mod fuzz_collections;
pub mod fuzz_compact;
pub mod fuzz_described;
pub mod fuzz_evidence;
pub mod fuzz_gateway;
pub mod fuzz_log;
pub mod fuzz_name;
pub mod fuzz_paths;
pub mod fuzz_permissions;
pub mod fuzz_person;
pub mod fuzz_provider_error;
pub mod fuzz_replay;
pub mod fuzz_snils;
pub mod fuzz_table;
pub mod fuzz_token;

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use esia_core::protocol::gost::{SigningKey, certificate};
use esia_core::protocol::key_set::KeySet;
use esia_matching::steps::Read;

/// The moment at which every law is tried.
pub(crate) fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+03:00").expect("a constant")
}

/// A key that signs in tests only.
pub(crate) static KEY: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::from_bytes([7; 32]).expect("a constant"));

/// The set that knows [`KEY`] and no other.
pub(crate) fn keys() -> KeySet {
    let until = at() + chrono::TimeDelta::days(30);
    let der = certificate::self_signed(&KEY, "Fuzz", at(), until, [1; 32]).expect("constants");
    let mut keys = KeySet::new();
    keys.add_certificate_der(&der).expect("our own certificate");
    keys
}

/// What `value` prints as reads as `value`, in no step.
pub(crate) fn steady<T: PartialEq>(
    value: &T,
    canonical: &str,
    read: impl Fn(&str) -> Option<Read<T>>,
) {
    let again = read(canonical).expect("a canonical text is read");
    assert!(again.value == *value, "a canonical text is read as another value");
    assert!(again.steps.is_empty(), "a canonical text takes the steps {:?}", again.steps);
}
