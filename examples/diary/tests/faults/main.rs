//! Goal: no fault loses an event that was acknowledged, does one twice, or leaves a way in that
//! should not be; whoever was interrupted can repeat.
//! Method: real processes, killed with SIGKILL at a point that the test holds them at: by a proxy of
//! ours on the way, or by the database. After each fault one check reads the whole database.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![expect(clippy::arithmetic_side_effects, reason = "tests count")]

mod aftermath;
mod away;
mod balance;
mod balancer;
mod clocks;
mod crowd;
mod esia;
mod full;
mod kill_at_the_desk;
mod kill_of_consent;
mod kill_of_sign_in;
mod parents;
#[path = "../support/place.rs"]
mod place;
mod platform;
#[path = "../support/proxy.rs"]
mod proxy;
#[path = "../support/region.rs"]
mod region;
mod restart;
mod stall;
#[path = "../support/told.rs"]
mod told;
#[expect(dead_code, reason = "shared with the other tests of the diary")]
#[path = "../support/visitor.rs"]
mod visitor;
mod ways;
