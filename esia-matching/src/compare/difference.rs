//! The findings of a pair: one for each field that differs; an explanation and nothing more.

use crate::diagnose::{Blame, Class, Nearness, Parts, certificate, dates, names, snils};
use crate::evidence::{Detail, Evidence, Identifier, SameAct};
use crate::finding::{Field, Finding, FindingKind, Sides};
use crate::policy::MatchPolicy;
use alloc::vec::Vec;

/// How one field of two sides compares.
#[derive(Clone, Copy)]
pub(crate) struct FieldCompared {
    pub(crate) field: Field,
    pub(crate) nearness: Nearness,
    pub(crate) finding: Option<Finding>,
}

/// Every field but the record, in their order.
pub(crate) fn fields(one: &Evidence, other: &Evidence, policy: MatchPolicy) -> Vec<FieldCompared> {
    let sides = Pair(Sides::of(one.side()), Sides::of(other.side()));
    let mut fields = Vec::with_capacity(6);
    fields.push(identifier(
        Field::Snils,
        (one.snils(), other.snils()),
        sides,
        snils::class,
        |is_first, number| {
            let flawed = if is_first { one } else { other };
            flawed.unread_snils().map(|text| snils::unreadable(text, number))
        },
    ));
    let mut papers = identifier(
        Field::Certificate,
        (one.certificate(), other.certificate()),
        sides,
        certificate::class,
        |is_first, known| {
            let flawed = if is_first { one } else { other };
            let [series, number] = flawed.unread_certificate()?;
            Some(certificate::unreadable(series, number, known))
        },
    );
    let [last, first, middle] = name(one, other, sides, policy);
    let date = birth_date(one, other, sides);
    let is_same_person =
        [last, first, date].iter().all(|compared| compared.nearness == Nearness::Same)
            && middle.finding.is_none();
    if papers.nearness == Nearness::Far && is_same_person {
        let finding = Finding::new(Field::Certificate, FindingKind::Different);
        match one.act_beside(other) {
            SameAct::Yes => {
                papers.nearness = Nearness::Near;
                papers.finding = Some(Finding::new(Field::Certificate, FindingKind::Reissued));
            }
            SameAct::Perhaps => papers.finding = Some(finding.of_one_act_perhaps()),
            SameAct::No => {}
        }
    }
    fields.extend([papers, last, first, middle, date]);
    fields
}

pub(super) fn findings(one: &Evidence, other: &Evidence, policy: MatchPolicy) -> Vec<Finding> {
    fields(one, other, policy).into_iter().filter_map(|compared| compared.finding).collect()
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

    fn compared(self, field: Field, class: Class) -> FieldCompared {
        let finding = Some(class.finding(field, (self.0, self.1)));
        FieldCompared { field, nearness: class.nearness, finding }
    }
}

const fn same(field: Field) -> FieldCompared {
    FieldCompared { field, nearness: Nearness::Same, finding: None }
}

const fn unknown(field: Field, finding: Option<Finding>) -> FieldCompared {
    FieldCompared { field, nearness: Nearness::Unknown, finding }
}

fn identifier<T: PartialEq>(
    field: Field,
    (one, other): (&Identifier<T>, &Identifier<T>),
    sides: Pair,
    difference: impl Fn(&T, &T) -> Class,
    unreadable: impl Fn(bool, Option<&T>) -> Option<Class>,
) -> FieldCompared {
    if let (Some(one), Some(other)) = (one.value(), other.value()) {
        let is_same = one == other;
        return if is_same { same(field) } else { sides.compared(field, difference(one, other)) };
    }
    let is_placeholder = |side: &Identifier<T>| matches!(side, Identifier::Placeholder);
    let is_unreadable = |side: &Identifier<T>| matches!(side, Identifier::Unreadable);
    let is_missing = |side: &Identifier<T>| matches!(side, Identifier::Missing);
    let flaw = |kind, sides| unknown(field, Some(Finding::of_sides(field, kind, sides)));
    if let Some(sides) = sides.where_holds(is_placeholder(one), is_placeholder(other)) {
        return flaw(FindingKind::Placeholder, sides);
    }
    let blame = match (is_unreadable(one), is_unreadable(other)) {
        (true, false) => Some((Blame::First, unreadable(true, other.value()))),
        (false, true) => Some((Blame::Second, unreadable(false, one.value()))),
        (true, true) => {
            let both = (unreadable(true, None), unreadable(false, None));
            let kind = match both {
                (Some(one), Some(other)) if one.kind == other.kind => one.kind,
                (Some(_) | None, Some(_) | None) => FindingKind::Different,
            };
            return flaw(kind, sides.0.and(sides.1));
        }
        (false, false) => None,
    };
    if let Some((blame, class)) = blame {
        let class = class.unwrap_or(Class::unknown(FindingKind::Different));
        return sides.compared(field, class.blaming(blame));
    }
    match sides.where_holds(is_missing(one), is_missing(other)) {
        // Nobody knows the field, so nobody differs in it.
        Some(_) if is_missing(one) && is_missing(other) => unknown(field, None),
        Some(sides) => flaw(FindingKind::Missing, sides),
        None => unknown(field, None),
    }
}

fn name(one: &Evidence, other: &Evidence, sides: Pair, policy: MatchPolicy) -> [FieldCompared; 3] {
    let (left, right) = (Parts::of(one), Parts::of(other));
    let unread = |side: &Evidence| matches!(side.names(), Detail::Unreadable);
    let (Some(left), Some(right)) = (&left, &right) else {
        let finding = unknown_detail(one.names(), other.names(), sides).map(|(sides, readable)| {
            let kind = if readable { FindingKind::Missing } else { FindingKind::Different };
            Finding::of_sides(Field::LastName, kind, sides)
        });
        return [
            unknown(Field::LastName, finding),
            unknown(Field::FirstName, None),
            unknown(Field::MiddleName, None),
        ];
    };
    let unread = (unread(one), unread(other));
    let mut compared = names::compare(left, right, policy).map(|part| {
        let blamed = |class: Class| match unread {
            (false, false) => class,
            (first, second) => class.blaming_if_unsaid(Blame::of(first, second)),
        };
        match part.class {
            Some(class) => sides.compared(part.field, blamed(class)),
            None => FieldCompared { field: part.field, nearness: part.nearness, finding: None },
        }
    });
    // A name that cannot be read never passes in silence.
    if let ([last, ..], true) = (&mut compared, unread.0 || unread.1) {
        let flawed = sides.where_holds(unread.0, unread.1);
        let is_silent = last.finding.is_none() && left == right;
        if let (Some(flawed), true) = (flawed, is_silent) {
            last.finding = Some(Finding::of_sides(last.field, FindingKind::Different, flawed));
        }
    }
    compared
}

fn birth_date(one: &Evidence, other: &Evidence, sides: Pair) -> FieldCompared {
    let field = Field::BirthDate;
    let (Some(left), Some(right)) = (one.birth_date().value(), other.birth_date().value()) else {
        let flaw = unknown_detail(one.birth_date(), other.birth_date(), sides);
        let finding = flaw.map(|(sides, readable)| {
            let kind = if readable { FindingKind::Missing } else { FindingKind::OtherDate };
            Finding::of_sides(field, kind, sides)
        });
        return unknown(field, finding);
    };
    let (left, right) = (left.date(), right.date());
    if left == right { same(field) } else { sides.compared(field, dates::class(left, right)) }
}

/// Where a detail cannot be read, or else where it is missing (`true`).
fn unknown_detail<T>(one: &Detail<T>, other: &Detail<T>, sides: Pair) -> Option<(Sides, bool)> {
    let unreadable = |side: &Detail<T>| matches!(side, Detail::Unreadable);
    let missing = |side: &Detail<T>| matches!(side, Detail::Missing);
    let unreadable = sides.where_holds(unreadable(one), unreadable(other));
    let missing = sides.where_holds(missing(one), missing(other));
    unreadable.map(|sides| (sides, false)).or_else(|| missing.map(|sides| (sides, true)))
}
