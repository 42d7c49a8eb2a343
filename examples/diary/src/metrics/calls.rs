//! How long others let us wait, and what became of it.

use super::Word;
use crate::clock::Stopwatch;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Whom we ask.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Peer {
    /// ESIA itself.
    Esia,
    /// The consents platform.
    Consents,
    /// Whoever signs our requests.
    Signer,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Ending {
    /// An answer that says yes.
    Ok,
    /// An answer that says no.
    Refused,
    /// No answer, or none in time.
    Unreachable,
    /// An answer that cannot be read.
    Unreadable,
}

/// Times of what was asked of others; clones share them.
#[derive(Clone, Debug)]
pub struct Calls(Family<CallLabels, Histogram, fn() -> Histogram>);

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct CallLabels {
    peer: Word,
    call: Word,
    result: Word,
}

impl Calls {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let make: fn() -> Histogram = histogram;
        let calls = Family::new_with_constructor(make);
        registry.register_with_unit(
            "outgoing_request_duration",
            "How long ESIA, the consents platform and the signer took",
            Unit::Seconds,
            calls.clone(),
        );
        Self(calls)
    }

    /// Notes one.
    pub fn note(&self, peer: Peer, call: &'static str, ending: Ending, watch: &Stopwatch) {
        let peer = Word(match peer {
            Peer::Esia => "esia",
            Peer::Consents => "consents",
            Peer::Signer => "signer",
        });
        let result = Word(match ending {
            Ending::Ok => "ok",
            Ending::Refused => "refused",
            Ending::Unreachable => "unreachable",
            Ending::Unreadable => "unreadable",
        });
        let labels = CallLabels { peer, call: Word(call), result };
        self.0.get_or_create(&labels).observe(watch.seconds());
    }
}

/// From a signature of this process to an ESIA that is about to be given up.
fn histogram() -> Histogram {
    Histogram::new([0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
}
