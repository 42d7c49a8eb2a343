//! The door: facts gathered, `decide` asked, and what follows from its answer.
//!
//! Nothing here judges. The rules stand in `esia_core::access`; this file brings them the facts of
//! one moment and carries out what the row says.

use crate::app::App;
use crate::cases;
use crate::clock;
use crate::consent::Standing;
use crate::esia::Verified;
use crate::incident::Incident;
use crate::store::{About, Binding, Bound, StoreError, StoredLogin};
use chrono::{DateTime, FixedOffset, NaiveDate};
use esia_core::access::{Decision, Facts, Login, Lookup, Verdict, decide};
use esia_core::account::Subject;
use esia_core::message::Message;
use esia_core::person::ReceivedDate;
use esia_core::secrets::Personal;
use esia_matching::evidence::Evidence;

/// What a person finds at the door.
#[derive(Debug)]
pub enum Door {
    /// The diary is open to this login.
    Open {
        /// The login, made from the entry that `decide` gave.
        login: Login,
        /// The verified person, as the login keeps it.
        person: Personal,
    },
    /// It is not, and this is what the person is told.
    Closed {
        /// The one right message.
        message: Message,
        /// The line of the log that says why.
        incident: Incident,
    },
}

/// The protocol failed, for the reason that `incident` was logged with.
#[must_use]
pub fn turn_away(app: &App, incident: Incident) -> Door {
    let facts = nobody();
    let today = app.clock.today();
    let decision = decide(&facts, &app.settings.policy, today);
    record(app, &decision, today);
    // Every decision but Allow has a message, and nobody is not allowed.
    Door::Closed { message: decision.message().unwrap_or(Message::SignInFailed), incident }
}

/// A verified person has come from ESIA.
///
/// # Errors
///
/// What the store fails with.
pub async fn knock(app: &App, verified: &Verified) -> Result<Door, StoreError> {
    let now = app.clock.now();
    let (facts, binding) = facts(app, verified, Word::Asked, now).await?;
    let decision = decide(&facts, &app.settings.policy, now.date_naive());
    record(app, &decision, now.date_naive());
    let subject = verified.account().subject();
    settle_binding(app, subject, &facts, &decision, binding.as_ref(), now).await?;
    ask_for_consent(app, subject, &decision, now).await?;
    Ok(match decision {
        Decision::Allow(entry) => {
            Door::Open { login: Login::open(entry), person: verified.to_stored() }
        }
        Decision::NotFound(_)
        | Decision::NeedLink(_)
        | Decision::NeedConsent(_)
        | Decision::Refuse(_) => close(app, verified, &decision).await?,
    })
}

/// An open login makes a request: everything is decided anew, on this day's date.
///
/// `None` where there is no such login, or it has lived its time.
///
/// # Errors
///
/// What the store fails with.
pub async fn stay(app: &App, cookie: &str) -> Result<Option<Door>, StoreError> {
    let now = app.clock.now();
    let contour = app.esia.contour;
    let Some(stored) = app.store.login(cookie, contour, now).await? else { return Ok(None) };
    if is_over(app, &stored, now) {
        app.store.close_login(cookie).await?;
        return Ok(None);
    }
    let Ok(verified) = Verified::from_stored(stored.subject.clone(), &stored.person) else {
        app.store.close_login(cookie).await?;
        return Ok(None);
    };
    let (facts, binding) = facts(app, &verified, Word::Asked, now).await?;
    let decision = decide(&facts, &app.settings.policy, now.date_naive());
    record(app, &decision, now.date_naive());
    settle_binding(app, &stored.subject, &facts, &decision, binding.as_ref(), now).await?;
    ask_for_consent(app, &stored.subject, &decision, now).await?;
    let row = decision.row().id.as_str();
    match decision {
        Decision::Allow(entry) => {
            match Login::resume(entry, &stored.subject, &stored.record, stored.epoch) {
                Ok(login) => Ok(Some(Door::Open { login, person: stored.person })),
                Err(changed) => {
                    app.store.close_login(cookie).await?;
                    let incident = Incident::report("login_ended", &changed);
                    cases::open_of(app, &incident, About::Pupil, &verified, row).await?;
                    Ok(Some(Door::Closed { message: Message::SignInFailed, incident }))
                }
            }
        }
        Decision::NotFound(_)
        | Decision::NeedLink(_)
        | Decision::NeedConsent(_)
        | Decision::Refuse(_) => {
            app.store.close_login(cookie).await?;
            close(app, &verified, &decision).await.map(Some)
        }
    }
}

/// Whose word about a consent counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Word {
    /// The platform is asked: somebody wants to enter.
    Asked,
    /// Nobody is asked: what the platform last said is looked at.
    LastHeard,
}

/// The facts of this moment, and the binding that the subject had until now.
///
/// # Errors
///
/// What the store fails with.
pub async fn facts(
    app: &App,
    verified: &Verified,
    word: Word,
    now: DateTime<FixedOffset>,
) -> Result<(Facts, Option<Binding>), StoreError> {
    let account = verified.account();
    let binding = app.store.binding(account.subject()).await?;
    let evidence = Evidence::from_person(verified.person(), account);
    let lookup = match (app.register.look_up(&app.store, &evidence).await?, &binding) {
        // Another record than the one that the subject is bound to: the school settles it.
        (Lookup::Found(record), Some(binding)) if record != binding.record => Lookup::Conflict,
        (lookup, _) => lookup,
    };
    let birth_date = verified.person().birth_date.as_ref().and_then(ReceivedDate::day);
    let standing = match (&lookup, birth_date) {
        (Lookup::Found(_), Some(birth_date)) => match word {
            Word::Asked => {
                app.consents.standing(&app.store, account.subject(), birth_date, now).await?
            }
            Word::LastHeard => app.consents.last_heard(&app.store, account.subject(), now).await?,
        },
        // Without a record nobody is asked about consent (I-23), and the rows before it answer.
        (
            Lookup::Found(_)
            | Lookup::NotFound
            | Lookup::Ambiguous
            | Lookup::Conflict
            | Lookup::Unavailable,
            _,
        ) => Standing::unknown(),
    };
    let facts = Facts {
        account: Some(account.clone()),
        birth_date,
        emancipated: false,
        lookup,
        linked_parents: standing.linked_parents,
        consent: standing.consent,
    };
    Ok((facts, binding))
}

/// What is known where the protocol failed: nothing.
fn nobody() -> Facts {
    let Standing { consent, linked_parents } = Standing::unknown();
    Facts {
        account: None,
        birth_date: None,
        emancipated: false,
        lookup: Lookup::Unavailable,
        linked_parents,
        consent,
    }
}

/// The first match binds; agreement confirms; a contradiction stays until agreement or the school
/// lifts it. A record that is merely not found contradicts nothing.
async fn settle_binding(
    app: &App,
    subject: &Subject,
    facts: &Facts,
    decision: &Decision<'_>,
    binding: Option<&Binding>,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    match (decision.verdict(), &facts.lookup, binding) {
        (Verdict::Allow | Verdict::NeedLink | Verdict::NeedConsent, Lookup::Found(record), _)
            if binding.is_none_or(|binding| binding.is_contradicted) =>
        {
            match app.store.bind(subject, record, now).await? {
                Bound::Confirmed | Bound::Fresh => {}
                Bound::ReplacedAnotherSubject => {
                    tracing::warn!(kind = "binding_replaced", record = record.as_str());
                }
            }
        }
        (Verdict::NotFound, Lookup::Conflict, Some(binding)) => {
            app.store.contradict_binding(subject).await?;
            tracing::warn!(kind = "binding_contradicted", record = binding.record.as_str());
        }
        (
            Verdict::Allow
            | Verdict::NeedLink
            | Verdict::NeedConsent
            | Verdict::NotFound
            | Verdict::Refuse,
            _,
            _,
        ) => {}
    }
    Ok(())
}

async fn ask_for_consent(
    app: &App,
    subject: &Subject,
    decision: &Decision<'_>,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    if decision.verdict() == Verdict::NeedConsent {
        app.consents.ask(&app.store, subject, decision, now).await?;
    }
    Ok(())
}

/// Every decision is counted, and logged with the policies and the day that it was made by (LG-8).
fn record(app: &App, decision: &Decision<'_>, today: NaiveDate) {
    app.metrics.decided(decision);
    let policy = app.settings.policy;
    tracing::info!(
        kind = "decided",
        row = decision.row().id.as_str(),
        age_rule = ?policy.age_rule,
        teen_consent = ?policy.teen_consent,
        %today,
    );
}

/// No entry: the line of the log, the case that its support code leads to, and the message.
async fn close(
    app: &App,
    verified: &Verified,
    decision: &Decision<'_>,
) -> Result<Door, StoreError> {
    let row = decision.row().id.as_str();
    let incident = Incident::refusal(row, &format!("{:?}", decision.reason()));
    cases::open_of(app, &incident, About::Pupil, verified, row).await?;
    // Every decision but Allow has a message; the first row's stands in where one had none.
    let message = decision.message().unwrap_or(Message::SignInFailed);
    Ok(Door::Closed { message, incident })
}

fn is_over(app: &App, login: &StoredLogin, now: DateTime<FixedOffset>) -> bool {
    let lives = (app.settings.login_life, app.settings.login_idle);
    clock::is_over(login.opened_at, login.seen_at, lives, now)
}
