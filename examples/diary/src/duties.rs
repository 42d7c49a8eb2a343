//! What must still be done after an event was kept; every instance looks for it.

use crate::app::App;
use crate::incident::Incident;
use std::convert::Infallible;
use std::time::Duration;

/// How often duties are looked for.
const EVERY: Duration = Duration::from_secs(5);

/// Meets, from time to time, the duties that an event brought and nobody has met.
pub async fn meet(app: App) -> Infallible {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let contour = app.esia.contour;
        if let Err(error) = app.consents.catch_up(&app.store, contour, app.clock.now()).await {
            Incident::report("duties", &error);
        }
    }
}
