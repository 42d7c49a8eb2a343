//! A part of a name as most are: one word of Russian capitals.

use super::{ENDS, of_bytes};
use crate::diagnose::names::NOTES;

/// The hashes of a part, with ё folded; of an empty part they are nought.
#[derive(Clone, Copy, Default)]
pub(super) struct Plain {
    pub(super) hash: u32,
    /// Of its first letters.
    pub(super) beginning: u32,
    /// Of its last letters.
    pub(super) ending: u32,
    pub(super) initial: char,
}

impl Plain {
    /// Reads a part of a canonical name; none if it is no such word, or a note.
    pub(super) fn of(part: &[u8]) -> Option<Self> {
        let mut folded = [0; ROOM];
        let folded = folded.get_mut(..part.len())?;
        let (letters, rest) = part.as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        let (own, _) = folded.as_chunks_mut::<2>();
        for (own, letter) in own.iter_mut().zip(letters) {
            *own = match letter {
                [0xD0, 0x90..=0xAF] => *letter,
                &YO => YE,
                [_, _] => return None,
            };
        }
        let Some(initial) = own.first() else { return Some(Self::default()) };
        let initial = str::from_utf8(initial).ok()?.chars().next()?;
        let hash = of_bytes(folded);
        if NOTE_BITS & bit(hash) != 0 && NOTES.iter().any(|note| note.as_bytes() == folded) {
            return None;
        }
        let ends = ENDS.saturating_mul(YO.len());
        let beginning = folded.get(..ends).unwrap_or(folded);
        let ending = folded.get(folded.len().saturating_sub(ends)..).unwrap_or(folded);
        Some(Self { hash, beginning: of_bytes(beginning), ending: of_bytes(ending), initial })
    }
}

/// The bits of all notes: most words have another one.
const NOTE_BITS: u64 = {
    let (mut bits, mut notes): (_, &[&str]) = (0, &NOTES);
    while let [note, rest @ ..] = notes {
        bits |= bit(of_bytes(note.as_bytes()));
        notes = rest;
    }
    bits
};

/// One of 64 bits.
const fn bit(hash: u32) -> u64 {
    // INVARIANT: below 64.
    1 << (hash & 63)
}

const YO: [u8; 2] = [0xD0, 0x81];
const YE: [u8; 2] = [0xD0, 0x95];

/// The bytes of the longest word that is read so.
const ROOM: usize = 64;
