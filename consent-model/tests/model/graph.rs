//! The explored graph itself: what no single state shows, and what must stay reachable.
//!
//! stateright has no "there is always a way": the graph is collected once through the same
//! `Model`, its edges are looked at one by one, and reachability is a search backward.

use crate::properties::Family;
use crate::world::World;
use consent_model::actor::Party;
use consent_model::child_account;
use consent_model::consent::{Ruling, StateKind};
use stateright::Model as _;
use std::collections::{HashMap, HashSet};

/// Every state that can be reached, and every move between two.
pub(crate) struct Graph {
    pub(crate) family: Family,
    worlds: Vec<World>,
    edges: Vec<Edge>,
}

/// One move: from where, by what, to where; and the world that it really led to, since the one
/// that is kept may have other numbers of episodes.
struct Edge {
    from: usize,
    to: usize,
    line: &'static str,
    /// The episode is the same before and after.
    in_episode: bool,
    /// The invariants of [`EDGES`] that this move breaks.
    broken: Vec<&'static str>,
}

/// One move as the invariants of [`EDGES`] see it.
pub(crate) struct Passage<'a> {
    before: &'a World,
    after: &'a World,
}

pub(crate) type Holds = fn(&Passage<'_>) -> bool;

/// What holds of every move.
pub(crate) const EDGES: &[(&str, Holds)] = &[
    ("I-05 a terminal episode never changes", |passage| {
        let (before, after) = (passage.before.consent.episode(), passage.after.consent.episode());
        let kinds = (passage.before.consent.kind(), passage.after.consent.kind());
        before.number() == 0
            || kinds.0.is_open()
            || before.number() != after.number()
            || kinds.0 == kinds.1
                && before.end() == after.end()
                && before.grants() == after.grants()
                && before.declines() == after.declines()
    }),
    ("I-13 a move that leaves the granted state leaves no login open", |passage| {
        !leaves_granted(passage) || passage.after.login.is_none()
    }),
    ("I-27 a move that leaves the granted state raises the epoch, and no other does", |passage| {
        let epochs = (passage.before.consent.epoch(), passage.after.consent.epoch());
        (epochs.1 > epochs.0) == leaves_granted(passage)
    }),
    ("I-28 the form is entered from a verified card alone", |passage| {
        let places = [passage.before, passage.after].map(|world| world.child.kind());
        is_form(places[0]) || !is_form(places[1]) || places[0] == child_account::StateKind::Verified
    }),
];

/// A way that must never be cut off.
struct Way {
    name: &'static str,
    /// In which explorations: where everything that the way needs may happen.
    scopes: &'static [&'static str],
    /// From which states.
    from: fn(&Family, &World) -> bool,
    /// To one of which.
    to: fn(&Family, &World) -> bool,
    /// By which moves.
    by: fn(&Graph, &Edge) -> bool,
}

const WAYS: &[Way] = &[
    Way {
        name: "I-44 every dispute can still end in the granted state",
        scopes: &["consent, default policies"],
        from: is_disputed,
        to: |_, world| world.consent.kind() == StateKind::Granted,
        by: |_, edge| edge.in_episode,
    },
    Way {
        name: "I-44 every dispute can still end in the withdrawn state",
        scopes: &["consent, default policies"],
        from: is_disputed,
        to: |_, world| world.consent.kind() == StateKind::Withdrawn,
        by: |_, edge| edge.in_episode,
    },
    Way {
        name: "I-44 the parents alone can end every dispute",
        scopes: &["consent, default policies"],
        from: is_disputed,
        to: |_, world| world.consent.kind() == StateKind::Granted,
        by: |_, edge| {
            let by_parent = ["consent p ", "consent q "].iter().any(|by| edge.line.starts_with(by));
            edge.in_episode && by_parent
        },
    },
    Way {
        name: "I-47 a minor with an entitled parent can always get in, at the same age",
        scopes: &["linking, child account", "linking, own account"],
        from: |family, world| {
            !world.is_adult(&family.scope)
                && world.has_account()
                && world.links[0].facts().entitled().contains(&crate::world::parent(0))
                && world.consent.facts().ruling() != Some(Ruling::Deny)
        },
        to: |family, world| world.is_served(&family.scope),
        by: |graph, edge| {
            let scope = &graph.family.scope;
            graph.worlds[edge.from].band(scope) == graph.worlds[edge.to].band(scope)
                && !graph.worlds[edge.from].is_adult(scope)
        },
    },
];

/// The names of what is sought on the graph.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    EDGES.iter().map(|(name, _)| *name).chain(WAYS.iter().map(|way| way.name))
}

fn is_disputed(family: &Family, world: &World) -> bool {
    world.consent.kind() == StateKind::Contested && !world.is_adult(&family.scope)
}

fn leaves_granted(passage: &Passage<'_>) -> bool {
    let (before, after) = (&passage.before.consent, &passage.after.consent);
    before.kind() == StateKind::Granted
        && (after.kind() != StateKind::Granted
            || before.episode().number() != after.episode().number())
}

fn is_form(kind: child_account::StateKind) -> bool {
    use child_account::StateKind as Kind;
    match kind {
        Kind::FormAddress
        | Kind::FormPhone
        | Kind::FormPhoneCode
        | Kind::FormEmail
        | Kind::FormEmailWait
        | Kind::FormPassword => true,
        Kind::NoCard
        | Kind::Draft
        | Kind::Manual
        | Kind::ZagsPending
        | Kind::Mismatch
        | Kind::Verified
        | Kind::Active
        | Kind::Deleted
        | Kind::Refused => false,
    }
}

/// Two worlds that count as one state and of which a move leads to two: none, if states are told
/// apart as they must be. Every world that was not kept is compared with the one that was.
pub(crate) fn split(family: &Family) -> Option<&'static str> {
    let after =
        |world: &World, action| family.next_state(world, action).unwrap_or_else(|| world.clone());
    let mut kept: HashSet<World> = family.init_states().into_iter().collect();
    let mut open = family.init_states();
    while let Some(before) = open.pop() {
        for (_, world) in family.next_steps(&before) {
            match kept.get(&world) {
                None => {
                    kept.insert(world.clone());
                    open.push(world);
                }
                Some(twin) => {
                    let mut actions = [Vec::new(), Vec::new()];
                    family.actions(&world, &mut actions[0]);
                    family.actions(twin, &mut actions[1]);
                    let [mine, its] = actions;
                    let leads = |action: &usize| after(&world, *action) != after(twin, *action);
                    if let Some(action) = mine.iter().find(|action| leads(action)) {
                        return Some(family.scope.moves[*action]);
                    }
                    assert_eq!(mine, its, "the same moves are possible");
                }
            }
        }
    }
    None
}

impl Graph {
    /// Walks everything.
    pub(crate) fn explore(family: Family) -> Self {
        Self::until(family, None)
    }

    /// Walks until a move breaks `sought`, if one does.
    pub(crate) fn until(family: Family, sought: Option<&str>) -> Self {
        let mut places = HashMap::new();
        let mut worlds = family.init_states();
        places.extend(worlds.iter().cloned().enumerate().map(|(place, world)| (world, place)));
        let mut edges = Vec::new();
        let mut from = 0;
        let mut found = false;
        while let (false, Some(before)) = (found, worlds.get(from).cloned()) {
            for (action, after) in family.next_steps(&before) {
                let line = family.scope.moves[action];
                let passage = Passage { before: &before, after: &after };
                let broken = EDGES.iter().filter(|(_, holds)| !holds(&passage));
                let broken: Vec<_> = broken.map(|(name, _)| *name).collect();
                found |= broken.iter().any(|name| Some(*name) == sought);
                let numbers = [&before, &after].map(|world| world.consent.episode().number());
                let to = *places.entry(after).or_insert_with_key(|after| {
                    worlds.push(after.clone());
                    worlds.len() - 1
                });
                edges.push(Edge { from, to, line, in_episode: numbers[0] == numbers[1], broken });
            }
            from += 1;
        }
        Self { family, worlds, edges }
    }

    pub(crate) fn states(&self) -> usize {
        self.worlds.len()
    }

    /// The names that do not hold here, each with a state or a move that shows it.
    pub(crate) fn broken(&self) -> Vec<(&'static str, String)> {
        let edges = self.edges.iter().flat_map(|edge| {
            edge.broken.iter().map(move |name| (*name, format!("by {}", edge.line)))
        });
        let cut = self.ways().filter_map(|way| {
            let dead = self.cut_off(way)?;
            let grants = dead.consent.episode().grants().keys().map(Party::to_string);
            let links = dead.links.each_ref().map(|link| link.kind().to_string());
            let grants = grants.collect::<Vec<_>>().join(" ");
            let kind = dead.consent.kind();
            let shown = format!("consent {kind} ({grants}), links {links:?}, clock {}", dead.clock);
            Some((way.name, shown))
        });
        edges.chain(cut).collect()
    }

    /// A state from which the way is cut off.
    fn cut_off(&self, way: &Way) -> Option<&World> {
        let mut sources: Vec<Vec<usize>> = vec![Vec::new(); self.worlds.len()];
        for edge in self.edges.iter().filter(|edge| (way.by)(self, edge)) {
            sources[edge.to].push(edge.from);
        }
        let is_end = |place: &usize| (way.to)(&self.family, &self.worlds[*place]);
        let mut open: Vec<usize> = (0..self.worlds.len()).filter(is_end).collect();
        let mut arrives = vec![false; self.worlds.len()];
        while let Some(place) = open.pop() {
            if !std::mem::replace(&mut arrives[place], true) {
                open.extend(&sources[place]);
            }
        }
        let places = self.worlds.iter().zip(arrives);
        let mut dead = places.filter(|(_, arrives)| !arrives).map(|(world, _)| world);
        dead.find(|world| (way.from)(&self.family, world))
    }

    /// The names of the ways that are sought here and begin nowhere, so that they say nothing.
    pub(crate) fn empty(&self) -> Vec<&'static str> {
        let begins = |way: &Way| self.worlds.iter().any(|world| (way.from)(&self.family, world));
        self.ways().filter(|way| !begins(way)).map(|way| way.name).collect()
    }

    fn ways(&self) -> impl Iterator<Item = &'static Way> {
        WAYS.iter().filter(|way| way.scopes.contains(&self.family.scope.name))
    }
}
