//! The tables of a compact index: built once, never changed.

use super::directory::{Directory, Layout, Near, index};
use super::row::{Kept, Whose};
use crate::digest::{Code, Digest, Face};
use alloc::vec;
use alloc::vec::Vec;
use core::hint::black_box;
use core::ops::Range;

/// The records in the keyed order of their SNILS, those without one behind, and their certificates.
///
/// | table | bytes | holds |
/// |---|---|---|
/// | `entries` | 16 a record | rest of the SNILS, marks, the caller's number, fingerprint |
/// | `certified` | 8 a certificate | rest of the certificate, which entry |
/// | directories | about 1 in 3 records | where a bucket begins |
/// | `odd`, `pupils` | 16 and 8 of the few they name | what is rare |
#[derive(Clone, Default)]
pub(super) struct Core {
    pub(super) snils: Directory,
    pub(super) certificates: Directory,
    pub(super) entries: Vec<Entry>,
    pub(super) certified: Vec<Certified>,
    /// The fingerprints of the middle names, where the policy takes them apart; else empty.
    pub(super) middles: Vec<u64>,
    /// INVARIANT: in the order of the entries.
    pub(super) odd: Vec<Odd>,
    /// INVARIANT: in the order of the entries.
    pub(super) pupils: Vec<(u32, u32)>,
}

/// One record: 16 bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) fingerprint: u64,
    /// The rest of the SNILS at the top; then the marks of Ё; then [`IS_ODD`] and
    /// [`HAS_CERTIFICATE`].
    pub(super) word: u32,
    pub(super) place: u32,
}

/// One certificate of a record: 8 bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Certified {
    /// The rest of the certificate at the top; then [`IS_STATED`].
    pub(super) word: u32,
    /// Whose it is, among the entries.
    pub(super) at: u32,
}

/// What is rare about an entry.
#[derive(Clone, Copy, Default)]
pub(super) struct Odd {
    pub(super) at: u32,
    pub(super) flags: u32,
    /// Which Е are Ё, where the word has no room.
    pub(super) yo: u64,
}

impl Core {
    /// The tables of the kept rows, which are asked for one by one by their number.
    pub(super) fn build(count: usize, has_middles: bool, kept: impl Fn(usize) -> Kept) -> Self {
        let all = || (0..count).map(&kept);
        let with_snils = || all().filter_map(|row| row.snils.value());
        let layout = Layout::of_snils(with_snils().count());
        let snils = Directory::of(layout, with_snils());
        let order = order(&snils, count, |at| kept(at).snils.value());

        let mut core = Self { snils, ..Self::default() };
        core.entries.reserve_exact(count);
        let mut certificates = Vec::new();
        for (at, row) in (0_u32..).zip(order) {
            let row = kept(index(row));
            core.push(at, &row, has_middles);
            if let Some(number) = row.certificate.value() {
                certificates.push((number, at, row.certificate.is_verified()));
            }
        }
        core.odd.shrink_to_fit();
        core.pupils.shrink_to_fit();

        let layout = Layout::of_certificates(certificates.len());
        let numbers = certificates.iter().map(|(number, ..)| *number);
        core.certificates = Directory::of(layout, numbers);
        let number = |at: usize| certificates.get(at).map(|(number, ..)| *number);
        let order = self::order(&core.certificates, certificates.len(), number);
        core.certified = order
            .into_iter()
            .filter_map(|of| certificates.get(index(of)))
            .map(|(number, at, is_verified)| {
                let stated = if *is_verified { 0 } else { IS_STATED };
                Certified { word: layout.word(*number) | stated, at: *at }
            })
            .collect();
        core
    }

    /// Adds the next entry.
    fn push(&mut self, at: u32, row: &Kept, has_middles: bool) {
        let layout = self.snils.layout();
        let rest = row.snils.value().map_or(0, |number| layout.word(number));
        let certificate = if row.certificate.value().is_some() { HAS_CERTIFICATE } else { 0 };
        let mut odd = Odd { at, flags: 0, yo: row.face.yo };
        let states = [
            (row.is_repeated, IS_REPEATED),
            (!row.is_vouched, IS_UNVOUCHED),
            (row.snils.value().is_some() && !row.snils.is_verified(), HAS_STATED_SNILS),
        ];
        for (holds, flag) in states {
            odd.flags |= if holds { flag } else { 0 };
        }
        let marks = u32::try_from(row.face.yo)
            .ok()
            .filter(|yo| odd.flags == 0 && yo.checked_ilog2().unwrap_or_default() < room(layout));
        let marks = marks.map_or(IS_ODD, |yo| yo.wrapping_shl(MARKS_AT));
        if marks == IS_ODD {
            self.odd.push(odd);
        }
        if let Some(pupil) = row.pupil {
            self.pupils.push((at, pupil));
        }
        if has_middles {
            self.middles.push(row.face.middle);
        }
        self.entries.push(Entry {
            fingerprint: row.face.fingerprint,
            word: rest | marks | certificate,
            place: row.place,
        });
    }

    /// How many people [`touch`](Self::touch) takes at once: as many reads as a core keeps open.
    pub(super) const GROUP: usize = 16;

    /// Reads what a search for some people will read, so that it is near when they come.
    ///
    /// No read depends on another of its stage, nor does a branch, so that all of them wait
    /// together.
    pub(super) fn touch(&self, people: &[Digest]) {
        let mut places = [(0, 0); Self::GROUP];
        for (places, person) in places.iter_mut().zip(people) {
            let (snils, certificate) = (person.snils().value(), person.certificate().value());
            places.0 = snils.map_or(0, |number| self.snils.near(number).place());
            places.1 = certificate.map_or(0, |number| self.certificates.near(number).place());
        }
        let read = |(entry, certified): &(usize, usize)| {
            let entry = self.entries.get(*entry).map_or(0, |entry| entry.word);
            entry ^ self.certified.get(*certified).map_or(0, |certified| certified.word)
        };
        let places = places.get(..people.len()).unwrap_or_default();
        // Else nobody would need what was read, and it would not be.
        black_box(places.iter().fold(0, |all, places| all ^ read(places)));
    }

    /// The entries that carry a SNILS, whoever vouches for it.
    pub(super) fn run_of_snils(&self, number: u64) -> Range<usize> {
        let layout = self.snils.layout();
        run(&self.entries, &self.snils.near(number), |entry| layout.rest(entry.word))
    }

    /// The certificates that are equal to one, whoever vouches for them.
    pub(super) fn run_of_certificate(&self, number: u64) -> &[Certified] {
        let layout = self.certificates.layout();
        let near = self.certificates.near(number);
        let run = run(&self.certified, &near, |certified| layout.rest(certified.word));
        self.certified.get(run).unwrap_or_default()
    }

    /// Whether an entry has a SNILS.
    pub(super) fn has_snils(&self, at: usize) -> bool {
        at < self.snils.end()
    }

    /// What is rare about an entry, if its word says that something is.
    pub(super) fn odd_of(&self, at: usize, entry: Entry) -> Odd {
        let inline = entry.word.wrapping_shr(MARKS_AT) & low_bits(room(self.snils.layout()));
        let usual = Odd { at: 0, flags: 0, yo: inline.into() };
        if entry.word & IS_ODD == 0 {
            return usual;
        }
        let found = self.odd.binary_search_by_key(&at, |odd| index(odd.at));
        found.ok().and_then(|found| self.odd.get(found)).copied().unwrap_or(usual)
    }

    /// Whose record an entry is.
    pub(super) fn whose(&self, at: usize, place: u32) -> Whose {
        let found = self.pupils.binary_search_by_key(&at, |(at, _)| index(*at));
        let pupil = found.ok().and_then(|found| self.pupils.get(found));
        Whose::new(place, pupil.map(|(_, pupil)| *pupil))
    }

    /// Names and birth date of an entry.
    pub(super) fn face(&self, at: usize, entry: Entry, odd: Odd) -> Face {
        let middle = if self.middles.is_empty() { None } else { self.middles.get(at) };
        Face {
            fingerprint: entry.fingerprint,
            middle: middle.copied().unwrap_or_default(),
            yo: odd.yo,
            outer_yo: 0,
        }
    }

    /// The rows that the tables were made of, in the order of the entries.
    pub(super) fn rows(&self) -> Vec<Kept> {
        let layout = self.snils.layout();
        let buckets = self.snils.buckets().flat_map(|(bucket, run)| run.map(move |_| Some(bucket)));
        let buckets = buckets.chain(core::iter::repeat(None));
        let mut rows: Vec<Kept> = (0_usize..)
            .zip(&self.entries)
            .zip(buckets)
            .map(|((at, entry), bucket)| {
                let odd = self.odd_of(at, *entry);
                let number = bucket.map(|bucket| layout.number(bucket, entry.word));
                let whose = self.whose(at, entry.place);
                Kept {
                    place: entry.place,
                    pupil: match whose {
                        Whose::Pupil(pupil) => Some(pupil),
                        Whose::OnlyRecord(_) => None,
                    },
                    face: self.face(at, *entry, odd),
                    snils: Code::kept(number, !odd.has(HAS_STATED_SNILS)),
                    certificate: Code::kept(None, false),
                    is_vouched: !odd.has(IS_UNVOUCHED),
                    is_repeated: odd.has(IS_REPEATED),
                }
            })
            .collect();
        let layout = self.certificates.layout();
        for (bucket, run) in self.certificates.buckets() {
            for certified in self.certified.get(run).unwrap_or_default() {
                if let Some(row) = rows.get_mut(index(certified.at)) {
                    let number = layout.number(bucket, certified.word);
                    row.certificate = Code::kept(Some(number), certified.is_verified());
                }
            }
        }
        rows
    }

    /// The bytes of the tables.
    pub(super) fn bytes(&self) -> usize {
        let words = self.snils.starts().len().saturating_add(self.certificates.starts().len());
        [
            size_of_val(&*self.entries),
            size_of_val(&*self.certified),
            size_of_val(&*self.middles),
            size_of_val(&*self.odd),
            size_of_val(&*self.pupils),
            words.saturating_mul(size_of::<u32>()),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }
}

impl Certified {
    /// Whether the side vouches for the certificate.
    pub(super) const fn is_verified(self) -> bool {
        self.word & IS_STATED == 0
    }
}

impl Odd {
    /// Whether a flag is set.
    pub(super) const fn has(self, flag: u32) -> bool {
        self.flags & flag != 0
    }
}

/// The rows in the order of a directory, each bucket sorted; those without a number behind.
fn order(directory: &Directory, count: usize, number: impl Fn(usize) -> Option<u64>) -> Vec<u32> {
    let layout = directory.layout();
    let mut free = directory.starts().to_vec();
    let mut order = vec![0_u64; count];
    let mut behind = directory.end()..count;
    for (row, at) in (0_u32..).zip(0..count) {
        let (place, word) = match number(at) {
            Some(number) => {
                let Some(free) = free.get_mut(layout.bucket(number)) else { continue };
                let place = *free;
                *free = free.saturating_add(1);
                (Some(index(place)), layout.word(number))
            }
            None => (behind.next(), 0),
        };
        if let Some(place) = place.and_then(|place| order.get_mut(place)) {
            *place = (u64::from(word) << 32) | u64::from(row);
        }
    }
    for (_, bucket) in directory.buckets() {
        if let Some(bucket) = order.get_mut(bucket) {
            bucket.sort_unstable();
        }
    }
    order.into_iter().map(super::directory::low).collect()
}

/// The entries of a bucket that hold a rest; they stand side by side, near where they are sought.
fn run<T>(table: &[T], near: &Near, rest: impl Fn(&T) -> u32) -> Range<usize> {
    let bucket = table.get(near.bucket.clone()).unwrap_or_default();
    let from = near.ahead.saturating_sub(REACH);
    let to = near.ahead.saturating_add(REACH).min(bucket.len());
    let window = bucket.get(from..to).unwrap_or_default();
    // Counted without a branch, so that all the reads wait together; then the rare walk beyond.
    let less = window.iter().filter(|entry| rest(entry) < near.rest).count();
    let start = if less == 0 {
        let before = bucket.get(..from).unwrap_or_default();
        let back = before.iter().rev().take_while(|entry| rest(entry) >= near.rest).count();
        from.saturating_sub(back)
    } else if less == window.len() {
        let behind = bucket.get(to..).unwrap_or_default();
        to.saturating_add(behind.iter().take_while(|entry| rest(entry) < near.rest).count())
    } else {
        from.saturating_add(less)
    };
    let from = bucket.get(start..).unwrap_or_default();
    let length = from.iter().take_while(|entry| rest(entry) == near.rest).count();
    let start = near.bucket.start.saturating_add(start);
    start..start.saturating_add(length)
}

/// How many entries to each side of the likely place are read at once: twice the usual distance.
const REACH: usize = 6;

/// How many marks of Ё the words of a layout have room for.
const fn room(layout: Layout) -> u32 {
    layout.spare().saturating_sub(MARKS_AT)
}

/// A mask of low bits.
const fn low_bits(count: u32) -> u32 {
    1_u32.wrapping_shl(count).wrapping_sub(1)
}

/// The word of an entry has a certificate.
pub(super) const HAS_CERTIFICATE: u32 = 1;
/// Something of the entry stands among [`Core::odd`].
const IS_ODD: u32 = 2;
/// Where the marks of Ё begin in the word of an entry.
const MARKS_AT: u32 = 2;
/// The certificate is somebody's word.
const IS_STATED: u32 = 1;

/// Other rows give the record other contents.
pub(super) const IS_REPEATED: u32 = 1;
/// Nobody vouches for names and birth date.
pub(super) const IS_UNVOUCHED: u32 = 2;
/// The SNILS is somebody's word.
pub(super) const HAS_STATED_SNILS: u32 = 4;
