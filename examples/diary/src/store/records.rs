//! The register of pupils, as raw text.

use super::{Store, StoreError};
use esia_core::record::RecordId;
use esia_core::secrets::Personal;
use sqlx::Row as _;
use sqlx::any::AnyRow;

/// One row of the school's register.
#[derive(Clone, Debug)]
pub struct Record {
    /// The register's own key.
    pub id: RecordId,
    /// The SNILS as typed.
    pub snils: Personal,
    /// The last name as typed.
    pub last_name: Personal,
    /// The first name as typed.
    pub first_name: Personal,
    /// The middle name as typed; empty where there is none.
    pub middle_name: Personal,
    /// The birth date as typed.
    pub birth_date: Personal,
    /// The series of the birth certificate as typed.
    pub cert_series: Personal,
    /// The number of the birth certificate as typed.
    pub cert_number: Personal,
    /// The class, `5А`.
    pub class: String,
}

impl Store {
    /// Puts a record in, or replaces the one of the same key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`].
    pub async fn put_record(&self, record: &Record) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO records (id, snils, last_name, first_name, middle_name, birth_date, \
             cert_series, cert_number, class) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
             ON CONFLICT (id) DO UPDATE SET snils = excluded.snils, \
             last_name = excluded.last_name, first_name = excluded.first_name, \
             middle_name = excluded.middle_name, birth_date = excluded.birth_date, \
             cert_series = excluded.cert_series, cert_number = excluded.cert_number, \
             class = excluded.class",
        )
        .bind(record.id.as_str())
        .bind(record.snils.expose())
        .bind(record.last_name.expose())
        .bind(record.first_name.expose())
        .bind(record.middle_name.expose())
        .bind(record.birth_date.expose())
        .bind(record.cert_series.expose())
        .bind(record.cert_number.expose())
        .bind(&record.class)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("UPDATE register_version SET version = version + 1")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// A number that rises with every change of the register.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] or [`StoreError::Row`].
    pub async fn register_version(&self) -> Result<i64, StoreError> {
        sqlx::query("SELECT version FROM register_version")
            .fetch_one(&self.pool)
            .await?
            .try_get("version")
            .map_err(|_| StoreError::Row { table: "register_version" })
    }

    /// Every record, by key.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`], or [`StoreError::Row`] for a row that cannot be read.
    pub async fn records(&self) -> Result<Vec<Record>, StoreError> {
        let rows = sqlx::query("SELECT * FROM records ORDER BY id").fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// One record.
    ///
    /// # Errors
    ///
    /// As for [`Store::records`].
    pub async fn record(&self, id: &RecordId) -> Result<Option<Record>, StoreError> {
        let row = sqlx::query("SELECT * FROM records WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }
}

fn read(row: &AnyRow) -> Result<Record, StoreError> {
    let text = |column: &str| {
        row.try_get::<String, _>(column).map_err(|_| StoreError::Row { table: "records" })
    };
    let personal = |column: &str| text(column).map(Personal::new);
    Ok(Record {
        id: RecordId::new(text("id")?),
        snils: personal("snils")?,
        last_name: personal("last_name")?,
        first_name: personal("first_name")?,
        middle_name: personal("middle_name")?,
        birth_date: personal("birth_date")?,
        cert_series: personal("cert_series")?,
        cert_number: personal("cert_number")?,
        class: text("class")?,
    })
}
