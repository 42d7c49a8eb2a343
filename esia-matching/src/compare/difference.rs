//! The findings of a pair: one for each field that differs; an explanation and nothing more.

use super::names::{NamesCompared, Part};
use crate::evidence::{Detail, Evidence, Identifier};
use crate::finding::{Field, Finding, FindingKind, Sides};
use crate::policy::MatchPolicy;
use crate::snils::{Check, Snils};
use alloc::vec::Vec;
use chrono::{Datelike as _, NaiveDate};

pub(super) fn findings(one: &Evidence, other: &Evidence, policy: MatchPolicy) -> Vec<Finding> {
    let sides = Pair(Sides::of(one.side()), Sides::of(other.side()));
    let mut findings = Vec::new();
    findings.extend(identifier(Field::Snils, one.snils(), other.snils(), sides, snils));
    findings.extend(identifier(
        Field::Certificate,
        one.certificate(),
        other.certificate(),
        sides,
        |_, _, _| Finding::new(Field::Certificate, FindingKind::Different),
    ));
    findings.extend(names(one, other, sides, policy));
    findings.extend(birth_date(one, other, sides));
    findings
}

/// The sides of a pair, in the order in which they are compared.
#[derive(Clone, Copy)]
struct Pair(Sides, Sides);

impl Pair {
    /// The sides of which something holds.
    fn where_holds(self, first: bool, second: bool) -> Option<Sides> {
        match (first, second) {
            (true, true) => Some(self.0.and(self.1)),
            (true, false) => Some(self.0),
            (false, true) => Some(self.1),
            (false, false) => None,
        }
    }
}

fn identifier<T: PartialEq>(
    field: Field,
    one: &Identifier<T>,
    other: &Identifier<T>,
    sides: Pair,
    difference: impl Fn(&T, &T, Pair) -> Finding,
) -> Option<Finding> {
    if let (Some(one), Some(other)) = (one.value(), other.value()) {
        return (one != other).then(|| difference(one, other, sides));
    }
    let placeholder = |side: &Identifier<T>| matches!(side, Identifier::Placeholder);
    let unreadable = |side: &Identifier<T>| matches!(side, Identifier::Unreadable);
    let missing = |side: &Identifier<T>| matches!(side, Identifier::Missing);
    let flaw = |kind, flawed: &dyn Fn(&Identifier<T>) -> bool| {
        let sides = sides.where_holds(flawed(one), flawed(other))?;
        Some(Finding::of_sides(field, kind, sides))
    };
    flaw(FindingKind::Placeholder, &placeholder)
        .or_else(|| flaw(FindingKind::Different, &unreadable))
        .or_else(|| match (missing(one), missing(other)) {
            // Nobody knows the field, so nobody differs in it.
            (true, true) => None,
            (false, _) | (_, false) => flaw(FindingKind::Missing, &missing),
        })
}

fn snils(one: &Snils, other: &Snils, sides: Pair) -> Finding {
    let pairs = (1_u8..).zip(one.digits().into_iter().zip(other.digits()));
    let differing: Vec<_> = pairs.filter(|(_, (one, other))| one != other).collect();
    let fails = |number: &Snils| number.check() == Check::Fails;
    match *differing {
        [(at, _)] => Finding::at_one(Field::Snils, FindingKind::OneDigit, at),
        [(first, (a, b)), (second, (c, d))]
            if first.checked_add(1) == Some(second) && (a, b) == (d, c) =>
        {
            Finding::at_two(Field::Snils, FindingKind::Transposition, first, second)
        }
        _ => match sides.where_holds(fails(one), fails(other)) {
            Some(sides) => Finding::of_sides(Field::Snils, FindingKind::Checksum, sides),
            None => Finding::new(Field::Snils, FindingKind::Different),
        },
    }
}

fn names(one: &Evidence, other: &Evidence, sides: Pair, policy: MatchPolicy) -> Vec<Finding> {
    let Some(compared) = NamesCompared::between(one, other) else {
        return unknown(one.names(), other.names(), sides)
            .map(|(sides, readable)| {
                let kind = if readable { FindingKind::Missing } else { FindingKind::Different };
                Finding::of_sides(Field::LastName, kind, sides)
            })
            .into_iter()
            .collect();
    };
    compared
        .differences(policy)
        .map(|(field, part)| match part {
            Part::OnlySecond => Finding::of_sides(field, FindingKind::Missing, sides.0),
            Part::OnlyFirst => Finding::of_sides(field, FindingKind::Missing, sides.1),
            Part::Yo => Finding::new(field, FindingKind::Yo),
            Part::Same | Part::Different => Finding::new(field, FindingKind::Different),
        })
        .collect()
}

fn birth_date(one: &Evidence, other: &Evidence, sides: Pair) -> Option<Finding> {
    let (Some(one), Some(other)) = (one.birth_date().value(), other.birth_date().value()) else {
        return unknown(one.birth_date(), other.birth_date(), sides).map(|(sides, readable)| {
            let kind = if readable { FindingKind::Missing } else { FindingKind::OtherDate };
            Finding::of_sides(Field::BirthDate, kind, sides)
        });
    };
    let (one, other) = (one.date(), other.date());
    (one != other).then(|| {
        let swapped = is_day_month_swapped(one, other);
        let kind = if swapped { FindingKind::DayMonthSwapped } else { FindingKind::OtherDate };
        Finding::new(Field::BirthDate, kind)
    })
}

/// Where a detail cannot be read, or else where it is missing (`true`).
fn unknown<T>(one: &Detail<T>, other: &Detail<T>, sides: Pair) -> Option<(Sides, bool)> {
    let unreadable = |side: &Detail<T>| matches!(side, Detail::Unreadable);
    let missing = |side: &Detail<T>| matches!(side, Detail::Missing);
    let unreadable = sides.where_holds(unreadable(one), unreadable(other));
    let missing = sides.where_holds(missing(one), missing(other));
    unreadable.map(|sides| (sides, false)).or_else(|| missing.map(|sides| (sides, true)))
}

fn is_day_month_swapped(one: NaiveDate, other: NaiveDate) -> bool {
    one.year() == other.year() && (one.day(), one.month()) == (other.month(), other.day())
}
