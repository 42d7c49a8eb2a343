//! `diaryctl normalise`: the canonical form of each value (design.md §3.1).

use crate::json_lines::{self, BadInput};
use clap::ValueEnum;
use esia_matching::birth_date::{BirthDate, BirthDateError, DateOrder};
use esia_matching::certificate::{BirthCertificate, CertificateError};
use esia_matching::name::{FullName, NameError};
use esia_matching::sheet::SheetCell;
use esia_matching::snils::{Snils, SnilsError};
use esia_matching::steps::{Read, Step};
use serde::{Serialize, Serializer};
use std::io::{self, BufRead, Write};

/// What the values are and how they arrived.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct NormaliseArgs {
    /// What each line holds; a name is last, first and middle name with tabs between
    #[arg(value_enum)]
    kind: Kind,
    /// The values come from numeric cells of a spreadsheet: lost zeros of a SNILS are restored
    #[arg(long)]
    sheet_numeric: bool,
    /// The order that the source declares of its dates
    #[arg(long, value_enum)]
    date_order: Option<Order>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// СНИЛС
    Snils,
    /// Series and number of a birth certificate
    Certificate,
    /// Last, first and middle name
    Name,
    /// Date of birth
    BirthDate,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    /// Day, month, year
    Dmy,
}

/// Answers every line of `input` with one line of `output`.
///
/// A line that cannot be read gets its error, and the run goes on. An empty line is a value.
///
/// # Errors
///
/// What reading or writing fails with.
pub(crate) fn run(
    args: &NormaliseArgs,
    input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    json_lines::for_each(input, |line, text| match text.and_then(|text| value(args, text)) {
        Ok(text) => json_lines::write(output, &answer(args, line, text)),
        Err(bad) => json_lines::write_error(output, line, &bad),
    })?;
    output.flush()
}

/// The answer to one line, its keys in the order of the contract.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Snils {
        line: u64,
        ok: bool,
        canonical: String,
        check: &'static str,
        placeholder: bool,
        steps: Steps,
    },
    Name {
        line: u64,
        ok: bool,
        canonical: CanonicalName,
        key: String,
        steps: Steps,
    },
    Text {
        line: u64,
        ok: bool,
        canonical: String,
        steps: Steps,
    },
    Refused {
        line: u64,
        ok: bool,
        code: &'static str,
    },
}

#[derive(Serialize)]
struct CanonicalName {
    last: Option<String>,
    first: Option<String>,
    middle: Option<String>,
}

/// The steps by their names.
struct Steps(Vec<Step>);

impl Serialize for Steps {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|step| step.as_str()))
    }
}

fn answer(args: &NormaliseArgs, line: u64, text: &str) -> Answer {
    let answer = match args.kind {
        Kind::Snils => snils(args, line, text),
        Kind::Certificate => BirthCertificate::read(text)
            .map(|read| plain(line, &read))
            .map_err(CertificateError::code),
        Kind::Name => name(line, text),
        Kind::BirthDate => BirthDate::read(text, order(args))
            .map(|read| plain(line, &read))
            .map_err(BirthDateError::code),
    };
    answer.unwrap_or_else(|code| Answer::Refused { line, ok: false, code })
}

fn snils(args: &NormaliseArgs, line: u64, text: &str) -> Result<Answer, &'static str> {
    let cell = if args.sheet_numeric { SheetCell::Numeric } else { SheetCell::Text };
    let Read { value, steps } = Snils::read(text, cell).map_err(SnilsError::code)?;
    Ok(Answer::Snils {
        line,
        ok: true,
        canonical: value.to_string(),
        check: value.check().as_str(),
        placeholder: value.is_placeholder(),
        steps: Steps(steps),
    })
}

/// Last, first and middle name with tabs between.
fn name(line: u64, text: &str) -> Result<Answer, &'static str> {
    let mut parts = text.split('\t');
    let last = parts.next().unwrap_or_default();
    let first = parts.next().unwrap_or_default();
    let read = FullName::read(last, first, parts.next());
    let Read { value, steps } = read.map_err(NameError::code)?;
    Ok(Answer::Name {
        line,
        ok: true,
        canonical: CanonicalName {
            last: value.last_name().map(Into::into),
            first: value.first_name().map(Into::into),
            middle: value.middle_name().map(Into::into),
        },
        key: value.key().as_str().into(),
        steps: Steps(steps),
    })
}

fn plain<T: ToString>(line: u64, read: &Read<T>) -> Answer {
    let steps = Steps(read.steps.clone());
    Answer::Text { line, ok: true, canonical: read.value.to_string(), steps }
}

fn order(args: &NormaliseArgs) -> DateOrder {
    match args.date_order {
        None => DateOrder::Undeclared,
        Some(Order::Dmy) => DateOrder::DayMonthYear,
    }
}

/// The value on a line: what stands before the line feed and the carriage return before that.
fn value<'a>(args: &NormaliseArgs, line: &'a str) -> Result<&'a str, BadInput> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let value = line.strip_suffix('\r').unwrap_or(line);
    let has_more = value.split('\t').skip(3).any(|part| !part.trim().is_empty());
    match args.kind {
        Kind::Name if has_more => {
            Err(BadInput::line("a name has three parts; give last, first and middle name"))
        }
        Kind::Snils | Kind::Certificate | Kind::Name | Kind::BirthDate => Ok(value),
    }
}

#[cfg(test)]
mod tests;
