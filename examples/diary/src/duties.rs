//! What must still be done after an event was kept, and what is to be thrown away; every instance
//! looks for both.

use crate::app::App;
use crate::incident::Incident;
use crate::store::StoreError;
use chrono::{DateTime, FixedOffset, TimeDelta};
use std::convert::Infallible;
use std::time::Duration;

/// How often duties are looked for.
const EVERY: Duration = Duration::from_secs(5);

/// Meets, from time to time, the duties that an event brought and nobody has met.
pub async fn meet(app: App) -> Infallible {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let (contour, now) = (app.esia.contour, app.clock.now());
        if let Err(error) = app.consents.catch_up(&app.store, contour, now).await {
            Incident::report("duties", &error);
        }
        if let Err(error) = sweep(&app, now).await {
            Incident::report("sweep", &error);
        }
    }
}

/// Drops the sign-ins and logins that have lived their time, and what they kept of people. Each
/// request looks at the times too; a sign-in that did this itself would look through all of them.
async fn sweep(app: &App, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
    let before = |life| {
        let life = TimeDelta::from_std(life).unwrap_or(TimeDelta::MAX);
        now.checked_sub_signed(life).unwrap_or_else(|| DateTime::UNIX_EPOCH.fixed_offset())
    };
    let seen = before(app.settings.login_idle);
    app.store.sweep_sign_ins(now).await?;
    app.store.sweep_logins(before(app.settings.login_life), seen).await?;
    app.store.sweep_families(before(app.settings.parent_login_life), seen).await
}
