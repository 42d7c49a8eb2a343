//! The ways from state to state as diagrams: Mermaid for the page, DOT for everything else.

use super::Edition;
use super::view::{Edge, View, edges};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

/// A Mermaid state diagram; events that share a way share its arrow.
pub(super) fn mermaid(view: &View, edition: Edition) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    if edition == Edition::Russian {
        for state in &view.states {
            let shown = view.state(state.name, edition);
            let _ = writeln!(text, "    state \"{shown}\" as {}", state.name);
        }
    }
    if let Some(first) = view.states.first() {
        let _ = writeln!(text, "    [*] --> {}", first.name);
    }
    for edge in edges(&view.entries) {
        let label = label(&edge, view, edition, ", ");
        let _ = writeln!(text, "    {} --> {} : {label}", edge.from, edge.to);
    }
    text
}

/// The same for Graphviz: one line of a label for each event.
pub(super) fn dot(view: &View, name: &str) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "digraph \"{name}\" {{");
    let _ = writeln!(text, "    rankdir=LR;\n    node [shape=box, style=rounded];");
    for state in &view.states {
        let _ = writeln!(text, "    {};", state.name);
    }
    for edge in edges(&view.entries) {
        let label = label(&edge, view, Edition::English, "\\n");
        let _ = writeln!(text, "    {} -> {} [label=\"{label}\"];", edge.from, edge.to);
    }
    text.push_str("}\n");
    text
}

/// The events of an arrow; where all of the machine's lead the same way, that alone.
fn label(edge: &Edge, view: &View, edition: Edition, between: &str) -> String {
    if edge.events.len() == view.events.len() {
        return String::from(edition.pick("any event on a condition", "любое событие при условии"));
    }
    let events: Vec<&str> = edge.events.iter().map(|event| view.event(event, edition)).collect();
    events.join(between)
}
