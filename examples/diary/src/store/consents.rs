//! Consent: what happened to a pupil's consent, in order. The state is never stored; it is the
//! fold of these events (LG-1).

use super::duties::{self, DutyKind};
use super::log::{self, LogWrite};
use super::{Store, StoreError, logins};
use chrono::{DateTime, FixedOffset};
use esia_core::account::Subject;
use esia_core::secrets::Personal;
use sqlx::Row as _;

/// One event as it is kept.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// When it took effect here.
    pub at: DateTime<FixedOffset>,
    /// The event, as JSON.
    pub event: Personal,
    /// The platform's own name for it; none for an event of ours.
    pub news_id: Option<String>,
}

/// What an event obliges the diary to do.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Whether every open login of the pupil ends with it (I-13).
    pub closes_access: bool,
    /// What is to be done once it is kept.
    pub duties: Vec<DutyKind>,
    /// The episode of consent that it belongs to.
    pub episode: u32,
    /// What the consent log takes in with it.
    pub log: Option<LogWrite>,
}

/// Everything kept about one pupil's consent.
#[derive(Clone, Debug)]
pub struct ConsentHistory {
    /// What the machine starts from, as JSON.
    pub set_up: Personal,
    /// When the platform was last heard to the end, in Unix seconds; 0 for never.
    pub checked_at: i64,
    /// The moment that the platform last spoke of.
    pub as_of: DateTime<FixedOffset>,
    /// The events, oldest first.
    pub events: Vec<StoredEvent>,
}

impl Store {
    /// The history of a subject, if the platform was ever heard about it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn consent_history(
        &self,
        subject: &Subject,
    ) -> Result<Option<ConsentHistory>, StoreError> {
        let head = sqlx::query(
            "SELECT set_up, checked_at, as_of FROM consent_subjects \
             WHERE contour = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .fetch_optional(&self.pool)
        .await?;
        let Some(head) = head else { return Ok(None) };
        let rows = sqlx::query(
            "SELECT at, event, news_id FROM consent_events \
             WHERE contour = $1 AND issuer = $2 AND subject = $3 ORDER BY position",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .fetch_all(&self.pool)
        .await?;
        let unreadable = || StoreError::Row { table: "consent_events" };
        let events = rows
            .iter()
            .map(|row| {
                let at: String = row.try_get("at").map_err(|_| unreadable())?;
                Ok(StoredEvent {
                    at: DateTime::parse_from_rfc3339(&at).map_err(|_| unreadable())?,
                    event: Personal::new(row.try_get("event").map_err(|_| unreadable())?),
                    news_id: row.try_get("news_id").map_err(|_| unreadable())?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        let unreadable = |_| StoreError::Row { table: "consent_subjects" };
        let as_of: String = head.try_get("as_of").map_err(unreadable)?;
        let as_of = DateTime::parse_from_rfc3339(&as_of)
            .map_err(|_| StoreError::Row { table: "consent_subjects" })?;
        Ok(Some(ConsentHistory {
            as_of,
            set_up: Personal::new(head.try_get("set_up").map_err(unreadable)?),
            checked_at: head.try_get("checked_at").map_err(unreadable)?,
            events,
        }))
    }

    /// Begins the history of a subject; one that another instance began stays as it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_consent_history(
        &self,
        subject: &Subject,
        set_up: &Personal,
        as_of: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO consent_subjects (contour, issuer, subject, set_up, checked_at, as_of) \
             VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT DO NOTHING",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(set_up.expose())
        .bind(as_of.to_rfc3339())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Notes that everything the platform said was taken in, and of what moment it spoke.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn note_consent_check(
        &self,
        subject: &Subject,
        now: DateTime<FixedOffset>,
        as_of: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE consent_subjects SET checked_at = $1, as_of = $2 \
             WHERE contour = $3 AND issuer = $4 AND subject = $5",
        )
        .bind(now.timestamp())
        .bind(as_of.to_rfc3339())
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Appends one event at the given position, and with it, in one transaction, what it obliges
    /// to: logins end, duties are kept.
    ///
    /// Returns false where another instance was first with this position or with this word of
    /// the platform: the caller reads the history again (I-06, T-22).
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn append_consent_event(
        &self,
        subject: &Subject,
        position: usize,
        event: &StoredEvent,
        outcome: &Outcome,
    ) -> Result<bool, StoreError> {
        let position =
            i64::try_from(position).map_err(|_| StoreError::Row { table: "consent_events" })?;
        let mut transaction = self.pool.begin().await?;
        // Held until the end: an event is never added to a history that is being destroyed.
        let held = sqlx::query(
            "UPDATE consent_subjects SET checked_at = checked_at \
             WHERE contour = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .execute(&mut *transaction)
        .await?;
        if held.rows_affected() == 0 && position > 0 {
            return Ok(false);
        }
        let done = sqlx::query(
            "INSERT INTO consent_events (contour, issuer, subject, position, at, event, \
             news_id) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(position)
        .bind(event.at.to_rfc3339())
        .bind(event.event.expose())
        .bind(event.news_id.as_deref())
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        if let Some(entries) = &outcome.log
            && !log::write(&mut transaction, subject, entries).await?
        {
            return Ok(false);
        }
        if outcome.closes_access {
            logins::close_all(&mut transaction, subject).await?;
        }
        for kind in &outcome.duties {
            duties::insert(&mut transaction, subject, position, *kind, outcome.episode, event.at)
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }
}
