//! Answers as the conventions of `state-machines.md` have them: `→ state(detail): effects`,
//! `stay: effects`, `·`, `✗ reason`; a refusal that counts adds `, stay` or `→ state`.

use chrono::{DateTime, FixedOffset};
use consent_model::history::History;
use consent_model::machine::{Machine, Verdict};

/// What the machine answers.
pub(crate) fn say<M: Machine>(
    history: &mut History<M>,
    at: DateTime<FixedOffset>,
    event: M::Event,
) -> String {
    let before = history.state().clone();
    let outcome = history.push(at, event);
    let after = history.state();
    let detail = M::state_detail(after).map(|detail| format!("({detail})")).unwrap_or_default();
    let moved = (M::state_kind(after) != M::state_kind(&before))
        .then(|| format!("→ {}{detail}", M::state_kind(after)));
    let step = match outcome {
        Err(refused) => {
            let counted = (*after != before).then(|| moved.unwrap_or_else(|| "stay".into()));
            assert_eq!(refused.changed.is_some(), counted.is_some(), "a refusal moves as it says");
            let counted = counted.map(|counted| format!(", {counted}")).unwrap_or_default();
            return format!("✗ {}{counted}", refused.reason);
        }
        Ok(step) => step,
    };
    if step.verdict == Verdict::Ignored {
        assert!(step.effects.is_empty() && moved.is_none(), "ignored, yet something came of it");
        assert_eq!(*after, before, "ignored, yet something changed");
        return "·".into();
    }
    let moved = moved.unwrap_or_else(|| "stay".into());
    if step.effects.is_empty() {
        return moved;
    }
    let effects: Vec<String> = step.effects.iter().map(ToString::to_string).collect();
    format!("{moved}: {}", effects.join(" "))
}
