//! The check of a stored log (проверка журнала): what is wrong, and what is still provable.

mod belief;
mod streams;

use super::canonical::{self, CanonicalError};
use super::digest::{Digest, HashFunction};
use super::entry::Entry;
use super::head::{HeadVerifier, Origin, SignedHead};
use super::stream::FoldError;
use alloc::vec::Vec;
use belief::Belief;
use core::marker::PhantomData;
use streams::Streams;

/// Entries and heads as they are stored, handed over in order, and judged at the end.
///
/// An entry is blamed with care: where a link of the chain is broken, the entry after next and
/// the signed heads tell which of the two was changed. What the chain says of a changed entry
/// still proves the others.
#[derive(Clone, Debug)]
pub struct Audit<H = super::Sha256> {
    origin: Origin,
    slots: Vec<Slot>,
    heads: Vec<SignedHead>,
    findings: Vec<Finding>,
    unplaced: u64,
    function: PhantomData<H>,
}

/// What stands at an index.
#[derive(Clone, Debug)]
enum Slot {
    /// Nothing that could be read; the entry after it says what its leaf was.
    Missing,
    Held(Entry),
}

impl Slot {
    const fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Missing => None,
            Self::Held(entry) => Some(entry),
        }
    }
}

impl<H: HashFunction> Audit<H> {
    /// Nothing handed over yet.
    #[must_use]
    pub const fn new(origin: Origin) -> Self {
        Self {
            origin,
            slots: Vec::new(),
            heads: Vec::new(),
            findings: Vec::new(),
            unplaced: 0,
            function: PhantomData,
        }
    }

    /// Hands over the entry that says of itself that it is at `index`.
    ///
    /// # Errors
    ///
    /// [`Fault::Index`] for an index that was there already: the entry is left aside.
    pub fn entry(&mut self, index: u64, entry: Entry) -> Result<(), Fault> {
        let expected = self.expected();
        if self.unplaced > 0 {
            self.unplaced = self.unplaced.saturating_add(1);
            return Ok(());
        }
        match index.checked_sub(expected) {
            Some(0) => {}
            Some(1) => {
                self.find(Place::Entry(expected), Fault::Missing);
                self.slots.push(Slot::Missing);
            }
            Some(_) => {
                self.find(Place::Entry(expected), Fault::Missing);
                self.unplaced = 1;
                return Ok(());
            }
            None => return Err(Fault::Index),
        }
        self.slots.push(Slot::Held(entry));
        Ok(())
    }

    /// Hands over the next head.
    pub fn head(&mut self, head: SignedHead) {
        self.heads.push(head);
    }

    fn expected(&self) -> u64 {
        u64::try_from(self.slots.len()).unwrap_or(u64::MAX)
    }

    fn find(&mut self, place: Place, fault: Fault) {
        self.findings.push(Finding { place, fault });
    }

    /// Judges what was handed over.
    #[must_use]
    pub fn finish(mut self, verifier: &impl HeadVerifier) -> Report {
        let belief = Belief::<H>::of(&self.origin, &self.slots, &self.heads);
        let (mut opened, mut erased) = (0_u64, 0_u64);
        let mut streams = Streams::default();
        let slots = core::mem::take(&mut self.slots);
        for (index, slot) in (0_u64..).zip(&slots) {
            let Slot::Held(entry) = slot else {
                streams.lose();
                continue;
            };
            if let Some(fault) = belief.fault(index, entry) {
                self.find(Place::Entry(index), fault);
            }
            let Some(opening) = &entry.opening else {
                erased = erased.saturating_add(1);
                streams.lose();
                continue;
            };
            let judged = if entry.is_opened_rightly::<H>() {
                canonical::decode(opening.expose()).map_err(Fault::from)
            } else {
                Err(Fault::Opening)
            };
            match judged.and_then(|record| streams.take(&record)) {
                Ok(()) => opened = opened.saturating_add(1),
                Err(fault) => {
                    streams.lose();
                    self.find(Place::Entry(index), fault);
                }
            }
        }
        let signed = self.judge_heads(&belief, verifier);
        self.findings.sort_by_key(|finding| finding.place);
        Report {
            entries: belief.len().saturating_add(self.unplaced),
            opened,
            erased,
            signed,
            provable: belief.intact_below(signed),
            root: (self.unplaced == 0).then(|| belief.root()),
            findings: self.findings,
        }
    }

    /// The size of the largest head that is right.
    fn judge_heads(&mut self, belief: &Belief<H>, verifier: &impl HeadVerifier) -> u64 {
        let mut signed = 0;
        let mut before: Option<&SignedHead> = None;
        let heads = core::mem::take(&mut self.heads);
        for (number, given) in heads.iter().enumerate() {
            let place = Place::Head(number);
            let goes_back = before.is_some_and(|SignedHead { head: old, .. }| {
                given.head.size < old.size || given.head.at < old.at
            });
            before = Some(given);
            let fault = if given.verified::<H>(&self.origin, verifier).is_none() {
                Some(Fault::Signature)
            } else if belief.root_at(given.head.size) == Some(given.head.root) {
                signed = given.head.size.max(signed);
                goes_back.then_some(Fault::Order)
            } else if given.head.size > belief.len() {
                Some(Fault::Size)
            } else {
                Some(Fault::Root { from: signed })
            };
            if let Some(fault) = fault {
                self.find(place, fault);
            }
        }
        signed
    }
}

/// What an audit has found.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// How many entries were handed over, missing ones that could be placed included.
    pub entries: u64,
    /// How many of them were opened, and say what the table says.
    pub opened: u64,
    /// How many are erased.
    pub erased: u64,
    /// The size of the largest head that is signed by the operator and agrees with the entries.
    pub signed: u64,
    /// How many entries below that size are what they were: each has an inclusion proof.
    pub provable: u64,
    /// The root over all entries; `None` where too many are missing.
    pub root: Option<Digest>,
    /// What is wrong: entries in their order, then heads in theirs.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first entry that is wrong, or from which on the entries are not those of a head.
    #[must_use]
    pub fn first_bad(&self) -> Option<u64> {
        let of_finding = |finding: &Finding| match (finding.place, finding.fault) {
            (Place::Entry(index), _) => Some(index),
            (Place::Head(_), Fault::Root { from }) => Some(from),
            (Place::Head(_), _) => None,
        };
        self.findings.iter().find_map(of_finding)
    }
}

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "where and what")]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Place {
    /// In the entry at this index, from 0.
    Entry(u64),
    /// In the head handed over as this one, from 0.
    Head(usize),
}

/// What is wrong with an entry or a head.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[expect(clippy::exhaustive_enums, reason = "a caller must notice a new one")]
pub enum Fault {
    /// An index that was there already: 0, 1, 1.
    #[error("the index was there already")]
    Index,
    /// An index that is not there: 0, 2.
    #[error("the entry is missing")]
    Missing,
    /// Another entry before it than the one that it names: entry 1 after a changed entry 0.
    #[error("it does not name the entry before it")]
    Previous,
    /// Not the entry that the one after it names: a changed commitment.
    #[error("it is not the entry that the next one and the heads name")]
    Altered,
    /// A salt or a record that is not what was committed to: a record with one bit changed.
    #[error("salt and record are not what was committed to")]
    Opening,
    /// Committed bytes that are no record: the text `"approved"`.
    #[error("what was committed to is not the canonical form of a record")]
    Canonical,
    /// A stream without its set-up, though nothing of it can have been erased.
    #[error("its stream does not begin with its set-up")]
    NotOpened,
    /// A record that does not follow in its stream: numbers 3 and 5 with nothing erased between.
    #[error("it does not follow the record before it in its stream")]
    Sequence,
    /// A record that says what the table does not: an approval by the school, `accepted`.
    #[error("it does not say what the table answers to its event")]
    Answer,
    /// A head that the operator did not sign: a signature of zeros.
    #[error("the head is not signed by the operator of this log")]
    Signature,
    /// A head smaller or older than the one before it: 7 entries after 9.
    #[error("the head is smaller or older than the one before it")]
    Order,
    /// A head over more entries than there are: the end of the log was taken away.
    #[error("the head is over more entries than there are; the end of the log is missing")]
    Size,
    /// A head over other entries: the log was written anew.
    #[error("the head is over other entries; one from entry {from} on was changed")]
    Root {
        /// Up to here an earlier head agrees.
        from: u64,
    },
}

impl From<CanonicalError> for Fault {
    fn from(error: CanonicalError) -> Self {
        match error {
            CanonicalError::Version | CanonicalError::Shape => Self::Canonical,
        }
    }
}

impl From<FoldError> for Fault {
    fn from(error: FoldError) -> Self {
        match error {
            FoldError::NotOpened => Self::NotOpened,
            FoldError::Sequence => Self::Sequence,
            FoldError::Answer => Self::Answer,
        }
    }
}
