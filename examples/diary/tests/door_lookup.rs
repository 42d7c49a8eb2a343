//! Goal: a look-up by the blind index answers as one in the whole register, at each moment, also
//! while keys are replaced and records changed.
//! Method: the invented journal, and journals drawn from pools so small that identifiers are shared
//! and contradict; every answer is compared with the one of the full index in memory. A real
//! database (SQLite, or PostgreSQL where the tests were given a server).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[path = "support/place.rs"]
mod place;

use chrono::NaiveDate;
use diary::keyring::Keyring;
use diary::place::Place;
use diary::register::{LookUpBy, Register, entry};
use diary::store::{Enrolment, READING, Record, Retired, Store, StoreError};
use esia_core::access::Lookup;
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::blind::KeyVersion;
use esia_matching::evidence::{Assurance, Evidence, Texts, Vouched};
use esia_matching::index::Index;
use esia_matching::policy::MatchPolicy;
use proptest::prelude::*;
use proptest::sample::select;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use std::collections::BTreeSet;

/// A keyring of invented keys; the bytes of each follow from its version.
fn keyring(versions: &[u32]) -> Keyring {
    let bytes = |version: u32| Sha256::digest(version.to_be_bytes()).to_vec().into();
    Keyring::new(versions.iter().map(|&version| (KeyVersion(version), bytes(version)))).unwrap()
}

async fn store(place: &Place, versions: &[u32]) -> Store {
    Store::at(place).await.unwrap().with_keys(keyring(versions))
}

async fn fill(store: &Store) {
    while store.fill_blind_index(3).await.unwrap() {}
}

/// The whole register in memory: the answer that every other must equal.
async fn full_index(store: &Store) -> Index {
    Index::new(store.records().await.unwrap().iter().map(entry))
}

/// Compares the whole outcome, notes for staff included.
async fn assert_answers_equal(store: &Store, people: &[Evidence]) {
    let full = full_index(store).await;
    for (number, person) in people.iter().enumerate() {
        let candidates = store.blind_candidates(person).await.unwrap();
        let few = Index::new(candidates.iter().map(entry));
        for policy in MatchPolicy::all() {
            assert_eq!(
                few.find(person, &policy),
                full.find(person, &policy),
                "person {number}, {policy:?}"
            );
        }
    }
}

fn record(id: &str, texts: [&str; 7]) -> Record {
    let [snils, last, first, middle, date, series, number] =
        texts.map(|text| Personal::new(text.to_owned()));
    Record {
        id: RecordId::new(id.to_owned()),
        snils,
        last_name: last,
        first_name: first,
        middle_name: middle,
        birth_date: date,
        cert_series: series,
        cert_number: number,
        class: "5А".to_owned(),
        school: String::new(),
        school_year: String::new(),
        enrolment: Enrolment::Active,
        pupil: None,
        version: 0,
    }
}

/// The invented journal: most rows as they should be, the others with the errors of schools.
fn journal() -> Vec<Record> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let rows = families::journal::journal(today);
    rows.iter()
        .map(|row| {
            let names = [&row.last_name, &row.first_name, &row.middle_name];
            let [last, first, middle] = names.map(String::as_str);
            let papers = [&row.birth_date, &row.cert_series, &row.cert_number];
            let [date, series, number] = papers.map(String::as_str);
            record(row.id, [&row.snils, last, first, middle, date, series, number])
        })
        .collect()
}

/// A person with the names and date of one record, the SNILS of another, the certificate of a third.
fn person(whose: &Record, numbered: &Record, certified: &Record, vouched: Vouched) -> Evidence {
    let names = [&whose.last_name, &whose.first_name, &whose.middle_name];
    let [last, first, middle] = names.map(Personal::expose);
    let texts = Texts::default()
        .names(last, first, middle)
        .birth_date(whose.birth_date.expose())
        .snils(numbered.snils.expose())
        .certificate_parts(certified.cert_series.expose(), certified.cert_number.expose());
    Evidence::from_provider(&texts, vouched)
}

fn people_of(records: &[Record]) -> Vec<Evidence> {
    let mut people = Vec::new();
    for (at, own) in records.iter().enumerate() {
        let other = &records[(at + 1) % records.len()];
        for (numbered, certified) in [(own, own), (own, other), (other, own), (other, other)] {
            people.push(person(own, numbered, certified, Vouched::EVERYTHING));
        }
        let unsure = Vouched { snils: Assurance::Stated, ..Vouched::EVERYTHING };
        people.push(person(own, own, own, unsure));
        people.push(person(own, own, own, Vouched::NOTHING));
    }
    people
}

/// T-12, D-07: everybody of the journal, and everybody who has an identifier of somebody else.
#[tokio::test(flavor = "multi_thread")]
async fn the_blind_index_answers_as_the_whole_register_for_the_invented_journal() {
    let place = place::fresh("door-journal").await;
    let store = store(&place, &[1]).await;
    store.check_keys().await.unwrap();
    let mut records = journal();
    // Enrolments that are over, a pupil in two schools and one entered twice, and a number that two
    // pupils carry.
    for (at, record) in records.iter_mut().enumerate() {
        if at % 5 == 3 {
            record.enrolment = Enrolment::Transferred;
        }
    }
    let twice = Record { id: RecordId::new("J90".to_owned()), ..records[0].clone() };
    records[0].pupil = Some("p-1".to_owned());
    let twice = Record { pupil: Some("p-1".to_owned()), ..twice };
    let snils = records[1].snils.clone();
    let taken = Record { id: RecordId::new("J91".to_owned()), snils, ..records[2].clone() };
    let again = Record { id: RecordId::new("J92".to_owned()), ..records[4].clone() };
    records.extend([twice, taken, again]);
    store.put_records(&records).await.unwrap();
    fill(&store).await;
    let people = people_of(&records);
    assert_answers_equal(&store, &people).await;

    let [memory, blind] = [LookUpBy::Memory, LookUpBy::BlindIndex];
    let memory = Register::ready(&store, memory, MatchPolicy::default()).await.unwrap();
    let blind = Register::ready(&store, blind, MatchPolicy::default()).await.unwrap();
    let mut seen = BTreeSet::new();
    for person in &people {
        let answer = blind.look_up(&store, person).await.unwrap();
        assert_eq!(answer, memory.look_up(&store, person).await.unwrap());
        seen.insert(match answer {
            Lookup::Found(_) => "found",
            Lookup::NotFound => "not found",
            Lookup::Ambiguous => "ambiguous",
            Lookup::Conflict => "conflict",
            Lookup::Unavailable => "unavailable",
        });
    }
    assert_eq!(
        seen.into_iter().collect::<Vec<_>>(),
        ["ambiguous", "conflict", "found", "not found"]
    );
}

/// Spellings of few values: several mean one, some mean none.
const SNILS: [&str; 7] = [
    "112-233-445 95",
    "11223344595",
    "963-117-158 08",
    "963 117 158 08",
    "111-111-111 11",
    "112-233-445 9A",
    "",
];
const NAMES: [[&str; 3]; 4] = [
    ["Семёнова", "Анна", "Ивановна"],
    ["СЕМЕНОВА", "АННА", "ИВАНОВНА"],
    ["Семёнова", "Анна", ""],
    ["Семёнова (5А)", "Анна", "Ивановна"],
];
const DATES: [&str; 3] = ["05.03.2014", "2014-03-05", "06.03.2014"];
const CERTIFICATES: [[&str; 2]; 5] =
    [["III-МЮ", "123456"], ["iii-мю", "№ 123456"], ["II-МЮ", "123456"], ["IIII-МЮ", "1"], ["", ""]];
const PUPILS: [Option<&str>; 4] = [None, None, Some("p-1"), Some("p-2")];

fn drawn_record(number: usize) -> impl Strategy<Value = Record> {
    const STATES: [Enrolment; 3] = [Enrolment::Active, Enrolment::Active, Enrolment::Transferred];
    let parts =
        (select(&SNILS), select(&NAMES), select(&DATES), select(&CERTIFICATES), select(&PUPILS));
    (parts, select(&STATES)).prop_map(move |((snils, names, date, papers, pupil), enrolment)| {
        let [last, first, middle] = names;
        let [series, digits] = papers;
        let texts = [snils, last, first, middle, date, series, digits];
        let pupil = pupil.map(str::to_owned);
        Record { enrolment, pupil, ..record(&format!("J{number}"), texts) }
    })
}

fn drawn_person() -> impl Strategy<Value = Evidence> {
    let assurance = || select(&[Assurance::Verified, Assurance::Verified, Assurance::Stated]);
    (drawn_record(0), [assurance(), assurance(), assurance()]).prop_map(
        |(record, [names, snils, certificate])| {
            let vouched = Vouched { names, birth_date: names, snils, certificate };
            person(&record, &record, &record, vouched)
        },
    )
}

/// T-12: conflicts, duplicates, several enrolments of a pupil, records out of force.
#[test]
fn the_blind_index_answers_as_the_whole_register_for_any_journal() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(async {
        let place = place::fresh("door-drawn").await;
        let store = store(&place, &[1, 2]).await;
        store.check_keys().await.unwrap();
        fill(&store).await;
        store
    });
    let records: Vec<_> = (0..7).map(drawn_record).collect();
    let people = proptest::collection::vec(drawn_person(), 12);
    let config = ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() };
    // The same seven records are written over and over: what they were before must be forgotten.
    proptest!(config, |(records in records, people in people)| {
        runtime.block_on(async {
            store.put_records(&records).await.unwrap();
            assert_answers_equal(&store, &people).await;
        });
    });
}

/// Rotation without downtime: at each moment an instance answers rightly or, where it holds no key
/// of a complete version, not at all.
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_replaced_while_people_come_and_records_change() {
    let place = place::fresh("door-rotation").await;
    let [old, both, new] =
        [store(&place, &[1]).await, store(&place, &[2, 1]).await, store(&place, &[2]).await];
    old.check_keys().await.unwrap();
    let mut records = journal();
    old.put_records(&records).await.unwrap();
    fill(&old).await;
    let people = people_of(&records);

    // An instance that has the new key as well changes nothing before the rotation begins.
    both.check_keys().await.unwrap();
    assert!(!both.fill_blind_index(1).await.unwrap());
    both.begin_key(KeyVersion(2)).await.unwrap();
    assert!(matches!(old.check_keys().await, Err(StoreError::Keys)), "it would not keep up");
    assert!(matches!(old.put_records(&records).await, Err(StoreError::Keys)));
    for step in 0.. {
        let more = both.fill_blind_index(4).await.unwrap();
        // Anybody changes two records: one hashed already, one not yet, and a new one appears.
        for at in [step % records.len(), (step * 7 + 3) % records.len()] {
            let other = (at + 2) % records.len();
            records[at].snils = records[other].snils.clone();
        }
        let fresh = Record { id: RecordId::new(format!("J0{step}new")), ..records[step].clone() };
        records.push(fresh);
        both.put_records(&records).await.unwrap();
        for instance in [&old, &both] {
            assert_answers_equal(instance, &people).await;
        }
        if !more {
            break;
        }
        let is_complete = both.blind_versions().await.unwrap()[1].is_complete;
        let alone = new.blind_candidates(&people[0]).await;
        assert_eq!(is_complete, alone.is_ok(), "without a complete version it must not answer");
    }
    assert_answers_equal(&new, &people).await;

    assert_eq!(both.retire_key(KeyVersion(1)).await.unwrap(), Retired::Done);
    assert_eq!(both.retire_key(KeyVersion(1)).await.unwrap(), Retired::Unknown);
    assert_eq!(both.retire_key(KeyVersion(2)).await.unwrap(), Retired::Needed);
    assert!(matches!(old.blind_candidates(&people[0]).await, Err(StoreError::Keys)));
    for instance in [&both, &new] {
        instance.put_records(&records).await.unwrap();
        assert_answers_equal(instance, &people).await;
    }
    assert_eq!(digests(&place, 1).await, Vec::<String>::new());
}

/// The digests of a version as they stand in the database.
async fn digests(place: &Place, version: i64) -> Vec<String> {
    let pool = sqlx::AnyPool::connect(place.url().expose()).await.unwrap();
    let rows = sqlx::query("SELECT digest FROM blind_index WHERE version = $1 ORDER BY digest")
        .bind(version)
        .fetch_all(&pool)
        .await
        .unwrap();
    rows.iter().map(|row| row.get("digest")).collect()
}

/// Changes and the filling go on at the same moment, by many instances; nothing is left out.
#[tokio::test(flavor = "multi_thread")]
async fn a_version_is_filled_by_many_while_many_change_the_register() {
    let place = place::fresh("door-busy").await;
    let first = store(&place, &[1]).await;
    first.check_keys().await.unwrap();
    let records = journal();
    first.put_records(&records).await.unwrap();
    fill(&first).await;
    store(&place, &[1, 2]).await.begin_key(KeyVersion(2)).await.unwrap();

    let mut tasks = Vec::new();
    for task in 0..6_usize {
        let (store, mut records) = (store(&place, &[1, 2]).await, records.clone());
        tasks.push(tokio::spawn(async move {
            if task % 2 == 0 {
                // A batch that failed for the others' sake is tried again.
                while !store.blind_versions().await.unwrap()[1].is_complete {
                    let _ = store.fill_blind_index(2).await;
                }
            } else {
                for round in 0..8 {
                    let at = (task * 5 + round) % records.len();
                    records[at].snils = records[(at + round) % records.len()].snils.clone();
                    let _ = store.put_record(&records[at]).await;
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let alone = store(&place, &[2]).await;
    assert_answers_equal(&alone, &people_of(&records)).await;
    let now = alone.records().await.unwrap();
    assert_answers_equal(&alone, &people_of(&now)).await;
}

/// T-21: not an answer, and above all not "not found".
#[tokio::test(flavor = "multi_thread")]
async fn an_instance_with_another_key_of_the_same_version_is_refused() {
    let place = place::fresh("door-wrong-key").await;
    let right = store(&place, &[1]).await;
    right.check_keys().await.unwrap();
    let records = journal();
    right.put_records(&records).await.unwrap();
    fill(&right).await;
    let wrong = Keyring::new([(KeyVersion(1), (0..32).collect::<Vec<u8>>().into())]).unwrap();
    let wrong = Store::at(&place).await.unwrap().with_keys(wrong);
    let without = Store::at(&place).await.unwrap();
    for store in [&wrong, &without] {
        assert!(matches!(store.check_keys().await, Err(StoreError::Keys)));
        assert!(matches!(store.put_records(&records).await, Err(StoreError::Keys)));
        let people = people_of(&records);
        assert!(matches!(store.blind_candidates(&people[0]).await, Err(StoreError::Keys)));
    }
    let begun = wrong.begin_key(KeyVersion(1)).await;
    assert!(matches!(begun, Err(StoreError::Keys)));
}

/// If this fails, texts are read into other identifiers than before: raise `READING`, so that the
/// registers of schools are hashed anew, and type the new value.
#[tokio::test(flavor = "multi_thread")]
async fn the_reading_of_texts_that_was_hashed_has_its_number() {
    let place = place::fresh("door-reading").await;
    let store = store(&place, &[1]).await;
    store.check_keys().await.unwrap();
    store.put_records(&journal()).await.unwrap();
    let all = digests(&place, 1).await.concat();
    let sum = consent_model::log::to_hex(&Sha256::digest(all.as_bytes()));
    assert_eq!(
        (READING, sum.as_str()),
        (1, "f35f9c85f0443b5c44e46c8eb402a8b904843cc7c7ed40805f8186f6b7c735d1")
    );
}
