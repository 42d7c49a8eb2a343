//! `diaryctl explain`: the decision for one person, every step named (design.md §3.4).

use crate::check::Records;
use crate::decide::{self, DecideArgs};
use crate::json_lines::{self, BadInput, Object};
use crate::reconcile::{Order, Table, Told, read_mapping, threads, unusable};
use crate::table::{self, Part, Source};
use chrono::NaiveDate;
use esia_core::access::{Facts, LinkedParents, Row};
use esia_core::account::{Account, AccountKind, AccountLevel};
use esia_core::message::Message;
use esia_core::record::RecordId;
use esia_matching::birth_date::{BirthDate, DateOrder};
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::{Assurance, Evidence, Texts, Vouched};
use esia_matching::explain::{Explanation, StageExplained};
use esia_matching::index::{Entry, Index};
use esia_matching::outcome::Outcome;
use esia_matching::policy::{MatchPolicy, YoPolicy};
use serde::Serialize;
use serde_json::Value;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The register, the one person, and the day.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// The register: CSV, .xlsx or Parquet; - is standard input
    #[arg(long, value_name = "FILE")]
    journal: PathBuf,
    /// The person: one JSON object with the columns of a table and the facts of decide
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The day of the decision, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    today: NaiveDate,
    /// The order that both declare of their dates
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// Headers of other names: a file of lines column=header
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// The one school whose rows count, by the column school; those of others are left out
    #[arg(long, value_name = "NAME")]
    school: Option<String>,
    /// Takes ё and е for different letters
    #[arg(long)]
    no_yo_fold: bool,
    #[command(flatten)]
    rules: DecideArgs,
}

/// Writes one line for each step, and one for the decision.
///
/// # Errors
///
/// A journal or a person that cannot be used at all; what reading or writing fails with.
pub(crate) fn run(
    args: &ExplainArgs,
    output: &mut impl Write,
    errors: &mut (impl Write + Send),
) -> io::Result<()> {
    if args.journal == args.identity && args.journal == Path::new("-") {
        return Err(io::Error::other("only one of the two can come from standard input"));
    }
    let text = if args.identity == Path::new("-") {
        io::read_to_string(io::stdin())?
    } else {
        fs::read_to_string(&args.identity)
            .map_err(|error| io::Error::new(error.kind(), format!("--identity: {error}")))?
    };
    let unusable = |bad: BadInput| io::Error::other(format!("--identity: {bad}"));
    let Described { object, account, person } =
        Described::read(&text, Order::declared(args.date_order)).map_err(unusable)?;
    let policy = MatchPolicy {
        yo: if args.no_yo_fold { YoPolicy::Exact } else { YoPolicy::Folded },
        ..MatchPolicy::default()
    };
    let index = index(args, errors)?;
    let outcome = index.find(&person, &policy);
    let diagnoser = Diagnoser::of(&index);
    let diagnosis = diagnoser.diagnose(&person, &policy);
    let mut explanation = Explanation::of_match(&person, &outcome, &diagnosis);
    if let Some(account) = account {
        let facts = facts(&object, account, &person, &outcome).map_err(unusable)?;
        explanation = explanation.decided(&facts, args.rules.policy(), args.today);
    }
    for (step, stage) in (1_u64..).zip(explanation.stages()) {
        json_lines::write(output, &Looked::of(step, stage))?;
    }
    json_lines::write(output, &Conclusion::of(&explanation, &outcome))?;
    output.flush()
}

/// A person as the file of `--identity` describes one.
pub(crate) struct Described {
    object: Object,
    account: Option<Account>,
    pub(crate) person: Evidence,
}

impl Described {
    /// Reads the JSON object of a person.
    ///
    /// # Errors
    ///
    /// What is no JSON object of these keys, or holds a value that none of them has.
    pub(crate) fn read(text: &str, order: DateOrder) -> Result<Self, BadInput> {
        let object = Object::parse(text.trim_start_matches('\u{FEFF}'), KEYS)?;
        let account = account(&object)?;
        let person = person(&object, order, account.as_ref())?;
        Ok(Self { object, account, person })
    }
}

/// The keys of the person: the columns of a table, what ESIA vouches for, and the facts.
const KEYS: &[&str] = &[
    "id",
    "snils",
    "last_name",
    "first_name",
    "middle_name",
    "birth_date",
    "certificate",
    "cert_series",
    "cert_number",
    "act_number",
    "act_date",
    "names_verified",
    "birth_date_verified",
    "snils_verified",
    "certificate_verified",
    "account_kind",
    "account_level",
    "linked_parents",
    "consent",
    "emancipated",
];

/// The account, if the object tells of one.
fn account(object: &Object) -> Result<Option<Account>, BadInput> {
    if ["account_kind", "account_level", "consent"].iter().all(|key| object.get(key).is_none()) {
        return Ok(None);
    }
    decide::account(object).map(Some)
}

/// What ESIA says of the person. It vouches for everything it says of a confirmed or a child
/// account, unless a key says otherwise.
fn person(
    object: &Object,
    order: DateOrder,
    account: Option<&Account>,
) -> Result<Evidence, BadInput> {
    let is_vouched = account.is_none_or(|account| {
        account.kind() == AccountKind::Child
            || matches!(account.level(), AccountLevel::Confirmed | AccountLevel::Child)
    });
    let vouched = |key| -> Result<Assurance, BadInput> {
        let is_given = object.get(key).is_some();
        let yes = if is_given { object.flag(key)? } else { is_vouched };
        Ok(if yes { Assurance::Verified } else { Assurance::Stated })
    };
    let texts = Texts::default()
        .names(
            text(object, "last_name")?,
            text(object, "first_name")?,
            text(object, "middle_name")?,
        )
        .birth_date_with(text(object, "birth_date")?, order)
        .snils(text(object, "snils")?)
        .act_record(text(object, "act_number")?, text(object, "act_date")?);
    let (series, number) = (text(object, "cert_series")?, text(object, "cert_number")?);
    let texts = if series.trim().is_empty() && number.trim().is_empty() {
        texts.certificate(text(object, "certificate")?)
    } else {
        texts.certificate_parts(series, number)
    };
    let vouched = Vouched {
        names: vouched("names_verified")?,
        birth_date: vouched("birth_date_verified")?,
        snils: vouched("snils_verified")?,
        certificate: vouched("certificate_verified")?,
    };
    Ok(Evidence::from_provider(&texts, vouched))
}

/// A text; a key that is not there, or null, is an empty one.
fn text<'a>(object: &'a Object, key: &'static str) -> Result<&'a str, BadInput> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Err(BadInput::key(key, "must be a text, or null"))
        }
    }
}

fn facts(
    object: &Object,
    account: Account,
    person: &Evidence,
    outcome: &Outcome,
) -> Result<Facts, BadInput> {
    Ok(Facts {
        account: Some(account),
        birth_date: person.birth_date().value().map(BirthDate::date),
        emancipated: object.flag("emancipated")?,
        lookup: outcome.clone().into(),
        linked_parents: match object.get("linked_parents") {
            None => LinkedParents::Unknown,
            Some(_) => decide::linked_parents(object)?,
        },
        consent: decide::consent(object)?,
    })
}

fn index(args: &ExplainArgs, errors: &mut (impl Write + Send)) -> io::Result<Index> {
    let mapping = read_mapping(args.columns.as_deref())?;
    let of_school = args.school.as_deref().map(|school| mapping.of_school(school));
    let mapping = of_school.unwrap_or(mapping);
    let order = Order::declared(args.date_order);
    let mut entries = Vec::new();
    let work = |part: &Part<'_>| Records::of(part, order);
    let source = Source::Path(&args.journal);
    let summary = table::read(source, &mapping, &threads(None)?, &work, &mut |part| {
        for (line, reason) in part.refused {
            writeln!(errors, "diaryctl: journal: line {line}: {reason}")?;
        }
        entries.extend(part.read.into_iter().map(|(record, read)| Entry::active(record, read)));
        Ok(())
    });
    summary.map_err(|error| unusable(Table::Journal, &error))?;
    Ok(Index::new(entries))
}

/// One step, as it is written.
#[derive(Serialize)]
struct Looked {
    step: u64,
    check: &'static str,
    standing: &'static str,
    text: &'static str,
    row: Option<&'static str>,
    rules: &'static [&'static str],
    findings: Vec<Told>,
}

impl Looked {
    fn of(step: u64, stage: &StageExplained) -> Self {
        Self {
            step,
            check: stage.stage().as_str(),
            standing: stage.standing().as_str(),
            text: stage.text(),
            row: stage.row().map(|row| row.id.as_str()),
            rules: rules(stage.row()),
            findings: stage.findings().iter().copied().map(Told::alone).collect(),
        }
    }
}

/// What it all came to; the keys of the facts are null where the person has none.
#[derive(Serialize)]
struct Conclusion<'a> {
    outcome: &'static str,
    record: Option<&'a str>,
    ground: Option<&'static str>,
    notes: Vec<&'static str>,
    decision: Option<&'static str>,
    row: Option<&'static str>,
    rules: &'static [&'static str],
    message: Option<&'static str>,
}

impl<'a> Conclusion<'a> {
    fn of(explanation: &Explanation<'a>, outcome: &'a Outcome) -> Self {
        let (ground, notes) = match outcome {
            Outcome::Found { ground, notes, .. } => {
                (Some(ground.as_str()), notes.iter().map(|note| note.as_str()).collect())
            }
            Outcome::NotFound | Outcome::Ambiguous | Outcome::Conflict => (None, Vec::new()),
        };
        let row = explanation.row();
        Self {
            outcome: outcome.as_str(),
            record: explanation.record().map(RecordId::as_str),
            ground,
            notes,
            decision: row.map(|row| decide::word(row.verdict)),
            row: row.map(|row| row.id.as_str()),
            rules: rules(row),
            message: explanation.message().map(Message::text),
        }
    }
}

const fn rules(row: Option<&'static Row>) -> &'static [&'static str] {
    match row {
        Some(row) => row.rules,
        None => &[],
    }
}
