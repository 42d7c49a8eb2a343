//! How long requests took, by the template of their address: an address itself may name a record.

use super::Word;
use crate::clock::Stopwatch;
use axum::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Times of requests.
#[derive(Clone, Debug)]
pub struct Requests(Family<RequestLabels, Histogram, fn() -> Histogram>);

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct RequestLabels {
    method: Word,
    route: String,
    status: u16,
}

impl Requests {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let make: fn() -> Histogram = histogram;
        let requests = Family::new_with_constructor(make);
        registry.register_with_unit(
            "http_request_duration",
            "How long requests took, by route and status; a refusal is held back for its floor",
            Unit::Seconds,
            requests.clone(),
        );
        Self(requests)
    }

    /// Notes one.
    pub fn note(&self, method: &Method, route: &str, status: u16, watch: &Stopwatch) {
        // Anybody may send a method of their own making.
        let method = Word(match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            _ => "other",
        });
        let labels = RequestLabels { method, route: route.to_owned(), status };
        self.0.get_or_create(&labels).observe(watch.seconds());
    }
}

fn histogram() -> Histogram {
    Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
}
