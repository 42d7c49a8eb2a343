//! Bindings (закрепления): which subject's record it is, after the first match.

use super::{Store, StoreError, logins};
use chrono::{DateTime, FixedOffset};
use esia_core::account::Subject;
use esia_core::record::RecordId;
use sqlx::{Any, Executor, Row as _};

/// A binding (закрепление) as it is kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Binding {
    /// The record.
    pub record: RecordId,
    /// Whether the register has contradicted it since.
    pub is_contradicted: bool,
}

/// What binding a subject to a record did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Bound {
    /// It was bound to this record already.
    Confirmed,
    /// The first match.
    Fresh,
    /// The record had another subject, whose binding and logins are over: a new account at 14 or
    /// 18, a move to a gateway.
    ReplacedAnotherSubject,
}

impl Store {
    /// The binding of a subject, if it has one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn binding(&self, subject: &Subject) -> Result<Option<Binding>, StoreError> {
        let row = sqlx::query(
            "SELECT record_id, contradicted FROM bindings \
             WHERE contour = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .fetch_optional(&self.pool)
        .await?;
        let unreadable = |_| StoreError::Row { table: "bindings" };
        row.map(|row| {
            Ok(Binding {
                record: RecordId::new(row.try_get("record_id").map_err(unreadable)?),
                is_contradicted: row.try_get::<i64, _>("contradicted").map_err(unreadable)? != 0,
            })
        })
        .transpose()
    }

    /// Binds a subject to the record that it matched, exactly and alone.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn bind(
        &self,
        subject: &Subject,
        record: &RecordId,
        now: DateTime<FixedOffset>,
    ) -> Result<Bound, StoreError> {
        // Nearly always nobody had the record before: one statement does it.
        if insert(&self.pool, subject, record, now).await? {
            return Ok(Bound::Fresh);
        }
        let mut transaction = self.pool.begin().await?;
        // The subject's own row, whether another tab just made it or it is confirmed again.
        let confirmed = sqlx::query(
            "UPDATE bindings SET contradicted = 0 \
             WHERE contour = $1 AND issuer = $2 AND subject = $3 AND record_id = $4",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(record.as_str())
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if confirmed > 0 {
            transaction.commit().await?;
            return Ok(Bound::Confirmed);
        }
        sqlx::query("DELETE FROM logins WHERE contour = $1 AND record_id = $2")
            .bind(subject.contour().to_string())
            .bind(record.as_str())
            .execute(&mut *transaction)
            .await?;
        let replaced = sqlx::query("DELETE FROM bindings WHERE contour = $1 AND record_id = $2")
            .bind(subject.contour().to_string())
            .bind(record.as_str())
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if !insert(&mut *transaction, subject, record, now).await? {
            // The subject has another record: whoever asked did not look at the binding.
            return Err(StoreError::Row { table: "bindings" });
        }
        transaction.commit().await?;
        Ok(if replaced == 0 { Bound::Fresh } else { Bound::ReplacedAnotherSubject })
    }

    /// Notes that the register contradicts a binding, and ends every login of the subject. Only
    /// agreement with the same record, or the school, lifts it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn contradict_binding(&self, subject: &Subject) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "UPDATE bindings SET contradicted = 1 \
             WHERE contour = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .execute(&mut *transaction)
        .await?;
        logins::close_all(&mut transaction, subject).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Puts a binding in; false where subject or record has one.
async fn insert<'e>(
    executor: impl Executor<'e, Database = Any>,
    subject: &Subject,
    record: &RecordId,
    now: DateTime<FixedOffset>,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO bindings (contour, issuer, subject, record_id, bound_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(subject.contour().to_string())
    .bind(subject.issuer())
    .bind(subject.id().expose())
    .bind(record.as_str())
    .bind(now.timestamp())
    .execute(executor)
    .await?;
    Ok(done.rows_affected() > 0)
}
