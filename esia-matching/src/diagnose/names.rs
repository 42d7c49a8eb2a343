//! Two names that differ, part by part.
//!
//! The order of the kinds is that of identity.md 7a, each only where it explains the whole
//! difference of the part. Three cases of the catalogue go before it: `оглы` dropped or glued
//! (row 59), the halves of a double name in the other order (row 55), and one letter cut off the
//! end of a long name, which is `truncated` (row 67).

mod alphabets;
mod endings;
mod notes;
mod parts;
mod variants;

pub(crate) use endings::differ_in_gender;
pub(super) use notes::WORDS as NOTES;
pub(crate) use parts::Parts;
pub(super) use variants::are_variants;

use super::class::{Blame, Class, Nearness};
use super::edit::Edit;
use crate::finding::{Field, FindingKind};
use crate::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};
use alloc::string::String;
use alloc::vec::Vec;

/// What differs between two names: for each part how near it is, and what the difference is.
pub(crate) fn compare(one: &Parts, other: &Parts, policy: MatchPolicy) -> [Compared; 3] {
    let pair = Pair { one: one.folded(), other: other.folded() };
    FIELDS.map(|field| {
        let (left, right) = (one.part(field), other.part(field));
        let (nearness, class) = match (left.is_empty(), right.is_empty()) {
            (true, true) => (Nearness::Unknown, None),
            (false, false) if left == right => (Nearness::Same, None),
            (false, false) if pair.one.part(field) == pair.other.part(field) => match policy.yo {
                YoPolicy::Folded => (Nearness::Same, None),
                YoPolicy::Exact => (Nearness::Near, Some(Class::near(FindingKind::Yo))),
            },
            (false, false) => near(pair.class(field)),
            (_, _) if is_waived(field, policy) => (Nearness::Unknown, None),
            (_, _) => near(pair.class_of_missing(field)),
        };
        Compared { field, nearness, class }
    })
}

/// How one part compares.
pub(crate) struct Compared {
    pub(crate) field: Field,
    pub(crate) nearness: Nearness,
    pub(crate) class: Option<Class>,
}

/// What is wrong with a part, though nothing is known beside the name.
pub(crate) fn alone(name: &Parts, field: Field) -> Option<FindingKind> {
    let part = name.part(field);
    if part.chars().nth(LONGEST).is_some() {
        return None;
    }
    let is_needed = matches!(field, Field::LastName | Field::FirstName);
    let [last, first] = [Field::LastName, Field::FirstName].map(|field| name.part(field));
    // All of a name in its first field: `Иванов И.И.` (row 60), `Иванов Иван` (row 66).
    if is_needed
        && first.is_empty()
        && let Some((_, rest)) = notes::without(last).split_once(' ')
    {
        let is_short = initials_of(rest).is_some();
        return Some(if is_short { FindingKind::Initials } else { FindingKind::SwappedFields });
    }
    if part.is_empty() {
        return is_needed.then_some(FindingKind::Missing);
    }
    if initials_of(part).is_some_and(|initials| !initials.is_empty()) && field != Field::LastName {
        return Some(FindingKind::Initials);
    }
    let noted = || (notes::without(part) != part).then_some(FindingKind::NoteInName);
    alphabets::alone(part).or_else(noted)
}

fn near(class: Class) -> (Nearness, Option<Class>) {
    (class.nearness, Some(class))
}

fn is_waived(field: Field, policy: MatchPolicy) -> bool {
    field == Field::MiddleName && policy.middle_name == MiddleNamePolicy::MissingAgrees
}

/// Two names with ё folded.
struct Pair {
    one: Parts,
    other: Parts,
}

impl Pair {
    fn part(&self, field: Field) -> (&str, &str) {
        (self.one.part(field), self.other.part(field))
    }

    /// What differs in a part that is there on both sides.
    fn class(&self, field: Field) -> Class {
        let (one, other) = self.part(field);
        if [one, other].iter().any(|text| text.chars().nth(LONGEST).is_some()) {
            return Class::far(FindingKind::Different);
        }
        if alphabets::are_look_alikes(one, other) {
            let foreign = Blame::of(alphabets::is_foreign(one), alphabets::is_foreign(other));
            return Class::near(FindingKind::LookAlike).blaming(foreign);
        }
        if self.is_swapped(field) {
            return Class::near(FindingKind::SwappedFields);
        }
        let keyed = (alphabets::is_typed_as(one, other), alphabets::is_typed_as(other, one));
        if keyed.0 || keyed.1 {
            return Class::near(FindingKind::KeyboardLayout).blaming(Blame::of(keyed.0, keyed.1));
        }
        if is_other_order(one, other) || notes::differ_in_ogly(one, other) {
            return Class::near(FindingKind::Different);
        }
        if without_joins(one) == without_joins(other) {
            return Class::near(FindingKind::Hyphen);
        }
        let halves = (is_half(one, other), is_half(other, one));
        if halves.0 || halves.1 {
            return Class::near(FindingKind::HalfOfDoubleName)
                .blaming(Blame::of(halves.0, halves.1));
        }
        let initials = (
            is_initials(field, &self.one, &self.other),
            is_initials(field, &self.other, &self.one),
        );
        if initials.0 || initials.1 {
            return Class::near(FindingKind::Initials).blaming(Blame::of(initials.0, initials.1));
        }
        if differ_in_gender(field, one, other) {
            return Class::near(FindingKind::GenderEnding);
        }
        let is_variant = field == Field::FirstName && are_variants(one, other);
        if is_variant || alphabets::is_russian_spelling(one, other) {
            return Class::near(FindingKind::Variant);
        }
        letters(one, other)
    }

    /// What it means that a part is there on one side alone.
    fn class_of_missing(&self, field: Field) -> Class {
        let missing = Blame::of(self.one.part(field).is_empty(), self.other.part(field).is_empty());
        let (poor, rich) = match missing {
            Blame::First | Blame::Neither => (&self.one, &self.other),
            Blame::Second => (&self.other, &self.one),
        };
        if is_elsewhere(field, poor, rich) {
            return Class::near(FindingKind::SwappedFields);
        }
        if is_initials(field, poor, rich) {
            return Class::near(FindingKind::Initials).blaming(missing);
        }
        Class::unknown(FindingKind::Missing).blaming(missing)
    }

    /// Whether the value of a field stands in another field of the other side.
    fn is_swapped(&self, field: Field) -> bool {
        let (one, other) = self.part(field);
        if tokens(one) == tokens(other) {
            return false;
        }
        self.one.tokens() == self.other.tokens()
            || is_elsewhere(field, &self.one, &self.other)
            || is_elsewhere(field, &self.other, &self.one)
            || is_joined(field, &self.one, &self.other)
            || is_joined(field, &self.other, &self.one)
    }
}

/// Whether the value that one side has in a field stands in another field on the other.
fn is_elsewhere(field: Field, there: &Parts, here: &Parts) -> bool {
    let wanted = here.part(field);
    FIELDS.into_iter().filter(|place| *place != field).any(|place| {
        let found = there.part(place);
        let holds = || found.split(' ').any(|token| token == wanted);
        !wanted.is_empty() && found != here.part(place) && (found == wanted || holds())
    })
}

/// Whether a field holds its own value and that of other fields, as the other side has them.
fn is_joined(field: Field, joined: &Parts, apart: &Parts) -> bool {
    let text = joined.part(field);
    let own = apart.part(field);
    let mut rest = tokens(text);
    let is_own_there = !own.is_empty() && take(&mut rest, own);
    let others = FIELDS.into_iter().filter(|place| *place != field);
    let taken = others.filter(|place| take(&mut rest, apart.part(*place))).count();
    is_own_there && taken > 0 && rest.is_empty()
}

/// Takes the tokens of a part out of a list, if all of them are there.
fn take(from: &mut Vec<String>, part: &str) -> bool {
    let wanted = tokens(part);
    let mut left = from.clone();
    for token in &wanted {
        let Some(at) = left.iter().position(|found| found == token) else { return false };
        left.remove(at);
    }
    *from = left;
    !wanted.is_empty()
}

/// What differs in the letters of two texts.
fn letters(one: &str, other: &str) -> Class {
    let (left, right): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let shorter = Blame::of(left.len() < right.len(), right.len() < left.len());
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    let cut = long.strip_prefix(short.as_slice()).unwrap_or_default();
    let is_cut = !cut.is_empty() && short.len() > 1 && cut.iter().all(|&sign| is_letter(sign));
    if is_cut && short.len() >= LONG {
        return Class::near(FindingKind::Truncated).blaming(shorter);
    }
    let sign = |row: &[char], at: usize| row.get(at.saturating_sub(1)).copied();
    let is_letter_at = |row: &[char], at| sign(row, at).is_some_and(is_letter);
    match Edit::between(&left, &right) {
        Some(Edit::Swapped(at)) => {
            return Class::near(FindingKind::TransposedLetters).at_two(at, at.saturating_add(1));
        }
        Some(Edit::Substituted(at)) if is_letter_at(&left, at) && is_letter_at(&right, at) => {
            return Class::near(FindingKind::OneLetter).at(at);
        }
        Some(Edit::OnlyInFirst(at)) if is_letter_at(&left, at) => {
            return Class::near(FindingKind::OneLetter).at(at);
        }
        Some(Edit::OnlyInSecond(at)) if is_letter_at(&right, at) => {
            return Class::near(FindingKind::OneLetter).at(at);
        }
        Some(Edit::Substituted(_) | Edit::OnlyInFirst(_) | Edit::OnlyInSecond(_)) | None => {}
    }
    if is_cut {
        return Class::near(FindingKind::Truncated).blaming(shorter);
    }
    let latin = (alphabets::is_romanised(one, other), alphabets::is_romanised(other, one));
    if latin.0 || latin.1 {
        return Class::near(FindingKind::Transliterated).blaming(Blame::of(latin.0, latin.1));
    }
    let noted = (notes::without(one), notes::without(other));
    if noted.0 == noted.1 && !noted.0.is_empty() {
        let with_note = Blame::of(noted.0 != one, noted.1 != other);
        return Class::near(FindingKind::NoteInName).blaming(with_note);
    }
    Class::far(FindingKind::Different)
}

fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() || sign == '\''
}

/// Whether two double names have the same halves in another order.
fn is_other_order(one: &str, other: &str) -> bool {
    let (left, right): (Vec<&str>, Vec<&str>) = (halves(one).collect(), halves(other).collect());
    left.len() > 1 && left != right && tokens(one) == tokens(other)
}

/// Whether a text is one of the names that another consists of.
fn is_half(half: &str, whole: &str) -> bool {
    let is_name = |token: &str| token.chars().all(is_letter) && !notes::is_note(token);
    halves(whole).nth(1).is_some()
        && halves(whole).all(is_name)
        && halves(whole).any(|token| token == half)
}

/// Whether one side has initials where the other has a name.
fn is_initials(field: Field, short: &Parts, full: &Parts) -> bool {
    let starts = |initial: Option<&char>, part: Field| {
        let first = full.part(part).chars().next();
        initial.copied() == first && first.is_some()
    };
    let of_first = || {
        initials_of(short.first()).or_else(|| {
            let (last, initials) = short.last().split_once(' ')?;
            (last == full.last()).then(|| initials_of(initials)).flatten()
        })
    };
    match field {
        Field::LastName => short.last().split_once(' ').is_some_and(|(last, initials)| {
            let initials = initials_of(initials).unwrap_or_default();
            last == full.last() && starts(initials.first(), Field::FirstName)
        }),
        Field::FirstName => {
            of_first().is_some_and(|initials| starts(initials.first(), Field::FirstName))
        }
        Field::MiddleName if short.middle().is_empty() => {
            of_first().is_some_and(|initials| starts(initials.get(1), Field::MiddleName))
        }
        Field::MiddleName => initials_of(short.middle())
            .is_some_and(|initials| starts(initials.first(), Field::MiddleName)),
        Field::Snils | Field::Certificate | Field::BirthDate | Field::Record => false,
    }
}

/// The letters of a text that consists of initials, `И.И.`; none if it does not.
fn initials_of(text: &str) -> Option<Vec<char>> {
    let mut initials = Vec::new();
    for token in text.split(['.', ' ']).filter(|token| !token.is_empty()) {
        let mut letters = token.chars();
        initials.push(letters.next().filter(|letter| letter.is_alphabetic())?);
        if letters.next().is_some() {
            return None;
        }
    }
    (!initials.is_empty()).then_some(initials)
}

fn halves(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '-']).filter(|token| !token.is_empty())
}

/// The words of a part in the order of the alphabet.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = halves(text).map(String::from).collect();
    tokens.sort_unstable();
    tokens
}

fn without_joins(text: &str) -> String {
    text.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect()
}

/// The parts of a name.
const FIELDS: [Field; 3] = [Field::LastName, Field::FirstName, Field::MiddleName];

/// From this many letters on, a last letter that is missing was cut off with the field.
const LONG: usize = 12;

/// Longer texts are compared as a whole: no mistake of this list makes a name of them.
const LONGEST: usize = 100;
