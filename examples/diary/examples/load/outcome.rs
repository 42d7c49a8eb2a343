//! What a run came to: ratios for everybody, figures for whoever has this machine.

use super::visit::{Trouble, Visits};
use std::collections::BTreeMap;
use std::time::Duration;

/// The table that [`Outcome::ratios`] is a line of.
pub(crate) const HEADER: &str = "\
| instances | journal | signed in | failed | rate reached / set | floor / diary | floor / diary and \
server | p99 / p50 |\n|--:|--:|--:|--:|--:|--:|--:|--:|";

/// One run.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// How many instances there were.
    pub(crate) instances: u8,
    /// How many records the journal had.
    pub(crate) journal: u64,
    /// How many sign-ins were to begin within a second.
    pub(crate) rate: u32,
    /// How they went.
    pub(crate) visits: Visits,
    /// What the cryptography of one sign-in costs alone.
    pub(crate) floor: Duration,
    /// What all instances used.
    pub(crate) diary: Duration,
    /// What the database server used, where it is a process of its own.
    pub(crate) server: Option<Duration>,
}

impl Outcome {
    /// How many got in.
    #[must_use]
    pub(crate) fn signed_in(&self) -> usize {
        self.visits.latencies().len()
    }

    /// What went wrong, and how often.
    #[must_use]
    pub(crate) fn trouble(&self) -> BTreeMap<Trouble, usize> {
        let mut counts = BTreeMap::new();
        for trouble in self.visits.trouble() {
            let count: &mut usize = counts.entry(trouble).or_default();
            *count = count.saturating_add(1);
        }
        counts
    }

    /// What holds on other machines too, as a line of a Markdown table.
    #[must_use]
    pub(crate) fn ratios(&self) -> String {
        let (each, server) = (self.each(self.diary), self.server.map(|server| self.each(server)));
        let both = each.saturating_add(server.unwrap_or_default());
        let planned = Duration::from_secs(1).checked_div(self.rate).unwrap_or_default();
        let failed: usize = self.trouble().values().sum();
        format!(
            "| {} | {} | {} | {failed} | {} | {} | {} | {} |",
            self.instances,
            self.journal,
            self.signed_in(),
            ratio(planned, self.each(self.visits.took)),
            ratio(self.floor, each),
            ratio(self.floor, both),
            ratio(self.percentile(99), self.percentile(50)),
        )
    }

    /// What holds on this machine.
    #[must_use]
    pub(crate) fn figures(&self) -> String {
        let server = self.server.map(|server| self.each(server));
        format!(
            "{} instances: floor {:?}, diary {:?}, server {server:?}, p50 {:?}, p99 {:?}, trouble {:?}",
            self.instances,
            self.floor,
            self.each(self.diary),
            self.percentile(50),
            self.percentile(99),
            self.trouble(),
        )
    }

    /// The share of one sign-in.
    fn each(&self, whole: Duration) -> Duration {
        let count = u32::try_from(self.signed_in()).unwrap_or(u32::MAX);
        whole.checked_div(count).unwrap_or_default()
    }

    fn percentile(&self, percent: usize) -> Duration {
        let all = self.visits.latencies();
        let place = all.len().saturating_mul(percent) / 100;
        all.get(place).or_else(|| all.last()).copied().unwrap_or_default()
    }
}

/// Two digits behind the point.
fn ratio(upper: Duration, lower: Duration) -> String {
    let hundredths = upper.as_nanos().saturating_mul(100).checked_div(lower.as_nanos());
    hundredths.map_or_else(|| "–".into(), |it| format!("{}.{:02}", it / 100, it % 100))
}
