//! Mistakes in names: rows 52 to 72.

use super::{Case, Fault, put, with_double, with_sign, with_swapped};
use crate::generate::dice::Dice;
use crate::generate::noise::double_of;

const fn last(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "last_name", make }
}

const fn first(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "first_name", make }
}

const fn middle(class: &'static str, make: fn(&mut Case<'_>) -> bool) -> Fault {
    Fault { class, field: "middle_name", make }
}

/// Of a name.
pub(super) const NAMES: &[Fault] = &[
    last("look_alike", |case| {
        let capitals = case.row.last.to_uppercase();
        put(&mut case.row.last, capitals.chars().map(double_of).collect())
    }),
    last("keyboard_layout", |case| {
        let typed = case.row.last.chars().map(on_latin_keys).collect();
        put(&mut case.row.last, typed)
    }),
    first("keyboard_layout", |case| {
        let typed = case.row.first.chars().map(on_latin_keys).collect();
        put(&mut case.row.first, typed)
    }),
    last("swapped_fields", |case| {
        core::mem::swap(&mut case.row.last, &mut case.row.first);
        true
    }),
    last("hyphen", |case| {
        case.row.last = case.row.last.replace('-', " ");
        true
    }),
    last("half_of_double_name", |case| {
        let is_first = case.dice.chance(5_000);
        let half = case
            .row
            .last
            .split_once('-')
            .map(|(first, second)| (if is_first { first } else { second }).to_owned());
        put(&mut case.row.last, half)
    }),
    last("different", |case| {
        let swapped =
            case.row.last.split_once('-').map(|(first, second)| [second, first].join("-"));
        put(&mut case.row.last, swapped)
    }),
    first("initials", |case| {
        let initial = case.row.first.chars().next().map(|letter| format!("{letter}."));
        put(&mut case.row.first, initial)
    }),
    last("gender_ending", |case| {
        let is_female = case.person.name.is_female;
        let other = ENDINGS.iter().find_map(|&(male, female)| {
            let (from, to) = if is_female { (female, male) } else { (male, female) };
            case.row.last.strip_suffix(from).map(|stem| [stem, to].concat())
        });
        !case.row.last.contains('-') && put(&mut case.row.last, other)
    }),
    first("variant", |case| {
        let variant = VARIANTS.iter().find(|pair| pair.0 == case.row.first).map(|pair| pair.1);
        put(&mut case.row.first, variant.map(str::to_owned))
    }),
    last("transposed_letters", |case| {
        let swapped =
            inner(case.dice, &case.row.last).and_then(|at| with_swapped(&case.row.last, at));
        put(&mut case.row.last, swapped)
    }),
    middle("transposed_letters", |case| {
        let swapped =
            inner(case.dice, &case.row.middle).and_then(|at| with_swapped(&case.row.middle, at));
        put(&mut case.row.middle, swapped)
    }),
    last("one_letter", |case| {
        let changed = one_letter(case.dice, &case.row.last);
        put(&mut case.row.last, changed)
    }),
    first("one_letter", |case| {
        let changed = one_letter(case.dice, &case.row.first);
        put(&mut case.row.first, changed)
    }),
    middle("one_letter", |case| {
        let changed = one_letter(case.dice, &case.row.middle);
        put(&mut case.row.middle, changed)
    }),
    last("truncated", |case| {
        let length = case.row.last.chars().count();
        let cut = case.dice.place(3).saturating_add(2);
        length >= 9 && {
            case.row.last = case.row.last.chars().take(length.saturating_sub(cut)).collect();
            true
        }
    }),
    last("transliterated", |case| {
        let latin = transliterated(&case.row.last);
        put(&mut case.row.last, latin)
    }),
    first("transliterated", |case| {
        let latin = transliterated(&case.row.first);
        put(&mut case.row.first, latin)
    }),
    last("note_in_name", |case| {
        let note = case.dice.pick(NOTES);
        case.row.last.push_str(note);
        true
    }),
    middle("missing", |case| {
        case.row.middle.clear();
        true
    }),
    middle("different", |case| {
        // The word glued to the name: Мурадоглы.
        case.row.middle = case.row.middle.replace(' ', "");
        true
    }),
];

/// A place inside a word, away from its beginning and its ending, with plain letters about it.
fn inner(dice: &mut Dice, word: &str) -> Option<usize> {
    let length = word.chars().count();
    let place = dice.place(length.checked_sub(4)?).saturating_add(1);
    let mut about = word.chars().skip(place).take(2);
    let is_plain = |letter: char| letter.is_lowercase() && letter != 'ё';
    (length > 4 && about.all(is_plain)).then_some(place)
}

/// The word with a letter doubled or a vowel mistaken.
fn one_letter(dice: &mut Dice, word: &str) -> Option<String> {
    let place = inner(dice, word)?;
    let letter = word.chars().nth(place)?;
    match MISTAKEN.iter().find(|pair| pair.0 == letter) {
        Some(&(_, other)) => Some(with_sign(word, place, other)),
        None if CONSONANTS.contains(letter) => Some(with_double(word, place)),
        None => None,
    }
}

/// What is typed if the keyboard is in the wrong layout; none where the key is no letter.
fn on_latin_keys(letter: char) -> Option<char> {
    let small = letter.to_lowercase().next()?;
    let key = CYRILLIC_KEYS.chars().zip(LATIN_KEYS.chars()).find(|pair| pair.0 == small)?.1;
    Some(if letter.is_uppercase() { key.to_ascii_uppercase() } else { key })
}

/// The word in Latin letters; none where there is a sign between.
fn transliterated(word: &str) -> Option<String> {
    let mut text = String::with_capacity(word.len());
    for letter in word.chars() {
        let small = letter.to_lowercase().next()?;
        let latin = LATIN.iter().find(|pair| pair.0 == small)?.1;
        if letter.is_uppercase() {
            let mut signs = latin.chars();
            text.extend(signs.next().map(|sign| sign.to_ascii_uppercase()));
            text.push_str(signs.as_str());
        } else {
            text.push_str(latin);
        }
    }
    Some(text)
}

/// The male ending and the female one.
const ENDINGS: &[(&str, &str)] =
    &[("ов", "ова"), ("ев", "ева"), ("ёв", "ёва"), ("ин", "ина"), ("ский", "ская")];

/// A first name and another form of it.
const VARIANTS: &[(&str, &str)] = &[
    ("Александр", "Саша"),
    ("Дмитрий", "Дима"),
    ("Даниил", "Данил"),
    ("Екатерина", "Катя"),
    ("Елизавета", "Лиза"),
    ("Мария", "Маша"),
    ("Михаил", "Миша"),
    ("Наталья", "Наталия"),
    ("София", "Софья"),
    ("Татьяна", "Таня"),
];

const NOTES: &[&str] = &[" (5А)", " (выбыл)", " /нов/", " 7Б"];
const MISTAKEN: &[(char, char)] = &[('а', 'о'), ('о', 'а'), ('е', 'и'), ('и', 'е')];
const CONSONANTS: &str = "бвгдзклмнпрст";
const CYRILLIC_KEYS: &str = "йцукенгшщзфывапролдячсмить";
const LATIN_KEYS: &str = "qwertyuiopasdfghjklzxcvbnm";

const LATIN: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "yo"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ь', ""),
    ('ы', "y"),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];
