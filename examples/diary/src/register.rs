//! The register of pupils, ready to be asked: the raw rows as evidence in an index.

use crate::store::{Record, Store, StoreError};
use esia_core::access::Lookup;
use esia_matching::evidence::{Evidence, Texts};
use esia_matching::index::{self, Index};
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;

/// An index over the school's register.
#[derive(Debug)]
pub struct Register {
    index: Index,
    policy: MatchPolicy,
}

impl Register {
    /// Reads the whole register.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn load(store: &Store, policy: MatchPolicy) -> Result<Self, StoreError> {
        let records = store.records().await?;
        Ok(Self { index: Index::new(records.iter().map(entry)), policy })
    }

    /// Whose record a verified person's is.
    #[must_use]
    pub fn find(&self, evidence: &Evidence) -> Outcome {
        self.index.find(evidence, &self.policy)
    }

    /// The same, as the login decision takes it.
    #[must_use]
    pub fn look_up(&self, evidence: &Evidence) -> Lookup {
        self.find(evidence).into()
    }
}

fn entry(record: &Record) -> index::Entry {
    let texts = Texts::default()
        .names(record.last_name.expose(), record.first_name.expose(), record.middle_name.expose())
        .birth_date(record.birth_date.expose())
        .snils(record.snils.expose())
        .certificate_parts(record.cert_series.expose(), record.cert_number.expose());
    index::Entry::active(record.id.clone(), Evidence::from_journal(&texts))
}
