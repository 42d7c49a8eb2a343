//! Cases (обращения): a refusal that staff may look into by its support code.
//!
//! What ESIA said of the person lives as long as the case. It is there for the diagnosis alone: no
//! page of the desk shows it.

use super::{Columns, Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::secrets::Personal;
use sqlx::any::AnyRow;
use std::fmt;

/// The name of a case in addresses and in the history; it says nothing of anybody.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CaseId(String);

impl CaseId {
    /// A name as an address gives it.
    #[must_use]
    pub const fn new(id: String) -> Self {
        Self(id)
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom a case is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum About {
    /// Nobody that ESIA verified.
    Nobody,
    /// A pupil who signed in.
    Pupil,
    /// A parent who signed in and was refused.
    Parent,
    /// A child of a parent who signed in.
    Child,
}

impl About {
    const ALL: [Self; 4] = [Self::Nobody, Self::Pupil, Self::Parent, Self::Child];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Pupil => "pupil",
            Self::Parent => "parent",
            Self::Child => "child",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|about| about.as_str() == word)
    }
}

/// A case that begins.
#[derive(Clone, Debug)]
pub struct NewCase<'a> {
    /// Its support code, as [`canonical`](crate::incident::canonical) gives it.
    pub code: &'a str,
    /// Whom it is about.
    pub about: About,
    /// The account, as contour, issuer and number; empty texts where there is none.
    pub account: [&'a str; 3],
    /// What ESIA said: a person or a child's card, as JSON; empty where it said nothing.
    pub person: &'a Personal,
    /// The row that refused: `D-07`, `P-06`.
    pub decision: &'a str,
    /// When it ends.
    pub expires_at: DateTime<FixedOffset>,
}

/// A case as it is kept.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its name.
    pub id: CaseId,
    /// Whom it is about.
    pub about: About,
    /// The issuer of the account; empty where there is none.
    pub issuer: String,
    /// The number of the account.
    pub subject: Personal,
    /// What ESIA said, as JSON; for the diagnosis alone.
    pub person: Personal,
    /// The row that refused.
    pub decision: String,
    /// When it was opened, in Unix seconds.
    pub opened_at: i64,
    /// When somebody appealed, in Unix seconds.
    pub appealed_at: Option<i64>,
    /// How the appeal asks to be answered.
    pub contact: Personal,
    /// What the appeal says.
    pub words: Personal,
    /// The school that the appeal turned to; empty where there is no appeal or one of no school.
    pub school: String,
    /// When staff closed it, in Unix seconds.
    pub closed_at: Option<i64>,
}

impl Store {
    /// Opens a case, drops those that have expired, and of one account all but the newest few.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn open_case(
        &self,
        id: &CaseId,
        case: &NewCase<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM cases WHERE expires_at <= $1")
            .bind(now.timestamp())
            .execute(&mut *transaction)
            .await?;
        let [contour, issuer, subject] = case.account;
        if !subject.is_empty() {
            sqlx::query(
                "DELETE FROM cases WHERE appealed_at IS NULL AND contour = $1 AND issuer = $2 \
                 AND subject = $3 AND id NOT IN (SELECT id FROM cases WHERE contour = $4 \
                 AND issuer = $5 AND subject = $6 ORDER BY opened_at DESC, id LIMIT $7)",
            )
            .bind(contour)
            .bind(issuer)
            .bind(subject)
            .bind(contour)
            .bind(issuer)
            .bind(subject)
            .bind(KEPT_OF_ONE_ACCOUNT)
            .execute(&mut *transaction)
            .await?;
        }
        sqlx::query(
            "INSERT INTO cases (id, code_hash, about, contour, issuer, subject, person, decision, \
             opened_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT DO NOTHING",
        )
        .bind(id.as_str())
        .bind(random::hash(case.code))
        .bind(case.about.as_str())
        .bind(contour)
        .bind(issuer)
        .bind(subject)
        .bind(case.person.expose())
        .bind(case.decision)
        .bind(now.timestamp())
        .bind(case.expires_at.timestamp())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The case of a support code, unless it has expired.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn case_by_code(
        &self,
        code: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Case>, StoreError> {
        let row = sqlx::query("SELECT * FROM cases WHERE code_hash = $1 AND expires_at > $2")
            .bind(random::hash(code))
            .bind(now.timestamp())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// A case by its name, unless it has expired.
    ///
    /// # Errors
    ///
    /// As for [`Store::case_by_code`].
    pub async fn case(
        &self,
        id: &CaseId,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Case>, StoreError> {
        let row = sqlx::query("SELECT * FROM cases WHERE id = $1 AND expires_at > $2")
            .bind(id.as_str())
            .bind(now.timestamp())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Adds what an appeal says to a case; one that was appealed already keeps its first words.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn appeal(
        &self,
        id: &CaseId,
        contact: &Personal,
        words: &Personal,
        school: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE cases SET appealed_at = $1, contact = $2, words = $3, school = $4 \
             WHERE id = $5 AND appealed_at IS NULL",
        )
        .bind(now.timestamp())
        .bind(contact.expose())
        .bind(words.expose())
        .bind(school)
        .bind(id.as_str())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The cases that wait for staff: appeals that nobody has closed, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn open_appeals(&self, now: DateTime<FixedOffset>) -> Result<Vec<Case>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM cases WHERE appealed_at IS NOT NULL AND closed_at IS NULL \
             AND expires_at > $1 ORDER BY appealed_at, id LIMIT 200",
        )
        .bind(now.timestamp())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }
}

/// How many cases of one account are kept: a code that was noted down goes on working.
const KEPT_OF_ONE_ACCOUNT: i64 = 9;

fn read(row: &AnyRow) -> Result<Case, StoreError> {
    let columns = Columns::new(row, "cases");
    let personal = |column: &str| columns.get(column).map(Personal::new);
    Ok(Case {
        id: CaseId::new(columns.get("id")?),
        about: columns.word("about", About::parse)?,
        issuer: columns.get("issuer")?,
        subject: personal("subject")?,
        person: personal("person")?,
        decision: columns.get("decision")?,
        opened_at: columns.get("opened_at")?,
        appealed_at: columns.get("appealed_at")?,
        contact: personal("contact")?,
        words: personal("words")?,
        school: columns.get("school")?,
        closed_at: columns.get("closed_at")?,
    })
}
