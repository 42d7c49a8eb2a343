//! The addresses of the school's desk.

mod cases;
mod changes;
mod records;
mod session;
mod upload;

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

/// Everything under `/desk`.
pub fn router() -> Router<App> {
    Router::new()
        .route("/desk", get(cases::queue))
        .route("/desk/sign-in", get(session::form).post(session::sign_in))
        .route("/desk/sign-out", post(session::sign_out))
        .route("/desk/code", post(cases::by_code))
        .route("/desk/cases/{id}", get(cases::case))
        .route("/desk/cases/{id}/explain", get(cases::explain))
        .route("/desk/cases/{id}/close", post(cases::close))
        .route("/desk/records", get(records::list))
        .route("/desk/records/new", get(records::new))
        .route("/desk/records/{id}", get(records::record).post(records::change))
        .route("/desk/check", get(records::check))
        .route("/desk/changes", get(changes::waiting))
        .route("/desk/changes/{id}", get(changes::change).post(changes::decide))
        .route("/desk/upload", get(upload::form).post(upload::check))
        .route("/desk/upload/{id}", get(upload::checked).post(upload::hand_over))
        .route("/desk/history", get(changes::history))
}
