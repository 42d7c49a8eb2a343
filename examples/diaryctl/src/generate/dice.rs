//! Chance out of a seed: the same numbers on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A stream of chance.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream with a number; streams of one seed have nothing to do with each other.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number below `bound`; zero if there is none.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        // INVARIANT: the high half of a product of two halves is below either factor.
        let product = u128::from(self.0.next_u64()).wrapping_mul(u128::from(bound));
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// Whether something happens that happens so often in ten thousand.
    pub(super) fn chance(&mut self, in_ten_thousand: u64) -> bool {
        self.below(10_000) < in_ten_thousand
    }

    /// A place of a list; zero if it is empty.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let bound = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(bound)).unwrap_or_default()
    }

    /// A member of a list; the default if it is empty.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let place = self.place(list.len());
        list.get(place).copied().unwrap_or_default()
    }

    /// A digit.
    pub(super) fn digit(&mut self) -> u8 {
        u8::try_from(self.below(10)).unwrap_or_default()
    }
}

/// The numbers below `size` in an order that looks like none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shuffle {
    step: u64,
    shift: u64,
    size: u64,
}

impl Shuffle {
    /// An order of the numbers below `size`.
    pub(super) fn new(dice: &mut Dice, size: u64) -> Self {
        let size = size.max(1);
        let mut step = dice.below(size).max(1);
        while common_divisor(step, size) != 1 {
            step = dice.below(size).max(1);
        }
        Self { step, shift: dice.below(size), size }
    }

    /// The number at a place; distinct for distinct places below the size.
    pub(super) fn at(&self, place: u64) -> u64 {
        let product = u128::from(place).wrapping_mul(u128::from(self.step));
        let shifted = product.wrapping_add(u128::from(self.shift));
        let rest = shifted.checked_rem(u128::from(self.size)).unwrap_or_default();
        u64::try_from(rest).unwrap_or_default()
    }
}

/// The greatest common divisor.
fn common_divisor(mut left: u64, mut right: u64) -> u64 {
    while let Some(rest) = left.checked_rem(right) {
        (left, right) = (right, rest);
    }
    left
}
