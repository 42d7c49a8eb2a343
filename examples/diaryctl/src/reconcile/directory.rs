//! The rows that carry a number: two reads of memory find them.

/// Rows by a hash of what they carry.
#[derive(Clone, Debug, Default)]
pub(super) struct Directory {
    /// Where each bucket of `slots` begins, and at last where they end.
    heads: Vec<u32>,
    /// A part of the hash in the upper half and the row in the lower one, in the order of rows.
    slots: Vec<u64>,
    /// The bits of a hash that do not tell its bucket.
    shift: u32,
}

impl Directory {
    /// A directory of hashes with their rows.
    pub(super) fn new(hashes: impl Iterator<Item = (u64, u32)> + Clone) -> Self {
        let count = hashes.clone().count();
        // About four to a bucket.
        let bits = (count / 4).checked_ilog2().unwrap_or_default().clamp(1, 30);
        let shift = 64_u32.saturating_sub(bits);
        let buckets = 1_usize.checked_shl(bits).unwrap_or_default();
        let mut heads = vec![0_u32; buckets.saturating_add(1)];
        for (hash, _) in hashes.clone() {
            if let Some(head) = heads.get_mut(bucket(hash, shift)) {
                *head = head.wrapping_add(1);
            }
        }
        // Each bucket is filled from its end: its head ends where the bucket begins.
        let mut end = 0_u32;
        for head in &mut heads {
            end = end.wrapping_add(*head);
            *head = end;
        }
        let mut slots = vec![0; count];
        for (hash, row) in hashes {
            let Some(head) = heads.get_mut(bucket(hash, shift)) else { continue };
            *head = head.wrapping_sub(1);
            if let Some(slot) = slots.get_mut(place(*head)) {
                *slot = (tag(hash) << 32) | u64::from(row);
            }
        }
        Self { heads, slots, shift }
    }

    /// The slots among which those of a hash are.
    pub(super) fn slots(&self, hash: u64) -> &[u64] {
        let bucket = bucket(hash, self.shift);
        let ends = self.heads.get(bucket..).and_then(<[u32]>::first_chunk);
        let [start, end] = ends.copied().unwrap_or([0, 0]);
        self.slots.get(place(start)..place(end)).unwrap_or_default()
    }

    /// The rows of a hash; now and then a stranger is among them.
    pub(super) fn rows(&self, hash: u64) -> impl Iterator<Item = u32> {
        of_hash(self.slots(hash), hash)
    }

    /// Calls `each` with the rows whose hash is another's too.
    pub(super) fn shared(&self, each: &mut dyn FnMut(u32)) {
        let ends = self.heads.iter().zip(self.heads.iter().skip(1));
        for (start, end) in ends {
            let slots = self.slots.get(place(*start)..place(*end)).unwrap_or_default();
            for (at, slot) in slots.iter().enumerate() {
                let is_same =
                    |(other, own): (usize, &u64)| other != at && *own >> 32 == *slot >> 32;
                if slots.iter().enumerate().any(is_same) {
                    each(row(*slot));
                }
            }
        }
    }
}

/// The rows of a hash among the slots of its bucket.
pub(super) fn of_hash(slots: &[u64], hash: u64) -> impl Iterator<Item = u32> {
    let wanted = tag(hash);
    slots.iter().filter(move |slot| **slot >> 32 == wanted).map(|slot| row(*slot))
}

/// The row of a slot.
pub(super) fn row(slot: u64) -> u32 {
    u32::try_from(slot & u64::from(u32::MAX)).unwrap_or_default()
}

/// A hash of a number: the upper bits depend on all of it.
pub(super) const fn hash(number: u64) -> u64 {
    let spread = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (spread ^ (spread >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

fn bucket(hash: u64, shift: u32) -> usize {
    usize::try_from(hash.checked_shr(shift).unwrap_or_default()).unwrap_or_default()
}

/// The bits of a hash below those of any bucket.
const fn tag(hash: u64) -> u64 {
    (hash >> 2) & 0xFFFF_FFFF
}

fn place(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Directory, hash};

    #[test]
    fn rows_are_those_of_a_naive_list() {
        for size in [0_u32, 1, 7, 1000] {
            let pairs = || (0..size).map(|row| (hash(u64::from(row / 3)), row));
            let directory = Directory::new(pairs());
            for number in 0..u64::from(size) {
                let mut found: Vec<u32> = directory.rows(hash(number)).collect();
                found.sort_unstable();
                let naive = pairs().filter(|pair| pair.0 == hash(number)).map(|pair| pair.1);
                assert!(found.into_iter().eq(naive), "{size} {number}");
            }
            let mut shared = Vec::new();
            directory.shared(&mut |row| shared.push(row));
            shared.sort_unstable();
            // Whoever stands alone in the last group of three shares with nobody.
            let alone = size % 3 == 1;
            assert!(shared.into_iter().eq(0..size - u32::from(alone)), "{size}");
        }
    }
}
