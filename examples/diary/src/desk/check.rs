//! The journal by itself: what is wrong with it before anybody signs in (design.md 3.3).

use crate::store::Record;
use esia_core::record::RecordId;
use esia_matching::finding::{Field, Finding, FindingKind, Side};
use esia_matching::index::Index;
use std::collections::BTreeMap;

/// What is wrong with the journal; it holds no value of anybody.
#[derive(Clone, Debug)]
pub struct Checked {
    /// How many records are in force.
    pub records: usize,
    /// The records with something to mend, by key.
    pub flawed: Vec<(RecordId, Vec<String>)>,
    /// How often each kind of flaw stands there, the most frequent first.
    pub kinds: Vec<(String, usize)>,
}

/// Looks through records, and through the index that holds them for duplicates; of other records
/// nothing is told.
#[must_use]
pub fn check(records: &[Record], index: &Index) -> Checked {
    let mut of_record: BTreeMap<RecordId, Vec<Finding>> = BTreeMap::new();
    for record in records {
        let findings = crate::register::evidence(record).findings();
        of_record.insert(record.id.clone(), findings);
    }
    for duplicate in index.duplicates() {
        for record in duplicate.records() {
            let finding = Finding::new(duplicate.field(), FindingKind::Duplicate);
            if let Some(findings) = of_record.get_mut(record) {
                findings.push(finding);
            }
        }
    }
    let mut counts: BTreeMap<(Field, FindingKind), usize> = BTreeMap::new();
    for finding in of_record.values().flatten() {
        let count = counts.entry((finding.field(), finding.kind())).or_default();
        *count = count.saturating_add(1);
    }
    let label = |(field, kind)| Finding::of_side(field, kind, Side::Journal).hint();
    let mut kinds: Vec<(String, usize)> =
        counts.into_iter().map(|(kind, count)| (label(kind), count)).collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let hints = |findings: Vec<Finding>| findings.iter().map(Finding::hint).collect();
    Checked {
        records: records.len(),
        flawed: of_record
            .into_iter()
            .filter(|(_, findings)| !findings.is_empty())
            .map(|(record, findings)| (record, hints(findings)))
            .collect(),
        kinds,
    }
}
