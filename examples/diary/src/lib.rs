//! The reference integration: a school diary that signs pupils in through ESIA.
//!
//! The way of one sign-in: [`routes`] take the browser to ESIA and back, [`esia`] carries the
//! protocol's values, [`register`] asks esia-matching whose record it is, [`consent`] mirrors the
//! platform with consent-model, [`door`] brings the facts to `esia_core::access::decide`, and
//! [`pages`] show the diary or the one right message. [`clock`] and [`random`] are the only files
//! that read the clock and ask for random bytes.

pub mod app;
pub mod clock;
pub mod config;
pub mod consent;
pub mod demo;
pub mod door;
pub mod esia;
pub mod http;
pub mod incident;
pub mod metrics;
pub mod pages;
pub mod place;
pub mod platform;
pub mod random;
pub mod register;
pub mod routes;
pub mod store;

/// The example of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
