//! What `diaryctl` runs: the three crates on the command line.
//!
//! A library for the sake of the fuzzer, which calls the readers of [`probe`], and of the diary,
//! which reads the journals of schools with [`journal`] and signs in a [`crowd`] under load;
//! whoever builds on the matching takes `esia-matching`.

mod check;
pub mod crowd;
mod decide;
mod docs;
mod explain;
mod generate;
pub mod journal;
mod json_lines;
mod normalise;
pub mod probe;
mod reconcile;
mod replay;
mod table;
mod verify_log;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;
use std::time::Instant;

/// Matching, consent and the login decision, as JSON Lines.
#[derive(Debug, Parser)]
#[command(name = "diaryctl", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Reads values and writes their canonical form
    Normalise(normalise::NormaliseArgs),
    /// Looks for what is wrong with a journal by itself
    Check(check::CheckArgs),
    /// Joins a journal and the identities of ESIA
    Reconcile(reconcile::ReconcileArgs),
    /// Explains the decision for one person, step by step
    Explain(explain::ExplainArgs),
    /// Answers facts with the login decision
    Decide(decide::DecideArgs),
    /// Replays events through a state machine
    Replay {
        /// Which machine
        machine: replay::Machine,
    },
    /// Writes or checks the generated pages of this repository
    Docs(docs::DocsArgs),
    /// Invents a journal, the identities of its pupils and the truth about both
    Generate(generate::GenerateArgs),
    /// Checks a consent log and says what is wrong
    #[command(after_help = verify_log::FORMAT)]
    VerifyLog(verify_log::VerifyLogArgs),
}

/// Help and version as `clap` writes them; anything else as one line that says what is wrong.
fn refused(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return if error.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    }
    let text = error.to_string();
    // Up to the first blank line: the arguments that are missing, the values that are possible.
    let lines = text.lines().map(str::trim).take_while(|line| !line.is_empty());
    let is_bare = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let what =
        if is_bare { "a command is missing".into() } else { lines.collect::<Vec<_>>().join(" ") };
    let what = what.trim_start_matches("error: ");
    #[expect(clippy::print_stderr, reason = "the one place that speaks to the operator")]
    {
        eprintln!("diaryctl: {what}; see diaryctl --help");
    }
    ExitCode::from(2)
}

/// Carries out what the command line asks for; the exit is 2 on what cannot be used.
#[must_use]
pub fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "the seconds of a run are told at its end")]
    let begun = Instant::now();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return refused(&error),
    };
    let mut output = BufWriter::new(io::stdout());
    let done = match &arguments.verb {
        Verb::Normalise(arguments) => normalise::run(arguments, io::stdin().lock(), &mut output),
        Verb::Check(arguments) => {
            check::run(arguments, &mut output, &mut io::stderr(), || begun.elapsed())
        }
        Verb::Reconcile(arguments) => {
            reconcile::run(arguments, &mut output, &mut io::stderr(), || begun.elapsed())
        }
        Verb::Explain(arguments) => explain::run(arguments, &mut output, &mut io::stderr()),
        Verb::Decide(arguments) => decide::run(arguments, io::stdin().lock(), &mut output),
        Verb::Replay { machine } => replay::run(*machine, io::stdin().lock(), &mut output),
        Verb::Docs(arguments) => docs::run(arguments),
        Verb::Generate(arguments) => generate::run(arguments),
        Verb::VerifyLog(arguments) => verify_log::run(arguments, io::stdin().lock(), &mut output),
    };
    match done.and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads us has had enough: `diaryctl … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the one place that speaks to the operator")]
            {
                eprintln!("diaryctl: {error}");
            }
            ExitCode::from(2)
        }
    }
}
