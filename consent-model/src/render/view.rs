//! One machine as plain names: what the pages and diagrams are made of.

use super::Edition;
use super::words::{Glossary, OF_MOVES, entry};
use crate::actor::ActorKind;
use crate::machine::Machine;
use crate::names::Named;
use crate::table::{Line, Outcome, lines};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use esia_core::rules::Words;

/// A name of a table with its meaning in both languages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Word {
    pub(super) name: &'static str,
    pub(super) english: String,
    pub(super) russian: &'static str,
}

/// An event with its meaning, and who may cause it.
pub(super) struct Event {
    pub(super) name: &'static str,
    pub(super) words: Option<Words>,
    pub(super) actors: &'static [ActorKind],
}

/// A row of the table for all of its states at once.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// Its name on the page of the machine: event and place, `withdrawn.5`.
    pub name: String,
    /// The states that it is for.
    pub states: Vec<&'static str>,
    /// The row, for the first of them.
    pub line: Line,
}

pub(super) struct View {
    pub(super) glossary: &'static Glossary,
    pub(super) states: Vec<Word>,
    pub(super) details: Vec<Word>,
    pub(super) events: Vec<Event>,
    pub(super) guards: Vec<Word>,
    pub(super) changes: Vec<Word>,
    /// What rows emit, then what moves emit by themselves.
    pub(super) emits: Vec<Word>,
    pub(super) entries: Vec<Entry>,
}

impl View {
    /// A state as a table has room for: its identifier, or two Russian words.
    pub(super) fn state(&self, name: &'static str, edition: Edition) -> &'static str {
        edition.pick(name, entry(self.glossary.short_states, name))
    }

    /// What stands in brackets behind a state.
    pub(super) fn detail(&self, name: &'static str, edition: Edition) -> &'static str {
        edition.pick(name, entry(self.glossary.short_details, name))
    }

    /// An event.
    pub(super) fn event(&self, name: &'static str, edition: Edition) -> &'static str {
        edition.pick(name, entry(self.glossary.short_events, name))
    }

    pub(super) fn of<M: Machine>(glossary: &'static Glossary) -> Self {
        let events = M::EventKind::LIST.iter().map(|event| Event {
            name: event.name(),
            words: glossary
                .events
                .iter()
                .find(|(known, _)| *known == event.name())
                .map(|(_, words)| *words),
            actors: M::actors(*event),
        });
        Self {
            glossary,
            states: names::<M::StateKind>(glossary.states),
            details: names::<M::Detail>(glossary.details),
            events: events.collect(),
            guards: names::<M::Guard>(glossary.guards),
            changes: names::<M::Change>(glossary.changes),
            emits: names::<M::Emit>(glossary.emits).into_iter().chain(of_moves::<M>()).collect(),
            entries: entries::<M>(),
        }
    }
}

/// What moves emit whatever the row, as far as this machine does.
fn of_moves<M: Machine>() -> impl Iterator<Item = Word> {
    let emitted =
        |name: &str| lines::<M>().any(|line| line.effects.iter().any(|effect| effect == name));
    OF_MOVES.iter().filter(move |(name, ..)| emitted(name)).map(|(name, english, russian)| Word {
        name,
        english: String::from(*english),
        russian,
    })
}

pub(super) fn names<N: Named>(russian: &'static [(&'static str, &'static str)]) -> Vec<Word> {
    let told = N::LIST.iter().map(|name| Word {
        name: name.name(),
        english: plain(name.about()),
        russian: entry(russian, name.name()),
    });
    told.collect()
}

/// The rows of a table, each with a name; neighbours that differ in their state alone are one.
pub(super) fn entries<M: Machine>() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in lines::<M>() {
        // What a move emits by itself belongs to one state and not to its neighbour.
        let same = |known: &Entry| known.line == Line { from: known.line.from, ..line.clone() };
        if let Some(known) = entries.last_mut().filter(|known| same(known)) {
            known.states.push(line.from);
            continue;
        }
        let before = entries.iter().filter(|known| known.line.event == line.event).count();
        let name = format!("{}.{}", line.event, before.saturating_add(1));
        entries.push(Entry { name, states: Vec::from([line.from]), line });
    }
    entries
}

/// What the lines of an edge say: an arrow of a diagram.
pub(super) struct Edge {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) events: Vec<&'static str>,
}

/// Every way from one state to another, with the events that lead there.
pub(super) fn edges(entries: &[Entry]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for entry in entries {
        for from in &entry.states {
            let moves = match entry.line.outcome {
                Outcome::Moves | Outcome::Rejected(_) => entry.line.to,
                Outcome::Stays | Outcome::Ignored => None,
            };
            let Some(to) = moves.filter(|to| to != from) else { continue };
            match edges.iter_mut().find(|edge| edge.from == *from && edge.to == to) {
                Some(edge) if edge.events.contains(&entry.line.event) => {}
                Some(edge) => edge.events.push(entry.line.event),
                None => edges.push(Edge { from, to, events: Vec::from([entry.line.event]) }),
            }
        }
    }
    edges
}

/// A doc comment without the links of rustdoc: `` [`Change::MakeOwn`] `` is `` `make_own` ``.
fn plain(about: &str) -> String {
    let mut shown = String::new();
    let mut rest = about;
    while let Some((before, link)) = rest.split_once("[`") {
        let Some((path, after)) = link.split_once("`]") else { break };
        let last = path.rsplit("::").next().unwrap_or(path);
        shown.push_str(before);
        shown.push('`');
        for (place, sign) in last.chars().enumerate() {
            if sign.is_uppercase() && place > 0 {
                shown.push('_');
            }
            shown.extend(sign.to_lowercase());
        }
        shown.push('`');
        rest = after;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn links_of_rustdoc_become_names_of_the_tables() {
        assert_eq!(plain("As [`Change::MakeOwn`], and more."), "As `make_own`, and more.");
        assert_eq!(plain("No link."), "No link.");
    }
}
