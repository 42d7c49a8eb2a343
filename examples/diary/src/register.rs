//! The register of pupils, ready to be asked: the raw rows as evidence in an index.
//!
//! The index is a copy in memory, made anew whenever the register has changed. Whoever opens a
//! door compares the one candidate's row once more, as it stands in the store now.

use crate::store::{Enrolment, Record, Store, StoreError};
use esia_core::access::Lookup;
use esia_matching::compare::compare;
use esia_matching::evidence::{Evidence, Texts};
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::policy::MatchPolicy;
use std::sync::{Arc, PoisonError, RwLock};

/// An index over the school's register.
#[derive(Debug)]
pub struct Register {
    copy: RwLock<Arc<Copy>>,
    policy: MatchPolicy,
}

/// The register at one moment (снимок).
#[derive(Clone, Debug)]
pub struct Snapshot {
    copy: Arc<Copy>,
    /// How two sides are compared.
    pub policy: MatchPolicy,
}

impl Snapshot {
    /// The index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.copy.index
    }
}

#[derive(Debug)]
struct Copy {
    version: i64,
    index: Index,
}

impl Register {
    /// Reads the whole register.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn load(store: &Store, policy: MatchPolicy) -> Result<Self, StoreError> {
        let copy = RwLock::new(Arc::new(Copy::of(store).await?));
        Ok(Self { copy, policy })
    }

    /// Whose record a verified person's is, by the register as it stands now.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn look_up(&self, store: &Store, person: &Evidence) -> Result<Lookup, StoreError> {
        let lookup = self.current(store).await?.index.find(person, &self.policy).into();
        let Lookup::Found(record) = &lookup else { return Ok(lookup) };
        let agrees = store
            .record(record)
            .await?
            .is_some_and(|row| compare(person, &evidence(&row), &self.policy).ground().is_some());
        Ok(if agrees { lookup } else { Lookup::Conflict })
    }

    /// The register as it stands now, for a diagnosis.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn snapshot(&self, store: &Store) -> Result<Snapshot, StoreError> {
        Ok(Snapshot { copy: self.current(store).await?, policy: self.policy })
    }

    async fn current(&self, store: &Store) -> Result<Arc<Copy>, StoreError> {
        let copy = self.copy.read().unwrap_or_else(PoisonError::into_inner).clone();
        if copy.version == store.register_version().await? {
            return Ok(copy);
        }
        let fresh = Arc::new(Copy::of(store).await?);
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        Ok(fresh)
    }
}

impl Copy {
    async fn of(store: &Store) -> Result<Self, StoreError> {
        // The version first: a change in between makes the copy too old, never too new.
        let version = store.register_version().await?;
        let records = store.records().await?;
        let entries = records.iter().map(entry);
        Ok(Self { version, index: Index::new(entries) })
    }
}

/// An enrolment as the index knows it: enrolments of one pupil are joined, and only those in force
/// can be found.
#[must_use]
pub fn entry(record: &Record) -> Entry {
    Entry {
        record: record.id.clone(),
        pupil: record.pupil.clone().map(PupilId::new),
        active: match record.enrolment {
            Enrolment::Active => true,
            Enrolment::Transferred | Enrolment::Archived => false,
        },
        evidence: evidence(record),
    }
}

/// A row of the register as evidence.
#[must_use]
pub fn evidence(record: &Record) -> Evidence {
    let texts = Texts::default()
        .names(record.last_name.expose(), record.first_name.expose(), record.middle_name.expose())
        .birth_date(record.birth_date.expose())
        .snils(record.snils.expose())
        .certificate_parts(record.cert_series.expose(), record.cert_number.expose());
    Evidence::from_journal(&texts)
}
