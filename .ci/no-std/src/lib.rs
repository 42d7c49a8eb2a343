//! The pure crates linked without `std`.
//!
//! Goal: no feature and no dependency of theirs brings `std` in.
//! Method: a library with a panic handler and an allocator of its own, which calls into each of
//! them. Where `std` comes in, there are two panic handlers, and the build fails.

#![no_std]

extern crate alloc;

use alloc::collections::BTreeSet;
use alloc::string::String;
use chrono::{DateTime, NaiveDate};
use consent_model::actor::Actor;
use consent_model::code::BindingCode;
use consent_model::consent::{self, Act, Event, SetUp, State, step};
use consent_model::personal::BirthDate;
use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr::null_mut;
use esia_core::access::{
    ConsentFact, ConsentState, Decision, Epoch, Facts, LinkedParents, Lookup, Policy, decide,
};
use esia_matching::name::FullName;
use esia_matching::snils::Snils;

/// Never gives memory: the check is that this links, not that it runs.
struct NoMemory;

// SAFETY: a null pointer is how an allocator says no; nothing is ever given, so nothing is freed.
unsafe impl GlobalAlloc for NoMemory {
    unsafe fn alloc(&self, _layout: Layout) -> *mut u8 {
        null_mut()
    }

    unsafe fn dealloc(&self, _pointer: *mut u8, _layout: Layout) {}
}

#[global_allocator]
static NO_MEMORY: NoMemory = NoMemory;

#[panic_handler]
fn stop(_info: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Calls into every pure crate.
///
/// # Safety
///
/// `text` points to `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn no_std_link(text: *const u8, length: usize) -> bool {
    // SAFETY: the caller's promise.
    let bytes = unsafe { core::slice::from_raw_parts(text, length) };
    let text = String::from_utf8_lossy(bytes);
    decision()
        && matching(&text)
        && consent()
        && log(&text)
        && protocol(&text)
        && cms(bytes)
        && gost(bytes)
        && blind(bytes)
}

/// esia-core: one decision, which refuses.
fn decision() -> bool {
    let facts = Facts {
        account: None,
        birth_date: None,
        emancipated: false,
        lookup: Lookup::NotFound,
        linked_parents: LinkedParents::Unknown,
        consent: ConsentFact { state: ConsentState::Unknown, epoch: Epoch(0) },
    };
    let decision = decide(&facts, &Policy::default(), NaiveDate::MIN);
    matches!(decision, Decision::Refuse(_))
}

/// esia-matching: one number and one name.
fn matching(text: &str) -> bool {
    Snils::parse(text).is_ok() && FullName::parse(text, text, None).is_ok()
}

/// consent-model: one step of a pupil without representatives, and one binding code.
fn consent() -> bool {
    let code = BindingCode::entered("1");
    let birth_date = BirthDate::new(NaiveDate::MIN);
    let state = State::new(&SetUp { birth_date, representatives: BTreeSet::new() });
    let act = Act::SignInAttempted { matched: true, account_active: true };
    let at = DateTime::UNIX_EPOCH.fixed_offset();
    step(&state, &Event::new(Actor::Pupil, act), at, &consent::Policy::default()).is_ok()
        && BindingCode::parse("1") == Ok(code)
}

#[cfg(feature = "log")]
fn log(text: &str) -> bool {
    use consent_model::log::{Log, Origin};
    Origin::parse(text).is_ok_and(|origin| {
        let log: Log = Log::new(origin);
        log.head(DateTime::UNIX_EPOCH.fixed_offset()).size == 0
    })
}

#[cfg(not(feature = "log"))]
fn log(_text: &str) -> bool {
    true
}

#[cfg(feature = "protocol")]
fn protocol(text: &str) -> bool {
    esia_core::protocol::fingerprint::CertificateFingerprint::of_pem(text).is_ok()
}

#[cfg(not(feature = "protocol"))]
fn protocol(_text: &str) -> bool {
    true
}

#[cfg(feature = "cms")]
fn cms(bytes: &[u8]) -> bool {
    esia_core::protocol::cms::DetachedSignature::parse(bytes).is_ok()
}

#[cfg(not(feature = "cms"))]
fn cms(_bytes: &[u8]) -> bool {
    true
}

#[cfg(feature = "gost")]
fn gost(bytes: &[u8]) -> bool {
    esia_core::protocol::gost::VerifyingKey::from_spki_der(bytes)
        .is_ok_and(|key| key.verify(bytes, bytes).is_ok())
}

#[cfg(not(feature = "gost"))]
fn gost(_bytes: &[u8]) -> bool {
    true
}

#[cfg(feature = "blind")]
fn blind(bytes: &[u8]) -> bool {
    use esia_matching::blind::{BlindIndexer, BlindKey, KeyVersion};
    BlindKey::new(KeyVersion(1), bytes).is_ok_and(|key| {
        let indexer = BlindIndexer::new("", key);
        Snils::parse("112-233-445 95").is_ok_and(|snils| !indexer.candidates(&snils).is_empty())
    })
}

#[cfg(not(feature = "blind"))]
fn blind(_bytes: &[u8]) -> bool {
    true
}
