//! The places of entries by their keys: one sorted row, and where each part of it begins.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// Places by key (таблица ключей); two reads of memory find a key.
#[derive(Clone)]
pub(super) struct Table {
    /// A key in the upper half and the place of an entry in the lower one.
    ///
    /// INVARIANT: sorted, so that the places of one key are neighbours, in their order.
    rows: Box<[u64]>,
    /// How many rows stand before each part; a part is the rows whose first bits are its number.
    heads: Box<[usize]>,
    /// The bits of a row that do not tell its part.
    shift: u32,
}

impl Table {
    pub(super) fn new(pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut rows: Vec<u64> = pairs
            .into_iter()
            .map(|(key, place)| (u64::from(key) << 32) | u64::from(place))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        // About eight rows to a part; two parts at least, so that the shift is below 64.
        let bits = (rows.len() / 8).checked_ilog2().unwrap_or_default().clamp(1, 28);
        let shift = 64_u32.saturating_sub(bits);
        let mut heads = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            heads.resize(part(*row, shift).saturating_add(1).max(heads.len()), at);
        }
        Self { rows: rows.into_boxed_slice(), heads: heads.into_boxed_slice(), shift }
    }

    /// The places of a key, in their order.
    pub(super) fn places(&self, key: u32) -> impl Iterator<Item = u32> {
        let start = self.heads.get(part(u64::from(key) << 32, self.shift)).copied();
        let rows = start.and_then(|start| self.rows.get(start..)).unwrap_or_default();
        rows.iter()
            .map(|row| (half(row >> 32), half(row & u64::from(u32::MAX))))
            .skip_while(move |(found, _)| *found < key)
            .take_while(move |(found, _)| *found == key)
            .map(|(_, place)| place)
    }
}

/// The number of the part in which a row stands.
fn part(row: u64, shift: u32) -> usize {
    // INVARIANT: 28 bits at most are left, so that the default is never taken.
    usize::try_from(row.checked_shr(shift).unwrap_or_default()).unwrap_or_default()
}

/// A half of a row, which has 32 bits, so that the default is never taken.
fn half(half: u64) -> u32 {
    u32::try_from(half).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Table;
    use alloc::vec::Vec;

    #[test]
    fn a_table_gives_the_places_that_a_naive_list_gives() {
        for size in [0_u32, 1, 2, 7, 100, 5000] {
            let spread = |place: u32| (place / 3).wrapping_mul(0x9E37_79B9);
            let pairs: Vec<(u32, u32)> = (0..size).map(|place| (spread(place), place)).collect();
            let table = Table::new(pairs.iter().rev().copied());
            let absent = [0, 1, u32::MAX, 0x8000_0000, 12345].into_iter();
            for key in pairs.iter().map(|(key, _)| *key).chain(absent) {
                let naive =
                    pairs.iter().filter(|(found, _)| *found == key).map(|(_, place)| *place);
                assert!(table.places(key).eq(naive), "{size} {key}");
            }
        }
    }
}
