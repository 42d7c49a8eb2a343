//! Goal: the generator of load signs in whom it says, at real instances.
//! Method: a small run of its own core, with two processes of `diary serve` on one database; counts
//! are asserted, and no time.

#![expect(clippy::expect_used, reason = "tests")]

#[path = "support/place.rs"]
mod place;
#[path = "../examples/load/run.rs"]
mod run;

use esia_core::protocol::key_set::TokenAlgorithm;
use indicatif::ProgressBar;
use run::{HEADER, Load, Plan};

/// Each step of a visit goes to the other instance; of one whose journal has another first name
/// the visit would count as failed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_signs_in_at_two_instances_and_finds_the_own_diary() {
    for (tokens, name) in [(TokenAlgorithm::Gost256, "gost"), (TokenAlgorithm::Rs256, "rsa")] {
        let plan = Plan {
            seed: 1,
            journal: 60,
            pupils: 8,
            rate: 4,
            instances: vec![2],
            database: Some(place::fresh(&format!("load-{name}")).await),
            tokens,
            diary: env!("CARGO_BIN_EXE_diary").into(),
        };
        let bar = ProgressBar::hidden();
        let mut load = Load::prepare(&plan, &bar).await.unwrap();
        let outcome = load.run(&plan, 2, &bar).await.unwrap();
        assert_eq!(outcome.signed_in(), 8, "{}", outcome.figures());
        assert!(outcome.trouble().is_empty(), "{}", outcome.figures());
        let line = outcome.ratios();
        assert!(line.starts_with("| 2 | 60 | 8 | 0 |"), "{line}");
        assert_eq!(line.matches('|').count(), HEADER.lines().next().unwrap().matches('|').count());
    }
}
