//! Everything that is kept about one pupil, read as it stands, section by section.

use super::{Columns, Store, StoreError};
use esia_core::account::{Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use sqlx::{AssertSqlSafe, Column as _, Row as _};
use std::collections::BTreeMap;

/// By what a section is found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Whose {
    /// By the key of the record.
    Record,
    /// By the account.
    Subject,
}

/// A section of the export (раздел).
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Its key in the JSON.
    pub key: &'static str,
    /// Its title in Russian.
    pub title: &'static str,
    /// By what it is found.
    pub whose: Whose,
    statement: &'static str,
    /// The columns, each with its label in Russian.
    pub columns: &'static [(&'static str, &'static str)],
}

/// Every table that holds something about one pupil. What is about somebody else beside (who on the
/// staff looked, how an appeal is to be answered) is not read.
pub const SECTIONS: &[Section] = &[
    Section {
        key: "record",
        title: "Запись журнала",
        whose: Whose::Record,
        statement: "SELECT * FROM records WHERE id = $1",
        columns: &[
            ("id", "Ключ записи"),
            ("snils", "СНИЛС"),
            ("last_name", "Фамилия"),
            ("first_name", "Имя"),
            ("middle_name", "Отчество"),
            ("birth_date", "Дата рождения"),
            ("cert_series", "Серия свидетельства о рождении"),
            ("cert_number", "Номер свидетельства о рождении"),
            ("class", "Класс"),
            ("school", "Школа"),
            ("school_year", "Учебный год"),
            ("enrolment", "Зачисление"),
            ("pupil", "Ключ обучающегося"),
        ],
    },
    Section {
        key: "marks",
        title: "Отметки",
        whose: Whose::Record,
        statement: "SELECT day, number, mark FROM marks WHERE record_id = $1 ORDER BY day, number",
        columns: &[("day", "День"), ("number", "Урок"), ("mark", "Отметка")],
    },
    Section {
        key: "desk_events",
        title: "Действия сотрудников с записью",
        whose: Whose::Record,
        statement: "SELECT at, act FROM desk_events WHERE record_id = $1 ORDER BY at",
        columns: &[("at", "Когда"), ("act", "Действие")],
    },
    Section {
        key: "destructions",
        title: "Уничтожение сведений",
        whose: Whose::Record,
        statement: "SELECT at, reason, act FROM destructions WHERE record_id = $1 ORDER BY at",
        columns: &[("at", "Когда"), ("reason", "Причина"), ("act", "Акт")],
    },
    Section {
        key: "bindings",
        title: "Закрепление учётной записи Госуслуг",
        whose: Whose::Subject,
        statement: "SELECT contour, issuer, subject, record_id, bound_at FROM bindings",
        columns: &[
            ("contour", "Контур"),
            ("issuer", "Поставщик"),
            ("subject", "Номер учётной записи"),
            ("record_id", "Запись журнала"),
            ("bound_at", "Когда"),
        ],
    },
    Section {
        key: "logins",
        title: "Открытые входы",
        whose: Whose::Subject,
        statement: "SELECT opened_at, seen_at, person FROM logins",
        columns: &[
            ("opened_at", "Открыт"),
            ("seen_at", "Последнее обращение"),
            ("person", "Сведения Госуслуг"),
        ],
    },
    Section {
        key: "consent",
        title: "Согласие: начальные сведения",
        whose: Whose::Subject,
        statement: "SELECT set_up, checked_at, as_of FROM consent_subjects",
        columns: &[
            ("set_up", "Начальные сведения"),
            ("checked_at", "Сверено"),
            ("as_of", "По состоянию на"),
        ],
    },
    Section {
        key: "consent_events",
        title: "События согласия",
        whose: Whose::Subject,
        statement: "SELECT position, at, event FROM consent_events",
        columns: &[("position", "№"), ("at", "Когда"), ("event", "Событие")],
    },
    Section {
        key: "duties",
        title: "Поручения по согласию",
        whose: Whose::Subject,
        statement: "SELECT kind, due_at, done_at FROM duties",
        columns: &[("kind", "Что"), ("due_at", "Срок"), ("done_at", "Исполнено")],
    },
    Section {
        key: "cases",
        title: "Отказы во входе и обращения",
        whose: Whose::Subject,
        statement: "SELECT opened_at, expires_at, decision, person, words, appealed_at, closed_at \
                    FROM cases",
        columns: &[
            ("opened_at", "Когда"),
            ("expires_at", "Хранится до"),
            ("decision", "Строка решения"),
            ("person", "Сведения Госуслуг"),
            ("words", "Текст обращения"),
            ("appealed_at", "Обращение подано"),
            ("closed_at", "Обращение закрыто"),
        ],
    },
];

impl Store {
    /// The accounts that are bound to a record, those aside that the register contradicts: they may
    /// be somebody else's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn subjects_of(
        &self,
        record: &RecordId,
        contour: Contour,
    ) -> Result<Vec<Subject>, StoreError> {
        let rows = sqlx::query(
            "SELECT issuer, subject FROM bindings WHERE contour = $1 AND record_id = $2 \
             AND contradicted = 0",
        )
        .bind(contour.to_string())
        .bind(record.as_str())
        .fetch_all(&self.pool)
        .await?;
        let subject = |row| {
            let columns = Columns::new(row, "bindings");
            let id = SubjectId::new(columns.get("subject")?);
            Ok(Subject::new(contour, columns.get("issuer")?, id))
        };
        rows.iter().map(subject).collect()
    }

    /// A section about a record.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn section_of_record(
        &self,
        section: &Section,
        record: &RecordId,
    ) -> Result<Vec<BTreeMap<String, String>>, StoreError> {
        let rows =
            sqlx::query(section.statement).bind(record.as_str()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| texts(row, section)).collect()
    }

    /// A section about an account.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn section_of_subject(
        &self,
        section: &Section,
        subject: &Subject,
    ) -> Result<Vec<BTreeMap<String, String>>, StoreError> {
        let statement = section.statement;
        let statement =
            format!("{statement} WHERE contour = $1 AND issuer = $2 AND subject = $3 ORDER BY 1");
        let rows = sqlx::query(AssertSqlSafe(statement))
            .bind(subject.contour().to_string())
            .bind(subject.issuer())
            .bind(subject.id().expose())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(|row| texts(row, section)).collect()
    }
}

/// The columns of a section as texts; numbers are written out, what is missing is left out.
fn texts(
    row: &sqlx::any::AnyRow,
    section: &Section,
) -> Result<BTreeMap<String, String>, StoreError> {
    let unreadable = || StoreError::Row { table: section.key };
    let mut found = BTreeMap::new();
    for (name, _) in section.columns {
        let column = row.columns().iter().find(|column| column.name() == *name);
        let at = column.ok_or_else(unreadable)?.ordinal();
        let text = match row.try_get::<Option<String>, _>(at) {
            Ok(text) => text,
            Err(_) => row
                .try_get::<Option<i64>, _>(at)
                .map_err(|_| unreadable())?
                .map(|number| number.to_string()),
        };
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            found.insert((*name).to_owned(), text);
        }
    }
    Ok(found)
}
