//! Goal: what was copied comes back whole and proves it, what was not is refused, and nobody who was
//! signed in then is signed in now.
//! Method: a real database with invented people in it (SQLite, or PostgreSQL with its own programs
//! where the tests were given a server); a copy, the same one spoiled, and the same looked at again.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[path = "support/filled.rs"]
mod filled;
#[path = "support/place.rs"]
mod place;
#[path = "support/told.rs"]
mod told;

use diary::backup::{BackupError, backup, restore};
use diary::consent_log::HeadKey;
use diary::place::Place;
use diary::store::Store;
use filled::{begun, noon, pupil, subject};
use std::path::{Path, PathBuf};

fn origin() -> consent_model::log::Origin {
    consent_model::log::Origin::parse("diary.example/consents").unwrap()
}

fn key() -> HeadKey {
    HeadKey::new(&[9; 32])
}

/// The programs of the newest server that Debian has put here; elsewhere, those on the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let newest: u32 = newest.max()?;
    Some(PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin")))
}

fn fresh_file(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for ending in ["", ".proof.json", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    path
}

/// A diary of two pupils, signed, with a sign-in under way; and a copy of it.
async fn copied(name: &str) -> (Place, Store, PathBuf) {
    let place = place::fresh(&format!("{name}-of")).await;
    let store = Store::at(&place).await.unwrap();
    pupil(&store, "J1", "1000900001", "Образцова").await;
    pupil(&store, "J2", "1000900002", "Пробная").await;
    begun(&store).await;
    while store.order_log(&origin(), 100).await.unwrap() {}
    store.sign_head(&origin(), &key(), noon()).await.unwrap().expect("there are entries");
    let to = fresh_file(&format!("{name}.copy"));
    let made = backup(&store, &place, &to, programs().as_deref()).await.unwrap();
    assert_eq!((made.log_size, made.counts.get("records")), (6, Some(&2)));
    (place, store, to)
}

/// An empty place: of a file the path alone.
async fn empty(name: &str) -> Place {
    place::fresh(name).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_copied_comes_back_whole_and_nobody_is_signed_in() {
    let (place, store, copy) = copied("backup-whole").await;
    // What happens after the copy is not in it.
    pupil(&store, "J3", "1000900003", "Поздняя").await;
    let to = empty("backup-whole-to").await;
    let (origin, verifier) = (origin(), key().verifier());
    let (restored, done) =
        restore(&copy, &to, programs().as_deref(), Some((&origin, &verifier))).await.unwrap();
    assert_eq!(done.ended, 1);
    let report = done.log.unwrap();
    assert!(report.is_sound());
    assert_eq!((report.entries, report.opened, report.provable), (6, 6, 6));
    assert!(restored.take_sign_in("state", "browser", noon()).await.unwrap().is_none());
    assert!(store.take_sign_in("state", "browser", noon()).await.unwrap().is_some());
    assert!(restored.consent_history(&subject("1000900002")).await.unwrap().is_some());
    assert!(restored.consent_history(&subject("1000900003")).await.unwrap().is_none());
    let of = async |store: &Store, place| store.fingerprint(place).await.unwrap().counts;
    assert_eq!(of(&restored, &to).await.get("records"), Some(&2));
    assert_eq!(of(&store, &place).await.get("records"), Some(&3));

    // Nothing is written over.
    let again = restore(&copy, &to, programs().as_deref(), None).await;
    assert!(matches!(again, Err(BackupError::NotEmpty)), "{again:?}");
    let over = backup(&store, &place, &copy, programs().as_deref()).await;
    assert!(matches!(over, Err(BackupError::File { .. })), "{over:?}");
}

/// T-23: a copy in which somebody has changed something is told of.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_not_what_it_was_is_refused() {
    let (_, _, copy) = copied("backup-spoiled").await;
    let proof = PathBuf::from(format!("{}.proof.json", copy.display()));
    let text = std::fs::read_to_string(&proof).unwrap();
    for (number, (from, to)) in
        [("\"records\": 2", "\"records\": 3"), ("\"log_root\": \"", "\"log_root\": \"0")]
            .into_iter()
            .enumerate()
    {
        assert!(text.contains(from), "{text}");
        std::fs::write(&proof, text.replacen(from, to, 1)).unwrap();
        let place = empty(&format!("backup-spoiled-{number}")).await;
        let refused = restore(&copy, &place, programs().as_deref(), None).await;
        assert!(matches!(refused, Err(BackupError::Differs(_))), "{to}: {refused:?}");
    }
    std::fs::write(&proof, text).unwrap();
    let place = empty("backup-another-key").await;
    let (origin, stranger) = (origin(), HeadKey::new(&[8; 32]).verifier());
    let log = Some((&origin, &stranger));
    let refused = restore(&copy, &place, programs().as_deref(), log).await;
    assert!(matches!(refused, Err(BackupError::Differs(_))), "{refused:?}");
}
