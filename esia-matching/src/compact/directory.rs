//! Where in a sorted table to look for a number: its first bits lead to some entries.

use crate::digest::{CERTIFICATE_BITS, SNILS_BITS};
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;

/// The beginnings of the buckets of a sorted table: so few of them that they stay in the cache.
///
/// Numbers are spread evenly by their keyed order, so that their first bits choose the bucket and
/// only the others stand in the entry, at the top of its word. As evenly they are spread inside the
/// bucket, so that they tell the place there, give or take three entries.
#[derive(Clone, Default)]
pub(super) struct Directory {
    /// INVARIANT: 2^k + 1 places, ascending; the last one is the end of the table.
    starts: Vec<u32>,
    layout: Layout,
}

impl Directory {
    /// The directory of a table, from the numbers that stand in it.
    pub(super) fn of(layout: Layout, numbers: impl Iterator<Item = u64>) -> Self {
        let mut starts = vec![0_u32; layout.buckets().saturating_add(1)];
        for number in numbers {
            // Counted one behind: the sum below then gives where a bucket begins.
            if let Some(count) = starts.get_mut(layout.bucket(number).saturating_add(1)) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        Self { starts, layout }
    }

    /// A directory as it was kept; none if its places do not ascend to the end of the table.
    #[cfg(feature = "blind")]
    pub(super) fn kept(layout: Layout, starts: Vec<u32>, end: usize) -> Option<Self> {
        let kept = Self { starts, layout };
        let begins = kept.starts.first() == Some(&0) && kept.starts.is_sorted();
        let is_whole = kept.starts.len() == layout.buckets().saturating_add(1);
        (is_whole && begins && kept.end() == end).then_some(kept)
    }

    /// Where the table ends.
    pub(super) fn end(&self) -> usize {
        self.starts.last().map_or(0, |end| index(*end))
    }

    /// How numbers are cut.
    pub(super) const fn layout(&self) -> Layout {
        self.layout
    }

    /// The beginnings.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// Where the entries of a number stand, if there are any.
    pub(super) fn near(&self, number: u64) -> Near {
        let at = self.layout.bucket(number);
        let ends = self.starts.get(at..).and_then(<[u32]>::first_chunk);
        let [start, end] = ends.copied().unwrap_or_default();
        let rest = self.layout.word(number);
        // INVARIANT: a part of the length of the bucket.
        let ahead = u64::from(end.saturating_sub(start)).wrapping_mul(rest.into()) >> 32;
        Near { bucket: index(start)..index(end), ahead: index(low(ahead)), rest }
    }

    /// The buckets with their number, in order.
    pub(super) fn buckets(&self) -> impl Iterator<Item = (u64, Range<usize>)> {
        let ends = self.starts.iter().skip(1);
        (0_u64..).zip(self.starts.iter().zip(ends).map(|(start, end)| index(*start)..index(*end)))
    }
}

/// Where to look for a number.
pub(super) struct Near {
    /// The entries that share its first bits.
    pub(super) bucket: Range<usize>,
    /// How many of them stand before it if they are spread evenly; they nearly are.
    pub(super) ahead: usize,
    /// Its other bits, at the top of a word.
    pub(super) rest: u32,
}

impl Near {
    /// The most likely place.
    pub(super) const fn place(&self) -> usize {
        self.bucket.start.saturating_add(self.ahead)
    }
}

/// How a number is cut into the bucket and the rest.
#[derive(Clone, Copy, Default)]
pub(super) struct Layout {
    /// The bits of the rest, at the top of a word; at most 31.
    rest: u32,
    /// The bits of the bucket.
    chosen: u32,
}

impl Layout {
    /// For so many SNILS numbers; a word keeps at least two flags and two marks beside the rest.
    pub(super) fn of_snils(count: usize) -> Self {
        Self::new(SNILS_BITS, 4, count >> BUCKET)
    }

    /// For so many certificates; a word keeps one flag beside the rest.
    pub(super) fn of_certificates(count: usize) -> Self {
        Self::new(CERTIFICATE_BITS, 1, count >> BUCKET)
    }

    /// For numbers of `bits` bits in at most so many buckets, leaving `spare` bits of a word.
    fn new(bits: u32, spare: u32, buckets: usize) -> Self {
        let most = buckets.checked_ilog2().unwrap_or_default();
        let for_word = bits.saturating_sub(32_u32.saturating_sub(spare));
        let chosen = most.max(for_word).min(MOST);
        Self { rest: bits.saturating_sub(chosen), chosen }
    }

    /// How many buckets there are.
    pub(super) const fn buckets(self) -> usize {
        1_usize.wrapping_shl(self.chosen)
    }

    /// The bucket of a number.
    pub(super) fn bucket(self, number: u64) -> usize {
        usize::try_from(number.wrapping_shr(self.rest)).unwrap_or(usize::MAX)
    }

    /// The rest of a number, at the top of a word.
    pub(super) fn word(self, number: u64) -> u32 {
        low(number.wrapping_shl(self.spare()))
    }

    /// The bits of a word below the rest.
    pub(super) const fn spare(self) -> u32 {
        32_u32.saturating_sub(self.rest)
    }

    /// The rest that a word holds.
    pub(super) const fn rest(self, word: u32) -> u32 {
        word & u32::MAX.wrapping_shl(self.spare())
    }

    /// The number again, from its bucket and a word.
    pub(super) fn number(self, bucket: u64, word: u32) -> u64 {
        bucket.wrapping_shl(self.rest) | u64::from(word.wrapping_shr(self.spare()))
    }
}

/// A place in a table, as a number of the machine.
pub(super) fn index(at: u32) -> usize {
    // INVARIANT: wherever a table of this length fits in memory, so does its length in a number.
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The low half of a number.
pub(super) fn low(number: u64) -> u32 {
    u32::try_from(number & u64::from(u32::MAX)).unwrap_or_default()
}

/// A bucket has 16 entries or more, and fewer than 32.
const BUCKET: u32 = 4;

/// The most bits of a bucket: for 2^32 entries.
const MOST: u32 = 30;
