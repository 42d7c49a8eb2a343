//! Invented people and independent oracles, for tests, benches and the stand.
//!
//! In scope: [`people`] as the state's registers hold them, [`journal`] as the school holds them.
//! Out of scope: anything real. No name, number or date here belongs to a living person.

pub mod journal;
pub mod oracle;
pub mod people;
pub mod profile;
