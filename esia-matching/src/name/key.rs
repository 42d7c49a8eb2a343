//! The text by which two names are compared.

use alloc::string::String;
use core::fmt;

use super::FullName;

/// The key (ключ сравнения) of a name: `ИВАНОВ|ПЕТР|`, a missing part being empty.
///
/// Two names are the same for a comparison exactly if their keys are equal. No part holds `|`.
#[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct NameKey(String);

impl NameKey {
    /// The key as text; it is personal data.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key with `ё` taken for `е`.
    pub(super) fn folded(name: &FullName) -> Self {
        Self(Self::exact(name).0.replace('Ё', "Е"))
    }

    /// The key letter by letter.
    pub(super) fn exact(name: &FullName) -> Self {
        let mut key = String::new();
        key.push_str(name.last_name().unwrap_or_default());
        key.push('|');
        key.push_str(name.first_name().unwrap_or_default());
        key.push('|');
        push_patronymic(name.middle_name().unwrap_or_default(), &mut key);
        Self(key)
    }
}

impl fmt::Debug for NameKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NameKey([personal])")
    }
}

/// Adds a patronymic, with a space before a word of [`OGLY`] even where a hyphen stands.
fn push_patronymic(middle: &str, key: &mut String) {
    let mut rest = middle;
    while let Some((before, ogly)) = split_before_ogly(rest) {
        key.push_str(before);
        key.push(' ');
        rest = ogly;
    }
    key.push_str(rest);
}

/// What stands before and after the first hyphen that a word of [`OGLY`] follows.
pub(super) fn split_before_ogly(middle: &str) -> Option<(&str, &str)> {
    middle.match_indices('-').find_map(|(hyphen, _)| {
        let (before, after) = middle.split_at_checked(hyphen)?;
        let after = after.strip_prefix('-')?;
        let word = after.split([' ', '-']).next()?;
        OGLY.contains(&word).then_some((before, after))
    })
}

/// The words «son of» and «daughter of» that follow a father's name (identity.md 3.4).
const OGLY: [&str; 4] = ["ОГЛЫ", "КЫЗЫ", "УЛЫ", "УУЛУ"];
