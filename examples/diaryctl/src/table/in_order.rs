//! Work on many threads whose results are taken in the order of the work.

use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Gives each thread of the pool the `next` piece whenever it is free, and hands what it makes of
/// it to `take`, piece by piece in their order.
///
/// Whoever asks for a piece reads it, so that it is worked on where it was read. After a failure
/// no more pieces are asked for; what was made of the pieces before one that cannot be read is
/// still taken.
///
/// # Errors
///
/// What `take` fails with, else what `next` fails with.
pub(crate) fn in_order<P, T: Send, E: From<io::Error> + Send>(
    pool: &ThreadPool,
    next: impl FnMut() -> Result<Option<P>, E> + Send,
    work: impl Fn(P) -> T + Sync,
    take: impl FnMut(T) -> io::Result<()> + Send,
) -> Result<(), E> {
    let feed = Mutex::new(Feed { next, number: 0_u64, end: None });
    let sink = Mutex::new(Sink { take, awaited: 0_u64, waiting: BTreeMap::new(), end: Ok(()) });
    pool.broadcast(|_| {
        loop {
            // The lock is held for as long as this one statement.
            let next = locked(&feed).next();
            let Some((number, piece)) = next else { break };
            let made = work(piece);
            let is_wanted = locked(&sink).take(number, made);
            if !is_wanted {
                locked(&feed).end.get_or_insert(Ok(()));
            }
        }
    });
    let sink = sink.into_inner().unwrap_or_else(PoisonError::into_inner);
    let feed = feed.into_inner().unwrap_or_else(PoisonError::into_inner);
    sink.end?;
    feed.end.unwrap_or(Ok(()))
}

/// Where the pieces come from.
struct Feed<N, E> {
    next: N,
    number: u64,
    /// How it ended, if it did.
    end: Option<Result<(), E>>,
}

impl<N: FnMut() -> Result<Option<P>, E>, P, E> Feed<N, E> {
    fn next(&mut self) -> Option<(u64, P)> {
        if self.end.is_some() {
            return None;
        }
        match (self.next)() {
            Ok(Some(piece)) => {
                let number = self.number;
                self.number = number.saturating_add(1);
                Some((number, piece))
            }
            Ok(None) => {
                self.end = Some(Ok(()));
                None
            }
            Err(error) => {
                self.end = Some(Err(error));
                None
            }
        }
    }
}

/// Where the results go.
struct Sink<K, T> {
    take: K,
    awaited: u64,
    /// Those that are ready before others that come first.
    waiting: BTreeMap<u64, T>,
    end: io::Result<()>,
}

impl<K: FnMut(T) -> io::Result<()>, T> Sink<K, T> {
    /// Whether there is any use in more.
    fn take(&mut self, number: u64, made: T) -> bool {
        self.waiting.insert(number, made);
        while self.end.is_ok() {
            let Some(made) = self.waiting.remove(&self.awaited) else { break };
            self.end = (self.take)(made);
            self.awaited = self.awaited.saturating_add(1);
        }
        self.end.is_ok()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use rayon::ThreadPoolBuilder;
    use std::io;

    #[test]
    fn results_are_taken_in_the_order_of_the_work_up_to_a_failure() {
        for threads in [1, 2, 5] {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let run = |broken_at: usize, full_at: usize| {
                let (mut given, mut taken) = (0_usize, Vec::new());
                let next = || {
                    given += 1;
                    match given {
                        at if at == broken_at => Err(io::Error::other("broken")),
                        at => Ok((at <= 100).then_some(at)),
                    }
                };
                let work =
                    |at: usize| (0..(101 - at) * 50).fold(at, |at, _| std::hint::black_box(at));
                let done = in_order(&pool, next, work, |at| {
                    taken.push(at);
                    if at == full_at { Err(io::Error::other("full")) } else { Ok(()) }
                });
                (taken, done.map_err(|error| error.to_string()))
            };
            assert_eq!(run(0, 0), ((1..=100).collect(), Ok(())));
            assert_eq!(run(50, 0), ((1..50).collect(), Err("broken".into())));
            assert_eq!(run(0, 30), ((1..=30).collect(), Err("full".into())));
        }
    }
}
