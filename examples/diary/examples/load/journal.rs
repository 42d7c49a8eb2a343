//! The journal of the crowd in the database, and a week of lessons for every class.

use super::{Failure, Plan};
use chrono::{Datelike as _, Days, NaiveDate};
use diary::place::Place;
use diary::store::{Lesson, Store};
use diaryctl::crowd::{Pupil, crowd};
use indicatif::ProgressBar;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};
use std::fmt::Write as _;

/// Fills an empty database.
pub(crate) async fn fill(
    store: &Store,
    database: &Place,
    plan: &Plan,
    today: NaiveDate,
    bar: &ProgressBar,
) -> Result<(), Failure> {
    if store.register_version().await? != 0 {
        return Err("--database: there is a journal in it; give an empty one".into());
    }
    let mut connection = AnyConnection::connect(database.url().expose()).await?;
    let mut transaction = connection.begin().await?;
    let mut pupils = crowd(plan.seed, plan.journal).peekable();
    bar.set_length(plan.journal);
    let mut row = 0_u64;
    while pupils.peek().is_some() {
        let batch: Vec<Pupil> = pupils.by_ref().take(ROWS).collect();
        // The text is of column names and numbers alone.
        let mut query = sqlx::query(AssertSqlSafe(insert(batch.len())));
        for pupil in &batch {
            query = query.bind(&pupil.record);
            for text in &pupil.journal {
                query = query.bind(text);
            }
            query = query.bind(class(row));
            row = row.saturating_add(1);
        }
        query.execute(&mut *transaction).await?;
        bar.set_position(row);
    }
    sqlx::query("UPDATE register_version SET version = version + 1")
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    connection.close().await?;
    for number in 0..CLASSES {
        store.put_lessons(&class(number), &lessons(today)).await?;
    }
    Ok(())
}

/// One statement for so many rows: one by one a million would take minutes.
fn insert(rows: usize) -> String {
    let columns = Pupil::JOURNAL.join(", ");
    let mut text = format!("INSERT INTO records (id, {columns}, class) VALUES ");
    let width = Pupil::JOURNAL.len().saturating_add(2);
    for row in 0..rows {
        let first = row.saturating_mul(width);
        for place in 1..=width {
            let open = if place == 1 { if row == 0 { "(" } else { ", (" } } else { ", " };
            // Writing to a string does not fail.
            let _ = write!(text, "{open}${}", first.saturating_add(place));
        }
        text.push(')');
    }
    text
}

fn class(row: u64) -> String {
    format!("{} класс", row % CLASSES)
}

/// Five lessons on each school day of this week.
fn lessons(today: NaiveDate) -> Vec<(Lesson, Vec<(esia_core::record::RecordId, i64)>)> {
    let behind = u64::from(today.weekday().num_days_from_monday());
    let monday = today.checked_sub_days(Days::new(behind)).unwrap_or(today);
    let days = (0..5).filter_map(|offset| monday.checked_add_days(Days::new(offset)));
    let lesson = |(day, number)| Lesson {
        day,
        number,
        subject: String::from("Математика"),
        homework: String::from("№ 304, 306"),
        mark: None,
    };
    let all = days.flat_map(|day| (1..=5).map(move |number| (day, number)));
    all.map(|place| (lesson(place), Vec::new())).collect()
}

/// Nine values each, below what either database takes in one statement.
const ROWS: usize = 1_000;

/// As many as a school has.
const CLASSES: u64 = 44;
