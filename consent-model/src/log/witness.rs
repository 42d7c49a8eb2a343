//! Whoever keeps old heads (свидетель журнала), and so catches a log that tells two stories.

use super::digest::HashFunction;
use super::head::{HeadVerifier, Origin, SignedHead, TreeHead};
use super::proof::ConsistencyProof;
use core::marker::PhantomData;

/// The newest head that a second party has seen, and nothing else (LG-3).
///
/// The founder of the school system, or a regulator's mailbox, needs no entry of the log: a head
/// and a proof of consistency are enough to see that nothing was changed or taken away.
#[derive(Clone, Debug)]
pub struct Witness<V, H = super::Sha256> {
    origin: Origin,
    verifier: V,
    newest: Option<SignedHead>,
    function: PhantomData<H>,
}

impl<V: HeadVerifier, H: HashFunction> Witness<V, H> {
    /// Has seen nothing yet; the first head is taken on trust in its signature.
    #[must_use]
    pub const fn new(origin: Origin, verifier: V) -> Self {
        Self { origin, verifier, newest: None, function: PhantomData }
    }

    /// Takes a head that must continue the one before it.
    ///
    /// `proof` goes from the size of [`Witness::newest`] to that of `signed`; it is not looked at
    /// where there is no head yet.
    ///
    /// # Errors
    ///
    /// [`Alarm`]; the head that was there stays. After [`Alarm::Fork`] both heads, signed by the
    /// operator, are the evidence.
    pub fn observe(&mut self, signed: SignedHead, proof: &ConsistencyProof) -> Result<(), Alarm> {
        let head = *signed.verified::<H>(&self.origin, &self.verifier).ok_or(Alarm::Signature)?;
        if let Some(SignedHead { head: old, .. }) = &self.newest {
            continues::<H>(old, &head, proof)?;
        }
        self.newest = Some(signed);
        Ok(())
    }

    /// The newest head seen.
    #[must_use]
    pub const fn newest(&self) -> Option<&SignedHead> {
        self.newest.as_ref()
    }
}

fn continues<H: HashFunction>(
    old: &TreeHead,
    new: &TreeHead,
    proof: &ConsistencyProof,
) -> Result<(), Alarm> {
    if new.size < old.size || new.at < old.at {
        return Err(Alarm::Backwards);
    }
    let is_right = proof.first == old.size
        && proof.second == new.size
        && proof.verify::<H>(&old.root, &new.root).is_ok();
    if is_right { Ok(()) } else { Err(Alarm::Fork) }
}

/// Why a head is not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "a witness must know each kind of alarm")]
pub enum Alarm {
    /// Not signed by the operator, or for another log: a signature of zeros.
    #[error("the head is not signed by the operator of this log")]
    Signature,
    /// Smaller or older than the head before it: 7 entries after 9.
    #[error("the head is smaller or older than the one before it")]
    Backwards,
    /// Not shown to continue the head before it: an old entry was changed.
    #[error("the head is not shown to continue the one before it")]
    Fork,
}
