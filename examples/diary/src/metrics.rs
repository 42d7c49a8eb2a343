//! What the diary counts, for Prometheus; a count has no person in it.

mod calls;
mod requests;
mod state;

pub use calls::{Calls, Ending, Peer};
pub use requests::Requests;
pub use state::State;

use crate::limits::Limit;
use esia_core::access::{Decision, Shown, TABLE, Verdict};
use esia_core::message::Message;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt::{self, Write as _};

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    /// Times of requests.
    pub requests: Requests,
    /// Times of what was asked of others.
    pub calls: Calls,
    /// How the store stands.
    pub state: State,
    registry: Registry,
    decisions: Family<DecisionLabels, Counter>,
    limited: Family<LimitLabels, Counter>,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct DecisionLabels {
    decision: Word,
    message: Word,
}

impl DecisionLabels {
    /// Rows that show one message share a counter, so that nobody reads a reason from it (T-16).
    fn new(verdict: Verdict, message: Option<Message>) -> Self {
        let decision = Word(match verdict {
            Verdict::Allow => "allow",
            Verdict::NotFound => "not_found",
            Verdict::NeedLink => "need_link",
            Verdict::NeedConsent => "need_consent",
            Verdict::Refuse => "refuse",
        });
        Self { decision, message: Word(message.map_or("none", Message::id)) }
    }
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct LimitLabels {
    limit: Word,
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
    /// Counters at zero, one for each answer that the table has.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("diary");
        let decisions = Family::default();
        registry.register(
            "decisions",
            "Login decisions, by what the person was shown",
            decisions.clone(),
        );
        for row in TABLE {
            let messages = match row.shown {
                Shown::Nothing => [None; 2],
                Shown::Always(message) => [Some(message); 2],
                Shown::ByBand { minor, adult } => [Some(minor), Some(adult)],
            };
            for message in messages {
                drop(decisions.get_or_create(&DecisionLabels::new(row.verdict, message)));
            }
        }
        let limited = Family::default();
        registry.register("limited", "Requests beyond a limit of rate", limited.clone());
        for limit in Limit::ALL {
            drop(limited.get_or_create(&LimitLabels { limit: Word(limit.as_str()) }));
        }
        let version = [("version", env!("CARGO_PKG_VERSION"))].to_vec();
        registry.register("build", "Which build this is", Info::new(version));
        Self {
            requests: Requests::new(&mut registry),
            calls: Calls::new(&mut registry),
            state: State::new(&mut registry),
            registry,
            decisions,
            limited,
        }
    }

    /// Counts one decision.
    pub fn decided(&self, decision: &Decision<'_>) {
        let labels = DecisionLabels::new(decision.verdict(), decision.message());
        self.decisions.get_or_create(&labels).inc();
    }

    /// Counts one request that a limit turned away.
    pub fn limited(&self, limit: Limit) {
        self.limited.get_or_create(&LimitLabels { limit: Word(limit.as_str()) }).inc();
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
