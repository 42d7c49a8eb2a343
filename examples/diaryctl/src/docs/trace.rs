//! The way from a rule to its rows and tests and back, and the holes in it.

use super::library::Library;
use esia_core::rules::{Standing, find, rules};

/// Everything that breaks the way from a rule to its rows and tests, one sentence each.
///
/// A rule without a row or a stated exclusion; an exclusion that a row contradicts; a row without
/// a rule, or with an id that nobody knows; a rule that a row or code carries and no test cites; a
/// row of the decision that no test names (the rows of a machine are held by the tests of its whole
/// table); a test that cites a rule, threat or invariant that there is not.
pub(crate) fn holes(library: &Library) -> Vec<String> {
    let mut holes = Vec::new();
    for rule in rules() {
        let has_row = library.rows_of(rule.id).next().is_some();
        let has_test = library.tests_of(rule.id).next().is_some();
        let id = rule.id;
        match rule.standing {
            Standing::Row if !has_row => holes.push(format!("{id} has no row")),
            Standing::Kept { .. } | Standing::Outside { .. } if has_row => {
                holes.push(format!("{id} has a row, and is said to have none"));
            }
            Standing::Row | Standing::Kept { .. } if !has_test => {
                holes.push(format!("{id} is cited by no test"));
            }
            Standing::Row | Standing::Kept { .. } | Standing::Outside { .. } => {}
        }
    }
    for row in &library.rows {
        let name = format!("{} of {}", row.name, row.page);
        if row.rules.is_empty() {
            holes.push(format!("row {name} cites no rule"));
        }
        if row.page == "decision-table" && library.tests_of(&row.name).next().is_none() {
            holes.push(format!("row {name} is cited by no test"));
        }
        for id in row.rules.iter().filter(|id| find(id).is_none()) {
            holes.push(format!("row {name} cites {id}, which is not known"));
        }
    }
    for test in &library.tests {
        let known = |id: &&String| !id.starts_with(['R', 'Q', 'T', 'I']) || find(id).is_some();
        for id in test.cites.iter().filter(|id| !known(id)) {
            holes.push(format!("{} in {} cites {id}, which is not known", test.name, test.file));
        }
    }
    holes.extend(library.lost.iter().map(|path| format!("{path} keeps a rule and is not there")));
    holes
}

/// The files that the catalogue says keep a rule.
pub(crate) fn files_that_keep_a_rule() -> impl Iterator<Item = &'static str> {
    rules().filter_map(|rule| match rule.standing {
        Standing::Kept { by, .. } => Some(by),
        Standing::Row | Standing::Outside { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::citations::Test;
    use super::super::library::{Library, RowOf};
    use super::holes;
    use esia_core::rules::{Standing, rules};
    use std::collections::BTreeSet;

    /// A library in which everything is carried and cited.
    fn whole() -> Library {
        let is_row = |standing: Standing| standing == Standing::Row;
        let rows = rules().filter(|rule| is_row(rule.standing)).map(|rule| RowOf {
            page: "consent",
            name: format!("row of {}", rule.id),
            rules: Vec::leak(vec![rule.id]),
        });
        let cites: BTreeSet<String> = rules().map(|rule| rule.id.to_owned()).collect();
        let test = Test { file: String::from("x.rs"), name: String::from("all"), cites };
        Library { rows: rows.collect(), tests: vec![test], decisions: Vec::new(), lost: Vec::new() }
    }

    #[test]
    fn a_whole_way_has_no_hole() {
        assert_eq!(holes(&whole()), Vec::<String>::new());
    }

    #[test]
    fn each_kind_of_hole_is_named() {
        let mut without_row = whole();
        without_row.rows.retain(|row| !row.rules.contains(&"R-10"));
        assert_eq!(holes(&without_row), ["R-10 has no row"]);

        let mut contradicted = whole();
        let row = |rules| RowOf { page: "consent", name: String::from("x.1"), rules };
        contradicted.rows.push(row(&["R-35"]));
        assert_eq!(holes(&contradicted), ["R-35 has a row, and is said to have none"]);

        let mut bare = whole();
        bare.rows.push(row(&[]));
        bare.rows.push(row(&["R-99"]));
        let named = [
            "row x.1 of consent cites no rule",
            "row x.1 of consent cites R-99, which is not known",
        ];
        assert_eq!(holes(&bare), named);

        let mut untested = whole();
        for test in &mut untested.tests {
            test.cites.remove("Q-05");
            test.cites.insert(String::from("T-99"));
        }
        assert_eq!(
            holes(&untested),
            ["Q-05 is cited by no test", "all in x.rs cites T-99, which is not known"]
        );

        let mut unnamed = whole();
        let d_15 = RowOf { page: "decision-table", ..row(&["R-10"]) };
        unnamed.rows.push(RowOf { name: String::from("D-15"), ..d_15 });
        assert_eq!(holes(&unnamed), ["row D-15 of decision-table is cited by no test"]);

        let mut lost = whole();
        lost.lost.push(String::from("gone.rs"));
        assert_eq!(holes(&lost), ["gone.rs keeps a rule and is not there"]);
    }
}
