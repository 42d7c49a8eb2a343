//! All abstract facts of the login decision, folded into lines that a person can read.
//!
//! The facts are a product of five columns. Column by column, values that lead to the same answers
//! whatever the later columns hold are one: what is left is a decision tree whose paths are the
//! lines. Nothing is left out, and nothing is counted twice.

use chrono::NaiveDate;
use esia_core::access::{Facts, Policy, RowId, decide};
use std::collections::BTreeMap;

/// One line: for each column the values that it stands for, the row, and how many cases it holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    /// Places of values, a list for each column.
    pub(crate) values: Vec<Vec<usize>>,
    /// The row that answers.
    pub(crate) row: RowId,
    /// How many cases.
    pub(crate) cases: usize,
}

/// The values of one column that occur, in the order in which they come first.
pub(crate) type Column = Vec<String>;

/// A way to read one column off the facts: the same text for the same value.
pub(crate) type Reader = fn(&Facts, NaiveDate) -> String;

/// How many cases each row answers under a policy.
pub(crate) fn counts(policy: Policy, today: NaiveDate) -> BTreeMap<RowId, usize> {
    let mut counts = BTreeMap::new();
    for facts in Facts::all(today) {
        let count: &mut usize = counts.entry(decide(&facts, &policy, today).row().id).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// The columns with their values, and the lines.
pub(crate) fn fold(
    readers: &[Reader],
    policy: Policy,
    today: NaiveDate,
) -> (Vec<Column>, Vec<Line>) {
    let mut columns = vec![Column::new(); readers.len()];
    let mut cases = BTreeMap::new();
    for facts in Facts::all(today) {
        let places: Vec<usize> = columns
            .iter_mut()
            .zip(readers)
            .map(|(column, read)| place(column, read(&facts, today)))
            .collect();
        cases.insert(places, decide(&facts, &policy, today).row().id);
    }
    let tree = Tree::of(&cases.into_iter().collect::<Vec<_>>(), 0);
    let mut lines = Vec::new();
    tree.lines(&mut Vec::new(), &mut lines);
    (columns, lines)
}

fn place(column: &mut Column, value: String) -> usize {
    column.iter().position(|known| *known == value).unwrap_or_else(|| {
        column.push(value);
        column.len().saturating_sub(1)
    })
}

/// What the columns from one on lead to.
#[derive(Eq, PartialEq)]
enum Tree {
    Row(RowId),
    /// Values that lead to the same, with what they lead to.
    Split(Vec<(Vec<usize>, Self)>),
}

impl Tree {
    /// The tree of these cases, which agree in all columns before `column`.
    fn of(cases: &[(Vec<usize>, RowId)], column: usize) -> Self {
        let value = |case: &(Vec<usize>, RowId)| case.0.get(column).copied();
        match cases {
            [only] if value(only).is_none() => Self::Row(only.1),
            _ => {
                let mut branches: Vec<(Vec<usize>, Self)> = Vec::new();
                for same in cases.chunk_by(|left, right| value(left) == value(right)) {
                    let tree = Self::of(same, column.saturating_add(1));
                    let at: Vec<usize> = same.first().and_then(value).into_iter().collect();
                    match branches.iter_mut().find(|(_, known)| *known == tree) {
                        Some((values, _)) => values.extend(at),
                        None => branches.push((at, tree)),
                    }
                }
                Self::Split(branches)
            }
        }
    }

    fn lines(&self, path: &mut Vec<Vec<usize>>, lines: &mut Vec<Line>) {
        match self {
            Self::Row(row) => {
                let cases = path.iter().map(Vec::len).product();
                lines.push(Line { values: path.clone(), row: *row, cases });
            }
            Self::Split(branches) => {
                for (values, tree) in branches {
                    path.push(values.clone());
                    tree.lines(path, lines);
                    path.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{counts, fold};
    use chrono::NaiveDate;
    use esia_core::access::{Facts, Policy};
    use std::collections::BTreeMap;

    /// The fold of all policies has the cases that the table answers, row by row.
    #[test]
    fn every_case_is_in_exactly_one_line() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for policy in Policy::all() {
            let (columns, lines) = fold(super::super::pages::READERS, policy, today);
            let product: usize = columns.iter().map(Vec::len).product();
            assert_eq!(product, Facts::all(today).count(), "the columns tell all cases apart");
            let mut folded = BTreeMap::new();
            for line in &lines {
                *folded.entry(line.row).or_default() += line.cases;
            }
            assert_eq!(folded, counts(policy, today));
            assert!(lines.len() < 120, "{} lines are no fold", lines.len());
        }
    }
}
