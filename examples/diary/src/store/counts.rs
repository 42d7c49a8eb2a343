//! What nobody may do without end, counted for all instances together.

use super::{Columns, Store, StoreError};
use crate::limits::Limit;
use crate::random;
use chrono::{DateTime, FixedOffset, TimeDelta};

impl Store {
    /// Counts one more, and says how many there are in this window with it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn count(
        &self,
        limit: Limit,
        whose: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<i64, StoreError> {
        let (since, ends_at) = window(limit, now);
        let number = self.add(limit.as_str(), whose, since, ends_at).await?;
        if number == 1 {
            sqlx::query("DELETE FROM counts WHERE ends_at <= $1")
                .bind(now.timestamp())
                .execute(&self.pool)
                .await?;
        }
        Ok(number)
    }

    /// Takes one back that turned out not to count.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn uncount(
        &self,
        limit: Limit,
        whose: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE counts SET number = number - 1 \
             WHERE what = $1 AND whose = $2 AND since = $3 AND number > 0",
        )
        .bind(limit.as_str())
        .bind(random::hash(whose))
        .bind(window(limit, now).0)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// How many there are in this window.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn counted(
        &self,
        limit: Limit,
        whose: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<i64, StoreError> {
        self.number(limit.as_str(), whose, window(limit, now).0, now).await
    }

    /// Notes that a member of staff signed in from an address, for a month from now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn know_desk(
        &self,
        login_at: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let ends_at = now.checked_add_signed(TimeDelta::days(30)).unwrap_or(now).timestamp();
        self.add(KNOWN_DESK, login_at, 0, ends_at).await.map(drop)
    }

    /// Whether the member of staff signed in from there in the last month.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn knows_desk(
        &self,
        login_at: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        Ok(self.number(KNOWN_DESK, login_at, 0, now).await? > 0)
    }

    async fn add(
        &self,
        what: &str,
        whose: &str,
        since: i64,
        ends_at: i64,
    ) -> Result<i64, StoreError> {
        let row = sqlx::query(
            "INSERT INTO counts (what, whose, since, ends_at, number) VALUES ($1, $2, $3, $4, 1) \
             ON CONFLICT (what, whose, since) DO UPDATE SET number = counts.number + 1, \
             ends_at = excluded.ends_at RETURNING number",
        )
        .bind(what)
        .bind(random::hash(whose))
        .bind(since)
        .bind(ends_at)
        .fetch_one(&self.pool)
        .await?;
        Columns::new(&row, "counts").get("number")
    }

    async fn number(
        &self,
        what: &str,
        whose: &str,
        since: i64,
        now: DateTime<FixedOffset>,
    ) -> Result<i64, StoreError> {
        let row = sqlx::query(
            "SELECT number FROM counts WHERE what = $1 AND whose = $2 AND since = $3 \
             AND ends_at > $4",
        )
        .bind(what)
        .bind(random::hash(whose))
        .bind(since)
        .bind(now.timestamp())
        .fetch_optional(&self.pool)
        .await?;
        row.map_or(Ok(0), |row| Columns::new(&row, "counts").get("number"))
    }
}

/// The window of time that this moment is in.
fn window(limit: Limit, now: DateTime<FixedOffset>) -> (i64, i64) {
    let length = i64::try_from(limit.window().as_secs()).unwrap_or(i64::MAX);
    let within = now.timestamp().checked_rem_euclid(length).unwrap_or(0);
    let since = now.timestamp().saturating_sub(within);
    (since, since.saturating_add(length))
}

const KNOWN_DESK: &str = "known_desk";
