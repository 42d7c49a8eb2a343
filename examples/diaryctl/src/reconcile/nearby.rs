//! The few records that have to do with the people who were not found beyond doubt.

use super::exact::Exact;
use super::people::{Asked, Crowd};
use super::register::{Journal, Register};
use esia_matching::diagnose::Sieve;
use esia_matching::index::Index;
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};
use std::io;

/// An index that answers for the asked ones as one of the whole journal does.
///
/// It has every row that carries an identifier of theirs, or shares a key with one of them, and
/// every row that shares an identifier with one of these: see [`Sieve`].
///
/// # Errors
///
/// What reading the journal a second time fails with.
pub(super) fn index(
    crowds: &[Crowd],
    register: &Register,
    exact: &Exact<'_>,
    journal: Journal<'_>,
) -> io::Result<Index> {
    let asked = || crowds.iter().flat_map(|crowd| &crowd.asked);
    let mut rows = Vec::new();
    if asked().any(|person| person.sketch.is_some()) {
        let sieve = Sieve::of(asked().filter_map(|person: &Asked| person.sketch));
        let passed = || {
            let rows = register.sketches.par_iter().enumerate();
            let passing = rows.filter(|(_, sketch)| sieve.passes(sketch));
            passing.filter_map(|(row, _)| u32::try_from(row).ok()).collect::<Vec<_>>()
        };
        rows.extend(journal.pool.install(passed));
    }
    let rows = exact.closed(rows, asked().map(|person| &person.fact));
    register.entries(&rows, journal).map(Index::new)
}
