//! Families of signs: what is blank, invisible, a dash, an apostrophe, a letter's double.
//!
//! Each family stands here once; `snils`, `certificate`, `name` and `birth_date` share them.

use alloc::borrow::Cow;
use alloc::string::String;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// Whether a sign shows nothing and takes no room, so that dropping it loses nothing.
pub(crate) const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{00AD}' // soft hyphen
        | '\u{034F}' // combining grapheme joiner
        | '\u{061C}' // Arabic letter mark
        | '\u{180B}'..='\u{180F}' // Mongolian variation selectors and vowel separator
        | '\u{200B}'..='\u{200F}' // zero-width space, joiners, direction marks
        | '\u{202A}'..='\u{202E}' // embedding and override of direction
        | '\u{2060}'..='\u{2064}' // word joiner, invisible operators
        | '\u{2066}'..='\u{206F}' // isolates of direction
        | '\u{FE00}'..='\u{FE0F}' // variation selectors
        | '\u{FEFF}' // byte order mark
        | '\u{E0001}'
        | '\u{E0020}'..='\u{E007F}' // tags
        | '\u{E0100}'..='\u{E01EF}' // variation selectors
    )
}

/// Whether a sign is a hyphen, a dash or a minus.
pub(crate) const fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Whether a sign is typed for an apostrophe.
pub(crate) const fn is_apostrophe(sign: char) -> bool {
    matches!(
        sign,
        '\'' | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{02B9}'
            | '\u{02BB}'
            | '\u{02BC}'
            | '\u{2032}'
            | '`'
            | '\u{00B4}'
            | '\u{FF07}'
    )
}

/// The plain sign that a full-width one stands for.
pub(crate) fn from_full_width(sign: char) -> Option<char> {
    if !('\u{FF01}'..='\u{FF5E}').contains(&sign) {
        return None;
    }
    // INVARIANT: the range above is ASCII `!` to `~`, shifted by 0xFEE0.
    u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32)
}

/// The Cyrillic letter that a Latin one looks like *as written* (identity.md 7a).
pub(crate) const fn cyrillic_look_alike(latin: char) -> Option<char> {
    Some(match latin {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        _ => return None,
    })
}

/// Whether a sign is a letter of the Cyrillic script, whatever the language.
pub(crate) const fn is_cyrillic(sign: char) -> bool {
    matches!(
        sign,
        '\u{0400}'..='\u{0481}' | '\u{048A}'..='\u{052F}' | '\u{1C80}'..='\u{1C8A}' | '\u{A640}'..='\u{A66E}' | '\u{A680}'..='\u{A69D}'
    )
}

/// Whether a sign is a letter of the Latin script, whatever the language.
pub(crate) const fn is_latin(sign: char) -> bool {
    matches!(
        sign,
        'A'..='Z' | 'a'..='z' | '\u{00AA}' | '\u{00BA}' | '\u{00C0}'..='\u{00D6}' | '\u{00D8}'..='\u{00F6}' | '\u{00F8}'..='\u{02AF}'
        | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7FF}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}'
    )
}

/// Composes letters written in several parts (NFC); borrowed where nothing changes.
///
/// Marks that have no composed form stay: stripping them would turn `й` into `и`.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    if composed == text { Cow::Borrowed(text) } else { Cow::Owned(composed) }
}

/// Whether a sign is its own composed form and joins with nothing before it.
const fn is_plain(sign: char) -> bool {
    matches!(sign, '\0'..='\u{02FF}' | '\u{0400}'..='\u{0481}' | '\u{2010}'..='\u{2027}')
}

#[cfg(test)]
mod tests {
    use alloc::borrow::Cow;

    use unicode_normalization::UnicodeNormalization as _;

    use super::{
        composed, cyrillic_look_alike, from_full_width, is_cyrillic, is_invisible, is_plain,
    };

    #[test]
    fn full_width_signs_have_the_plain_sign_of_the_compatibility_form() {
        for code in 0xFF01_u32..=0xFF5E {
            let sign = char::from_u32(code).unwrap();
            assert_eq!(from_full_width(sign), core::iter::once(sign).nfkc().next());
        }
        assert_eq!(from_full_width('1'), None);
        assert_eq!(from_full_width('١'), None);
    }

    #[test]
    fn nineteen_latin_letters_look_like_a_cyrillic_one() {
        let alike = ('\0'..='\u{FFFF}').filter(|&sign| cyrillic_look_alike(sign).is_some());
        assert!(alike.clone().eq("ABCEHKMOPTXYaceopxy".chars()));
        assert!(alike.filter_map(cyrillic_look_alike).all(is_cyrillic));
    }

    #[test]
    fn the_short_cut_to_the_composed_form_is_right_for_every_sign_it_takes() {
        for sign in ('\0'..='\u{FFFF}').filter(|&sign| is_plain(sign)) {
            assert!(core::iter::once(sign).nfc().eq(core::iter::once(sign)), "{sign:?}");
            for before in ['и', 'е', 'e', 'A'] {
                assert!([before, sign].into_iter().nfc().eq([before, sign]), "{sign:?}");
            }
        }
    }

    #[test]
    fn a_letter_in_two_parts_is_composed_and_a_mark_without_a_letter_of_its_own_stays() {
        assert_eq!(composed("и\u{306}"), "й");
        assert_eq!(composed("а\u{301}"), "а\u{301}");
        assert!(matches!(composed("Пётр"), Cow::Borrowed("Пётр")));
        assert!(!is_invisible('\u{306}'));
    }
}
