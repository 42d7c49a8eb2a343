//! Goal: the diary and the stand, running, do what design.md promises.
//! Method: both on free ports of loopback, invented families; `journeys` in a real browser,
//! `refusals` by an HTTP client that sends what no browser would.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod browser;
mod journeys;
mod log;
#[path = "../support/place.rs"]
mod place;
mod refusals;
mod school;
