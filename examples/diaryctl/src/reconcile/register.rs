//! The journal as the exact pass needs it: for each row its key, its facts, and where it stands.

use super::fact::{Fact, Facts};
use super::ids::Ids;
use super::report::{Report, Table};
use super::unusable;
use crate::table::{self, Item, Mapping, Part, Reason, Source};
use esia_core::record::RecordId;
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::Sketch;
use esia_matching::evidence::Evidence;
use esia_matching::index::Entry;
use esia_matching::name::KeyBuffer;
use rayon::ThreadPool;
use std::io;

/// Rows of the journal by their numbers, which count from nought in the order of the file.
#[derive(Default)]
pub(super) struct Register {
    pub(super) ids: Ids,
    pub(super) facts: Vec<Fact>,
    /// Empty where nobody asks why.
    pub(super) sketches: Vec<Sketch>,
    /// Where each row stands in its part of the table.
    places: Vec<u32>,
    /// The first row of each part.
    parts: Vec<usize>,
}

/// The journal, and how it is read.
#[derive(Clone, Copy)]
pub(super) struct Journal<'a> {
    pub(super) source: Source<'a>,
    pub(super) mapping: &'a Mapping,
    pub(super) order: DateOrder,
    pub(super) pool: &'a ThreadPool,
}

/// What one part of the journal came to.
#[derive(Default)]
struct Made {
    register: Register,
    refused: Vec<(u64, Reason)>,
}

impl Register {
    /// Reads the journal; with sketches if somebody asks why.
    ///
    /// # Errors
    ///
    /// A table that cannot be used, and what reading fails with.
    pub(super) fn read(
        journal: Journal<'_>,
        facts: &Facts,
        is_diagnosed: bool,
        report: &mut Report<'_>,
    ) -> io::Result<Self> {
        let mut register = Self::default();
        let work = |part: &Part<'_>| Made::of(part, journal.order, facts, is_diagnosed);
        let summary =
            table::read(journal.source, journal.mapping, journal.pool, &work, &mut |made: Made| {
                for (line, reason) in made.refused {
                    report.refused(Table::Journal, line, reason)?;
                }
                report.read(Table::Journal, made.register.len());
                register.parts.push(register.len());
                register.add(&made.register);
                Ok(())
            });
        let summary = summary.map_err(|error| unusable(Table::Journal, &error))?;
        report.converted(Table::Journal, &summary)?;
        Ok(register)
    }

    /// How many rows there are.
    pub(super) const fn len(&self) -> usize {
        self.ids.len()
    }

    /// Gives back the memory of what only looking for people needs.
    pub(super) fn forget_facts(&mut self) {
        (self.facts, self.sketches) = Default::default();
    }

    /// Gives back the memory of what only reading rows anew needs.
    pub(super) fn forget_places(&mut self) {
        self.places = Vec::new();
    }

    fn add(&mut self, later: &Self) {
        self.ids.extend(&later.ids);
        self.facts.extend_from_slice(&later.facts);
        self.sketches.extend_from_slice(&later.sketches);
        self.places.extend_from_slice(&later.places);
    }

    /// Reads some rows anew, whose numbers ascend, as entries in their order.
    ///
    /// # Errors
    ///
    /// What reading fails with; a journal that is no longer what it was.
    pub(super) fn entries(&self, rows: &[u32], journal: Journal<'_>) -> io::Result<Vec<Entry>> {
        let rows: Vec<usize> = rows.iter().filter_map(|row| usize::try_from(*row).ok()).collect();
        let work = |part: &Part<'_>| {
            let number = part.number();
            let start = self.parts.get(number).copied().unwrap_or(self.len());
            let end = self.parts.get(number.saturating_add(1)).copied().unwrap_or(self.len());
            let first = rows.partition_point(|row| *row < start);
            let own = rows.get(first..).unwrap_or_default().iter().take_while(|row| **row < end);
            own.filter_map(|row| self.entry(*row, part, journal.order)).collect::<Vec<_>>()
        };
        let mut entries = Vec::with_capacity(rows.len());
        let summary =
            table::read(journal.source, journal.mapping, journal.pool, &work, &mut |made| {
                entries.extend(made);
                Ok(())
            });
        summary.map_err(|error| unusable(Table::Journal, &error))?;
        if entries.len() == rows.len() {
            Ok(entries)
        } else {
            Err(io::Error::other("journal: the file changed while it was read; run again"))
        }
    }

    fn entry(&self, row: usize, part: &Part<'_>, order: DateOrder) -> Option<Entry> {
        let mut entry = None;
        part.at(self.places.get(row).copied()?, |item| match item {
            Item::Row(read) if read.id() == self.ids.get(row) => {
                let record = RecordId::new(read.id().into());
                entry = Some(Entry::active(record, Evidence::from_journal(&read.texts(order))));
            }
            Item::Row(_) | Item::Refused { .. } => {}
        });
        entry
    }
}

impl Made {
    fn of(part: &Part<'_>, order: DateOrder, facts: &Facts, is_diagnosed: bool) -> Self {
        let mut made = Self::default();
        let (mut buffer, mut folded) = (KeyBuffer::default(), Vec::new());
        part.for_each(|place, item| match item {
            Item::Refused { line, reason } => made.refused.push((line, reason)),
            Item::Row(row) => {
                let texts = row.texts(order);
                let known = texts.known(&mut buffer);
                let register = &mut made.register;
                register.ids.push(row.id());
                register.facts.push(facts.of(&known, &mut folded));
                register.places.push(place);
                if is_diagnosed {
                    let of_evidence = || Sketch::of(&Evidence::from_journal(&texts));
                    register.sketches.push(Sketch::of_known(&known).unwrap_or_else(of_evidence));
                }
            }
        });
        made
    }
}
