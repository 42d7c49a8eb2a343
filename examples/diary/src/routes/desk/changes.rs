//! Changes: what waits for a second person, one change, and the history of the desk.

use super::session::{AtDesk, Keeper, forbidden};
use crate::app::App;
use crate::pages;
use crate::routes::{forms, not_found, store_failed};
use crate::store::{Act, Change, ChangeId, Decided, DeskEvent, Staff, StoreError};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use esia_core::record::RecordId;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    decision: String,
}

/// `GET /desk/changes`: what waits for a second person.
pub(super) async fn waiting(State(app): State<App>, Keeper(desk): Keeper) -> Response {
    let waiting = async {
        let unseen = Unseen::by(&app, &desk.staff).await?;
        let mut changes = app.store.waiting_changes().await?;
        changes.retain(|change| unseen.lets(change));
        Ok::<_, StoreError>(changes)
    };
    match waiting.await {
        Ok(changes) => {
            let zone = *app.clock.now().offset();
            pages::desk::changes(&desk.staff, &desk.csrf, &changes, zone).into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// `GET /desk/changes/{id}`: one change beside the register.
pub(super) async fn change(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
) -> Response {
    let id = ChangeId::new(id);
    let found = async {
        let Some(change) = visible(&app, &desk, &id).await? else { return Ok(None) };
        let event = DeskEvent::new(&desk.staff.login, Act::LookedAtChange, app.clock.now());
        app.store.note_desk(&event.of_change(&id)).await?;
        let mut pairs = Vec::new();
        for row in change.rows.iter().take(SHOWN_MAX) {
            pairs.push((app.store.record(&row.record.id).await?, row.record.clone()));
        }
        Ok::<_, StoreError>(Some((change, pairs)))
    };
    match found.await {
        Ok(Some((change, pairs))) => {
            let zone = *app.clock.now().offset();
            pages::desk::change(&desk.staff, &desk.csrf, &change, &pairs, zone).into_response()
        }
        Ok(None) => not_found().await.into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// `POST /desk/changes/{id}`: the second person's word.
pub(super) async fn decide(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Response {
    if !desk.sent(&sent.csrf) {
        return forms::expired();
    }
    if !desk.staff.role.decides() {
        return forbidden(&desk);
    }
    let approves = match sent.decision.as_str() {
        "approve" => true,
        "reject" => false,
        _ => return forms::expired(),
    };
    let id = ChangeId::new(id);
    match visible(&app, &desk, &id).await {
        Ok(Some(_)) => {}
        Ok(None) => return not_found().await.into_response(),
        Err(error) => return store_failed(&app, &error),
    }
    match app.store.decide(&id, &desk.staff.login, approves, app.clock.now()).await {
        Ok(Decided::Applied | Decided::Rejected | Decided::Before) => {
            Redirect::to(&format!("/desk/changes/{id}")).into_response()
        }
        Ok(Decided::Stale) => {
            let page = pages::desk::stale_change(&desk.staff, &desk.csrf);
            (StatusCode::CONFLICT, page).into_response()
        }
        Ok(Decided::SamePerson) => {
            let page = pages::desk::same_person(&desk.staff, &desk.csrf);
            (StatusCode::FORBIDDEN, page).into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// The records that a member of staff does not see.
struct Unseen<'d> {
    staff: &'d Staff,
    records: BTreeSet<RecordId>,
}

impl<'d> Unseen<'d> {
    async fn by(app: &App, staff: &'d Staff) -> Result<Self, StoreError> {
        let records = match &staff.school {
            Some(school) => app.store.records_beside(school).await?,
            None => BTreeSet::new(),
        };
        Ok(Self { staff, records })
    }

    /// Whether every row of a change is of a school of theirs, before and after.
    fn lets(&self, change: &Change) -> bool {
        change
            .rows
            .iter()
            .map(|row| &row.record)
            .all(|record| self.staff.sees(&record.school) && !self.records.contains(&record.id))
    }
}

/// A change, if this member of staff may see it.
async fn visible(app: &App, desk: &AtDesk, id: &ChangeId) -> Result<Option<Change>, StoreError> {
    let Some(change) = app.store.change(id).await? else { return Ok(None) };
    let unseen = Unseen::by(app, &desk.staff).await?;
    Ok(Some(change).filter(|change| unseen.lets(change)))
}

/// `GET /desk/history`: every change and every look.
pub(super) async fn history(State(app): State<App>, Keeper(desk): Keeper) -> Response {
    let events = match &desk.staff.school {
        Some(school) => app.store.desk_events_of(school, 200).await,
        None => app.store.desk_events(None, 200).await,
    };
    match events {
        Ok(events) => {
            let zone = *app.clock.now().offset();
            pages::desk::history(&desk.staff, &desk.csrf, &events, zone).into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// How many rows of an upload one page shows.
const SHOWN_MAX: usize = 40;
