//! The addresses of the school's desk.

mod cases;
mod changes;
mod records;
mod session;
mod upload;

use crate::app::App;
use axum::routing::{MethodRouter, get, post};

/// Everything under `/desk`.
pub fn addresses() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/desk", get(cases::queue)),
        ("/desk/sign-in", get(session::form).post(session::sign_in)),
        ("/desk/sign-out", post(session::sign_out)),
        ("/desk/code", post(cases::by_code)),
        ("/desk/cases/{id}", get(cases::case)),
        ("/desk/cases/{id}/explain", get(cases::explain)),
        ("/desk/cases/{id}/close", post(cases::close)),
        ("/desk/records", get(records::list)),
        ("/desk/records/new", get(records::new)),
        ("/desk/records/{id}", get(records::record).post(records::change)),
        ("/desk/check", get(records::check)),
        ("/desk/changes", get(changes::waiting)),
        ("/desk/changes/{id}", get(changes::change).post(changes::decide)),
        (UPLOAD, get(upload::form).post(upload::check)),
        ("/desk/upload/{id}", get(upload::checked).post(upload::hand_over)),
        ("/desk/history", get(changes::history)),
    ]
}

/// Where the file of a journal is taken in: as it arrives, by the handler itself.
pub(super) const UPLOAD: &str = "/desk/upload";
