//! What changed since the tables were built.

use super::row::Kept;
use alloc::collections::{BTreeMap, BTreeSet};

/// Rows that were put in, and places of the tables that are not to be read any more.
#[derive(Clone, Default)]
pub(super) struct Overlay {
    rows: BTreeMap<u32, Kept>,
    by_snils: BTreeSet<(u64, u32)>,
    by_certificate: BTreeSet<(u64, u32)>,
    hidden: BTreeSet<u32>,
}

impl Overlay {
    /// Puts a row in the place of all that was known of its record.
    pub(super) fn put(&mut self, row: Kept) {
        self.remove(row.place);
        self.by_snils.extend(row.snils.value().map(|number| (number, row.place)));
        self.by_certificate.extend(row.certificate.value().map(|number| (number, row.place)));
        self.rows.insert(row.place, row);
    }

    /// Forgets a record.
    pub(super) fn remove(&mut self, place: u32) {
        self.hidden.insert(place);
        if let Some(row) = self.rows.remove(&place) {
            let numbers = (row.snils.value(), row.certificate.value());
            numbers.0.map(|number| self.by_snils.remove(&(number, place)));
            numbers.1.map(|number| self.by_certificate.remove(&(number, place)));
        }
    }

    /// Whether nothing changed.
    pub(super) fn is_empty(&self) -> bool {
        self.hidden.is_empty()
    }

    /// Whether a row of the tables is not to be read.
    pub(super) fn hides(&self, place: u32) -> bool {
        !self.hidden.is_empty() && self.hidden.contains(&place)
    }

    /// The rows that were put in, in the order of their places.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = &Kept> {
        self.rows.values()
    }

    /// The rows with a SNILS, whoever vouches for it.
    pub(super) fn with_snils(&self, number: u64) -> impl Iterator<Item = &Kept> {
        self.named(&self.by_snils, number)
    }

    /// The rows with a certificate, whoever vouches for it.
    pub(super) fn with_certificate(&self, number: u64) -> impl Iterator<Item = &Kept> {
        self.named(&self.by_certificate, number)
    }

    fn named<'a>(
        &'a self,
        by: &'a BTreeSet<(u64, u32)>,
        number: u64,
    ) -> impl Iterator<Item = &'a Kept> {
        by.range((number, 0)..=(number, u32::MAX)).filter_map(|(_, place)| self.rows.get(place))
    }
}
