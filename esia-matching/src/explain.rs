//! Why a diary opens for one person or does not: every step of the decision, for staff alone.
//!
//! The steps stand in the order of identity.md 8, in which support asks: first what the account,
//! the consent and the provider's own checks say, then the register, then field by field. An
//! explanation is read from what was decided and changes nothing: it holds no entry to a diary,
//! no value of anybody and no record but the one it explains.

mod stage;

pub use stage::{Stage, Standing};

use crate::diagnose::{Candidate, Diagnosis};
use crate::evidence::{Assurance, Detail, Evidence, Identifier, Paper};
use crate::finding::{Field, Finding, FindingKind};
use crate::outcome::{Note, Outcome};
use alloc::string::String;
use alloc::vec::Vec;
use chrono::NaiveDate;
use esia_core::access::{
    ConsentFact, ConsentState, Decision, Facts, LinkedParents, Lookup, Policy, Row, decide,
};
use esia_core::message::Message;
use esia_core::record::RecordId;

/// The decision for one person, every step named (разбор решения).
///
/// **Guarantees**: it is made from facts, an outcome and a diagnosis that were there before, so
/// that what it says can never let anybody in; what staff may see of the register is what the
/// diagnosis was allowed to see.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Explanation<'a> {
    account: StageExplained,
    consent: StageExplained,
    of_match: Vec<StageExplained>,
    record: Option<&'a RecordId>,
    papers: Vec<Paper>,
    decided: Option<Decided>,
}

/// What was decided, without the entry that it may hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Decided {
    row: &'static Row,
    message: Option<Message>,
}

impl<'a> Explanation<'a> {
    /// Explains what the register answers for a person; account and consent stay open.
    #[must_use]
    pub fn of_match(person: &Evidence, outcome: &'a Outcome, diagnosis: &Diagnosis<'a>) -> Self {
        let near = Near::of(outcome, diagnosis);
        let of_match = [
            verification(person),
            near.enrolment(),
            near.fields(Stage::Snils, &[Field::Snils]),
            near.fields(Stage::Certificate, &[Field::Certificate]),
            near.fields(
                Stage::Person,
                &[Field::LastName, Field::FirstName, Field::MiddleName, Field::BirthDate],
            ),
            near.duplicates(),
        ];
        Self {
            account: StageExplained::open(Stage::Account),
            consent: StageExplained::open(Stage::Consent),
            of_match: of_match.into(),
            record: near.record,
            papers: person.papers().to_vec(),
            decided: None,
        }
    }

    /// With the decision on `facts` at the day `today`: the steps that come before the register.
    #[must_use]
    pub fn decided(self, facts: &Facts, policy: Policy, today: NaiveDate) -> Self {
        let decision = decide(facts, &policy, today);
        let willing = willing(facts, policy, today);
        let account = StageExplained::of_row(Stage::Account, &decide(&willing, &policy, today));
        // Where the account bars, no consent has a meaning.
        let consent = match account.standing {
            Standing::Cause => StageExplained::open(Stage::Consent),
            Standing::Fine | Standing::Attention | Standing::Open => {
                let found = Facts { lookup: willing.lookup, ..facts.clone() };
                StageExplained::of_row(Stage::Consent, &decide(&found, &policy, today))
            }
        };
        let decided = Decided { row: decision.row(), message: decision.message() };
        Self { account, consent, decided: Some(decided), ..self }
    }

    /// The steps, in the order of [`Stage::ALL`].
    pub fn stages(&self) -> impl Iterator<Item = &StageExplained> {
        [&self.account, &self.consent].into_iter().chain(&self.of_match)
    }

    /// The record that the findings are about: the one found, or the nearest.
    #[must_use]
    pub const fn record(&self) -> Option<&'a RecordId> {
        self.record
    }

    /// The papers that the provider named, and how far each is checked: behind the step of the
    /// verification.
    #[must_use]
    pub fn papers(&self) -> &[Paper] {
        &self.papers
    }

    /// The row of the decision table that answered, if a decision is explained.
    #[must_use]
    pub fn row(&self) -> Option<&'static Row> {
        self.decided.map(|decided| decided.row)
    }

    /// The text that the person was shown; none where the diary opens.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        self.decided.and_then(|decided| decided.message)
    }
}

/// One step of an explanation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StageExplained {
    stage: Stage,
    standing: Standing,
    row: Option<&'static Row>,
    findings: Vec<Finding>,
}

impl StageExplained {
    const fn new(stage: Stage, standing: Standing, findings: Vec<Finding>) -> Self {
        Self { stage, standing, row: None, findings }
    }

    const fn open(stage: Stage) -> Self {
        Self::new(stage, Standing::Open, Vec::new())
    }

    fn of_row(stage: Stage, decision: &Decision<'_>) -> Self {
        let (standing, row) = match decision {
            Decision::Allow(_) => (Standing::Fine, None),
            Decision::NotFound(_)
            | Decision::NeedLink(_)
            | Decision::NeedConsent(_)
            | Decision::Refuse(_) => (Standing::Cause, Some(decision.row())),
        };
        Self { stage, standing, row, findings: Vec::new() }
    }

    /// What was looked at.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// What came of it.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The row of the decision table that this step alone would come to, where it bars entry.
    #[must_use]
    pub const fn row(&self) -> Option<&'static Row> {
        self.row
    }

    /// What is to be mended, without any value.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// One Russian sentence for staff.
    #[must_use]
    pub const fn text(&self) -> &'static str {
        self.stage.text(self.standing)
    }
}

/// The same account, with a record found, a parent linked, and the consent that opens, if any does.
fn willing(facts: &Facts, policy: Policy, today: NaiveDate) -> Facts {
    let with = |state| Facts {
        lookup: Lookup::Found(RecordId::new(String::new())),
        linked_parents: LinkedParents::Known(1),
        consent: ConsentFact { state, ..facts.consent },
        ..facts.clone()
    };
    let opens = |facts: &Facts| matches!(decide(facts, &policy, today), Decision::Allow(_));
    let by_parent = with(ConsentState::GrantedByParent);
    if opens(&by_parent) { by_parent } else { with(ConsentState::GrantedBySelf) }
}

/// Whether the provider vouches for what it sent.
fn verification(person: &Evidence) -> StageExplained {
    let is_stated = |assurance: Assurance| match assurance {
        Assurance::Verified => false,
        Assurance::Stated => true,
    };
    let names = matches!(person.names(), Detail::Present(_, by) if is_stated(*by));
    let date = matches!(person.birth_date(), Detail::Present(_, by) if is_stated(*by));
    let snils = matches!(person.snils(), Identifier::Present(_, by) if is_stated(*by));
    let certificate = matches!(person.certificate(), Identifier::Present(_, by) if is_stated(*by));
    let grounds = person.snils().verified().is_some() || person.certificate().verified().is_some();
    let standing = if names || date || !grounds {
        Standing::Cause
    } else if snils || certificate {
        Standing::Attention
    } else {
        Standing::Fine
    };
    StageExplained::new(Stage::Verification, standing, person.findings())
}

/// The record that an explanation is about, and what differs in it.
struct Near<'a> {
    record: Option<&'a RecordId>,
    findings: Vec<Finding>,
    outcome: &'a Outcome,
}

impl<'a> Near<'a> {
    fn of(outcome: &'a Outcome, diagnosis: &Diagnosis<'a>) -> Self {
        let candidates = diagnosis.candidates();
        let (record, candidate) = match outcome {
            Outcome::Found { record, .. } => {
                (Some(record), candidates.iter().find(|near| near.record() == record))
            }
            Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => {
                let first = candidates.first();
                (first.map(Candidate::record), first)
            }
        };
        let findings = candidate.map_or_else(Vec::new, |near| near.findings().to_vec());
        Self { record, findings, outcome }
    }

    const fn is_found(&self) -> bool {
        match self.outcome {
            Outcome::Found { .. } => true,
            Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => false,
        }
    }

    const fn enrolment(&self) -> StageExplained {
        let standing = match self.record {
            Some(_) if self.is_found() => Standing::Fine,
            Some(_) => Standing::Attention,
            None => Standing::Cause,
        };
        StageExplained::new(Stage::Enrolment, standing, Vec::new())
    }

    fn fields(&self, stage: Stage, fields: &[Field]) -> StageExplained {
        let is_of_stage = |finding: &&Finding| {
            fields.contains(&finding.field()) && finding.kind() != FindingKind::Duplicate
        };
        let findings: Vec<_> = self.findings.iter().filter(is_of_stage).copied().collect();
        let standing = match (self.record, findings.is_empty()) {
            (None, _) => Standing::Open,
            (Some(_), true) => Standing::Fine,
            (Some(_), false) if self.is_found() => Standing::Attention,
            (Some(_), false) => Standing::Cause,
        };
        StageExplained::new(stage, standing, findings)
    }

    fn duplicates(&self) -> StageExplained {
        let is_duplicate = |finding: &&Finding| finding.kind() == FindingKind::Duplicate;
        let findings: Vec<_> = self.findings.iter().filter(is_duplicate).copied().collect();
        let standing = match self.outcome {
            Outcome::Ambiguous => Standing::Cause,
            Outcome::Found { notes, .. }
                if notes.contains(&Note::DuplicateIdentifier)
                    || notes.contains(&Note::CertificateInAnotherRecord) =>
            {
                Standing::Attention
            }
            Outcome::Conflict if self.findings.is_empty() => Standing::Cause,
            Outcome::Found { .. } | Outcome::NotFound | Outcome::Conflict
                if !findings.is_empty() =>
            {
                Standing::Attention
            }
            Outcome::NotFound if self.record.is_none() => Standing::Open,
            Outcome::Found { .. } | Outcome::NotFound | Outcome::Conflict => Standing::Fine,
        };
        StageExplained::new(Stage::Duplicates, standing, findings)
    }
}
