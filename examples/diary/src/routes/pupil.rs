//! The pupil's page. Every request is decided anew, on that day's date.

use super::{CookieName, refused, removal, store_failed, ticket};
use crate::app::App;
use crate::door::{self, Door};
use crate::pages::{self, Reader};
use crate::{csrf, store};
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::{Datelike as _, Days, NaiveDate};
use esia_core::record::RecordId;
use serde::Deserialize;
use store::StoreError;

/// Which week is asked for: any day of it.
#[derive(Debug, Deserialize)]
pub struct Week {
    #[serde(default)]
    week: String,
}

impl Week {
    /// The Monday of the week; of this week where none can be read.
    fn monday(&self, today: NaiveDate) -> NaiveDate {
        let day = self.week.parse().unwrap_or(today);
        let behind = u64::from(day.weekday().num_days_from_monday());
        day.checked_sub_days(Days::new(behind)).unwrap_or(day)
    }
}

/// `GET /diary`: the diary, or the message that takes its place.
pub async fn diary(State(app): State<App>, jar: CookieJar, Query(week): Query<Week>) -> Response {
    let Some(ticket) = ticket(&app, &jar, CookieName::Login) else {
        return Redirect::to("/").into_response();
    };
    let signed_out = |jar: CookieJar| jar.remove(removal(&app, CookieName::Login));
    match door::stay(&app, &ticket).await {
        Ok(Some(Door::Open { login, .. })) => {
            let reader = Reader::Pupil(&login);
            show(&app, reader, login.record(), &week, &csrf::token(&ticket)).await
        }
        Ok(Some(Door::Closed { message, incident })) => {
            (signed_out(jar), refused(&app, message, incident.code())).into_response()
        }
        Ok(None) => (signed_out(jar), Redirect::to("/")).into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

/// One week of the diary that somebody may read.
pub(super) async fn show(
    app: &App,
    reader: Reader<'_>,
    record: &RecordId,
    week: &Week,
    csrf: &str,
) -> Response {
    match read(app, reader, record, week, csrf).await {
        Ok(Some(response)) => response,
        Ok(None) => Redirect::to("/").into_response(),
        Err(error) => store_failed(app, &error),
    }
}

async fn read(
    app: &App,
    reader: Reader<'_>,
    id: &RecordId,
    week: &Week,
    csrf: &str,
) -> Result<Option<Response>, StoreError> {
    let Some(record) = app.store.record(id).await? else { return Ok(None) };
    let monday = week.monday(app.clock.today());
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    let lessons = app.store.lessons(&record.class, id, monday, sunday).await?;
    Ok(Some(pages::week(reader, &record, monday, &lessons, csrf).into_response()))
}
