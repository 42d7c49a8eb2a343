//! Capitals of Russian letters, up to four at a time.
//!
//! In UTF-8 a letter of А–я is two bytes, so that four of them fit a word and are changed by the
//! same few operations. Ё and the letters of other languages stand outside that range.

/// What the beginning of a text has of А–я.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    /// The capitals; after [`Letters::len`] bytes they mean nothing.
    pub(super) capitals: [u8; 8],
    /// How many bytes are letters, two for each: at most eight.
    pub(super) len: usize,
    /// Whether one of them was small.
    pub(super) has_small: bool,
}

impl Letters {
    /// Takes letters from the beginning of a text in UTF-8; if the text has at least eight bytes,
    /// all that come before the fifth letter or another sign, otherwise perhaps fewer.
    #[inline]
    pub(super) fn at_the_beginning_of(text: &[u8]) -> Self {
        if let Some(four) = text.first_chunk() {
            return Self::of_word(*four);
        }
        let (letters, _) = text.as_chunks();
        Self::of_word(match letters {
            [first, second, ..] => two(*first, *second),
            [first] => two(*first, [0; 2]),
            [] => [0; 8],
        })
    }

    #[inline]
    fn of_word(bytes: [u8; 8]) -> Self {
        let word = u64::from_le_bytes(bytes);
        // `110x xxxx  10yy yyyy` with the lowest x: which of 128 signs from U+0400 on.
        let sign = ((word & each(0x01)) << 6) | ((word >> 8) & each(0x3F));
        // INVARIANT: the guard is above the sign and a capital is below 256, so that no lane
        // borrows from its neighbour or runs into it.
        let letter = (sign | each(GUARD)).wrapping_sub(each(FIRST));
        let wrong_letter = (letter ^ each(GUARD)) & each(!LETTER_BITS);
        let wrong_bytes = (word & each(0xC0FE)) ^ each(0x80D0);
        // Whole lanes of sixteen bits.
        let good_bits = (wrong_letter | wrong_bytes).trailing_zeros() & !0x0F;
        let small_bits = (letter & each(SMALL_BIT)).trailing_zeros();
        let capital = (letter & each(CAPITAL_BITS)).wrapping_add(each(0x80 | FIRST));
        Self {
            capitals: ((capital << 8) | each(0xD0)).to_le_bytes(),
            len: usize::try_from(good_bits >> 3).unwrap_or_default(),
            has_small: small_bits < good_bits,
        }
    }
}

/// The capital of a Cyrillic letter of U+0400 to U+045F, from its two bytes in UTF-8.
#[inline]
pub(super) fn capital(lead: u8, trail: u8) -> Option<[u8; 2]> {
    let sign = ((lead & 0x01) << 6) | (trail & 0x3F);
    let capital = match sign {
        0x00..=0x2F => sign,
        0x30..=0x4F => sign.wrapping_sub(0x20),
        0x50..=0x5F => sign.wrapping_sub(0x50),
        _ => return None,
    };
    Some([0xD0, 0x80 | capital])
}

/// Two letters and nothing behind them.
const fn two([a, b]: [u8; 2], [c, d]: [u8; 2]) -> [u8; 8] {
    [a, b, c, d, 0, 0, 0, 0]
}

/// The same sixteen bits in each of four lanes.
const fn each(lane: u16) -> u64 {
    let [low, high] = lane.to_le_bytes();
    u64::from_le_bytes([low, high, low, high, low, high, low, high])
}

/// А, the first of the letters, counted from U+0400.
const FIRST: u16 = 0x10;
/// The 64 letters from А to я, counted from А.
const LETTER_BITS: u16 = 0x3F;
/// Set in the place of a small letter.
const SMALL_BIT: u16 = 0x20;
/// What a small letter has in common with its capital.
const CAPITAL_BITS: u16 = 0x1F;
/// A bit that no sign reaches.
const GUARD: u16 = 0x8000;

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::{Letters, capital};

    fn upper(sign: char) -> String {
        sign.to_uppercase().collect()
    }

    #[test]
    fn the_capital_of_every_letter_of_the_block_is_the_one_of_unicode() {
        for sign in '\u{400}'..='\u{47F}' {
            let mut bytes = [0; 2];
            sign.encode_utf8(&mut bytes);
            let [lead, trail] = bytes;
            let expected = (sign <= '\u{45F}').then(|| upper(sign).into_bytes());
            assert_eq!(capital(lead, trail).map(Into::into), expected, "{sign:?}");
        }
    }

    #[test]
    fn four_letters_become_capitals_up_to_the_first_sign_that_is_none() {
        for sign in '\0'..='\u{FFFF}' {
            for place in 0..4 {
                let mut signs = ['И', 'в', 'Я', 'а'];
                signs[place] = sign;
                let text = String::from_iter(signs);
                let letters = Letters::at_the_beginning_of(text.as_bytes());
                let is_letter = ('А'..='я').contains(&sign);
                // Within less than eight bytes two letters or one are tried.
                let whole = if text.len() < 8 { place.min(2) } else { place };
                let expected = if is_letter { 4 } else { whole };
                assert_eq!(letters.len, expected * 2, "{sign:?} at {place}");
                let capitals: String = text.chars().take(expected).map(upper).collect();
                assert_eq!(&letters.capitals[..letters.len], capitals.as_bytes());
                let small = text.chars().take(expected).any(char::is_lowercase);
                assert_eq!(letters.has_small, small, "{sign:?} at {place}");
            }
        }
    }
}
