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

pub mod act_record;
pub mod birth_date;
#[cfg(feature = "blind")]
pub mod blind;
pub mod certificate;
pub mod compact;
pub mod compare;
pub mod diagnose;
pub mod digest;
pub mod evidence;
pub mod explain;
pub mod finding;
pub mod index;
pub mod name;
pub mod outcome;
pub mod policy;
#[cfg(feature = "serde")]
mod serde;
pub mod sheet;
mod signs;
pub mod snils;
pub mod steps;
