//! The evidence: an append-only log that shows everything and tells nothing (журнал).
//!
//! ```text
//!  record ── canonical bytes ─┐                          ┌─ previous leaf hash
//!                             ├─ commitment ── leaf ◄────┘
//!  salt (32 random bytes) ────┘                  │
//!                                          Merkle tree ── root ── signed head ──► a witness
//! ```
//!
//! | claim | who claims | who believes | who checks, and how |
//! |---|---|---|---|
//! | this event happened, and was answered so | the operator | a parent, a court | whoever is given the opening and an [`InclusionProof`] |
//! | nothing was changed or taken away | the operator | everybody | a [`Witness`], by a [`ConsistencyProof`] from head to head |
//! | the state is what the events make it | the operator | an auditor | [`Stream::fold`] through the same `step`, and [`Audit`] |
//! | what was erased is gone | the operator | the pupil | nothing is left that opens the commitment; an [`Erasure`] names the entries |
//!
//! **Scheme, version 1** (‖ joins; labels end in a zero byte; hash is SHA-256 by default, LG-6):
//!
//! | value | is |
//! |---|---|
//! | commitment | hash(`consent-model/commitment/v1` ‖ salt ‖ canonical bytes, see [`canonical`]) |
//! | leaf | hash(0x00 ‖ `consent-model/leaf/v1` ‖ leaf before it ‖ commitment) |
//! | the leaf before the first | hash(`consent-model/origin/v1` ‖ name of the log) |
//! | node | hash(0x01 ‖ left ‖ right), RFC 6962 |
//! | what a head signs | `consent-model/head/v1`, log, hash function, size, instant, root; each prefixed with its length |
//!
//! The salt has 256 random bits, is new for each entry and lives beside the data: without it a
//! commitment neither shows nor confirms anything, so that destroying salts and records leaves no
//! data (LG-9, I-34), while leaves, roots, heads and proofs stay what they were.
//!
//! ```
//! use consent_model::actor::RepresentativeId;
//! use consent_model::consent::{Policy, SetUp};
//! use consent_model::log::{Log, Origin, Salt, Sha256, Stream, StreamId};
//! use consent_model::personal::BirthDate;
//!
//! let mut log: Log = Log::new(Origin::parse("diary.example/consents")?);
//! let set_up = SetUp {
//!     birth_date: BirthDate::new("2014-05-05".parse().unwrap()),
//!     representatives: [RepresentativeId::parse("r-17")?].into(),
//! };
//! let at = chrono::DateTime::parse_from_rfc3339("2026-09-01T08:00:00+03:00").unwrap();
//! let salt = Salt::new([7; 32]); // in earnest: from the system's generator
//! let stream = StreamId::parse("s-1")?;
//! Stream::open(&mut log, stream.clone(), set_up, Policy::default(), salt, at)?;
//!
//! let head = log.head(at);
//! let (leaf, proof) = (log.leaf(0).unwrap(), log.inclusion(0, head.size).unwrap());
//! let erasure = log.erase_episode(&stream, 0, at);
//! assert_eq!(erasure.entries.len(), 1);
//! proof.verify::<Sha256>(&leaf, &head.root)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod audit;
pub mod canonical;
mod commitment;
mod digest;
mod entry;
mod erasure;
mod head;
mod proof;
mod record;
mod stream;
mod tree;
mod witness;

pub use audit::{Audit, Fault, Finding, Place, Report};
pub use commitment::{Opening, Salt};
pub use digest::{Digest, DigestError, HashFunction, Sha256, from_hex, to_hex};
pub use entry::Entry;
pub use erasure::{Erased, Erasure};
pub use head::{HeadSigner, HeadVerifier, Origin, OriginError, SignedHead, TreeHead};
pub use proof::{ConsistencyProof, InclusionProof, ProofError};
pub use record::{Body, Outcome, Record, StreamId, StreamIdError};
pub use stream::{FoldError, Logged, Stream};
pub use tree::Tree;
pub use witness::{Alarm, Witness};

use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset, TimeDelta};

/// An append-only log of commitments (журнал).
///
/// **Guarantees.** Each entry names the leaf hash of the one before it (I-31); commitments are
/// never taken away or changed; no leaf holds anything of a person (I-33).
#[derive(Clone, Debug)]
pub struct Log<H = Sha256> {
    origin: Origin,
    tree: Tree<H>,
    entries: Vec<Entry>,
    newest_at: Option<DateTime<FixedOffset>>,
}

impl<H: HashFunction> Log<H> {
    /// By how much an event may be older than the newest one in the log, of any stream: what the
    /// clocks of several instances may differ by (T-20, our own figure).
    pub const BACKWARDS_MAX: TimeDelta = TimeDelta::minutes(5);

    /// A log without entries.
    #[must_use]
    pub const fn new(origin: Origin) -> Self {
        Self { origin, tree: Tree::new(), entries: Vec::new(), newest_at: None }
    }

    /// The log that stored entries make.
    ///
    /// # Errors
    ///
    /// [`Broken`] at the first entry that does not follow or is not what its opening commits to;
    /// [`Audit`] says more.
    pub fn restore(
        origin: Origin,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<Self, Broken> {
        let mut log = Self::new(origin);
        for entry in entries {
            if entry.previous != log.last_leaf() || !entry.is_opened_rightly::<H>() {
                return Err(Broken { index: log.len() });
            }
            let record = entry.opening.as_ref().map(|opening| canonical::decode(opening.expose()));
            match record {
                Some(Ok(record)) => log.newest_at = log.newest_at.max(Some(record.at)),
                Some(Err(_)) => return Err(Broken { index: log.len() }),
                None => {}
            }
            log.push(entry);
        }
        Ok(log)
    }

    /// Commits to a record.
    ///
    /// # Errors
    ///
    /// [`AppendError::TooOld`] for a record older than [`Log::BACKWARDS_MAX`] allows.
    pub fn append(&mut self, record: &Record, salt: Salt) -> Result<u64, AppendError> {
        self.check_time(record.at)?;
        self.newest_at = self.newest_at.max(Some(record.at));
        let opening = Opening::new(salt, canonical::encode(record));
        let index = self.len();
        let previous = self.last_leaf();
        let commitment = opening.commitment::<H>();
        self.push(Entry { previous, commitment, opening: Some(opening) });
        Ok(index)
    }

    fn check_time(&self, at: DateTime<FixedOffset>) -> Result<(), AppendError> {
        let is_too_old = self
            .newest_at
            .is_some_and(|newest| newest.signed_duration_since(at) > Self::BACKWARDS_MAX);
        if is_too_old { Err(AppendError::TooOld) } else { Ok(()) }
    }

    fn push(&mut self, entry: Entry) {
        self.tree.push(entry.leaf::<H>());
        self.entries.push(entry);
    }

    fn last_leaf(&self) -> Digest {
        let last = self.len().checked_sub(1).and_then(|index| self.tree.leaf(index));
        last.unwrap_or_else(|| self.origin.genesis::<H>())
    }

    /// Which log this is.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How many entries there are, erased ones included.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.tree.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.is_empty()
    }

    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The head now, to be signed.
    #[must_use]
    pub fn head(&self, at: DateTime<FixedOffset>) -> TreeHead {
        TreeHead { size: self.len(), root: self.tree.root(), at }
    }

    /// The leaf hash of an entry.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Digest> {
        self.tree.leaf(index)
    }

    /// That an entry is in the log of `size` entries.
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<InclusionProof> {
        self.tree.inclusion(index, size)
    }

    /// That the log of `first` entries is the beginning of that of `second`.
    #[must_use]
    pub fn consistency(&self, first: u64, second: u64) -> Option<ConsistencyProof> {
        self.tree.consistency(first, second)
    }

    /// The records of one stream that are not erased, in order.
    pub fn records(&self, stream: &StreamId) -> impl Iterator<Item = (u64, Record)> {
        (0_u64..).zip(&self.entries).filter_map(move |(index, entry)| {
            let record = canonical::decode(entry.opening.as_ref()?.expose()).ok()?;
            (record.stream == *stream).then_some((index, record))
        })
    }

    fn destroy(&mut self, index: u64) -> Option<Digest> {
        let entry = self.entries.get_mut(usize::try_from(index).ok()?)?;
        entry.opening.take().map(|_| entry.commitment)
    }
}

/// Why a record is not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// Older than the newest one by more than the bound: yesterday's (T-20).
    #[error("the event is older than the newest one in the log by more than the bound")]
    TooOld,
}

/// A stored log that does not hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("entry {index} does not follow, or is not what its opening commits to")]
#[non_exhaustive]
pub struct Broken {
    /// The first entry that is wrong.
    pub index: u64,
}
