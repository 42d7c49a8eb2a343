//! Whether two sketches may belong to sides that are near enough to be shown beside each other.
//!
//! It is asked of every record that shares a key with a person, and most of them are strangers:
//! two sketches are weighed in a few steps where a comparison of the values takes a thousand.
//!
//! **Guarantees**: where [`weights::weigh`](super::weights::weigh) shows a pair, `may_be_one`
//! holds of their sketches, under every policy (a law in `tests`). Each field is taken for as near
//! as the sketches allow.

use super::class::Nearness;
use super::edit::Edit;
use super::names::{are_variants, differ_in_gender};
use super::sketch::{Sketch, Word};
use super::weights::{ENOUGH, of_field};
use crate::finding::Field;

/// Whether a comparison of the two might show them; if not, none does.
pub(super) fn may_be_one(one: &Sketch, other: &Sketch) -> bool {
    let (snils, certificate) = (snils(one, other), certificate(one, other));
    if snils == Nearness::Same || certificate == Nearness::Same {
        return true;
    }
    let names = names(one, other);
    let [last, first, middle] = names;
    // Twins may be called alike, and then another number is no slip.
    let first = match first {
        Nearness::Near if snils == Nearness::Far => Nearness::Far,
        Nearness::Same | Nearness::Near | Nearness::Unknown | Nearness::Far => first,
    };
    let birth_date = birth_date(one, other);
    // A paper that was issued anew differs in everything from the old one.
    let is_same_person =
        [last, first, birth_date] == [Nearness::Same; 3] && middle != Nearness::Far;
    let certificate = match certificate {
        Nearness::Far if is_same_person => Nearness::Near,
        Nearness::Same | Nearness::Near | Nearness::Unknown | Nearness::Far => certificate,
    };
    let fields = [
        (Field::Snils, snils),
        (Field::Certificate, certificate),
        (Field::LastName, last),
        (Field::FirstName, first),
        (Field::MiddleName, middle),
        (Field::BirthDate, birth_date),
    ];
    let score = fields
        .into_iter()
        .fold(0_i16, |sum, (field, nearness)| sum.saturating_add(of_field(field, nearness)));
    score >= ENOUGH
}

fn snils(one: &Sketch, other: &Sketch) -> Nearness {
    let (left, right) = (one.snils, other.snils);
    match (one.rough.snils, other.rough.snils) {
        (false, false) if !left.is_known() || !right.is_known() => Nearness::Unknown,
        (false, false) => match left.differing(right) {
            0 => Nearness::Same,
            1 | 2 => Nearness::Near,
            _ if left.is_telephone() || right.is_telephone() => Nearness::Unknown,
            _ => Nearness::Far,
        },
        (true, false) if right.is_known() => Nearness::Near,
        (false, true) if left.is_known() => Nearness::Near,
        (_, _) => Nearness::Unknown,
    }
}

fn certificate(one: &Sketch, other: &Sketch) -> Nearness {
    let (left, right) = (one.certificate, other.certificate);
    let is_known = |number: u64| number != 0;
    let (is_left, is_right) = (is_known(left.whole()), is_known(right.whole()));
    match (one.rough.certificate, other.rough.certificate) {
        (false, false) if !is_left || !is_right => Nearness::Unknown,
        (false, false) if left == right => Nearness::Same,
        (false, false) if left.is_near(right) => Nearness::Near,
        (false, false) => Nearness::Far,
        (true, false) if is_right => Nearness::Near,
        (false, true) if is_left => Nearness::Near,
        (_, _) => Nearness::Unknown,
    }
}

fn birth_date(one: &Sketch, other: &Sketch) -> Nearness {
    if one.date == 0 || other.date == 0 {
        return Nearness::Unknown;
    }
    let ([year, month, day], [other_year, other_month, other_day]) = (one.day(), other.day());
    let same = [year == other_year, month == other_month, day == other_day];
    let is_swapped = same[0] && (month, day) == (other_day, other_month);
    match same.into_iter().filter(|&same| same).count() {
        3 => Nearness::Same,
        2 => Nearness::Near,
        _ if is_swapped => Nearness::Near,
        _ => Nearness::Far,
    }
}

/// The fields of the names, in the order of the parts.
const FIELDS: [Field; 3] = [Field::LastName, Field::FirstName, Field::MiddleName];

fn names(one: &Sketch, other: &Sketch) -> [Nearness; 3] {
    let is_rough = one.rough.names || other.rough.names;
    let mut nearness = [Nearness::Unknown; 3];
    for (at, (own, field)) in nearness.iter_mut().zip(FIELDS).enumerate() {
        let word = |side: &Sketch| side.names.get(at).copied().unwrap_or_default();
        let (left, right) = (word(one), word(other));
        *own = match (left.is_empty(), right.is_empty()) {
            // Nothing but a note, perhaps the same one.
            (true, true) if is_rough => Nearness::Same,
            (true, true) => Nearness::Unknown,
            (_, _) if left == right => Nearness::Same,
            (_, _) if is_rough || is_elsewhere(left, other) || is_elsewhere(right, one) => {
                Nearness::Near
            }
            (false, false) if are_like(field, left, right) => Nearness::Near,
            (false, false) => Nearness::Far,
            (_, _) => Nearness::Unknown,
        };
    }
    nearness
}

/// Whether a part stands anywhere among those of a side.
fn is_elsewhere(part: Word, side: &Sketch) -> bool {
    !part.is_empty() && side.names.contains(&part)
}

/// Whether one mistake may turn one plain word into another: see `names`.
fn are_like(field: Field, one: Word, other: Word) -> bool {
    let (Some(left), Some(right)) = (one.letters(), other.letters()) else { return true };
    let (mut own, mut others) = ([0; TEXT], [0; TEXT]);
    let (one, other) = (left.as_slice(), right.as_slice());
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let is_short = common >= one.len().min(other.len());
    if left.is_cut || right.is_cut {
        return is_short || begin_alike(one, other, common);
    }
    if is_short || Edit::between(one, other).is_some() {
        return true;
    }
    let (one, other) = (left.text(&mut own), right.text(&mut others));
    differ_in_gender(field, one, other) || field == Field::FirstName && are_variants(one, other)
}

/// Whether two words of which `common` letters are equal may differ in one slip, as far as their
/// first letters tell.
fn begin_alike(one: &[u8], other: &[u8], common: usize) -> bool {
    let (Some(one), Some(other)) = (one.get(common..HEAD), other.get(common..HEAD)) else {
        // A word of so few letters is no slip away from a long one.
        return false;
    };
    let begins = |whole: &[u8], part: &[u8]| whole.starts_with(part);
    match (one, other) {
        ([_, after @ ..], [_, others_after @ ..]) => {
            after == others_after
                || begins(other, after)
                || begins(one, others_after)
                || matches!((one, other), ([a, b, left @ ..], [c, d, right @ ..])
                    if a == d && b == c && left == right)
        }
        (_, _) => true,
    }
}

/// The letters of a text that is made of a word.
const TEXT: usize = 24;
/// The first letters that are known of a long word.
const HEAD: usize = 6;

#[cfg(test)]
mod tests;
