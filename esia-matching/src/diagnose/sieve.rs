//! Which of many records may be like some people at all.

use super::keys;
use super::sketch::Sketch;
use alloc::boxed::Box;
use alloc::vec;
use core::fmt;

/// Lets pass the records that share a key with one of some people (сито).
///
/// Where few people are to be explained, a [`Diagnoser`](super::Diagnoser) needs few of the
/// records.
///
/// **Guarantees**: a diagnoser over the records that pass, and those that share a SNILS or a
/// certificate with one of these, says of each of the people what one over all records says.
///
/// # Examples
///
/// ```
/// use esia_matching::diagnose::{Sieve, Sketch};
/// use esia_matching::evidence::{Evidence, Texts, Vouched};
///
/// let texts = |last| Texts::default().names(last, "Анна", "Ивановна").birth_date("05.03.2014");
/// let person = Evidence::from_provider(&texts("Тестова"), Vouched::EVERYTHING);
/// let sieve = Sieve::of([Sketch::of(&person)]);
///
/// let sketch = |last| Sketch::of(&Evidence::from_journal(&texts(last)));
/// assert!(sieve.passes(&sketch("Тостова")));
/// let stranger = Texts::default().names("Другой", "Пётр", "").birth_date("01.01.2013");
/// assert!(!sieve.passes(&Sketch::of(&Evidence::from_journal(&stranger))));
/// ```
#[derive(Clone)]
pub struct Sieve {
    /// A bit for each key, found by its first bits: most keys of most records have none.
    bits: Box<[u64]>,
    /// The keys, each at the place of its last bits or behind; nought where there is none.
    keys: Box<[u32]>,
}

impl Sieve {
    /// A sieve for these people.
    #[must_use]
    pub fn of(people: impl IntoIterator<Item = Sketch, IntoIter: Clone>) -> Self {
        let people = people.into_iter();
        let mut count = 0_usize;
        for person in people.clone() {
            keys::of(&person, |_| count = count.saturating_add(1));
        }
        // Both are powers of two: half a word for each key, and two places.
        let words = (count / 2).next_power_of_two();
        let places = count.saturating_mul(2).max(2).next_power_of_two();
        let mut sieve = Self { bits: vec![0; words].into(), keys: vec![0; places].into() };
        for person in people {
            keys::of(&person, |key| sieve.add(key));
        }
        sieve
    }

    /// Whether a record shares a key with one of the people.
    #[must_use]
    pub fn passes(&self, record: &Sketch) -> bool {
        let mut passes = false;
        keys::of(record, |key| passes |= self.has_bit(key) && self.has(key));
        passes
    }

    fn add(&mut self, key: u32) {
        let (word, bit) = bit(key, self.bits.len());
        if let Some(own) = self.bits.get_mut(word) {
            *own |= bit;
        }
        let free = self
            .places(key)
            .find(|at| matches!(self.keys.get(*at), Some(own) if *own == 0 || *own == key));
        if let Some(own) = free.and_then(|at| self.keys.get_mut(at)) {
            *own = key;
        }
    }

    fn has_bit(&self, key: u32) -> bool {
        let (word, bit) = bit(key, self.bits.len());
        self.bits.get(word).is_some_and(|own| own & bit != 0)
    }

    fn has(&self, key: u32) -> bool {
        let at = |at| self.keys.get(at).copied().unwrap_or_default();
        self.places(key).map(at).take_while(|own| *own != 0).any(|own| own == key)
    }

    /// The places at which a key may stand, one after another.
    fn places(&self, key: u32) -> impl Iterator<Item = usize> + use<> {
        // INVARIANT: there are more places than keys, so that one is free.
        let mask = self.keys.len().wrapping_sub(1);
        let first = usize::try_from(key).unwrap_or_default();
        (0..=mask).map(move |step| first.wrapping_add(step) & mask)
    }
}

impl fmt::Debug for Sieve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sieve").finish_non_exhaustive()
    }
}

/// The word of a key among so many, which are a power of two, and its bit there.
fn bit(key: u32, words: usize) -> (usize, u64) {
    let word = usize::try_from(key >> 6).unwrap_or_default() & words.wrapping_sub(1);
    (word, 1_u64.checked_shl(key & 63).unwrap_or_default())
}
