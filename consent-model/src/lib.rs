#![doc = include_str!("../README.md")]
#![no_std]
#![forbid(unsafe_code)]
#![warn(
    clippy::exhaustive_enums,
    clippy::std_instead_of_core,
    clippy::std_instead_of_alloc,
    clippy::alloc_instead_of_core
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod actor;
pub mod child_account;
pub mod code;
pub mod consent;
#[cfg(feature = "esia")]
pub mod esia;
pub mod event;
pub mod fact;
pub mod history;
pub mod linking;
#[cfg(feature = "log")]
pub mod log;
pub mod machine;
pub mod message;
pub mod names;
pub mod personal;
pub mod reason;
#[cfg(feature = "log")]
pub mod receipt;
pub mod render;
pub mod table;
