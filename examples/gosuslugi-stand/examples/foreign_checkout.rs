//! Lets a foreign client sign in from a checkout of its repository:
//! `cargo run -p gosuslugi-stand --example foreign_checkout -- CHECKOUT`.
//!
//! Two are known by their files: `ilimurzin/esia` (PHP, current generation, in strict mode) and
//! `sokolovs/esia-oauth2` (Python, first generation). Nothing of theirs is changed or kept.

#[path = "../tests/foreign/driver.rs"]
mod driver;

use driver::{Failure, Foreign, Key, package, python_packages};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[tokio::main]
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the command line")]
async fn main() -> ExitCode {
    let Some(checkout) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("which folder? give the path of a checkout");
        return ExitCode::FAILURE;
    };
    match sign_in(&checkout).await {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn sign_in(checkout: &Path) -> Result<String, Failure> {
    let checkout = checkout.canonicalize()?;
    let (name, foreign) = if checkout.join("src/Esia/Esia.php").is_file() {
        ("ilimurzin/esia", php(&checkout))
    } else if checkout.join("esia/client.py").is_file() {
        ("sokolovs/esia-oauth2", python(&checkout).await?)
    } else {
        return Err("neither ilimurzin/esia nor sokolovs/esia-oauth2 is in this folder".into());
    };
    let signed_in = foreign.sign_in("granted-mother").await?;
    let answer = signed_in.answer;
    let last_name = answer.pointer("/person/lastName").and_then(Value::as_str);
    if last_name != Some("Примерова") {
        return Err("it did not learn who signed in".into());
    }
    let passed: Vec<&str> = signed_in.relaxations.iter().map(|it| it.name()).collect();
    let passed = if passed.is_empty() { "nothing".into() } else { passed.join(", ") };
    Ok(format!("{name} signed in, unmodified; let pass: {passed}"))
}

/// Needs Debian's `php-cli` and `php-guzzlehttp-guzzle`.
fn php(checkout: &Path) -> Foreign {
    let script = package().join("foreign/php/checkout.php").display().to_string();
    Foreign {
        command: vec!["php".into(), script],
        environment: vec![("CHECKOUT", checkout.display().to_string())],
        key: Key::Gost,
        scope: "openid fullname birthdate",
        is_relaxed: false,
    }
}

/// Needs what the Python client of the tests needs.
async fn python(checkout: &Path) -> Result<Foreign, Failure> {
    let target = python_packages().await?;
    let script = package().join("foreign/python/checkout.py").display().to_string();
    let environment = vec![
        ("CHECKOUT", checkout.display().to_string()),
        ("PYTHONPATH", target.display().to_string()),
    ];
    let command = vec!["python3".into(), script];
    let scope = "openid fullname birthdate kid_fullname kid_birthdate";
    Ok(Foreign { command, environment, key: Key::Rsa, scope, is_relaxed: true })
}
