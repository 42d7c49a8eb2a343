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

pub mod access;
pub mod account;
pub mod age;
#[cfg(feature = "openidconnect")]
pub mod gateway;
pub mod message;
pub mod person;
#[cfg(feature = "protocol")]
pub mod protocol;
pub mod record;
pub mod rules;
pub mod secrets;
