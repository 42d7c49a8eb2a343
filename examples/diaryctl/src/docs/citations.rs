//! Which test cites which rule: read off the repository's own test sources.
//!
//! A test cites an id in its name (`r_10`, `q_05`, `d07`), in a comment of its own (right above it
//! or inside), and a row of the two decision tables also by its name in the code (`"D-07"`,
//! `"P-06"`, `RowId::D07`, `ParentRowId::P06`). What stands elsewhere in the file cites nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A test, and the ids that it cites.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Test {
    /// The file, from the root of the repository, with slashes.
    pub(crate) file: String,
    /// The name of its function.
    pub(crate) name: String,
    /// What it cites.
    pub(crate) cites: BTreeSet<String>,
}

/// Every test below `root` that cites anything, by file and then by place.
///
/// # Errors
///
/// What reading fails with.
pub(crate) fn tests(root: &Path) -> io::Result<Vec<Test>> {
    let mut files = Vec::new();
    sources(root, &mut files)?;
    files.sort();
    let mut tests = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path)?;
        let file = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        tests.extend(tests_of(&file, &text));
    }
    Ok(tests)
}

/// The tests of one file that cite anything.
pub(crate) fn tests_of(file: &str, text: &str) -> Vec<Test> {
    let lines: Vec<&str> = text.lines().collect();
    let marked = lines.iter().enumerate().filter(|(_, line)| is_mark(line));
    let read = marked.filter_map(|(mark, _)| {
        let (before, after) = lines.split_at_checked(mark)?;
        let (name, cites) = read_test(before, after)?;
        Some(Test { file: file.to_owned(), name, cites })
    });
    read.filter(|test| !test.cites.is_empty()).collect()
}

/// Whether the line makes a test of the function below it.
fn is_mark(line: &str) -> bool {
    let line = line.trim();
    line == "#[test]" || line.starts_with("#[tokio::test")
}

/// The name, and what is cited above (`before` ends at the mark) and inside.
fn read_test(before: &[&str], after: &[&str]) -> Option<(String, BTreeSet<String>)> {
    let head = after.iter().position(|line| function_name(line).is_some())?;
    let opening = after.get(head)?;
    let name = function_name(opening)?;
    let mut cites = in_name(name);
    let above = before.iter().rev().take_while(|line| {
        let line = line.trim_start();
        line.starts_with("//") || line.starts_with("#[")
    });
    for line in above {
        cites.extend(in_comment(line));
    }
    let indent = |line: &str| line.chars().take_while(|sign| *sign == ' ').count();
    let depth = indent(opening);
    let closes = |line: &&&str| indent(line) == depth && line.trim_start().starts_with('}');
    let body = after.iter().take_while(|line| !closes(line));
    for line in body {
        cites.extend(in_comment(line));
        cites.extend(rows_in_code(line));
    }
    Some((name.to_owned(), cites))
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = line.strip_prefix("fn ")?;
    let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'))?;
    rest.get(..end)
}

/// `d07_…`, `q_05`, `case_13`: ids as a name can write them.
fn in_name(name: &str) -> BTreeSet<String> {
    let parts: Vec<&str> = name.split('_').collect();
    let mut cites = BTreeSet::new();
    for (place, part) in parts.iter().enumerate() {
        let next = parts.get(place.saturating_add(1)).copied().unwrap_or_default();
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
        if matches!(*part, "r" | "q" | "t" | "i" | "d" | "p" | "m")
            && next.len() == 2
            && digits(next)
            || matches!(*part, "tm" | "o") && next.len() == 1 && digits(next)
        {
            cites.insert(format!("{}-{next}", part.to_uppercase()));
        }
        if *part == "case" && digits(next) {
            cites.insert(format!("case {next}"));
        }
        if let Some(number) = part.strip_prefix('d')
            && number.len() == 2
            && digits(number)
        {
            cites.insert(format!("D-{number}"));
        }
    }
    cites
}

/// The ids in the comment of a line.
fn in_comment(line: &str) -> BTreeSet<String> {
    line.split_once("//").map(|(_, comment)| ids(comment)).unwrap_or_default()
}

/// `"D-07"` and `RowId::D07`, `"P-06"` and `ParentRowId::P06`.
fn rows_in_code(line: &str) -> BTreeSet<String> {
    let is_row = |id: &String| id.starts_with("D-") || id.starts_with("P-");
    let mut cites: BTreeSet<String> = ids(line).into_iter().filter(is_row).collect();
    for (letter, name) in [("D", "RowId::D"), ("P", "RowId::P")] {
        let numbers = line.split(name).skip(1).filter_map(|rest| rest.get(..2));
        let numbers = numbers.filter(|text| text.bytes().all(|sign| sign.is_ascii_digit()));
        cites.extend(numbers.map(|number| format!("{letter}-{number}")));
    }
    cites
}

/// Every id in a text: `R-10`, `TM-3`, `AC-13`, `case 4`.
pub(crate) fn ids(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_';
    let words: Vec<&str> = text.split(|sign| !is_word(sign)).collect();
    for (place, word) in words.iter().enumerate() {
        if let Some((letters, number)) = word.split_once('-')
            && ["R", "Q", "T", "I", "D", "P", "M", "TM", "AC", "O", "LG"].contains(&letters)
            && number.bytes().all(|sign| sign.is_ascii_digit())
            && !number.is_empty()
        {
            found.insert((*word).to_owned());
        }
        let next = words.get(place.saturating_add(1)).copied().unwrap_or_default();
        if *word == "case" && !next.is_empty() && next.bytes().all(|sign| sign.is_ascii_digit()) {
            found.insert(format!("case {next}"));
        }
    }
    found
}

/// Every Rust source below `folder`; what is built is no source.
fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.file_type()?.is_dir() {
            if name != "target" && !name.starts_with('.') {
                sources(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::tests_of;

    const SOURCE: &str = "\
//! Goal: of the file, which cites nothing for anybody (R-01).

const CITED: &str = \"R-02\"; // R-03

/// What R-04 says, not TR-05 and not R-x.
#[test]
fn d07_is_answered_as_q_05_says() {
    // case 13, and T-16: both
    assert_eq!(row(), \"D-08\"); // I-25
    assert_eq!(RowId::D09, \"R-06\");
    assert_eq!((ParentRowId::P02, \"P-06\"), \"R-66\");
}
// R-07 is between them.

#[tokio::test(flavor = \"multi_thread\")]
async fn another_cites_nothing() {
    let r_10 = 1;
}

proptest! {
    /// I-06.
    #[test]
    fn a_law(x in 0..1) {
        // TM-3
    }
    // R-08
}
";

    #[test]
    fn a_test_cites_in_its_name_its_own_comments_and_by_the_names_of_rows() {
        let tests = tests_of("x.rs", SOURCE);
        let told: Vec<(&str, Vec<&str>)> = tests
            .iter()
            .map(|test| (test.name.as_str(), test.cites.iter().map(String::as_str).collect()))
            .collect();
        let first =
            ["D-07", "D-08", "D-09", "I-25", "P-02", "P-06", "Q-05", "R-04", "T-16", "case 13"];
        assert_eq!(
            told,
            [("d07_is_answered_as_q_05_says", first.to_vec()), ("a_law", vec!["I-06", "TM-3"])]
        );
    }
}
