//! `diaryctl check`: the journal alone, before anyone signs in (design.md §3.3).

mod page;

use crate::json_lines;
use crate::reconcile::{Order, Report, Table, Told, create, read_mapping, threads, unusable};
use crate::table::{self, Column, Item, Part, Reason, Source, Summary};
use esia_core::record::RecordId;
use esia_matching::birth_date::DateOrder;
use esia_matching::evidence::Evidence;
use esia_matching::finding::{Field, Finding, FindingKind};
use esia_matching::index::{Entry, Index};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::time::Duration;

/// The register, and where what is found goes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The register: CSV, .xlsx or Parquet; - is standard input
    #[arg(value_name = "JOURNAL")]
    journal: PathBuf,
    /// Where the findings go, if not to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where a page for the school's secretary goes
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Where the refused rows are written too, as JSON Lines
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// The order that the register declares of its dates
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// Headers of other names: a file of lines column=header
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// The one school whose rows count, by the column school; those of others are left out
    #[arg(long, value_name = "NAME")]
    school: Option<String>,
}

/// A record with what is wrong with it, in the keys of the contract.
#[derive(Serialize)]
struct Checked<'a> {
    record: &'a str,
    findings: Vec<Told>,
}

/// Writes one line for each record with a finding, in the order of the journal.
///
/// # Errors
///
/// A journal that cannot be used at all; what reading or writing fails with.
pub(crate) fn run(
    args: &CheckArgs,
    output: &mut impl Write,
    errors: &mut (impl Write + Send),
    elapsed: impl Fn() -> Duration,
) -> io::Result<()> {
    let mapping = read_mapping(args.columns.as_deref())?;
    let of_school = args.school.as_deref().map(|school| mapping.of_school(school));
    let mapping = of_school.unwrap_or(mapping);
    let refused = args.refused.as_ref();
    let refused = refused.map(|path| create("--refused", path, [&args.journal])).transpose()?;
    let mut report = Report::new(errors, refused);
    let order = Order::declared(args.date_order);
    let pool = threads(None)?;
    let mut entries = Vec::new();
    let mut records: Vec<(RecordId, Vec<Finding>)> = Vec::new();
    let work = |part: &Part<'_>| Records::of(part, order);
    let source = Source::Path(&args.journal);
    let summary = table::read(source, &mapping, &pool, &work, &mut |part| {
        let Records { read, refused } = part;
        for (line, reason) in refused {
            report.refused(Table::Journal, line, reason)?;
        }
        report.read(Table::Journal, read.len());
        for (record, evidence) in read {
            records.push((record.clone(), evidence.findings()));
            entries.push(Entry::active(record, evidence));
        }
        Ok(())
    });
    let summary = summary.map_err(|error| unusable(Table::Journal, &error))?;
    report.converted(Table::Journal, &summary)?;

    let duplicates = Duplicates::of(entries, &records);
    // From here on `records` holds what is told of each, and those alone of whom something is.
    for (record, findings) in &mut records {
        findings.retain(|finding| !is_of_absent_column(*finding, &summary));
        findings.extend(duplicates.findings(record));
    }
    records.retain(|(_, findings)| !findings.is_empty());

    let inputs = || [&args.journal].into_iter().chain(&args.refused);
    let write = |output: &mut dyn Write| -> io::Result<()> {
        for (record, findings) in &records {
            let findings = findings.iter().copied().map(Told::alone).collect();
            let mut line = Vec::with_capacity(256);
            json_lines::write(&mut line, &Checked { record: record.as_str(), findings })?;
            output.write_all(&line)?;
        }
        output.flush()
    };
    match &args.out {
        None => write(output)?,
        Some(path) => write(&mut BufWriter::new(create("--out", path, inputs())?))?,
    }
    if let Some(path) = &args.html {
        let mut file = BufWriter::new(create("--html", path, inputs().chain(&args.out))?);
        page::write(&mut file, &records, report.journal())?;
        file.flush()?;
    }
    let flawed = records.len();
    report.finish(&format!("{flawed} records with findings"), elapsed())
}

/// What a part of a journal says.
pub(crate) struct Records {
    /// The records, in their order.
    pub(crate) read: Vec<(RecordId, Evidence)>,
    /// The lines that are left out, and why.
    pub(crate) refused: Vec<(u64, Reason)>,
}

impl Records {
    /// Reads a part.
    pub(crate) fn of(part: &Part<'_>, order: DateOrder) -> Self {
        let mut records = Self { read: Vec::new(), refused: Vec::new() };
        part.for_each(|_, item| match item {
            Item::Refused { line, reason } => records.refused.push((line, reason)),
            Item::Row(row) => {
                let evidence = Evidence::from_journal(&row.texts(order));
                records.read.push((RecordId::new(row.id().into()), evidence));
            }
        });
        records
    }
}

/// Identifiers and keys that stand in several rows.
struct Duplicates(BTreeMap<RecordId, Vec<Field>>);

impl Duplicates {
    fn of(entries: Vec<Entry>, records: &[(RecordId, Vec<Finding>)]) -> Self {
        let mut fields: BTreeMap<RecordId, Vec<Field>> = BTreeMap::new();
        for duplicate in Index::new(entries).duplicates() {
            for record in duplicate.records() {
                let own = fields.entry(record.clone()).or_default();
                if !own.contains(&duplicate.field()) {
                    own.push(duplicate.field());
                }
            }
        }
        let mut keys: Vec<&RecordId> = records.iter().map(|(record, _)| record).collect();
        keys.sort();
        for (one, next) in keys.iter().zip(keys.iter().skip(1)) {
            if one == next {
                let own = fields.entry((*one).clone()).or_default();
                if !own.contains(&Field::Record) {
                    own.push(Field::Record);
                }
            }
        }
        Self(fields)
    }

    fn findings(&self, record: &RecordId) -> impl Iterator<Item = Finding> {
        let fields = self.0.get(record).into_iter().flatten().copied();
        fields.map(|field| Finding::new(field, FindingKind::Duplicate))
    }
}

/// Whether a value is missing only because the journal has no such column.
fn is_of_absent_column(finding: Finding, summary: &Summary) -> bool {
    finding.kind() == FindingKind::Missing
        && match finding.field() {
            Field::Snils => !summary.has(Column::Snils),
            Field::Certificate => ![Column::Certificate, Column::CertNumber, Column::CertSeries]
                .into_iter()
                .any(|column| summary.has(column)),
            Field::LastName
            | Field::FirstName
            | Field::MiddleName
            | Field::BirthDate
            | Field::Record => false,
        }
}
