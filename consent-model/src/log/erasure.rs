//! Erasure (уничтожение): the data go, the proofs stay (LG-9, I-34).

use super::digest::{Digest, HashFunction};
use super::record::{Body, Record, StreamId};
use super::{Log, TreeHead};
use crate::consent::EventKind;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

/// What was destroyed: the extract for the act of destruction (Roskomnadzor order 179).
///
/// It names entries and commitments, so it shows nothing of what was destroyed.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the extract; a caller must notice more")]
pub struct Erasure {
    /// The log at the moment: it was the same before, and is the same after.
    pub head: TreeHead,
    /// The entries whose salt and record were destroyed.
    pub entries: Vec<Erased>,
}

/// An entry that nothing opens any more.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "which, and what is left of it")]
pub struct Erased {
    /// Its index.
    pub index: u64,
    /// The commitment that stays.
    pub commitment: Digest,
}

impl<H: HashFunction> Log<H> {
    /// Destroys salts and records of a stream up to an episode, the set-up included: what
    /// [`Effect::DestroyData`](crate::consent::Effect::DestroyData) asks for (TM-6).
    ///
    /// Of the stream only the records of `retention_elapsed` stay, since they show that the term
    /// was kept. The state of the stream stays with the caller: it cannot be folded from here any
    /// more. Copies, backups among them, are the caller's to destroy.
    pub fn erase_episode(
        &mut self,
        stream: &StreamId,
        episode: u32,
        at: DateTime<FixedOffset>,
    ) -> Erasure {
        let chosen: Vec<u64> = self
            .records(stream)
            .filter(|(_, record)| is_due(record, episode))
            .map(|(index, _)| index)
            .collect();
        self.erase(chosen, at)
    }

    /// Destroys salts and records of these entries; those that are gone already are not named.
    pub fn erase(
        &mut self,
        indices: impl IntoIterator<Item = u64>,
        at: DateTime<FixedOffset>,
    ) -> Erasure {
        let head = self.head(at);
        let entries = indices
            .into_iter()
            .filter_map(|index| self.destroy(index).map(|commitment| Erased { index, commitment }));
        Erasure { entries: entries.collect(), head }
    }
}

fn is_due(record: &Record, up_to: u32) -> bool {
    match &record.body {
        Body::Opened(_) => true,
        Body::Stepped { event, episode, .. } => {
            *episode <= up_to && event.kind() != EventKind::RetentionElapsed
        }
    }
}
