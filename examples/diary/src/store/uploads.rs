//! Journals that were checked and wait to be handed over by whoever uploaded them.

use super::rows::{from_stored, to_stored};
use super::{Columns, Row, Store, StoreError};
use chrono::{DateTime, FixedOffset, TimeDelta};

/// A checked journal.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name, which is that of the form that hands it over.
    pub id: String,
    /// Who uploaded it: nobody else sees it.
    pub staff: String,
    /// The rows as they are to be.
    pub rows: Vec<Row>,
    /// What the check found, as JSON.
    pub report: String,
}

/// For how many hours a checked journal is kept.
const HOURS: i64 = 24;

impl Store {
    /// Keeps a checked journal, and drops those that nobody handed over in time.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn keep_upload(
        &self,
        upload: &Upload,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM uploads WHERE checked_at <= $1")
            .bind(kept_since(now))
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO uploads (id, staff, payload, report, checked_at) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&upload.id)
        .bind(&upload.staff)
        .bind(to_stored(&upload.rows))
        .bind(&upload.report)
        .bind(now.timestamp())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// A checked journal, for whoever uploaded it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn upload(
        &self,
        id: &str,
        staff: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Upload>, StoreError> {
        let row =
            sqlx::query("SELECT * FROM uploads WHERE id = $1 AND staff = $2 AND checked_at > $3")
                .bind(id)
                .bind(staff)
                .bind(kept_since(now))
                .fetch_optional(&self.pool)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new(&row, "uploads");
        Ok(Some(Upload {
            id: columns.get("id")?,
            staff: columns.get("staff")?,
            rows: columns.word("payload", from_stored)?,
            report: columns.get("report")?,
        }))
    }
}

fn kept_since(now: DateTime<FixedOffset>) -> i64 {
    now.checked_sub_signed(TimeDelta::hours(HOURS)).unwrap_or(now).timestamp()
}
