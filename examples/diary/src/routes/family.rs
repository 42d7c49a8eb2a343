//! The parent's pages. Every request decides about every child anew.

use super::answer::HeldBack;
use super::pupil::{Week, show};
use super::{CookieName, not_found, refused, removal, store_failed, ticket};
use crate::app::App;
use crate::csrf;
use crate::family::{self, Child, FamilyDoor, Shown};
use crate::pages::{self, Reader};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;

/// `GET /family`: the children, each with its own answer.
pub async fn family(State(app): State<App>, jar: CookieJar) -> Response {
    match children(&app, jar).await {
        Ok((children, csrf)) => {
            let page = pages::family(&children, &app.settings, &csrf).into_response();
            let is_missing = |child: &Child| matches!(child.shown, Shown::NotFound(_));
            if children.iter().any(is_missing) { HeldBack::once(page) } else { page }
        }
        Err(response) => response,
    }
}

/// `GET /family/{record}`: the diary of one child, if this parent may read it today.
pub async fn child(
    State(app): State<App>,
    jar: CookieJar,
    Path(record): Path<String>,
    Query(week): Query<Week>,
) -> Response {
    let (children, csrf) = match children(&app, jar).await {
        Ok(open) => open,
        Err(response) => return response,
    };
    let visit = children.iter().find_map(|child| match &child.shown {
        Shown::Diary(visit) if visit.record().as_str() == record => Some(visit),
        Shown::Diary(_) | Shown::NotFound(_) | Shown::BeingChecked | Shown::Unavailable => None,
    });
    match visit {
        Some(visit) => show(&app, Reader::Parent(visit), visit.record(), &week, &csrf).await,
        // Whether the record is another child's or nobody's is not told.
        None => not_found().await.into_response(),
    }
}

/// The children of the parent whose browser this is, and the proof for the forms.
async fn children(app: &App, jar: CookieJar) -> Result<(Vec<Child>, String), Response> {
    let Some(ticket) = ticket(app, &jar, CookieName::Family) else {
        return Err(Redirect::to("/").into_response());
    };
    let signed_out = |jar: CookieJar| jar.remove(removal(app, CookieName::Family));
    match family::stay(app, &ticket).await {
        Ok(Some(FamilyDoor::Open(children))) => Ok((children, csrf::token(&ticket))),
        Ok(Some(FamilyDoor::Closed { message, incident })) => {
            Err((signed_out(jar), refused(app, message, incident.code())).into_response())
        }
        Ok(None) => Err((signed_out(jar), Redirect::to("/")).into_response()),
        Err(error) => Err(store_failed(app, &error)),
    }
}
