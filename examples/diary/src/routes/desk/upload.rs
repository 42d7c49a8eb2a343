//! A journal from a file: the form, the check, and handing it over to a second person.

use super::session::{AtDesk, Keeper};
use crate::app::App;
use crate::desk::upload::{self, Checked, Problem, Report};
use crate::limits::Limit;
use crate::routes::{broken, forms, not_found, store_failed, too_many};
use crate::store::{Act, ChangeId, ChangeKind, DeskEvent, NewChange, Proposed, StoreError, Upload};
use crate::{pages, random};
use axum::Form;
use axum::body::{BodyDataStream, HttpBody as _};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use bytes::Bytes;
use multer::{Constraints, Multipart, SizeLimit};
use serde::Deserialize;
use std::future;
use std::io;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// `GET /desk/upload`.
pub(super) async fn form(Keeper(desk): Keeper) -> Response {
    pages::desk::upload(&desk.staff, &desk.csrf, None).into_response()
}

/// `POST /desk/upload`: reads a file and compares it with the register; nothing is taken in.
pub(super) async fn check(
    State(app): State<App>,
    Keeper(desk): Keeper,
    request: Request,
) -> Response {
    // Who waits here has sent nothing that is kept in memory.
    let Ok(Ok(_seat)) = timeout(app.settings.limits.upload_patience, SEATS.acquire()).await else {
        return too_many(&app, Limit::Uploads);
    };
    let bytes_max = app.settings.upload_bytes_max;
    let file = match receive(&desk, request, bytes_max).await {
        Sent::File(file) => file,
        Sent::NotOurs => return forms::expired(),
        Sent::Nothing => return told(&desk, &Problem::no_file()),
        Sent::BrokenOff => return told(&desk, &Problem::broken_off()),
        Sent::TooBig => {
            let problem = Problem::too_big(bytes_max);
            let page = pages::desk::upload(&desk.staff, &desk.csrf, Some(&problem));
            return (StatusCode::PAYLOAD_TOO_LARGE, page).into_response();
        }
    };
    let records = match app.store.records().await {
        Ok(records) => records,
        Err(error) => return store_failed(&app, &error),
    };
    let school = desk.staff.school.clone();
    let checked = move || upload::check(&file, &records, school.as_deref());
    match tokio::task::spawn_blocking(checked).await {
        Ok(Ok(checked)) => match keep(&app, &desk, checked).await {
            Ok(id) => Redirect::to(&format!("/desk/upload/{id}")).into_response(),
            Err(error) => store_failed(&app, &error),
        },
        Ok(Err(problem)) => told(&desk, &problem),
        // What broke is not told: the text of a panic may hold a value.
        Err(_) => broken(&app, "upload_failed", &io::Error::other("the reader broke")),
    }
}

fn told(desk: &AtDesk, problem: &Problem) -> Response {
    let page = pages::desk::upload(&desk.staff, &desk.csrf, Some(problem));
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn keep(app: &App, desk: &AtDesk, checked: Checked) -> Result<String, StoreError> {
    let now = app.clock.now();
    let upload = Upload {
        id: random::name()?,
        staff: desk.staff.login.clone(),
        rows: checked.rows,
        // Flat texts and numbers cannot fail to be written; the empty text is no report.
        report: serde_json::to_string(&checked.report).unwrap_or_default(),
    };
    app.store.keep_upload(&upload, now).await?;
    let event = DeskEvent::new(&desk.staff.login, Act::CheckedUpload, now);
    app.store.note_desk(&event).await?;
    Ok(upload.id)
}

/// `GET /desk/upload/{id}`: what the check found, for whoever uploaded the file.
pub(super) async fn checked(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
) -> Response {
    match app.store.upload(&id, &desk.staff.login, app.clock.now()).await {
        Ok(Some(upload)) => match serde_json::from_str::<Report>(&upload.report) {
            Ok(report) => {
                pages::desk::checked(&desk.staff, &desk.csrf, &upload.id, &report).into_response()
            }
            Err(_) => store_failed(&app, &StoreError::Row { table: "uploads" }),
        },
        Ok(None) => not_found().await.into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// What the form that hands over sends.
#[derive(Deserialize)]
pub(super) struct HandedOver {
    #[serde(default)]
    csrf: String,
}

/// `POST /desk/upload/{id}`: a second person is to decide on the rows.
pub(super) async fn hand_over(
    State(app): State<App>,
    Keeper(desk): Keeper,
    Path(id): Path<String>,
    Form(sent): Form<HandedOver>,
) -> Response {
    if !desk.sent(&sent.csrf) {
        return forms::expired();
    }
    match propose(&app, &desk, &id).await {
        Ok(Some(
            Proposed::Waiting(change) | Proposed::Applied(change) | Proposed::Again(change),
        )) => Redirect::to(&format!("/desk/changes/{change}")).into_response(),
        Ok(Some(Proposed::Stale)) => {
            let page = pages::desk::stale_change(&desk.staff, &desk.csrf);
            (StatusCode::CONFLICT, page).into_response()
        }
        Ok(None) => forms::expired(),
        Err(error) => store_failed(&app, &error),
    }
}

async fn propose(app: &App, desk: &AtDesk, id: &str) -> Result<Option<Proposed>, StoreError> {
    let now = app.clock.now();
    let upload = app.store.upload(id, &desk.staff.login, now).await?;
    let Some(upload) = upload.filter(|upload| !upload.rows.is_empty()) else { return Ok(None) };
    let change = NewChange {
        id: ChangeId::new(random::name()?),
        form: &upload.id,
        kind: ChangeKind::Upload,
        record: None,
        case: None,
        ground: "Файл журнала",
        rows: &upload.rows,
        by: &desk.staff.login,
        waits: true,
    };
    app.store.propose(&change, now).await.map(Some)
}

/// What came of a body.
enum Sent {
    File(Bytes),
    /// A form without the proof of this login.
    NotOurs,
    /// No file was chosen.
    Nothing,
    TooBig,
    BrokenOff,
}

/// Reads the form as far as its file; of one that is too big nothing is kept.
async fn receive(desk: &AtDesk, request: Request, bytes_max: u64) -> Sent {
    let (parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let whole_max = bytes_max.saturating_add(FRAME_BYTES_MAX);
    let sent = if length(&parts.headers).is_some_and(|length| length > whole_max) {
        Sent::TooBig
    } else {
        let content_type = parts.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.and_then(|text| text.to_str().ok()).unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(content_type) else { return Sent::NotOurs };
        let limit = SizeLimit::new()
            .whole_stream(whole_max)
            .per_field(FRAME_BYTES_MAX)
            .for_field("file", bytes_max);
        let limits = Constraints::new().size_limit(limit);
        let form = Multipart::with_constraints(&mut body, boundary, limits);
        match timeout(PATIENCE, file_of(desk, form)).await {
            Ok(Ok(sent)) => sent,
            Ok(Err(
                multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. },
            )) => Sent::TooBig,
            Ok(Err(_)) | Err(_) => Sent::BrokenOff,
        }
    };
    if matches!(sent, Sent::TooBig) {
        drain(&mut body, bytes_max.saturating_mul(2)).await;
    }
    sent
}

async fn file_of(desk: &AtDesk, mut form: Multipart<'_>) -> Result<Sent, multer::Error> {
    let mut is_ours = false;
    while let Some(field) = form.next_field().await? {
        match field.name() {
            Some("csrf") => is_ours = desk.sent(&field.text().await?),
            Some("file") if !is_ours => return Ok(Sent::NotOurs),
            Some("file") if field.file_name().is_none_or(str::is_empty) => {
                return Ok(Sent::Nothing);
            }
            Some("file") => return field.bytes().await.map(Sent::File),
            Some(_) | None => {}
        }
    }
    Ok(if is_ours { Sent::Nothing } else { Sent::NotOurs })
}

/// Reads on and keeps nothing: a browser shows no answer before it has sent what it has.
async fn drain(body: &mut BodyDataStream, bytes_max: u64) {
    let mut left = bytes_max;
    let rest = async {
        while left > 0 {
            let frame = future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
            let Some(Ok(frame)) = frame else { break };
            let length = frame.data_ref().map_or(0, Bytes::len);
            left = left.saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
        }
    };
    // Whoever is slower than that sees no page.
    drop(timeout(PATIENCE, rest).await);
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// How many files are received and read at a time.
static SEATS: Semaphore = Semaphore::const_new(4);

/// How long a file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(5);

/// What a form may hold beside its file.
const FRAME_BYTES_MAX: u64 = 1 << 14;
