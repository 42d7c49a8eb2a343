//! Staff (сотрудники): who may sit at the desk, and their logins.

use super::{Columns, Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use sqlx::any::AnyRow;
use std::time::Duration;

/// What a member of staff may do at the desk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The secretary (секретарь): works on cases, proposes changes.
    Secretary,
    /// The head or another second person (руководитель): the same, and decides on the changes of
    /// others.
    Head,
    /// Support (поддержка): reads explanations, sees no value of the journal and changes nothing.
    Support,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Secretary, Self::Head, Self::Support];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Secretary => "secretary",
            Self::Head => "head",
            Self::Support => "support",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The role in Russian.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::Secretary => "секретарь",
            Self::Head => "руководитель",
            Self::Support => "поддержка",
        }
    }

    /// Whether the role sees and changes the journal.
    #[must_use]
    pub const fn keeps_journal(self) -> bool {
        match self {
            Self::Secretary | Self::Head => true,
            Self::Support => false,
        }
    }

    /// Whether the role decides on changes that somebody else proposed.
    #[must_use]
    pub const fn decides(self) -> bool {
        match self {
            Self::Head => true,
            Self::Secretary | Self::Support => false,
        }
    }
}

/// A member of staff.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The name to sign in with; it may stand in the history.
    pub login: String,
    /// The name that colleagues know.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The school whose records and appeals the person sees; those of all schools where there is
    /// none.
    pub school: Option<String>,
    /// The Argon2 hash of the password.
    pub password_hash: String,
}

impl Staff {
    /// Whether the person sees what belongs to this school.
    #[must_use]
    pub fn sees(&self, school: &str) -> bool {
        self.school.as_deref().is_none_or(|own| own == school)
    }
}

impl Store {
    /// Puts a member of staff in, or replaces the one of the same login.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn put_staff(&self, staff: &Staff) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO staff (login, name, role, password_hash, school) \
             VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role, \
             password_hash = excluded.password_hash, school = excluded.school",
        )
        .bind(&staff.login)
        .bind(&staff.name)
        .bind(staff.role.as_str())
        .bind(&staff.password_hash)
        .bind(staff.school.as_deref().unwrap_or_default())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// A member of staff by the login.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn staff(&self, login: &str) -> Result<Option<Staff>, StoreError> {
        let row = sqlx::query("SELECT * FROM staff WHERE login = $1")
            .bind(login)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Opens a login of staff under a fresh cookie, and drops those that have lived their time.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn open_staff_login(
        &self,
        cookie: &str,
        login: &str,
        now: DateTime<FixedOffset>,
        life: [Duration; 2],
    ) -> Result<(), StoreError> {
        let [absolute, idle] = life.map(seconds);
        sqlx::query("DELETE FROM staff_logins WHERE opened_at <= $1 OR seen_at <= $2")
            .bind(now.timestamp().saturating_sub(absolute))
            .bind(now.timestamp().saturating_sub(idle))
            .execute(&self.pool)
            .await?;
        sqlx::query(
            "INSERT INTO staff_logins (cookie_hash, login, opened_at, seen_at) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(random::hash(cookie))
        .bind(login)
        .bind(now.timestamp())
        .bind(now.timestamp())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Whose login the cookie is of, unless it has lived its time; it is noted as used now.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn staff_login(
        &self,
        cookie: &str,
        now: DateTime<FixedOffset>,
        life: [Duration; 2],
    ) -> Result<Option<Staff>, StoreError> {
        let [absolute, idle] = life.map(seconds);
        let row = sqlx::query(
            "SELECT staff.* FROM staff_logins JOIN staff ON staff.login = staff_logins.login \
             WHERE cookie_hash = $1 AND opened_at > $2 AND seen_at > $3",
        )
        .bind(random::hash(cookie))
        .bind(now.timestamp().saturating_sub(absolute))
        .bind(now.timestamp().saturating_sub(idle))
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        sqlx::query("UPDATE staff_logins SET seen_at = $1 WHERE cookie_hash = $2")
            .bind(now.timestamp())
            .bind(random::hash(cookie))
            .execute(&self.pool)
            .await?;
        read(&row).map(Some)
    }

    /// Ends a login of staff.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn close_staff_login(&self, cookie: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM staff_logins WHERE cookie_hash = $1")
            .bind(random::hash(cookie))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn seconds(life: Duration) -> i64 {
    i64::try_from(life.as_secs()).unwrap_or(i64::MAX)
}

fn read(row: &AnyRow) -> Result<Staff, StoreError> {
    let columns = Columns::new(row, "staff");
    Ok(Staff {
        login: columns.get("login")?,
        name: columns.get("name")?,
        role: columns.word("role", Role::parse)?,
        school: Some(columns.get::<String>("school")?).filter(|school| !school.is_empty()),
        password_hash: columns.get("password_hash")?,
    })
}
