//! What an audit has found: counts, faults, and the first bad entry.

use crate::log::canonical::CanonicalError;
use crate::log::digest::Digest;
use crate::log::stream::FoldError;
use alloc::vec::Vec;

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
            (_, Fault::Root { from } | Fault::Fork { from }) => Some(from),
            (Place::Head(_) | Place::Kept(_), _) => None,
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
    /// In the kept head handed over as this one, from 0.
    Kept(usize),
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
    /// A head that somebody kept, signed by the operator, and the log does not continue it.
    #[error("the log does not continue a kept head; one from entry {from} on was changed")]
    Fork {
        /// Up to here an earlier kept head agrees.
        from: u64,
    },
}

impl Fault {
    /// The identifier, in snake case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Missing => "missing",
            Self::Previous => "previous",
            Self::Altered => "altered",
            Self::Opening => "opening",
            Self::Canonical => "canonical",
            Self::NotOpened => "not_opened",
            Self::Sequence => "sequence",
            Self::Answer => "answer",
            Self::Signature => "signature",
            Self::Order => "order",
            Self::Size => "size",
            Self::Root { .. } => "root",
            Self::Fork { .. } => "fork",
        }
    }
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
