//! `diaryctl generate`: an invented journal, its identities of ESIA, and the truth (design.md §3.7).
//!
//! A seed and a number of records give the same bytes on every machine. Every line can be made by
//! itself out of the seed and its place, so that nothing is kept in memory, and the identities come
//! in another order than the journal.
//!
//! `truth.csv` has a line for each pair: `class` is empty where the texts are equal in content,
//! `format` where only the format of some value differs, `duplicate` where the person stands in the
//! journal twice, `missing` where the journal has neither SNILS nor certificate, and otherwise the
//! class of the one mistake, named as `reconcile` names findings.

use std::fs::{self, File};
use std::io;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget};

mod dice;
mod fault;
mod names;
mod noise;
mod person;
mod row;
mod world;

use row::HEADER;
pub(crate) use row::{Row, snils_text};
use world::Entry;
pub(crate) use world::{Line, World};

/// How much to invent, and where it goes.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct GenerateArgs {
    /// The same seed gives the same files
    #[arg(long)]
    seed: u64,
    /// How many records the journal has
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    records: u64,
    /// The folder of journal.csv, identities.csv and truth.csv; made if it is not there
    #[arg(long)]
    out: PathBuf,
}

/// Writes the three files.
///
/// # Errors
///
/// What making the folder or writing fails with.
pub(crate) fn run(args: &GenerateArgs) -> io::Result<()> {
    fs::create_dir_all(&args.out)?;
    let world = World::new(args.seed, args.records);
    // Two passes over all records; the bar is drawn on a terminal only.
    let progress = ProgressBar::with_draw_target(
        Some(args.records.saturating_mul(2)),
        ProgressDrawTarget::stderr(),
    );
    let to_file = |name: &str| File::create(args.out.join(name)).map(csv::Writer::from_writer);

    let mut journal = to_file("journal.csv")?;
    journal.write_record(HEADER)?;
    world.journal(|entry| {
        progress.inc(1);
        write_entry(&mut journal, entry)
    })?;
    journal.flush()?;

    let mut identities = to_file("identities.csv")?;
    identities.write_record(HEADER)?;
    let mut truth = to_file("truth.csv")?;
    truth.write_record(["identity", "record", "class", "field"])?;
    world.identities(|entry, pairs| {
        for pair in pairs {
            progress.inc(1);
            truth.write_record([&entry.id, &pair.record, pair.class, pair.field])?;
        }
        write_entry(&mut identities, entry)
    })?;
    identities.flush()?;
    truth.flush()?;
    progress.finish_and_clear();
    Ok(())
}

fn write_entry(file: &mut csv::Writer<File>, entry: &Entry) -> io::Result<()> {
    file.write_field(&entry.id)?;
    file.write_record(entry.row.cells())?;
    Ok(())
}

#[cfg(test)]
mod tests;
