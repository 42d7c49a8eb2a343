//! The answer to one identity, as JSON Lines or as CSV.

use super::Format;
use super::exact::Found;
use super::people::{Asked, Crowd, Person, evidence};
use super::register::Register;
use crate::json_lines::{self, BadInput};
use crate::table::Reason;
use csv::Writer;
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::{Candidate, Diagnoser};
use esia_matching::evidence::Evidence;
use esia_matching::finding::Finding;
use esia_matching::index::Index;
use esia_matching::outcome::{Note, Outcome};
use esia_matching::policy::MatchPolicy;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

/// What an answer is made of, beside the identity.
pub(super) struct Answers<'a> {
    pub(super) register: &'a Register,
    /// The records that have to do with those who are asked about.
    pub(super) index: &'a Index,
    pub(super) policy: MatchPolicy,
    pub(super) order: DateOrder,
    pub(super) format: Format,
    /// Whether the answers are JSON in which the keys of the records stand as they are.
    pub(super) is_plain: bool,
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

    /// The lines that answer a crowd, and how often each outcome is among them.
    pub(super) fn write(&self, crowd: &Crowd) -> io::Result<(Vec<u8>, Tally)> {
        let mut bytes = Vec::with_capacity(crowd.people.len().saturating_mul(128));
        let mut tally = Tally::default();
        let is_plain = self.is_plain && crowd.ids.are_plain();
        let (mut found, mut asked, mut refused) = (0.., crowd.asked.iter(), crowd.refused.iter());
        for person in &crowd.people {
            match person {
                Person::Found(record) => {
                    let identity = crowd.ids.get(found.next().unwrap_or_default());
                    self.found(identity, *record, is_plain, &mut bytes)?;
                    tally.found = tally.found.saturating_add(1);
                }
                Person::Asked => {
                    if let Some(asked) = asked.next() {
                        tally.count(&self.answer(asked, &mut bytes)?);
                    }
                }
                Person::Refused => {
                    if let Some((line, reason)) = refused.next() {
                        self.refused(*line, *reason, &mut bytes)?;
                    }
                }
            }
        }
        Ok((bytes, tally))
    }

    /// The answer to somebody who is found beyond doubt.
    fn found(
        &self,
        identity: &str,
        found: Found,
        is_plain: bool,
        bytes: &mut Vec<u8>,
    ) -> io::Result<()> {
        let row = usize::try_from(found.row).unwrap_or(usize::MAX);
        let (record, ground) = (self.register.ids.get(row), found.ground.as_str());
        if is_plain {
            let texts = [
                r#"{"identity":""#,
                identity,
                r#"","outcome":"found","record":""#,
                record,
                r#"","ground":""#,
                ground,
                r#"","notes":["#,
            ];
            for text in texts {
                bytes.extend_from_slice(text.as_bytes());
            }
            for (at, note) in found.notes().enumerate() {
                let comma = if at == 0 { "\"" } else { ",\"" };
                for text in [comma, note.as_str(), "\""] {
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
            bytes.extend_from_slice(b"]}\n");
            return Ok(());
        }
        let notes = Some(found.notes().map(Note::as_str).collect());
        let (outcome, record, ground) = ("found", Some(record), Some(ground));
        self.line(&Answer { identity, outcome, record, ground, notes, findings: None }, bytes)
    }

    /// The answer to somebody about whom the index is asked.
    fn answer(&self, asked: &Asked, bytes: &mut Vec<u8>) -> io::Result<Outcome> {
        let row = asked.row.row();
        let person = evidence(&row.texts(self.order));
        let outcome = self.index.find(&person, &self.policy);
        let (mut record, mut ground, mut notes, mut findings) = (None, None, None, None);
        match &outcome {
            Outcome::Found { record: found, ground: by, notes: with } => {
                record = Some(found.as_str());
                ground = Some(by.as_str());
                notes = Some(with.iter().map(|note| note.as_str()).collect());
            }
            Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => {
                findings = Some(self.findings(&person));
            }
        }
        let (identity, name) = (row.id(), outcome.as_str());
        self.line(&Answer { identity, outcome: name, record, ground, notes, findings }, bytes)?;
        Ok(outcome)
    }

    /// Writes an answer in the format that is wanted.
    fn line(&self, answer: &Answer<'_>, bytes: &mut Vec<u8>) -> io::Result<()> {
        match self.format {
            Format::Jsonl => json_lines::write(bytes, answer),
            Format::Csv => {
                let findings = answer.findings.as_ref().map(serde_json::to_string).transpose()?;
                let notes = answer.notes.as_deref().unwrap_or_default();
                let fields = [
                    answer.identity,
                    answer.outcome,
                    answer.record.unwrap_or_default(),
                    answer.ground.unwrap_or_default(),
                    &notes.join(";"),
                    findings.as_deref().unwrap_or_default(),
                ];
                write_record(fields, bytes)
            }
        }
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

    fn refused(&self, line: u64, reason: Reason, bytes: &mut Vec<u8>) -> io::Result<()> {
        let refusal = BadInput::line(reason.to_string());
        match self.format {
            Format::Jsonl => json_lines::write_error(bytes, line, &refusal),
            Format::Csv => {
                let mut error = Vec::new();
                json_lines::write_error(&mut error, line, &refusal)?;
                let error = String::from_utf8_lossy(&error);
                write_record(["", "bad_input", "", "", "", error.trim_end()], bytes)
            }
        }
    }
}

impl Tally {
    const fn count(&mut self, outcome: &Outcome) {
        let count = match outcome {
            Outcome::Found { .. } => &mut self.found,
            Outcome::NotFound => &mut self.not_found,
            Outcome::Ambiguous => &mut self.ambiguous,
            Outcome::Conflict => &mut self.conflict,
        };
        *count = count.saturating_add(1);
    }

    /// Adds those of other people.
    pub(super) const fn add(&mut self, other: Self) {
        self.found = self.found.saturating_add(other.found);
        self.not_found = self.not_found.saturating_add(other.not_found);
        self.ambiguous = self.ambiguous.saturating_add(other.ambiguous);
        self.conflict = self.conflict.saturating_add(other.conflict);
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

/// Writes one record of CSV, safe to open in a spreadsheet.
fn write_record(fields: [&str; COLUMNS.len()], bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = Writer::from_writer(bytes);
    writer.write_record(fields.map(|field| harmless(field).into_owned()))?;
    writer.flush()
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
