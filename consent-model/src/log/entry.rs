//! One entry of the log (запись журнала).

use super::commitment::Opening;
use super::digest::{Digest, HashFunction};

/// A commitment, chained to the entry before it, and what opens it while it may be kept.
///
/// The leaf holds the first two alone: nothing in it is about a person (LG-4, LG-7).
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "what is stored; a caller must notice more")]
pub struct Entry {
    /// The leaf hash of the entry before it; [`Origin::genesis`](super::Origin::genesis) at first.
    pub previous: Digest,
    /// [`Opening::commitment`] of the opening, for ever.
    pub commitment: Digest,
    /// The salt and the record; `None` once erased.
    pub opening: Option<Opening>,
}

impl Entry {
    /// The leaf hash, version 1: RFC 6962's over label ‖ previous ‖ commitment (I-31).
    #[must_use]
    pub fn leaf<H: HashFunction>(&self) -> Digest {
        H::leaf(&[LABEL, self.previous.as_bytes(), self.commitment.as_bytes()])
    }

    /// Whether the opening, if it is still there, is the one that was committed to.
    #[must_use]
    pub fn is_opened_rightly<H: HashFunction>(&self) -> bool {
        self.opening.as_ref().is_none_or(|opening| opening.commitment::<H>() == self.commitment)
    }
}

const LABEL: &[u8] = b"consent-model/leaf/v1\0";
