//! The streams of a log, folded side by side.

use super::Fault;
use crate::log::record::{Body, Record, StreamId};
use crate::log::stream::{FoldError, Stream};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;

/// Every stream met so far, and how many entries cannot be read any more.
#[derive(Default)]
pub(super) struct Streams {
    known: BTreeMap<StreamId, Known>,
    lost: u64,
}

struct Known {
    sequence: u64,
    /// How many entries were lost when its last record came.
    lost: u64,
    /// `None` once a record of it was erased: the rest cannot be folded.
    folded: Option<Box<Stream>>,
}

impl Streams {
    /// An entry is missing, erased or wrong: it may have been of any stream.
    pub(super) const fn lose(&mut self) {
        self.lost = self.lost.saturating_add(1);
    }

    /// Takes the next record.
    pub(super) fn take(&mut self, record: &Record) -> Result<(), Fault> {
        let lost = self.lost;
        let Some(known) = self.known.get_mut(&record.stream) else {
            let first = Known::first(record, lost)?;
            self.known.insert(record.stream.clone(), first);
            return Ok(());
        };
        let expected = known.sequence.saturating_add(1);
        let gap = record.sequence.checked_sub(expected).ok_or(FoldError::Sequence)?;
        if gap > lost.saturating_sub(known.lost) || matches!(record.body, Body::Opened(_)) {
            return Err(FoldError::Sequence.into());
        }
        (known.sequence, known.lost) = (record.sequence, lost);
        let folded = known.folded.take().filter(|_| gap == 0);
        if let Some(mut stream) = folded {
            stream.follow(record)?;
            known.folded = Some(stream);
        }
        Ok(())
    }
}

impl Known {
    fn first(record: &Record, lost: u64) -> Result<Self, Fault> {
        let folded = match Stream::first(record) {
            Ok(stream) => Some(Box::new(stream)),
            // Its beginning may be among what was lost.
            Err(_) if record.sequence > 0 && record.sequence <= lost => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Self { sequence: record.sequence, lost, folded })
    }
}
