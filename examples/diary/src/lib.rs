//! The reference integration: a school diary that signs pupils in through ESIA.
//!
//! The way of one sign-in: [`routes`] take the browser to ESIA and back, [`esia`] carries the
//! protocol's values, [`register`] asks esia-matching whose record it is, [`consent`] mirrors the
//! platform with consent-model, [`door`] brings the facts to `esia_core::access::decide`, and
//! [`pages`] show the diary or the one right message. A parent comes through [`family`], and what a
//! refusal was about is kept by [`cases`] for the school's [`desk`]. [`clock`] and [`random`] are
//! the only files that read the clock and ask for random bytes.

pub mod address;
pub mod app;
pub mod backup;
pub mod cases;
pub mod clock;
pub mod commands;
pub mod config;
pub mod consent;
pub mod consent_log;
pub mod csrf;
pub mod demo;
pub mod desk;
pub mod door;
pub mod dossier;
pub mod duties;
pub mod esia;
pub mod family;
pub mod http;
pub mod import;
pub mod incident;
pub mod instance;
pub mod keyring;
pub mod limits;
pub mod metrics;
pub mod pages;
pub mod place;
pub mod platform;
pub mod random;
pub mod register;
pub mod retention;
pub mod routes;
pub mod russian;
pub mod stopping;
pub mod store;
pub mod upkeep;

/// The example of the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
