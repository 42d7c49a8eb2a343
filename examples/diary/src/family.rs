//! The parent's door: the person is decided about, then each child by itself (R-71, P-rows).
//!
//! Nothing here judges; the rows stand in `esia_core::access`. The children are those that ESIA
//! named when the parent signed in, so that such a login is short.

use crate::app::App;
use crate::cases;
use crate::clock;
use crate::esia::{Card, Kids, Verified};
use crate::incident::Incident;
use crate::store::{About, StoreError, StoredFamily};
use chrono::{DateTime, FixedOffset};
use esia_core::access::{
    Authority, ChildDecision, ChildFacts, ChildVisit, Children, Parent, ParentDecision, ParentRow,
    decide_parent,
};
use esia_core::message::Message;
use esia_core::person::ReceivedDate;
use esia_core::secrets::Personal;

/// What a parent finds at the door.
#[derive(Debug)]
pub enum FamilyDoor {
    /// The children, each with its own answer.
    Open(Vec<Child>),
    /// No entry as a parent, and this is what the person is told.
    Closed {
        /// The one right message.
        message: Message,
        /// The line of the log that says why.
        incident: Incident,
    },
}

/// One child on the parent's page.
#[derive(Debug)]
pub struct Child {
    /// The name as ESIA has it.
    pub name: Personal,
    /// What is shown.
    pub shown: Shown,
}

/// What is shown of one child.
#[derive(Debug)]
pub enum Shown {
    /// The diary.
    Diary(ChildVisit),
    /// «не найден», with the code of its case.
    NotFound(Incident),
    /// «ещё проверяется».
    BeingChecked,
    /// The register could not be asked.
    Unavailable,
}

/// A verified person has come from ESIA as a parent, with the children if ESIA named them.
///
/// # Errors
///
/// What the store fails with.
pub async fn knock(
    app: &App,
    verified: &Verified,
    kids: Option<&Kids>,
) -> Result<FamilyDoor, StoreError> {
    let children = if kids.is_some() { Children::Read } else { Children::Unreadable };
    match decide_parent(Some(verified.account()), children) {
        ParentDecision::Admit(parent) => {
            let kids = kids.map_or(&[][..], Kids::all);
            Ok(FamilyDoor::Open(each(app, verified, &parent, kids).await?))
        }
        ParentDecision::Refuse(refusal) => {
            let row = refusal.row();
            let incident = Incident::refusal(row.id.as_str(), row.when.words());
            cases::open_of(app, &incident, About::Parent, verified, row.id.as_str()).await?;
            Ok(FamilyDoor::Closed { message: refusal.message(), incident })
        }
    }
}

/// The protocol failed, for the reason that `incident` was logged with.
#[must_use]
pub fn turn_away(incident: Incident) -> FamilyDoor {
    let message = match decide_parent(None, Children::Unreadable) {
        ParentDecision::Refuse(refusal) => refusal.message(),
        // INVARIANT: nobody is admitted without an account.
        ParentDecision::Admit(_) => Message::SignInFailed,
    };
    FamilyDoor::Closed { message, incident }
}

/// An open login of a parent makes a request: every child is decided about anew.
///
/// `None` where there is no such login, or it has lived its time.
///
/// # Errors
///
/// What the store fails with.
pub async fn stay(app: &App, cookie: &str) -> Result<Option<FamilyDoor>, StoreError> {
    let now = app.clock.now();
    let Some(stored) = app.store.family(cookie, app.esia.contour, now).await? else {
        return Ok(None);
    };
    let verified = Verified::from_stored(stored.subject.clone(), &stored.person).ok();
    let kids = Kids::read(&stored.kids).ok();
    let (Some(verified), Some(kids), false) = (verified, kids, is_over(app, &stored, now)) else {
        app.store.close_family(cookie).await?;
        return Ok(None);
    };
    let door = knock(app, &verified, Some(&kids)).await?;
    if let FamilyDoor::Closed { .. } = door {
        app.store.close_family(cookie).await?;
    }
    Ok(Some(door))
}

async fn each(
    app: &App,
    verified: &Verified,
    parent: &Parent<'_>,
    kids: &[Card],
) -> Result<Vec<Child>, StoreError> {
    let mut children = Vec::new();
    for kid in kids {
        let facts = facts(app, verified, kid).await?;
        let today = app.clock.today();
        let decision = parent.child(&facts, &app.settings.policy, today);
        tracing::info!(kind = "decided", row = decision.row().id.as_str(), %today);
        let shown = match decision {
            ChildDecision::Shown(entry) => Shown::Diary(ChildVisit::open(entry)),
            ChildDecision::NotFound(row) => {
                Shown::NotFound(not_found(app, verified, kid, row).await?)
            }
            ChildDecision::BeingChecked(_) => Shown::BeingChecked,
            ChildDecision::Unavailable(_) => Shown::Unavailable,
            ChildDecision::NotShown(_) => continue,
        };
        children.push(Child { name: name(kid), shown });
    }
    Ok(children)
}

/// What is known of one child. ESIA names a child to those alone who may act for it, so that the
/// authority is as current as the answer (P-04).
async fn facts(app: &App, verified: &Verified, kid: &Card) -> Result<ChildFacts, StoreError> {
    let evidence = kid.evidence(verified.account());
    Ok(ChildFacts {
        is_verified: kid.is_verified(),
        authority: Authority::Current,
        birth_date: kid.kid().birth_date.as_ref().and_then(ReceivedDate::day),
        emancipated: false,
        lookup: app.register.look_up(&app.store, &evidence).await?,
    })
}

async fn not_found(
    app: &App,
    verified: &Verified,
    kid: &Card,
    row: &'static ParentRow,
) -> Result<Incident, StoreError> {
    let incident = Incident::refusal(row.id.as_str(), row.when.words());
    let subject = verified.account().subject();
    let decision = row.id.as_str();
    cases::open(app, &incident, About::Child, Some(subject), kid.to_stored(), decision).await?;
    Ok(incident)
}

fn name(kid: &Card) -> Personal {
    let person = kid.kid();
    let parts = [&person.first_name, &person.last_name];
    let text: Vec<&str> = parts.into_iter().flatten().map(Personal::expose).collect();
    Personal::new(text.join(" "))
}

fn is_over(app: &App, family: &StoredFamily, now: DateTime<FixedOffset>) -> bool {
    let lives = (app.settings.parent_login_life, app.settings.login_idle);
    clock::is_over(family.opened_at, family.seen_at, lives, now)
}
