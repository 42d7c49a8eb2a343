//! Sign-ins that a browser has begun and not finished.

use super::{Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::secrets::Secret;
use sqlx::Row as _;

/// Which door of the diary a sign-in goes through.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Entrance {
    /// The pupil's.
    Pupil,
    /// The parent's.
    Parent,
}

impl Entrance {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::Parent => "parent",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Pupil, Self::Parent].into_iter().find(|entrance| entrance.as_str() == word)
    }
}

/// A begun sign-in as it is kept: bound to one browser, used once.
#[derive(Clone, Debug)]
pub struct StoredSignIn {
    /// The hash of the browser's cookie.
    pub browser_hash: String,
    /// What the protocol needs to go on, as JSON.
    pub pending: Secret,
    /// Which door it goes through.
    pub entrance: Entrance,
}

impl Store {
    /// Keeps a begun sign-in until `expires_at`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn begin_sign_in(
        &self,
        state: &str,
        sign_in: &StoredSignIn,
        expires_at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO sign_ins (state_hash, browser_hash, pending, expires_at, entrance) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(random::hash(state))
        .bind(&sign_in.browser_hash)
        .bind(sign_in.pending.expose())
        .bind(expires_at.timestamp())
        .bind(sign_in.entrance.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Drops the sign-ins that nobody came back for.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn sweep_sign_ins(&self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sign_ins WHERE expires_at <= $1")
            .bind(now.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Takes the sign-in of this `state` out, if this browser began it and it still lives.
    ///
    /// A second call finds nothing: a `state` is used once (T-09). The `state` of another browser
    /// stays, so that a stranger cannot spoil a sign-in by guessing at it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn take_sign_in(
        &self,
        state: &str,
        browser: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<StoredSignIn>, StoreError> {
        let row = sqlx::query(
            "DELETE FROM sign_ins WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3 \
             RETURNING browser_hash, pending, entrance",
        )
        .bind(random::hash(state))
        .bind(random::hash(browser))
        .bind(now.timestamp())
        .fetch_optional(&self.pool)
        .await?;
        row.map(|row| {
            let text = |column: &str| {
                row.try_get::<String, _>(column).map_err(|_| StoreError::Row { table: "sign_ins" })
            };
            Ok(StoredSignIn {
                browser_hash: text("browser_hash")?,
                pending: Secret::new(text("pending")?),
                entrance: Entrance::parse(&text("entrance")?)
                    .ok_or(StoreError::Row { table: "sign_ins" })?,
            })
        })
        .transpose()
    }
}
