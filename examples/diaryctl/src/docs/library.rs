//! What the pages are made from: rows, tests and decisions, gathered once.

use super::citations::{self, Test};
use super::decisions::{self, Decided};
use consent_model::render::Shown;
use esia_core::access::{PARENT_TABLE, TABLE};
use std::path::Path;
use std::{fs, io};

/// Everything that the pages read.
pub(crate) struct Library {
    /// Every row of every table.
    pub(crate) rows: Vec<RowOf>,
    /// Every test that cites anything.
    pub(crate) tests: Vec<Test>,
    /// The papers under `docs/decisions`.
    pub(crate) decisions: Vec<Decided>,
    /// Paths that the catalogue names and the repository does not have.
    pub(crate) lost: Vec<String>,
}

/// A row of a table, as the traceability sees it.
pub(crate) struct RowOf {
    /// The page that shows it, without its ending.
    pub(crate) page: &'static str,
    /// Its name: `D-07`, `P-06`, or `withdrawn.5` on the page of a machine.
    pub(crate) name: String,
    /// The rules that it cites.
    pub(crate) rules: &'static [&'static str],
}

impl Library {
    /// Reads the repository at `root`, whose decisions are under `dir`.
    ///
    /// # Errors
    ///
    /// A folder without the sources of the library; what reading fails with.
    pub(crate) fn read(root: &Path, dir: &Path) -> io::Result<Self> {
        if !root.join("esia-core/src/rules.rs").is_file() {
            let message = "no sources of the library here: run it at the root of the repository";
            return Err(super::unusable(String::from(message)));
        }
        let rows = TABLE.iter().map(|row| RowOf {
            page: "decision-table",
            name: row.id.as_str().to_owned(),
            rules: row.rules,
        });
        let of_parents = PARENT_TABLE.iter().map(|row| RowOf {
            page: "decision-table",
            name: row.id.as_str().to_owned(),
            rules: row.rules,
        });
        let of_machines = Shown::ALL.into_iter().flat_map(|shown| {
            shown.entries().into_iter().map(move |entry| RowOf {
                page: shown.name(),
                name: entry.name,
                rules: entry.line.rules,
            })
        });
        let kept = super::trace::files_that_keep_a_rule();
        let lost = kept.filter(|path| fs::metadata(root.join(path)).is_err());
        Ok(Self {
            rows: rows.chain(of_parents).chain(of_machines).collect(),
            tests: citations::tests(root)?,
            decisions: decisions::read(root, dir)?,
            lost: lost.map(str::to_owned).collect(),
        })
    }

    /// The rows that cite a rule.
    pub(crate) fn rows_of(&self, rule: &str) -> impl Iterator<Item = &RowOf> {
        self.rows.iter().filter(move |row| row.rules.contains(&rule))
    }

    /// The tests that cite an id.
    pub(crate) fn tests_of(&self, id: &str) -> impl Iterator<Item = &Test> {
        self.tests.iter().filter(move |test| test.cites.contains(id))
    }
}
