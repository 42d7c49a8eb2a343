//! The history of the desk: every change and every look, without a value of anybody.

use super::{CaseId, ChangeId, Columns, Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use esia_core::record::RecordId;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor};

/// What a member of staff did (действие).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// Signed in.
    SignedIn,
    /// Gave a wrong password.
    WrongPassword,
    /// Asked for a case by its code.
    LookedByCode,
    /// Looked at a case.
    LookedAtCase,
    /// Read the explanation of a case.
    LookedAtExplanation,
    /// Looked at a record.
    LookedAtRecord,
    /// Looked at a change.
    LookedAtChange,
    /// Ran the check of the journal.
    LookedAtCheck,
    /// Had the file of a journal checked.
    CheckedUpload,
    /// Proposed a change.
    Proposed,
    /// Changed what no match depends on.
    Changed,
    /// Approved a change of somebody else.
    Approved,
    /// Turned a change down.
    Rejected,
    /// Closed a case.
    ClosedCase,
    /// Wrote out what is kept about a pupil.
    ExportedSubject,
}

impl Act {
    const ALL: [Self; 15] = [
        Self::SignedIn,
        Self::WrongPassword,
        Self::LookedByCode,
        Self::LookedAtCase,
        Self::LookedAtExplanation,
        Self::LookedAtRecord,
        Self::LookedAtChange,
        Self::LookedAtCheck,
        Self::CheckedUpload,
        Self::Proposed,
        Self::Changed,
        Self::Approved,
        Self::Rejected,
        Self::ClosedCase,
        Self::ExportedSubject,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::WrongPassword => "wrong_password",
            Self::LookedByCode => "looked_by_code",
            Self::LookedAtCase => "looked_at_case",
            Self::LookedAtExplanation => "looked_at_explanation",
            Self::LookedAtRecord => "looked_at_record",
            Self::LookedAtChange => "looked_at_change",
            Self::LookedAtCheck => "looked_at_check",
            Self::CheckedUpload => "checked_upload",
            Self::Proposed => "proposed",
            Self::Changed => "changed",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::ClosedCase => "closed_case",
            Self::ExportedSubject => "exported_subject",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    /// What was done, in Russian, for the page of the history.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::SignedIn => "вход",
            Self::WrongPassword => "неверный пароль",
            Self::LookedByCode => "поиск по коду обращения",
            Self::LookedAtCase => "просмотр обращения",
            Self::LookedAtExplanation => "просмотр разбора",
            Self::LookedAtRecord => "просмотр записи",
            Self::LookedAtChange => "просмотр изменения",
            Self::LookedAtCheck => "проверка журнала",
            Self::CheckedUpload => "проверка файла журнала",
            Self::Proposed => "изменение предложено",
            Self::Changed => "запись изменена",
            Self::Approved => "изменение подтверждено",
            Self::Rejected => "изменение отклонено",
            Self::ClosedCase => "обращение закрыто",
            Self::ExportedSubject => "выгрузка сведений об обучающемся",
        }
    }
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct DeskEvent {
    /// When, in Unix microseconds.
    pub at: i64,
    /// Who: the login of a member of staff.
    pub staff: String,
    /// What.
    pub act: Act,
    /// About which record.
    pub record: Option<RecordId>,
    /// About which case.
    pub case: Option<CaseId>,
    /// About which change.
    pub change: Option<ChangeId>,
}

impl DeskEvent {
    /// A line about nothing in particular.
    #[must_use]
    pub fn new(staff: &str, act: Act, now: DateTime<FixedOffset>) -> Self {
        Self {
            at: now.timestamp_micros(),
            staff: staff.to_owned(),
            act,
            record: None,
            case: None,
            change: None,
        }
    }

    /// About a record.
    #[must_use]
    pub fn of_record(mut self, record: &RecordId) -> Self {
        self.record = Some(record.clone());
        self
    }

    /// About a case.
    #[must_use]
    pub fn of_case(mut self, case: &CaseId) -> Self {
        self.case = Some(case.clone());
        self
    }

    /// About a change.
    #[must_use]
    pub fn of_change(mut self, change: &ChangeId) -> Self {
        self.change = Some(change.clone());
        self
    }
}

impl Store {
    /// Adds a line.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn note_desk(&self, event: &DeskEvent) -> Result<(), StoreError> {
        note(&self.pool, event).await
    }

    /// The newest lines, of one record or of all.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn desk_events(
        &self,
        record: Option<&RecordId>,
        limit: u16,
    ) -> Result<Vec<DeskEvent>, StoreError> {
        let rows =
            match record {
                Some(record) => sqlx::query(
                    "SELECT * FROM desk_events WHERE record_id = $1 ORDER BY at DESC, id LIMIT $2",
                )
                .bind(record.as_str())
                .bind(i64::from(limit))
                .fetch_all(&self.pool)
                .await?,
                None => {
                    sqlx::query("SELECT * FROM desk_events ORDER BY at DESC, id LIMIT $1")
                        .bind(i64::from(limit))
                        .fetch_all(&self.pool)
                        .await?
                }
            };
        rows.iter().map(read).collect()
    }

    /// The newest lines of one school: what its staff did, and what was done to its records.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn desk_events_of(
        &self,
        school: &str,
        limit: u16,
    ) -> Result<Vec<DeskEvent>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM desk_events WHERE staff IN (SELECT login FROM staff WHERE school = $1) \
             OR record_id IN (SELECT id FROM records WHERE school = $2) \
             ORDER BY at DESC, id LIMIT $3",
        )
        .bind(school)
        .bind(school)
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }
}

pub(super) async fn note<'e>(
    executor: impl Executor<'e, Database = Any>,
    event: &DeskEvent,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO desk_events (id, at, staff, act, record_id, case_id, change_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(random::name()?)
    .bind(event.at)
    .bind(&event.staff)
    .bind(event.act.as_str())
    .bind(event.record.as_ref().map_or("", RecordId::as_str))
    .bind(event.case.as_ref().map_or("", CaseId::as_str))
    .bind(event.change.as_ref().map_or("", ChangeId::as_str))
    .execute(executor)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<DeskEvent, StoreError> {
    let columns = Columns::new(row, "desk_events");
    let named = |column: &str| -> Result<Option<String>, StoreError> {
        Ok(Some(columns.get::<String>(column)?).filter(|name| !name.is_empty()))
    };
    Ok(DeskEvent {
        at: columns.get("at")?,
        staff: columns.get("staff")?,
        act: columns.word("act", Act::parse)?,
        record: named("record_id")?.map(RecordId::new),
        case: named("case_id")?.map(CaseId::new),
        change: named("change_id")?.map(ChangeId::new),
    })
}
