//! The check of a stored log (проверка журнала): what is wrong, and what is still provable.

mod belief;
mod report;
mod streams;

pub use report::{Fault, Finding, Place, Report};

use super::canonical;
use super::digest::HashFunction;
use super::entry::Entry;
use super::head::{HeadVerifier, Origin, SignedHead};
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
    kept: Vec<SignedHead>,
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
            kept: Vec::new(),
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

    /// Hands over a head that somebody else has kept, in any order: the log must continue it.
    pub fn kept(&mut self, head: SignedHead) {
        self.kept.push(head);
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
        let own = self.judge_heads(&belief, verifier);
        let signed = self.judge_kept(&belief, verifier, own);
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

    /// The size up to which kept heads, too, say what the entries say; `own` if all of them do.
    fn judge_kept(&mut self, belief: &Belief<H>, verifier: &impl HeadVerifier, own: u64) -> u64 {
        let (mut agreed, mut forked) = (0, None);
        let kept = core::mem::take(&mut self.kept);
        let mut by_size: Vec<(usize, &SignedHead)> = kept.iter().enumerate().collect();
        by_size.sort_by_key(|(_, given)| given.head.size);
        for (number, given) in by_size {
            if given.verified::<H>(&self.origin, verifier).is_none() {
                self.find(Place::Kept(number), Fault::Signature);
            } else if belief.root_at(given.head.size) == Some(given.head.root) {
                agreed = given.head.size;
            } else {
                let from = *forked.get_or_insert(agreed);
                self.find(Place::Kept(number), Fault::Fork { from });
            }
        }
        forked.unwrap_or_else(|| own.max(agreed))
    }
}
