//! Goal: the stand refuses what the real thing refuses, and answers in its shapes.
//!
//! Method: over HTTP, with a client whose every field can be bent (`diary.rs`); the texts to sign
//! are typed by hand here, apart from the stand's own.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "helpers of tests: what is not there fails the test"
)]

mod cabinet;
mod certificates;
mod consents;
mod data;
mod demanded;
mod diary;
mod first;
mod library;
mod log;
mod oidc;
mod openssl;
mod permissions;
mod portal;
mod refusals;
mod relaxed;
mod seeds;
mod settings;
mod sign_in;
mod tokens;
