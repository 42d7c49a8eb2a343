//! How much each field says for or against two sides being one person: for the order of
//! candidates and for leaving strangers out, never for an outcome.

use super::class::Nearness;
use crate::compare::difference::FieldCompared;
use crate::finding::{Field, FindingKind};

/// What a field says, by how near its two values are.
struct Weights {
    same: i16,
    near: i16,
    far: i16,
}

const fn weights(field: Field) -> Weights {
    match field {
        Field::Snils => Weights { same: 30, near: 24, far: -10 },
        // Papers are issued anew, and those of twins have neighbouring numbers.
        Field::Certificate => Weights { same: 26, near: 6, far: -4 },
        Field::LastName => Weights { same: 8, near: 6, far: -8 },
        // Twins differ in their first names and in no other.
        Field::FirstName => Weights { same: 5, near: 4, far: -16 },
        Field::MiddleName => Weights { same: 6, near: 4, far: -5 },
        Field::BirthDate => Weights { same: 12, near: 7, far: -7 },
        Field::Record => Weights { same: 0, near: 0, far: 0 },
    }
}

/// What a field says that is so near.
pub(super) const fn of_field(field: Field, nearness: Nearness) -> i16 {
    let weights = weights(field);
    match nearness {
        Nearness::Same => weights.same,
        Nearness::Near => weights.near,
        Nearness::Unknown => 0,
        Nearness::Far => weights.far,
    }
}

/// The sum over all fields, if it is enough to show the record.
///
/// An equal identifier always is: it made a conflict, or it would have, had it been verified.
pub(super) fn weigh(fields: &[FieldCompared]) -> Option<i16> {
    let nearness = |field: Field| {
        let compared = fields.iter().find(|compared| compared.field == field);
        compared.map_or(Nearness::Unknown, |compared| compared.nearness)
    };
    // The next paper of the same office: one digit is another.
    let is_neighbour = fields.iter().any(|compared| {
        compared.field == Field::Certificate
            && compared.finding.is_some_and(|finding| finding.kind() == FindingKind::OneDigit)
    });
    // Twins may be called alike, and then another number is no slip.
    let is_twin = nearness(Field::FirstName) == Nearness::Near
        && match nearness(Field::Snils) {
            Nearness::Far => true,
            Nearness::Unknown => is_neighbour,
            Nearness::Same | Nearness::Near => false,
        };
    let score = fields.iter().fold(0_i16, |sum, compared| {
        let nearness = match compared.field {
            Field::FirstName if is_twin => Nearness::Far,
            Field::Snils
            | Field::Certificate
            | Field::LastName
            | Field::FirstName
            | Field::MiddleName
            | Field::BirthDate
            | Field::Record => compared.nearness,
        };
        sum.saturating_add(of_field(compared.field, nearness))
    });
    let is_identifier_same = fields.iter().any(|compared| {
        matches!(compared.field, Field::Snils | Field::Certificate)
            && compared.nearness == Nearness::Same
    });
    (is_identifier_same || score >= ENOUGH).then_some(score)
}

/// Names and birth date alone, in which nothing contradicts, are well above; a twin, or somebody
/// who shares the birth date and two names, is below.
pub(super) const ENOUGH: i16 = 17;
