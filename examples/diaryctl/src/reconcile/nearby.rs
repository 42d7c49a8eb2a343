//! The few records that have to do with the people who were not found beyond doubt.

use super::exact::Exact;
use super::people::{Asked, Crowd};
use super::register::Register;
use esia_matching::diagnose::Sieve;
use rayon::ThreadPool;
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

/// The numbers of the rows over which an index answers for the asked ones as one of the whole
/// journal does, in ascending order.
///
/// It is every row that carries an identifier of theirs, or may be like one of them, and every row
/// that shares an identifier with one of these: see [`Sieve`].
pub(super) fn rows(
    crowds: &[Crowd],
    register: &Register,
    exact: &Exact<'_>,
    pool: &ThreadPool,
) -> Vec<u32> {
    let asked = || crowds.iter().flat_map(|crowd| &crowd.asked);
    let mut rows = Vec::new();
    if asked().any(|person| person.sketch.is_some()) {
        let sieve = Sieve::of(asked().filter_map(|person: &Asked| person.sketch));
        let passed = || {
            let rows = register.sketches.par_iter().enumerate();
            let passing = rows.filter(|(_, sketch)| sieve.passes(sketch));
            passing.filter_map(|(row, _)| u32::try_from(row).ok()).collect::<Vec<_>>()
        };
        rows.extend(pool.install(passed));
    }
    exact.closed(rows, asked().map(|person| &person.fact))
}
