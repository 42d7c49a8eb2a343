//! Open logins, kept on the server; the browser holds a random cookie.

use super::{Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::access::{Epoch, Login};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use sqlx::Row as _;

/// A login as it is kept.
#[derive(Clone, Debug)]
pub struct StoredLogin {
    /// Whose it is.
    pub subject: Subject,
    /// The record that it was opened to.
    pub record: RecordId,
    /// The epoch of consent that it was opened under.
    pub epoch: Epoch,
    /// What ESIA verified of the person at sign-in, as JSON.
    pub person: Personal,
    /// When it was opened, in Unix seconds.
    pub opened_at: i64,
    /// When it was last used, in Unix seconds.
    pub seen_at: i64,
}

impl Store {
    /// Keeps a login under a fresh cookie. Only a [`Login`] can be kept, and only an entry that
    /// `decide` gave makes one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn open_login(
        &self,
        cookie: &str,
        login: &Login,
        person: &Personal,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let epoch =
            i64::try_from(login.epoch().0).map_err(|_| StoreError::Row { table: "logins" })?;
        sqlx::query(
            "INSERT INTO logins (cookie_hash, contour, issuer, subject, record_id, epoch, person, \
             opened_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(random::hash(cookie))
        .bind(login.subject().contour().to_string())
        .bind(login.subject().issuer())
        .bind(login.subject().id().expose())
        .bind(login.record().as_str())
        .bind(epoch)
        .bind(person.expose())
        .bind(now.timestamp())
        .bind(now.timestamp())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The login of a cookie, if there is one; it is noted as used now, to some seconds.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn login(
        &self,
        cookie: &str,
        contour: Contour,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<StoredLogin>, StoreError> {
        let row = sqlx::query("SELECT * FROM logins WHERE cookie_hash = $1 AND contour = $2")
            .bind(random::hash(cookie))
            .bind(contour.to_string())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let text = |column: &str| {
            row.try_get::<String, _>(column).map_err(|_| StoreError::Row { table: "logins" })
        };
        let number = |column: &str| {
            row.try_get::<i64, _>(column).map_err(|_| StoreError::Row { table: "logins" })
        };
        let epoch =
            u64::try_from(number("epoch")?).map_err(|_| StoreError::Row { table: "logins" })?;
        let login = StoredLogin {
            subject: Subject::new(contour, text("issuer")?, SubjectId::new(text("subject")?)),
            record: RecordId::new(text("record_id")?),
            epoch: Epoch(epoch),
            person: Personal::new(text("person")?),
            opened_at: number("opened_at")?,
            seen_at: number("seen_at")?,
        };
        // Never later than it was: a login ends some seconds too early rather than too late.
        if now.timestamp().saturating_sub(login.seen_at) >= SEEN_STEP_SECONDS {
            sqlx::query("UPDATE logins SET seen_at = $1 WHERE cookie_hash = $2")
                .bind(now.timestamp())
                .bind(random::hash(cookie))
                .execute(&self.pool)
                .await?;
        }
        Ok(Some(login))
    }

    /// Drops the logins that were opened before `opened` or last used before `seen`, and with them
    /// what they kept of a person.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn sweep_logins(
        &self,
        opened: DateTime<FixedOffset>,
        seen: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM logins WHERE opened_at <= $1 OR seen_at <= $2")
            .bind(opened.timestamp())
            .bind(seen.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends one login.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn close_login(&self, cookie: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM logins WHERE cookie_hash = $1")
            .bind(random::hash(cookie))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// Ends every login of a subject: what `close_access` means.
pub(super) async fn close_all(
    connection: &mut sqlx::AnyConnection,
    subject: &Subject,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM logins WHERE contour = $1 AND issuer = $2 AND subject = $3")
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .execute(connection)
        .await?;
    Ok(())
}

/// How old the note of the last use may be: a page that is drawn right after the sign-in, or anew a
/// moment later, writes nothing.
const SEEN_STEP_SECONDS: i64 = 10;
