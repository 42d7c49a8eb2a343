//! Opening a case at each refusal: what a support code leads staff to.

use crate::app::App;
use crate::esia::Verified;
use crate::incident::{Incident, canonical};
use crate::random;
use crate::store::{About, CaseId, NewCase, StoreError};
use chrono::{DateTime, FixedOffset, TimeDelta};
use esia_core::account::Subject;
use esia_core::secrets::Personal;

/// Keeps what a refusal was about, for as long as its support code lives.
///
/// # Errors
///
/// What the store fails with.
pub async fn open(
    app: &App,
    incident: &Incident,
    about: About,
    subject: Option<&Subject>,
    person: &Personal,
    decision: &str,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let Some(code) = canonical(incident.code()) else { return Ok(()) };
    let contour = subject.map(|subject| subject.contour().to_string()).unwrap_or_default();
    let account = subject.map_or(["", "", ""], |subject| {
        [contour.as_str(), subject.issuer(), subject.id().expose()]
    });
    let case = NewCase {
        code: &code,
        about,
        account,
        person,
        decision,
        expires_at: ends_at(app, about, now),
    };
    app.store.open_case(&CaseId::new(random::name()?), &case, now).await
}

/// The same of a verified person.
///
/// # Errors
///
/// What the store fails with.
pub async fn open_of(
    app: &App,
    incident: &Incident,
    about: About,
    verified: &Verified,
    decision: &str,
) -> Result<(), StoreError> {
    let subject = verified.account().subject();
    open(app, incident, about, Some(subject), &verified.to_stored(), decision).await
}

/// When a case ends: one about nobody soon, since anybody can bring it about.
fn ends_at(app: &App, about: About, now: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let life = match about {
        About::Nobody => app.settings.case_life_of_nobody,
        About::Pupil | About::Parent | About::Child => app.settings.case_life,
    };
    now.checked_add_signed(TimeDelta::from_std(life).unwrap_or_default()).unwrap_or(now)
}
