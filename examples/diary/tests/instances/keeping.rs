//! What an operator does beside serving: keys, proof, retention, exports, copies.

use crate::place;
use crate::region::{Region, program};
use std::path::PathBuf;
use std::process::{Command, Output};

fn said(output: &Output) -> String {
    let (answer, error) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(answer), String::from_utf8_lossy(error))
}

/// A region whose settings have a key of signing, made by the program.
async fn region_with_proof(name: &str) -> Region {
    let region = Region::found(name).await;
    let key = region.path("heads.key");
    let mut keys = Command::new(env!("CARGO_BIN_EXE_diary"));
    let made = keys.args(["keys", "sign", "--to"]).arg(&key).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let again = keys.output().unwrap();
    assert!(!again.status.success(), "a key is never written over");
    let settings = std::fs::read_to_string(region.path("settings")).unwrap();
    let more = "\n[proof]\nkey_file = \"heads.key\"\nheads_file = \"heads.jsonl\"\n\
                [operator]\nname = \"Школа № 1\"\n";
    std::fs::write(region.path("settings"), settings + more).unwrap();
    region
}

fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let newest = versions.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let newest: u32 = newest.max()?;
    Some(PathBuf::from(format!("/usr/lib/postgresql/{newest}/bin")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_verifies_retains_copies_and_restores_by_commands() {
    let region = region_with_proof("keeping").await;
    let run = |words: &[&str]| program(words, &region.path("settings")).output().unwrap();
    for (words, answer) in [
        (&["check"][..], "can be used"),
        (&["log", "verify"], "entries: 0"),
        (&["retain", "--dry-run"], "pupils: 0"),
        (&["retain"], "pupils: 0"),
    ] {
        let done = run(words);
        assert!(done.status.success() && said(&done).contains(answer), "{}", said(&done));
    }
    let copy = region.path("copy");
    let mut words = vec!["backup", "--to", copy.to_str().unwrap()];
    let bin = programs().map(|path| path.display().to_string());
    let bin: Vec<&str> = bin.iter().flat_map(|path| ["--postgres-bin", path.as_str()]).collect();
    words.extend(&bin);
    let done = run(&words);
    assert!(done.status.success(), "{}", said(&done));
    let mut words = vec!["restore", "--from", copy.to_str().unwrap()];
    words.extend(&bin);
    let done = run(&words);
    assert!(!done.status.success() && said(&done).contains("not empty"), "{}", said(&done));
    let empty = place::fresh("keeping-restored").await;
    let url = match empty.path() {
        Some(path) => path.display().to_string(),
        None => empty.url().expose().to_owned(),
    };
    let mut restore = program(&words, &region.path("settings"));
    let done = restore.env("DIARY_DATABASE_URL", url).output().unwrap();
    assert!(done.status.success() && said(&done).contains("whole"), "{}", said(&done));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_about_a_pupil_is_written_out_for_somebody_of_the_staff_alone() {
    let region = region_with_proof("subject").await;
    let folder = region.path("out").display().to_string();
    let record = region.store().await.records().await.unwrap().remove(0).id;
    let words = |by, record| ["export-subject", "--record", record, "--by", by, "--to", &folder];
    let run = |words: &[&str]| program(words, &region.path("settings")).output().unwrap();
    assert!(!run(&words("nobody", record.as_str())).status.success());
    region.write("password", "a password of length");
    let password = region.path("password").display().to_string();
    let hire = ["staff", "add", "first", "--name", "Первая", "--role", "head", "--password-file"];
    assert!(run(&[&hire[..], &[&password]].concat()).status.success());
    assert!(!run(&words("first", "no such record")).status.success());
    let done = run(&words("first", record.as_str()));
    assert!(done.status.success(), "{}", said(&done));
    let text = std::fs::read_to_string(region.path("out").join("subject.json")).unwrap();
    assert!(text.contains(record.as_str()));
}

/// The whole rotation, by commands, while an instance serves.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_of_the_door_are_made_put_in_force_and_retired_by_commands() {
    let region = Region::found("keys").await;
    for version in ["1", "2"] {
        let to = region.path(&format!("door-{version}.key"));
        let mut keys = Command::new(env!("CARGO_BIN_EXE_diary"));
        let made = keys.args(["keys", "new", "--version", version, "--to"]).arg(to).output();
        assert!(made.unwrap().status.success());
    }
    let settings = std::fs::read_to_string(region.path("settings")).unwrap();
    let with = |files: &str| {
        let more = format!("\n[door]\nlookup = \"blind_index\"\nkey_files = {files}\n");
        std::fs::write(region.path("settings"), settings.clone() + &more).unwrap();
    };
    // Of PostgreSQL there are notices beside.
    let run = |words: &[&str]| {
        let done = program(words, &region.path("settings")).output().unwrap();
        if done.status.success() { String::from_utf8(done.stdout).unwrap() } else { said(&done) }
    };
    with("[\"door-1.key\"]");
    let one = region.instance("one");
    assert_eq!(run(&["keys", "list"]), "1 complete\n");
    with("[\"door-2.key\", \"door-1.key\"]");
    let two = region.instance("two");
    assert_eq!(run(&["keys", "list"]), "1 complete\n", "an instance begins no rotation");
    one.kill();
    assert_eq!(run(&["keys", "begin", "2"]), "complete\n");
    assert_eq!(run(&["keys", "list"]), "1 complete\n2 complete\n");
    assert_eq!(run(&["keys", "retire", "1"]), "retired\n");
    two.kill();
    with("[\"door-2.key\"]");
    assert!(run(&["keys", "retire", "2"]).contains("no other version"));
    region.instance("three").kill();
    with("[\"door-1.key\"]");
    assert!(run(&["serve"]).contains("door.key_files"), "the key of nobody's version");
}
