//! Goal: the diary and the stand, running, do what design.md promises.
//! Method: both on free ports of loopback, invented families; `journeys` in a real browser,
//! the others by an HTTP client that sends what no browser would.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod album;
mod appeals;
mod browser;
mod codes;
mod desk;
mod entry;
mod family;
mod gallery;
mod journeys;
mod lives;
mod log;
mod pages;
mod parents;
mod pictures;
#[path = "../support/place.rs"]
mod place;
mod portal;
mod portal_guards;
mod portal_pages;
mod portal_refusals;
mod refusals;
mod school;
mod schools;
mod staff;
mod tools;
mod upload;
mod upload_files;
#[path = "../support/visitor.rs"]
mod visitor;
