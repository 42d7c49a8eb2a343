//! How the store stands at the moment of a scrape.

use super::Word;
use crate::store::{DutyKind, Store, StoreError};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Gauges of the store.
#[derive(Debug)]
pub struct State {
    up: Gauge,
    connections: Family<ConnectionLabels, Gauge>,
    connections_max: Gauge,
    duties: Family<DutyLabels, Gauge>,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct ConnectionLabels {
    state: Word,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct DutyLabels {
    kind: Word,
}

impl State {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let state = Self {
            up: Gauge::default(),
            connections: Family::default(),
            connections_max: Gauge::default(),
            duties: Family::default(),
        };
        registry.register("database_up", "Whether the database answers: 1 or 0", state.up.clone());
        registry.register(
            "database_connections",
            "Connections of this instance to the database",
            state.connections.clone(),
        );
        registry.register(
            "database_connections_max",
            "How many connections this instance may have",
            state.connections_max.clone(),
        );
        registry.register(
            "duties_open",
            "Duties that events brought and nobody has met, of all instances",
            state.duties.clone(),
        );
        state
    }

    /// Looks at the store; what cannot be asked keeps the value that it had.
    pub async fn look_at(&self, store: &Store) {
        let pool = store.connections();
        for (state, number) in [("idle", pool.idle), ("busy", pool.busy)] {
            let labels = ConnectionLabels { state: Word(state) };
            self.connections.get_or_create(&labels).set(number.into());
        }
        self.connections_max.set(pool.max.into());
        let is_up = self.count_duties(store).await.is_ok();
        self.up.set(is_up.into());
    }

    async fn count_duties(&self, store: &Store) -> Result<(), StoreError> {
        for kind in DutyKind::ALL {
            let open = store.open_duties(kind).await?;
            let labels = DutyLabels { kind: Word(kind.as_str()) };
            self.duties.get_or_create(&labels).set(i64::try_from(open).unwrap_or(i64::MAX));
        }
        Ok(())
    }
}
