//! Any bytes as a table: CSV, an Excel workbook or Parquet, told apart by their first bytes.

use diaryctl::probe::read_table;
use std::num::NonZeroUsize;

/// A table is read or refused, by one thread as by three, and no reason repeats what it holds.
///
/// # Panics
///
/// Where the law is broken.
pub fn law(data: &[u8]) {
    let read = |threads| read_table(data, NonZeroUsize::new(threads).expect("a constant"));
    let text = String::from_utf8_lossy(data);
    let is_silent = |shown: &str| text.len() < 48 || !shown.contains(&*text);
    match (read(1), read(3)) {
        (Ok(one), Ok(three)) => {
            assert!(one == three, "a table depends on the number of threads");
            for (_, reason) in &one.refused {
                assert!(reason.len() < 100 && is_silent(reason), "a reason repeats the row");
            }
        }
        (Err((_, one)), Err((_, three))) => {
            assert_eq!(one.to_string(), three.to_string());
            assert!(is_silent(&one.to_string()), "an error repeats the table");
        }
        (one, _) => panic!("one thread reads and three do not, or not: {}", one.is_ok()),
    }
}

/// How many rows of a table are read, and the lines of those that are refused; none where it
/// cannot be used at all.
///
/// # Panics
///
/// Where the law is broken.
#[must_use]
pub fn seen(data: &[u8]) -> Option<(usize, Vec<u64>)> {
    law(data);
    let seen = read_table(data, NonZeroUsize::MIN).ok()?;
    Some((seen.rows.len(), seen.refused.iter().map(|(line, _)| *line).collect()))
}
