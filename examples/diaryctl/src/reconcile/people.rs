//! The identities: who was found beyond doubt, and who is asked about.

use super::exact::{Exact, Found};
use super::fact::{Fact, Facts};
use super::ids::Ids;
use super::report::{Report, Table};
use super::unusable;
use crate::table::{self, Item, Mapping, OwnRow, Part, Reason, Source};
use esia_matching::birth_date::DateOrder;
use esia_matching::diagnose::Sketch;
use esia_matching::evidence::{Evidence, Vouched};
use esia_matching::name::KeyBuffer;
use rayon::ThreadPool;
use std::io;

/// Identities that follow each other in their table.
#[derive(Default)]
pub(super) struct Crowd {
    pub(super) people: Vec<Person>,
    /// The keys of those who were found.
    pub(super) ids: Ids,
    pub(super) asked: Vec<Asked>,
    pub(super) refused: Vec<(u64, Reason)>,
}

/// What is known of one identity after the exact pass.
#[derive(Clone, Copy)]
pub(super) enum Person {
    /// Found beyond doubt.
    Found(Found),
    /// Somebody to be asked about.
    Asked,
    /// A row that is left out.
    Refused,
}

/// Somebody who was not found beyond doubt.
pub(super) struct Asked {
    pub(super) row: OwnRow,
    pub(super) fact: Fact,
    /// None where nobody asks why.
    pub(super) sketch: Option<Sketch>,
}

/// The identities, and how they are read.
#[derive(Clone, Copy)]
pub(super) struct Identities<'a> {
    pub(super) source: Source<'a>,
    pub(super) mapping: &'a Mapping,
    pub(super) order: DateOrder,
    pub(super) pool: &'a ThreadPool,
}

impl Identities<'_> {
    /// Reads the identities and looks for each; what was read before a failure is given too.
    pub(super) fn find(
        self,
        exact: &Exact<'_>,
        facts: &Facts,
        is_diagnosed: bool,
        report: &mut Report<'_>,
    ) -> (Vec<Crowd>, io::Result<()>) {
        let mut crowds = Vec::new();
        let work = |part: &Part<'_>| Crowd::of(part, self.order, exact, facts, is_diagnosed);
        let summary =
            table::read(self.source, self.mapping, self.pool, &work, &mut |crowd: Crowd| {
                for (line, reason) in &crowd.refused {
                    report.refused(Table::Identities, *line, *reason)?;
                }
                report.read(
                    Table::Identities,
                    crowd.people.len().saturating_sub(crowd.refused.len()),
                );
                crowds.push(crowd);
                Ok(())
            });
        let done = summary.map_err(|error| unusable(Table::Identities, &error));
        (crowds, done.and_then(|summary| report.converted(Table::Identities, &summary)))
    }
}

impl Crowd {
    fn of(
        part: &Part<'_>,
        order: DateOrder,
        exact: &Exact<'_>,
        facts: &Facts,
        is_diagnosed: bool,
    ) -> Self {
        let mut crowd = Self::default();
        let (mut buffer, mut folded) = (KeyBuffer::default(), Vec::new());
        let (mut keys, mut people, mut places) = (Ids::default(), Vec::new(), Vec::new());
        part.for_each(|place, item| match item {
            Item::Refused { line, reason } => {
                crowd.refused.push((line, reason));
                keys.push("");
                places.push(None);
                people.push(Fact::default());
            }
            Item::Row(row) => {
                people.push(facts.of(&row.texts(order).known(&mut buffer), &mut folded));
                keys.push(row.id());
                places.push(Some(place));
            }
        });
        let mut rows = 0_usize..;
        exact.find(&people, |found| {
            let row = rows.next().unwrap_or_default();
            let place = places.get(row).copied().flatten();
            let fact = people.get(row).copied().unwrap_or_default();
            let person = match (place, found) {
                (None, _) => Person::Refused,
                (Some(_), Some(found)) => {
                    crowd.ids.push(keys.get(row));
                    Person::Found(found)
                }
                (Some(place), None) => {
                    crowd.ask(part, place, fact, (order, is_diagnosed), &mut buffer);
                    Person::Asked
                }
            };
            crowd.people.push(person);
        });
        crowd
    }

    fn ask(
        &mut self,
        part: &Part<'_>,
        place: u32,
        fact: Fact,
        (order, is_diagnosed): (DateOrder, bool),
        buffer: &mut KeyBuffer,
    ) {
        part.at(place, |item| match item {
            Item::Row(row) => {
                let texts = row.texts(order);
                let of_evidence = || Sketch::of(&evidence(&texts));
                let known = texts.known(buffer);
                let sketch =
                    is_diagnosed.then(|| Sketch::of_known(&known).unwrap_or_else(of_evidence));
                self.asked.push(Asked { row: OwnRow::of(row), fact, sketch });
            }
            Item::Refused { .. } => {}
        });
    }
}

/// What ESIA knows; whatever is in the table is verified, for ESIA gave it.
pub(super) fn evidence(texts: &esia_matching::evidence::Texts<'_>) -> Evidence {
    Evidence::from_provider(texts, Vouched::EVERYTHING)
}
