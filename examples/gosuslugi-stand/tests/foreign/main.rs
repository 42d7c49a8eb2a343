//! Goal: clients that other people published sign in at the stand, unmodified.
//!
//! Method: `pip` and `npm` install them from pinned versions into the build folder; a script of
//! ours calls each as its own description says; the rest of the way is walked over HTTP. What the
//! stand had to let pass is compared with a list that is typed here.

#![expect(clippy::unwrap_used, reason = "helpers of tests: what is not there fails the test")]

mod driver;

use driver::{Failure, Foreign, Key, SignedIn, installed, package, python_packages, tool};
use gosuslugi_stand::Relaxation;
use std::fs;
use std::path::PathBuf;
use tokio::process::Command;
use tokio::sync::OnceCell;

const SCOPE: &str = "openid fullname birthdate snils gender birth_cert_doc contacts";

/// Installs the Python client once for all tests of this program.
async fn python() -> &'static PathBuf {
    static ONCE: OnceCell<PathBuf> = OnceCell::const_new();
    ONCE.get_or_init(|| async { python_packages().await.unwrap() }).await
}

/// Installs the Node client once for all tests of this program.
async fn node() -> &'static PathBuf {
    static ONCE: OnceCell<PathBuf> = OnceCell::const_new();
    ONCE.get_or_init(|| async {
        let (target, source) = (installed("npm"), package().join("foreign/npm"));
        fs::create_dir_all(&target).unwrap();
        for file in ["package.json", "package-lock.json"] {
            fs::copy(source.join(file), target.join(file)).unwrap();
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&target);
        tool(&mut npm, "nodejs with npm").await.unwrap();
        target
    })
    .await
}

async fn esia_connector(key: Key, more: Vec<(&'static str, String)>) -> Result<SignedIn, Failure> {
    let modules = python().await.display().to_string();
    let script = package().join("foreign/python/sign_in.py").display().to_string();
    let environment = [vec![("PYTHONPATH", modules)], more].concat();
    let command = vec!["python3".into(), script];
    let foreign = Foreign { command, environment, key, scope: SCOPE, is_relaxed: true };
    foreign.sign_in("adult-pupil").await
}

#[tokio::test(flavor = "multi_thread")]
async fn esia_connector_of_2016_signs_in_with_its_rsa_containers() {
    let signed_in = esia_connector(Key::Rsa, vec![]).await.unwrap();
    let answer = signed_in.answer;
    assert_eq!(answer["oid"], 1_000_900_008_u64);
    assert_eq!(answer["person"]["lastName"], "Взрослов");
    assert_eq!(answer["contacts"]["elements"][0]["type"], "EML");
    assert_eq!(answer["documents"]["elements"][0]["type"], "RF_BRTH_CERT");
    assert_eq!(
        signed_in.relaxations,
        [Relaxation::RsaSignature, Relaxation::RepeatedState],
        "the rest of its requests is as the rules say"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn esia_connector_of_2016_signs_in_with_a_gost_key() {
    // It asks OpenSSL for SHA-256 in so many words, so the OpenSSL that it finds first hears
    // Streebog in place of that: it is the client that stays as it is, not the machine.
    let tools = tempfile::TempDir::new().unwrap();
    let shim = tools.path().join("openssl");
    let path = std::env::var_os("PATH").unwrap().into_string().unwrap();
    let real = path.split(':').map(|folder| PathBuf::from(folder).join("openssl"));
    let real = real.filter(|it| it.is_file()).map(|it| it.display().to_string()).next().unwrap();
    let script = format!(
        "#!/bin/sh\nfor word do\n  shift\n  [ \"$word\" = sha256 ] && word=md_gost12_256\n  \
         set -- \"$@\" \"$word\"\ndone\nexec {real} \"$@\"\n"
    );
    fs::write(&shim, script).unwrap();
    let mut chmod = Command::new("chmod");
    tool(chmod.arg("+x").arg(&shim), "chmod").await.unwrap();
    let path = format!("{}:{path}", tools.path().display());
    let signed_in = esia_connector(Key::Gost, vec![("PATH", path)]).await.unwrap();
    assert_eq!(signed_in.answer["person"]["lastName"], "Взрослов");
    assert_eq!(signed_in.relaxations, [Relaxation::RepeatedState]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_esia_package_of_npm_signs_in() {
    let modules = node().await.display().to_string();
    let script = package().join("foreign/npm/sign-in.js").display().to_string();
    let foreign = Foreign {
        command: vec!["node".into(), "--no-deprecation".into(), script],
        environment: vec![("MODULES", modules)],
        key: Key::Rsa,
        scope: SCOPE,
        is_relaxed: true,
    };
    let signed_in = foreign.sign_in("granted-mother").await.unwrap();
    let answer = signed_in.answer;
    assert_eq!(answer["oid"], 1_000_900_002_u64);
    assert_eq!(answer["person"]["firstName"], "Анна");
    assert_eq!(answer["documents"]["size"], 1);
    assert_eq!(signed_in.relaxations, [Relaxation::RsaSignature, Relaxation::EnclosedText]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_stand_refuses_the_same_client() {
    let modules = node().await.display().to_string();
    let script = package().join("foreign/npm/sign-in.js").display().to_string();
    let foreign = Foreign {
        command: vec!["node".into(), "--no-deprecation".into(), script],
        environment: vec![("MODULES", modules)],
        key: Key::Rsa,
        scope: SCOPE,
        is_relaxed: false,
    };
    let refused = foreign.sign_in("granted-mother").await.err().unwrap().to_string();
    assert!(refused.contains("ESIA-007053"), "{refused}");
}
