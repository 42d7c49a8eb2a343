//! Goal: the committed pages are those of the code, and no page goes astray unnoticed.
//!
//! Method: `docs --check` runs on the repository itself; then on copies of its pages, of which one
//! is changed, missing or nobody's.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The exit code, and what is said on standard error.
fn docs(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_diaryctl"))
        .arg("docs")
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.stdout.is_empty());
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The pages of the repository, in a folder that vanishes.
fn copy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
    }
    folder
}

fn check(folder: &TempDir) -> (Option<i32>, String) {
    docs(&root(), &["--check", "--dir", folder.path().to_str().unwrap()])
}

/// I-40: this fails on a hole between rules, rows and tests too.
#[test]
fn i_40_the_pages_of_the_repository_are_those_of_its_code() {
    assert_eq!(docs(&root(), &["--check"]), (Some(0), String::new()));
}

#[test]
fn a_changed_page_is_named_with_its_line_and_the_remedy() {
    let folder = copy();
    let page = folder.path().join("consent.ru.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replacen("# Согласие", "# Несогласие", 1)).unwrap();
    let (code, told) = check(&folder);
    assert_eq!(code, Some(2));
    assert!(
        told.ends_with("differs from line 3 on; run `diaryctl docs` and commit the pages\n"),
        "{told}"
    );
    assert!(told.contains("consent.ru.md") && told.lines().count() == 1, "{told}");
}

#[test]
fn a_page_that_is_cut_short_differs() {
    let folder = copy();
    let page = folder.path().join("messages.md");
    let text = fs::read_to_string(&page).unwrap();
    let lines = text.lines().count();
    let kept: Vec<&str> = text.lines().take(lines - 1).collect();
    fs::write(&page, kept.join("\n")).unwrap();
    let (code, told) = check(&folder);
    assert_eq!(code, Some(2));
    assert!(told.contains(&format!("messages.md differs from line {lines} on")), "{told}");
}

#[test]
fn a_missing_page_is_named() {
    let folder = copy();
    fs::remove_file(folder.path().join("linking.dot")).unwrap();
    let (code, told) = check(&folder);
    assert_eq!(code, Some(2));
    assert!(told.contains("linking.dot is missing; run `diaryctl docs`"), "{told}");
}

#[test]
fn a_generated_page_that_is_nobodys_is_named_and_writing_removes_it_alone() {
    let folder = copy();
    let text = fs::read_to_string(folder.path().join("threats.md")).unwrap();
    fs::write(folder.path().join("old-threats.md"), text).unwrap();
    fs::write(folder.path().join("by-hand.md"), "# Written by hand\n").unwrap();
    let (code, told) = check(&folder);
    assert_eq!(code, Some(2));
    assert!(told.contains("old-threats.md says it is generated, and is not"), "{told}");

    let written = docs(&root(), &["--dir", folder.path().to_str().unwrap()]);
    assert_eq!(written, (Some(0), String::new()));
    assert!(!folder.path().join("old-threats.md").exists());
    assert!(folder.path().join("by-hand.md").exists());
    assert_eq!(check(&folder).0, Some(0));
}

#[test]
fn elsewhere_than_at_the_root_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (code, told) = docs(folder.path(), &[]);
    assert_eq!(code, Some(2));
    assert!(told.contains("run it at the root of the repository"), "{told}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// Every page exists in both languages, and every link of a page leads to a file and a place.
#[test]
fn every_link_of_the_pages_leads_somewhere() {
    let folder = root().join("docs");
    let mut links = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        // The model checker's report is for developers, in English alone.
        if !name.ends_with(".ru.md") && name != "model.md" {
            assert!(path.with_extension("ru.md").is_file(), "{name} has no Russian edition");
        }
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            // Whether a page of others is still there is not ours to check.
            if link.starts_with("https://") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { folder.join(file) };
            assert!(target.exists(), "{name} leads to {link}");
            if !place.is_empty() {
                let there = fs::read_to_string(&target).unwrap();
                let anchor = format!("<a id=\"{place}\">");
                let heading = format!("### `{place}`\n");
                assert!(there.contains(&anchor) || there.contains(&heading), "{name}: {link}");
            }
            links += 1;
        }
    }
    assert!(links > 1000, "{links}");
}
