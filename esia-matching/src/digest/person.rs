//! Names and birth date as keyed fingerprints.

use alloc::vec::Vec;
use chrono::Datelike as _;

use crate::birth_date::BirthDate;
use crate::evidence::{Assurance, Detail};
use crate::finding::Side;
use crate::policy::{MatchPolicy, MiddleNamePolicy, YoPolicy};

use super::key::DigestKey;

/// What a side knows of names and birth date; equal ones are equal texts, known equally well.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) struct Fingerprints {
    /// Of last name, first name and birth date, ё folded.
    outer: u64,
    /// Of the middle name, ё folded; zero if there is none.
    middle: u64,
    /// Which Е are Ё, in order; above them how many there are before the middle name, then how
    /// far names and date are known, and whose knowledge it is.
    marks: u64,
}

impl Fingerprints {
    /// From an exact name key (`ИВАНОВ|ПЁТР|`, without names `||`) and a date.
    pub(super) fn new(
        side: Side,
        names: &Detail<&[u8]>,
        date: Detail<BirthDate>,
        key: &DigestKey,
        message: &mut Vec<u8>,
    ) -> Self {
        message.clear();
        message.push(OUTER);
        let day = date.value().map_or(0, |date| date.date().num_days_from_ce());
        message.extend_from_slice(&day.to_le_bytes());
        let folded = Folded::append(names.value().copied().unwrap_or(NO_NAMES), message);
        let (outer, middle) = message.split_at_checked(folded.middle_at).unwrap_or((message, &[]));
        let outer = key.hash(outer);
        // The second bar stands first: a message of another kind than the outer one.
        let middle = if middle.len() > 1 { key.hash(middle).max(1) } else { 0 };
        let side = match side {
            Side::Journal => 0,
            Side::Provider => 1,
        };
        let known = [known(names), known(&date), side];
        let known = known.into_iter().fold(0, |all, state| (all << 2) | state);
        let marks = (known << KNOWN_AT) | (folded.outer_count << COUNT_AT) | folded.yo;
        Self { outer, middle, marks }
    }

    /// Whether names and date are there.
    const fn is_known(self) -> bool {
        self.names() >= STATED && self.date() >= STATED
    }

    /// Whether names and date are there and the side vouches for both.
    pub(super) const fn is_verified(self) -> bool {
        self.names() == VERIFIED && self.date() == VERIFIED
    }

    const fn names(self) -> u64 {
        (self.marks >> (KNOWN_AT + 4)) & 3
    }

    const fn date(self) -> u64 {
        (self.marks >> (KNOWN_AT + 2)) & 3
    }

    /// What a comparison under the policy needs.
    pub(super) const fn face(self, policy: MiddleNamePolicy) -> Face {
        let (whole, middle) = match policy {
            MiddleNamePolicy::Strict => (self.outer ^ self.middle, 0),
            MiddleNamePolicy::MissingAgrees => (self.outer, self.middle),
        };
        let fingerprint = match (self.is_known(), whole) {
            (false, _) => 0,
            (true, 0) => 1,
            (true, _) => whole,
        };
        let outer_count = (self.marks >> COUNT_AT) & COUNT;
        // INVARIANT: at most 48 of them.
        let outer_yo = !(u64::MAX << outer_count);
        Face { fingerprint, middle, yo: self.marks & YO, outer_yo }
    }
}

/// Names and birth date, as a comparison under one policy of middle names needs them.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct Face {
    /// Zero if names or date are not known: equal to none.
    pub(crate) fingerprint: u64,
    /// Zero if there is none, or the fingerprint holds it.
    pub(crate) middle: u64,
    /// Which Е are Ё.
    pub(crate) yo: u64,
    /// Which of them stand before the middle name; read of the person who is asked for alone.
    pub(crate) outer_yo: u64,
}

impl Face {
    /// Whether this is the person of a record, and if so, whether only with ё read as е.
    pub(crate) const fn agrees(&self, record: &Self, policy: MatchPolicy) -> Option<YoFolded> {
        let is_same = self.fingerprint != 0 && self.fingerprint == record.fingerprint;
        let has_middles = self.middle != 0 && record.middle != 0;
        if !is_same || (has_middles && self.middle != record.middle) {
            return None;
        }
        let in_question = match policy.middle_name {
            MiddleNamePolicy::MissingAgrees if !has_middles => self.outer_yo,
            MiddleNamePolicy::Strict | MiddleNamePolicy::MissingAgrees => YO,
        };
        let is_folded = (self.yo ^ record.yo) & in_question != 0;
        match policy.yo {
            YoPolicy::Exact if is_folded => None,
            YoPolicy::Exact | YoPolicy::Folded => Some(YoFolded(is_folded)),
        }
    }
}

/// Whether two names agree only if ё and е are the same letter.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) struct YoFolded(pub(crate) bool);

/// What is seen while a name key is folded.
#[derive(Default)]
struct Folded {
    /// Where the second bar stands in the message.
    middle_at: usize,
    yo: u64,
    outer_count: u64,
}

impl Folded {
    /// Adds the key with Е for Ё to a message.
    fn append(key: &[u8], message: &mut Vec<u8>) -> Self {
        let mut folded = Self::default();
        let (mut bars, mut place) = (0_u8, 1_u64);
        let mut bytes = key.iter().copied();
        while let Some(byte) = bytes.next() {
            match byte {
                // INVARIANT: 0xD0 begins a letter of two bytes and stands nowhere else.
                LEAD => {
                    let second = bytes.next().unwrap_or_default();
                    let is_yo = second == YO_SECOND;
                    if is_yo {
                        folded.yo |= place;
                    }
                    if is_yo || second == YE_SECOND {
                        // The last mark stands for every further letter: see `Digest`.
                        place = if place == YO_LAST { place } else { place << 1 };
                        let before_middle = u64::from(bars < 2);
                        folded.outer_count = folded.outer_count.saturating_add(before_middle);
                    }
                    message.extend_from_slice(&[LEAD, if is_yo { YE_SECOND } else { second }]);
                }
                b'|' => {
                    bars = bars.saturating_add(1);
                    if bars == 2 {
                        folded.middle_at = message.len();
                    }
                    message.push(byte);
                }
                _ => message.push(byte),
            }
        }
        folded.outer_count = folded.outer_count.min(YO_MOST);
        folded
    }
}

/// How far a detail is known.
const fn known<T>(detail: &Detail<T>) -> u64 {
    match detail {
        Detail::Missing => 0,
        Detail::Unreadable => 1,
        Detail::Present(_, Assurance::Stated) => STATED,
        Detail::Present(_, Assurance::Verified) => VERIFIED,
    }
}

const STATED: u64 = 2;
const VERIFIED: u64 = 3;

/// Where the count stands in the marks, and what is known above it.
const COUNT_AT: u32 = 48;
const COUNT: u64 = 0x3F;
const KNOWN_AT: u32 = 56;

/// The marks of Ё: 48 letters.
const YO: u64 = (1 << COUNT_AT) - 1;
const YO_MOST: u64 = 48;
const YO_LAST: u64 = 1 << 47;

/// Е and Ё in UTF-8: one first byte, and a second one each.
const LEAD: u8 = 0xD0;
const YE_SECOND: u8 = 0x95;
const YO_SECOND: u8 = 0x81;

/// The key where no name is known.
const NO_NAMES: &[u8] = b"||";

/// What the message of last name, first name and date begins with; a middle one begins with a bar.
const OUTER: u8 = 0;
