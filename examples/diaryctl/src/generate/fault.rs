//! A mistake in the content of one value, of one class of identity.md 7.
//!
//! Each row of the tables makes one class in one field and leaves the rest of the line alone. What
//! a mistake looks like is told here anew: nothing is taken from the code that explains mistakes.

use super::dice::Dice;
use super::person::Person;
use super::row::Row;

mod dates;
mod names;
mod numbers;

/// A line to be spoilt.
pub(super) struct Case<'a> {
    pub(super) dice: &'a mut Dice,
    pub(super) person: &'a Person,
    /// The SNILS of somebody whose line is in order.
    pub(super) somebody: Option<[u8; 11]>,
    pub(super) row: &'a mut Row,
}

/// One class of mistakes in one field, named as `reconcile` names findings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub(super) class: &'static str,
    pub(super) field: &'static str,
    /// Makes the mistake; false, and nothing done, where the line does not lend itself to it.
    make: fn(&mut Case<'_>) -> bool,
}

/// Makes one mistake in a line; none if no class was found that fits it.
pub(super) fn make_one(case: &mut Case<'_>) -> Option<Fault> {
    for _ in 0..TRIES {
        let table = [numbers::SNILS, numbers::CERTIFICATE, names::NAMES, dates::DATES];
        let rows =
            table.map(<[Fault]>::len).iter().fold(0_usize, |sum, rows| sum.saturating_add(*rows));
        let drawn = case.dice.place(rows);
        let fault = table.into_iter().flatten().nth(drawn).copied()?;
        let before = case.row.clone();
        if (fault.make)(case) && *case.row != before {
            return Some(fault);
        }
        *case.row = before;
    }
    None
}

/// Of the classes, some fit every line, so that many tries always end.
const TRIES: u32 = 100;

/// The text with the sign at a place replaced.
fn with_sign(text: &str, place: usize, sign: char) -> String {
    text.chars().enumerate().map(|(at, old)| if at == place { sign } else { old }).collect()
}

/// The text without the sign at a place.
fn without_sign(text: &str, place: usize) -> String {
    text.chars().enumerate().filter(|&(at, _)| at != place).map(|(_, sign)| sign).collect()
}

/// The text with the sign at a place twice.
fn with_double(text: &str, place: usize) -> String {
    text.chars()
        .enumerate()
        .flat_map(|(at, sign)| core::iter::repeat_n(sign, if at == place { 2 } else { 1 }))
        .collect()
}

/// The text with two neighbours in each other's place; none if they are equal.
fn with_swapped(text: &str, place: usize) -> Option<String> {
    let mut signs: Vec<char> = text.chars().collect();
    match signs.get_mut(place..)? {
        [left, right, ..] if left != right => core::mem::swap(left, right),
        _ => return None,
    }
    Some(signs.into_iter().collect())
}

/// Puts a text in place of another, if there is one.
fn put(place: &mut String, text: Option<String>) -> bool {
    match text {
        Some(text) => {
            *place = text;
            true
        }
        None => false,
    }
}
