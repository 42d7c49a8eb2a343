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

pub mod birth_date;
pub mod certificate;
pub mod compare;
pub mod evidence;
pub mod finding;
pub mod index;
pub mod name;
pub mod outcome;
pub mod policy;
pub mod sheet;
mod signs;
pub mod snils;
pub mod steps;
