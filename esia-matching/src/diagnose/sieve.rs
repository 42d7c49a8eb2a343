//! Which of many records may be like some people at all.

use super::likeness::may_be_one;
use super::sketch::Sketch;
use super::table::Table;
use super::{MOST_OF_A_KEY, keys};
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

/// Lets pass the records that may be like one of some people (сито).
///
/// Where few people are to be explained, a [`Diagnoser`](super::Diagnoser) needs few of the
/// records: those that share a key with a person and, as far as their sketches tell, little
/// contradicts.
///
/// **Guarantees**: a diagnoser over the records that pass, and those that share a SNILS or a
/// certificate with one of these, names the candidates that one over all records names, with the
/// same findings. The work for a record does not grow with the number of people.
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
/// assert!(!sieve.passes(&sketch("Другая")));
/// ```
#[derive(Clone)]
pub struct Sieve {
    people: Box<[Sketch]>,
    /// A bit for each key, found by its first bits: most keys of most records have none.
    bits: Box<[u64]>,
    /// The people by their keys.
    table: Table,
}

impl Sieve {
    /// A sieve for these people.
    #[must_use]
    pub fn of(people: impl IntoIterator<Item = Sketch>) -> Self {
        let people: Box<[Sketch]> = people.into_iter().collect();
        let mut pairs = Vec::with_capacity(people.len().saturating_mul(USUAL_KEYS));
        for (place, person) in (0_u32..).zip(&people) {
            keys::of(person, |key| pairs.push((key, place)));
        }
        // A power of two: half a word for each key.
        let words = (pairs.len() / 2).next_power_of_two();
        let mut bits: Box<[u64]> = vec![0; words].into();
        for (key, _) in &pairs {
            let (word, bit) = bit(*key, words);
            if let Some(own) = bits.get_mut(word) {
                *own |= bit;
            }
        }
        Self { people, bits, table: Table::new(pairs) }
    }

    /// Whether a record shares a key with one of the people and may be like them.
    #[must_use]
    pub fn passes(&self, record: &Sketch) -> bool {
        let mut passes = false;
        keys::of(record, |key| passes |= self.has_bit(key) && !passes && self.has(key, record));
        passes
    }

    fn has_bit(&self, key: u32) -> bool {
        let (word, bit) = bit(key, self.bits.len());
        self.bits.get(word).is_some_and(|own| own & bit != 0)
    }

    /// Whether one of the people of a key may be like a record. Of a key that very many share,
    /// the first are asked, and whoever is like none of them passes for the others' sake.
    fn has(&self, key: u32, record: &Sketch) -> bool {
        let person = |place| self.people.get(usize::try_from(place).unwrap_or(usize::MAX));
        let mut people = self.table.places(key).filter_map(person);
        people.by_ref().take(MOST_OF_A_KEY).any(|person| may_be_one(record, person))
            || people.next().is_some()
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

/// How many keys most people have.
const USUAL_KEYS: usize = 19;
