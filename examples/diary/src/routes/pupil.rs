//! The pupil's page. Every request is decided anew, on that day's date.

use super::{LOGIN_COOKIE, refused, removal};
use crate::app::App;
use crate::door::{self, Door};
use crate::incident::Incident;
use crate::pages::{self, Lesson};
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use esia_core::access::Login;
use esia_core::message::Message;

/// `GET /diary`: the diary, or the message that takes its place.
pub async fn diary(State(app): State<App>, jar: CookieJar) -> Response {
    let Some(cookie) = jar.get(LOGIN_COOKIE).map(|cookie| cookie.value().to_owned()) else {
        return Redirect::to("/").into_response();
    };
    match door::stay(&app, &cookie).await {
        Ok(Some(Door::Open { login, .. })) => show(&app, &login).await,
        Ok(Some(Door::Closed { message, incident })) => {
            let jar = jar.remove(removal(LOGIN_COOKIE));
            (jar, refused(&app, message, incident.code())).into_response()
        }
        Ok(None) => (jar.remove(removal(LOGIN_COOKIE)), Redirect::to("/")).into_response(),
        Err(error) => {
            let incident = Incident::report("store_failed", &error);
            refused(&app, Message::Unavailable, incident.code())
        }
    }
}

async fn show(app: &App, login: &Login) -> Response {
    match app.store.record(login.record()).await {
        Ok(Some(record)) => pages::pupil(login, &record, LESSONS).into_response(),
        Ok(None) => Redirect::to("/").into_response(),
        Err(error) => {
            let incident = Incident::report("store_failed", &error);
            refused(app, Message::Unavailable, incident.code())
        }
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
