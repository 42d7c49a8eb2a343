//! A name in the wrong signs: look-alikes, another keyboard layout, Latin letters, national ones.

use crate::finding::FindingKind;
use crate::signs::{cyrillic_look_alike, is_cyrillic, is_latin};
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

/// Whether two texts look the same and are written in different signs.
pub(super) fn are_look_alikes(one: &str, other: &str) -> bool {
    let looks = |text: &str| text.chars().map(look).collect::<String>();
    one != other && looks(one) == looks(other)
}

/// Whether a sign stands in a text that is no Cyrillic letter and may look like one.
pub(super) fn is_foreign(text: &str) -> bool {
    text.chars().any(|sign| is_latin(sign) || sign.is_ascii_digit() || sign == '|')
}

/// The Cyrillic letter that a capital or a digit looks like.
fn look(sign: char) -> char {
    match sign {
        '0' => 'О',
        '3' => 'З',
        '4' => 'Ч',
        '6' => 'Б',
        '1' | '|' | 'I' | 'L' | 'І' | 'ӏ' => 'Ӏ',
        'N' => 'И',
        'R' => 'Я',
        'Ѕ' | 'S' => 'Ѕ',
        _ => cyrillic_look_alike(sign).unwrap_or(sign),
    }
}

/// Whether keys struck in the Latin layout would have typed a name in the Russian one.
pub(super) fn is_typed_as(keys: &str, name: &str) -> bool {
    let mut typed = keys.chars();
    let is_key = |letter: char| {
        typed.next().is_some_and(|key| match (key, letter) {
            // Two keys with an apostrophe: Э, and Ё, which is folded by now.
            ('\'', 'Э' | 'Е') => true,
            (key, letter) => letter_of(key) == Some(letter),
        })
    };
    let is_all = name.chars().all(is_key);
    is_all && typed.next().is_none() && name.contains(is_cyrillic) && !keys.contains(is_cyrillic)
}

/// The Russian letter on a key; a capital, or the sign itself where both layouts have it.
fn letter_of(key: char) -> Option<char> {
    if matches!(key, ' ' | '-') {
        return Some(key);
    }
    let mut keys = LATIN_KEYS.chars().zip(RUSSIAN_KEYS.chars());
    keys.find(|(latin, _)| *latin == key).map(|(_, letter)| letter)
}

/// Whether a text in Latin letters spells a Russian name, by any of the usual tables.
pub(super) fn is_romanised(latin: &str, name: &str) -> bool {
    if !latin.contains(is_latin) || latin.contains(is_cyrillic) {
        return false;
    }
    let letters: Vec<char> = latin.to_lowercase().replace('x', "ks").chars().collect();
    let direct: Vec<char> = latin.to_lowercase().chars().collect();
    spells(&direct, name) || spells(&letters, name)
}

/// Whether the letters can be cut so that each piece stands for the next letter of the name.
fn spells(latin: &[char], name: &str) -> bool {
    let mut reached = BTreeSet::from([0_usize]);
    for letter in name.chars() {
        let pieces = pieces(letter);
        reached = reached
            .iter()
            .flat_map(|&at| {
                let rest = latin.get(at..).unwrap_or_default();
                pieces.iter().filter_map(move |piece| {
                    let signs: Vec<char> = piece.chars().collect();
                    rest.starts_with(&signs).then(|| at.saturating_add(signs.len()))
                })
            })
            .collect();
    }
    reached.contains(&latin.len())
}

/// What the tables of transliteration write for a letter.
const fn pieces(letter: char) -> &'static [&'static str] {
    match letter {
        'А' => &["a"],
        'Б' => &["b"],
        'В' => &["v", "w"],
        'Г' => &["g", "h"],
        'Д' => &["d"],
        'Е' => &["e", "ye", "je", "ie", "yo", "jo", "io", "o"],
        'Ж' => &["zh", "j", "g", "ž"],
        'З' => &["z", "s"],
        'И' => &["i", "y", "ee"],
        'Й' => &["y", "j", "i", ""],
        'К' => &["k", "c", "q", "ck"],
        'Л' => &["l"],
        'М' => &["m"],
        'Н' => &["n"],
        'О' => &["o"],
        'П' => &["p"],
        'Р' => &["r"],
        'С' => &["s", "ss", "c"],
        'Т' => &["t"],
        'У' => &["u", "ou", "oo"],
        'Ф' => &["f", "ph"],
        'Х' => &["kh", "h", "x", "ch"],
        'Ц' => &["ts", "c", "tz", "cz"],
        'Ч' => &["ch", "tch", "c", "č"],
        'Ш' => &["sh", "sch", "š"],
        'Щ' => &["shch", "sch", "sh", "shh", "sc", "šč", "ŝ"],
        'Ъ' => &["", "ie", "'", "\"", "`"],
        'Ы' => &["y", "i"],
        'Ь' => &["", "'", "j", "`"],
        'Э' => &["e", "é"],
        'Ю' => &["yu", "iu", "ju", "u"],
        'Я' => &["ya", "ia", "ja", "a"],
        ' ' => &[" "],
        '-' => &["-"],
        '\'' => &["'", ""],
        _ => &[],
    }
}

/// Whether one text has national letters where the other spells the name in Russian ones.
pub(super) fn is_russian_spelling(one: &str, other: &str) -> bool {
    let is_national = |text: &str| text.chars().any(|sign| !russian(sign).is_empty());
    let respells = |national: &str, name: &str| {
        let name: String = name.chars().filter(|sign| !matches!(sign, 'Ь' | 'Ъ')).collect();
        let mut rest = BTreeSet::from([name.as_str()]);
        for letter in national.chars().filter(|sign| !matches!(sign, 'Ь' | 'Ъ')) {
            let same = [letter];
            let pieces = russian(letter);
            rest = rest
                .iter()
                .flat_map(|left| {
                    let plain = left.strip_prefix(same);
                    plain.into_iter().chain(pieces.iter().filter_map(|at| left.strip_prefix(*at)))
                })
                .collect();
        }
        rest.contains("")
    };
    (is_national(one) && respells(one, other)) || (is_national(other) && respells(other, one))
}

/// How a national letter is written in Russian names; nothing for a Russian letter.
const fn russian(letter: char) -> &'static [&'static str] {
    match letter {
        'Ә' => &["А", "Я", "Э", "Е"],
        'Ө' => &["О", "У", "Е", "Ю"],
        'Ү' | 'Ұ' => &["У", "Ю"],
        'Җ' => &["Ж", "ДЖ"],
        'Ң' => &["Н", "НГ"],
        'Һ' => &["Х", "Г", ""],
        'І' => &["И", "Ы"],
        'Ї' | 'Ӣ' => &["И"],
        'Є' => &["Е", "Э"],
        'Ғ' | 'Ґ' => &["Г"],
        'Қ' => &["К"],
        'Ў' => &["У", "В"],
        'Ҙ' => &["З"],
        'Ҫ' => &["С"],
        'Ӏ' => &["", "Ъ"],
        'Ҷ' => &["ДЖ", "Ч"],
        'Ӯ' => &["У"],
        'Ҳ' => &["Х"],
        _ => &[],
    }
}

/// Whether a digit stands for a letter that it looks like: `ПЕТР0ВА`, `АХМАДК1АНТ`.
///
/// Before the last letter any digit but nought is a class: `ИВАНОВ4А`.
fn has_digit_for_letter(part: &str) -> bool {
    let signs: Vec<char> = part.chars().collect();
    let is_letter = |sign: &char| sign.is_alphabetic();
    signs
        .windows(3)
        .any(|signs| matches!(signs, [before, '0', after] if is_letter(before) && is_letter(after)))
        || signs.windows(4).any(|signs| {
            matches!(signs, [before, digit @ '0'..='9', rest @ ..]
                if look(*digit) != *digit && is_letter(before) && rest.iter().all(is_letter))
        })
}

/// What is wrong with the signs of a part, though nothing is known beside it.
pub(super) fn alone(part: &str) -> Option<FindingKind> {
    if has_digit_for_letter(part) {
        return Some(FindingKind::LookAlike);
    }
    if !part.contains(is_latin) || part.contains(is_cyrillic) {
        return None;
    }
    let letters = || part.chars().filter(|&sign| is_latin(sign));
    if letters().all(|sign| cyrillic_look_alike(sign).is_some()) {
        return Some(FindingKind::LookAlike);
    }
    let typed: Option<String> = part.chars().map(letter_of).collect();
    let is_name = |name: &String| ENDINGS.iter().any(|ending| name.ends_with(ending));
    Some(match typed.filter(is_name) {
        Some(_) => FindingKind::KeyboardLayout,
        None => FindingKind::Transliterated,
    })
}

/// The keys in capitals, small signs and capital ones of the keys that have no letter.
const LATIN_KEYS: &str = "QWERTYUIOPASDFGHJKLZXCVBNM[]{};:'\",.<>`~";

/// The Russian letters on these keys, ё folded.
const RUSSIAN_KEYS: &str = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬХЪХЪЖЖЭЭБЮБЮЕЕ";

/// How Russian names usually end.
const ENDINGS: [&str; 17] = [
    "ОВ", "ЕВ", "ИН", "ЫН", "ОВА", "ЕВА", "ИНА", "ЫНА", "ИЙ", "АЯ", "КО", "ИЧ", "ВНА", "ЧНА", "АЙ",
    "ЕЙ", "ИЯ",
];
