//! The journal at the desk: search, one record, and the form that corrects it.

use super::session::Keeper;
use crate::app::App;
use crate::desk::check;
use crate::desk::record_form::{RecordForm, moves_match};
use crate::pages::{self, desk::RecordPage};
use crate::random;
use crate::routes::answer::Live;
use crate::routes::{forms, not_found, store_failed};
use crate::store::{
    Act, CaseId, ChangeId, ChangeKind, DeskEvent, Enrolment, NewChange, Proposed, Record, Row,
    StoreError,
};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use esia_core::record::RecordId;
use maud::Markup;
use serde::Deserialize;

/// What is asked for.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    class: String,
    #[serde(default)]
    case: String,
}

/// `GET /desk/records`: the journal, of one class or of all.
pub(super) async fn list(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Query(asked): Query<Asked>,
) -> Response {
    match app.store.records().await {
        Ok(mut records) => {
            records.retain(|row| desk.staff.sees(&row.school));
            let mut classes: Vec<&str> = records.iter().map(|row| row.class.as_str()).collect();
            classes.sort_unstable();
            classes.dedup();
            let shown: Vec<&Record> = records
                .iter()
                .filter(|row| asked.class.is_empty() || row.class == asked.class)
                .take(SHOWN_MAX)
                .collect();
            pages::desk::records(&desk.staff, &desk.csrf, &classes, &asked.class, &shown)
                .into_response()
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// `GET /desk/check`: what is wrong with the journal by itself.
pub(super) async fn check(State(app): State<App>, Keeper(desk): Keeper) -> Response {
    let checked = async {
        let event = DeskEvent::new(&desk.staff.login, Act::LookedAtCheck, app.clock.now());
        app.store.note_desk(&event).await?;
        let mut records = app.store.records().await?;
        records.retain(|record| {
            record.enrolment == Enrolment::Active && desk.staff.sees(&record.school)
        });
        let register = app.register.snapshot(&app.store).await?;
        Ok::<_, StoreError>(check::check(&records, register.index()))
    };
    match checked.await {
        Ok(checked) => pages::desk::check(&desk.staff, &desk.csrf, &checked).into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// `GET /desk/records/{id}`: one record with the form that corrects it.
pub(super) async fn record(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let id = RecordId::new(id);
    let found = async {
        let record = app.store.record(&id).await?;
        let Some(record) = record.filter(|record| desk.staff.sees(&record.school)) else {
            return Ok(None);
        };
        let event = DeskEvent::new(&desk.staff.login, Act::LookedAtRecord, app.clock.now());
        app.store.note_desk(&event.of_record(&id)).await?;
        let events = app.store.desk_events(Some(&id), 30).await?;
        let form = RecordForm::of(&record, random::name()?, asked.case);
        Ok::<_, StoreError>(Some((form, events)))
    };
    match found.await {
        Ok(Some((form, events))) => {
            let zone = *app.clock.now().offset();
            let page = RecordPage { id: &id, is_new: false, form: &form, events: &events, zone };
            live(pages::desk::record(&desk.staff, &desk.csrf, &page, &[], false))
        }
        Ok(None) => not_found().await.into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// `GET /desk/records/new`: the same form for a pupil who is enrolled.
pub(super) async fn new(State(app): State<App>, Keeper(desk): Keeper) -> Response {
    match random::name() {
        Ok(name) => {
            let id = RecordId::new(format!("N-{name}"));
            let enrolment = Enrolment::Active.as_str().to_owned();
            let school = desk.staff.school.clone().unwrap_or_default();
            let form = RecordForm { form: name, enrolment, school, ..RecordForm::default() };
            let zone = *app.clock.now().offset();
            let page = RecordPage { id: &id, is_new: true, form: &form, events: &[], zone };
            live(pages::desk::record(&desk.staff, &desk.csrf, &page, &[], false))
        }
        Err(error) => store_failed(&app, &StoreError::Random(error)),
    }
}

/// `POST /desk/records/{id}`: shows how the form is read, or proposes the change.
pub(super) async fn change(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
    Form(form): Form<RecordForm>,
) -> Response {
    if !desk.sent(&form.csrf) || !forms::is_name(&form.form) || id.chars().count() > 64 {
        return forms::expired();
    }
    let id = RecordId::new(id);
    match app.store.record(&id).await {
        Ok(Some(record)) if !desk.staff.sees(&record.school) => {
            return not_found().await.into_response();
        }
        Ok(_) => {}
        Err(error) => return store_failed(&app, &error),
    }
    let saves = form.action == "save";
    let mut errors = if saves { form.errors() } else { Vec::new() };
    if saves && !desk.staff.sees(form.school.trim()) {
        errors.push(("school", String::from("Вы вносите записи только своей школы")));
    }
    if !saves || !errors.is_empty() {
        let zone = *app.clock.now().offset();
        let is_new = form.version == 0;
        let page = RecordPage { id: &id, is_new, form: &form, events: &[], zone };
        let page = pages::desk::record(&desk.staff, &desk.csrf, &page, &errors, true);
        let status = if saves { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return (status, live(page)).into_response();
    }
    match propose(&app, &desk.staff.login, &id, &form).await {
        Ok(Some(
            Proposed::Waiting(change) | Proposed::Applied(change) | Proposed::Again(change),
        )) => Redirect::to(&format!("/desk/changes/{change}")).into_response(),
        Ok(Some(Proposed::Stale)) => {
            let page = pages::desk::stale(&desk.staff, &desk.csrf, &id);
            (StatusCode::CONFLICT, page).into_response()
        }
        Ok(None) => forms::expired(),
        Err(error) => store_failed(&app, &error),
    }
}

/// The form shows how it is read while one types.
fn live(page: Markup) -> Response {
    let mut response = page.into_response();
    response.extensions_mut().insert(Live);
    response
}

async fn propose(
    app: &App,
    by: &str,
    id: &RecordId,
    form: &RecordForm,
) -> Result<Option<Proposed>, StoreError> {
    let Some(after) = form.to_record(id.clone()) else { return Ok(None) };
    let before = app.store.record(id).await?;
    let waits = moves_match(before.as_ref(), &after);
    let case = Some(CaseId::new(form.case.clone())).filter(|case| forms::is_name(case.as_str()));
    let change = NewChange {
        id: ChangeId::new(random::name()?),
        form: &form.form,
        kind: ChangeKind::Record,
        record: Some(id),
        case: case.as_ref(),
        ground: &form.ground,
        rows: &[Row { record: after }],
        by,
        waits,
    };
    app.store.propose(&change, app.clock.now()).await.map(Some)
}

/// How many records one page shows.
const SHOWN_MAX: usize = 300;
