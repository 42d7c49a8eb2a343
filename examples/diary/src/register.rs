//! The register of pupils, ready to be asked: the raw rows as evidence in an index.
//!
//! There are two ways to look a person up, with one answer (docs/decisions/0009):
//!
//! - by a copy of the whole register in memory, made anew whenever the register has changed.
//!   Whoever opens a door compares the one candidate's row once more, as it stands now;
//! - by the blind index in the database, which gives the few records that share an identifier.
//!   [`Index::find`] looks at no others, so that an index of these alone answers as the whole one.

mod bench;

use crate::store::{Enrolment, Record, Store, StoreError};
use bench::Bench;
use esia_core::access::Lookup;
use esia_core::record::RecordId;
use esia_matching::compare::compare;
use esia_matching::diagnose::Diagnoser;
use esia_matching::evidence::{Evidence, Texts};
use esia_matching::index::{Entry, Index, PupilId};
use esia_matching::policy::MatchPolicy;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// An index over the school's register.
#[derive(Debug)]
pub struct Register {
    copy: RwLock<Option<Arc<Copy>>>,
    by: LookUpBy,
    policy: MatchPolicy,
}

/// How a person is looked up at the door.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum LookUpBy {
    /// By a copy of the register in memory.
    #[default]
    Memory,
    /// By the blind index in the database.
    BlindIndex,
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

    /// Has the diagnoser of this copy look at something, away from those who serve requests; it is
    /// made at the first look and kept with the copy. `None` if the machine has no thread for it.
    pub async fn ask<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Index, &Diagnoser<'_>) -> T + Send + 'static,
    ) -> Option<T> {
        let bench = self.copy.bench.get_or_init(|| Bench::open(Arc::clone(&self.copy.index)));
        bench.ask(look).await
    }
}

#[derive(Debug)]
struct Copy {
    version: i64,
    index: Arc<Index>,
    bench: OnceLock<Bench>,
}

impl Register {
    /// Makes ready what look-ups go by: the whole register is read, or the keys of the blind index
    /// are checked.
    ///
    /// # Errors
    ///
    /// What the store fails with; [`StoreError::Keys`] where the register is hashed under a key
    /// that is not held here.
    pub async fn ready(
        store: &Store,
        by: LookUpBy,
        policy: MatchPolicy,
    ) -> Result<Self, StoreError> {
        store.check_keys().await?;
        let copy = match by {
            LookUpBy::Memory => Some(Arc::new(Copy::of(store).await?)),
            LookUpBy::BlindIndex => {
                while !store.is_looked_up().await? && store.fill_blind_index(BATCH).await? {}
                None
            }
        };
        Ok(Self { copy: RwLock::new(copy), by, policy })
    }

    /// Whose record a verified person's is, by the register as it stands now.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn look_up(&self, store: &Store, person: &Evidence) -> Result<Lookup, StoreError> {
        match self.by {
            LookUpBy::Memory => self.look_up_in_memory(store, person).await,
            LookUpBy::BlindIndex => {
                let candidates = store.blind_candidates(person).await?;
                Ok(Index::new(candidates.iter().map(entry)).find(person, &self.policy).into())
            }
        }
    }

    async fn look_up_in_memory(
        &self,
        store: &Store,
        person: &Evidence,
    ) -> Result<Lookup, StoreError> {
        // Nearly always the copy at hand is the register, and one statement says so and gives the row.
        if let Some(copy) = self.at_hand()
            && let Lookup::Found(record) = copy.index.find(person, &self.policy).into()
        {
            let (row, version) = store.record_and_version(&record).await?;
            if version == copy.version {
                return Ok(self.compared(person, record, row.as_ref()));
            }
        }
        match self.current(store).await?.index.find(person, &self.policy).into() {
            Lookup::Found(record) => {
                let row = store.record(&record).await?;
                Ok(self.compared(person, record, row.as_ref()))
            }
            lookup @ (Lookup::NotFound
            | Lookup::Ambiguous
            | Lookup::Conflict
            | Lookup::Unavailable) => Ok(lookup),
        }
    }

    /// What the copy found, if the row as it stands now agrees.
    fn compared(&self, person: &Evidence, record: RecordId, row: Option<&Record>) -> Lookup {
        let agrees = |row| compare(person, &evidence(row), &self.policy).ground().is_some();
        if row.is_some_and(agrees) { Lookup::Found(record) } else { Lookup::Conflict }
    }

    fn at_hand(&self) -> Option<Arc<Copy>> {
        self.copy.read().unwrap_or_else(PoisonError::into_inner).clone()
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
        let version = store.register_version().await?;
        if let Some(copy) = self.at_hand().filter(|copy| copy.version == version) {
            return Ok(copy);
        }
        let fresh = Arc::new(Copy::of(store).await?);
        *self.copy.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }
}

/// How many records are hashed in one transaction: a change of one of them waits for no longer.
pub const BATCH: u16 = 200;

impl Copy {
    async fn of(store: &Store) -> Result<Self, StoreError> {
        // The version first: a change in between makes the copy too old, never too new.
        let version = store.register_version().await?;
        let records = store.records().await?;
        let entries = records.iter().map(entry);
        Ok(Self { version, index: Arc::new(Index::new(entries)), bench: OnceLock::new() })
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
