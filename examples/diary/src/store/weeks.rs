//! The diary itself: lessons of a class with their homework, and the marks of a pupil.

use super::{Columns, Store, StoreError};
use chrono::NaiveDate;
use esia_core::record::RecordId;

/// One lesson (урок) as one pupil's diary shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Lesson {
    /// The day.
    pub day: NaiveDate,
    /// Its place in the day, from 1.
    pub number: i64,
    /// The subject taught.
    pub subject: String,
    /// What to do at home; empty where nothing is.
    pub homework: String,
    /// The mark, where one was given.
    pub mark: Option<i64>,
}

impl Store {
    /// Puts lessons of a class in; a mark goes to the record that is named with it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`]; nothing is changed then.
    pub async fn put_lessons(
        &self,
        class: &str,
        lessons: &[(Lesson, Vec<(RecordId, i64)>)],
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for (lesson, marks) in lessons {
            let day = lesson.day.to_string();
            sqlx::query(
                "INSERT INTO lessons (class, day, number, subject, homework) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (class, day, number) DO UPDATE SET \
                 subject = excluded.subject, homework = excluded.homework",
            )
            .bind(class)
            .bind(&day)
            .bind(lesson.number)
            .bind(&lesson.subject)
            .bind(&lesson.homework)
            .execute(&mut *transaction)
            .await?;
            for (record, mark) in marks {
                sqlx::query(
                    "INSERT INTO marks (record_id, day, number, mark) VALUES ($1, $2, $3, $4) \
                     ON CONFLICT (record_id, day, number) DO UPDATE SET mark = excluded.mark",
                )
                .bind(record.as_str())
                .bind(&day)
                .bind(lesson.number)
                .bind(mark)
                .execute(&mut *transaction)
                .await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    /// The lessons of a class from one day to another, with the marks of one record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn lessons(
        &self,
        class: &str,
        record: &RecordId,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<Lesson>, StoreError> {
        let rows = sqlx::query(
            "SELECT lessons.day, lessons.number, subject, homework, mark FROM lessons \
             LEFT JOIN marks ON marks.day = lessons.day AND marks.number = lessons.number \
             AND marks.record_id = $1 WHERE class = $2 AND lessons.day >= $3 AND lessons.day <= $4 \
             ORDER BY lessons.day, lessons.number",
        )
        .bind(record.as_str())
        .bind(class)
        .bind(from.to_string())
        .bind(to.to_string())
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| {
                let columns = Columns::new(row, "lessons");
                Ok(Lesson {
                    day: columns.word("day", |day| day.parse().ok())?,
                    number: columns.get("number")?,
                    subject: columns.get("subject")?,
                    homework: columns.get("homework")?,
                    mark: columns.get("mark")?,
                })
            })
            .collect()
    }
}
