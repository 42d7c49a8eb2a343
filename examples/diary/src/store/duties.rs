//! Duties: what an event obliges the diary to do, kept until it is done.

use super::{Store, StoreError};
use chrono::{DateTime, FixedOffset, TimeDelta};
use esia_core::account::{Contour, Subject, SubjectId};
use sqlx::Row as _;

/// What is to be done.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum DutyKind {
    /// Have the platform ask whoever may consent.
    Request,
    /// Have somebody told of a change.
    Inform,
    /// Have staff reach somebody whom no notice reaches.
    StaffTask,
    /// Destroy what is kept of an episode whose retention is over.
    DestroyData,
}

impl DutyKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Request, Self::Inform, Self::StaffTask, Self::DestroyData];

    /// The word that is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Inform => "inform",
            Self::StaffTask => "staff_task",
            Self::DestroyData => "destroy_data",
        }
    }
}

/// One duty as it is kept.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Whose consent it is about.
    pub subject: Subject,
    /// The position of the event that brought it.
    pub position: i64,
    /// What is to be done.
    pub kind: DutyKind,
    /// The episode of consent that it belongs to.
    pub episode: u32,
    /// How often it was tried in vain.
    pub tries: u32,
}

impl Store {
    /// Takes the duties of one contour and kind that are due, and puts them off: another instance that asks
    /// meanwhile gets others, and one that dies leaves them to be taken again.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn take_duties(
        &self,
        contour: Contour,
        kind: DutyKind,
        now: DateTime<FixedOffset>,
        put_off: TimeDelta,
    ) -> Result<Vec<Duty>, StoreError> {
        let later = now.timestamp().saturating_add(put_off.num_seconds());
        let rows = sqlx::query(
            "UPDATE duties SET due_at = $1, tries = tries + 1 \
             WHERE contour = $2 AND kind = $3 AND done_at IS NULL AND due_at <= $4 \
             RETURNING issuer, subject, position, episode, tries",
        )
        .bind(later)
        .bind(contour.to_string())
        .bind(kind.as_str())
        .bind(now.timestamp())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| read(row, contour, kind)).collect()
    }

    /// Notes that a duty is done.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn duty_is_done(
        &self,
        duty: &Duty,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        close(&mut *self.pool.acquire().await?, duty, now).await
    }

    /// How many duties of a kind wait, for the metrics and for staff.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn open_duties(&self, kind: DutyKind) -> Result<u64, StoreError> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS waiting FROM duties WHERE kind = $1 AND done_at IS NULL",
        )
        .bind(kind.as_str())
        .fetch_one(&self.pool)
        .await?;
        let unreadable = || StoreError::Row { table: "duties" };
        let waiting: i64 = row.try_get("waiting").map_err(|_| unreadable())?;
        u64::try_from(waiting).map_err(|_| unreadable())
    }

    /// Hands a duty that could not be met to the staff: it is over, and a task stands in its place.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn give_to_staff(
        &self,
        duty: &Duty,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        insert(
            &mut transaction,
            &duty.subject,
            duty.position,
            DutyKind::StaffTask,
            duty.episode,
            now,
        )
        .await?;
        close(&mut transaction, duty, now).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Puts one duty in; the same one again is the same one.
pub(super) async fn insert(
    connection: &mut sqlx::AnyConnection,
    subject: &Subject,
    position: i64,
    kind: DutyKind,
    episode: u32,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO duties (contour, issuer, subject, position, kind, episode, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(subject.contour().to_string())
    .bind(subject.issuer())
    .bind(subject.id().expose())
    .bind(position)
    .bind(kind.as_str())
    .bind(i64::from(episode))
    .bind(now.timestamp())
    .execute(connection)
    .await?;
    Ok(())
}

async fn close(
    connection: &mut sqlx::AnyConnection,
    duty: &Duty,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE duties SET done_at = $1 \
         WHERE contour = $2 AND issuer = $3 AND subject = $4 AND position = $5 AND kind = $6",
    )
    .bind(now.timestamp())
    .bind(duty.subject.contour().to_string())
    .bind(duty.subject.issuer())
    .bind(duty.subject.id().expose())
    .bind(duty.position)
    .bind(duty.kind.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) fn read(
    row: &sqlx::any::AnyRow,
    contour: Contour,
    kind: DutyKind,
) -> Result<Duty, StoreError> {
    let unreadable = || StoreError::Row { table: "duties" };
    let text = |column: &str| row.try_get::<String, _>(column).map_err(|_| unreadable());
    let number = |column: &str| row.try_get::<i64, _>(column).map_err(|_| unreadable());
    let small = |column: &str| u32::try_from(number(column)?).map_err(|_| unreadable());
    Ok(Duty {
        subject: Subject::new(contour, text("issuer")?, SubjectId::new(text("subject")?)),
        position: number("position")?,
        kind,
        episode: small("episode")?,
        tries: small("tries")?,
    })
}
