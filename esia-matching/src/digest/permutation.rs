//! A keyed order of numbers: each has one place, and neighbours are apart.

/// A Feistel network of four rounds over an even number of bits.
///
/// It spreads numbers evenly, so that a table needs no hashing, and loses none of them, so that
/// equal places are equal numbers. It is no cipher: what holds its results is guarded as what
/// holds the numbers is.
#[derive(Clone, Copy)]
pub(super) struct Permutation {
    keys: [u64; 4],
    half: u32,
}

impl Permutation {
    /// The permutation of numbers of `bits` bits, at most 48.
    pub(super) const fn new(keys: [u64; 4], bits: u32) -> Self {
        Self { keys, half: bits / 2 }
    }

    /// The place of a number that fits in the bits.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a half has at most 24 bits, and both shifts are below 64"
    )]
    pub(super) fn place(self, number: u64) -> u64 {
        let mask = (1 << self.half) - 1;
        let halves = (number >> self.half, number & mask);
        let (left, right) = self
            .keys
            .into_iter()
            .fold(halves, |(left, right), key| (right, left ^ (mixed(right ^ key) & mask)));
        (left << self.half) | right
    }
}

/// Both halves of a product, taken together: every bit of the number reaches the middle.
fn mixed(number: u64) -> u64 {
    let product = u128::from(number).wrapping_mul(u128::from(ODD));
    let (high, low) = (product >> 64, product & u128::from(u64::MAX));
    // INVARIANT: both have 64 bits.
    let folded = u64::try_from(high ^ low).unwrap_or_default();
    folded ^ (folded >> 29)
}

/// 2^64 divided by the golden ratio, odd.
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

#[cfg(test)]
mod tests {
    use super::Permutation;
    use alloc::collections::BTreeSet;

    #[test]
    fn no_two_numbers_share_a_place_and_neighbours_are_spread() {
        let permutation =
            Permutation::new([1, 2, 3, 4].map(|key: u64| key.wrapping_mul(super::ODD)), 16);
        let places: BTreeSet<u64> = (0..1 << 16).map(|number| permutation.place(number)).collect();
        assert_eq!(places.len(), 1 << 16);
        assert!(places.iter().all(|place| *place < 1 << 16));

        let wide = Permutation::new([5, 6, 7, 8].map(|key: u64| key.wrapping_mul(super::ODD)), 38);
        let mut buckets = [0; 64];
        (0..64_000)
            .for_each(|number| buckets[usize::try_from(wide.place(number) >> 32).unwrap()] += 1);
        // A thousand in each, give or take six standard deviations.
        assert!(buckets.iter().all(|count| (800..1200).contains(count)), "{buckets:?}");
    }
}
