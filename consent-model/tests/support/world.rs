//! Scenarios: one line says an event, one line answers.
//!
//! Answers are written as the conventions of `state-machines.md` have them: `→ state: effects`,
//! `stay: effects`, `·` and `✗ reason`.

use crate::lines::{event, moment, set_up};
use consent_model::consent::{Policy, Rejection, Step, Verdict};
use consent_model::history::History;

/// One pupil's history, told in lines.
pub(crate) struct World {
    pub(crate) history: History,
}

impl World {
    /// A pupil born on `birth`, with the representatives `p` and `q`.
    pub(crate) fn new(birth: &str, policy: Policy) -> Self {
        Self { history: History::new(set_up(birth), policy) }
    }

    /// What the machine answers to `line`, said so many hours after the beginning.
    pub(crate) fn say(&mut self, hour: i64, line: &str) -> String {
        let before = self.history.state().kind();
        let outcome = self.history.push(moment(hour), event(line));
        let after = self.history.state();
        let end = after.episode().end().map(|end| format!("({end})")).unwrap_or_default();
        let moved = (after.kind() != before).then(|| format!("→ {}{end}", after.kind()));
        written(outcome, moved)
    }
}

fn written(outcome: Result<Step, Rejection>, moved: Option<String>) -> String {
    let step = match outcome {
        Err(refused) => {
            assert_eq!(moved, None, "a refused event moves nothing");
            return format!("✗ {}", refused.reason);
        }
        Ok(step) => step,
    };
    if step.verdict == Verdict::Ignored {
        assert!(step.effects.is_empty() && moved.is_none(), "ignored, yet something came of it");
        return "·".into();
    }
    let moved = moved.unwrap_or_else(|| "stay".into());
    if step.effects.is_empty() {
        return moved;
    }
    let effects: Vec<String> = step.effects.iter().map(ToString::to_string).collect();
    format!("{moved}: {}", effects.join(" "))
}
