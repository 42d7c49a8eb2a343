//! Why somebody was not let in, as staff read it: steps, rules and findings without a value.

use crate::app::App;
use crate::door::{self, Word};
use crate::esia::{Card, Verified};
use crate::store::{About, Case, Staff, StoreError};
use esia_core::access::{Facts, Policy};
use esia_core::account::{Account, AccountKind, AccountLevel, Subject, SubjectId};
use esia_core::message::Message;
use esia_core::record::RecordId;
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::Evidence;
use esia_matching::explain::{Explanation, Stage, Standing};
use esia_matching::finding::{Field, Finding};
use esia_matching::index::Index;
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;
use std::collections::BTreeSet;

/// What the desk knows of a case (разбор); it holds no value of anybody.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The steps, in the order in which support asks.
    pub steps: Vec<Step>,
    /// The records that may be the person's, the best first.
    pub suspects: Vec<Suspect>,
    /// What the register answers.
    pub answer: &'static str,
    /// The row of the decision table that answers now, with its rules.
    pub row: Option<(&'static str, &'static [&'static str])>,
    /// The text that the person is shown now; none where the diary opens.
    pub message: Option<Message>,
}

/// One step of the explanation.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was looked at.
    pub stage: Stage,
    /// What came of it.
    pub standing: Standing,
    /// One sentence.
    pub text: &'static str,
    /// The row that this step alone comes to, with its rules, where it bars entry.
    pub row: Option<(&'static str, &'static [&'static str])>,
    /// What is to be mended.
    pub hints: Vec<String>,
}

/// A record that may be the person's.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// The record.
    pub record: RecordId,
    /// What differs, field by field.
    pub hints: Vec<(Field, String)>,
}

/// Looks into a case by the register as it stands now; of records that the member of staff does not
/// see nothing is told. `None` where ESIA verified nobody.
///
/// # Errors
///
/// What the store fails with.
pub async fn examine(
    app: &App,
    case: &Case,
    staff: &Staff,
) -> Result<Option<Examination>, StoreError> {
    let (evidence, facts) = match case.about {
        // Whose parent somebody is the provider tells; the register has nothing to say to it.
        About::Nobody | About::Parent => return Ok(None),
        About::Pupil => {
            let Some(verified) = verified(app, case) else { return Ok(None) };
            let (facts, _) = door::facts(app, &verified, Word::LastHeard, app.clock.now()).await?;
            (Evidence::from_person(verified.person(), verified.account()), Some(facts))
        }
        About::Child => {
            let Ok(card) = Card::read(&case.person) else { return Ok(None) };
            // INVARIANT: a case about a child begins with a parent who was admitted (P-02).
            let (kind, level) = (AccountKind::SelfMade, AccountLevel::Confirmed);
            let parent = Account::from_verified(subject(app, case), kind, level);
            (card.evidence(&parent), None)
        }
    };
    let register = app.register.snapshot(&app.store).await?;
    let (policy, matching, today) = (app.settings.policy, register.policy, app.clock.today());
    let own = match &staff.school {
        Some(school) => Some(app.store.records_of(school).await?),
        None => None,
    };
    let looked = register.ask(move |index, diagnoser| {
        let known = Known { index, diagnoser, matching, own };
        explained(&known, &evidence, facts.as_ref(), policy, today)
    });
    Ok(looked.await)
}

/// What the register knows.
struct Known<'r> {
    index: &'r Index,
    diagnoser: &'r Diagnoser<'r>,
    matching: MatchPolicy,
    /// The records that may be told of; all where there is no list.
    own: Option<BTreeSet<RecordId>>,
}

fn verified(app: &App, case: &Case) -> Option<Verified> {
    Verified::from_stored(subject(app, case), &case.person).ok()
}

fn subject(app: &App, case: &Case) -> Subject {
    let id = SubjectId::new(case.subject.expose().to_owned());
    Subject::new(app.esia.contour, case.issuer.clone(), id)
}

fn explained(
    known: &Known<'_>,
    person: &Evidence,
    facts: Option<&Facts>,
    policy: Policy,
    today: chrono::NaiveDate,
) -> Examination {
    let outcome = known.index.find(person, &known.matching);
    let diagnosis = known.diagnoser.diagnose_within(person, &known.matching, |entry| {
        known.own.as_ref().is_none_or(|own| own.contains(&entry.record))
    });
    let mut explanation = Explanation::of_match(person, &outcome, &diagnosis);
    if let Some(facts) = facts {
        explanation = explanation.decided(facts, policy, today);
    }
    let hints = |findings: &[Finding]| findings.iter().map(Finding::hint).collect();
    Examination {
        steps: explanation
            .stages()
            .map(|stage| Step {
                stage: stage.stage(),
                standing: stage.standing(),
                text: stage.text(),
                row: stage.row().map(|row| (row.id.as_str(), row.rules)),
                hints: hints(stage.findings()),
            })
            .collect(),
        suspects: diagnosis
            .candidates()
            .iter()
            .map(|near| Suspect {
                record: near.record().clone(),
                hints: near.findings().iter().map(|one| (one.field(), one.hint())).collect(),
            })
            .collect(),
        answer: match outcome {
            Outcome::Found { .. } => "запись найдена",
            Outcome::NotFound => "запись не найдена",
            Outcome::Ambiguous => "подходит несколько записей",
            Outcome::Conflict => "номер документа совпадает, а остальное нет",
        },
        row: explanation.row().map(|row| (row.id.as_str(), row.rules)),
        message: explanation.message(),
    }
}
