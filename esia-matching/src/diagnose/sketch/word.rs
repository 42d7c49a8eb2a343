//! A part of a name as one number: its letters themselves where it is a plain word.

use crate::diagnose::hash::{half, mixed, of_bytes};
use crate::diagnose::names::NOTES;

/// A part of a name, with ё folded.
///
/// | part | the bits below the length |
/// |---|---|
/// | one word of twelve Russian letters at most | the letters, five bits each, the first foremost |
/// | a longer one | its first six letters, its last three, and a hash |
/// | anything else, `rare` | hashes of its words in whatever order, of its initial and of its ends |
///
/// INVARIANT: nought is the empty part, and equal parts are equal numbers.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub(in crate::diagnose) struct Word(u64);

/// The length that says that a word is longer than its letters.
const LONG: u64 = 13;
/// The length of a part that is one word, and of one that is several.
const RARE: u64 = 14;
const SEVERAL: u64 = 15;

/// The letters of a word that are kept, and of a longer one: at its beginning and at its end.
const ROOM: usize = 12;
const HEAD: usize = 6;
const TAIL: usize = 3;

/// The bytes of the longest word that is read so.
const LONGEST: usize = 64;

/// The bits of a letter, and of three of them.
const LETTER: u32 = 5;
const ENDS: u64 = 0x7FFF;

impl Word {
    /// The bits of a sum of hashes.
    pub(in crate::diagnose) const SUM: u32 = 0x00FF_FFFF;

    /// Reads a part of a canonical name; none if it is no word of Russian capitals, or a note.
    pub(in crate::diagnose) fn plain(part: &[u8]) -> Option<Self> {
        let word = Self::letters_of(part)?;
        // A bit of 64 first: most words have another one than all notes.
        let is_note = NOTE_BITS & word.bit() != 0
            && NOTES.iter().any(|note| Self::letters_of(note.as_bytes()) == Some(word));
        (!is_note).then_some(word)
    }

    /// The word of a part of any signs, without notes.
    pub(in crate::diagnose) fn of(part: &str) -> Self {
        if let Some(word) = Self::plain(part.as_bytes()) {
            return word;
        }
        let mut words = part.split([' ', '-']).filter(|word| !word.is_empty());
        let (mut sum, mut count) = (0_u32, 0_u32);
        for word in words.by_ref() {
            let hash = Self::letters_of(word.as_bytes())
                .map_or_else(|| mixed(of_bytes(word.as_bytes()).into(), 1) & Self::SUM, Self::hash);
            sum = sum.wrapping_add(hash);
            count = count.wrapping_add(1);
        }
        let kind = if count > 1 { SEVERAL } else { RARE };
        let initial = part.chars().next().map_or(0, initial);
        let beginning = three(part.chars());
        let ending = {
            let start = part.char_indices().rev().nth(TAIL.saturating_sub(1));
            three(part.get(start.map_or(0, |(at, _)| at)..).unwrap_or_default().chars())
        };
        let ends = (initial << 30) | (beginning << 15) | ending;
        Self((kind << 60) | (u64::from(sum & Self::SUM) << 36) | ends)
    }

    /// Reads a word of Russian capitals.
    const fn letters_of(part: &[u8]) -> Option<Self> {
        let Some(letters) = packed(part) else { return None };
        let count = part.len() / 2;
        let free = match count {
            0 => return Some(Self(0)),
            1 => 55,
            2 => 50,
            3 => 45,
            4 => 40,
            5 => 35,
            6 => 30,
            7 => 25,
            8 => 20,
            9 => 15,
            10 => 10,
            11 => 5,
            12 => 0,
            _ => return Self::long(part, letters),
        };
        let [length, ..] = count.to_le_bytes();
        let length = u64::from_le_bytes([length, 0, 0, 0, 0, 0, 0, 0]);
        // INVARIANT: five bits for each of `count` letters, so that none is shifted out.
        Some(Self((length << 60) | (letters << free)))
    }

    /// A word of more letters than there is room for, whose last ones are `letters`.
    const fn long(part: &[u8], letters: u64) -> Option<Self> {
        let (Some((head, _)), true) =
            (part.split_first_chunk::<{ 2 * HEAD }>(), part.len() <= LONGEST)
        else {
            return None;
        };
        let Some(head) = packed(head) else { return None };
        let [low, high, ..] = mixed(head, letters).to_le_bytes();
        let hash = u64::from_le_bytes([low, high & 0x7F, 0, 0, 0, 0, 0, 0]);
        Some(Self((LONG << 60) | (head << 30) | ((letters & ENDS) << 15) | hash))
    }

    pub(in crate::diagnose) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    const fn length(self) -> u64 {
        self.0 >> 60
    }

    /// A hash of the part; nought of the empty one alone.
    pub(in crate::diagnose) const fn whole(self) -> u32 {
        match self.0 {
            0 => 0,
            word => match mixed(word, 0) {
                0 => 1,
                hash => hash,
            },
        }
    }

    /// The sum of the hashes of its words, and how many there are, as far as one and several go.
    pub(in crate::diagnose) fn words(self) -> (u32, u32) {
        match self.length() {
            0 => (0, 0),
            length @ (RARE | SEVERAL) => {
                let sum = u32::try_from((self.0 >> 36) & u64::from(Self::SUM)).unwrap_or_default();
                (sum, if length == SEVERAL { 2 } else { 1 })
            }
            _ => (self.hash(), 1),
        }
    }

    const fn hash(self) -> u32 {
        mixed(self.0, 1) & Self::SUM
    }

    /// The first letter, as a number.
    pub(in crate::diagnose) const fn initial(self) -> u32 {
        half(match self.length() {
            RARE | SEVERAL => (self.0 >> 30) & 0x3F,
            _ => (self.0 >> 55) & 0x1F,
        })
    }

    /// The first three letters, as a number.
    pub(in crate::diagnose) const fn beginning(self) -> u32 {
        half(match self.length() {
            RARE | SEVERAL => (self.0 >> 15) & ENDS,
            _ => (self.0 >> 45) & ENDS,
        })
    }

    /// The last three letters, as a number.
    pub(in crate::diagnose) const fn ending(self) -> u32 {
        half(
            ENDS & (self.0
                >> match self.length() {
                    1 => 55,
                    2 => 50,
                    3 => 45,
                    4 => 40,
                    5 => 35,
                    6 => 30,
                    7 => 25,
                    8 => 20,
                    9 | LONG => 15,
                    10 => 10,
                    11 => 5,
                    _ => 0,
                }),
        )
    }

    const fn bit(self) -> u64 {
        // INVARIANT: below 64.
        1 << (self.hash() & 63)
    }

    /// The letters of a word that has room for them; none of any other part.
    pub(in crate::diagnose) fn letters(self) -> Option<Letters> {
        let (count, is_cut) = match self.length() {
            0 | RARE | SEVERAL => return None,
            LONG => (HEAD, true),
            length => (usize::try_from(length).ok()?, false),
        };
        let mut letters = [0; ROOM];
        for (letter, shift) in letters.iter_mut().zip((0..=55).rev().step_by(5)).take(count) {
            *letter = u8::try_from((self.0 >> shift) & 0x1F).unwrap_or_default();
        }
        Some(Letters { row: letters, count, is_cut })
    }
}

/// The letters of a plain word, А as nought.
#[derive(Clone, Copy)]
pub(in crate::diagnose) struct Letters {
    row: [u8; ROOM],
    count: usize,
    /// Whether the word goes on.
    pub(in crate::diagnose) is_cut: bool,
}

impl Letters {
    pub(in crate::diagnose) fn as_slice(&self) -> &[u8] {
        self.row.get(..self.count).unwrap_or_default()
    }

    /// The word as a text, in `buffer`.
    pub(in crate::diagnose) fn text<'b>(&self, buffer: &'b mut [u8; 2 * ROOM]) -> &'b str {
        let (pairs, _) = buffer.as_chunks_mut::<2>();
        for (pair, letter) in pairs.iter_mut().zip(self.as_slice()) {
            *pair = [0xD0, 0x90_u8.saturating_add(*letter)];
        }
        let bytes = buffer.get(..self.count.saturating_mul(2)).unwrap_or_default();
        // INVARIANT: these are the capitals from А to Я.
        str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The last letters of a word of Russian capitals, five bits each; none of another text.
const fn packed(word: &[u8]) -> Option<u64> {
    let (mut letters, (mut rest, odd)) = (0_u64, word.as_chunks::<2>());
    if !odd.is_empty() {
        return None;
    }
    while let [sign, after @ ..] = rest {
        let letter = match *sign {
            // А to Я, from nought.
            [0xD0, letter @ 0x90..=0xAF] => (letter & 0x1F) ^ 0x10,
            YO => YE,
            _ => return None,
        };
        letters = (letters << LETTER) | u64::from_le_bytes([letter, 0, 0, 0, 0, 0, 0, 0]);
        rest = after;
    }
    Some(letters)
}

/// A sign as the first letter of a part.
fn initial(sign: char) -> u64 {
    match u32::from(sign).checked_sub(u32::from('А')) {
        Some(letter @ 0..=31) => letter.into(),
        Some(_) | None => 0x20 | u64::from(mixed(u32::from(sign).into(), 2) & 0x1F),
    }
}

/// The first three signs as a number: that of three letters, if they are letters.
fn three(signs: impl Iterator<Item = char>) -> u64 {
    let mut number = 0;
    let mut free = [10, 5, 0].into_iter();
    let mut is_plain = true;
    for (sign, shift) in signs.zip(free.by_ref()) {
        let letter = initial(sign);
        is_plain &= letter < 0x20;
        number |= (if is_plain { letter } else { u64::from(u32::from(sign)) }) << shift;
    }
    if is_plain { number } else { u64::from(mixed(number, 3)) & ENDS }
}

/// The bits of all notes.
const NOTE_BITS: u64 = {
    let (mut bits, mut notes): (_, &[&str]) = (0, &NOTES);
    while let [note, rest @ ..] = notes {
        if let Some(word) = Word::letters_of(note.as_bytes()) {
            bits |= word.bit();
        }
        notes = rest;
    }
    bits
};

/// Ё in UTF-8, and Е as a letter.
const YO: [u8; 2] = [0xD0, 0x81];
const YE: u8 = 5;

#[cfg(test)]
mod tests {
    use super::Word;

    #[test]
    fn a_plain_word_gives_its_letters_back() {
        let mut buffer = [0; 24];
        for (text, kept) in [
            ("АЯ", "АЯ"),
            ("СЕМЁНОВ", "СЕМЕНОВ"),
            ("ВЛАДИМИРОВИЧ", "ВЛАДИМИРОВИЧ"),
            ("АЛЕКСАНДРОВИЧ", "АЛЕКСА"),
        ] {
            let letters = Word::plain(text.as_bytes()).and_then(Word::letters).unwrap();
            assert_eq!(letters.text(&mut buffer), kept);
        }
        for text in ["И.", "IVANOV", "ПЕТРОВ-ВОДКИН", "НОВАЯ", "ӘЛФИЯ"] {
            assert!(Word::plain(text.as_bytes()).is_none(), "{text}");
            assert!(Word::of(text).letters().is_none(), "{text}");
        }
    }

    #[test]
    fn the_ends_of_a_rare_part_are_those_of_a_plain_word() {
        let ends = |text| {
            let word = Word::of(text);
            (word.initial(), word.beginning(), word.ending())
        };
        assert_eq!(ends("ПЕТРОВ-ВОДКИН"), (ends("ПЕТР").0, ends("ПЕТР").1, ends("ЛОЖКИН").2));
        assert_eq!(ends("АЛЕКСАНДРОВИЧ"), (ends("АЛЕ").0, ends("АЛЕ").1, ends("ВИЧ").2));
        assert_eq!(ends("И.").0, ends("ИВАН").0);
        assert_ne!(ends("J.").0, ends("ИВАН").0);
        assert_ne!(ends("ПЕТРОВА").2, ends("ПЕТРОВ").2);
    }

    #[test]
    fn words_are_the_same_whatever_holds_them() {
        let (both, many) = Word::of("ВОДКИН ПЕТРОВ").words();
        let [one, other] = ["ПЕТРОВ", "ВОДКИН"].map(|word| Word::of(word).words());
        assert_eq!((both, many), (one.0.wrapping_add(other.0) & Word::SUM, 2));
        assert_eq!((one.1, Word::of("").words()), (1, (0, 0)));
        assert!(Word::of("ПЕТРОВ-ВОДКИН") != Word::of("ПЕТРОВ-ЛОЖКИН"));
    }
}
