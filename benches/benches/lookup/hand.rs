//! The hand-tuned baseline: open addressing, 20 bytes a record, no types and no reasons.

use crate::people::spread;

/// SNILS and fingerprint in two words each, the record in one; an empty slot is all ones.
pub(crate) struct HandTable {
    slots: Vec<[u32; 5]>,
    count: u64,
}

impl HandTable {
    /// A table for so many records, nine slots of ten filled.
    pub(crate) fn new(count: usize) -> Self {
        let slots = count * 10 / 9 + 16;
        Self { slots: vec![[u32::MAX; 5]; slots], count: slots as u64 }
    }

    fn home(&self, snils: u64) -> usize {
        ((u128::from(spread(snils)) * u128::from(self.count)) >> 64) as usize
    }

    pub(crate) fn insert(&mut self, snils: u64, fingerprint: u64, record: u32) {
        let mut at = self.home(snils);
        while self.slots[at][4] != u32::MAX {
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        let [low, high] = halves(snils);
        let [one, other] = halves(fingerprint);
        self.slots[at] = [low, high, one, other, record];
    }

    pub(crate) fn find(&self, snils: u64, fingerprint: u64) -> u32 {
        let mut at = self.home(snils);
        let [low, high] = halves(snils);
        loop {
            let slot = &self.slots[at];
            if slot[0] == low && slot[1] == high {
                return if [slot[2], slot[3]] == halves(fingerprint) { slot[4] } else { u32::MAX };
            }
            if slot[4] == u32::MAX {
                return u32::MAX;
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.slots)
    }
}

fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}
