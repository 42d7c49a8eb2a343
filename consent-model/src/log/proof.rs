//! Proofs of logarithmic size, checked without the log (RFC 9162, 2.1.3.2 and 2.1.4.2).

use super::digest::{Digest, HashFunction};
use alloc::vec::Vec;

/// That an entry is in the log of a given size (доказательство включения).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "exactly what RFC 6962 gives a verifier")]
pub struct InclusionProof {
    /// Which entry, from 0.
    pub index: u64,
    /// In the log of how many entries.
    pub size: u64,
    /// The sister hashes, from the leaf up.
    pub path: Vec<Digest>,
}

impl InclusionProof {
    /// Checks the proof against a head's root.
    ///
    /// # Errors
    ///
    /// One variant of [`ProofError`] for each way of proving nothing.
    pub fn verify<H: HashFunction>(&self, leaf: &Digest, root: &Digest) -> Result<(), ProofError> {
        let Some(last) = self.size.checked_sub(1).filter(|last| self.index <= *last) else {
            return Err(ProofError::Range);
        };
        let mut climb = Climb { place: self.index, last };
        let mut hash = *leaf;
        for sister in &self.path {
            hash = match climb.up().ok_or(ProofError::Length)? {
                Side::Left => H::node(sister, &hash),
                Side::Right => H::node(&hash, sister),
            };
        }
        if !climb.is_over() {
            return Err(ProofError::Length);
        }
        if hash == *root { Ok(()) } else { Err(ProofError::Root) }
    }
}

/// That an older log is the beginning of a newer one (доказательство непрерывности).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "exactly what RFC 6962 gives a verifier")]
pub struct ConsistencyProof {
    /// The size of the older log.
    pub first: u64,
    /// The size of the newer log.
    pub second: u64,
    /// The hashes from which both roots are made, in the order of RFC 6962.
    pub path: Vec<Digest>,
}

impl ConsistencyProof {
    /// Checks the proof against the roots of both heads.
    ///
    /// # Errors
    ///
    /// One variant of [`ProofError`] for each way of proving nothing; [`ProofError::Root`] where
    /// the newer log does not continue the older one.
    pub fn verify<H: HashFunction>(&self, old: &Digest, new: &Digest) -> Result<(), ProofError> {
        if self.first > self.second {
            return Err(ProofError::Range);
        }
        if self.first == self.second || self.first == 0 {
            let is_old_right = if self.first == 0 { *old == H::hash(&[]) } else { old == new };
            return match (self.path.is_empty(), is_old_right) {
                (false, _) => Err(ProofError::Length),
                (true, false) => Err(ProofError::Root),
                (true, true) => Ok(()),
            };
        }
        let mut path = self.path.iter();
        let seed = if self.first.is_power_of_two() { Some(old) } else { path.next() };
        let seed = *seed.ok_or(ProofError::Length)?;
        let (mut place, mut last) = (self.first.saturating_sub(1), self.second.saturating_sub(1));
        while place & 1 == 1 {
            (place, last) = (place >> 1, last >> 1);
        }
        let mut climb = Climb { place, last };
        let (mut older, mut newer) = (seed, seed);
        for sister in path {
            match climb.up().ok_or(ProofError::Length)? {
                Side::Left => {
                    older = H::node(sister, &older);
                    newer = H::node(sister, &newer);
                }
                Side::Right => newer = H::node(&newer, sister),
            }
        }
        if !climb.is_over() {
            return Err(ProofError::Length);
        }
        if older == *old && newer == *new { Ok(()) } else { Err(ProofError::Root) }
    }
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// An index or a size outside the log: entry 7 of 7.
    #[error("the entry or the older log lies outside the newer log")]
    Range,
    /// Too few or too many hashes: two for a log of two entries.
    #[error("the proof has too few or too many hashes")]
    Length,
    /// The hashes lead to another root: the root of a log in which one entry differs.
    #[error("the proof leads to another root")]
    Root,
}

/// On which side the sister of a node stands.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root: `fn` and `sn` of RFC 9162.
struct Climb {
    place: u64,
    last: u64,
}

impl Climb {
    /// One step up; `None` where the root is reached already.
    const fn up(&mut self) -> Option<Side> {
        if self.last == 0 {
            return None;
        }
        let side = if self.place & 1 == 1 || self.place == self.last {
            while self.place & 1 == 0 && self.place != 0 {
                self.shift();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.shift();
        Some(side)
    }

    const fn shift(&mut self) {
        (self.place, self.last) = (self.place >> 1, self.last >> 1);
    }

    const fn is_over(&self) -> bool {
        self.last == 0
    }
}
