//! The pupil's page. Every request is decided anew, on that day's date.

use super::{CookieName, refused, removal, store_failed, ticket};
use crate::app::App;
use crate::door::{self, Door};
use crate::pages::{self, Lesson};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::access::Login;

/// `GET /diary`: the diary, or the message that takes its place.
pub async fn diary(State(app): State<App>, jar: CookieJar) -> Response {
    let Some(ticket) = ticket(&app, &jar, CookieName::Login) else {
        return Redirect::to("/").into_response();
    };
    let signed_out = |jar: CookieJar| jar.remove(removal(&app, CookieName::Login));
    match door::stay(&app, &ticket).await {
        Ok(Some(Door::Open { login, .. })) => show(&app, &login).await,
        Ok(Some(Door::Closed { message, incident })) => {
            (signed_out(jar), refused(&app, message, incident.code())).into_response()
        }
        Ok(None) => (signed_out(jar), Redirect::to("/")).into_response(),
        Err(error) => store_failed(&app, &error),
    }
}

async fn show(app: &App, login: &Login) -> Response {
    match app.store.record(login.record()).await {
        Ok(Some(record)) => pages::pupil(login, &record, LESSONS).into_response(),
        Ok(None) => Redirect::to("/").into_response(),
        Err(error) => store_failed(app, &error),
    }
}

/// The same invented school day for everybody.
const LESSONS: &[Lesson] = &[
    Lesson {
        title: "Русский язык", homework: "Упражнение 112", mark: Some(5)
    },
    Lesson { title: "Математика", homework: "№ 304, 306", mark: None },
    Lesson {
        title: "Окружающий мир", homework: "Параграф 9, пересказ", mark: Some(4)
    },
    Lesson { title: "Физкультура", homework: "", mark: None },
];
