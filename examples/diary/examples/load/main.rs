//! Distinct pupils sign in at a set rate, at real instances of the diary, with real cryptography.
//!
//! `docs/load.md` says what is measured and how.

// By its path, as the test has it: the parts of a load stand beside this file for both.
#[path = "run.rs"]
mod run;

use clap::{Parser, ValueEnum};
use diary::place::Place;
use esia_core::protocol::key_set::TokenAlgorithm;
use indicatif::ProgressBar;
use run::{Failure, Load, Plan};
use std::path::PathBuf;

/// Signs invented pupils in at instances of the diary, and compares what that costs with its
/// cryptography alone.
///
/// Everything is on loopback and in a temporary folder. Ratios go to standard output, as Markdown;
/// figures of this machine to standard error.
#[derive(Debug, Parser)]
#[command(name = "load")]
struct Arguments {
    /// How many pupils sign in, in each run
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pupils: u32,
    /// How many of them begin within a second
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    rate: u32,
    /// How many instances share the database: a run for each number
    #[arg(long, default_value = "1,2,4", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=16))]
    instances: Vec<u8>,
    /// How many records the journal has; whoever signs in is among them
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=20_000_000))]
    journal: u64,
    /// An empty database, to which nobody else writes: postgres://… or a file; without one, a
    /// temporary file
    #[arg(long)]
    database: Option<String>,
    /// What the portal signs its tokens with
    #[arg(long, value_enum, default_value = "gost")]
    tokens: Tokens,
    /// The same seed makes the same pupils
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The program `diary`; without one, that of the same build
    #[arg(long)]
    diary: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tokens {
    /// GOST R 34.10-2012, 256 bits
    Gost,
    /// RSA of 2048 bits with SHA-256
    Rs256,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let plan = Plan {
        seed: arguments.seed,
        journal: arguments.journal,
        pupils: usize::try_from(arguments.pupils)?,
        rate: arguments.rate,
        instances: arguments.instances,
        database: arguments.database.as_deref().map(Place::read),
        tokens: match arguments.tokens {
            Tokens::Gost => TokenAlgorithm::Gost256,
            Tokens::Rs256 => TokenAlgorithm::Rs256,
        },
        diary: match arguments.diary {
            Some(path) => path,
            None => of_the_same_build()?,
        },
    };
    let bar = ProgressBar::new_spinner();
    let mut load = Load::prepare(&plan, &bar).await?;
    say(run::HEADER);
    for instances in &plan.instances {
        let outcome = load.run(&plan, *instances, &bar).await?;
        bar.suspend(|| {
            say(&outcome.ratios());
            tell(&outcome.figures());
        });
        if !outcome.trouble().is_empty() {
            bar.suspend(|| tell(&format!("the logs are in {}", load.kept().display())));
        }
    }
    bar.finish_and_clear();
    Ok(())
}

/// `diary` stands beside the folder of the examples.
fn of_the_same_build() -> Result<PathBuf, Failure> {
    let own = std::env::current_exe()?;
    let path = own.parent().and_then(|examples| examples.parent()).map(|build| build.join("diary"));
    path.filter(|path| path.is_file())
        .ok_or_else(|| "no program `diary` in this build: build it, or name it with --diary".into())
}

fn say(text: &str) {
    #[expect(clippy::print_stdout, reason = "the one place that answers")]
    {
        println!("{text}");
    }
}

fn tell(text: &str) {
    #[expect(clippy::print_stderr, reason = "the one place that speaks beside the answer")]
    {
        eprintln!("{text}");
    }
}
