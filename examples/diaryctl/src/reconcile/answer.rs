//! The answer to one identity, as JSON Lines or as CSV.

use super::Format;
use crate::json_lines::{self, BadInput};
use crate::table::{Item, Reason, Row};
use csv::Writer;
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::{Candidate, Diagnoser};
use esia_matching::evidence::{Evidence, Vouched};
use esia_matching::finding::Finding;
use esia_matching::index::Index;
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

/// What an answer is made of, beside the identity.
pub(super) struct Answers<'a> {
    pub(super) index: &'a Index,
    pub(super) policy: MatchPolicy,
    pub(super) order: DateOrder,
    pub(super) format: Format,
    /// None where nobody asks why.
    pub(super) diagnoser: Option<Diagnoser<'a>>,
}

/// How often each outcome was answered.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    found: u64,
    not_found: u64,
    ambiguous: u64,
    conflict: u64,
}

/// The columns of the CSV.
const COLUMNS: [&str; 6] = ["identity", "outcome", "record", "ground", "notes", "findings"];

impl Answers<'_> {
    /// Writes what stands above the answers.
    pub(super) fn head(&self, output: &mut impl Write) -> io::Result<()> {
        match self.format {
            Format::Jsonl => Ok(()),
            Format::Csv => writeln!(output, "{}", COLUMNS.join(",")),
        }
    }

    /// The line that answers one row, and its outcome, if the row was not refused.
    pub(super) fn write(&self, item: &Item) -> io::Result<(Vec<u8>, Option<Outcome>)> {
        match item {
            Item::Refused { line, reason } => Ok((self.refused(*line, *reason)?, None)),
            Item::Row(row) => self.answer(row),
        }
    }

    fn answer(&self, row: &Row) -> io::Result<(Vec<u8>, Option<Outcome>)> {
        // Whatever is in the table is verified: ESIA gave it.
        let person = Evidence::from_provider(&row.texts(self.order), Vouched::EVERYTHING);
        let outcome = self.index.find(&person, &self.policy);
        let (mut record, mut ground, mut notes) = (None, None, Vec::new());
        let mut findings = None;
        match &outcome {
            Outcome::Found { record: found, ground: by, notes: with } => {
                record = Some(found.as_str());
                ground = Some(by.as_str());
                notes.extend(with.iter().map(|note| note.as_str()));
            }
            Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => {
                findings = Some(self.findings(&person));
            }
        }
        let (identity, name) = (row.id(), outcome.as_str());
        let bytes = match self.format {
            Format::Jsonl => {
                let notes = findings.is_none().then_some(notes);
                let mut bytes = Vec::with_capacity(256);
                let answer = Answer { identity, outcome: name, record, ground, notes, findings };
                json_lines::write(&mut bytes, &answer)?;
                bytes
            }
            Format::Csv => {
                let findings = findings.as_ref().map(serde_json::to_string).transpose()?;
                record_of([
                    identity,
                    name,
                    record.unwrap_or_default(),
                    ground.unwrap_or_default(),
                    &notes.join(";"),
                    findings.as_deref().unwrap_or_default(),
                ])?
            }
        };
        Ok((bytes, Some(outcome)))
    }

    /// The differing fields of the nearest records, best first.
    fn findings(&self, person: &Evidence) -> Vec<Told> {
        let Some(diagnoser) = &self.diagnoser else { return Vec::new() };
        let diagnosis = diagnoser.diagnose(person, &self.policy);
        let of = |candidate: &Candidate<'_>| -> Vec<Told> {
            let record = candidate.record().as_str();
            candidate.findings().iter().map(|finding| Told::of(record, *finding)).collect()
        };
        diagnosis.candidates().iter().flat_map(of).collect()
    }

    fn refused(&self, line: u64, reason: Reason) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        json_lines::write_error(&mut bytes, line, &BadInput::line(reason.to_string()))?;
        match self.format {
            Format::Jsonl => Ok(bytes),
            Format::Csv => {
                let error = String::from_utf8_lossy(&bytes);
                record_of(["", "bad_input", "", "", "", error.trim_end()])
            }
        }
    }
}

impl Tally {
    /// Counts an answer; a refused row is counted elsewhere.
    pub(super) const fn count(&mut self, outcome: Option<&Outcome>) {
        let count = match outcome {
            None => return,
            Some(Outcome::Found { .. }) => &mut self.found,
            Some(Outcome::NotFound) => &mut self.not_found,
            Some(Outcome::Ambiguous) => &mut self.ambiguous,
            Some(Outcome::Conflict) => &mut self.conflict,
        };
        *count = count.saturating_add(1);
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, not_found, ambiguous, conflict } = self;
        write!(
            f,
            "found {found}, not_found {not_found}, ambiguous {ambiguous}, conflict {conflict}"
        )
    }
}

/// An answer in the keys of the contract, in their order.
#[derive(Serialize)]
struct Answer<'a> {
    identity: &'a str,
    outcome: &'static str,
    record: Option<&'a str>,
    ground: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<Told>>,
}

/// A finding about one record, in the keys of the contract.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    field: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<u8>,
    hint: String,
}

impl Told {
    /// A finding that names its record.
    fn of(record: &str, finding: Finding) -> Self {
        Self { record: Some(record.into()), ..Self::alone(finding) }
    }

    /// A finding of the record that is spoken of anyhow.
    pub(crate) fn alone(finding: Finding) -> Self {
        Self {
            record: None,
            field: finding.field().as_str(),
            kind: finding.kind().as_str(),
            at: finding.at().to_vec(),
            hint: finding.hint(),
        }
    }
}

/// One record of CSV, safe to open in a spreadsheet.
fn record_of(fields: [&str; COLUMNS.len()]) -> io::Result<Vec<u8>> {
    let mut writer = Writer::from_writer(Vec::with_capacity(256));
    writer.write_record(fields.map(|field| harmless(field).into_owned()))?;
    writer.into_inner().map_err(|error| io::Error::other(error.error().to_string()))
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before the signs that
/// begin one.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_text_begins_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM"), "'@SUM");
        assert_eq!(harmless("E-17"), "E-17");
        assert_eq!(harmless(""), "");
    }
}
