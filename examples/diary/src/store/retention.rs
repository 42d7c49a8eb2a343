//! Destruction of what may not be kept any longer, with its trace: what goes and the line that says
//! so are one transaction.

use super::{Columns, Duty, DutyKind, Store, StoreError};
use crate::random;
use chrono::{DateTime, FixedOffset};
use consent_model::consent::EventKind;
use consent_model::log::{Body, canonical, from_hex};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};
use std::collections::BTreeMap;
use std::time::Duration;

/// What kind of data was destroyed (категория).
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Open logins of pupils, with what ESIA said of them.
    Logins,
    /// Open logins of parents, with what ESIA said of them and of their children.
    ParentLogins,
    /// Begun sign-ins.
    SignIns,
    /// Refusals and appeals.
    Cases,
    /// Journals that were checked and not handed over.
    Uploads,
    /// The rows of decided changes of the register.
    Changes,
    /// Whose record an account's is.
    Bindings,
    /// What happened to a consent.
    Consents,
    /// Salts and records of the consent log.
    LogOpenings,
}

impl Category {
    /// The category in Russian, for the act.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::Logins => "сведения Госуслуг об обучающемся в сеансах входа",
            Self::ParentLogins => "сведения Госуслуг о родителе и детях в сеансах входа",
            Self::SignIns => "незавершённые входы",
            Self::Cases => "сведения об отказах во входе и обращения",
            Self::Uploads => "проверенные и не переданные файлы журнала",
            Self::Changes => "тексты внесённых и отклонённых изменений журнала",
            Self::Bindings => "закрепление учётной записи Госуслуг за записью журнала",
            Self::Consents => "сведения о согласии: события, дата рождения, представители",
            Self::LogOpenings => "соль и содержание записей журнала согласий",
        }
    }
}

/// Why it was destroyed (причина).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// The consent has ended, and the term after it.
    ConsentEnded,
    /// The data had a term of its own.
    Expired,
}

impl Reason {
    const ALL: [Self; 2] = [Self::ConsentEnded, Self::Expired];

    /// The word in the store and in the act's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsentEnded => "consent_ended",
            Self::Expired => "expired",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// The reason in Russian, for the act.
    #[must_use]
    pub const fn russian(self) -> &'static str {
        match self {
            Self::ConsentEnded => {
                "согласие прекращено, срок хранения после него истёк (ч. 5 ст. 21 Федерального \
                 закона № 152-ФЗ)"
            }
            Self::Expired => {
                "цель обработки достигнута, срок хранения истёк (ч. 4 ст. 21 Федерального закона \
                 № 152-ФЗ)"
            }
        }
    }
}

/// One destruction (уничтожение) as it is kept.
#[derive(Clone, Debug)]
pub struct Destruction {
    /// When, in Unix seconds.
    pub at: i64,
    /// About whom: the register's own key, where one is known.
    pub record: Option<RecordId>,
    /// The names under which the events stand in the consent log.
    pub streams: Vec<String>,
    /// Why.
    pub reason: Reason,
    /// How many rows of which category.
    pub categories: BTreeMap<Category, u64>,
    /// The commitments that nothing opens any more.
    pub commitments: Vec<String>,
}

/// An act (акт) as it is kept.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its number.
    pub id: String,
    /// When it was drawn up, in Unix seconds.
    pub at: i64,
    /// The size of the head of the consent log that it names; 0 for an empty log.
    pub head_size: u64,
    /// What it is about.
    pub destructions: Vec<Destruction>,
}

/// How long what has a term of its own is kept.
#[derive(Clone, Copy, Debug)]
pub struct Lives {
    /// A login of a pupil, from its opening.
    pub login: Duration,
    /// A login of a parent, from its opening.
    pub parent_login: Duration,
    /// A checked journal.
    pub upload: Duration,
    /// The rows of a decided change.
    pub change: Duration,
}

impl Store {
    /// The subjects whose consent is known, a page after a subject.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn consent_subjects(
        &self,
        contour: Contour,
        after: Option<&Subject>,
    ) -> Result<Vec<Subject>, StoreError> {
        let (issuer, id) =
            after.map_or(("", ""), |subject| (subject.issuer(), subject.id().expose()));
        let rows = sqlx::query(
            "SELECT issuer, subject FROM consent_subjects WHERE contour = $1 AND (issuer > $2 \
             OR (issuer = $3 AND subject > $4)) ORDER BY issuer, subject LIMIT 500",
        )
        .bind(contour.to_string())
        .bind(issuer)
        .bind(issuer)
        .bind(id)
        .fetch_all(&self.pool)
        .await?;
        let subject = |row: &AnyRow| {
            let columns = Columns::new(row, "consent_subjects");
            let id = SubjectId::new(columns.get("subject")?);
            Ok(Subject::new(contour, columns.get("issuer")?, id))
        };
        rows.iter().map(subject).collect()
    }

    /// The duties to destroy that nobody has met.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn duties_to_destroy(&self, contour: Contour) -> Result<Vec<Duty>, StoreError> {
        let rows = sqlx::query(
            "SELECT issuer, subject, position, episode, tries FROM duties \
             WHERE contour = $1 AND kind = $2 AND done_at IS NULL ORDER BY issuer, subject",
        )
        .bind(contour.to_string())
        .bind(DutyKind::DestroyData.as_str())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| super::duties::read(row, contour, DutyKind::DestroyData)).collect()
    }

    /// Meets a duty to destroy: everything kept of the subject on the ground of the consent goes,
    /// and a line about it stays. `None` where another instance did it, or where the pupil has come
    /// back since and the duty is void.
    ///
    /// A binding that the register contradicts stays: it is what keeps a stranger out (T-12), and
    /// says nothing but two keys.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn destroy(
        &self,
        duty: &Duty,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Destruction>, StoreError> {
        let subject = &duty.subject;
        let mut transaction = self.pool.begin().await?;
        // Whoever adds an event waits for this row, and then finds no history to add to.
        let held = of_subject(
            &mut transaction,
            "UPDATE consent_subjects SET checked_at = checked_at",
            subject,
        )
        .await?;
        let is_last = newest_position(&mut transaction, subject).await? == Some(duty.position);
        let taken = sqlx::query(
            "DELETE FROM duties WHERE contour = $1 AND issuer = $2 AND subject = $3 \
             AND position = $4 AND kind = $5",
        )
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .bind(duty.position)
        .bind(DutyKind::DestroyData.as_str())
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        if taken == 0 || held == 0 || !is_last {
            transaction.commit().await?;
            return Ok(None);
        }
        let record = bound_record(&mut transaction, subject).await?;
        let mut categories = BTreeMap::new();
        let (streams, commitments) = erase(&mut transaction, subject).await?;
        let openings = u64::try_from(commitments.len()).unwrap_or(u64::MAX);
        categories.insert(Category::LogOpenings, openings);
        for (category, statement) in OF_SUBJECT {
            let gone = of_subject(&mut transaction, statement, subject).await?;
            let count = categories.entry(*category).or_default();
            *count = count.saturating_add(gone);
        }
        of_subject(&mut transaction, "DELETE FROM log_streams", subject).await?;
        of_subject(&mut transaction, "DELETE FROM duties", subject).await?;
        categories.retain(|_, count| *count > 0);
        let destruction = Destruction {
            at: now.timestamp(),
            record,
            streams,
            reason: Reason::ConsentEnded,
            categories,
            commitments,
        };
        keep(&mut transaction, &destruction).await?;
        transaction.commit().await?;
        Ok(Some(destruction))
    }

    /// Destroys what has a term of its own that is over; `None` where there is nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn destroy_expired(
        &self,
        lives: &Lives,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<Destruction>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut categories = BTreeMap::new();
        for (category, table, what, when) in EXPIRED {
            let statement = if *category == Category::Changes {
                // The line of the change is the history of the desk; its rows go.
                format!("UPDATE {table} SET payload = '[]' WHERE {when}")
            } else {
                format!("DELETE FROM {table} WHERE {when}")
            };
            let gone = sqlx::query(sqlx::AssertSqlSafe(statement))
                .bind(what.before(lives, now))
                .execute(&mut *transaction)
                .await?
                .rows_affected();
            if gone > 0 {
                categories.insert(*category, gone);
            }
        }
        if categories.is_empty() {
            return Ok(None);
        }
        let destruction = Destruction {
            at: now.timestamp(),
            record: None,
            streams: Vec::new(),
            reason: Reason::Expired,
            categories,
            commitments: Vec::new(),
        };
        keep(&mut transaction, &destruction).await?;
        transaction.commit().await?;
        Ok(Some(destruction))
    }

    /// How much [`Store::destroy_expired`] would destroy.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn count_expired(
        &self,
        lives: &Lives,
        now: DateTime<FixedOffset>,
    ) -> Result<BTreeMap<Category, u64>, StoreError> {
        let mut categories = BTreeMap::new();
        for (category, table, what, when) in EXPIRED {
            let statement = format!("SELECT COUNT(*) AS found FROM {table} WHERE {when}");
            let row = sqlx::query(sqlx::AssertSqlSafe(statement))
                .bind(what.before(lives, now))
                .fetch_one(&self.pool)
                .await?;
            let found: i64 = Columns::new(&row, table).get("found")?;
            categories.insert(*category, u64::try_from(found).unwrap_or_default());
        }
        categories.retain(|_, count| *count > 0);
        Ok(categories)
    }

    /// Draws up an act about what was destroyed since the last one; `None` where nothing was.
    ///
    /// # Errors
    ///
    /// [`StoreError`]; nothing is changed then.
    pub async fn draw_up_act(
        &self,
        id: &str,
        head_size: u64,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let taken = sqlx::query("UPDATE destructions SET act = $1 WHERE act = ''")
            .bind(id)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if taken == 0 {
            return Ok(false);
        }
        sqlx::query("INSERT INTO destruction_acts (id, at, head_size) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(now.timestamp())
            .bind(i64::try_from(head_size).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The acts whose documents have not been written: those of a run that broke off among them.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn acts_to_write(&self) -> Result<Vec<Act>, StoreError> {
        let rows = sqlx::query("SELECT * FROM destruction_acts WHERE written = 0 ORDER BY at, id")
            .fetch_all(&self.pool)
            .await?;
        let mut acts = Vec::new();
        for row in &rows {
            let columns = Columns::new(row, "destruction_acts");
            let id: String = columns.get("id")?;
            let head_size: i64 = columns.get("head_size")?;
            let of_act = sqlx::query("SELECT * FROM destructions WHERE act = $1 ORDER BY at, id")
                .bind(&id)
                .fetch_all(&self.pool)
                .await?;
            acts.push(Act {
                destructions: of_act.iter().map(read).collect::<Result<_, _>>()?,
                at: columns.get("at")?,
                head_size: u64::try_from(head_size).map_err(|_| columns.unreadable())?,
                id,
            });
        }
        Ok(acts)
    }

    /// Notes that the documents of an act are written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn act_is_written(&self, id: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE destruction_acts SET written = 1 WHERE id = $1")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

/// What goes with a subject's consent.
const OF_SUBJECT: &[(Category, &str)] = &[
    (Category::Consents, "DELETE FROM consent_events"),
    (Category::Consents, "DELETE FROM consent_subjects"),
    (Category::Logins, "DELETE FROM logins"),
    (Category::Cases, "DELETE FROM cases"),
    (Category::Bindings, "DELETE FROM bindings WHERE contradicted = 0 AND"),
];

/// The moment before which something has expired.
#[derive(Clone, Copy)]
enum Before {
    Now,
    Life(fn(&Lives) -> Duration),
}

impl Before {
    fn before(self, lives: &Lives, now: DateTime<FixedOffset>) -> i64 {
        match self {
            Self::Now => now.timestamp(),
            Self::Life(of) => {
                let life = i64::try_from(of(lives).as_secs()).unwrap_or(i64::MAX);
                now.timestamp().saturating_sub(life)
            }
        }
    }
}

/// What has a term of its own.
const EXPIRED: &[(Category, &str, Before, &str)] = &[
    (Category::SignIns, "sign_ins", Before::Now, "expires_at <= $1"),
    (Category::Cases, "cases", Before::Now, "expires_at <= $1"),
    (Category::Logins, "logins", Before::Life(|lives| lives.login), "opened_at <= $1"),
    (
        Category::ParentLogins,
        "parent_logins",
        Before::Life(|lives| lives.parent_login),
        "opened_at <= $1",
    ),
    (Category::Uploads, "uploads", Before::Life(|lives| lives.upload), "checked_at <= $1"),
    (
        Category::Changes,
        "changes",
        Before::Life(|lives| lives.change),
        "status <> 'waiting' AND payload <> '[]' AND COALESCE(decided_at, proposed_at) <= $1",
    ),
];

/// Carries out one of the statements above for one subject, and says how many rows it was.
async fn of_subject(
    connection: &mut AnyConnection,
    statement: &str,
    subject: &Subject,
) -> Result<u64, StoreError> {
    let joint = if statement.ends_with("AND") { "" } else { "WHERE" };
    let statement = format!("{statement} {joint} contour = $1 AND issuer = $2 AND subject = $3");
    let done = sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind(subject.contour().to_string())
        .bind(subject.issuer())
        .bind(subject.id().expose())
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

async fn newest_position(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<Option<i64>, StoreError> {
    let row = sqlx::query(
        "SELECT MAX(position) AS newest FROM consent_events \
         WHERE contour = $1 AND issuer = $2 AND subject = $3",
    )
    .bind(subject.contour().to_string())
    .bind(subject.issuer())
    .bind(subject.id().expose())
    .fetch_one(connection)
    .await?;
    Columns::new(&row, "consent_events").get("newest")
}

async fn bound_record(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<Option<RecordId>, StoreError> {
    let row = sqlx::query(
        "SELECT record_id FROM bindings WHERE contour = $1 AND issuer = $2 AND subject = $3",
    )
    .bind(subject.contour().to_string())
    .bind(subject.issuer())
    .bind(subject.id().expose())
    .fetch_optional(connection)
    .await?;
    row.map(|row| Columns::new(&row, "bindings").get("record_id").map(RecordId::new)).transpose()
}

/// Erases salts and records of a subject's streams, but for those that show that the term was kept;
/// they are about nobody.
async fn erase(
    connection: &mut AnyConnection,
    subject: &Subject,
) -> Result<(Vec<String>, Vec<String>), StoreError> {
    let rows = sqlx::query(
        "SELECT e.stream AS stream, e.sequence AS sequence, e.commitment AS commitment, \
         e.record AS record FROM log_entries e JOIN log_streams s ON s.stream = e.stream \
         WHERE s.contour = $1 AND s.issuer = $2 AND s.subject = $3 AND e.salt IS NOT NULL \
         ORDER BY e.stream, e.sequence",
    )
    .bind(subject.contour().to_string())
    .bind(subject.issuer())
    .bind(subject.id().expose())
    .fetch_all(&mut *connection)
    .await?;
    let (mut streams, mut commitments) = (Vec::new(), Vec::new());
    for row in &rows {
        let columns = Columns::new(row, "log_entries");
        let (stream, sequence): (String, i64) = (columns.get("stream")?, columns.get("sequence")?);
        if !streams.contains(&stream) {
            streams.push(stream.clone());
        }
        if columns.word("record", is_about_the_term)? {
            continue;
        }
        sqlx::query(
            "UPDATE log_entries SET salt = NULL, record = NULL \
             WHERE stream = $1 AND sequence = $2",
        )
        .bind(&stream)
        .bind(sequence)
        .execute(&mut *connection)
        .await?;
        commitments.push(columns.get("commitment")?);
    }
    Ok((streams, commitments))
}

fn is_about_the_term(record: &str) -> Option<bool> {
    Some(match canonical::decode(&from_hex(record)?).ok()?.body {
        Body::Opened(_) => false,
        Body::Stepped { event, .. } => event.kind() == EventKind::RetentionElapsed,
    })
}

async fn keep(connection: &mut AnyConnection, destruction: &Destruction) -> Result<(), StoreError> {
    // Flat texts and numbers cannot fail to be written.
    let categories = serde_json::to_string(&destruction.categories).unwrap_or_default();
    sqlx::query(
        "INSERT INTO destructions (id, at, record_id, streams, reason, categories, entries) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(random::name()?)
    .bind(destruction.at)
    .bind(destruction.record.as_ref().map_or("", RecordId::as_str))
    .bind(destruction.streams.join(" "))
    .bind(destruction.reason.as_str())
    .bind(categories)
    .bind(destruction.commitments.join(" "))
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Destruction, StoreError> {
    let columns = Columns::new(row, "destructions");
    let words = |column: &str| -> Result<Vec<String>, StoreError> {
        let text: String = row.try_get(column).map_err(|_| columns.unreadable())?;
        Ok(text.split_whitespace().map(str::to_owned).collect())
    };
    let record: String = columns.get("record_id")?;
    Ok(Destruction {
        at: columns.get("at")?,
        record: Some(record).filter(|record| !record.is_empty()).map(RecordId::new),
        streams: words("streams")?,
        reason: columns.word("reason", Reason::parse)?,
        categories: columns.word("categories", |text| serde_json::from_str(text).ok())?,
        commitments: words("entries")?,
    })
}
