//! Which lines there are, at declared rates.
//!
//! Two neighbouring records make a slot: two persons, a pair of twins, or one person entered twice.
//! What is in a slot depends on the seed and the number of the slot alone.

use super::dice::{Dice, Shuffle};
use super::fault::{self, Case};
use super::noise;
use super::person::{Numbers, Person};
use super::row::Row;
use std::io;

/// All that a seed and a number of records say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    seed: u64,
    records: u64,
    slots: u64,
    numbers: Numbers,
    order: Shuffle,
}

/// A line of the journal or of the identities.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) row: Row,
}

/// A record that belongs to an identity, and how the two differ.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) record: String,
    pub(super) class: &'static str,
    pub(super) field: &'static str,
}

/// A line of the journal with whose it is, and how it differs from what ESIA holds.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) row: Row,
    pub(crate) person: Person,
    pub(crate) class: &'static str,
}

/// What two neighbouring records are to each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Strangers,
    Twins,
    /// One person, entered twice.
    Duplicate,
}

/// What happens to one record.
#[derive(Clone, Copy, Debug)]
struct Fate {
    has_snils: bool,
    has_certificate: bool,
    is_faulty: bool,
}

/// What happens to the two records of a slot.
#[derive(Clone, Copy, Debug)]
struct Plan {
    kind: Kind,
    fates: [Fate; 2],
}

/// One record of a slot: whose it is and how it was typed.
struct Typed {
    person: Person,
    entry: Entry,
    pair: Pair,
}

impl World {
    pub(crate) fn new(seed: u64, records: u64) -> Self {
        // The slots have the streams from zero upwards.
        let mut dice = Dice::new(seed, u64::MAX);
        let slots = records.div_ceil(2);
        let numbers = Numbers::new(&mut dice);
        Self { seed, records, slots, numbers, order: Shuffle::new(&mut dice, slots) }
    }

    /// Every line of the journal, in its order.
    pub(super) fn journal(&self, mut each: impl FnMut(&Entry) -> io::Result<()>) -> io::Result<()> {
        for slot in 0..self.slots {
            for typed in self.slot(slot).1 {
                each(&typed.entry)?;
            }
        }
        Ok(())
    }

    /// Every line of the journal with whose it is, in its order.
    pub(crate) fn lines(self) -> impl Iterator<Item = Line> {
        (0..self.slots).flat_map(move |slot| {
            self.slot(slot).1.into_iter().map(|Typed { person, entry, pair }| Line {
                id: entry.id,
                row: entry.row,
                person,
                class: pair.class,
            })
        })
    }

    /// Every identity with the records that belong to it, in an order of its own.
    pub(super) fn identities(
        &self,
        mut each: impl FnMut(&Entry, &[Pair]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut number = 0_u64;
        for place in 0..self.slots {
            let (kind, typed) = self.slot(self.order.at(place));
            let mut people: Vec<(Person, Vec<Pair>)> = Vec::with_capacity(2);
            for Typed { person, pair, .. } in typed {
                match people.last_mut() {
                    Some((_, pairs)) if kind == Kind::Duplicate => pairs.push(pair),
                    Some(_) | None => people.push((person, vec![pair])),
                }
            }
            for (person, pairs) in people {
                number = number.saturating_add(1);
                let row = Row::of_identity(&person);
                each(&Entry { id: format!("E{number}"), row }, &pairs)?;
            }
        }
        Ok(())
    }

    /// The one or two records of a slot.
    fn slot(&self, slot: u64) -> (Kind, Vec<Typed>) {
        let mut dice = Dice::new(self.seed, slot);
        let row = slot.saturating_mul(2);
        let next = row.saturating_add(1);
        let plan = Plan::new(&mut dice, next < self.records);
        let first = Person::new(&mut dice, &self.numbers, row);
        let second = match plan.kind {
            Kind::Strangers => Person::new(&mut dice, &self.numbers, next),
            Kind::Twins => first.twin(&mut dice, &self.numbers, next),
            Kind::Duplicate => first.clone(),
        };
        let lines = [(row, first), (next, second)].into_iter().zip(plan.fates);
        let lines = lines.filter(|((row, _), _)| *row < self.records);
        let typed =
            lines.map(|((row, person), fate)| self.typed(&mut dice, plan.kind, row, person, fate));
        (plan.kind, typed.collect())
    }

    /// A record as the school typed it.
    fn typed(&self, dice: &mut Dice, kind: Kind, row: u64, person: Person, fate: Fate) -> Typed {
        let mut clean = Row::of_journal(&person);
        if !fate.has_snils {
            clean.drop_snils();
        }
        if !fate.has_certificate {
            clean.drop_certificate();
        }
        let mut text = clean.clone();
        let fault = if fate.is_faulty {
            let somebody = self.somebody(dice, row);
            fault::make_one(&mut Case { dice, person: &person, somebody, row: &mut text })
        } else {
            None
        };
        let as_meant = text.clone();
        noise::spoil(dice, &person, &mut text, &clean);

        let has_ground = fate.has_snils || fate.has_certificate;
        let (class, field) = match fault {
            Some(fault) => (fault.class, fault.field),
            None if kind == Kind::Duplicate => ("duplicate", "record"),
            None if !has_ground => ("missing", "snils"),
            None if text != as_meant => ("format", ""),
            None => ("", ""),
        };
        let record = format!("J{}", row.saturating_add(1));
        let entry = Entry { id: record.clone(), row: text };
        Typed { person, entry, pair: Pair { record, class, field } }
    }

    /// The SNILS of another slot's first person, if that record has it and no mistake in it.
    fn somebody(&self, dice: &mut Dice, row: u64) -> Option<[u8; 11]> {
        (0..16).find_map(|_| {
            let slot = dice.below(self.slots);
            let first = slot.saturating_mul(2);
            let plan =
                Plan::new(&mut Dice::new(self.seed, slot), first.saturating_add(1) < self.records);
            let [fate, _] = plan.fates;
            let is_good = slot != row / 2 && fate.has_snils && !fate.is_faulty;
            is_good.then(|| self.numbers.snils(first))
        })
    }
}

impl Plan {
    fn new(dice: &mut Dice, has_second: bool) -> Self {
        let kind = match dice.below(10_000) {
            _ if !has_second => Kind::Strangers,
            drawn if drawn < TWINS => Kind::Twins,
            drawn if drawn < TWINS.saturating_add(DUPLICATES_OF_SLOTS) => Kind::Duplicate,
            _ => Kind::Strangers,
        };
        let mut fates = [Fate::new(dice), Fate::new(dice)];
        if kind == Kind::Duplicate {
            // Both entries are whole, so that being two is all that is wrong with them.
            fates = [Fate { has_snils: true, has_certificate: true, is_faulty: false }; 2];
        }
        Self { kind, fates }
    }
}

impl Fate {
    fn new(dice: &mut Dice) -> Self {
        let has_snils = !dice.chance(NO_SNILS);
        let has_certificate = !dice.chance(NO_CERTIFICATE);
        // With neither there is no ground, and nothing else to blame.
        let is_faulty = dice.chance(FAULTY) && (has_snils || has_certificate);
        Self { has_snils, has_certificate, is_faulty }
    }
}

/// In ten thousand records: those of twins.
const TWINS: u64 = 150;

/// In ten thousand slots: those of one person; of the records, half as many are one too many.
const DUPLICATES_OF_SLOTS: u64 = 60;

/// In ten thousand records: those without a SNILS.
const NO_SNILS: u64 = 600;

/// In ten thousand records: those without a certificate.
const NO_CERTIFICATE: u64 = 2_500;

/// In ten thousand records: those with one mistake in their content.
const FAULTY: u64 = 200;
