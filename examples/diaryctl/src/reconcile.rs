//! `diaryctl reconcile`: a journal and the identities of ESIA, joined (design.md §3.2).

mod answer;
mod report;

use crate::table::{self, Item, Mapping, Row, TableError};
use answer::{Answers, Tally};
use clap::ValueEnum;
use esia_core::record::RecordId;
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::Evidence;
use esia_matching::index::{Entry, Index};
use esia_matching::policy::{MatchPolicy, YoPolicy};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use answer::Told;
pub(crate) use report::{Report, Rows, Table};

/// The two tables, and how the answers are wanted.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReconcileArgs {
    /// The register: CSV, .xlsx or Parquet; - is CSV on standard input
    #[arg(long, value_name = "FILE")]
    journal: PathBuf,
    /// The identities that ESIA gave: CSV, .xlsx or Parquet; - is CSV on standard input
    #[arg(long, value_name = "FILE")]
    identities: PathBuf,
    /// Where the answers go, if not to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How the answers are written
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Where the refused rows are written too, as JSON Lines
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// The order that both tables declare of their dates
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// Headers of other names: a file of lines column=header
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// How many threads work; as many as there are cores unless it is said
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Takes ё and е for different letters
    #[arg(long)]
    no_yo_fold: bool,
    /// Leaves the findings out
    #[arg(long)]
    no_diagnosis: bool,
}

/// How answers are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// JSON Lines
    Jsonl,
    /// CSV that a spreadsheet may open
    Csv,
}

/// The order of the parts of a date.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Order {
    /// Day, month, year
    Dmy,
}

impl Order {
    /// The order of dates that a source declares, if it does.
    pub(crate) const fn declared(order: Option<Self>) -> DateOrder {
        match order {
            None => DateOrder::Undeclared,
            Some(Self::Dmy) => DateOrder::DayMonthYear,
        }
    }
}

/// How many rows are worked on at once.
const BATCH: usize = 8192;

/// Answers every identity with one line of `output`, in their order.
///
/// # Errors
///
/// A table that cannot be used at all; what reading or writing fails with.
pub(crate) fn run(
    args: &ReconcileArgs,
    output: &mut impl Write,
    errors: &mut impl Write,
    elapsed: impl Fn() -> Duration,
) -> io::Result<()> {
    if args.journal == args.identities && args.journal == Path::new("-") {
        return Err(io::Error::other("only one table can come from standard input"));
    }
    let mapping = read_mapping(args.columns.as_deref())?;
    let pool = threads(args.threads)?;
    let inputs = [&args.journal, &args.identities];
    let refused = args.refused.as_ref();
    let refused = refused.map(|path| create("--refused", path, inputs)).transpose()?;
    let mut report = Report::new(errors, refused);
    let order = Order::declared(args.date_order);

    let index = index(&args.journal, &mapping, order, &pool, &mut report)?;
    let answers = Answers {
        index: &index,
        policy: MatchPolicy {
            yo: if args.no_yo_fold { YoPolicy::Exact } else { YoPolicy::Folded },
            ..MatchPolicy::default()
        },
        order,
        format: args.format,
        diagnoser: (!args.no_diagnosis).then(|| Diagnoser::of(&index)),
    };
    let mut tally = Tally::default();
    match &args.out {
        None => write(args, &mapping, &answers, &pool, output, &mut report, &mut tally)?,
        Some(path) => {
            let mut file = BufWriter::new(create("--out", path, inputs)?);
            write(args, &mapping, &answers, &pool, &mut file, &mut report, &mut tally)?;
            file.flush()?;
        }
    }
    report.finish(&tally.to_string(), elapsed())
}

/// Reads the journal into an index.
fn index(
    path: &Path,
    mapping: &Mapping,
    order: DateOrder,
    pool: &ThreadPool,
    report: &mut Report<'_>,
) -> io::Result<Index> {
    let entry = |row: &Row| {
        let record = RecordId::new(row.id().into());
        Entry::active(record, Evidence::from_journal(&row.texts(order)))
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut batch: Vec<Row> = Vec::with_capacity(BATCH);
    let mut absorb = |batch: &mut Vec<Row>| {
        let read: Vec<Entry> =
            pool.install(|| std::mem::take(batch).into_par_iter().map(|row| entry(&row)).collect());
        entries.extend(read);
    };
    let summary = table::read(path, mapping, &mut |item| {
        match item {
            Item::Refused { line, reason } => report.refused(Table::Journal, line, reason)?,
            Item::Row(row) => {
                report.read(Table::Journal);
                batch.push(row);
                if batch.len() >= BATCH {
                    absorb(&mut batch);
                }
            }
        }
        Ok(())
    });
    absorb(&mut batch);
    let summary = summary.map_err(|error| unusable(Table::Journal, &error))?;
    report.converted(Table::Journal, &summary)?;
    Ok(Index::new(entries))
}

/// Reads the identities and writes their answers.
fn write(
    args: &ReconcileArgs,
    mapping: &Mapping,
    answers: &Answers<'_>,
    pool: &ThreadPool,
    output: &mut impl Write,
    report: &mut Report<'_>,
    tally: &mut Tally,
) -> io::Result<()> {
    answers.head(output)?;
    let mut batch: Vec<Item> = Vec::with_capacity(BATCH);
    let mut absorb = |batch: &mut Vec<Item>| -> io::Result<()> {
        let written: Vec<_> = pool.install(|| {
            std::mem::take(batch).into_par_iter().map(|item| answers.write(&item)).collect()
        });
        for answer in written {
            let (bytes, outcome) = answer?;
            output.write_all(&bytes)?;
            tally.count(outcome.as_ref());
        }
        Ok(())
    };
    let summary = table::read(&args.identities, mapping, &mut |item| {
        match &item {
            Item::Refused { line, reason } => report.refused(Table::Identities, *line, *reason)?,
            Item::Row(_) => report.read(Table::Identities),
        }
        batch.push(item);
        if batch.len() >= BATCH { absorb(&mut batch) } else { Ok(()) }
    });
    // What was answered before a file broke off stays answered.
    absorb(&mut batch)?;
    let summary = summary.map_err(|error| unusable(Table::Identities, &error))?;
    report.converted(Table::Identities, &summary)
}

/// The same error, with the table that it is about.
pub(crate) fn unusable(table: Table, error: &TableError) -> io::Error {
    let kind = match error {
        TableError::Io(error) => error.kind(),
        TableError::Empty
        | TableError::Missing(_)
        | TableError::Twice(_)
        | TableError::Header(_)
        | TableError::Utf16
        | TableError::OldWorkbook
        | TableError::NotACsvStream
        | TableError::Xlsx
        | TableError::Bomb
        | TableError::Parquet => io::ErrorKind::Other,
    };
    io::Error::new(kind, format!("{}: {error}", table.as_str()))
}

/// The headers of other names, if a file gives them.
pub(crate) fn read_mapping(path: Option<&Path>) -> io::Result<Mapping> {
    path.map_or_else(|| Ok(Mapping::default()), Mapping::read)
}

/// Creates the file of an `option`, which is none of those that are read.
pub(crate) fn create<'a>(
    option: &str,
    path: &Path,
    inputs: impl IntoIterator<Item = &'a PathBuf>,
) -> io::Result<File> {
    if let Ok(existing) = path.canonicalize() {
        let is_input =
            inputs.into_iter().any(|input| input.canonicalize().is_ok_and(|own| own == existing));
        if is_input {
            let message = format!("{option} names a table that is read; name another file");
            return Err(io::Error::other(message));
        }
    }
    File::create(path).map_err(|error| io::Error::new(error.kind(), format!("{option}: {error}")))
}

fn threads(count: Option<NonZeroUsize>) -> io::Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(count.map_or(0, NonZeroUsize::get))
        .build()
        .map_err(|_| io::Error::other("--threads: so many threads cannot be started"))
}
