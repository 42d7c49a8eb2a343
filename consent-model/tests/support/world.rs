//! Scenarios: one line says an event, one line answers.

use crate::answers;
use crate::lines::{event, moment, set_up};
use consent_model::consent::{Consent, Policy};
use consent_model::history::History;

/// One pupil's history, told in lines.
pub(crate) struct World {
    pub(crate) history: History<Consent>,
}

impl World {
    /// A pupil born on `birth`, with the representatives `p` and `q`.
    pub(crate) fn new(birth: &str, policy: Policy) -> Self {
        Self { history: History::new(set_up(birth), policy) }
    }

    /// What the machine answers to `line`, said so many hours after the beginning.
    pub(crate) fn say(&mut self, hour: i64, line: &str) -> String {
        answers::say(&mut self.history, moment(hour), event(line))
    }
}
