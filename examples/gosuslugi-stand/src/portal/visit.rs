//! A visit: who looks at a page of the cabinet, when, and with which protection.

use super::Portal;
use super::form::Fields;
use crate::session::Visitor;
use crate::sign_in::forged;
use crate::state::Shared;
use crate::{cabinet, layout};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::{DateTime, FixedOffset};
use families::people::Person;
use maud::Markup;

/// One request of a person who is signed in.
pub(super) struct Visit<'s> {
    pub(super) person: Person,
    /// The address of the page, for the forms that lead back to it.
    pub(super) path: String,
    pub(super) now: DateTime<FixedOffset>,
    /// What the registers know of everybody.
    pub(super) roster: &'s [Person],
    pub(super) csrf: String,
}

impl Visit<'_> {
    /// A page of the cabinet, with the simulation's controls outside its frame.
    pub(super) fn page(&self, portal: &Portal, title: &str, body: &Markup) -> Response {
        self.page_with(StatusCode::OK, portal, title, body)
    }

    /// The same where something sent was not right.
    pub(super) fn page_with(
        &self,
        status: StatusCode,
        portal: &Portal,
        title: &str,
        body: &Markup,
    ) -> Response {
        let panel = portal.panel(self.now, &self.csrf, &self.path);
        (status, layout::cabinet(title, &self.csrf, body, &panel)).into_response()
    }

    /// What the registers know of a person.
    pub(super) fn registered(&self, key: &str) -> Option<Person> {
        self.roster.iter().find(|person| person.key == key).copied()
    }
}

/// A page for the person who is signed in, else the list of people.
pub(super) fn open(
    shared: &Shared,
    headers: &HeaderMap,
    path: &str,
    page: impl FnOnce(&Visit<'_>, &mut Portal) -> Response,
) -> Response {
    cabinet::with_person(shared, headers, path, |visitor, person| {
        run(shared, visitor, *person, path, page)
    })
}

/// What a form of the cabinet causes.
pub(super) fn sent(
    shared: &Shared,
    headers: &HeaderMap,
    path: &str,
    fields: &Fields,
    act: impl FnOnce(&Visit<'_>, &mut Portal) -> Response,
) -> Response {
    let known = Visitor::known(shared, headers).filter(|visitor| visitor.sent(fields.get("csrf")));
    let Some(visitor) = known.filter(|_| fields.is_sane()) else { return forged() };
    let Some(person) = visitor.session.oid.and_then(|oid| shared.person(oid)) else {
        return forged();
    };
    run(shared, &visitor, person, path, act)
}

fn run(
    shared: &Shared,
    visitor: &Visitor,
    person: Person,
    path: &str,
    act: impl FnOnce(&Visit<'_>, &mut Portal) -> Response,
) -> Response {
    let visit = Visit {
        person,
        path: path.to_owned(),
        now: shared.clock.portal_now(),
        roster: shared.roster(),
        csrf: visitor.session.csrf.clone(),
    };
    let mut portal = shared.portal();
    portal.settle(visit.roster, visit.now);
    let answer = act(&visit, &mut portal);
    let consequences = portal.take_consequences();
    drop(portal);
    shared.follow(&consequences);
    answer
}

/// To another page of the cabinet.
pub(super) fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The answer to an address that is not this person's.
pub(super) fn nothing() -> Response {
    let page = layout::message("Не найдено", "Такой страницы в вашем кабинете нет.");
    (StatusCode::NOT_FOUND, page).into_response()
}
