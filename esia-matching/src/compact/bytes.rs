//! A compact index as bytes that nobody changes unseen.
//!
//! | bytes | hold |
//! |---|---|
//! | 8, 4, 4 | `esia-idx`, the version of this form, the version of the sealing key |
//! | 8 | a mark of the digest key |
//! | 4 | the policy: ё, middle name, two zeros |
//! | 6 × 8 | entries, those with a SNILS, certificates, middle names, odd ones, pupils: how many |
//! | … | the directories and the tables, in that order, little-endian |
//! | 32 | HMAC-SHA-256 of all that stands before |
//!
//! The numbers of people stand in it in the keyed order of the digest key, names and dates as
//! keyed fingerprints. That is no encryption: the file is guarded as the register is.

use super::core::{Certified, Core, Entry, Odd};
use super::directory::{Directory, Layout, low};
use super::{CompactIndex, Overlay, has_middles};
use crate::blind::BlindKey;
use crate::digest::DigestKey;
use crate::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};
use alloc::vec::Vec;
use hmac::Mac as _;

impl CompactIndex {
    /// The index as bytes, changes folded in, sealed with a key that is kept apart from them.
    #[must_use]
    pub fn to_bytes(&self, key: &DigestKey, seal: &BlindKey) -> Vec<u8> {
        if !self.overlay.is_empty() {
            return self.compacted().to_bytes(key, seal);
        }
        let core = &self.core;
        let mut bytes = Vec::with_capacity(core.bytes().saturating_add(FRAME));
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&seal.version().0.to_le_bytes());
        bytes.extend_from_slice(&key.mark().to_le_bytes());
        bytes.extend_from_slice(&policy_bytes(self.policy));
        for count in core.counts() {
            let count = u64::try_from(count).unwrap_or(u64::MAX);
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        for start in core.snils.starts().iter().chain(core.certificates.starts()) {
            bytes.extend_from_slice(&start.to_le_bytes());
        }
        for entry in &core.entries {
            bytes.extend_from_slice(&entry.fingerprint.to_le_bytes());
            bytes.extend_from_slice(&pair(entry.word, entry.place));
        }
        core.certified.iter().for_each(|one| bytes.extend_from_slice(&pair(one.word, one.at)));
        core.middles.iter().for_each(|middle| bytes.extend_from_slice(&middle.to_le_bytes()));
        for odd in &core.odd {
            bytes.extend_from_slice(&pair(odd.at, odd.flags));
            bytes.extend_from_slice(&odd.yo.to_le_bytes());
        }
        core.pupils.iter().for_each(|(at, pupil)| bytes.extend_from_slice(&pair(*at, *pupil)));
        let tag = seal.mac(SCHEME).chain_update(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&tag);
        bytes
    }

    /// Reads an index that [`to_bytes`](Self::to_bytes) wrote under the same two keys.
    ///
    /// The seal is checked before anything is used, and in the same time wherever it is broken.
    ///
    /// # Errors
    ///
    /// One variant of [`BytesError`] for each way of not being such an index.
    pub fn from_bytes(bytes: &[u8], key: &DigestKey, seal: &BlindKey) -> Result<Self, BytesError> {
        let head = Head::read(&mut Reader(bytes)).ok_or(BytesError::Shape)?;
        if head.version != VERSION {
            return Err(BytesError::Version);
        }
        if head.seal != seal.version().0 {
            return Err(BytesError::SealKey);
        }
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        match head.length().map(|expected| length.cmp(&expected)) {
            None | Some(::core::cmp::Ordering::Less) => return Err(BytesError::Truncated),
            Some(::core::cmp::Ordering::Greater) => return Err(BytesError::Trailing),
            Some(::core::cmp::Ordering::Equal) => {}
        }
        let (body, tag) = bytes.split_last_chunk::<TAG>().ok_or(BytesError::Shape)?;
        let mac = seal.mac(SCHEME).chain_update(body);
        mac.verify(&(*tag).into()).map_err(|_| BytesError::Seal)?;
        if head.digests != key.mark() {
            return Err(BytesError::DigestKey);
        }
        let policy = policy(head.policy).ok_or(BytesError::Contents)?;
        let mut reader = Reader(body);
        let core = Head::read(&mut reader).and_then(|head| head.core(&mut reader));
        let core = core.filter(|core| core.middles.is_empty() || has_middles(policy));
        let core = core.ok_or(BytesError::Contents)?;
        Ok(Self { policy, core, overlay: Overlay::default() })
    }
}

/// Why bytes are no index, the first reason that fits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BytesError {
    /// No beginning of an index: `b""`, `b"PAR1"`.
    #[error("not a compact index")]
    Shape,
    /// Another form than this edition writes: version 2.
    #[error("another version of the form")]
    Version,
    /// Sealed with a key of another version: 1 beside 2.
    #[error("sealed with another key")]
    SealKey,
    /// The end is missing: a copy that was broken off.
    #[error("the end is missing")]
    Truncated,
    /// Something stands behind the seal.
    #[error("something stands behind the end")]
    Trailing,
    /// The seal is not that of these bytes under this key: a byte was changed.
    #[error("the seal is broken")]
    Seal,
    /// Its digests were made with another key than the one given.
    #[error("the digests were made with another key")]
    DigestKey,
    /// Sealed, and yet no tables: a writer with a mistake.
    #[error("the tables contradict themselves")]
    Contents,
}

/// What stands before the tables.
struct Head {
    version: u32,
    seal: u32,
    digests: u64,
    policy: [u8; 4],
    counts: [u64; 6],
}

impl Head {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.take::<8>().filter(|magic| magic == MAGIC)?;
        let version = u32::from_le_bytes(reader.take()?);
        let seal = u32::from_le_bytes(reader.take()?);
        let digests = u64::from_le_bytes(reader.take()?);
        let policy = reader.take()?;
        let mut counts = [0; 6];
        for count in &mut counts {
            *count = u64::from_le_bytes(reader.take()?);
        }
        Some(Self { version, seal, digests, policy, counts })
    }

    /// The layouts of both directories.
    fn layouts(&self) -> Option<[Layout; 2]> {
        let [_, snils, certified, ..] = self.counts;
        let snils = Layout::of_snils(usize::try_from(snils).ok()?);
        Some([snils, Layout::of_certificates(usize::try_from(certified).ok()?)])
    }

    /// The bytes of the whole.
    fn length(&self) -> Option<u64> {
        let [entries, _, certified, middles, odd, pupils] = self.counts;
        let mut length = u64::try_from(FRAME).ok()?;
        for layout in self.layouts()? {
            let starts = u64::try_from(layout.buckets()).ok()?.checked_add(1)?;
            length = length.checked_add(starts.checked_mul(4)?)?;
        }
        let tables = [(entries, 16), (certified, 8), (middles, 8), (odd, 16), (pupils, 8)];
        tables
            .into_iter()
            .try_fold(length, |length, (count, size)| length.checked_add(count.checked_mul(size)?))
    }

    /// The tables, if they hang together.
    fn core(&self, reader: &mut Reader<'_>) -> Option<Core> {
        let [entries, with_snils, certified, middles, odd, pupils] =
            self.counts.map(|count| usize::try_from(count).ok());
        let (entries, with_snils, certified) = (entries?, with_snils?, certified?);
        let [of_snils, of_certificates] = self.layouts()?;
        let snils = Directory::kept(of_snils, reader.starts(of_snils)?, with_snils)?;
        let starts = reader.starts(of_certificates)?;
        let certificates = Directory::kept(of_certificates, starts, certified)?;
        let core = Core {
            snils,
            certificates,
            entries: reader.table(entries, |[one, other]| Entry {
                fingerprint: u64::from_le_bytes(one),
                word: halves(other).0,
                place: halves(other).1,
            })?,
            certified: reader.table(certified, |[one]| {
                let (word, at) = halves(one);
                Certified { word, at }
            })?,
            middles: reader.table(middles?, |[middle]| u64::from_le_bytes(middle))?,
            odd: reader.table(odd?, |[one, other]| {
                let (at, flags) = halves(one);
                Odd { at, flags, yo: u64::from_le_bytes(other) }
            })?,
            pupils: reader.table(pupils?, |[one]| halves(one))?,
        };
        let is_whole = with_snils <= entries
            && [0, entries].contains(&core.middles.len())
            && core.odd.is_sorted_by(|one, next| one.at < next.at)
            && core.pupils.is_sorted_by(|one, next| one.0 < next.0);
        is_whole.then_some(core)
    }
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*taken)
    }

    /// A table of entries that are made of N times eight bytes.
    ///
    /// INVARIANT: no more is reserved than there is to read.
    fn table<const N: usize, T>(
        &mut self,
        count: usize,
        make: impl Fn([[u8; 8]; N]) -> T,
    ) -> Option<Vec<T>> {
        let (taken, rest) = self.0.split_at_checked(count.checked_mul(8)?.checked_mul(N)?)?;
        self.0 = rest;
        let (words, _) = taken.as_chunks::<8>();
        Some(words.as_chunks::<N>().0.iter().map(|words| make(*words)).collect())
    }

    fn starts(&mut self, layout: Layout) -> Option<Vec<u32>> {
        let count = layout.buckets().checked_add(1)?;
        let (taken, rest) = self.0.split_at_checked(count.checked_mul(4)?)?;
        self.0 = rest;
        Some(taken.as_chunks().0.iter().map(|start| u32::from_le_bytes(*start)).collect())
    }
}

impl Core {
    /// How many there are, in the order of the head.
    fn counts(&self) -> [usize; 6] {
        let with_snils = self.snils.end();
        let (middles, odd, pupils) = (self.middles.len(), self.odd.len(), self.pupils.len());
        [self.entries.len(), with_snils, self.certified.len(), middles, odd, pupils]
    }
}

/// Two words, the first one first.
fn pair(one: u32, other: u32) -> [u8; 8] {
    (u64::from(one) | (u64::from(other) << 32)).to_le_bytes()
}

/// The two words again.
fn halves(pair: [u8; 8]) -> (u32, u32) {
    let pair = u64::from_le_bytes(pair);
    (low(pair), low(pair >> 32))
}

const fn policy_bytes(policy: MatchPolicy) -> [u8; 4] {
    let yo = match policy.yo {
        YoPolicy::Folded => 0,
        YoPolicy::Exact => 1,
    };
    let middle_name = match policy.middle_name {
        MiddleNamePolicy::Strict => 0,
        MiddleNamePolicy::MissingAgrees => 1,
    };
    [yo, middle_name, 0, 0]
}

fn policy(bytes: [u8; 4]) -> Option<MatchPolicy> {
    MatchPolicy::all().find(|policy| policy_bytes(*policy) == bytes)
}

/// What every index begins with.
const MAGIC: &[u8; 8] = b"esia-idx";
/// The version of this form.
const VERSION: u32 = 1;
/// Sets these messages apart from all others under the same key.
const SCHEME: &[u8] = b"esia-matching compact index 1";
/// The bytes of the seal.
const TAG: usize = 32;
/// The bytes of the head and the seal.
const FRAME: usize = 8 + 4 + 4 + 8 + 4 + 6 * 8 + TAG;
