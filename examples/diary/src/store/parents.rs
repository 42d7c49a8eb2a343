//! Open logins of parents, kept on the server; the browser holds a random cookie.

use super::{Columns, Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::secrets::Personal;

/// A parent's login as it is kept.
#[derive(Clone, Debug)]
pub struct StoredFamily {
    /// Whose it is.
    pub subject: Subject,
    /// What ESIA verified of the person at sign-in, as JSON.
    pub person: Personal,
    /// What ESIA said of the children then.
    pub kids: Personal,
    /// When it was opened, in Unix seconds.
    pub opened_at: i64,
    /// When it was last used, in Unix seconds.
    pub seen_at: i64,
}

impl Store {
    /// Keeps a parent's login under a fresh cookie.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn open_family(&self, cookie: &str, family: &StoredFamily) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO parent_logins (cookie_hash, contour, issuer, subject, person, kids, \
             opened_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(random::hash(cookie))
        .bind(family.subject.contour().to_string())
        .bind(family.subject.issuer())
        .bind(family.subject.id().expose())
        .bind(family.person.expose())
        .bind(family.kids.expose())
        .bind(family.opened_at)
        .bind(family.seen_at)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The parent's login of a cookie, if there is one; it is noted as used now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn family(
        &self,
        cookie: &str,
        contour: Contour,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<StoredFamily>, StoreError> {
        let row =
            sqlx::query("SELECT * FROM parent_logins WHERE cookie_hash = $1 AND contour = $2")
                .bind(random::hash(cookie))
                .bind(contour.to_string())
                .fetch_optional(&self.pool)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let columns = Columns::new(&row, "parent_logins");
        let subject = SubjectId::new(columns.get("subject")?);
        let family = StoredFamily {
            subject: Subject::new(contour, columns.get("issuer")?, subject),
            person: Personal::new(columns.get("person")?),
            kids: Personal::new(columns.get("kids")?),
            opened_at: columns.get("opened_at")?,
            seen_at: columns.get("seen_at")?,
        };
        sqlx::query("UPDATE parent_logins SET seen_at = $1 WHERE cookie_hash = $2")
            .bind(now.timestamp())
            .bind(random::hash(cookie))
            .execute(&self.pool)
            .await?;
        Ok(Some(family))
    }

    /// Ends one login.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn close_family(&self, cookie: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM parent_logins WHERE cookie_hash = $1")
            .bind(random::hash(cookie))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Drops the logins that were opened before `opened` or last used before `seen`, and with them
    /// what they kept of a family.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn sweep_families(
        &self,
        opened: DateTime<FixedOffset>,
        seen: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM parent_logins WHERE opened_at <= $1 OR seen_at <= $2")
            .bind(opened.timestamp())
            .bind(seen.timestamp())
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
