//! `diaryctl`: the three crates on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    diaryctl::main()
}
