//! `diaryctl verify-log`: a stored consent log, and what is wrong with it (design.md §3.7).
//!
//! [`FORMAT`] says what a file looks like and what is answered; what is checked, and how an entry
//! is blamed, is [`Audit`]'s.

mod line;

use crate::json_lines::{self, BadInput};
use consent_model::log::{Audit, Digest, Fault, Finding, HeadVerifier, Place, Report, SignedHead};
use ed25519_dalek::{Signature, VerifyingKey};
use line::{Header, Line};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Which log, and what is known of it from elsewhere.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct VerifyLogArgs {
    /// The log: JSON Lines in the form below; - is standard input
    file: PathBuf,
    /// The operator's public key, 64 hexadecimal digits, known from elsewhere; without it the one
    /// in the file is believed
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
    /// Heads that somebody has kept, one head line each: the log must continue them
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

impl VerifyLogArgs {
    /// A log on standard input, and nothing known from elsewhere.
    pub(crate) fn of_input() -> Self {
        Self { file: PathBuf::from("-"), key: None, heads: None }
    }
}

/// The form of a log file and of the answer, for `--help`.
pub(crate) const FORMAT: &str = r#"A log file is JSON Lines. Digests, keys, salts and signatures are lower-case hexadecimal.
  first   {"log":1,"origin":"diary.example/consents","hash":"sha-256","key":"…"}
          the key is the operator's public key, Ed25519
  entry   {"entry":0,"previous":"…","commitment":"…","salt":"…","record":"…"}
          salt and record (canonical bytes) are left out once erased
  head    {"head":7,"root":"…","at":"2026-09-01T05:00:00Z","signature":"…"}
          over the first 7 entries; stands anywhere after them

Answers, one JSON object a line: what is wrong, in the order of the file,
          {"line":5,"ok":false,"entry":3,"reason":"altered","message":"…"}
then kept heads that the log does not continue (heads_line in place of line), and last
          {"ok":false,"first_bad":5,"entry":3,"provable":8,"entries":9,"opened":8,"erased":1,…}
first_bad is a line of the file and entry the first bad entry; where the heads alone tell, the
first that may be. provable counts the entries that are what a signed head says: each of them
still has an inclusion proof.

Reasons: index, missing, previous, altered (links and leaves); opening, canonical, not_opened,
sequence, answer (what an entry says); signature, order, size, root, fork (heads).
Exit 0 whatever the verdict, 2 where there is no log to check."#;

/// Checks the file and writes the answers.
///
/// # Errors
///
/// A file or a key that cannot be used at all; what reading or writing fails with.
pub(crate) fn run(
    args: &VerifyLogArgs,
    input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    let pinned = args.key.as_deref().map(read_pinned).transpose()?;
    let mut check = if args.file == Path::new("-") {
        Check::of(input, pinned)?
    } else {
        Check::of(open(&args.file)?, pinned)?
    };
    if let Some(kept) = &args.heads {
        check.read_kept(open(kept)?)?;
    }
    check.answer(output)
}

fn open(path: &Path) -> io::Result<impl BufRead> {
    let told =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    File::open(path).map(BufReader::new).map_err(told)
}

fn read_pinned(text: &str) -> io::Result<PublicKey> {
    let read = || PublicKey::new(&Digest::parse(text).ok()?);
    read().ok_or_else(|| unusable("--key: must be an Ed25519 public key in 64 hexadecimal digits"))
}

fn unusable(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.into())
}

/// The operator's public key; only strictly right signatures count.
struct PublicKey(VerifyingKey);

impl PublicKey {
    fn new(bytes: &Digest) -> Option<Self> {
        VerifyingKey::from_bytes(bytes.as_bytes()).ok().map(Self)
    }
}

impl HeadVerifier for PublicKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.0.verify_strict(message, &signature).is_ok())
    }
}

/// A file that is being read, and where in it things stand.
struct Check {
    audit: Audit,
    key: PublicKey,
    is_key_given: bool,
    lines_of_entries: BTreeMap<u64, u64>,
    lines_of_heads: Vec<u64>,
    lines_of_kept: Vec<u64>,
    answers: Vec<(Stand, Answer)>,
}

/// Where a line stands: in the log, or in the file of kept heads, which comes after it.
type Stand = (bool, u64);

impl Check {
    fn of(input: impl BufRead, pinned: Option<PublicKey>) -> io::Result<Self> {
        let mut check: Option<Self> = None;
        let mut pinned = pinned;
        json_lines::for_each(input, |line, text| {
            let text = text.and_then(Line::parse);
            match &mut check {
                Some(check) => check.take(line, text),
                None => check = Some(Self::begin(text, pinned.take())?),
            }
            Ok(())
        })?;
        check.ok_or_else(|| unusable("there is no log: the file is empty"))
    }

    fn begin(first: Result<Line, BadInput>, pinned: Option<PublicKey>) -> io::Result<Self> {
        let bad = |what: &dyn std::fmt::Display| {
            unusable(format!("there is no log: the first line must be its header: {what}"))
        };
        let Header { origin, key } = match first.map_err(|error| bad(&error))? {
            Line::Header(header) => header,
            Line::Entry(..) | Line::Head(_) => return Err(bad(&"it is another line")),
        };
        let own = PublicKey::new(&key).ok_or_else(|| bad(&"key: is no Ed25519 public key"))?;
        let mut answers = Vec::new();
        if pinned.as_ref().is_some_and(|pinned| pinned.0 != own.0) {
            let found = Answer::new("key", "the key in the file is not the one that was given");
            answers.push(((false, 1), found));
        }
        Ok(Self {
            audit: Audit::new(origin),
            is_key_given: pinned.is_some(),
            key: pinned.unwrap_or(own),
            lines_of_entries: BTreeMap::new(),
            lines_of_heads: Vec::new(),
            lines_of_kept: Vec::new(),
            answers,
        })
    }

    fn take(&mut self, line: u64, text: Result<Line, BadInput>) {
        match text {
            Ok(Line::Entry(index, entry)) => match self.audit.entry(index, entry) {
                Ok(()) => {
                    self.lines_of_entries.insert(index, line);
                }
                Err(fault) => {
                    let entry = Some(index);
                    self.answers.push(((false, line), Answer { entry, ..Answer::from(fault) }));
                }
            },
            Ok(Line::Head(head)) => {
                self.audit.head(head);
                self.lines_of_heads.push(line);
            }
            Ok(Line::Header(_)) => self.bad(line, BadInput::line("a second header; give one log")),
            Err(error) => self.bad(line, error),
        }
    }

    fn bad(&mut self, line: u64, error: BadInput) {
        self.answers.push(((false, line), Answer { error: Some(error), ..Answer::default() }));
    }

    fn read_kept(&mut self, input: impl BufRead) -> io::Result<()> {
        json_lines::for_each(input, |line, text| {
            match text.and_then(Line::parse) {
                Ok(Line::Head(head)) => self.keep(line, head),
                Ok(Line::Header(_)) if line == 1 => {}
                Ok(Line::Header(_) | Line::Entry(..)) => {
                    return Err(unusable(format!("--heads: line {line} is no head")));
                }
                Err(error) => return Err(unusable(format!("--heads: line {line}: {error}"))),
            }
            Ok(())
        })
    }

    fn keep(&mut self, line: u64, head: SignedHead) {
        self.audit.kept(head);
        self.lines_of_kept.push(line);
    }

    fn answer(mut self, output: &mut impl Write) -> io::Result<()> {
        let report = self.audit.finish(&self.key);
        let line_of = |place: Place| match place {
            // A missing entry stands before the one after it.
            Place::Entry(index) => {
                (false, self.lines_of_entries.range(index..).next().map_or(1, |(_, line)| *line))
            }
            Place::Head(number) => (false, self.lines_of_heads.get(number).copied().unwrap_or(1)),
            Place::Kept(number) => (true, self.lines_of_kept.get(number).copied().unwrap_or(1)),
        };
        for Finding { place, fault } in &report.findings {
            let entry = match place {
                Place::Entry(index) => Some(*index),
                Place::Head(_) | Place::Kept(_) => None,
            };
            self.answers.push((line_of(*place), Answer { entry, ..Answer::from(*fault) }));
        }
        self.answers.sort_by_key(|(stand, _)| *stand);
        for (stand, answer) in &mut self.answers {
            let (is_kept, line) = *stand;
            *(if is_kept { &mut answer.heads_line } else { &mut answer.line }) = Some(line);
            json_lines::write(output, answer)?;
        }
        let in_log = self.answers.iter().find(|((is_kept, _), _)| !is_kept);
        let of_entry = report.first_bad().map(|index| line_of(Place::Entry(index)).1);
        let first_bad = in_log.map(|((_, line), _)| *line).or(of_entry);
        let key = if self.is_key_given { "given" } else { "in_file" };
        let heads = self.lines_of_heads.len();
        let ok = self.answers.is_empty();
        json_lines::write(output, &Summary::new(ok, first_bad, &report, heads, key))
    }
}

/// What is wrong with one line.
#[derive(Default, Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heads_line: Option<u64>,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<BadInput>,
}

impl Answer {
    fn new(reason: &'static str, message: impl Into<String>) -> Self {
        Self { reason: Some(reason), message: Some(message.into()), ..Self::default() }
    }
}

impl From<Fault> for Answer {
    fn from(fault: Fault) -> Self {
        Self::new(fault.as_str(), fault.to_string())
    }
}

/// The last line.
#[derive(Serialize)]
struct Summary {
    ok: bool,
    first_bad: Option<u64>,
    entry: Option<u64>,
    provable: u64,
    entries: u64,
    opened: u64,
    erased: u64,
    heads: usize,
    signed: u64,
    root: Option<String>,
    key: &'static str,
}

impl Summary {
    fn new(
        ok: bool,
        first_bad: Option<u64>,
        report: &Report,
        heads: usize,
        key: &'static str,
    ) -> Self {
        Self {
            ok,
            first_bad,
            entry: report.first_bad(),
            provable: report.provable,
            entries: report.entries,
            opened: report.opened,
            erased: report.erased,
            heads,
            signed: report.signed,
            root: report.root.as_ref().map(ToString::to_string),
            key,
        }
    }
}

#[cfg(test)]
mod tests;
