//! Retention (хранение): what consent no longer carries is destroyed, and an act says so
//! (rules.md 5.3, TM-6, LG-9; Roskomnadzor order 179).
//!
//! A run may break off anywhere: each destruction is one transaction with its line, the machine's
//! duty is there until it is met, and an act whose document was not written is written by the next
//! run.

pub mod act;

use crate::consent::Consents;
use crate::consent_log::{HeadKey, head_line};
use crate::store::{Category, Lives, Store, StoreError};
use act::Operator;
use chrono::{DateTime, FixedOffset, TimeDelta};
use consent_model::log::{Origin, SignedHead};
use esia_core::account::Contour;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What a run goes by.
#[derive(Debug)]
pub struct Retention<'a> {
    /// The contour whose subjects are looked through.
    pub contour: Contour,
    /// How long data is kept after consent has ended: 30 days at most (152-FZ art. 21(5)).
    pub term: TimeDelta,
    /// How long what has a term of its own is kept.
    pub lives: Lives,
    /// Who the acts speak for.
    pub operator: &'a Operator,
    /// The name of the consent log.
    pub origin: &'a Origin,
    /// What signs the head that an act names.
    pub key: &'a HeadKey,
    /// The folder of the acts.
    pub acts: &'a Path,
}

/// What a run did, or would do.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Retained {
    /// How many pupils' data went, or are due.
    pub subjects: u64,
    /// What had expired by itself.
    pub expired: BTreeMap<Category, u64>,
    /// The documents that were written.
    pub documents: Vec<PathBuf>,
}

/// Why a run broke off; the next one goes on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RetentionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A document was not written.
    #[error("the act cannot be written to {path}: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl Retention<'_> {
    /// What a run would destroy now; nothing is changed.
    ///
    /// # Errors
    ///
    /// What the store fails with.
    pub async fn look(
        &self,
        store: &Store,
        consents: &Consents,
        now: DateTime<FixedOffset>,
    ) -> Result<Retained, StoreError> {
        let begun = store.duties_to_destroy(self.contour).await?.len();
        let mut subjects = u64::try_from(begun).unwrap_or(u64::MAX);
        let mut after = None;
        loop {
            let page = store.consent_subjects(self.contour, after.as_ref()).await?;
            for subject in &page {
                let is_due = consents.is_term_over(store, subject, self.term, now).await?;
                subjects = subjects.saturating_add(u64::from(is_due));
            }
            let Some(last) = page.into_iter().next_back() else { break };
            after = Some(last);
        }
        let expired = store.count_expired(&self.lives, now).await?;
        Ok(Retained { subjects, expired, documents: Vec::new() })
    }

    /// Destroys what is due, and writes the acts.
    ///
    /// # Errors
    ///
    /// [`RetentionError`]; what was destroyed until then is noted, and its act follows.
    pub async fn run(
        &self,
        store: &Store,
        consents: &Consents,
        now: DateTime<FixedOffset>,
    ) -> Result<Retained, RetentionError> {
        let mut retained = Retained::default();
        let mut after = None;
        loop {
            let page = store.consent_subjects(self.contour, after.as_ref()).await?;
            for subject in &page {
                if consents.is_term_over(store, subject, self.term, now).await? {
                    consents.end_term(store, subject, self.term, now).await?;
                }
            }
            let Some(last) = page.into_iter().next_back() else { break };
            after = Some(last);
        }
        for duty in store.duties_to_destroy(self.contour).await? {
            let destroyed = store.destroy(&duty, now).await?;
            retained.subjects = retained.subjects.saturating_add(u64::from(destroyed.is_some()));
        }
        if let Some(expired) = store.destroy_expired(&self.lives, now).await? {
            retained.expired = expired.categories;
        }
        while store.order_log(self.origin, 500).await? {}
        let head = store.sign_head(self.origin, self.key, now).await?;
        let id = format!(
            "{}-{}",
            now.format("%Y-%m-%d"),
            crate::random::name().map_err(StoreError::from)?
        );
        let size = head.as_ref().map_or(0, |head| head.head.size);
        store.draw_up_act(&id, size, now).await?;
        retained.documents = self.write_acts(store, head.as_ref()).await?;
        Ok(retained)
    }

    async fn write_acts(
        &self,
        store: &Store,
        newest: Option<&SignedHead>,
    ) -> Result<Vec<PathBuf>, RetentionError> {
        let mut written = Vec::new();
        for act in store.acts_to_write().await? {
            let heads = store.log_heads().await?;
            let head = heads.iter().find(|head| head.head.size == act.head_size).or(newest);
            let head = head.map(head_line);
            for (ending, text) in [
                ("json", act::to_json(&act, self.operator, self.origin, head.as_deref())),
                ("html", act::to_html(&act, self.operator, self.origin, head.as_deref())),
            ] {
                let path = self.acts.join(format!("act-{}.{ending}", act.id));
                let source = put(&path, &text);
                source.map_err(|source| RetentionError::Write { path: path.clone(), source })?;
                written.push(path);
            }
            store.act_is_written(&act.id).await?;
        }
        Ok(written)
    }
}

/// Writes a file so that it is there whole or not at all.
fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension("unfinished");
    let mut file = std::fs::File::create(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path)
}
