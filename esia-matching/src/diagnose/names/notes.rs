//! What an office writes into a name beside the name.

use alloc::string::String;
use alloc::vec::Vec;

/// A text without notes: brackets and slashes with what they enclose, words with digits, and the
/// words of [`WORDS`].
pub(super) fn without(text: &str) -> String {
    let mut bare = String::new();
    let mut closing = None;
    for sign in text.chars() {
        match (closing, sign) {
            (Some(awaited), sign) if sign == awaited => closing = None,
            (Some(_), _) => {}
            (None, '(') => closing = Some(')'),
            (None, '[') => closing = Some(']'),
            (None, '/') => closing = Some('/'),
            (None, '«') => closing = Some('»'),
            (None, sign) => bare.push(sign),
        }
    }
    let is_edge = |sign: char| !sign.is_alphanumeric();
    let words: Vec<&str> = bare
        .split(' ')
        .map(|word| word.trim_matches(|sign: char| is_edge(sign) && sign != '\'' && sign != '.'))
        .map(without_full_stop)
        .filter(|word| word.contains(char::is_alphabetic) && !is_note(word))
        .collect();
    let words: Vec<String> = words.into_iter().map(without_class).collect();
    words.join(" ")
}

/// Whether a word is a note and no name.
pub(super) fn is_note(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    WORDS.contains(&word) || word.starts_with(|sign: char| sign.is_ascii_digit())
}

/// A word without the full stop at its end, unless it is an initial.
fn without_full_stop(word: &str) -> &str {
    let bare = word.trim_end_matches('.');
    if bare.contains('.') || bare.chars().nth(1).is_none() { word } else { bare }
}

/// A word without the class or number that is glued to its end: `ИВАНОВ5`, `ИВАНОВ5А`.
fn without_class(word: &str) -> String {
    let name = match word.find(|sign: char| sign.is_ascii_digit()) {
        Some(at) => word.split_at_checked(at).map_or(word, |(name, _)| name),
        None => word,
    };
    let is_glued = name.len() != word.len();
    String::from(if is_glued { name.trim_end_matches(['-', '.', ',', '_']) } else { name })
}

/// Whether two names are equal but for `оглы` or its like, dropped or glued (row 59).
pub(super) fn differ_in_ogly(one: &str, other: &str) -> bool {
    let cut = |text: &str| {
        let of = |word: &&'static str| Some((String::from(text.strip_suffix(*word)?), *word));
        OGLY.iter().find_map(of)
    };
    let is_name = |stem: &str, name: &str| stem.trim_end_matches([' ', '-']) == name;
    match (cut(one), cut(other)) {
        (Some((left, word)), Some((right, same))) => {
            word == same && is_name(&left, right.trim_end_matches([' ', '-']))
        }
        (Some((stem, _)), None) => is_name(&stem, other),
        (None, Some((stem, _))) => is_name(&stem, one),
        (None, None) => false,
    }
}

/// The words «son of» and «daughter of» that follow a father's name.
const OGLY: [&str; 4] = ["ОГЛЫ", "КЫЗЫ", "УУЛУ", "УЛЫ"];

/// What offices write beside a name.
pub(in crate::diagnose) const WORDS: [&str; 22] = [
    "ВЫБЫЛ",
    "ВЫБЫЛА",
    "ПРИБЫЛ",
    "ПРИБЫЛА",
    "УБЫЛ",
    "УБЫЛА",
    "ПЕРЕВЕДЕН",
    "ПЕРЕВЕДЕНА",
    "НОВЕНЬКИЙ",
    "НОВЕНЬКАЯ",
    "НОВЫЙ",
    "НОВАЯ",
    "ОВЗ",
    "ИНВАЛИД",
    "КЛАСС",
    "КЛ",
    "НАДОМНИК",
    "СЕМЕЙНОЕ",
    "ОПЕКА",
    "СТАРШИЙ",
    "МЛАДШИЙ",
    "АРХИВ",
];
