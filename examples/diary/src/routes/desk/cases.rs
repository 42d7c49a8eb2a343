//! Cases: the queue, one case with its diagnosis, and the explanation for support.

use super::session::{AtDesk, Keeper};
use crate::app::App;
use crate::desk::examine::{Examination, examine};
use crate::incident::canonical;
use crate::limits::Limit;
use crate::pages;
use crate::routes::{forms, not_found, store_failed, too_many};
use crate::store::{Act, Case, CaseId, DeskEvent, Record, Staff, StoreError};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

/// What the forms send.
#[derive(Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    code: String,
}

/// `GET /desk`: the appeals that wait, and the field for a code.
pub(super) async fn queue(State(app): State<App>, desk: AtDesk) -> Response {
    show_queue(&app, &desk, None).await
}

async fn show_queue(app: &App, desk: &AtDesk, error: Option<&str>) -> Response {
    let now = app.clock.now();
    match app.store.open_appeals(now).await {
        Ok(mut cases) => {
            cases.retain(|case| desk.staff.sees(&case.school));
            let page = pages::desk::queue(&desk.staff, &desk.csrf, &cases, *now.offset(), error);
            let status =
                if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            (status, page).into_response()
        }
        Err(error) => store_failed(app, &error),
    }
}

/// `POST /desk/code`: the case of a support code.
pub(super) async fn by_code(
    State(app): State<App>,
    desk: AtDesk,
    Form(sent): Form<Sent>,
) -> Response {
    if !desk.sent(&sent.csrf) {
        return forms::expired();
    }
    match too_many_codes(&app, &desk).await {
        Ok(None) => {}
        Ok(Some(limit)) => return too_many(&app, limit),
        Err(error) => return store_failed(&app, &error),
    }
    match find(&app, &desk, &sent.code).await {
        Ok(Some(id)) => Redirect::to(&format!("/desk/cases/{id}")).into_response(),
        Ok(None) => {
            let error = "Обращения с таким кодом нет: проверьте код; он действует две недели";
            show_queue(&app, &desk, Some(error)).await
        }
        Err(error) => store_failed(&app, &error),
    }
}

/// Every code is counted, found or not: sixty bits are not guessed, and nobody need try.
async fn too_many_codes(app: &App, desk: &AtDesk) -> Result<Option<Limit>, StoreError> {
    let (now, limits) = (app.clock.now(), &app.settings.limits);
    for (limit, whose, max) in [
        (Limit::CodesOfStaff, desk.staff.login.as_str(), limits.codes_of_staff),
        (Limit::CodesOfAll, "", limits.codes_of_all),
    ] {
        if app.store.count(limit, whose, now).await? > i64::from(max) {
            return Ok(Some(limit));
        }
    }
    Ok(None)
}

async fn find(app: &App, desk: &AtDesk, typed: &str) -> Result<Option<CaseId>, StoreError> {
    let now = app.clock.now();
    let case = match canonical(typed) {
        Some(code) => app.store.case_by_code(&code, now).await?,
        None => None,
    };
    let case = case.filter(|case| is_open_to(&desk.staff, case));
    let mut event = DeskEvent::new(&desk.staff.login, Act::LookedByCode, now);
    event.case = case.as_ref().map(|case| case.id.clone());
    app.store.note_desk(&event).await?;
    Ok(case.map(|case| case.id))
}

/// `GET /desk/cases/{id}`.
pub(super) async fn case(State(app): State<App>, desk: AtDesk, Path(id): Path<String>) -> Response {
    match look(&app, &desk, id, Act::LookedAtCase).await {
        Ok(Some((case, examination, records))) => pages::desk::case(
            &desk.staff,
            &desk.csrf,
            &case,
            examination.as_ref(),
            &records,
            *app.clock.now().offset(),
        )
        .into_response(),
        Ok(None) => not_found().await.into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// `GET /desk/cases/{id}/explain`: every step of the decision, for support.
pub(super) async fn explain(
    State(app): State<App>,
    desk: AtDesk,
    Path(id): Path<String>,
) -> Response {
    match look(&app, &desk, id, Act::LookedAtExplanation).await {
        Ok(Some((case, Some(examination), _))) => {
            pages::desk::explanation(&desk.staff, &desk.csrf, &case, &examination).into_response()
        }
        Ok(_) => not_found().await.into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

type Looked = Option<(Case, Option<Examination>, Vec<Record>)>;

/// A case with its diagnosis and the records that the diagnosis names; the look is noted.
async fn look(app: &App, desk: &AtDesk, id: String, act: Act) -> Result<Looked, StoreError> {
    let now = app.clock.now();
    let Some(case) = app.store.case(&CaseId::new(id), now).await? else { return Ok(None) };
    if !is_open_to(&desk.staff, &case) {
        return Ok(None);
    }
    let event = DeskEvent::new(&desk.staff.login, act, now).of_case(&case.id);
    app.store.note_desk(&event).await?;
    let examination = examine(app, &case, &desk.staff).await?;
    let mut records = Vec::new();
    for suspect in examination.iter().flat_map(|examination| &examination.suspects) {
        records.extend(app.store.record(&suspect.record).await?);
    }
    Ok(Some((case, examination, records)))
}

/// Before an appeal a case is of no school: whoever was told its code may look.
fn is_open_to(staff: &Staff, case: &Case) -> bool {
    case.school.is_empty() || staff.sees(&case.school)
}

/// `POST /desk/cases/{id}/close`.
pub(super) async fn close(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Response {
    if !desk.sent(&sent.csrf) {
        return forms::expired();
    }
    let id = CaseId::new(id);
    match app.store.case(&id, app.clock.now()).await {
        Ok(Some(case)) if is_open_to(&desk.staff, &case) => {}
        Ok(_) => return not_found().await.into_response(),
        Err(error) => return store_failed(&app, &error),
    }
    match app.store.close_case(&id, &desk.staff.login, app.clock.now()).await {
        Ok(()) => Redirect::to("/desk").into_response(),
        Err(error) => store_failed(&app, &error),
    }
}
