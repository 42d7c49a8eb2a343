#![doc = include_str!("../README.md")]

mod authorize;
mod cabinet;
mod client;
mod clock;
mod consents;
mod error;
mod faults;
mod layout;
mod logout;
mod parameters;
mod platform;
mod portal;
mod random;
mod rest;
mod routes;
mod server;
mod session;
mod sign_in;
mod signature;
mod state;
mod token;
mod tokens;

pub use client::{Client, Config, Pkce};
pub use consents::Act;
pub use faults::{Fault, Faults};
pub use server::{RobotError, Stand, StartError};
