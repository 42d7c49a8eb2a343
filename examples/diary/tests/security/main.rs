//! Goal: each threat that reaches the running diary is tried, and fails.
//! Method: the diary and the stand on free ports of loopback, and an HTTP client that sends what no
//! browser would; every address is taken from the one list that the router is made from.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod addresses;
mod desk;
mod forms;
mod injection;
#[path = "../end_to_end/log.rs"]
#[expect(dead_code, reason = "what is logged is searched in other tests")]
mod log;
mod oracles;
#[path = "../support/place.rs"]
mod place;
#[path = "../end_to_end/school.rs"]
mod school;
mod senders;
mod sessions;
#[path = "../support/visitor.rs"]
mod visitor;
mod weight;
