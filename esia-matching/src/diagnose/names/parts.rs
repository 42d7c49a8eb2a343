//! The three parts of a name, as far as they can be read.

use super::{notes, tokens};
use crate::evidence::Evidence;
use crate::finding::Field;
use crate::name::{FullName, NameError};
use crate::signs::{composed, is_apostrophe, is_dash, is_invisible};
use alloc::string::String;
use alloc::vec::Vec;

/// Last, first and middle name, in capitals; a missing one is empty.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Parts([String; 3]);

impl Parts {
    /// The parts of what a side knows; none if it knows no name.
    pub(crate) fn of(evidence: &Evidence) -> Option<Self> {
        let read = evidence.names().value().map(Self::of_name);
        read.or_else(|| evidence.unread_names().map(Self::of_texts))
    }

    /// The parts by which a name is compared.
    fn of_name(name: &FullName) -> Self {
        let key = name.exact_key();
        let mut parts = key.as_str().split('|').map(String::from);
        Self([(); 3].map(|()| parts.next().unwrap_or_default()))
    }

    /// The parts of a name that holds strange signs; they stay.
    fn of_texts([last, first, middle]: [&str; 3]) -> Self {
        let part = |read: Result<FullName, NameError>, at: usize, text| match read {
            Ok(name) => {
                let Self([last, first, middle]) = Self::of_name(&name);
                [last, first, middle].into_iter().nth(at).unwrap_or_default()
            }
            Err(NameError::Empty) => String::new(),
            Err(NameError::Character) => rough(text),
        };
        Self([
            part(FullName::parse(last, "", None), 0, last),
            part(FullName::parse("", first, None), 1, first),
            // Any last name makes a middle name one that can be read.
            part(FullName::parse("А", "", Some(middle)), 2, middle),
        ])
    }

    pub(crate) fn part(&self, field: Field) -> &str {
        let Self([last, first, middle]) = self;
        match field {
            Field::LastName => last,
            Field::FirstName => first,
            Field::MiddleName => middle,
            Field::Snils | Field::Certificate | Field::BirthDate | Field::Record => "",
        }
    }

    pub(crate) fn last(&self) -> &str {
        self.part(Field::LastName)
    }

    pub(crate) fn first(&self) -> &str {
        self.part(Field::FirstName)
    }

    pub(crate) fn middle(&self) -> &str {
        self.part(Field::MiddleName)
    }

    /// With ё taken for е.
    pub(super) fn folded(&self) -> Self {
        Self(self.0.each_ref().map(|part| part.replace('Ё', "Е")))
    }

    /// The words of all parts in the order of the alphabet.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let mut tokens: Vec<String> = self.0.iter().flat_map(|part| tokens(part)).collect();
        tokens.sort_unstable();
        tokens
    }

    /// The parts by which like names are looked for: ё folded and notes dropped.
    pub(crate) fn bare(&self) -> Self {
        Self(self.folded().0.map(|part| notes::without(&part)))
    }
}

/// A text with its blanks mended, in capitals; strange signs stay, and no more than a beginning.
fn rough(text: &str) -> String {
    let visible: String = text.chars().take(MOST).filter(|&sign| !is_invisible(sign)).collect();
    let mut rough = String::new();
    for word in composed(&visible).split_whitespace() {
        if !rough.is_empty() {
            rough.push(' ');
        }
        rough.extend(word.chars().map(|sign| match sign {
            sign if is_dash(sign) => '-',
            sign if is_apostrophe(sign) => '\'',
            sign => sign,
        }));
    }
    rough.to_uppercase()
}

/// The signs of an unreadable text that are looked at.
const MOST: usize = 200;
