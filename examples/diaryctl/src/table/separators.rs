//! Where the fields and the lines of a block end, eight bytes at a step.

use std::slice;

/// The places of two bytes in a block, in their order.
pub(super) struct Separators<'a> {
    words: slice::Iter<'a, [u8; 8]>,
    rest: &'a [u8],
    bytes: [u64; 2],
    /// The highest bit of each byte of a word that is one of the two and was not given yet.
    marks: u64,
    /// Where the next word begins.
    next: usize,
}

impl<'a> Separators<'a> {
    pub(super) fn new(block: &'a [u8], bytes: [u8; 2]) -> Self {
        let (words, rest) = block.as_chunks::<8>();
        let bytes = bytes.map(|byte| u64::from_ne_bytes([byte; 8]));
        Self { words: words.iter(), rest, bytes, marks: 0, next: 0 }
    }

    fn load(&mut self, word: [u8; 8]) {
        let word = u64::from_le_bytes(word);
        let [one, other] = self.bytes.map(|byte| zeros(word ^ byte));
        self.marks = one | other;
        self.next = self.next.wrapping_add(8);
    }
}

impl Iterator for Separators<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.marks == 0 {
            if let Some(word) = self.words.next() {
                self.load(*word);
            } else if self.rest.is_empty() {
                return None;
            } else {
                // The last bytes, with a byte that separates nothing in the place of the others.
                let mut word = [b'.'; 8];
                for (own, byte) in word.iter_mut().zip(self.rest) {
                    *own = *byte;
                }
                self.rest = &[];
                self.load(word);
            }
        }
        // INVARIANT: a place within a word of 64 bits.
        let at = usize::try_from(self.marks.trailing_zeros() / 8).unwrap_or_default();
        self.marks &= self.marks.wrapping_sub(1);
        Some(self.next.wrapping_sub(8).wrapping_add(at))
    }
}

/// The highest bit of each byte that is zero, and no other bit.
const fn zeros(word: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    // No byte carries into the next: 0x7F and 0x7F are 0xFE.
    !((word & LOW).wrapping_add(LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use super::Separators;

    #[test]
    fn separators_are_those_that_a_naive_search_finds() {
        let mut state = 7_u64;
        for length in (0..200).chain([1000, 4096]) {
            let block: Vec<u8> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    *b",\n\0\x80-.,\xACJ\x8A+\x0B\xFF"
                        .get(usize::try_from(state >> 33).unwrap() % 13)
                        .unwrap()
                })
                .collect();
            let naive = (0..length).filter(|at| matches!(block[*at], b',' | b'\n'));
            assert!(Separators::new(&block, [b',', b'\n']).eq(naive), "{length}");
        }
    }
}
