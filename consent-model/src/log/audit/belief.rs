//! Which leaves the log once had, as far as the chain and the heads tell.

use super::{Fault, Slot};
use crate::log::digest::{Digest, HashFunction};
use crate::log::entry::Entry;
use crate::log::head::{Origin, SignedHead};
use crate::log::tree::Tree;
use alloc::vec::Vec;

/// The leaf at each index: as computed from what stands there, and as it must have been.
pub(super) struct Belief<H> {
    genesis: Digest,
    leaves: Vec<Leaf>,
    tree: Tree<H>,
}

#[derive(Clone, Copy)]
struct Leaf {
    /// Of the entry as it stands; `None` where it is missing.
    computed: Option<Digest>,
    /// As the others name it.
    named: Digest,
}

impl Leaf {
    fn is_intact(&self) -> bool {
        self.computed == Some(self.named)
    }
}

impl<H: HashFunction> Belief<H> {
    /// Believes that the last entry is intact, or else that its predecessor is: whichever makes
    /// more heads right.
    pub(super) fn of(origin: &Origin, slots: &[Slot], heads: &[SignedHead]) -> Self {
        let genesis = origin.genesis::<H>();
        let last_intact = Self::read(genesis, slots, true);
        let broken = match slots {
            [.., before, last] => last.entry().is_some_and(|last| {
                before.entry().is_some_and(|before| before.leaf::<H>() != last.previous)
            }),
            [only] => only.entry().is_some_and(|entry| entry.previous != genesis),
            [] => false,
        };
        if !broken {
            return last_intact;
        }
        let last_changed = Self::read(genesis, slots, false);
        // Where no head tells, an opening may: what opens rightly is intact.
        let before_opens = slots
            .iter()
            .rev()
            .nth(1)
            .and_then(Slot::entry)
            .is_none_or(Entry::is_opened_rightly::<H>);
        match last_intact.agreeing(heads).cmp(&last_changed.agreeing(heads)) {
            core::cmp::Ordering::Greater => last_intact,
            core::cmp::Ordering::Equal if !before_opens => last_intact,
            core::cmp::Ordering::Equal | core::cmp::Ordering::Less => last_changed,
        }
    }

    fn read(genesis: Digest, slots: &[Slot], is_last_intact: bool) -> Self {
        let mut leaves: Vec<Leaf> = Vec::with_capacity(slots.len());
        // From the end: an entry that the next one names itself names the one before it rightly.
        let mut after: Option<(&Entry, bool)> = None;
        for (place, slot) in slots.iter().enumerate().rev() {
            let computed = slot.entry().map(Entry::leaf::<H>);
            let before = place.checked_sub(1).and_then(|place| slots.get(place));
            let is_suspect = !slot.entry().is_some_and(Entry::is_opened_rightly::<H>);
            let named = match (after, slot.entry()) {
                (Some((next, is_vouched)), _) if is_vouched || is_suspect => Some(next.previous),
                (None, Some(entry)) if !is_last_intact => {
                    let previous =
                        before.map_or(Some(genesis), |slot| slot.entry().map(Entry::leaf::<H>));
                    previous.map(|previous| Entry { previous, ..entry.clone() }.leaf::<H>())
                }
                (Some(_) | None, _) => computed,
            };
            // INVARIANT: a missing entry is followed by one that is held, so something is named.
            let named = named.unwrap_or(genesis);
            let leaf = Leaf { computed, named };
            let is_vouched = leaf.is_intact()
                && after.is_none_or(|(next, _)| leaf.computed == Some(next.previous));
            after = slot.entry().map(|entry| (entry, is_vouched));
            leaves.push(leaf);
        }
        leaves.reverse();
        let mut tree = Tree::new();
        for leaf in &leaves {
            tree.push(leaf.named);
        }
        Self { genesis, leaves, tree }
    }

    fn agreeing(&self, heads: &[SignedHead]) -> usize {
        let agrees = |given: &&SignedHead| self.root_at(given.head.size) == Some(given.head.root);
        heads.iter().filter(agrees).count()
    }

    /// What is wrong with the entry that stands at `index`, links and leaf alone.
    pub(super) fn fault(&self, index: u64, entry: &Entry) -> Option<Fault> {
        let place = usize::try_from(index).ok()?;
        let before = match place.checked_sub(1) {
            Some(place) => self.leaves.get(place)?.named,
            None => self.genesis,
        };
        let leaf = self.leaves.get(place)?;
        let mended = Entry { previous: before, commitment: entry.commitment, opening: None };
        match (leaf.is_intact(), entry.previous == before) {
            (true, true) => None,
            // The commitment alone, under the right predecessor, makes the leaf that is named.
            (false, false) if mended.leaf::<H>() == leaf.named => Some(Fault::Previous),
            (false, _) => Some(Fault::Altered),
            (true, false) => Some(Fault::Previous),
        }
    }

    pub(super) fn root_at(&self, size: u64) -> Option<Digest> {
        self.tree.root_at(size)
    }

    pub(super) fn root(&self) -> Digest {
        self.tree.root()
    }

    pub(super) fn len(&self) -> u64 {
        self.tree.len()
    }

    /// How many of the first `size` entries are what they were.
    pub(super) fn intact_below(&self, size: u64) -> u64 {
        let intact = (0..size).zip(&self.leaves).filter(|(_, leaf)| leaf.is_intact()).count();
        u64::try_from(intact).unwrap_or(u64::MAX)
    }
}
