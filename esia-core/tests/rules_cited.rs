//! Goal: every row of the decision table cites the rules that it comes from, and no others.
//!
//! Method: the last column of rules.md §4, typed by hand with its ranges written out.

use esia_core::access::{RowId, TABLE};

const CITED: [(RowId, &[&str]); 14] = [
    (RowId::D01, &["own"]),
    (RowId::D02, &["own", "Q-04"]),
    (RowId::D03, &["Q-02"]),
    (RowId::D04, &["R-13", "R-66", "R-68", "T-12"]),
    (RowId::D05, &["Q-04"]),
    (RowId::D06, &["T-21"]),
    (RowId::D07, &["R-07", "R-08", "Q-13"]),
    (RowId::D08, &["R-15"]),
    (RowId::D09, &["R-17", "R-18", "R-19", "R-20", "R-21", "R-22", "R-23", "R-24", "R-25"]),
    (RowId::D10, &["T-21"]),
    (RowId::D11, &["R-10", "R-11"]),
    (RowId::D12, &["R-16"]),
    (RowId::D13, &["Q-24"]),
    (RowId::D14, &["R-06", "R-14", "R-32", "R-33"]),
];

#[test]
fn every_row_cites_the_rules_of_its_source() {
    let cited: Vec<_> = TABLE.iter().map(|row| (row.id, row.rules)).collect();
    assert_eq!(cited, CITED);
}
