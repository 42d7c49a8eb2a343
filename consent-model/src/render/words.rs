//! What the names of the tables mean, in the words of the pages.
//!
//! In English a state, a condition, a change and an effect are told by the doc comment of their
//! name; here are the Russian words, the events in both languages, and what a machine is.

mod child_account;
mod consent;
mod linking;
mod shared;

pub(crate) use child_account::GLOSSARY as CHILD_ACCOUNT;
pub(crate) use consent::GLOSSARY as CONSENT;
pub(crate) use linking::GLOSSARY as LINKING;
pub(crate) use shared::{ACTORS, OF_MOVES, REASONS};

use esia_core::rules::Words;

/// The words of one machine.
pub(crate) struct Glossary {
    pub(crate) title: Words,
    pub(crate) about: Words,
    pub(crate) intro: Words,
    /// What is known before the first event, and what lasts.
    pub(crate) setup: Words,
    pub(crate) states: &'static [(&'static str, &'static str)],
    /// As a table or a diagram has room for.
    pub(crate) short_states: &'static [(&'static str, &'static str)],
    pub(crate) details: &'static [(&'static str, &'static str)],
    pub(crate) short_details: &'static [(&'static str, &'static str)],
    pub(crate) events: &'static [(&'static str, Words)],
    pub(crate) short_events: &'static [(&'static str, &'static str)],
    /// What an event brings along; in brackets what stands for a missing one, or the choice.
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) guards: &'static [(&'static str, &'static str)],
    pub(crate) changes: &'static [(&'static str, &'static str)],
    pub(crate) emits: &'static [(&'static str, &'static str)],
}

/// The entry of a name; empty where there is none, which a test rules out.
pub(crate) fn entry<'t, T: Copy + Default>(list: &'t [(&'t str, T)], name: &str) -> T {
    list.iter().find(|(known, _)| *known == name).map_or_else(T::default, |(_, words)| *words)
}
