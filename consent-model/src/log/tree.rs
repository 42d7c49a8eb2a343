//! The Merkle tree of RFC 6962, 2.1 (дерево Меркла), grown leaf by leaf.

use super::digest::{Digest, HashFunction, Sha256};
use super::proof::{ConsistencyProof, InclusionProof};
use alloc::vec::Vec;
use core::marker::PhantomData;

/// An append-only tree over leaf hashes.
///
/// It keeps every full subtree, twice as many hashes as leaves, so that the root and the proofs
/// at any former size take a number of steps that grows with the logarithm.
#[derive(Clone, Debug)]
pub struct Tree<H = Sha256> {
    /// Row `k` holds the roots of the full subtrees of 2ᵏ leaves, from the left.
    rows: Vec<Vec<Digest>>,
    function: PhantomData<H>,
}

impl<H: HashFunction> Default for Tree<H> {
    fn default() -> Self {
        Self::new()
    }
}

impl<H: HashFunction> Tree<H> {
    /// No leaf yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { rows: Vec::new(), function: PhantomData }
    }

    /// Adds a leaf by its hash ([`HashFunction::leaf`]).
    pub fn push(&mut self, leaf: Digest) {
        let mut node = leaf;
        for row in &mut self.rows {
            row.push(node);
            match (row.len() % 2, row.as_slice()) {
                (0, [.., left, right]) => node = H::node(left, right),
                _ => return,
            }
        }
        self.rows.push(alloc::vec![node]);
    }

    /// How many leaves there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.rows.first().map_or(0, |leaves| u64::try_from(leaves.len()).unwrap_or(u64::MAX))
    }

    /// Whether there is no leaf.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The hash of the leaf at `index`, from 0.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Digest> {
        self.rows.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root when there were `size` leaves; `None` where there never were so many.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        self.range(0, size)
    }

    /// The root now.
    #[must_use]
    pub fn root(&self) -> Digest {
        // INVARIANT: the range of all leaves is there.
        self.range(0, self.len()).unwrap_or_else(|| H::hash(&[]))
    }

    /// That the leaf at `index` is in the tree of `size` leaves (PATH of RFC 6962, 2.1.1).
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<InclusionProof> {
        if index >= size || size > self.len() {
            return None;
        }
        let mut path = Vec::new();
        let (mut start, mut size_left) = (0, size);
        while size_left > 1 {
            let left = left_of(size_left);
            let middle = u64::saturating_add(start, left);
            let right = size_left.saturating_sub(left);
            if index < middle {
                path.push(self.range(middle, right)?);
                size_left = left;
            } else {
                path.push(self.range(start, left)?);
                (start, size_left) = (middle, right);
            }
        }
        path.reverse();
        Some(InclusionProof { index, size, path })
    }

    /// That the tree of `first` leaves is the beginning of the tree of `second` leaves (PROOF of
    /// RFC 6962, 2.1.2; of no leaves, or of equal sizes, the proof is empty).
    #[must_use]
    pub fn consistency(&self, first: u64, second: u64) -> Option<ConsistencyProof> {
        if first > second || second > self.len() {
            return None;
        }
        let mut path = Vec::new();
        let (mut start, mut size, mut is_whole) = (0, second, true);
        let mut rest = first;
        while rest > 0 && rest < size {
            let left = left_of(size);
            let middle = u64::saturating_add(start, left);
            let right = size.saturating_sub(left);
            if rest <= left {
                path.push(self.range(middle, right)?);
                size = left;
            } else {
                path.push(self.range(start, left)?);
                (start, size, is_whole) = (middle, right, false);
                rest = rest.saturating_sub(left);
            }
        }
        if rest > 0 && !is_whole {
            path.push(self.range(start, size)?);
        }
        path.reverse();
        Some(ConsistencyProof { first, second, path })
    }

    /// The hash over `size` leaves from `start`.
    // INVARIANT: a range begins at a multiple of the power of two that its size is below, since
    // ranges come only from splitting ones that begin at 0.
    fn range(&self, start: u64, size: u64) -> Option<Digest> {
        if size == 0 {
            return Some(H::hash(&[]));
        }
        if size.is_power_of_two() {
            let row = usize::try_from(size.trailing_zeros()).ok()?;
            let place = usize::try_from(start.checked_div(size)?).ok()?;
            return self.rows.get(row)?.get(place).copied();
        }
        let left = left_of(size);
        let right = self.range(start.saturating_add(left), size.saturating_sub(left))?;
        Some(H::node(&self.range(start, left)?, &right))
    }
}

/// The largest power of two below `size`, for sizes from 2.
const fn left_of(size: u64) -> u64 {
    // Half of 2⁶⁴ is itself a power of two, so the next one never overflows.
    size.div_ceil(2).next_power_of_two()
}
