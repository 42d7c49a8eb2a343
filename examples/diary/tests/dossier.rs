//! Goal: a pupil is given everything that is kept about them, and nothing about anybody else.
//! Method: two pupils whose every value names its owner, in a real database (SQLite, or PostgreSQL
//! where the tests were given a server); each table of the database is asked for, by its columns.

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

use diary::dossier::gather;
use diary::store::{Act, Store};
use esia_core::account::Contour;
use esia_core::record::RecordId;
use filled::{begun, noon, pupil, subject};

/// 152-FZ art. 14; T-15.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_is_given_everything_of_their_own_and_nothing_of_another() {
    let place = place::fresh("dossier-own").await;
    let store = Store::at(&place).await.unwrap();
    pupil(&store, "J1", "1000900001", "Образцова").await;
    pupil(&store, "J2", "1000900002", "Пробная").await;
    begun(&store).await;
    let record = RecordId::new("J1".to_owned());
    let found = gather(&store, &record, Contour::Simulated, "secretary", noon()).await.unwrap();
    assert!(!found.is_empty);
    for text in [found.to_json(), found.to_html()] {
        for own in ["J1", "1000900001", "Образцова", "2016", "approved", "представитель 1", "D-11"]
        {
            assert!(text.contains(own), "{own} is missing:\n{text}");
        }
        for another in
            ["J2", "1000900002", "Пробная", "r-Образцова", "телефон родителя", "secretary"]
        {
            assert!(!text.contains(another), "{another} is told:\n{text}");
        }
    }
    let history = store.desk_events(Some(&record), 10).await.unwrap();
    assert_eq!(history.first().expect("it is noted").act, Act::ExportedSubject);
    assert_eq!(history.first().unwrap().staff, "secretary");
}

/// An account that the register contradicts may be a stranger's.
#[tokio::test(flavor = "multi_thread")]
async fn the_data_of_an_account_that_the_register_contradicts_is_not_given_out() {
    let place = place::fresh("dossier-contradicted").await;
    let store = Store::at(&place).await.unwrap();
    pupil(&store, "J1", "1000900001", "Образцова").await;
    store.contradict_binding(&subject("1000900001")).await.unwrap();
    let record = RecordId::new("J1".to_owned());
    let found = gather(&store, &record, Contour::Simulated, "secretary", noon()).await.unwrap();
    assert!(!found.to_json().contains("1000900001"));
    assert!(found.to_json().contains("Образцова"), "the record is the pupil's own");
}

#[tokio::test(flavor = "multi_thread")]
async fn about_a_record_that_is_none_nothing_is_found() {
    let place = place::fresh("dossier-none").await;
    let store = Store::at(&place).await.unwrap();
    let record = RecordId::new("J1".to_owned());
    let found = gather(&store, &record, Contour::Simulated, "secretary", noon()).await.unwrap();
    assert!(found.is_empty);
}
