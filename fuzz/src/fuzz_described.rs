//! Any text as the file of one person, and as a file of headers.

use diaryctl::probe::{read_columns, read_person};

/// A file is read or refused, and neither the person nor an error shows what it holds.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let shown = match read_person(text) {
        Ok(person) => format!("{person:?}"),
        Err(error) => error.to_string(),
    };
    assert!(text.len() < 48 || !shown.contains(text), "a file of a person is repeated");
    match read_columns(text) {
        Ok(count) => assert!(count <= text.lines().count(), "more headers than lines"),
        Err(error) => {
            let shown = error.to_string();
            let number =
                shown.strip_prefix("--columns: line ").and_then(|rest| rest.split_once(':'));
            let line = number.and_then(|(number, _)| number.parse().ok());
            assert!(line.is_some_and(|line: usize| 0 < line && line <= text.lines().count()));
        }
    }
}
