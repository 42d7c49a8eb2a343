//! `door_lookup`: what a look-up costs by the register in memory and by the blind index, in one run.
//!
//! ```sh
//! cargo run --release -p diary --example door_lookup -- 10000 100000
//! DIARY_TEST_POSTGRES=postgres://… cargo run --release -p diary --example door_lookup -- 10000 100000
//! ```
//!
//! The two take turns, person by person, so that a busy machine is busy for both. Figures are of
//! this machine; what may be quoted are the ratios.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "sums of small numbers, and ratios"
)]

use diary::keyring::Keyring;
use diary::place::Place;
use diary::random;
use diary::register::{BATCH, LookUpBy, Register};
use diary::store::{Enrolment, Record, Store};
use esia_core::access::Lookup;
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use esia_matching::blind::KeyVersion;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::policy::MatchPolicy;
use std::time::{Duration, Instant};

/// How many people are looked up.
const PEOPLE: u32 = 2_000;
/// How often the register changes while people come.
const CHANGES: u32 = 5;

type Failed = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    for size in std::env::args().skip(1) {
        let size: u32 = size.parse()?;
        let folder = std::env::temp_dir().join(format!("door_lookup_{}", random::name()?));
        std::fs::create_dir(&folder)?;
        let measured = measure("SQLite", &Place::file(&folder.join("diary.db")), size).await;
        std::fs::remove_dir_all(&folder)?;
        measured?;
        if let Some(server) = server() {
            let name = format!("door_lookup_{}", random::name()?);
            let admin = sqlx::AnyPool::connect(&format!("{server}/postgres")).await?;
            let statement = format!("CREATE DATABASE {name}");
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&admin).await?;
            let measured =
                measure("PostgreSQL", &Place::read(&format!("{server}/{name}")), size).await;
            let statement = format!("DROP DATABASE {name} WITH (FORCE)");
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&admin).await?;
            measured?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "where the server is, is said from outside")]
fn server() -> Option<String> {
    sqlx::any::install_default_drivers();
    std::env::var("DIARY_TEST_POSTGRES").ok()
}

#[expect(clippy::disallowed_methods, reason = "it measures time")]
async fn measure(name: &str, place: &Place, size: u32) -> Result<(), Failed> {
    let key = (KeyVersion(1), random::bytes::<32>()?.to_vec().into());
    let store = Store::at(place).await?.with_keys(Keyring::new([key])?);
    store.check_keys().await?;
    let records: Vec<Record> = (0..size).map(record).collect();
    for some in records.chunks(5_000) {
        store.put_records(some).await?;
    }
    while store.fill_blind_index(BATCH).await? {}
    let policy = MatchPolicy::default();
    let memory = Register::ready(&store, LookUpBy::Memory, policy).await?;
    let blind = Register::ready(&store, LookUpBy::BlindIndex, policy).await?;

    let (mut by_memory, mut by_blind) = (Vec::new(), Vec::new());
    for number in 0..PEOPLE {
        let person = person(&record(number.wrapping_mul(7_919) % size));
        for (register, times) in [(&memory, &mut by_memory), (&blind, &mut by_blind)] {
            let began = Instant::now();
            let answer = register.look_up(&store, &person).await?;
            times.push(began.elapsed());
            if !matches!(answer, Lookup::Found(_)) {
                return Err("a person of the register was not found".into());
            }
        }
    }
    let (mut after_memory, mut after_blind) = (Vec::new(), Vec::new());
    for number in 0..CHANGES {
        store.put_record(&record(number)).await?;
        let person = person(&record(number));
        for (register, times) in [(&memory, &mut after_memory), (&blind, &mut after_blind)] {
            let began = Instant::now();
            let _ = register.look_up(&store, &person).await?;
            times.push(began.elapsed());
        }
    }
    for (what, memory, blind) in [
        ("p50", part(&mut by_memory, 50), part(&mut by_blind, 50)),
        ("p99", part(&mut by_memory, 99), part(&mut by_blind, 99)),
        ("first after a change", part(&mut after_memory, 50), part(&mut after_blind, 50)),
    ] {
        let ratio = memory.as_secs_f64() / blind.as_secs_f64();
        println!("{name} {size} {what}: memory {memory:?}, blind {blind:?}, ratio {ratio:.3}");
    }
    Ok(())
}

/// The time that so many of a hundred are within.
fn part(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).copied().unwrap_or_default()
}

fn person(record: &Record) -> Evidence {
    let texts = Texts::default()
        .names(record.last_name.expose(), record.first_name.expose(), record.middle_name.expose())
        .birth_date(record.birth_date.expose())
        .snils(record.snils.expose())
        .certificate_parts(record.cert_series.expose(), record.cert_number.expose());
    Evidence::from_provider(&texts, Vouched::EVERYTHING)
}

/// An invented pupil whose numbers nobody else has.
fn record(number: u32) -> Record {
    let personal = |text: String| Personal::new(text);
    Record {
        id: RecordId::new(format!("J{number:07}")),
        snils: personal(snils(900_000_000 + number)),
        last_name: personal("Тестова".to_owned()),
        first_name: personal("Анна".to_owned()),
        middle_name: personal("Ивановна".to_owned()),
        birth_date: personal("05.03.2014".to_owned()),
        cert_series: personal("III-МЮ".to_owned()),
        cert_number: personal(format!("{number:06}")),
        class: "5А".to_owned(),
        school: String::new(),
        school_year: String::new(),
        enrolment: Enrolment::Active,
        pupil: None,
        version: 0,
    }
}

/// The number with its control digits.
fn snils(number: u32) -> String {
    let digits = format!("{number:09}");
    let sum: u32 =
        (1..=9).rev().zip(digits.chars()).filter_map(|(by, d)| Some(by * d.to_digit(10)?)).sum();
    let control = sum % 101 % 100;
    format!("{digits}{control:02}")
}
