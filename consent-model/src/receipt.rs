//! What the parent and the pupil are given (квитанция), and the record behind it.
//!
//! The [`ConsentRecord`] is the operator's: every field of rules.md 5.4, so that he can prove the
//! consent (152-FZ art. 9(3)). The [`Receipt`] is the person's: who, for whom, to whom, for what,
//! when, on which ground, how to take it back, and where it stands in the log. ISO/IEC TS 27560
//! keeps the two apart in the same way.
//!
//! Everything about a person is [`Personal`]: no `Debug` shows it. [`Receipt::render`] writes it
//! out in Russian, since the text is for the person whom it is about.

mod record;
mod render;

pub use record::{
    Authority, AuthoritySource, Channel, ConsentRecord, ConsentText, Place, Processing,
};

use crate::consent::EventKind;
use crate::log::{
    Body, Entry, HeadVerifier, InclusionProof, Origin, Outcome, ProofError, Sha256, SignedHead,
    canonical,
};
use chrono::{DateTime, FixedOffset};
use esia_core::secrets::Personal;

/// What a representative or a pupil decided (решение).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Act {
    /// Consent was given (согласие дано).
    Granted,
    /// It was refused (в согласии отказано).
    Refused,
    /// It was taken back (согласие отозвано).
    Withdrawn,
}

impl Act {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Granted, Self::Refused, Self::Withdrawn];

    /// The events that say so.
    #[must_use]
    pub const fn events(self) -> &'static [EventKind] {
        match self {
            Self::Granted => {
                &[EventKind::Approved, EventKind::ApprovedInAdvance, EventKind::SelfApproved]
            }
            Self::Refused => &[EventKind::Declined, EventKind::SelfDeclined],
            Self::Withdrawn => &[EventKind::Withdrawn, EventKind::SelfWithdrawn],
        }
    }

    /// What an accepted event decides; `None` for any other.
    fn of(body: &Body) -> Option<Self> {
        match body {
            Body::Stepped { event, outcome: Outcome::Accepted, .. } => {
                Self::ALL.into_iter().find(|act| act.events().contains(&event.kind()))
            }
            Body::Stepped { outcome: Outcome::Ignored | Outcome::Rejected(_), .. }
            | Body::Opened(_) => None,
        }
    }
}

/// Whom a receipt is for (получатель квитанции).
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Holder {
    /// The one who decided.
    Decider,
    /// The pupil whom the decision is about.
    Pupil,
    /// Another representative, who is told.
    OtherRepresentative,
}

/// A receipt: a decision about a consent, and the proof that it stands in the log (квитанция).
///
/// A receipt that [`Receipt::verify`] accepts cannot be denied by the operator: the head is
/// signed, the entry is under it, and what opens the entry is in the holder's hands.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "what is handed over; a caller must notice more")]
pub struct Receipt {
    /// Whom it is for.
    pub holder: Holder,
    /// What was decided.
    pub act: Act,
    /// Whose name the decider goes by; the pupil's own for a self-grant.
    pub decided_by: Personal,
    /// For whom: the pupil's name.
    pub pupil: Personal,
    /// To whom, for what, on which text: the processing that was decided about.
    pub processing: Processing,
    /// When.
    pub decided_at: DateTime<FixedOffset>,
    /// When the consent ends by itself, if it names a term.
    pub expires_at: Option<DateTime<FixedOffset>>,
    /// On which ground the decider may decide.
    pub authority: Authority,
    /// Where it stands in the log.
    pub evidence: Evidence,
}

/// Where a decision stands in the log, and what opens it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "exactly what a verifier needs")]
pub struct Evidence {
    /// Which log.
    pub origin: Origin,
    /// The entry of the decision with its opening: the holder's own copy, which outlives the
    /// erasure of the operator's.
    pub entry: Entry,
    /// A signed head over it.
    pub head: SignedHead,
    /// That the entry is under the head.
    pub proof: InclusionProof,
}

impl Receipt {
    /// Checks that the log says of this moment what the receipt says, under a head that the
    /// operator has signed.
    ///
    /// # Errors
    ///
    /// One variant of [`ReceiptError`] for each way of proving nothing.
    pub fn verify(&self, verifier: &impl HeadVerifier) -> Result<(), ReceiptError> {
        let Evidence { origin, entry, head, proof } = &self.evidence;
        let opening = entry.opening.as_ref().ok_or(ReceiptError::Opening)?;
        if !entry.is_opened_rightly::<Sha256>() {
            return Err(ReceiptError::Opening);
        }
        let record = canonical::decode(opening.expose()).map_err(|_| ReceiptError::Record)?;
        if record.at != self.decided_at || Act::of(&record.body) != Some(self.act) {
            return Err(ReceiptError::Record);
        }
        let head = head.verified::<Sha256>(origin, verifier).ok_or(ReceiptError::Signature)?;
        if proof.size != head.size {
            return Err(ReceiptError::Size);
        }
        proof.verify::<Sha256>(&entry.leaf::<Sha256>(), &head.root).map_err(ReceiptError::Proof)
    }
}

/// Why a receipt proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
    /// No opening, or not the one that was committed to: a salt of zeros.
    #[error("nothing opens the entry of the log")]
    Opening,
    /// The entry says something else: the receipt of a grant, and the entry is a refusal.
    #[error("the entry of the log is about another decision")]
    Record,
    /// A head that the operator did not sign: a signature of zeros.
    #[error("the head is not signed by the operator of this log")]
    Signature,
    /// A proof for another head: 7 entries, and the head is over 9.
    #[error("the proof is for a log of another size than the head's")]
    Size,
    /// The entry is not under the head: a commitment with one bit changed.
    #[error("the decision does not stand under the head: {0}")]
    Proof(ProofError),
}
