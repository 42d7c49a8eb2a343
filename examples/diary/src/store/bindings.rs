//! Bindings (закрепления): which subject's record it is, after the first match.

use super::{Store, StoreError};
use chrono::{DateTime, FixedOffset};
use esia_core::account::Subject;
use esia_core::record::RecordId;
use sqlx::Row as _;

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
    /// The record that a subject is bound to.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn bound_record(&self, subject: &Subject) -> Result<Option<RecordId>, StoreError> {
        let row = sqlx::query(
            "SELECT record_id FROM bindings WHERE contour = ? AND issuer = ? AND subject = ?",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| {
            row.try_get::<String, _>("record_id")
                .map(RecordId::new)
                .map_err(|_| StoreError::Row { table: "bindings" })
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
        if self.bound_record(subject).await?.as_ref() == Some(record) {
            return Ok(Bound::Confirmed);
        }
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM logins WHERE record_id = ?")
            .bind(record.as_str())
            .execute(&mut *transaction)
            .await?;
        let replaced = sqlx::query("DELETE FROM bindings WHERE record_id = ?")
            .bind(record.as_str())
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        sqlx::query(
            "INSERT INTO bindings (contour, issuer, subject, record_id, bound_at) \
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(record.as_str())
        .bind(now.timestamp())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(if replaced == 0 { Bound::Fresh } else { Bound::ReplacedAnotherSubject })
    }

    /// Ends a subject's binding and every login that it has open: the record contradicts.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn unbind(&self, subject: &Subject) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for table in ["bindings", "logins"] {
            let statement = match table {
                "bindings" => {
                    "DELETE FROM bindings WHERE contour = ? AND issuer = ? AND subject = ?"
                }
                _ => "DELETE FROM logins WHERE contour = ? AND issuer = ? AND subject = ?",
            };
            sqlx::query(statement)
                .bind(subject.contour().to_string())
                .bind(subject.issuer())
                .bind(subject.id().expose())
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
