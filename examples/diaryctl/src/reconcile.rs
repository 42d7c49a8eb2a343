//! `diaryctl reconcile`: a journal and the identities of ESIA, joined (design.md §3.2).

mod answer;
mod directory;
mod exact;
mod fact;
mod ids;
mod nearby;
mod people;
mod register;
mod report;

use crate::table::{self, Mapping, Source, TableError, in_order};
use answer::{Answers, Tally};
use clap::ValueEnum;
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::Diagnoser;
use esia_matching::index::Index;
use esia_matching::policy::{MatchPolicy, YoPolicy};
use exact::Exact;
use fact::Facts;
use people::{Crowd, Identities};
use rayon::{ThreadPool, ThreadPoolBuilder};
use register::{Journal, Register};
use std::fs::File;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) use answer::Told;
pub(crate) use report::{Report, Rows, Table};

/// The two tables, and how the answers are wanted.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReconcileArgs {
    /// The register: CSV, .xlsx or Parquet; - is standard input
    #[arg(long, value_name = "FILE")]
    journal: PathBuf,
    /// The identities that ESIA gave: CSV, .xlsx or Parquet; - is standard input
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
    /// The one school whose rows count, by the column school; those of others are left out
    #[arg(long, value_name = "NAME")]
    school: Option<String>,
    /// How many threads work, at most 256; as many as there are cores unless it is said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
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

/// Answers every identity with one line of `output`, in their order.
///
/// The journal is read into numbers, each identity is looked for among them, and the few that are
/// not found beyond doubt are asked about once more, of the few records that have to do with them.
///
/// # Errors
///
/// A table that cannot be used at all; what reading or writing fails with.
pub(crate) fn run(
    args: &ReconcileArgs,
    output: &mut (impl Write + Send),
    errors: &mut (impl Write + Send),
    elapsed: impl Fn() -> Duration,
) -> io::Result<()> {
    if args.journal == args.identities && args.journal == Path::new("-") {
        return Err(io::Error::other("only one table can come from standard input"));
    }
    let mapping = read_mapping(args.columns.as_deref())?;
    let pool = threads(args.threads.map(usize::from).and_then(NonZeroUsize::new))?;
    let inputs = [&args.journal, &args.identities];
    let refused = args.refused.as_ref();
    let refused = refused.map(|path| create("--refused", path, inputs)).transpose()?;
    let mut report = Report::new(errors, refused);
    let order = Order::declared(args.date_order);
    let policy = MatchPolicy {
        yo: if args.no_yo_fold { YoPolicy::Exact } else { YoPolicy::Folded },
        ..MatchPolicy::default()
    };
    let is_diagnosed = !args.no_diagnosis;

    // Some of its rows are read twice.
    let kept = table::kept(&args.journal)
        .map_err(|error| unusable(Table::Journal, &TableError::Io(error)))?;
    let source = kept.as_ref().map_or(Source::Path(&args.journal), Source::Bytes);
    let of_school = args.school.as_deref().map(|school| mapping.of_school(school));
    let own = of_school.as_ref().unwrap_or(&mapping);
    let journal = Journal { source, mapping: own, order, pool: &pool };
    let facts = Facts::default();
    let mut register = Register::read(journal, &facts, is_diagnosed, &mut report)?;
    let source = Source::Path(&args.identities);
    let identities = Identities { source, mapping: &mapping, order, pool: &pool };
    let exact = pool.install(|| Exact::new(&register, policy));
    let (crowds, read) = identities.find(&exact, &facts, is_diagnosed, &mut report);
    let near = nearby::rows(&crowds, &register, &exact, &pool);
    drop(exact);
    register.forget_facts();
    let index = Index::new(register.entries(&near, journal)?);
    register.forget_places();

    let diagnoser = is_diagnosed.then(|| Diagnoser::of(&index));
    let format = args.format;
    let answers = Answers {
        register: &register,
        index: &index,
        policy,
        order,
        format,
        is_plain: format == Format::Jsonl && register.ids.are_plain(),
        diagnoser,
    };
    let tally = match &args.out {
        None => write(crowds, &answers, &pool, output)?,
        Some(path) => {
            let mut file = create("--out", path, inputs.into_iter().chain(&args.refused))?;
            write(crowds, &answers, &pool, &mut file)?
        }
    };
    // What was answered before a file broke off stays answered.
    read?;
    report.finish(&tally.to_string(), elapsed())
}

/// Writes the answers to all crowds in their order.
fn write(
    crowds: Vec<Crowd>,
    answers: &Answers<'_>,
    pool: &ThreadPool,
    output: &mut (impl Write + Send),
) -> io::Result<Tally> {
    answers.head(output)?;
    let mut tally = Tally::default();
    let mut crowds = crowds.into_iter();
    let work = |crowd: Crowd| answers.write(&crowd);
    in_order(
        pool,
        || Ok::<_, io::Error>(crowds.next()),
        work,
        |written| {
            let (bytes, counted) = written?;
            tally.add(counted);
            output.write_all(&bytes)
        },
    )?;
    output.flush()?;
    Ok(tally)
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

/// Creates the file of an `option`, which is none of the `others`; a device may be shared.
pub(crate) fn create<'a>(
    option: &str,
    path: &Path,
    others: impl IntoIterator<Item = &'a PathBuf>,
) -> io::Result<File> {
    let existing = path.canonicalize().ok().filter(|existing| existing.is_file());
    let is_same = |other: &PathBuf| other.canonicalize().ok() == existing;
    if existing.is_some() && others.into_iter().any(is_same) {
        let message =
            format!("{option} names a file that this run reads or writes; name another file");
        return Err(io::Error::other(message));
    }
    File::create(path).map_err(|error| io::Error::new(error.kind(), format!("{option}: {error}")))
}

/// So many threads, or as many as there are cores.
pub(crate) fn threads(count: Option<NonZeroUsize>) -> io::Result<ThreadPool> {
    ThreadPoolBuilder::new()
        .num_threads(count.map_or(0, NonZeroUsize::get))
        .build()
        .map_err(|_| io::Error::other("--threads: so many threads cannot be started"))
}
