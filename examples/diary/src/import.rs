//! Bindings and consents of a former system (прежняя система), taken in line by line.
//!
//! Nobody comes in by a file alone. A binding is kept only for a record that agrees exactly and is
//! nobody else's, and at each sign-in ESIA's word must agree with it again. A consent is an event of
//! the machine by a representative, with its provenance; at the next sign-in the platform says
//! whether that representative has authority still, and without its word consent is unknown (T-21).

use crate::consent::{Consents, Imported};
use crate::random;
use crate::register::Register;
use crate::store::{Store, StoreError};
use chrono::{DateTime, FixedOffset, NaiveDate};
use esia_core::access::Lookup;
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use esia_matching::evidence::{Evidence, Texts, Vouched};
use serde::Deserialize;

/// One line of the file, as JSON; what it does not know it refuses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    record: String,
    issuer: String,
    subject: String,
    last_name: String,
    first_name: String,
    #[serde(default)]
    middle_name: String,
    birth_date: NaiveDate,
    #[serde(default)]
    snils: String,
    #[serde(default)]
    cert_series: String,
    #[serde(default)]
    cert_number: String,
    consent: Option<Consent>,
}

/// A consent that a representative gave there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Consent {
    /// The representative, by the platform's handle.
    by: String,
    given_on: NaiveDate,
    expires_at: Option<DateTime<FixedOffset>>,
    /// The paper or record that proves it there.
    document: String,
}

/// What an import goes by.
#[derive(Debug)]
pub struct Import<'a> {
    /// What is taken in.
    pub store: &'a Store,
    /// Whose records there are.
    pub register: &'a Register,
    /// The machine.
    pub consents: &'a Consents,
    /// Whose accounts they are.
    pub contour: Contour,
    /// The name of the former system, for the provenance.
    pub source: &'a str,
    /// Whether nothing is changed.
    pub is_dry_run: bool,
}

/// What became of a file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outcome {
    /// How many bindings were taken in, or would be.
    pub bindings: u64,
    /// How many consents.
    pub consents: u64,
    /// How many lines said what was there already.
    pub again: u64,
    /// The lines that were refused, each with its reason; no value of theirs.
    pub refused: Vec<(u64, &'static str)>,
}

impl Import<'_> {
    /// Takes in a file of JSON Lines; a line that is refused stops no other.
    ///
    /// # Errors
    ///
    /// What the store fails with; what was taken in until then stays, and the same file may be given
    /// again.
    pub async fn run(&self, text: &str, now: DateTime<FixedOffset>) -> Result<Outcome, StoreError> {
        let mut outcome = Outcome::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let Ok(line) = serde_json::from_str::<Line>(line) else {
                outcome.refused.push((number, "not a line of this form"));
                continue;
            };
            if let Err(reason) = self.line(&line, &mut outcome, now).await? {
                outcome.refused.push((number, reason));
            }
        }
        Ok(outcome)
    }

    async fn line(
        &self,
        line: &Line,
        outcome: &mut Outcome,
        now: DateTime<FixedOffset>,
    ) -> Result<Result<(), &'static str>, StoreError> {
        if line.issuer.is_empty() || line.subject.is_empty() {
            return Ok(Err("the account is missing"));
        }
        let id = SubjectId::new(line.subject.clone());
        let subject = Subject::new(self.contour, line.issuer.clone(), id);
        let record = RecordId::new(line.record.clone());
        let date = line.birth_date.to_string();
        let texts = Texts::default()
            .names(&line.last_name, &line.first_name, &line.middle_name)
            .birth_date(&date)
            .snils(&line.snils)
            .certificate_parts(&line.cert_series, &line.cert_number);
        let person = Evidence::from_provider(&texts, Vouched::EVERYTHING);
        match self.register.look_up(self.store, &person).await? {
            Lookup::Found(found) if found == record => {}
            Lookup::Found(_) => return Ok(Err("the person agrees with another record")),
            Lookup::NotFound => return Ok(Err("no record agrees exactly")),
            Lookup::Ambiguous | Lookup::Conflict => {
                return Ok(Err("the register contradicts itself or the person; look at it"));
            }
            Lookup::Unavailable => return Ok(Err("the register cannot be asked")),
        }
        let is_new = match self.store.binding(&subject).await? {
            Some(binding) if binding.is_contradicted => {
                return Ok(Err("the register contradicts the binding that is there"));
            }
            Some(binding) if binding.record != record => {
                return Ok(Err("the account is bound to another record"));
            }
            Some(_) => false,
            None => true,
        };
        let owners = self.store.subjects_of(&record, self.contour).await?;
        if owners.iter().any(|owner| *owner != subject) {
            return Ok(Err("the record is bound to another account"));
        }
        let taken = match &line.consent {
            None => None,
            Some(consent) => {
                let taken = self.consent(line, consent, &subject, now).await?;
                match taken {
                    Imported::Refused(reason) => return Ok(Err(reason)),
                    Imported::Accepted | Imported::Again => Some(taken),
                }
            }
        };
        if is_new && !self.is_dry_run {
            self.store.bind(&subject, &record, now).await?;
        }
        let is_consent_new = taken == Some(Imported::Accepted);
        outcome.bindings = outcome.bindings.saturating_add(u64::from(is_new));
        outcome.consents = outcome.consents.saturating_add(u64::from(is_consent_new));
        let is_again = !is_new && !is_consent_new;
        outcome.again = outcome.again.saturating_add(u64::from(is_again));
        Ok(Ok(()))
    }

    async fn consent(
        &self,
        line: &Line,
        consent: &Consent,
        subject: &Subject,
        now: DateTime<FixedOffset>,
    ) -> Result<Imported, StoreError> {
        if consent.document.trim().is_empty() {
            return Ok(Imported::Refused("a consent needs the document that proves it"));
        }
        if consent.given_on > now.date_naive() {
            return Ok(Imported::Refused("a consent cannot be of a day to come"));
        }
        if consent.expires_at.is_some_and(|expires_at| expires_at <= now) {
            return Ok(Imported::Refused("the consent has ended"));
        }
        let (source, given_on) = (self.source, consent.given_on);
        let provenance = format!("{source}: {}, {given_on}", consent.document);
        let key = format!("import:{}", random::hash(&format!("{provenance} {}", consent.by)));
        self.consents
            .import(
                self.store,
                subject,
                line.birth_date,
                &crate::consent::FormerConsent {
                    by: &consent.by,
                    expires_at: consent.expires_at,
                    provenance: &provenance,
                    key: &key,
                    is_dry_run: self.is_dry_run,
                },
                now,
            )
            .await
    }
}
