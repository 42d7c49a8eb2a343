//! Measuring ours against a hand-tuned baseline in the same run.
//!
//! A figure in nanoseconds belongs to one machine; a ratio within one run travels. Ours and the
//! baseline therefore take turns, sample by sample, and the median of the ratios is printed.

use criterion::Criterion;
use criterion::measurement::{Measurement as _, WallTime};
use std::hint::black_box;
use std::time::Duration;

/// Below this many calls a sample says nothing: the clock alone costs as much.
const CALLS_MIN: u64 = 100;

/// Measures `ours` and `hand` in turns under `name`, and prints the median ratio.
///
/// `unit` is how many pieces of work one call does: printed times are for one piece.
pub fn against<R, S>(
    criterion: &mut Criterion,
    name: &str,
    unit: u32,
    mut ours: impl FnMut() -> R,
    mut hand: impl FnMut() -> S,
) {
    let mut samples: Vec<(f64, f64)> = Vec::new();
    criterion.bench_function(name, |bencher| {
        bencher.iter_custom(|calls| {
            let hand_time = time(calls, &mut hand);
            let ours_time = time(calls, &mut ours);
            if calls >= CALLS_MIN {
                let pieces = f64::from(unit) * f64::from(u32::try_from(calls).unwrap_or(u32::MAX));
                let nanoseconds = |time: Duration| time.as_secs_f64() * 1e9 / pieces;
                samples.push((nanoseconds(ours_time), nanoseconds(hand_time)));
            }
            ours_time
        });
    });
    if samples.is_empty() {
        return;
    }
    println!(
        "{name}: ours {:.1} ns, hand {:.1} ns, ratio {:.2} (medians of {} samples)",
        median(samples.iter().map(|(ours, _)| *ours)),
        median(samples.iter().map(|(_, hand)| *hand)),
        median(samples.iter().map(|(ours, hand)| ours / hand)),
        samples.len(),
    );
}

fn time<R>(calls: u64, work: &mut impl FnMut() -> R) -> Duration {
    let start = WallTime.start();
    for _ in 0..calls {
        black_box(work());
    }
    WallTime.end(start)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
