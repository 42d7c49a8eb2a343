//! What an instance does beside its requests: the blind index is filled, the consent log is put in
//! order and signed, and what is due is destroyed. Every instance may do it: each step holds what it
//! works on.

use crate::app::App;
use crate::config::{Keeping, Settings};
use crate::consent_log::head_line;
use crate::incident::Incident;
use crate::register::BATCH;
use crate::retention::Retention;
use crate::store::{Lives, StoreError};
use chrono::NaiveDate;
use std::convert::Infallible;
use std::io::{self, Write as _};
use std::time::Duration;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(5);
/// After how many looks a head is signed: an hour.
const LOOKS_OF_A_HEAD: u32 = 720;

/// Goes on until the instance stops.
pub async fn keep_up(app: App, keeping: Option<Keeping>) -> Infallible {
    let mut ticks = tokio::time::interval(EVERY);
    let (mut looks, mut retained_on) = (0, None);
    loop {
        ticks.tick().await;
        if let Err(error) = fill(&app).await {
            Incident::report("blind_index", &error);
        }
        let Some(keeping) = &keeping else { continue };
        if let Err(error) = order(&app, keeping, looks == 0).await {
            Incident::report("consent_log", &error);
        }
        looks = if looks >= LOOKS_OF_A_HEAD { 0 } else { looks.saturating_add(1) };
        if keeping.is_daily {
            retain(&app, keeping, &mut retained_on).await;
        }
    }
}

async fn fill(app: &App) -> Result<(), StoreError> {
    while app.store.fill_blind_index(BATCH).await? {}
    Ok(())
}

async fn order(app: &App, keeping: &Keeping, signs: bool) -> Result<(), StoreError> {
    while app.store.order_log(&keeping.origin, 500).await? {}
    if signs {
        sign(app, keeping).await?;
    }
    Ok(())
}

/// Signs a head where there is something new, and hands it over.
async fn sign(app: &App, keeping: &Keeping) -> Result<(), StoreError> {
    let before = app.store.log_heads().await?.pop();
    let now = app.clock.now();
    let head = app.store.sign_head(&keeping.origin, &keeping.key, now).await?;
    if let (Some(head), Some(path)) =
        (head.filter(|head| before.as_ref() != Some(head)), &keeping.heads)
        && let Err(error) = add_line(path, &head_line(&head))
    {
        Incident::report("heads_file", &error);
    }
    Ok(())
}

/// Adds a line to a file.
///
/// # Errors
///
/// What the system says.
pub fn add_line(path: &std::path::Path, line: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{line}")
}

async fn retain(app: &App, keeping: &Keeping, done_on: &mut Option<NaiveDate>) {
    let now = app.clock.now();
    if *done_on == Some(now.date_naive()) {
        return;
    }
    let retention = of(keeping, app.esia.contour, &app.settings);
    match retention.run(&app.store, &app.consents, now).await {
        Ok(retained) => {
            *done_on = Some(now.date_naive());
            tracing::info!(kind = "retained", subjects = retained.subjects);
        }
        Err(error) => {
            Incident::report("retention", &error);
        }
    }
}

/// A run by these settings.
#[must_use]
pub fn of<'k>(
    keeping: &'k Keeping,
    contour: esia_core::account::Contour,
    settings: &Settings,
) -> Retention<'k> {
    Retention {
        contour,
        term: keeping.term,
        lives: Lives {
            login: settings.login_life,
            parent_login: settings.parent_login_life,
            upload: Duration::from_hours(24),
            change: Duration::from_secs(
                u64::try_from(keeping.term.num_seconds()).unwrap_or(u64::MAX),
            ),
        },
        operator: &keeping.operator,
        origin: &keeping.origin,
        key: &keeping.key,
        acts: &keeping.acts,
    }
}
