//! Changes of the register (изменения): proposed by one member of staff, decided by another.
//!
//! A change, its effect on the register and its line in the history are one transaction. It is
//! held against the version of each row that it was made from, so that nothing is overwritten
//! unseen.

use super::events::{Act, DeskEvent, note};
use super::records::version_of;
use super::rows::{from_stored, to_stored};
use super::{CaseId, Columns, Record, Store, StoreError};
use chrono::{DateTime, FixedOffset};
use esia_core::record::RecordId;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::fmt;

/// The name of a change in addresses and in the history.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChangeId(String);

impl ChangeId {
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

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a change is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ChangeKind {
    /// A record is corrected from a paper, or a pupil enrolled, moved, or put in the archive.
    Record,
    /// A journal is taken in from a file.
    Upload,
}

impl ChangeKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Upload => "upload",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Record, Self::Upload].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where a change stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// It waits for a second person.
    Waiting,
    /// It is in the register.
    Applied,
    /// A second person turned it down.
    Rejected,
    /// The register has changed since it was proposed.
    Stale,
}

impl Status {
    const ALL: [Self; 4] = [Self::Waiting, Self::Applied, Self::Rejected, Self::Stale];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Applied => "applied",
            Self::Rejected => "rejected",
            Self::Stale => "stale",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// The status in Russian.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::Waiting => "ждёт второго человека",
            Self::Applied => "внесено",
            Self::Rejected => "отклонено",
            Self::Stale => "не внесено: запись изменилась раньше",
        }
    }
}

/// One row of the register as it is to be, and the version that it was made from.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row; its version is the one that the change was made from, 0 for a new row.
    pub record: Record,
}

/// A change that begins.
#[derive(Clone, Debug)]
pub struct NewChange<'a> {
    /// Its name.
    pub id: ChangeId,
    /// The form that it came from: one form makes one change.
    pub form: &'a str,
    /// What it is.
    pub kind: ChangeKind,
    /// The record, where it is about one.
    pub record: Option<&'a RecordId>,
    /// The case that it answers.
    pub case: Option<&'a CaseId>,
    /// The paper that was shown.
    pub ground: &'a str,
    /// The rows as they are to be.
    pub rows: &'a [Row],
    /// Who proposes it.
    pub by: &'a str,
    /// Whether it waits for a second person.
    pub waits: bool,
}

/// What became of a proposal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Proposed {
    /// It waits for a second person.
    Waiting(ChangeId),
    /// It is in the register already: no match depends on it.
    Applied(ChangeId),
    /// The form was sent before, and this is what came of it.
    Again(ChangeId),
    /// The register has changed since the form was shown.
    Stale,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decided {
    /// The change is in the register.
    Applied,
    /// It was turned down.
    Rejected,
    /// Somebody decided before, or there is no such change.
    Before,
    /// Who proposed it may not decide on it.
    SamePerson,
    /// The register has changed since.
    Stale,
}

/// A change as it is kept.
#[derive(Clone, Debug)]
pub struct Change {
    /// Its name.
    pub id: ChangeId,
    /// What it is.
    pub kind: ChangeKind,
    /// The record, where it is about one.
    pub record: Option<RecordId>,
    /// The case that it answers.
    pub case: Option<CaseId>,
    /// The paper that was shown.
    pub ground: String,
    /// The rows as they are to be.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub status: Status,
    /// Who proposed it.
    pub proposed_by: String,
    /// When, in Unix seconds.
    pub proposed_at: i64,
    /// Who decided; empty where nobody has.
    pub decided_by: String,
}

impl Store {
    /// Keeps a change, and carries it out at once where it need not wait.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn propose(
        &self,
        change: &NewChange<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<Proposed, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let before = sqlx::query("SELECT id FROM changes WHERE form = $1")
            .bind(change.form)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(row) = before {
            return Ok(Proposed::Again(ChangeId(Columns::new(&row, "changes").get("id")?)));
        }
        if !is_current(&mut transaction, change.rows).await? {
            return Ok(Proposed::Stale);
        }
        let status = if change.waits { Status::Waiting } else { Status::Applied };
        sqlx::query(
            "INSERT INTO changes (id, form, kind, record_id, case_id, ground, payload, status, \
             proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(change.id.as_str())
        .bind(change.form)
        .bind(change.kind.as_str())
        .bind(change.record.map_or("", RecordId::as_str))
        .bind(change.case.map_or("", CaseId::as_str))
        .bind(change.ground)
        .bind(to_stored(change.rows))
        .bind(status.as_str())
        .bind(change.by)
        .bind(now.timestamp())
        .execute(&mut *transaction)
        .await?;
        let act = if change.waits { Act::Proposed } else { Act::Changed };
        let mut event = DeskEvent::new(change.by, act, now).of_change(&change.id);
        event.record = change.record.cloned();
        event.case = change.case.cloned();
        note(&mut *transaction, &event).await?;
        if !change.waits {
            self.apply(&mut transaction, change.rows).await?;
        }
        transaction.commit().await?;
        let id = change.id.clone();
        Ok(if change.waits { Proposed::Waiting(id) } else { Proposed::Applied(id) })
    }

    /// Decides on a change that waits: the second person's word (I-24, T-25).
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn decide(
        &self,
        id: &ChangeId,
        by: &str,
        approves: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<Decided, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let row = sqlx::query("SELECT * FROM changes WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(change) = row.as_ref().map(read).transpose()? else { return Ok(Decided::Before) };
        if change.status != Status::Waiting {
            return Ok(Decided::Before);
        }
        if change.proposed_by == by {
            return Ok(Decided::SamePerson);
        }
        let (status, decided) = if !approves {
            (Status::Rejected, Decided::Rejected)
        } else if is_current(&mut transaction, &change.rows).await? {
            (Status::Applied, Decided::Applied)
        } else {
            (Status::Stale, Decided::Stale)
        };
        let taken = sqlx::query(
            "UPDATE changes SET status = $1, decided_by = $2, decided_at = $3 \
             WHERE id = $4 AND status = 'waiting'",
        )
        .bind(status.as_str())
        .bind(by)
        .bind(now.timestamp())
        .bind(id.as_str())
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if taken == 0 {
            return Ok(Decided::Before);
        }
        let act = if approves { Act::Approved } else { Act::Rejected };
        let mut event = DeskEvent::new(by, act, now).of_change(id);
        event.record = change.record;
        event.case = change.case;
        note(&mut *transaction, &event).await?;
        if decided == Decided::Applied {
            self.apply(&mut transaction, &change.rows).await?;
        }
        transaction.commit().await?;
        Ok(decided)
    }

    /// A change by its name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn change(&self, id: &ChangeId) -> Result<Option<Change>, StoreError> {
        let row = sqlx::query("SELECT * FROM changes WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The changes that wait for a second person, the oldest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn waiting_changes(&self) -> Result<Vec<Change>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM changes WHERE status = 'waiting' ORDER BY proposed_at, id LIMIT 200",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// Closes a case, with its line in the history.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn close_case(
        &self,
        id: &CaseId,
        by: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        let closed =
            sqlx::query("UPDATE cases SET closed_at = $1 WHERE id = $2 AND closed_at IS NULL")
                .bind(now.timestamp())
                .bind(id.as_str())
                .execute(&mut *transaction)
                .await?
                .rows_affected();
        if closed > 0 {
            let event = DeskEvent::new(by, Act::ClosedCase, now).of_case(id);
            note(&mut *transaction, &event).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn apply(&self, connection: &mut AnyConnection, rows: &[Row]) -> Result<(), StoreError> {
        self.write_records(connection, rows.iter().map(|row| &row.record)).await
    }
}

/// Whether the register still holds the versions that the rows were made from.
async fn is_current(connection: &mut AnyConnection, rows: &[Row]) -> Result<bool, StoreError> {
    for row in rows {
        if version_of(&mut *connection, &row.record.id).await? != row.record.version {
            return Ok(false);
        }
    }
    Ok(true)
}

fn read(row: &AnyRow) -> Result<Change, StoreError> {
    let columns = Columns::new(row, "changes");
    let named = |column: &str| -> Result<Option<String>, StoreError> {
        Ok(Some(columns.get::<String>(column)?).filter(|name| !name.is_empty()))
    };
    Ok(Change {
        id: ChangeId(columns.get("id")?),
        kind: columns.word("kind", ChangeKind::parse)?,
        record: named("record_id")?.map(RecordId::new),
        case: named("case_id")?.map(CaseId::new),
        ground: columns.get("ground")?,
        rows: columns.word("payload", from_stored)?,
        status: columns.word("status", Status::parse)?,
        proposed_by: columns.get("proposed_by")?,
        proposed_at: columns.get("proposed_at")?,
        decided_by: columns.get("decided_by")?,
    })
}
