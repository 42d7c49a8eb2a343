//! `diaryctl`: the three crates on the command line.

mod decide;
mod json_lines;
mod normalise;
mod replay;

use clap::{Parser, Subcommand};
use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

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
    /// Answers facts with the login decision
    Decide(decide::DecideArgs),
    /// Replays events through a state machine
    Replay {
        /// Which machine
        machine: replay::Machine,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let done = match &arguments.verb {
        Verb::Normalise(arguments) => normalise::run(arguments, input, &mut output),
        Verb::Decide(arguments) => decide::run(arguments, input, &mut output),
        Verb::Replay { machine: replay::Machine::Consent } => replay::run(input, &mut output),
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
