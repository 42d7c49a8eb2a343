//! What the diary counts, for Prometheus; a count has no person in it.

use esia_core::access::{Row, TABLE, Verdict};
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;
use std::fmt::{self, Write as _};

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    decisions: Family<DecisionLabels, Counter>,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct DecisionLabels {
    row: &'static str,
    decision: Word,
}

impl DecisionLabels {
    fn of(row: &Row) -> Self {
        let decision = Word(match row.verdict {
            Verdict::Allow => "allow",
            Verdict::NotFound => "not_found",
            Verdict::NeedLink => "need_link",
            Verdict::NeedConsent => "need_consent",
            Verdict::Refuse => "refuse",
        });
        Self { row: row.id.as_str(), decision }
    }
}

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Word(&'static str);

impl EncodeLabelValue for Word {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> Result<(), fmt::Error> {
        encoder.write_str(self.0)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Counters at zero, one for each row of the table.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("diary");
        let decisions = Family::default();
        registry.register("decisions", "Login decisions, by row of the table", decisions.clone());
        for row in TABLE {
            drop(decisions.get_or_create(&DecisionLabels::of(row)));
        }
        Self { registry, decisions }
    }

    /// Counts one decision.
    pub fn decided(&self, row: &Row) {
        self.decisions.get_or_create(&DecisionLabels::of(row)).inc();
    }

    /// The counters in the text format of Prometheus.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a `String` does not fail; an empty page is the honest answer if it ever did.
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
        }
        text
    }
}
