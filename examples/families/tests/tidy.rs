//! The shape of the repository itself.
//!
//! Goal: what CONTRIBUTING.md promises about files, crates and rule ids stays true.
//! Method: walk the work tree as text, and read the decision table of `esia-core` as data.

#![expect(clippy::unwrap_used, reason = "tests")]

use esia_core::access::TABLE;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The crates that do no IO and read no clock.
const PURE: [&str; 3] = ["esia-core", "esia-matching", "consent-model"];

/// How many lines a file may have: a wall, not a goal.
const LINES_MAX: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Every file below `folder` whose name ends in `ending`, what is built apart.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && name != ".git" {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The files of a pure crate without its tests: each with its text.
fn sources(crate_name: &str) -> Vec<(PathBuf, String)> {
    let all = files(&root().join(crate_name).join("src"), ".rs");
    assert!(!all.is_empty(), "{crate_name} has no source");
    all.into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter(|path| path.file_name().unwrap() != "tests.rs")
        .map(|path| {
            let text = read(&path);
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            (path, code)
        })
        .collect()
}

/// The crates named in any table of dependencies, of tests and builds too.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.trim_end_matches(']').ends_with("dependencies");
        } else if inside && !line.starts_with('#') {
            let name = line.split(['.', '=', ' ']).next().unwrap();
            if !name.is_empty() {
                names.insert(name.to_owned());
            }
        }
    }
    names
}

fn dependencies_of(crate_name: &str) -> BTreeSet<String> {
    dependencies(&read(&root().join(crate_name).join("Cargo.toml")))
}

#[test]
fn no_file_is_longer_than_the_wall() {
    let all = files(&root(), ".rs");
    assert!(all.len() > 20, "the walk found only {} files", all.len());
    let long: Vec<_> = all.iter().filter(|path| read(path).lines().count() > LINES_MAX).collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines: {long:?}");
}

#[test]
fn a_pure_crate_opens_without_std_and_without_unsafe_code() {
    for crate_name in PURE {
        let text = read(&root().join(crate_name).join("src/lib.rs"));
        let opening: Vec<_> = text.lines().take(3).collect();
        assert_eq!(
            opening,
            [r#"#![doc = include_str!("../README.md")]"#, "#![no_std]", "#![forbid(unsafe_code)]",],
            "{crate_name}"
        );
    }
}

#[test]
fn a_pure_crate_names_no_clock_no_randomness_and_no_place_of_a_machine() {
    let banned = [
        "SystemTime",
        "Instant::",
        "Utc::now",
        "Local::now",
        "std::time",
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "getrandom",
        "thread_rng",
        "OsRng",
        "/home/",
        "/root/",
        "/tmp/",
        "/Users/",
        "C:\\",
    ];
    for crate_name in PURE {
        for (path, code) in sources(crate_name) {
            for word in banned {
                assert!(!code.contains(word), "{} says {word}", path.display());
            }
        }
    }
}

#[test]
fn the_dependencies_are_a_v_and_its_arms_never_meet() {
    let not_in_core = ["esia-matching", "consent-model", "diary", "diaryctl", "gosuslugi-stand"];
    let core = dependencies_of("esia-core");
    for name in not_in_core {
        assert!(!core.contains(name), "esia-core depends on {name}");
    }
    for (arm, other) in [("esia-matching", "consent-model"), ("consent-model", "esia-matching")] {
        let names = dependencies_of(arm);
        assert!(names.contains("esia-core"), "{arm} does not depend on esia-core");
        for name in [other, "diary", "diaryctl", "gosuslugi-stand"] {
            assert!(!names.contains(name), "{arm} depends on {name}");
        }
    }
}

#[test]
fn a_dependency_is_found_in_each_way_of_writing_it() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\n# none\nb.workspace = true\n\
                    c = { workspace = true }\n[features]\nd = []\n[dev-dependencies]\ne = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nf = \"1\"\n";
    let names: Vec<_> = dependencies(manifest).into_iter().collect();
    assert_eq!(names, ["b", "c", "e", "f"]);
}

#[test]
fn the_rules_know_no_protocol_and_the_protocol_decides_nothing() {
    for (path, code) in sources("esia-core") {
        let place = path.strip_prefix(root().join("esia-core/src")).unwrap().to_path_buf();
        let place = place.to_string_lossy();
        if place.starts_with("access") || place.starts_with("age") || place.starts_with("message") {
            assert!(!code.contains("crate::protocol"), "{place} uses the protocol");
        }
        if place.starts_with("protocol") {
            assert!(!code.contains("crate::access"), "{place} uses the rules");
        }
    }
}

#[test]
fn every_rule_of_the_decision_table_occurs_in_a_test_or_in_the_docs() {
    let root = root();
    let mut pages = String::new();
    for path in files(&root, ".rs") {
        let is_test = path.components().any(|part| part.as_os_str() == "tests");
        if is_test || path.file_name().unwrap() == "tests.rs" {
            pages.push_str(&read(&path));
        }
    }
    for path in files(&root.join("docs"), ".md") {
        pages.push_str(&read(&path));
    }
    let mut missing = BTreeSet::new();
    for row in TABLE {
        let rules = row.rules.iter().copied().filter(|rule| *rule != "own");
        missing.extend(rules.chain([row.id.as_str()]).filter(|id| !pages.contains(id)));
    }
    assert!(missing.is_empty(), "in no test and on no page: {missing:?}");
}

#[test]
fn a_test_file_opens_with_its_goal_and_its_method() {
    for path in files(&root(), ".rs") {
        if path.parent().unwrap().file_name().unwrap() != "tests" {
            continue;
        }
        let text = read(&path);
        let is_inside_a_crate = path.components().any(|part| part.as_os_str() == "src");
        if is_inside_a_crate {
            continue;
        }
        let opening: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        for word in ["Goal", "Method"] {
            assert!(opening.contains(word), "{} opens without its {word}", path.display());
        }
    }
}

#[test]
fn the_map_in_the_readme_names_every_folder_and_no_other() {
    let root = root();
    let is_folder = |path: &PathBuf| path.is_dir();
    let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let folders = |folder: &Path| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(is_folder).map(name).collect()
    };
    let mut standing = folders(&root);
    for unlisted in ["target", ".git", ".cargo", "examples"] {
        standing.remove(unlisted);
    }
    let examples = folders(&root.join("examples"));
    standing.extend(examples.iter().map(|name| format!("examples/{name}")));

    let readme = read(&root.join("README.md"));
    let map = readme.split("## Map").nth(1).unwrap().split("\n## ").next().unwrap();
    let named: BTreeSet<String> = map
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(String::from))
        .collect();
    assert_eq!(named, standing);
}

#[test]
fn every_picture_and_page_that_the_readmes_lead_to_is_there() {
    let root = root();
    for readme in files(&root, ".md") {
        if readme.starts_with(root.join("docs/sources")) {
            continue;
        }
        for target in read(&readme).split("](").skip(1) {
            let target = target.split([')', '#', ' ']).next().unwrap();
            if target.is_empty() || target.contains("://") || !target.contains(['.', '/']) {
                continue;
            }
            let path = readme.parent().unwrap().join(target);
            assert!(path.exists(), "{} leads to {target}", readme.display());
        }
    }
}

/// A comparison in the order of the bytes tells by its time where the first difference is.
#[test]
fn t_17_what_is_secret_is_compared_in_constant_time_and_never_by_a_derived_comparison() {
    for (file, secret, comparison, constant) in [
        ("consent-model/src/code.rs", "BindingCode", "fn eq(", ".ct_eq("),
        ("esia-matching/src/blind/value.rs", "BlindValue", "fn eq(", ".ct_eq("),
        ("esia-core/src/protocol/state.rs", "CsrfState", "fn matches(", "black_box(difference)"),
    ] {
        let text = read(&root().join(file));
        let (before, _) = text.split_once(&format!("pub struct {secret}")).unwrap();
        let derived: Vec<_> =
            before.lines().rev().take_while(|line| line.starts_with("#[")).collect();
        assert!(derived.iter().any(|line| line.contains("derive(Clone")), "{secret}: {derived:?}");
        assert!(!derived.iter().any(|line| line.contains("PartialEq")), "{secret}: {derived:?}");
        let (_, body) = text.split_once(comparison).unwrap();
        let (body, _) = body.split_once("\n    }\n").unwrap();
        assert!(body.contains(constant), "{file}: {comparison} can stop at the first difference");
    }
}

/// The tests that a page names as ``[`name`](../path)``: each with its file.
fn named_tests(page: &str) -> Vec<(String, String)> {
    page.split("[`")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("`](../")?;
            let (file, _) = rest.split_once(')')?;
            Some((name.to_owned(), file.to_owned()))
        })
        .collect()
}

#[test]
fn each_test_that_the_page_of_the_client_names_is_there_in_both_languages() {
    let root = root();
    let pages = ["docs/esia-client.md", "docs/esia-client.ru.md"];
    let [english, russian] = pages.map(|page| read(&root.join(page)));
    let tests = named_tests(&english);
    assert!(tests.len() > 30, "only {} tests are named", tests.len());
    assert_eq!(tests, named_tests(&russian), "the two pages name other tests");
    for (name, file) in tests {
        let text = read(&root.join(&file));
        let head = format!("fn {name}(");
        let (before, _) = text.split_once(&head).unwrap_or_else(|| panic!("no {name} in {file}"));
        let above = before.lines().rev().map(str::trim);
        let above = above.skip_while(|line| line.is_empty() || *line == "async");
        let mut marks = above.take_while(|line| line.starts_with("#[") || line.starts_with("//"));
        let is_test = marks.any(|mark| mark == "#[test]" || mark.starts_with("#[tokio::test"));
        assert!(is_test, "{name} in {file} is no test");
    }
    let rows: Vec<_> = english.lines().filter(|line| line.split(" | ").count() > 10).collect();
    assert_eq!(rows.len(), 24, "a head, a rule, and the lines of the table");
    for row in rows {
        let is_ours = row.split(" | ").nth(1) == Some("●");
        assert_eq!(!named_tests(row).is_empty(), is_ours, "{row}");
    }
}

#[test]
fn a_test_is_found_on_a_page_by_its_name_and_its_file() {
    let page = "| a | [`it_holds`](../a/tests/b.rs)<br>[`it_too`](../c.rs) | [page](x.md) |";
    let found = named_tests(page);
    let expected = [("it_holds", "a/tests/b.rs"), ("it_too", "c.rs")];
    assert_eq!(found, expected.map(|(name, file)| (name.to_owned(), file.to_owned())));
}
