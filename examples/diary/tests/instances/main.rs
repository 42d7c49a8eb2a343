//! Goal: an instance starts from its settings alone, ends as it is told, and agrees with every other
//! instance on one database.
//! Method: real processes of `diary serve` on free ports, a portal in this process, invented
//! families; requests go to one instance and to another as a proxy would send them.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod agree;
mod configure;
mod guide;
mod keeping;
mod operate;
#[path = "../support/place.rs"]
mod place;
mod reach;
#[path = "../support/region.rs"]
mod region;
mod stop;
#[expect(dead_code, reason = "shared with the other tests of the diary")]
#[path = "../support/visitor.rs"]
mod visitor;
