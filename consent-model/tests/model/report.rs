//! What was explored, once for all tests of this file, and the page that says so.

use crate::faults::{FAULTS, STALLS};
use crate::graph::{self, Graph};
use crate::properties::{Family, GOALS, INVARIANTS};
use crate::scope::{Scope, scopes};
use crate::spin::{CODES_END, NOTICES_END, REQUESTS_END, Twin};
use stateright::{Checker as _, HasDiscoveries, Model as _};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// What stateright has found in one exploration.
pub(crate) struct Explored {
    pub(crate) scope: &'static str,
    pub(crate) states: usize,
    /// The invariants that do not hold, each with the moves that show it.
    pub(crate) broken: Vec<String>,
    /// The goals that are reached.
    pub(crate) reached: BTreeSet<&'static str>,
}

/// Every exploration.
pub(crate) static EXPLORED: LazyLock<Vec<Explored>> =
    LazyLock::new(|| scopes().into_iter().map(explore).collect());

/// The liveness properties.
pub(crate) const TWINS: [&Twin; 3] = [&REQUESTS_END, &CODES_END, &NOTICES_END];

fn explore(scope: Scope) -> Explored {
    let name = scope.name;
    let family = Family::new(scope);
    let checker = family.clone().checker().threads(2).spawn_bfs().join();
    let mut broken = Vec::new();
    let mut reached = BTreeSet::new();
    for (found, path) in checker.discoveries() {
        if GOALS.iter().any(|(goal, _)| *goal == found) {
            reached.insert(found);
        } else {
            let actions = path.into_actions();
            let lines: Vec<_> = actions.iter().map(|action| family.format_action(action)).collect();
            broken.push(format!("{found}: {}", lines.join(", ")));
        }
    }
    Explored { scope: name, states: checker.unique_state_count(), broken, reached }
}

/// Whether `invariant` fails in this exploration: sought by stateright, or on the graph.
pub(crate) fn catches(invariant: &'static str, scope: Scope) -> bool {
    let family = Family::new(scope);
    if graph::names().any(|name| name == invariant) {
        return Graph::until(family, Some(invariant))
            .broken()
            .iter()
            .any(|(name, _)| *name == invariant);
    }
    let sought = HasDiscoveries::AllOf([invariant].into());
    let checker = family.checker().threads(2).finish_when(sought).spawn_bfs().join();
    checker.discoveries().contains_key(invariant)
}

/// The page `docs/model.md`.
pub(crate) fn page() -> String {
    let mut text = String::from(HEAD);
    text.push_str("## Explorations\n\n| exploration | states |\n|---|---:|\n");
    for explored in EXPLORED.iter() {
        writeln!(text, "| {} | {} |", explored.scope, explored.states).unwrap();
    }
    let total: usize = EXPLORED.iter().map(|explored| explored.states).sum();
    writeln!(text, "| together | {total} |").unwrap();
    let invariants = INVARIANTS.iter().map(|(name, _)| *name);
    list(&mut text, "Holds in every state of every exploration", invariants);
    list(&mut text, "Holds of every move, or of the graph", graph::names());
    list(&mut text, "Is reached", GOALS.iter().map(|(name, _)| *name));
    list(
        &mut text,
        "Happens at last, in every fair run (spin)",
        TWINS.iter().map(|twin| twin.name),
    );
    text.push_str("\n## Seeded faults, each one row, and what catches it\n\n");
    text.push_str("| fault | caught by |\n|---|---|\n");
    for fault in FAULTS {
        writeln!(text, "| {} | {} |", fault.name, fault.invariant).unwrap();
    }
    for stall in STALLS {
        writeln!(text, "| {} | {} |", stall.name, stall.twin.name).unwrap();
    }
    text.push_str(DEAF);
    text
}

fn list<'a>(text: &mut String, title: &str, names: impl Iterator<Item = &'a str>) {
    writeln!(text, "\n## {title}\n").unwrap();
    for name in names {
        writeln!(text, "- {name}").unwrap();
    }
}

const HEAD: &str = "\
# What the model checker has checked

Written by `consent-model/tests/model`; a test compares it with what the run finds, and
`UPDATE=1 cargo test -p consent-model --test model` writes it anew.

The machines of the consent, of both parents' links and of the child account run together with the
login decision: the real `step`, the real `decide`, the real tables. Each exploration begins where
its name says, and lets everything in its list happen in any order, any number of times, at six
moments of a pupil's life: before 14, at the first instant of 14, in the last minute before 18 and
the first instant of it, and after. Two states count as one where nothing that can still happen
tells them apart; a test compares their futures. Liveness is checked on a Promela twin that is made
from the rows of the table: a guard that the twin does not know may hold or not, each timer is a
process of its own, and fairness is weak.

";

const DEAF: &str = "
Three invariants can be broken by no row. `close_access` and the epoch (I-13, I-27) belong to every
move out of the granted state, not to a row: a caller that does not do what `close_access` says is
caught by I-13. I-01 rests on the login decision alone, which asks anew at every request.
";
